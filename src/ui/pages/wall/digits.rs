//! Large letters and digits, made of points of which two share a cell.

use ratatui::style::Style;

use crate::{
    app::Area,
    ui::{
        Glyphs,
        canvas::{Canvas, columns as columns_of_text},
    },
    words::text,
};

/// Rows of points per character.
const POINTS: u16 = 5;

/// The shape of a character in large letters.
type Shape = ([&'static str; 5], [&'static str; 3]);

/// A character as five rows of points and as three rows of strokes; `None` if it has no large form.
const fn shape(character: char) -> Option<Shape> {
    Some(match character {
        '0' | 'O' => (["###", "# #", "# #", "# #", "###"], [" _ ", "| |", "|_|"]),
        '1' => ([" # ", "## ", " # ", " # ", "###"], ["   ", "  |", "  |"]),
        '2' => (["###", "  #", "###", "#  ", "###"], [" _ ", " _|", "|_ "]),
        '3' => (["###", "  #", "###", "  #", "###"], [" _ ", " _|", " _|"]),
        '4' => (["# #", "# #", "###", "  #", "  #"], ["   ", "|_|", "  |"]),
        '5' | 'S' => (["###", "#  ", "###", "  #", "###"], [" _ ", "|_ ", " _|"]),
        '6' => (["###", "#  ", "###", "# #", "###"], [" _ ", "|_ ", "|_|"]),
        '7' => (["###", "  #", "  #", "  #", "  #"], [" _ ", "  |", "  |"]),
        '8' => (["###", "# #", "###", "# #", "###"], [" _ ", "|_|", "|_|"]),
        '9' => (["###", "# #", "###", "  #", "###"], [" _ ", "|_|", " _|"]),
        ' ' => ([" ", " ", " ", " ", " "], [" ", " ", " "]),
        '.' => ([" ", " ", " ", " ", "#"], [" ", " ", "."]),
        ',' => ([" ", " ", " ", "#", "#"], [" ", " ", ","]),
        ':' => ([" ", "#", " ", "#", " "], [" ", ".", "."]),
        '-' => (["  ", "  ", "##", "  ", "  "], ["  ", "__", "  "]),
        '_' => (["  ", "  ", "  ", "  ", "##"], ["  ", "  ", "__"]),
        '/' => (["  #", "  #", " # ", "#  ", "#  "], ["  ", " /", "/ "]),
        '!' => (["#", "#", "#", " ", "#"], [" ", "|", "."]),
        '?' => (["###", "  #", " ##", "   ", " # "], ["_ ", " )", ". "]),
        '(' => ([" #", "# ", "# ", "# ", " #"], [" ", "/", "\\"]),
        ')' => (["# ", " #", " #", " #", "# "], [" ", "\\", "/"]),
        'A' => (["###", "# #", "###", "# #", "# #"], [" _ ", "|_|", "| |"]),
        'B' => (["## ", "# #", "## ", "# #", "## "], [" _ ", "|_)", "|_)"]),
        'C' => (["###", "#  ", "#  ", "#  ", "###"], [" _ ", "|  ", "|_ "]),
        'D' => (["## ", "# #", "# #", "# #", "## "], [" _ ", "| \\", "|_/"]),
        'E' => (["###", "#  ", "## ", "#  ", "###"], [" _ ", "|_ ", "|_ "]),
        'F' => (["###", "#  ", "## ", "#  ", "#  "], [" _ ", "|_ ", "|  "]),
        'G' => (["###", "#  ", "# #", "# #", "###"], [" _ ", "| _", "|_|"]),
        'H' => (["# #", "# #", "###", "# #", "# #"], ["   ", "|_|", "| |"]),
        'I' => (["###", " # ", " # ", " # ", "###"], [" ", "|", "|"]),
        'J' => (["  #", "  #", "  #", "# #", "###"], ["   ", "  |", "|_|"]),
        'K' => (["# #", "# #", "## ", "# #", "# #"], ["  ", "|/", "|\\"]),
        'k' => (["#  ", "# #", "## ", "## ", "# #"], ["  ", "|/", "|\\"]),
        'L' => (["#  ", "#  ", "#  ", "#  ", "###"], ["  ", "| ", "|_"]),
        'M' => (["#   #", "## ##", "# # #", "#   #", "#   #"], ["    ", "|\\/|", "|  |"]),
        'N' => (["#  #", "## #", "# ##", "#  #", "#  #"], ["   ", "|\\|", "| |"]),
        'P' => (["###", "# #", "###", "#  ", "#  "], [" _ ", "|_|", "|  "]),
        'Q' => (["### ", "# # ", "# # ", "### ", "   #"], [" _ ", "| |", "|_\\"]),
        'R' => (["## ", "# #", "## ", "# #", "# #"], [" _ ", "|_)", "| \\"]),
        'T' => (["###", " # ", " # ", " # ", " # "], ["___", " | ", " | "]),
        'U' => (["# #", "# #", "# #", "# #", "###"], ["   ", "| |", "|_|"]),
        'V' => (["# #", "# #", "# #", "# #", " # "], ["   ", "| |", "\\_/"]),
        'W' => (["#   #", "#   #", "# # #", "## ##", "#   #"], ["    ", "|  |", "|/\\|"]),
        'X' => (["# #", "# #", " # ", "# #", "# #"], ["  ", "\\/", "/\\"]),
        'Y' => (["# #", "# #", "###", " # ", " # "], ["   ", "\\_/", " | "]),
        'Z' => (["###", "  #", " # ", "#  ", "###"], ["__", " /", "/_"]),
        _ => return None,
    })
}

