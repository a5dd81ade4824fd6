//! A theme in all colour depths.

use ratatui::style::{Color, Style};
use strum::IntoEnumIterator as _;

use super::{
    Depth, Role, Theme,
    brush::painted_over,
    colour::{Palette, named},
};
use crate::domain::paint::Paint;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Design {
    /// In true colour.
    pub(super) rich: Theme,
    /// In the 16 named colours, hand-picked: how they look depends on the user's palette.
    pub(super) basic: Theme,
}

impl Design {
    #[must_use]
    pub fn with(mut self, role: Role, paint: &Paint) -> Self {
        let (rich, basic) = (self.rich.of_mut(role), self.basic.of_mut(role));
        *rich = painted_over(paint, *rich);
        *basic = named_style(painted_over(paint, *basic));
        self
    }

    /// The theme for terminals of this depth.
    pub fn at(&self, depth: Depth) -> Theme {
        match depth {
            Depth::Full => self.rich,
            Depth::Indexed => {
                let palette = Palette::new();
                let mut theme = self.rich;
                for role in Role::iter() {
                    let style = theme.of_mut(role);
                    *style = recoloured(*style, |colour| palette.nearest(colour));
                }
                theme
            }
            Depth::Named => self.basic,
            Depth::None => Theme::MONO,
        }
    }
}

fn named_style(style: Style) -> Style {
    recoloured(style, named)
}

fn recoloured(style: Style, reduce: impl Fn(Color) -> Color) -> Style {
    Style { fg: style.fg.map(&reduce), bg: style.bg.map(&reduce), ..style }
}
