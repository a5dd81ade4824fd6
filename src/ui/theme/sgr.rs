//! A style as the escape codes of a terminal, for what is printed and not drawn.

use std::fmt::Write as _;

use ratatui::style::{Color, Modifier, Style};

/// `text` as `style` shows it, with the terminal's own look restored behind it; where the style is plain,
/// just the text.
pub fn painted(text: &str, style: Style) -> String {
    let mut codes = Vec::new();
    for (modifier, code) in
        [(Modifier::BOLD, 1), (Modifier::DIM, 2), (Modifier::UNDERLINED, 4), (Modifier::REVERSED, 7)]
    {
        if style.add_modifier.contains(modifier) {
            codes.push(code.to_string());
        }
    }
    codes.extend(style.fg.and_then(|colour| code(colour, 30)));
    codes.extend(style.bg.and_then(|colour| code(colour, 40)));
    if codes.is_empty() {
        return text.to_owned();
    }
    let mut painted = String::new();
    // Writing to a String cannot fail.
    let _ = write!(painted, "\x1b[{}m{text}\x1b[0m", codes.join(";"));
    painted
}

/// The code of a colour; `base` is 30 for the writing, 40 for what is behind it.
fn code(colour: Color, base: u8) -> Option<String> {
    let (dark, bright) =
        (|at: u8| base.saturating_add(at), |at: u8| base.saturating_add(60).saturating_add(at));
    let code = match colour {
        Color::Reset => return None,
        Color::Black => dark(0),
        Color::Red => dark(1),
        Color::Green => dark(2),
        Color::Yellow => dark(3),
        Color::Blue => dark(4),
        Color::Magenta => dark(5),
        Color::Cyan => dark(6),
        Color::Gray => dark(7),
        Color::DarkGray => bright(0),
        Color::LightRed => bright(1),
        Color::LightGreen => bright(2),
        Color::LightYellow => bright(3),
        Color::LightBlue => bright(4),
        Color::LightMagenta => bright(5),
        Color::LightCyan => bright(6),
        Color::White => bright(7),
        Color::Rgb(red, green, blue) => return Some(format!("{};2;{red};{green};{blue}", dark(8))),
        Color::Indexed(index) => return Some(format!("{};5;{index}", dark(8))),
    };
    Some(code.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_become_codes_and_plain_text_stays_plain() {
        for (style, painted_as) in [
            (Style::new(), "free"),
            (Style::new().fg(Color::Reset), "free"),
            (Style::new().fg(Color::Green), "\x1b[32mfree\x1b[0m"),
            (Style::new().fg(Color::LightRed).add_modifier(Modifier::BOLD), "\x1b[1;91mfree\x1b[0m"),
            (Style::new().fg(Color::Indexed(203)).bg(Color::White), "\x1b[38;5;203;107mfree\x1b[0m"),
            (Style::new().bg(Color::Rgb(1, 2, 3)), "\x1b[48;2;1;2;3mfree\x1b[0m"),
        ] {
            assert_eq!(painted("free", style), painted_as);
        }
    }
}
