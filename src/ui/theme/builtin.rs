//! The built-in themes: in true colour, and hand-picked in the 16 named colours of terminals.
//! Each paints its own background, which `auto` leaves to the terminal. `tests/it/themes` checks that they are
//! readable.

use ratatui::style::{Color, Modifier, Style};
use strum::{EnumIter, EnumString, IntoStaticStr};

use super::{Design, Theme, styles::marked};

impl Theme {
    /// The theme on a dark terminal's own background, in true colour.
    pub const DARK: Self = Design::DARK.rich.without_ground();

    /// The theme on a light terminal's own background, in true colour.
    pub const LIGHT: Self = Design::LIGHT.rich.without_ground();
}

impl Default for Theme {
    fn default() -> Self {
        Self::DARK
    }
}

/// The built-in themes, in the order of the theme key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, IntoStaticStr, EnumString, EnumIter)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum Builtin {
    /// Light text on a dark background.
    Dark,
    /// Dark text on a light background.
    Light,
    /// Bright text on its own black background.
    HighContrast,
    /// With its own dark background. Tones differ in lightness and between blue and yellow, which
    /// deuteranopia and protanopia preserve.
    ColourBlind,
    /// No colours, only weights.
    Mono,
}

impl Builtin {
    pub const fn design(self) -> Design {
        match self {
            Self::Dark => Design::DARK,
            Self::Light => Design::LIGHT,
            Self::HighContrast => Design::HIGH_CONTRAST,
            Self::ColourBlind => Design::COLOUR_BLIND,
            Self::Mono => Design::MONO,
        }
    }
}

impl Theme {
    /// For printed output, whose background is unknown: the terminal's own red, yellow and green.
    pub const PRINTED: Self =
        Self { danger: ink(Color::Red), warning: ink(Color::Yellow), good: ink(Color::Green), ..Self::MONO };
}

const fn rgb(colour: u32) -> Color {
    Color::from_u32(colour)
}

const fn ink(colour: Color) -> Style {
    Style::new().fg(colour)
}

impl Design {
    pub(super) const DARK: Self = Self {
        rich: Theme {
            ground: ink(rgb(0x00d9_dce3)).bg(rgb(0x0011_131a)),
            text: ink(rgb(0x00d9_dce3)),
            strong: marked(Modifier::BOLD),
            quiet: ink(rgb(0x00a7_aebb)),
            accent: ink(rgb(0x008a_b4ff)),
            selected: Style::new().bg(rgb(0x0034_3d4f)).fg(rgb(0x00f2_f4f8)),
            gauge: ink(rgb(0x006f_9bd1)),
            track: ink(rgb(0x005f_6775)),
            filled: ink(rgb(0x00f2_f4f8)).bg(rgb(0x001e_4272)),
            danger: ink(rgb(0x00ff_857d)),
            warning: ink(rgb(0x00f0_c674)),
            good: ink(rgb(0x0086_d08e)),
            banner: ink(rgb(0x00ff_ffff)).bg(rgb(0x00a8_201a)).add_modifier(Modifier::BOLD),
        },
        basic: Theme {
            ground: ink(Color::White).bg(Color::Black),
            text: ink(Color::White),
            quiet: ink(Color::Gray),
            accent: ink(Color::LightCyan),
            gauge: ink(Color::Cyan),
            track: ink(Color::DarkGray),
            filled: ink(Color::White).bg(Color::Blue),
            danger: ink(Color::LightRed),
            warning: ink(Color::LightYellow),
            good: ink(Color::LightGreen),
            banner: ink(Color::White).bg(Color::Red).add_modifier(Modifier::BOLD),
            ..Theme::MONO
        },
    };

    pub(super) const LIGHT: Self = Self {
        rich: Theme {
            ground: ink(rgb(0x001f_2328)).bg(rgb(0x00fc_fcfa)),
            text: ink(rgb(0x001f_2328)),
            strong: marked(Modifier::BOLD),
            quiet: ink(rgb(0x0057_606a)),
            accent: ink(rgb(0x000b_57c2)),
            selected: Style::new().bg(rgb(0x00d7_e4f7)).fg(rgb(0x000b_0d10)),
            gauge: ink(rgb(0x003f_74cc)),
            track: ink(rgb(0x00a3_acb8)),
            filled: ink(rgb(0x000b_0d10)).bg(rgb(0x00a3_c3f2)),
            danger: ink(rgb(0x00b3_1526)),
            warning: ink(rgb(0x007a_4f00)),
            good: ink(rgb(0x0009_6340)),
            banner: ink(rgb(0x00ff_ffff)).bg(rgb(0x00b3_1526)).add_modifier(Modifier::BOLD),
        },
        basic: Theme {
            ground: ink(Color::Black).bg(Color::White),
            text: ink(Color::Black),
            quiet: ink(Color::DarkGray),
            accent: ink(Color::Blue),
            gauge: ink(Color::Blue),
            track: ink(Color::Gray),
            filled: ink(Color::White).bg(Color::Blue),
            danger: ink(Color::Red),
            // Yellow is unreadable on white.
            warning: ink(Color::Magenta),
            good: ink(Color::Green),
            banner: ink(Color::White).bg(Color::Red).add_modifier(Modifier::BOLD),
            ..Theme::MONO
        },
    };

