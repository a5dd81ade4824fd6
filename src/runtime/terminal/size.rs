//! The size of the terminal.

use crate::app::Size;

/// If the size is unknown.
const DEFAULT: Size = Size { width: 80, height: 24 };
/// Serial lines and broken programs report up to 65535 by 65535, which would take too much memory; a tiny
/// font on a 4K monitor gives about 960 by 360.
const MAX: Size = Size { width: 1_000, height: 400 };

/// The size of the terminal on standard output.
pub(crate) fn size() -> Size {
    let reported = rustix::termios::tcgetwinsize(std::io::stdout()).ok();
    let variable = |name| std::env::var(name).ok();
    let reported = reported.map_or((0, 0), |size| (size.ws_col, size.ws_row));
    effective(reported, variable("COLUMNS").as_deref(), variable("LINES").as_deref())
}

/// The reported size; if that is 0 (a serial line, an editor's shell), that of the variables.
fn effective(
    (columns, rows): (u16, u16),
    variable_columns: Option<&str>,
    variable_lines: Option<&str>,
) -> Size {
    let side = |reported: u16, variable: Option<&str>, usual: u16, largest: u16| {
        let set = variable.and_then(|variable| variable.trim().parse::<u16>().ok());
        let known = [Some(reported), set].into_iter().flatten().find(|cells| *cells > 0);
        known.unwrap_or(usual).min(largest)
    };
    Size {
        width: side(columns, variable_columns, DEFAULT.width, MAX.width),
        height: side(rows, variable_lines, DEFAULT.height, MAX.height),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_size_is_replaced_and_an_absurd_one_limited() {
        for (reported, columns, lines, expected) in [
            ((120, 36), None, None, (120, 36)),
            ((120, 36), Some("200"), Some("60"), (120, 36)),
            ((0, 0), None, None, (80, 24)),
            ((0, 0), Some("132"), Some("43"), (132, 43)),
            ((0, 0), Some(" 132 "), Some("0"), (132, 24)),
            ((0, 0), Some("wide"), Some("-1"), (80, 24)),
            ((0, 0), Some("99999"), Some(""), (80, 24)),
            ((0, 30), None, None, (80, 30)),
            ((100, 0), None, Some("50"), (100, 50)),
            ((1, 1), None, None, (1, 1)),
            ((u16::MAX, u16::MAX), None, None, (1_000, 400)),
            ((u16::MAX, 1), None, None, (1_000, 1)),
            ((0, 0), Some("65535"), Some("65535"), (1_000, 400)),
        ] {
            let size = effective(reported, columns, lines);
            assert_eq!((size.width, size.height), expected, "{reported:?} {columns:?} {lines:?}");
        }
    }
}
