//! Symbols: the only non-ASCII characters apart from texts.

use ratatui::symbols::{bar, block, line, shade};

/// The symbols the screen is drawn with, each one column wide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyphs {
    /// Marks cut text.
    pub cut: &'static str,
    /// Separates facts on one line.
    pub dot: &'static str,
    /// The selected row.
    pub cursor: &'static str,
    /// A marked row, without the cursor and with it.
    pub marks: [&'static str; 2],
    /// The overdue banner.
    pub banner: &'static str,
    /// A failure.
    pub trouble: &'static str,
    /// A request is under way.
    pub loading: &'static str,
    /// A horizontal rule.
    pub rule: &'static str,
    /// A vertical rule.
    pub side_rule: &'static str,
    /// Of a frame: top left, top right, bottom left, bottom right.
    pub corners: [&'static str; 4],
    /// The thumb of a scroll bar.
    pub thumb: &'static str,
    /// The text cursor.
    pub caret: &'static str,
    /// "By", between columns and rows of a size.
    pub by: &'static str,
    /// Sorted in ascending order.
    pub ascending: &'static str,
    /// Sorted in descending order.
    pub descending: &'static str,
    pub gauge: GaugeGlyphs,
    /// Always shows the remaining share as a number too, since backgrounds may not be visible.
    pub keeps_share: bool,
    /// Before an amount of which less may be left; two columns wide.
    pub at_most: &'static str,
    /// Cells of a vertical bar, by fill level.
    pub levels: &'static [&'static str],
    /// The upper half of a cell of a vertical bar.
    pub upper_half: &'static str,
    /// A cell of a bar to which more may be added.
    pub hollow: &'static str,
    /// A cell of a bar that is expected.
    pub expected: &'static str,
    /// A known amount of zero.
    pub nothing: &'static str,
    /// An unknown value.
    pub unclear: &'static str,
    /// There is an earlier cycle.
    pub earlier: &'static str,
    /// There is a later cycle.
    pub later: &'static str,
    /// The chosen entry.
    pub chosen: &'static str,
    pub chart: ChartGlyphs,
    pub wall: WallGlyphs,
    pub keys: KeyGlyphs,
}

/// Symbols of a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChartGlyphs {
    /// The columns and rows of dots in a cell of a line.
    pub dots: (u16, u16),
    /// A cell of a line; absent = its dots as a braille pattern.
    pub line: Option<&'static str>,
    /// A cell of a likely range; absent = its dots as a braille pattern.
    pub range: Option<&'static str>,
    /// A line of one row by height; absent = its dots as braille patterns.
    pub levels: Option<[&'static str; 3]>,
    /// The vertical axis, and there a tick.
    pub side: &'static str,
    pub tick: &'static str,
    /// Where the axes meet.
    pub corner: &'static str,
    /// The horizontal axis, and there the beginning of a day.
    pub floor: &'static str,
    pub day: &'static str,
    /// The vertical line of the present, and its foot on the axis.
    pub now: &'static str,
    pub now_foot: &'static str,
    /// The grant.
    pub grant: &'static str,
    /// When the quota runs out.
    pub runs_out: &'static str,
    /// When the quota expires, on the axis.
    pub expires: &'static str,
}

/// Symbols of a gauge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GaugeGlyphs {
    /// Cells by fill level.
    pub cells: &'static [&'static str],
    /// Whether partial cells are as high as full ones; otherwise they only replace a single full cell.
    pub is_even: bool,
    /// The unfilled part.
    pub track: &'static str,
    /// Around a gauge that has room for them; empty for none.
    pub ends: [&'static str; 2],
}

/// Names of special keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyGlyphs {
    pub up: &'static str,
    pub down: &'static str,
    pub left: &'static str,
    pub right: &'static str,
    pub up_down: &'static str,
    pub left_right: &'static str,
    pub enter: &'static str,
}

/// Symbols of the wallboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WallGlyphs {
    /// The gauge of a card, to be seen from afar.
    pub gauge: GaugeGlyphs,
    /// A cell of two points: the upper one, the lower one, both.
    pub points: [&'static str; 3],
    /// Draws the smallest letters as strokes, since two points cannot share a cell.
    pub has_strokes: bool,
    /// The left edge of a card.
    pub stripe: &'static str,
    /// The moving part of the pulse line.
    pub pulse: &'static str,
    /// A healthy feed.
    pub well: &'static str,
    /// Now, at the start of a time line.
    pub starts: &'static str,
    /// When the quota runs out.
    pub runs_out: &'static str,
    /// When the quota expires.
    pub expires: &'static str,
}

