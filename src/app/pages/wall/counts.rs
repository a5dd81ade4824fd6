//! The amount of content on the wallboard.

/// The amount of content of the wallboard, as far as its layout depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    pub alarms: usize,
    /// Models or accounts with a card.
    pub cards: usize,
    /// Of these, those that cost money or run out within a day.
    pub urgent: usize,
    /// Those without a card.
    pub others: usize,
}
