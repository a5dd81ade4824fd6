//! The last line: the keys that do something here and now.

use std::borrow::Cow;

use super::status_message;
use crate::{
    app::{Action, Area, Command, input::offers::offers, offer::Offer},
    ui::{
        Scene,
        canvas::{Canvas, columns},
        keys::way_to,
    },
    words::{Text, chrome::theme as trial, overlays::help, plain},
};

/// A key, what it does here, and the action of a click on it, if any.
pub(crate) struct Hint {
    key: Cow<'static, str>,
    does: Text,
    action: Option<Action>,
}

impl Hint {
    /// A hint that cannot be clicked.
    pub(crate) fn read(key: impl Into<Cow<'static, str>>, does: Text) -> Self {
        Self { key: key.into(), does, action: None }
    }

    /// The hint of `action`, which can be clicked even without a key.
    fn new(scene: &Scene<'_>, action: Action, does: Text) -> Self {
        Self { key: way_to(action, scene).unwrap_or_default(), does, action: Some(action) }
    }

    /// The width of the key with the gap after it.
    fn key_columns(&self) -> u16 {
        if self.key.is_empty() { 0 } else { columns(&self.key).saturating_add(1) }
    }
}

/// Draws as many hints as fit; those of help and quit always stay.
pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    let row = area.within(1, 1);
    if scene.state.themes.shows_name() {
        tried(scene, canvas, row);
        return;
    }
    let is_always = |offer: &Offer| matches!(offer.action, Action::Help | Action::Quit);
    let offers = offers(scene.state, scene.now);
    let (always, others): (Vec<Offer>, Vec<Offer>) =
        offers.iter().filter(|offer| offer.is_hint).partition(is_always);
    let [always, mut hints] = [always, others]
        .map(|offers| -> Vec<Hint> { offers.into_iter().map(|offer| hint(scene, offer)).collect() });
    let said = status_message::draw(scene, canvas, row);
    let row = row.within(0, said);
    let room = row.width.saturating_sub(width(scene, &always)).saturating_sub(2);
    while width(scene, &hints) > room && hints.pop().is_some() {}
    hints.extend(always);
    put(scene, canvas, row, 0, &hints);
}

/// The arrow keys share a hint, which cannot be clicked.
fn hint(scene: &Scene<'_>, offer: Offer) -> Hint {
    let does = help::hint(offer.action, offer.label);
    match offer.action {
        Action::Up => Hint::read(scene.glyphs.keys.up_down, does),
        Action::Left => Hint::read(scene.glyphs.keys.left_right, does),
        action => Hint::new(scene, action, does),
    }
}

/// How many columns they take.
pub(crate) fn width(scene: &Scene<'_>, hints: &[Hint]) -> u16 {
    let each = hints
        .iter()
        .map(|hint| hint.key_columns().saturating_add(columns(hint.does.of(scene.lang))).saturating_add(2));
    each.fold(0, u16::saturating_add).saturating_sub(2)
}

/// Writes the hints from the column `at` on; each can be clicked.
pub(crate) fn put(scene: &Scene<'_>, canvas: &mut Canvas<'_>, row: Area, at: u16, hints: &[Hint]) {
    let mut from = at;
    for hint in hints {
        canvas.put(row, from, &hint.key, scene.theme.accent);
        let end = from.saturating_add(hint.key_columns());
        let end = canvas.put(row, end, hint.does.of(scene.lang), scene.theme.quiet);
        if let Some(action) = hint.action {
            canvas.target(row, (from, end), || Command::Act(action));
        }
        from = end.saturating_add(2);
    }
}

/// The tried theme, and how to make it permanent.
fn tried(scene: &Scene<'_>, canvas: &mut Canvas<'_>, row: Area) {
    let (theme, lang, name) = (scene.theme, scene.lang, scene.state.themes.name());
    if !scene.state.themes.has_choice() {
        canvas.put(row, 0, trial::NO_COLOUR.of(lang), theme.quiet);
        return;
    }
    let end = canvas.put(row, 0, trial::THEME.of(lang), theme.quiet).saturating_add(1);
    let end = canvas.put(row, end, &plain(name), theme.strong).saturating_add(3);
    let next = [Hint::new(scene, Action::Theme, trial::NEXT)];
    put(scene, canvas, row, end, &next);
    let end = end.saturating_add(width(scene, &next)).saturating_add(3);
    canvas.put(row, end, &trial::keep(lang, name), theme.quiet);
}
