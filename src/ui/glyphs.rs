//! The signs that the screen is drawn with: the only characters outside ASCII besides texts.

use ratatui::symbols::{bar, block, line};

/// The signs the screen is drawn with. Each takes one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyphs {
    /// Where something was cut off.
    pub cut: &'static str,
    /// Between facts on one line.
    pub dot: &'static str,
    /// The selected row.
    pub cursor: &'static str,
    /// The overdue banner.
    pub banner: &'static str,
    /// A failure.
    pub trouble: &'static str,
    /// A request is under way.
    pub asking: &'static str,
    /// A rule over a part of the screen.
    pub rule: &'static str,
    /// A vertical rule at the left of an area.
    pub side_rule: &'static str,
    /// Which part of a list is in sight.
    pub thumb: &'static str,
    /// Where the next character is typed.
    pub caret: &'static str,
    /// Columns by rows.
    pub by: &'static str,
    /// Sorted in ascending order.
    pub ascending: &'static str,
    /// Sorted in descending order.
    pub descending: &'static str,
    /// A cell of a gauge, from the least filled to the full one.
    pub gauge: &'static [&'static str],
    /// Whether the share left is always shown as a number too, because the background may not be visible.
    pub keeps_share: bool,
    /// The unfilled part of a gauge.
    pub track: &'static str,
    /// A cell of an upright bar, from the least filled to the full one.
    pub levels: &'static [&'static str],
    /// A known amount of zero.
    pub nothing: &'static str,
    /// A value of unknown amount.
    pub unclear: &'static str,
    /// Something precedes it.
    pub earlier: &'static str,
    /// Something follows it.
    pub later: &'static str,
    /// The chosen entry.
    pub chosen: &'static str,
    /// The signs of the wallboard.
    pub wall: WallGlyphs,
    /// The keys of the arrows, Enter and Tab.
    pub keys: KeyGlyphs,
}

/// How special keys are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyGlyphs {
    /// Arrow up.
    pub up: &'static str,
    /// Arrow down.
    pub down: &'static str,
    /// Arrow left.
    pub left: &'static str,
    /// Arrow right.
    pub right: &'static str,
    /// Both vertical arrows.
    pub up_down: &'static str,
    /// Both horizontal arrows.
    pub left_right: &'static str,
    /// Enter.
    pub enter: &'static str,
}

/// The signs of the wallboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WallGlyphs {
    /// Two points that share a cell, one above the other: the upper, the lower, both.
    pub points: [&'static str; 3],
    /// Whether the smallest letters are made of strokes, since two points cannot share a cell.
    pub has_strokes: bool,
    /// The left edge of a card.
    pub stripe: &'static str,
    /// The part of a line where the pulse is.
    pub pulse: &'static str,
    /// A feed in good order.
    pub well: &'static str,
    /// Now, at the beginning of a line of time.
    pub starts: &'static str,
    /// When it is empty.
    pub empties: &'static str,
    /// When it expires.
    pub expires: &'static str,
}

impl Glyphs {
    /// For terminals with Unicode.
    pub const UNICODE: Self = Self {
        cut: "…",
        dot: "·",
        cursor: block::HALF,
        banner: line::THICK_VERTICAL,
        trouble: "!",
        asking: "↻",
        rule: line::HORIZONTAL,
        side_rule: line::VERTICAL,
        thumb: line::THICK_VERTICAL,
        caret: block::ONE_EIGHTH,
        by: "×",
        ascending: "▾",
        descending: "▴",
        gauge: &[
            block::ONE_EIGHTH,
            block::ONE_QUARTER,
            block::THREE_EIGHTHS,
            block::HALF,
            block::FIVE_EIGHTHS,
            block::THREE_QUARTERS,
            block::SEVEN_EIGHTHS,
            // Not the full block: the gauges of adjacent rows would merge.
            bar::SEVEN_EIGHTHS,
        ],
        keeps_share: false,
        track: bar::ONE_EIGHTH,
        levels: &[
            bar::ONE_EIGHTH,
            bar::ONE_QUARTER,
            bar::THREE_EIGHTHS,
            bar::HALF,
            bar::FIVE_EIGHTHS,
            bar::THREE_QUARTERS,
            bar::SEVEN_EIGHTHS,
            bar::FULL,
        ],
        nothing: "·",
        unclear: "?",
        earlier: "‹",
        later: "›",
        chosen: "•",
        wall: WallGlyphs {
            points: ["▀", "▄", block::FULL],
            has_strokes: false,
            stripe: block::HALF,
            pulse: line::THICK_HORIZONTAL,
            well: "●",
            starts: line::VERTICAL_RIGHT,
            empties: "◆",
            expires: line::THICK_VERTICAL_LEFT,
        },
        keys: KeyGlyphs {
            up: "↑",
            down: "↓",
            left: "←",
            right: "→",
            up_down: "↑↓",
            left_right: "←→",
            enter: "⏎",
        },
    };

    /// For terminals, fonts and recordings limited to ASCII (`--ascii`).
    pub const ASCII: Self = Self {
        cut: "~",
        dot: "-",
        cursor: ">",
        banner: "!",
        trouble: "!",
        asking: "*",
        rule: "-",
        side_rule: "|",
        thumb: "#",
        caret: "_",
        by: "x",
        ascending: "v",
        descending: "^",
        gauge: &["#"],
        keeps_share: true,
        track: ".",
        levels: &["#"],
        nothing: ".",
        unclear: "?",
        earlier: "<",
        later: ">",
        chosen: "*",
        wall: WallGlyphs {
            points: ["#", "#", "#"],
            has_strokes: true,
            stripe: "|",
            pulse: "=",
            well: "+",
            starts: "|",
            empties: "*",
            expires: "|",
        },
        keys: KeyGlyphs {
            up: "Up",
            down: "Down",
            left: "Left",
            right: "Right",
            up_down: "Up/Down",
            left_right: "Left/Right",
            enter: "Enter",
        },
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::text::width;

    #[test]
    fn each_sign_takes_one_column() {
        for glyphs in [Glyphs::UNICODE, Glyphs::ASCII] {
            let Glyphs { cut, dot, cursor, banner, trouble, asking, rule, side_rule, caret, .. } = glyphs;
            let Glyphs { by, ascending, descending, gauge, track, thumb, .. } = glyphs;
            let signs = [cut, dot, cursor, banner, trouble, asking, rule, side_rule, caret];
            let Glyphs { levels, nothing, unclear, earlier, later, chosen, .. } = glyphs;
            let more = [by, ascending, descending, track, thumb, nothing, unclear, earlier, later, chosen];
            for sign in signs.iter().chain(&more).chain(gauge).chain(levels) {
                assert_eq!(width(sign), 1, "{sign}");
            }
            let WallGlyphs { points, stripe, pulse, well, starts, empties, expires, .. } = glyphs.wall;
            for sign in points.iter().chain(&[stripe, pulse, well, starts, empties, expires]) {
                assert_eq!(width(sign), 1, "{sign}");
            }
        }
    }

    #[test]
    fn ascii_is_ascii() {
        assert!(format!("{:?}", Glyphs::ASCII).is_ascii());
    }
}
