//! Costs of each model in the running cycle, from the bill.

use std::{cmp::Ordering, collections::HashMap};

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{Figure, ItemClass, Ledger, Subject, Tally, join_key};
use crate::domain::ModelName;

/// Costs of one model in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cost {
    /// The currency, as the vendor writes it.
    pub currency: Box<str>,
    /// Before tax.
    pub payable: Tally,
    /// With tax, of lines that only have an amount with tax.
    pub payable_with_tax: Tally,
    /// Lines whose amount is unknown, and days with missing rows.
    pub incomplete: u64,
    /// The first and the last day of the cycle with a charge.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// The kind of use that was charged on the first of these days; absent if there were several.
    pub first_use: Option<ItemClass>,
}

/// Costs by model.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Costs(HashMap<String, Vec<Cost>>);

impl Costs {
    /// The costs of a model of the catalogue, by currency; absent if the bill does not name it.
    pub fn of(&self, model: &ModelName) -> Option<&[Cost]> {
        // Without a bill, no name has to be made comparable.
        if self.0.is_empty() {
            return None;
        }
        self.0.get(&join_key(model.as_str())).map(Vec::as_slice)
    }

    /// Whether any use of the model is charged, and not covered by free quota.
    pub fn is_charged(&self, model: &ModelName) -> bool {
        self.of(model).is_some_and(|costs| costs.iter().any(|cost| cost.days.is_some()))
    }

    /// The cost of the model in the currency in which it is the largest number.
    pub(crate) fn largest(&self, model: &ModelName) -> Option<Decimal> {
        let costs = self.of(model)?.iter();
        costs.filter_map(|cost| cost.payable.exact().or(cost.payable_with_tax.exact())).max()
    }

    /// By the model's name as bills are joined by it.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[Cost])> {
        self.0.iter().map(|(name, costs)| (name.as_str(), costs.as_slice()))
    }

    /// Costs of each model in this cycle, over all products of Model Studio.
    pub fn in_ledger(ledger: &Ledger) -> Self {
        let mut costs: HashMap<String, Vec<Cost>> = HashMap::new();
        // A model has many charges.
        let mut keys: HashMap<&str, String> = HashMap::new();
        for subject in ledger.subjects().filter(|subject| subject.is_model_studio()) {
            let Some(model) = subject.model() else { continue };
            let key = keys.entry(model).or_insert_with(|| join_key(model));
            if !costs.contains_key(key) {
                costs.insert(key.clone(), Vec::new());
            }
            let Some(costs) = costs.get_mut(key) else { continue };
            let currency = subject.charge().currency.as_str();
            let index = costs.iter().position(|cost| &*cost.currency == currency).unwrap_or(costs.len());
            if index == costs.len() {
                costs.push(Cost::zero(currency));
            }
            if let Some(cost) = costs.get_mut(index) {
                cost.add(subject);
            }
        }
        let gaps = u64::try_from(ledger.gaps().count()).unwrap_or(u64::MAX);
        for cost in costs.values_mut().flatten() {
            cost.incomplete = cost.incomplete.saturating_add(gaps);
        }
        Self(costs)
    }
}

impl FromIterator<(String, Vec<Cost>)> for Costs {
    fn from_iter<T: IntoIterator<Item = (String, Vec<Cost>)>>(costs: T) -> Self {
        Self(costs.into_iter().collect())
    }
}

impl Cost {
    fn zero(currency: &str) -> Self {
        let (payable, payable_with_tax) = (Tally::Nothing, Tally::Nothing);
        Self {
            currency: currency.into(),
            payable,
            payable_with_tax,
            incomplete: 0,
            days: None,
            first_use: None,
        }
    }

    fn add(&mut self, subject: Subject<'_>) {
        self.incomplete = self.incomplete.saturating_add(subject.unknown());
        self.payable.merge(subject.tally(Figure::Payable));
        self.payable_with_tax.merge(subject.tally(Figure::PayableWithTax));
        // Days fully covered by free quota do not count.
        if let Some((first, last)) = subject.charged() {
            let (earlier, later) = self.days.unwrap_or((first, last));
            let class = Some(subject.class());
            self.first_use = match first.cmp(&earlier) {
                Ordering::Less => class,
                Ordering::Equal if self.days.is_none() || self.first_use == class => class,
                Ordering::Equal => None,
                Ordering::Greater => self.first_use,
            };
            self.days = Some((earlier.min(first), later.max(last)));
        }
    }
}
