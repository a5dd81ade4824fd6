//! The last line: hints at the available keys.

use std::borrow::Cow;

use super::status_message;
use crate::{
    app::{Action, Area, Command, input::offers::offers, offer::Offer},
    domain::action::Label,
    ui::{
        Scene,
        canvas::{Canvas, columns},
        keys::way_to,
    },
    words::{Text, chrome::theme as trial, overlays::help, plain},
};

/// A key, what it does, and the action of a click on it.
pub(crate) struct Hint {
    key: Cow<'static, str>,
    does: Text,
    action: Option<Action>,
}

impl Hint {
    /// A hint without a click target.
    pub(crate) fn without_action(key: impl Into<Cow<'static, str>>, does: Text) -> Self {
        Self { key: key.into(), does, action: None }
    }

    /// A hint for `action`, clickable even without a key.
    fn new(scene: &Scene<'_>, action: Action, does: Text) -> Self {
        Self { key: way_to(action, scene).unwrap_or_default(), does, action: Some(action) }
    }

    /// A hint for `action` in its context.
    pub(crate) fn labelled(scene: &Scene<'_>, action: Action, label: Label) -> Self {
        Self::new(scene, action, help::hint(action, label))
    }

    /// The width of the key and the gap after it.
    fn key_columns(&self) -> u16 {
        if self.key.is_empty() { 0 } else { columns(&self.key).saturating_add(1) }
    }
}

/// Draws as many hints as fit; help and quit are always shown.
pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    let row = area.within(1, 1);
    if scene.state.themes.shows_name() {
        theme_name(scene, canvas, row);
        return;
    }
    let is_permanent =
        |offer: &Offer| matches!(offer.action, Action::Help | Action::Quit) || offer.label == Label::Close;
    let offers = offers(scene.state, scene.now);
    let (permanent, others): (Vec<Offer>, Vec<Offer>) =
        offers.iter().filter(|offer| offer.is_hint).partition(is_permanent);
    let [permanent, mut hints] = [permanent, others]
        .map(|offers| -> Vec<Hint> { offers.into_iter().map(|offer| hint(scene, offer)).collect() });
    let message_width = status_message::draw(scene, canvas, row);
    let row = row.within(0, message_width);
    let room = row.width.saturating_sub(width(scene, &permanent)).saturating_sub(2);
    while width(scene, &hints) > room && hints.pop().is_some() {}
    hints.extend(permanent);
    put(scene, canvas, row, 0, &hints);
}

/// The arrow keys share a hint without a click target.
fn hint(scene: &Scene<'_>, offer: Offer) -> Hint {
    let does = help::hint(offer.action, offer.label);
    match offer.action {
        Action::Up => Hint::without_action(scene.glyphs.keys.up_down, does),
        Action::Left => Hint::without_action(scene.glyphs.keys.left_right, does),
        action => Hint::new(scene, action, does),
    }
}

/// The width of all hints.
pub(crate) fn width(scene: &Scene<'_>, hints: &[Hint]) -> u16 {
    let each = hints
        .iter()
        .map(|hint| hint.key_columns().saturating_add(columns(hint.does.of(scene.lang))).saturating_add(2));
    each.fold(0, u16::saturating_add).saturating_sub(2)
}

/// Writes the hints from column `from` on, with their click targets.
pub(crate) fn put(scene: &Scene<'_>, canvas: &mut Canvas<'_>, row: Area, mut from: u16, hints: &[Hint]) {
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

/// The name of the theme just chosen, and how to make it permanent.
fn theme_name(scene: &Scene<'_>, canvas: &mut Canvas<'_>, row: Area) {
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
