//! The Accounts page without anything to list: why, and what to do.

use ratatui::text::Span;

use crate::{
    app::{Action, Area},
    ui::{
        Scene,
        canvas::Canvas,
        keys,
        widgets::block::{self, Line, explained},
    },
    words::{facts::accounts as facts, pages::accounts as words},
};

pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    let (state, theme, lang) = (scene.state, scene.theme, scene.lang);
    let say = |text: String| vec![Span::styled(text, theme.strong)];
    let lines = if state.accounts.all.is_empty() {
        vec![say(facts::NONE.of(lang).to_owned())]
    } else {
        let clears = explained(keys::first_of(Action::Back, scene), words::CLEARS.of(lang), theme);
        vec![say(words::no_match(lang, &state.view.accounts.filter)), Line::new(), clears]
    };
    block::draw(canvas, area, &lines, scene.glyphs);
}