/// The width of `text` at this scale; `None` if it has characters without a large form.
pub(super) fn width(text: &str, scale: u16, glyphs: &Glyphs) -> Option<u16> {
    let widths = text.chars().map(|character| Some(columns(character, scale, glyphs)?.saturating_add(scale)));
    let whole: u16 = widths.sum::<Option<u16>>()?;
    Some(whole.saturating_sub(scale))
}

fn columns(character: char, scale: u16, glyphs: &Glyphs) -> Option<u16> {
    let (points, strokes) = shape(character).filter(|_| scale > 0)?;
    let row = if scale == 1 && glyphs.wall.has_strokes { strokes[0] } else { points[0] };
    u16::try_from(row.len()).ok()?.checked_mul(scale)
}

/// Writes `text` in large letters into the upper left corner of `area`, without characters that have no large
/// form. Returns the column after it.
pub(super) fn put(
    canvas: &mut Canvas<'_>,
    area: Area,
    (text, scale): (&str, u16),
    glyphs: &Glyphs,
    style: Style,
) -> u16 {
    let mut at: u16 = 0;
    for character in text.chars() {
        let Some((points, strokes)) = shape(character) else { continue };
        let Some(columns) = columns(character, scale, glyphs) else { continue };
        let place = Area { width: columns.min(area.within(at, 0).width), ..area.within(at, 0) };
        if scale == 1 && glyphs.wall.has_strokes {
            for (row, stroke) in (0..place.height).zip(strokes) {
                canvas.put(place.below(row), 0, stroke, style);
            }
        } else {
            put_points(canvas, place, (points, scale), glyphs, style);
        }
        at = at.saturating_add(columns).saturating_add(scale);
    }
    at.saturating_sub(scale)
}

/// Writes `text` in large letters if it fits into `area`, else as ordinary text in its last row, cut if
/// necessary. Returns the column after it.
pub(super) fn put_or_write(
    canvas: &mut Canvas<'_>,
    area: Area,
    (text, scale): (&str, u16),
    glyphs: &Glyphs,
    style: Style,
) -> u16 {
    let large = text.to_uppercase();
    if width(&large, scale, glyphs).is_some_and(|width| width <= area.width) {
        return put(canvas, area, (&large, scale), glyphs, style);
    }
    let written = text::cut(text, usize::from(area.width), glyphs.cut);
    let foot = area.row(area.height.saturating_sub(1));
    canvas.put(foot, 0, &written, style)
}

/// The width of what [`put_or_write`] writes.
pub(super) fn width_or_written(text: &str, scale: u16, room: u16, glyphs: &Glyphs) -> u16 {
    let large = width(&text.to_uppercase(), scale, glyphs).filter(|width| *width <= room);
    large.unwrap_or_else(|| columns_of_text(text).min(room))
}

fn put_points(
    canvas: &mut Canvas<'_>,
    place: Area,
    (rows, scale): ([&str; 5], u16),
    glyphs: &Glyphs,
    style: Style,
) {
    let is_set = |column: u16, row: u16| {
        let row =
            row.checked_div(scale).filter(|row| *row < POINTS).and_then(|row| rows.get(usize::from(row)));
        let point = column.checked_div(scale).map(usize::from);
        row.zip(point).is_some_and(|(row, point)| row.as_bytes().get(point) == Some(&b'#'))
    };
    let [upper, lower, both] = glyphs.wall.points;
    for row in 0..place.height.min(scale.saturating_mul(POINTS).div_ceil(2)) {
        let (above, below) = (row.saturating_mul(2), row.saturating_mul(2).saturating_add(1));
        for column in 0..place.width {
            let symbol = match (is_set(column, above), is_set(column, below)) {
                (true, true) => both,
                (true, false) => upper,
                (false, true) => lower,
                (false, false) => continue,
            };
            canvas.put(place.below(row), column, symbol, style);
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::{buffer::Buffer, layout::Rect};

    use super::*;

    fn drawn(text: &str, scale: u16, glyphs: &Glyphs) -> Vec<String> {
        let columns = width(text, scale, glyphs).unwrap();
        let rows = crate::app::pages::wall::layout::rows_of(scale);
        let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
        let mut canvas = Canvas::new(&mut buffer, Style::new());
        let area = canvas.area();
        assert_eq!(put(&mut canvas, area, (text, scale), glyphs, Style::new()), columns);
        let row = |row| (0..columns).map(|column| buffer[(column, row)].symbol()).collect::<String>();
        (0..rows).map(|at| row(at).trim_end().to_owned()).collect()
    }

    #[test]
    fn two_points_share_a_cell_at_the_least_size() {
        let blocks =
            |text: &str| text.replace('^', "\u{2580}").replace('_', "\u{2584}").replace('#', "\u{2588}");
        let rows = drawn("1.2 k", 1, &Glyphs::UNICODE);
        assert_eq!(rows, ["_#    ^^#   # _", " #    #^^   ##", "^^^ ^ ^^^   ^ ^"].map(blocks));
    }

    #[test]
    fn ascii_has_strokes_and_points() {
        assert_eq!(drawn("27:1k", 1, &Glyphs::ASCII), [" _   _", " _|   | .   | |/", "|_    | .   | |\\"]);
        assert_eq!(drawn("7", 2, &Glyphs::ASCII), ["######", "    ##", "    ##", "    ##", "    ##"]);
    }

    #[test]
    fn text_without_large_letters_has_no_width() {
        assert_eq!(width("\u{6b20}\u{8d39}", 2, &Glyphs::UNICODE), None);
        assert_eq!(width("12", 0, &Glyphs::UNICODE), None);
        for character in ('A'..='Z').chain('0'..='9').chain(" .,:-kMGT".chars()) {
            let (points, strokes) = shape(character).unwrap();
            assert!(points.iter().all(|row| row.len() == points[0].len()), "{character}");
            assert!(strokes.iter().all(|row| row.len() == strokes[0].len()), "{character}");
        }
    }
}
