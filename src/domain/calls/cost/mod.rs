//! What the calls of the last hour cost, by list prices: long before the bill, and less exact.
//!
//! Amounts are before tax. No currency is converted. What has no price is named, and never costs 0.

mod billed;
mod used;

use std::cmp::Reverse;

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

use self::used::Use;
use super::{CallGroup, CallGrouping, CallRange, CallSeries, Caller, Calls};
use crate::domain::{Model, ModelName, Quantity, Unit, price::Charge};

/// What is known of a called model.
#[derive(Debug, Clone, Copy, Default)]
pub struct Called<'a> {
    /// Absent if it is not listed.
    pub model: Option<&'a Model>,
    /// When its free quota was first seen used up; absent if unknown.
    pub used_up_by: Option<DateTime<Utc>>,
    /// Absent if it has none in the currency in question.
    pub charge: Option<Charge>,
}

/// At least, and at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Range {
    pub least: Decimal,
    pub most: Decimal,
}

/// What the calls of one hour cost, in one currency.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct HourCost {
    /// The models that may cost anything, the dearest first.
    pub models: Vec<(ModelName, Range)>,
    /// The models of whose use at least a part has no price, or is not stated, and may be billed.
    pub unpriced: Vec<ModelName>,
    /// Nine tenths of what the dearest model used came after this; absent if unknown.
    pub mostly_since: Option<DateTime<Utc>>,
    /// Who used most of the dearest model; absent if unknown.
    pub caller: Option<Caller>,
}

impl Range {
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { least: self.least.saturating_add(other.least), most: self.most.saturating_add(other.most) }
    }
}

impl HourCost {
    /// Absent unless these are the calls of an hour.
    pub fn of<'a>(
        calls: &Calls,
        called: impl Fn(&ModelName) -> Called<'a>,
        now: DateTime<Utc>,
    ) -> Option<Self> {
        if calls.range != CallRange::Hour {
            return None;
        }
        let mut cost = Self::default();
        let mut dearest: Option<(Decimal, CallGroup)> = None;
        for group in calls.groups(CallGrouping::Model, |row| row.stats.succeeded != Some(0)) {
            let Some(name) = group.model.clone() else { continue };
            let (range, is_unpriced) = of_model(&group, &called(&name), calls.from, now);
            if is_unpriced {
                cost.unpriced.push(name.clone());
            }
            if range.most > Decimal::ZERO {
                cost.models.push((name, range));
                if dearest.as_ref().is_none_or(|(most, _)| range.most > *most) {
                    dearest = Some((range.most, group));
                }
            }
        }
        cost.models.sort_by_key(|(_, range)| Reverse((range.most, range.least)));
        if let Some((_, CallGroup { series, model: Some(model), .. })) = dearest {
            cost.mostly_since = series.as_ref().and_then(mostly_since);
            cost.caller = main_caller(calls, &model);
        }
        Some(cost)
    }

    pub fn sum(&self) -> Range {
        self.models.iter().fold(Range::default(), |sum, (_, range)| sum.plus(*range))
    }
}

/// What the calls of a model cost, and whether something of it has no price.
fn of_model(
    group: &CallGroup,
    called: &Called<'_>,
    from: DateTime<Utc>,
    now: DateTime<Utc>,
) -> (Range, bool) {
    let usage = &group.stats.usage;
    let metered_unit = called.model.map(|model| model.unit).or(usage.metered().map(|(_, unit)| unit));
    let unit = match called.charge {
        Some(Charge::Tokens { .. }) => Some(Unit::Tokens),
        Some(Charge::Each(_, unit)) => Some(unit),
        None => metered_unit,
    };
    // Statistics of usage may be an hour late, the course of use is some minutes late.
    let of_series = group.series.as_ref().and_then(|series| series.used_since(series.begin));
    let of_series = of_series.filter(|_| unit == metered_unit).unwrap_or(Quantity::ZERO);
    let Some(unit) = unit else { return (Range::default(), true) };
    let counted = usage.counted_in(unit);
    let is_stated = counted.is_some() || of_series.is_positive();
    // Where it is not stated, any amount may have been used.
    let total = if is_stated { counted.unwrap_or(of_series).max(of_series) } else { Decimal::MAX.into() };
    let (least, most) = called.model.map_or((Quantity::ZERO, total), |model| {
        billed::billed(model, called.used_up_by, (total, unit), (from, group.series.as_ref()), now)
    });
    match called.charge.filter(|_| is_stated) {
        _ if !most.is_positive() => (Range::default(), false),
        None => (Range::default(), true),
        Some(charge) => {
            let used = Use::new(charge, usage, total);
            (Range { least: used.least(least), most: used.most(most) }, used.is_partial)
        }
    }
}

/// When the last nine tenths of what was used begin.
fn mostly_since(series: &CallSeries) -> Option<DateTime<Utc>> {
    let total = series.used_since(series.begin)?.decimal();
    let share = total.checked_mul(Decimal::new(9, 1))?;
    let mut sum = Decimal::ZERO;
    let is_reached = |(_, point): &(_, super::CallPoint)| {
        sum = sum.saturating_add(point.used.decimal());
        sum >= share
    };
    let mut steps = series.iter().rev();
    let found = steps.find(is_reached);
    found.map(|(begin, _)| begin).filter(|_| total > Decimal::ZERO)
}

/// Who used most of `model`, if that is stated.
fn main_caller(calls: &Calls, model: &ModelName) -> Option<Caller> {
    let callers = calls.callers_of(model).into_iter();
    let used = callers.map(|(caller, stats)| (stats.usage.metered().map(|(amount, _)| amount), caller));
    used.max_by_key(|(amount, _)| *amount).and_then(|(amount, caller)| amount.and(caller))
}

#[cfg(test)]
mod tests;
