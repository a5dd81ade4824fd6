//! Applies the settings of a theme file.

use ratatui::style::{Color, Modifier, Style};

use crate::domain::paint::{Colour, Paint};

/// `style` with what `paint` sets.
pub(super) fn painted_over(paint: &Paint, mut style: Style) -> Style {
    style.fg = paint.ink.map(color).or(style.fg);
    style.bg = paint.ground.map(color).or(style.bg);
    for (setting, modifier) in [
        (paint.bold, Modifier::BOLD),
        (paint.dim, Modifier::DIM),
        (paint.underline, Modifier::UNDERLINED),
        (paint.reverse, Modifier::REVERSED),
    ] {
        if let Some(is_on) = setting {
            style.add_modifier.set(modifier, is_on);
        }
    }
    style
}

const fn color(colour: Colour) -> Color {
    match colour {
        Colour::Own => Color::Reset,
        Colour::Rgb(red, green, blue) => Color::Rgb(red, green, blue),
        Colour::Indexed(index) => Color::Indexed(index),
    }
}
