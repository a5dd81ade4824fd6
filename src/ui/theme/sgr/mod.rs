//! Styles as escape sequences ("select graphic rendition"), for the screen and for printed output.

mod look;

use std::{fmt::Arguments, io::Write as _};

use ratatui::style::{Color, Modifier, Style};

use super::colour::NAMED;
pub(crate) use look::{Look, look_the_same};

/// What turns each modifier on and off. Bold and dim are turned off together.
const MODIFIERS: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];
const WEIGHT: Modifier = Modifier::BOLD.union(Modifier::DIM);

const FOREGROUND: u8 = 30;
const BACKGROUND: u8 = 40;

/// `text` with the escape sequences of `style`, and a reset after it; unchanged if the style is plain.
pub fn painted(text: &str, style: Style) -> String {
    let look = Look::from(style);
    if look == Look::default() {
        return text.to_owned();
    }
    let mut bytes = Vec::new();
    change_look(Look::default(), look, &mut bytes);
    format!("{}{text}\x1b[0m", String::from_utf8_lossy(&bytes))
}

/// Appends what changes one look into another: only what differs, and nothing if nothing does.
pub(crate) fn change_look(from: Look, to: Look, bytes: &mut Vec<u8>) {
    if from == to {
        return;
    }
    let mut codes = Codes { bytes, is_first: true };
    let removed = from.modifier.difference(to.modifier);
    let mut added = to.modifier.difference(from.modifier);
    if removed.intersects(WEIGHT) {
        added |= to.modifier & WEIGHT;
    }
    let mut last = None;
    for (_, _, off) in MODIFIERS.into_iter().filter(|(modifier, ..)| removed.contains(*modifier)) {
        if last.replace(off) != Some(off) {
            codes.push(format_args!("{off}"));
        }
    }
    for (_, on, _) in MODIFIERS.into_iter().filter(|(modifier, ..)| added.contains(*modifier)) {
        codes.push(format_args!("{on}"));
    }
    if from.foreground != to.foreground {
        codes.colour(to.foreground, FOREGROUND);
    }
    if from.background != to.background {
        codes.colour(to.background, BACKGROUND);
    }
    codes.bytes.push(b'm');
}

/// The codes of one sequence.
struct Codes<'b> {
    bytes: &'b mut Vec<u8>,
    is_first: bool,
}

impl Codes<'_> {
    fn push(&mut self, code: Arguments<'_>) {
        let before = if std::mem::take(&mut self.is_first) { "\x1b[" } else { ";" };
        // A vector takes everything.
        let _ = write!(self.bytes, "{before}{code}");
    }

    fn colour(&mut self, colour: Color, base: u8) {
        let extended = base.saturating_add(8);
        match colour {
            Color::Rgb(red, green, blue) => self.push(format_args!("{extended};2;{red};{green};{blue}")),
            Color::Indexed(index) => self.push(format_args!("{extended};5;{index}")),
            named => {
                let index =
                    NAMED.iter().position(|one| *one == named).and_then(|index| u8::try_from(index).ok());
                let offset = match index {
                    // The terminal's own colour.
                    None => 9,
                    Some(dark @ ..8) => dark,
                    // The codes of bright colours are 60 after those of the dark ones.
                    Some(bright) => bright.saturating_add(52),
                };
                self.push(format_args!("{}", base.saturating_add(offset)));
            }
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

    #[test]
    fn only_what_differs_is_changed() {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        let red = plain.fg(Color::Red);
        for (from, to, bytes) in [
            (red, red, ""),
            (plain, red.bg(Color::Blue), "\x1b[31;44m"),
            (red.bg(Color::Blue), red, "\x1b[49m"),
            (red, plain.bg(Color::Blue), "\x1b[39;44m"),
            (bold, red, "\x1b[22;31m"),
            (bold.add_modifier(Modifier::DIM), bold, "\x1b[22;1m"),
            (bold.add_modifier(Modifier::DIM), plain, "\x1b[22m"),
            (bold, bold.add_modifier(Modifier::REVERSED), "\x1b[7m"),
            (plain.add_modifier(Modifier::CROSSED_OUT | Modifier::REVERSED), plain, "\x1b[27;29m"),
        ] {
            let mut written = Vec::new();
            change_look(Look::from(from), Look::from(to), &mut written);
            assert_eq!(String::from_utf8(written).unwrap(), bytes, "{from:?} {to:?}");
        }
    }
}
