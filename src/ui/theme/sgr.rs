//! Styles as escape sequences, for printed output.

use ratatui::style::{Color, Modifier, Style};

use super::colour::NAMED;

/// `text` with the escape sequences of `style`, and a reset after it; unchanged if the style is plain.
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
    format!("\x1b[{}m{text}\x1b[0m", codes.join(";"))
}

/// The code of a colour; `base` is 30 for the foreground, 40 for the background.
fn code(colour: Color, base: u8) -> Option<String> {
    match colour {
        Color::Reset => None,
        Color::Rgb(red, green, blue) => Some(format!("{};2;{red};{green};{blue}", base.saturating_add(8))),
        Color::Indexed(index) => Some(format!("{};5;{index}", base.saturating_add(8))),
        named => {
            let index = u8::try_from(NAMED.iter().position(|one| *one == named)?).ok()?;
            // The codes of bright colours are 60 after those of the dark ones.
            let offset = if index < 8 { index } else { index.saturating_add(52) };
            Some(base.saturating_add(offset).to_string())
        }
    }
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
