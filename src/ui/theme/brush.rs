//! The style of one role in a theme's file.

use ratatui::style::{Color, Modifier, Style};

/// A colour, as a theme's file may name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// The terminal's own.
    Own,
    /// Red, green and blue.
    Rgb(u8, u8, u8),
    /// One of the 256 of a terminal; below 16 those that it names.
    Indexed(u8),
}

/// The style of one role in a theme's file; what is absent is inherited from the base theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Brush {
    /// The colour of the writing.
    pub ink: Option<Tone>,
    /// The colour behind it.
    pub ground: Option<Tone>,
    /// Whether it is heavy.
    pub bold: Option<bool>,
    /// Whether it is faint.
    pub dim: Option<bool>,
    /// Whether it is underlined.
    pub underline: Option<bool>,
    /// Whether writing and background change places.
    pub reverse: Option<bool>,
}

impl Brush {
    /// `style` with what is set here.
    pub(super) fn over(&self, mut style: Style) -> Style {
        style.fg = self.ink.map(colour).or(style.fg);
        style.bg = self.ground.map(colour).or(style.bg);
        for (said, modifier) in [
            (self.bold, Modifier::BOLD),
            (self.dim, Modifier::DIM),
            (self.underline, Modifier::UNDERLINED),
            (self.reverse, Modifier::REVERSED),
        ] {
            if let Some(is_so) = said {
                style.add_modifier.set(modifier, is_so);
            }
        }
        style
    }
}

const fn colour(tone: Tone) -> Color {
    match tone {
        Tone::Own => Color::Reset,
        Tone::Rgb(red, green, blue) => Color::Rgb(red, green, blue),
        Tone::Indexed(index) => Color::Indexed(index),
    }
}