    pub(super) const HIGH_CONTRAST: Self = Self {
        rich: Theme {
            ground: ink(rgb(0x00ff_ffff)).bg(rgb(0)),
            text: ink(rgb(0x00ff_ffff)),
            strong: ink(rgb(0x00ff_ffff)).add_modifier(Modifier::BOLD),
            quiet: ink(rgb(0x00e0_e0e0)),
            accent: ink(rgb(0x008f_e3ff)).add_modifier(Modifier::BOLD),
            selected: ink(rgb(0x00ff_ffff)).bg(rgb(0x000a_2f6e)),
            gauge: ink(rgb(0x007f_b8ff)),
            track: ink(rgb(0x009a_9a9a)),
            filled: ink(rgb(0x0000_0000)).bg(rgb(0x007f_b8ff)),
            danger: ink(rgb(0x00ff_b3ad)).add_modifier(Modifier::BOLD),
            warning: ink(rgb(0x00ff_e14d)).add_modifier(Modifier::BOLD),
            good: ink(rgb(0x007d_ff9b)),
            banner: ink(rgb(0x00ff_ffff)).bg(rgb(0x00b0_0000)).add_modifier(Modifier::BOLD),
        },
        basic: Theme {
            ground: ink(Color::White).bg(Color::Black),
            text: ink(Color::White),
            quiet: ink(Color::White),
            accent: ink(Color::LightCyan).add_modifier(Modifier::BOLD),
            track: ink(Color::Gray),
            filled: ink(Color::White).bg(Color::Blue),
            danger: ink(Color::LightRed).add_modifier(Modifier::BOLD),
            warning: ink(Color::LightYellow).add_modifier(Modifier::BOLD),
            good: ink(Color::LightGreen),
            banner: ink(Color::White).bg(Color::Red).add_modifier(Modifier::BOLD),
            ..Theme::MONO
        },
    };

    pub(super) const COLOUR_BLIND: Self = Self {
        rich: Theme {
            ground: ink(rgb(0x00d9_dee7)).bg(rgb(0x0012_151b)),
            text: ink(rgb(0x00d9_dee7)),
            strong: ink(rgb(0x00ff_ffff)).add_modifier(Modifier::BOLD),
            quiet: ink(rgb(0x00a4_abb8)),
            accent: ink(rgb(0x00cb_cdf8)).add_modifier(Modifier::BOLD),
            selected: ink(rgb(0x00ff_ffff)).bg(rgb(0x0029_3344)),
            gauge: ink(rgb(0x005b_8def)),
            track: ink(rgb(0x0059_6170)),
            filled: ink(rgb(0x00ff_ffff)).bg(rgb(0x001f_57b0)),
            danger: ink(rgb(0x00ff_7a31)),
            warning: ink(rgb(0x00fb_f28f)),
            good: ink(rgb(0x0041_a3ff)),
            banner: ink(rgb(0x000f_1115)).bg(rgb(0x00ff_7a31)).add_modifier(Modifier::BOLD),
        },
        basic: Theme {
            ground: ink(Color::Gray).bg(Color::Black),
            text: ink(Color::Gray),
            quiet: ink(Color::Gray),
            accent: ink(Color::White).add_modifier(Modifier::BOLD),
            gauge: ink(Color::LightBlue),
            track: ink(Color::DarkGray),
            filled: ink(Color::White).bg(Color::Blue),
            danger: ink(Color::LightRed).add_modifier(Modifier::BOLD),
            warning: ink(Color::LightYellow),
            good: ink(Color::LightCyan),
            banner: ink(Color::Black).bg(Color::LightYellow).add_modifier(Modifier::BOLD),
            ..Theme::MONO
        },
    };

    pub(super) const MONO: Self = Self { rich: Theme::MONO, basic: Theme::MONO };
}
