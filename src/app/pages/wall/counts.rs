//! The amount of content on the wallboard.

/// The amount of content of the wallboard, as far as its layout depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    pub alarms: usize,
    /// Models with a card.
    pub cards: usize,
    /// Of these, models that cost money or run out within a day.
    pub urgent: usize,
    /// Models without a card.
    pub others: usize,
}
