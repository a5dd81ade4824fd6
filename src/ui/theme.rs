//! The colours. Nowhere else in the program is a colour named.
//!
//! Colour carries meaning only beside a word or a sign, so that nothing is lost without it.

use ratatui::style::{Color, Modifier, Style};

/// What each role on screen looks like. Roles that only change the writing leave the background alone, so
/// that they can stand on the selected row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// What is read.
    pub text: Style,
    /// What stands out among it.
    pub strong: Style,
    /// What is there when looked for: labels, units, rules.
    pub quiet: Style,
    /// The one accent: the program's name, the cursor, keys, the column of the order.
    pub accent: Style,
    /// The selected row.
    pub selected: Style,
    /// The filled part of a gauge.
    pub gauge: Style,
    /// The rest of a gauge.
    pub track: Style,
    /// It costs money, or fails.
    pub danger: Style,
    /// It soon may, or nobody knows.
    pub warning: Style,
    /// It is free.
    pub good: Style,
    /// The overdue banner.
    pub banner: Style,
}

const fn ink(index: u8) -> Style {
    Style::new().fg(Color::Indexed(index))
}

const fn marked(modifier: Modifier) -> Style {
    Style::new().add_modifier(modifier)
}

impl Theme {
    /// For dark terminals: the text keeps the terminal's own colours, the rest is of the 256 that
    /// practically every terminal knows.
    pub const DARK: Self = Self {
        text: Style::new(),
        strong: marked(Modifier::BOLD),
        quiet: ink(245),
        accent: ink(111),
        selected: ink(255).bg(Color::Indexed(237)),
        gauge: ink(67),
        track: ink(240),
        danger: ink(203),
        warning: ink(221),
        good: ink(114),
        banner: ink(231).bg(Color::Indexed(124)).add_modifier(Modifier::BOLD),
    };

    /// Without colour (`NO_COLOR`, `--no-color`): weight alone.
    pub const MONO: Self = Self {
        text: Style::new(),
        strong: marked(Modifier::BOLD),
        quiet: marked(Modifier::DIM),
        accent: marked(Modifier::BOLD),
        selected: marked(Modifier::REVERSED),
        gauge: Style::new(),
        track: marked(Modifier::DIM),
        danger: marked(Modifier::BOLD),
        warning: marked(Modifier::BOLD),
        good: Style::new(),
        banner: marked(Modifier::REVERSED.union(Modifier::BOLD)),
    };
}

impl Default for Theme {
    fn default() -> Self {
        Self::DARK
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mono_has_no_colour() {
        let Theme { text, strong, quiet, accent, selected, gauge, track, .. } = Theme::MONO;
        let Theme { danger, warning, good, banner, .. } = Theme::MONO;
        let calm = [text, strong, quiet, accent, selected, gauge, track];
        for style in calm.into_iter().chain([danger, warning, good, banner]) {
            assert_eq!((style.fg, style.bg), (None, None), "{style:?}");
        }
    }

    #[test]
    fn writing_leaves_the_background_alone() {
        let Theme { text, strong, quiet, accent, gauge, track, danger, warning, good, .. } = Theme::DARK;
        for style in [text, strong, quiet, accent, gauge, track, danger, warning, good] {
            assert_eq!(style.bg, None);
        }
    }
}
