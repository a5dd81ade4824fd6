//! The colours. Nowhere else in the program is a colour named: drawing knows roles.
//!
//! Colour carries meaning only beside a word or a sign, so that nothing is lost without it. A [`Design`] says
//! how each role looks; a [`Theme`] is what of it the terminal can show ([`Depth`]).

mod brush;
mod builtin;
mod colour;
mod depth;
mod design;
mod sgr;

use ratatui::style::{Modifier, Style};

pub use brush::{Brush, Tone};
pub use builtin::Builtin;
pub use depth::Depth;
pub use design::Design;
pub use sgr::painted;

/// What something on screen is for. Whoever draws says that, and never how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The screen before anything is written.
    Ground,
    /// What is read.
    Text,
    /// What stands out among it.
    Strong,
    /// What is there when looked for: labels, units, rules.
    Quiet,
    /// The one accent: the program's name, the cursor, keys, the column of the order.
    Accent,
    /// The selected row.
    Selected,
    /// The filled part of a gauge.
    Gauge,
    /// The rest of a gauge.
    Track,
    /// The share that is left, as the background of its figures.
    Filled,
    /// It costs money, or fails.
    Danger,
    /// It soon may, or nobody knows.
    Warning,
    /// It is free.
    Good,
    /// The overdue banner.
    Banner,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 13] = [
        Self::Ground,
        Self::Text,
        Self::Strong,
        Self::Quiet,
        Self::Accent,
        Self::Selected,
        Self::Gauge,
        Self::Track,
        Self::Filled,
        Self::Danger,
        Self::Warning,
        Self::Good,
        Self::Banner,
    ];

    /// What is written, and so has to be readable, on the ground and on the selected row alike.
    pub const WRITING: [Self; 7] =
        [Self::Text, Self::Strong, Self::Quiet, Self::Accent, Self::Danger, Self::Warning, Self::Good];

    /// The tones that mean something. No word or sign stands in one of them here and in another there (`billed` is
    /// never in the tone of `free`; `tests/it/screens` checks every page), so that nobody has to tell them apart.
    pub const TONES: [Self; 4] = [Self::Danger, Self::Warning, Self::Good, Self::Accent];

    /// Its name in a theme's file.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ground => "ground",
            Self::Text => "text",
            Self::Strong => "strong",
            Self::Quiet => "quiet",
            Self::Accent => "accent",
            Self::Selected => "selected",
            Self::Gauge => "gauge",
            Self::Track => "track",
            Self::Filled => "filled",
            Self::Danger => "danger",
            Self::Warning => "warning",
            Self::Good => "good",
            Self::Banner => "banner",
        }
    }

    /// The role of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == name)
    }
}

/// How each role is shown. Writing leaves the background alone, so that it can stand on the selected row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// [`Role::Ground`].
    pub ground: Style,
    /// [`Role::Text`].
    pub text: Style,
    /// [`Role::Strong`].
    pub strong: Style,
    /// [`Role::Quiet`].
    pub quiet: Style,
    /// [`Role::Accent`].
    pub accent: Style,
    /// [`Role::Selected`].
    pub selected: Style,
    /// [`Role::Gauge`].
    pub gauge: Style,
    /// [`Role::Track`].
    pub track: Style,
    /// [`Role::Filled`].
    pub filled: Style,
    /// [`Role::Danger`].
    pub danger: Style,
    /// [`Role::Warning`].
    pub warning: Style,
    /// [`Role::Good`].
    pub good: Style,
    /// [`Role::Banner`].
    pub banner: Style,
}

impl Theme {
    /// The theme for dark terminals in true colour.
    pub const DARK: Self = Design::DARK.rich;

    /// The theme for light terminals in true colour.
    pub const LIGHT: Self = Design::LIGHT.rich;

    /// Without colour (`NO_COLOR`, `--no-color`): weight alone.
    pub const MONO: Self = Self {
        ground: Style::new(),
        text: Style::new(),
        strong: marked(Modifier::BOLD),
        quiet: marked(Modifier::DIM),
        accent: marked(Modifier::BOLD),
        selected: marked(Modifier::REVERSED),
        gauge: Style::new(),
        track: marked(Modifier::DIM),
        filled: marked(Modifier::REVERSED),
        danger: marked(Modifier::BOLD),
        warning: marked(Modifier::BOLD),
        good: Style::new(),
        banner: marked(Modifier::REVERSED.union(Modifier::BOLD)),
    };

    /// How `role` is shown.
    pub const fn of(&self, role: Role) -> Style {
        match role {
            Role::Ground => self.ground,
            Role::Text => self.text,
            Role::Strong => self.strong,
            Role::Quiet => self.quiet,
            Role::Accent => self.accent,
            Role::Selected => self.selected,
            Role::Gauge => self.gauge,
            Role::Track => self.track,
            Role::Filled => self.filled,
            Role::Danger => self.danger,
            Role::Warning => self.warning,
            Role::Good => self.good,
            Role::Banner => self.banner,
        }
    }

    /// [`Role::Filled`] where little is left.
    pub const fn filled_low(&self) -> Style {
        self.warning.add_modifier(Modifier::REVERSED)
    }

    const fn of_mut(&mut self, role: Role) -> &mut Style {
        match role {
            Role::Ground => &mut self.ground,
            Role::Text => &mut self.text,
            Role::Strong => &mut self.strong,
            Role::Quiet => &mut self.quiet,
            Role::Accent => &mut self.accent,
            Role::Selected => &mut self.selected,
            Role::Gauge => &mut self.gauge,
            Role::Track => &mut self.track,
            Role::Filled => &mut self.filled,
            Role::Danger => &mut self.danger,
            Role::Warning => &mut self.warning,
            Role::Good => &mut self.good,
            Role::Banner => &mut self.banner,
        }
    }
}

impl Default for Theme {
    fn default() -> Self {
        Self::DARK
    }
}

/// What becomes of a cell of this style with `over` laid over it. On a row that is reversed, what is reversed is upright;
/// what has a background of its own is never reversed.
pub(super) fn over(mut cell: Style, over: Style) -> Style {
    let was_reversed = cell.add_modifier.contains(Modifier::REVERSED);
    cell.add_modifier.remove(Modifier::DIM | Modifier::REVERSED);
    cell.sub_modifier = Modifier::DIM | Modifier::REVERSED;
    let laid = cell.patch(over);
    let is_reversed = over.add_modifier.contains(Modifier::REVERSED) && !was_reversed;
    if is_reversed { laid.add_modifier(Modifier::REVERSED) } else { laid.remove_modifier(Modifier::REVERSED) }
}

const fn marked(modifier: Modifier) -> Style {
    Style::new().add_modifier(modifier)
}