impl Glyphs {
    /// For terminals with Unicode.
    pub const UNICODE: Self = Self {
        cut: "…",
        dot: "·",
        cursor: block::HALF,
        // The second one is the first one with the cursor.
        marks: ["▗", "▙"],
        banner: line::THICK_VERTICAL,
        trouble: "!",
        loading: "↻",
        rule: line::HORIZONTAL,
        side_rule: line::VERTICAL,
        corners: [line::TOP_LEFT, line::TOP_RIGHT, line::BOTTOM_LEFT, line::BOTTOM_RIGHT],
        thumb: line::THICK_VERTICAL,
        caret: block::ONE_EIGHTH,
        by: "×",
        ascending: "▾",
        descending: "▴",
        // Lines, not blocks: the gauges of adjacent rows would merge.
        gauge: GaugeGlyphs {
            cells: &["╸", line::THICK_HORIZONTAL],
            is_even: true,
            track: line::HORIZONTAL,
            ends: ["", ""],
        },
        keeps_share: false,
        at_most: "≤ ",
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
        upper_half: "▀",
        hollow: shade::MEDIUM,
        expected: shade::LIGHT,
        nothing: "·",
        unclear: "?",
        earlier: "‹",
        later: "›",
        chosen: "•",
        chart: ChartGlyphs {
            dots: (2, 4),
            line: None,
            range: None,
            levels: None,
            side: line::VERTICAL,
            tick: line::VERTICAL_LEFT,
            corner: line::BOTTOM_LEFT,
            floor: line::HORIZONTAL,
            day: line::HORIZONTAL_DOWN,
            now: "┆",
            now_foot: line::HORIZONTAL_UP,
            grant: "·",
            runs_out: "▼",
            expires: line::THICK_VERTICAL_LEFT,
        },
        wall: WallGlyphs {
            gauge: GaugeGlyphs {
                cells: &[
                    block::ONE_EIGHTH,
                    block::ONE_QUARTER,
                    block::THREE_EIGHTHS,
                    block::HALF,
                    block::FIVE_EIGHTHS,
                    block::THREE_QUARTERS,
                    block::SEVEN_EIGHTHS,
                    bar::SEVEN_EIGHTHS,
                ],
                is_even: false,
                track: bar::ONE_EIGHTH,
                ends: ["", ""],
            },
            points: ["▀", "▄", block::FULL],
            has_strokes: false,
            stripe: block::HALF,
            pulse: line::THICK_HORIZONTAL,
            well: "●",
            starts: line::VERTICAL_RIGHT,
            runs_out: "◆",
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

    /// For `--ascii`.
    pub const ASCII: Self = Self {
        cut: "~",
        dot: "-",
        cursor: ">",
        marks: ["+", "*"],
        banner: "!",
        trouble: "!",
        loading: "*",
        rule: "-",
        side_rule: "|",
        corners: ["+"; 4],
        thumb: "#",
        caret: "_",
        by: "x",
        ascending: "v",
        descending: "^",
        gauge: GaugeGlyphs::ASCII,
        keeps_share: true,
        at_most: "<=",
        levels: &["#"],
        upper_half: "#",
        hollow: "=",
        expected: ":",
        nothing: ".",
        unclear: "?",
        earlier: "<",
        later: ">",
        chosen: "*",
        chart: ChartGlyphs {
            dots: (1, 1),
            line: Some("*"),
            range: Some("."),
            levels: Some(["_", "-", "^"]),
            side: "|",
            tick: "+",
            corner: "+",
            floor: "-",
            day: "+",
            now: ":",
            now_foot: ":",
            grant: "-",
            runs_out: "v",
            expires: "|",
        },
        wall: WallGlyphs {
            gauge: GaugeGlyphs { ends: ["", ""], ..GaugeGlyphs::ASCII },
            points: ["#", "#", "#"],
            has_strokes: true,
            stripe: "|",
            pulse: "=",
            well: "+",
            starts: "|",
            runs_out: "*",
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

impl Glyphs {
    /// The braille pattern of these dots, a bit each.
    pub(super) fn braille(dots: u8) -> char {
        const BLANK: u32 = 0x2800;
        char::from_u32(BLANK | u32::from(dots)).unwrap_or(' ')
    }
}

impl GaugeGlyphs {
    const ASCII: Self = Self { cells: &["#"], is_even: true, track: ".", ends: ["[", "]"] };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::text::width;

    #[test]
    fn every_symbol_takes_one_column() {
        for glyphs in [Glyphs::UNICODE, Glyphs::ASCII] {
            let Glyphs { cut, dot, cursor, banner, trouble, loading, rule, side_rule, caret, .. } = glyphs;
            let Glyphs { by, ascending, descending, gauge, thumb, .. } = glyphs;
            let symbols = [cut, dot, cursor, banner, trouble, loading, rule, side_rule, caret];
            let Glyphs { levels, nothing, unclear, earlier, later, chosen, .. } = glyphs;
            let Glyphs { upper_half, hollow, expected, marks: [mark, with_cursor], .. } = glyphs;
            let bars = [upper_half, hollow, expected, mark, with_cursor];
            let more = [by, ascending, descending, thumb, nothing, unclear, earlier, later, chosen];
            for symbol in symbols.iter().chain(&more).chain(&bars).chain(levels).chain(&glyphs.corners) {
                assert_eq!(width(symbol), 1, "{symbol}");
            }
            for GaugeGlyphs { cells, track, ends, .. } in [gauge, glyphs.wall.gauge] {
                for symbol in cells.iter().chain(&[track]).chain(ends.iter().filter(|end| !end.is_empty())) {
                    assert_eq!(width(symbol), 1, "{symbol}");
                }
            }
            assert_eq!(width(glyphs.at_most), 2);
            let ChartGlyphs { side, tick, corner, floor, day, now, now_foot, grant, .. } = glyphs.chart;
            let chart = [side, tick, corner, floor, day, now, now_foot, grant];
            let ChartGlyphs { line, range, levels, runs_out, expires, .. } = glyphs.chart;
            let chart = chart
                .into_iter()
                .chain([runs_out, expires])
                .chain(line)
                .chain(range)
                .chain(levels.into_iter().flatten());
            for symbol in chart {
                assert_eq!(width(symbol), 1, "{symbol}");
            }
            let WallGlyphs { points, stripe, pulse, well, starts, runs_out, expires, .. } = glyphs.wall;
            for symbol in points.iter().chain(&[stripe, pulse, well, starts, runs_out, expires]) {
                assert_eq!(width(symbol), 1, "{symbol}");
            }
        }
    }

    #[test]
    fn ascii_is_ascii() {
        assert!(format!("{:?}", Glyphs::ASCII).is_ascii());
    }
}
