//! Fits the columns of a table into its width.

/// A column of a table, laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Column<W> {
    pub(crate) id: W,
    pub(crate) x: u16,
    pub(crate) width: u16,
}

/// How the columns of a table share its width.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rules<'a, W> {
    /// Layouts from the widest to the narrowest: each drops one more column.
    pub(crate) layouts: &'a [&'a [W]],
    /// Columns that are cut to this width before one is dropped. What remains is theirs first, in turn, as far as
    /// they have something to show.
    pub(crate) cut: &'a [(W, u16)],
    /// Columns that get the remaining width in turn, up to a maximum.
    pub(crate) grow: &'a [(W, u16)],
    /// Columns that shrink in turn if room is short, down to a minimum.
    pub(crate) shrink: &'a [(W, u16)],
}

impl<W> Default for Rules<'_, W> {
    fn default() -> Self {
        Self { layouts: &[], cut: &[], grow: &[], shrink: &[] }
    }
}

/// The gap between two columns.
pub(crate) const GAP: u16 = 2;
/// The cursor's column on the left, and a margin on the right.
const EDGES: u16 = 2;

/// The columns that fit into `width`, filling it as far as they may grow; without those that have no
/// `width_of`.
pub(crate) fn fit<W: Copy + PartialEq>(
    rules: &Rules<'_, W>,
    width_of: impl Fn(W) -> Option<u16>,
    width: u16,
) -> Vec<Column<W>> {
    let cut_to = |id: W| rules.cut.iter().find(|(one, _)| *one == id).map_or(u16::MAX, |(_, width)| *width);
    let mut columns: Vec<(W, u16)> = Vec::new();
    for layout in rules.layouts {
        columns = layout.iter().filter_map(|id| Some((*id, width_of(*id)?.min(cut_to(*id))))).collect();
        if total(&columns) <= width {
            break;
        }
    }
    let whole = rules.cut.iter().filter_map(|(id, _)| Some((*id, width_of(*id)?)));
    grow(&mut columns, whole.chain(rules.grow.iter().copied()), width);
    shrink(&mut columns, rules.shrink, width);
    place(&columns)
}

/// Grants `wishes` in turn until `width` is used up, the last one in part. Returns the columns in `order`,
/// and the width at which all wishes are granted.
///
/// Each wish asks for a minimum width of a column. Whatever is granted at one width is granted at every
/// larger one. The remainder becomes a gap after the column `before_gap`: giving it to a column could show
/// more there than in a wider table.
pub(crate) fn grant<W: Copy + PartialEq>(
    order: &[W],
    wishes: &[(W, u16)],
    before_gap: W,
    width: u16,
) -> (Vec<Column<W>>, u16) {
    let mut granted: Vec<(W, u16)> = Vec::new();
    let (mut wanted, mut spare) = (EDGES, width.saturating_sub(EDGES));
    let mut is_open = true;
    for (position, (id, wish)) in wishes.iter().enumerate() {
        let before = wishes.iter().take(position).filter(|(one, _)| one == id).map(|(_, width)| *width).max();
        let gap = if before.is_none() && position > 0 { GAP } else { 0 };
        let more = wish.saturating_sub(before.unwrap_or(0)).saturating_add(gap);
        wanted = wanted.saturating_add(more);
        let is_granted = is_open && more <= spare;
        match granted.iter_mut().find(|(one, _)| one == id) {
            Some((_, width)) if is_open => *width = width.saturating_add(more.min(spare)),
            None if is_granted => granted.push((*id, *wish)),
            _ => {}
        }
        if is_open {
            spare = if is_granted || before.is_some() { spare.saturating_sub(more) } else { spare };
        }
        is_open = is_granted;
    }
    let find = |id: &W| granted.iter().find(|(one, _)| one == id).copied();
    let columns: Vec<(W, u16)> = order.iter().filter_map(find).collect();
    let mut placed = place(&columns);
    let after = placed.iter().position(|column| column.id == before_gap).map_or(0, |at| at.saturating_add(1));
    for column in placed.iter_mut().skip(after) {
        column.x = column.x.saturating_add(spare);
    }
    (placed, wanted)
}

