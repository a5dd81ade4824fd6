//! The style of each role.

use ratatui::style::{Modifier, Style};

use super::Role;
use crate::domain::attention::Urgency;

/// The style of each [`Role`]. Text styles do not set a background, so that they work on the selected row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    pub ground: Style,
    pub text: Style,
    pub strong: Style,
    pub quiet: Style,
    pub accent: Style,
    pub selected: Style,
    pub gauge: Style,
    pub track: Style,
    pub filled: Style,
    pub danger: Style,
    pub warning: Style,
    pub good: Style,
    pub banner: Style,
}

impl Theme {
    /// Without colours (`NO_COLOR`, `--no-color`): only weights.
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

    /// On the terminal's own background, with its own text.
    #[must_use]
    pub const fn without_ground(self) -> Self {
        Self { ground: Style::new(), text: Style::new(), ..self }
    }

    pub const fn of(&self, role: Role) -> Style {
        let mut theme = *self;
        *theme.of_mut(role)
    }

    pub const fn of_urgency(&self, urgency: Urgency) -> Style {
        match urgency {
            Urgency::Alarm => self.danger,
            Urgency::Caution => self.warning,
            Urgency::Notable => self.text,
            Urgency::Calm => self.quiet,
        }
    }

    /// [`Role::Filled`] for a low quota.
    pub const fn filled_low(&self) -> Style {
        self.warning.add_modifier(Modifier::REVERSED)
    }

    pub(super) const fn of_mut(&mut self, role: Role) -> &mut Style {
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

/// The style of a cell with `over` applied. A reversed style on a reversed row is upright; a style with a
/// background is never reversed.
pub(in crate::ui) fn over(mut cell: Style, over: Style) -> Style {
    let was_reversed = cell.add_modifier.contains(Modifier::REVERSED);
    cell.add_modifier.remove(Modifier::DIM | Modifier::REVERSED);
    cell.sub_modifier = Modifier::DIM | Modifier::REVERSED;
    let laid = cell.patch(over);
    let is_reversed = over.add_modifier.contains(Modifier::REVERSED) && !was_reversed;
    if is_reversed { laid.add_modifier(Modifier::REVERSED) } else { laid.remove_modifier(Modifier::REVERSED) }
}

/// `style` on a ground in the colour of `ground`'s text; `None` if that has no colour.
pub(in crate::ui) fn on_ink_of(style: Style, ground: Style) -> Option<Style> {
    let upright = style.remove_modifier(Modifier::REVERSED);
    ground.fg.map(|ink| Style { bg: Some(ink), ..upright })
}

pub(super) const fn marked(modifier: Modifier) -> Style {
    Style::new().add_modifier(modifier)
}
