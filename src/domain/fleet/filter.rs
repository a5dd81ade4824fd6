//! Finds accounts by what the user types.

use std::str::FromStr as _;

use super::{AccountRow, Urgency};

impl AccountRow {
    /// Whether each word of `text` (in lower case) is a part of its name, or is what it needs attention for: `overdue`,
    /// `billed`, `runs_out`, `low`, `old`, `lapses`, `calm`.
    pub fn matches(&self, text: &str, urgency: Urgency) -> bool {
        let profile = self.name.profile.to_lowercase();
        let instance = self.name.instance.as_deref().map(str::to_lowercase).unwrap_or_default();
        text.split_whitespace().all(|word| {
            Urgency::from_str(word) == Ok(urgency) || profile.contains(word) || instance.contains(word)
        })
    }
}