/// The width that shows all columns.
pub(crate) fn wanted<W: Copy>(rules: &Rules<'_, W>, width_of: impl Fn(W) -> Option<u16>) -> u16 {
    let all = rules.layouts.first().copied().unwrap_or_default();
    total(&all.iter().filter_map(|id| Some((*id, width_of(*id)?))).collect::<Vec<_>>())
}

fn total<W>(columns: &[(W, u16)]) -> u16 {
    let widths = columns.iter().fold(EDGES, |sum: u16, (_, width)| sum.saturating_add(*width));
    let gaps = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(u16::MAX).saturating_mul(GAP);
    widths.saturating_add(gaps)
}

fn grow<W: PartialEq>(columns: &mut [(W, u16)], wishes: impl Iterator<Item = (W, u16)>, width: u16) {
    let mut spare = width.saturating_sub(total(columns));
    for (column, max) in wishes {
        if let Some((_, width)) = columns.iter_mut().find(|(id, _)| *id == column) {
            let more = max.saturating_sub(*width).min(spare);
            *width = width.saturating_add(more);
            spare = spare.saturating_sub(more);
        }
    }
}

fn shrink<W: PartialEq>(columns: &mut [(W, u16)], limits: &[(W, u16)], width: u16) {
    let mut missing = total(columns).saturating_sub(width);
    for (column, min) in limits {
        if let Some((_, width)) = columns.iter_mut().find(|(id, _)| id == column) {
            let removed = width.saturating_sub(*min).min(missing);
            *width = width.saturating_sub(removed);
            missing = missing.saturating_sub(removed);
        }
    }
}

fn place<W: Copy>(columns: &[(W, u16)]) -> Vec<Column<W>> {
    let mut x = EDGES / 2;
    columns
        .iter()
        .map(|(id, width)| {
            let column = Column { id: *id, x, width: *width };
            x = x.saturating_add(*width).saturating_add(GAP);
            column
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: Rules<'_, char> = Rules {
        layouts: &[&['a', 'b', 'c'], &['a', 'c'], &['a']],
        cut: &[],
        grow: &[('b', 6), ('a', 10), ('c', 5)],
        shrink: &[('a', 2)],
    };

    fn fitted(width: u16) -> Vec<(char, u16, u16)> {
        let width_of = |id| (id != 'x').then_some(4);
        fit(&RULES, width_of, width).into_iter().map(|column| (column.id, column.x, column.width)).collect()
    }

    #[test]
    fn remaining_width_is_distributed_in_turn() {
        for (width, columns) in [
            (18, vec![('a', 1, 4), ('b', 7, 4), ('c', 13, 4)]),
            (21, vec![('a', 1, 5), ('b', 8, 6), ('c', 16, 4)]),
            (50, vec![('a', 1, 10), ('b', 13, 6), ('c', 21, 5)]),
            (17, vec![('a', 1, 9), ('c', 12, 4)]),
            (11, vec![('a', 1, 9)]),
            (5, vec![('a', 1, 3)]),
            (0, vec![('a', 1, 2)]),
        ] {
            assert_eq!(fitted(width), columns, "{width}");
        }
    }

    #[test]
    fn columns_are_cut_before_one_is_dropped_and_then_grow_first() {
        let rules = Rules { cut: &[('c', 2), ('a', 1)], ..RULES };
        for (width, widths) in [
            (50, vec![10, 6, 5]),
            (19, vec![4, 5, 4]),
            (17, vec![3, 4, 4]),
            (14, vec![1, 4, 3]),
            (13, vec![1, 4, 2]),
            (12, vec![4, 4]),
        ] {
            let columns = fit(&rules, |_| Some(4), width);
            assert_eq!(columns.iter().map(|column| column.width).collect::<Vec<_>>(), widths, "{width}");
        }
    }

    #[test]
    fn a_column_without_width_is_dropped() {
        let width_of = |id| (id != 'b').then_some(4);
        let columns: Vec<char> = fit(&RULES, width_of, 50).into_iter().map(|column| column.id).collect();
        assert_eq!(columns, ['a', 'c']);
    }
}
