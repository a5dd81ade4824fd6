//! How much of the screen a message changes.

/// The least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Change {
    /// Nothing: seconds pass anyway.
    Nothing,
    /// The cursor of the open page has moved, or more is known about what it is on.
    Cursor,
    Anything,
}
