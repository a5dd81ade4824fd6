//! What inference has cost in the running cycle, by model: the groups and totals that `bills` prints by default.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::domain::{
    bill::{Cycle, Figure, Ledger, Query, Report, Sums},
    fleet::AccountSpend,
};

/// More groups than this, the cheapest ones, are left out: ten times the models that the vendor lists.
const MOST_MODELS: usize = 5_000;

/// What inference has cost in a cycle so far: payable before tax, exact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InferenceSpend {
    pub cycle: Cycle,
    /// By currency.
    pub totals: Vec<Spent>,
    /// By model as the bill names it (`other` where the Instance ID cannot be read) and currency.
    pub models: Vec<(Box<str>, Spent)>,
}

/// An amount of money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spent {
    /// As the vendor writes it.
    pub currency: Arc<str>,
    pub payable: Decimal,
}

impl From<AccountSpend> for Spent {
    fn from(AccountSpend { currency, payable, .. }: AccountSpend) -> Self {
        Self { currency: currency.into(), payable }
    }
}

impl InferenceSpend {
    /// Amounts that are known with tax alone, and sums with too many digits, are left out.
    pub(super) fn of(ledger: &Arc<Ledger>) -> Self {
        let report = Report::new(ledger, &Query::default());
        let spent = |currency: &Arc<str>, sums: &Sums| {
            let payable = sums.get(Figure::Payable).exact()?;
            Some(Spent { currency: Arc::clone(currency), payable })
        };
        let models = report.groups.iter().take(MOST_MODELS);
        let models =
            models.filter_map(|group| Some((group.key.clone(), spent(&group.currency, &group.sums)?)));
        Self {
            cycle: ledger.cycle(),
            models: models.collect(),
            totals: AccountSpend::of(ledger).into_iter().map(Spent::from).collect(),
        }
    }
}
