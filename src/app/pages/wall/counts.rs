//! How much there is to show on the wallboard.

/// How much the wallboard shows: enough to lay it out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// How many alarms.
    pub alarms: usize,
    /// How many models with a card.
    pub cards: usize,
    /// So many of them cost, or are about to.
    pub urgent: usize,
    /// How many other models.
    pub others: usize,
}
