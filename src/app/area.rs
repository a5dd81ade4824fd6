//! Cells and rectangles of cells.

/// A size in cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Size {
    pub width: u16,
    pub height: u16,
}

/// The smallest supported terminal; below it only a notice is shown.
pub const SMALLEST: Size = Size { width: 40, height: 10 };

/// A rectangle of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Area {
    pub x: u16,
    pub y: u16,
    pub width: u16,
    pub height: u16,
}

impl Area {
    pub const fn is_empty(self) -> bool {
        self.width == 0 || self.height == 0
    }

    pub const fn contains(self, column: u16, row: u16) -> bool {
        column >= self.x
            && column.saturating_sub(self.x) < self.width
            && row >= self.y
            && row.saturating_sub(self.y) < self.height
    }

    /// Whether they have cells in common.
    pub const fn overlaps(self, other: Self) -> bool {
        self.x < other.x.saturating_add(other.width)
            && other.x < self.x.saturating_add(self.width)
            && self.y < other.y.saturating_add(other.height)
            && other.y < self.y.saturating_add(self.height)
    }

    /// Whether all cells of `other` are among its own.
    pub const fn encloses(self, other: Self) -> bool {
        other.x >= self.x
            && other.y >= self.y
            && other.x.saturating_add(other.width) <= self.x.saturating_add(self.width)
            && other.y.saturating_add(other.height) <= self.y.saturating_add(self.height)
    }

    /// The row at `position`, or an empty area if there is none.
    #[must_use]
    pub const fn row(self, position: u16) -> Self {
        Self {
            y: self.y.saturating_add(position),
            height: if position < self.height { 1 } else { 0 },
            ..self
        }
    }

    /// The area without `left` columns on the left and `right` columns on the right.
    #[must_use]
    pub const fn within(self, left: u16, right: u16) -> Self {
        let width = self.width.saturating_sub(left).saturating_sub(right);
        Self { x: self.x.saturating_add(left), width, ..self }
    }

    /// The area below the first `rows` rows.
    #[must_use]
    pub const fn below(self, rows: u16) -> Self {
        Self { y: self.y.saturating_add(rows), height: self.height.saturating_sub(rows), ..self }
    }

    /// The middle of the area, of this size at most.
    #[must_use]
    pub const fn middle(self, size: Size) -> Self {
        let width = if size.width < self.width { size.width } else { self.width };
        let height = if size.height < self.height { size.height } else { self.height };
        Self {
            x: self.x.saturating_add(self.width.saturating_sub(width) / 2),
            y: self.y.saturating_add(self.height.saturating_sub(height) / 2),
            width,
            height,
        }
    }

    /// Takes up to `height` rows off the top.
    pub(crate) fn take_top(&mut self, height: u16) -> Self {
        let height = height.min(self.height);
        let taken = Self { height, ..*self };
        self.y = self.y.saturating_add(height);
        self.height = self.height.saturating_sub(height);
        taken
    }

    /// Takes up to `height` rows off the bottom.
    pub(crate) fn take_bottom(&mut self, height: u16) -> Self {
        let height = height.min(self.height);
        self.height = self.height.saturating_sub(height);
        Self { y: self.y.saturating_add(self.height), height, ..*self }
    }

    /// Takes up to `width` columns off the right.
    pub(crate) fn take_right(&mut self, width: u16) -> Self {
        let width = width.min(self.width);
        self.width = self.width.saturating_sub(width);
        Self { x: self.x.saturating_add(self.width), width, ..*self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_are_cut_without_losing_or_doubling_a_cell() {
        let mut rest = Area { x: 0, y: 0, width: 10, height: 5 };
        let top = rest.take_top(2);
        let bottom = rest.take_bottom(9);
        assert_eq!((top.y, top.height, bottom.y, bottom.height, rest.height), (0, 2, 2, 3, 0));
        let mut rest = Area { x: 3, y: 0, width: 10, height: 5 };
        let right = rest.take_right(4);
        assert_eq!((rest.x, rest.width, right.x, right.width), (3, 6, 9, 4));
        assert!(right.contains(9, 4) && right.contains(12, 0));
        let area = Area { x: 3, y: 1, width: 10, height: 5 };
        assert_eq!(area.row(4), Area { y: 5, height: 1, ..area });
        assert!(area.row(5).is_empty() && area.below(6).is_empty() && area.within(6, 6).is_empty());
        assert_eq!(area.within(1, 2), Area { x: 4, width: 7, ..area });
        assert_eq!(area.below(2), Area { y: 3, height: 3, ..area });
        assert_eq!(area.middle(Size { width: 4, height: 2 }), Area { x: 6, y: 2, width: 4, height: 2 });
        assert_eq!(area.middle(Size { width: 99, height: 99 }), area);
        assert!(!right.contains(8, 0) && !right.contains(13, 0) && !right.contains(9, 5));
    }
}
