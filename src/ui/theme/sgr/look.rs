//! How a cell looks to the eye.

use ratatui::{
    buffer::Cell,
    style::{Color, Modifier, Style},
};

/// The modifiers that show on a blank.
const VISIBLE_ON_BLANK: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK)
    .union(Modifier::CROSSED_OUT);

/// Colours and modifiers of a cell. The default is plain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Look {
    pub(super) foreground: Color,
    pub(super) background: Color,
    pub(super) modifier: Modifier,
}

impl From<Style> for Look {
    fn from(style: Style) -> Self {
        Self {
            foreground: style.fg.unwrap_or_default(),
            background: style.bg.unwrap_or_default(),
            modifier: style.add_modifier,
        }
    }
}

impl Look {
    /// What has to change for the cell to look right: a blank shows no foreground.
    #[must_use]
    pub(crate) fn adapted_to(self, cell: &Cell) -> Self {
        if is_blank(cell) {
            let modifier = self.modifier.difference(VISIBLE_ON_BLANK);
            return Self { background: cell.bg, modifier, ..self };
        }
        Self { foreground: cell.fg, background: cell.bg, modifier: cell.modifier }
    }
}

/// Whether only the background of the cell is visible.
fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && !cell.modifier.intersects(VISIBLE_ON_BLANK)
}

/// Whether both are blanks that differ in nothing visible.
pub(crate) fn look_the_same(one: &Cell, other: &Cell) -> bool {
    is_blank(one) && is_blank(other) && one.bg == other.bg
}
