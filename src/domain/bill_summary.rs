//! What is shown of an account's bills without opening them: saved, so that the next run shows it in its first frame.

use std::collections::BTreeMap;

use super::{
    Dated,
    bill::{Costs, Cycle, Outstanding, Spend, StoredDay},
    fleet::AccountSpend,
};

#[derive(Debug, Clone, PartialEq)]
pub struct BillSummary {
    /// The cycle that was running.
    pub cycle: Cycle,
    /// The stored days of this cycle and of the one before, as far as they were read.
    pub days: BTreeMap<Cycle, Vec<StoredDay>>,
    /// Of each model in this cycle.
    pub costs: Costs,
    /// In this cycle, one per currency.
    pub spend: Vec<Spend>,
    /// What inference has cost in this cycle, by currency.
    pub inference: Vec<AccountSpend>,
    /// Of closed cycles, as far as they were requested.
    pub outstanding: BTreeMap<Cycle, Dated<Outstanding>>,
}
