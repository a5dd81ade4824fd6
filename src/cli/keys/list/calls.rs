//! The calls of each API key in the longest range whose stored calls say who called.

use std::sync::Arc;

use strum::IntoEnumIterator as _;

use crate::{
    app::account::calls::KnownCalls,
    domain::{
        api_key::ApiKey,
        calls::{CallRange, CallStats, Calls},
    },
};

pub(super) struct StoredCalls {
    /// Absent if none are stored that name callers.
    pub(super) calls: Option<Arc<Calls>>,
}

impl StoredCalls {
    pub(super) fn of_known(known: &KnownCalls) -> Self {
        let stored = |range| known.get(range).map(|calls| Arc::clone(&calls.value));
        let mut longest_first = CallRange::iter().rev().filter_map(stored);
        Self { calls: longest_first.find(|calls| calls.names_callers()) }
    }

    /// What is known of a key's calls.
    pub(super) fn of(&self, key: &ApiKey) -> CallStats {
        let of_key = |calls: &Arc<Calls>| calls.of_key(&key.id, key.workspace_id.as_deref());
        self.calls.as_ref().map(of_key).unwrap_or_default()
    }
}
