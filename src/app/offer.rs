//! What the user can do now, in the order in which the hint line names it. Hints, palette and help all follow it.

use crate::domain::{Action, action::Label};

/// Something the user can do now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    /// What is done.
    pub action: Action,
    /// What it does here.
    pub label: Label,
    /// Whether the hint line names it.
    pub is_hint: bool,
}

/// Everything the user can do now, each action once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Offers(Vec<Offer>);

impl Offers {
    /// Every offer, the hints in their order.
    pub fn iter(&self) -> impl Iterator<Item = Offer> {
        self.0.iter().copied()
    }

    /// Whether `action` does something now.
    pub fn contains(&self, action: Action) -> bool {
        self.0.iter().any(|offer| offer.action == action)
    }

    /// Offers `action`, and hints at it.
    pub(super) fn hint(&mut self, action: Action) {
        self.hint_as(action, Label::Own);
    }

    /// Offers `action`, and hints at it under `label`.
    pub(super) fn hint_as(&mut self, action: Action, label: Label) {
        self.push(Offer { action, label, is_hint: true });
    }

    /// Offers actions at which no hint points.
    pub(super) fn also(&mut self, actions: &[Action]) {
        for action in actions {
            self.push(Offer { action: *action, label: Label::Own, is_hint: false });
        }
    }

    /// Offers every movement; the hint names the arrows.
    pub(super) fn movement(&mut self, label: Label) {
        self.hint_as(Action::Up, label);
        self.also(&[Action::Down, Action::PageUp, Action::PageDown, Action::First, Action::Last]);
    }

    /// Withdraws what `is_offered` does not let through.
    pub(super) fn retain(&mut self, is_offered: impl Fn(Action) -> bool) {
        self.0.retain(|offer| is_offered(offer.action));
    }

    fn push(&mut self, offer: Offer) {
        if !self.contains(offer.action) {
            self.0.push(offer);
        }
    }
}
