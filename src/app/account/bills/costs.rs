//! What each model has cost in the running cycle: the join of bills and models.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::domain::bill::{Figure, Ledger, Subject, Tally, is_model_studio};

/// What one model has cost in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cost {
    /// The currency, as the vendor writes it.
    pub currency: Box<str>,
    /// Before tax.
    pub payable: Tally,
    /// With tax, of lines that tell nothing else.
    pub payable_with_tax: Tally,
    /// How much both lack: lines whose amount is unknown, and days whose rows were not all read.
    pub incomplete: u64,
    /// The first and the last day of the cycle on which something was to be paid.
    pub days: Option<(NaiveDate, NaiveDate)>,
}

/// What each model has cost, by its name.
pub type Costs = HashMap<Box<str>, Vec<Cost>>;

/// What each model has cost in this cycle, by everything of Model Studio.
pub(crate) fn costs(ledger: &Ledger) -> Costs {
    let mut costs = Costs::new();
    for subject in ledger.subjects().iter().filter(|subject| is_model_studio(&subject.charge)) {
        let Some(model) = &subject.instance.model else { continue };
        let costs = costs.entry(model.clone()).or_default();
        let currency = subject.charge.currency.as_str();
        let at = costs.iter().position(|cost| &*cost.currency == currency).unwrap_or(costs.len());
        if at == costs.len() {
            costs.push(Cost::nothing(currency));
        }
        if let Some(cost) = costs.get_mut(at) {
            cost.add(subject);
        }
    }
    let gaps = u64::try_from(ledger.gaps().count()).unwrap_or(u64::MAX);
    for cost in costs.values_mut().flatten() {
        cost.incomplete = cost.incomplete.saturating_add(gaps);
    }
    costs
}

impl Cost {
    fn nothing(currency: &str) -> Self {
        let (payable, payable_with_tax) = (Tally::Nothing, Tally::Nothing);
        Self { currency: currency.into(), payable, payable_with_tax, incomplete: 0, days: None }
    }

    fn add(&mut self, subject: &Subject) {
        self.incomplete = self.incomplete.saturating_add(subject.sums.unknown);
        self.payable.merge(subject.sums.get(Figure::Payable));
        self.payable_with_tax.merge(subject.sums.get(Figure::PayableWithTax));
        // A day on which free quota covered all of it is none of them.
        if let Some((first, last)) = subject.charged {
            let (earlier, later) = self.days.unwrap_or((first, last));
            self.days = Some((earlier.min(first), later.max(last)));
        }
    }
}
