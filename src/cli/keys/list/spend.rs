//! What each API key has cost in the current billing cycle, by the bills that are stored.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::{
    app::account::bills::Bills,
    domain::{
        api_key::{ApiKeyId, KeySpend},
        bill::{Cycle, Figure, Ledger},
    },
};

/// The stored bill of a cycle, by key.
pub(super) struct Spend {
    pub(super) cycle: Cycle,
    /// The last day whose bill is final; absent if none is.
    pub(super) covers_through: Option<NaiveDate>,
    /// Whether anything of the cycle is stored.
    pub(super) is_stored: bool,
    by_key: HashMap<ApiKeyId, Vec<KeySpend>>,
}

impl Spend {
    pub(super) fn of_bills(bills: &Bills, cycle: Cycle) -> Self {
        let mut by_key: HashMap<ApiKeyId, Vec<KeySpend>> = HashMap::new();
        for group in bills.report.groups.iter() {
            let Some(id) = ApiKeyId::parse(&group.key) else { continue };
            by_key.entry(id).or_default().push(KeySpend {
                currency: group.currency.to_string(),
                payable: group.sums.get(Figure::Payable).exact(),
                incomplete: group.incomplete(),
            });
        }
        let covers_through = bills.ledger(cycle).and_then(Ledger::covers_through);
        let is_stored = bills.has_something(cycle);
        Self { cycle, covers_through, is_stored, by_key }
    }

    /// Of a key; absent if nothing of the cycle is stored. Empty if the key has no charges.
    pub(super) fn of(&self, id: &ApiKeyId) -> Option<&[KeySpend]> {
        self.is_stored.then(|| self.by_key.get(id).map(Vec::as_slice).unwrap_or_default())
    }
}
