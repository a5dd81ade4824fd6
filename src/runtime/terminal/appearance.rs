//! How the screen looks: the themes there are, and which of them is shown at first.

use std::collections::BTreeMap;

use strum::IntoEnumIterator as _;

use crate::{
    app::chrome::themes::{Background, Themes},
    config::theme::{AUTO, Colour, Paint, Theme as Written},
    domain::NextCall,
    ui::{
        Glyphs, Theme,
        theme::{Brush, Builtin, Depth, Design, Tone, painted},
    },
    words::Lang,
};

/// How the screen looks.
#[derive(Debug, Clone)]
pub struct Appearance {
    themes: Vec<(String, Design)>,
    /// The name of the theme that is shown at first, or [`AUTO`]: the one for the terminal's background, as soon
    /// as that is known.
    chosen: String,
    depth: Depth,
    /// The signs.
    pub glyphs: Glyphs,
    /// The language.
    pub lang: Lang,
}

impl Appearance {
    /// The built-in themes and the user's own. On a terminal without colours all are one.
    pub fn new(
        own: &BTreeMap<String, Written>,
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

    /// What the state knows of the themes.
    pub fn names(&self) -> Themes {
        let names = self.themes.iter().map(|(name, _)| name.clone()).collect();
        let follows = self.chosen == AUTO && self.depth != Depth::None;
        let first = if self.chosen == AUTO { Background::Dark.theme() } else { &self.chosen };
        Themes::new(names, first, follows)
    }

    /// `word` in the tone of `call`, for standard output: the terminal's background is not queried for that.
    pub fn painted(&self, word: &str, call: NextCall) -> String {
        let theme = if self.chosen == AUTO { Theme::PRINTED } else { self.theme(self.names().shown()) };
        let style = match call {
            NextCall::Free => theme.good,
            NextCall::Billed | NextCall::Refused => theme.danger,
            NextCall::Unknown => theme.warning,
        };
        painted(word, style)
    }

    /// The theme at this position, as the terminal can show it.
    pub fn theme(&self, position: usize) -> Theme {
        self.themes.get(position).map_or(Theme::MONO, |(_, design)| design.at(self.depth))
    }
}

/// The theme that a file describes.
fn built(theme: &Written) -> Design {
    let base = theme.base.parse().unwrap_or(Builtin::Dark).design();
    theme.paints.iter().fold(base, |design, (role, paint)| match role.parse() {
        Ok(role) => design.with(role, &brush(*paint)),
        Err(_) => design,
    })
}

fn brush(paint: Paint) -> Brush {
    let Paint { ink, ground, bold, dim, underline, reverse } = paint;
    Brush { ink: ink.map(tone), ground: ground.map(tone), bold, dim, underline, reverse }
}

const fn tone(colour: Colour) -> Tone {
    match colour {
        Colour::Own => Tone::Own,
        Colour::Rgb(red, green, blue) => Tone::Rgb(red, green, blue),
        Colour::Indexed(index) => Tone::Indexed(index),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        config::theme::{BUILTIN, ROLES},
        ui::theme::Role,
    };

    #[test]
    fn the_configuration_knows_the_themes_and_roles_there_are() {
        assert!(BUILTIN.into_iter().eq(Builtin::iter().map(|theme| theme.into_str())));
        assert!(ROLES.into_iter().eq(Role::iter().map(|role| role.into_str())));
        for background in [Background::Dark, Background::Light] {
            assert!(BUILTIN.contains(&background.theme()));
        }
    }
}
