//! What inference has cost an account, from its bill.

use std::collections::BTreeMap;

use super::AccountSpend;
use crate::domain::bill::{Figure, Ledger, ProductFilter, Tally};

impl AccountSpend {
    /// The sums of a cycle's bill, by currency: those that `bills` prints by default. Amounts that are known with tax
    /// alone, and sums with too many digits, are left out.
    pub fn of(ledger: &Ledger) -> Vec<Self> {
        let mut sums: BTreeMap<&str, Tally> = BTreeMap::new();
        let is_ours = ledger.matching(&ProductFilter::Inference, &[]);
        for (subject, _) in ledger.subjects().zip(is_ours).filter(|(_, is_ours)| *is_ours) {
            let sum = sums.entry(subject.charge().currency.as_str()).or_default();
            sum.merge(subject.tally(Figure::Payable));
        }
        let spend = |(currency, sum): (&str, Tally)| {
            let payable = sum.exact()?;
            Some(Self { currency: currency.to_owned(), payable, cycle: ledger.cycle() })
        };
        sums.into_iter().filter_map(spend).collect()
    }
}
