//! Available actions, in the order of the hint line: hints, palette and help all use them.

use crate::domain::{Action, action::Label};

/// An available action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    pub action: Action,
    /// What it does in the current context.
    pub label: Label,
    /// Whether the hint line shows it.
    pub is_hint: bool,
}

/// All available actions, each once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Offers(Vec<Offer>);

impl Offers {
    pub fn iter(&self) -> impl Iterator<Item = Offer> {
        self.0.iter().copied()
    }

    pub fn contains(&self, action: Action) -> bool {
        self.0.iter().any(|offer| offer.action == action)
    }

    /// Offers `action` with a hint.
    pub(super) fn hint(&mut self, action: Action) {
        self.hint_as(action, Label::Own);
    }

    /// Offers `action` with a hint labelled `label`.
    pub(super) fn hint_as(&mut self, action: Action, label: Label) {
        self.push(Offer { action, label, is_hint: true });
    }

    /// Offers actions without hints.
    pub(super) fn also(&mut self, actions: &[Action]) {
        for action in actions {
            self.push(Offer { action: *action, label: Label::Own, is_hint: false });
        }
    }

    /// Offers all cursor movements, with a hint for the arrow keys.
    pub(super) fn movement(&mut self, label: Label) {
        self.hint_as(Action::Up, label);
        self.also(&[
            Action::Down,
            Action::PageUp,
            Action::PageDown,
            Action::HalfPageUp,
            Action::HalfPageDown,
            Action::First,
            Action::Last,
        ]);
    }

    /// Takes the hints of some actions away; they stay available.
    pub(super) fn hide_hints(&mut self, is_hidden: impl Fn(Action) -> bool) {
        for offer in self.0.iter_mut().filter(|offer| is_hidden(offer.action)) {
            offer.is_hint = false;
        }
    }

    pub(super) fn retain(&mut self, is_offered: impl Fn(Action) -> bool) {
        self.0.retain(|offer| is_offered(offer.action));
    }

    fn push(&mut self, offer: Offer) {
        if !self.contains(offer.action) {
            self.0.push(offer);
        }
    }
}
