//! The appearance of the screen: available themes and the initial one.

use std::collections::BTreeMap;

use strum::IntoEnumIterator as _;

use crate::{
    app::chrome::themes::{Background, Themes},
    config::theme::{AUTO, Theme as ThemeFile},
    domain::attention::Urgency,
    ui::{
        Glyphs, Theme,
        theme::{Builtin, Depth, Design, painted},
    },
    words::Lang,
};

#[derive(Debug, Clone)]
pub struct Appearance {
    themes: Vec<(String, Design)>,
    /// The name of the theme that is shown first, or [`AUTO`].
    chosen: String,
    depth: Depth,
    pub glyphs: Glyphs,
    pub lang: Lang,
}

impl Appearance {
    /// The built-in themes and the user's `own`; without colours, only the monochrome one.
    pub fn new(
        own: &BTreeMap<String, ThemeFile>,
        chosen: String,
        has_colours: bool,
        (is_ascii, lang): (bool, Lang),
    ) -> Self {
        let glyphs = if is_ascii { Glyphs::ASCII } else { Glyphs::UNICODE };
        // Forced colours are at least the 16 that every terminal has.
        let depth = Depth::of(&|name| std::env::var(name).ok()).max(Depth::Named);
        let depth = if has_colours { depth } else { Depth::None };
        let mono = Builtin::Mono;
        let themes = if depth == Depth::None {
            vec![(mono.into_str().to_owned(), mono.design())]
        } else {
            let builtin = Builtin::iter().map(|theme| (theme.into_str().to_owned(), theme.design()));
            builtin.chain(own.iter().map(|(name, theme)| (name.clone(), built(theme)))).collect()
        };
        Self { themes, chosen, depth, glyphs, lang }
    }

    pub fn names(&self) -> Themes {
        let names = self.themes.iter().map(|(name, _)| name.clone()).collect();
        let follows = self.chosen == AUTO && self.depth != Depth::None;
        let first = if self.chosen == AUTO { Background::Dark.theme() } else { &self.chosen };
        Themes::new(names, first, follows)
    }

    /// `word` in the colour of its `urgency`, for standard output, for which the terminal's background is not
    /// queried.
    pub fn painted(&self, word: &str, urgency: Urgency) -> String {
        let theme = if self.chosen == AUTO { Theme::PRINTED } else { self.theme(&self.names()) };
        painted(word, theme.of_urgency(urgency))
    }

    /// The active theme, as the terminal can show it. One that follows the terminal's background does not paint
    /// it.
    pub fn theme(&self, themes: &Themes) -> Theme {
        let theme = self.themes.get(themes.shown()).map_or(Theme::MONO, |(_, design)| design.at(self.depth));
        if themes.follows() { theme.without_ground() } else { theme }
    }
}

/// The theme that a file describes.
fn built(theme: &ThemeFile) -> Design {
    let base = theme.base.parse().unwrap_or(Builtin::Dark).design();
    theme.paints.iter().fold(base, |design, (role, paint)| match role.parse() {
        Ok(role) => design.with(role, paint),
        Err(_) => design,
    })
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::*;
    use crate::{
        config::theme::{BUILTIN, ROLES},
        ui::theme::Role,
    };

    #[test]
    fn the_configuration_has_the_names_of_all_themes_and_roles() {
        assert!(BUILTIN.into_iter().eq(Builtin::iter().map(|theme| theme.into_str())));
        assert!(ROLES.into_iter().eq(Role::iter().map(|role| role.into_str())));
        for background in [Background::Dark, Background::Light] {
            assert!(BUILTIN.contains(&background.theme()));
        }
    }

    /// Text for a dark background would be unreadable on a light one.
    #[test]
    fn a_theme_chosen_by_name_paints_its_background() {
        let own = BTreeMap::from([("plum".to_owned(), ThemeFile { base: "light", paints: BTreeMap::new() })]);
        let ground = |chosen: &str| {
            let appearance = Appearance::new(&own, chosen.to_owned(), true, (false, Lang::English));
            appearance.theme(&appearance.names()).ground
        };
        assert_eq!(ground(AUTO), Style::new(), "the terminal's own");
        for name in ["dark", "light", "high-contrast", "colour-blind", "plum"] {
            assert!(ground(name).bg.is_some() && ground(name).fg.is_some(), "{name}");
        }
        assert_eq!(ground("mono"), Style::new());
    }
}
