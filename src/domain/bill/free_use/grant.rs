//! Grants from the days of exported bills.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::day::{DayUse, GrantUse, instant};
use crate::domain::{
    Kind, ModelName, Quantity, Unit,
    bill::{join_key, vendor_day},
    forecast::Seen,
};

/// A model's newest grant, as far as exported bills tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BillGrant {
    pub model: ModelName,
    pub kind: Kind,
    /// Absent where the bill does not tell it.
    pub unit: Option<Unit>,
    pub total: Quantity,
    /// A midnight of the vendor's.
    pub from: Option<DateTime<Utc>>,
    /// A midnight of the vendor's.
    pub expires_at: Option<DateTime<Utc>>,
    /// All deductions known.
    pub used: Quantity,
    /// Whether days since its beginning are missing, so that more may have been used.
    pub is_partial: bool,
    /// The time of the newest line of all.
    pub read_at: DateTime<Utc>,
    /// The minute in which it was used up; absent while something may be left, or where it is not known when.
    pub ran_out_at: Option<DateTime<Utc>>,
    /// The minute of the first line billed after that.
    pub first_billed_at: Option<DateTime<Utc>>,
    /// Free Quota Only at the newest line of the model that states it, and that line's time.
    pub free_quota_only: Option<(DateTime<Utc>, bool)>,
}

impl BillGrant {
    /// What is left: at most that, if days are missing.
    pub fn remaining(&self) -> Quantity {
        if self.first_billed_at.is_some() { Quantity::ZERO } else { self.total.minus_to_zero(self.used) }
    }
}

/// The deductions of a model's newest grant, in order of time.
struct Deductions<'a> {
    grant: &'a GrantUse,
    used: Vec<(DateTime<Utc>, Decimal)>,
}

/// The newest grant of each model. `days` are in order; `is_known` tells whether a day's lines are all known,
/// even if there are none.
pub fn grants(days: &[(NaiveDate, DayUse)], is_known: impl Fn(NaiveDate) -> bool) -> Vec<BillGrant> {
    let newest = days.iter().rev().find_map(|(day, it)| Some(instant(*day, it.newest?)));
    let newest = newest.or_else(|| days.last().map(|(day, _)| instant(*day, 0)));
    let Some(read_at) = newest else { return Vec::new() };
    let mut names: BTreeMap<String, &str> = BTreeMap::new();
    for model in days.iter().flat_map(|(_, it)| &it.models).filter(|model| !model.grants.is_empty()) {
        // The newest name.
        names.insert(join_key(&model.model), &model.model);
    }
    let grant = |(key, name): (String, &str)| grant(days, &key, name, read_at, &is_known);
    names.into_iter().filter_map(grant).collect()
}

/// The figures of a model's newest grant over time: what was left after each deduction.
pub fn points(days: &[(NaiveDate, DayUse)], model: &ModelName) -> Vec<Seen> {
    let Some(Deductions { grant, used }) = newest_deductions(days, &join_key(model.as_str())) else {
        return Vec::new();
    };
    let total = Quantity::from(grant.total);
    let seen =
        |at, remaining| Seen { from: at, until: at, remaining, total: Some(total), expires_at: grant.until };
    let mut points: Vec<Seen> = grant.from.map(|from| seen(from, total)).into_iter().collect();
    let mut sum = Decimal::ZERO;
    for (at, amount) in used {
        sum = sum.saturating_add(amount);
        points.push(seen(at, total.minus_to_zero(Quantity::from(sum))));
    }
    // Each figure holds until the next deduction.
    let ends: Vec<DateTime<Utc>> = points.iter().skip(1).map(|next| next.from).collect();
    for (point, end) in points.iter_mut().zip(ends) {
        point.until = end.checked_sub_signed(chrono::TimeDelta::seconds(1)).unwrap_or(end).max(point.from);
    }
    points
}

fn newest_deductions<'a>(days: &'a [(NaiveDate, DayUse)], key: &str) -> Option<Deductions<'a>> {
    let of_model = || {
        let models = days.iter().flat_map(|(day, it)| it.models.iter().map(move |model| (*day, model)));
        let models = models.filter(|(_, model)| join_key(&model.model) == key);
        models.flat_map(|(day, model)| model.grants.iter().map(move |grant| (day, grant)))
    };
    // A total or an expiry that grows within one grant replaces the smaller one.
    let (_, grant) = of_model().max_by_key(|(_, grant)| (grant.from, grant.until, grant.total))?;
    let same = of_model().filter(|(_, other)| other.from == grant.from);
    let mut used: Vec<(DateTime<Utc>, Decimal)> = same
        .flat_map(|(day, grant)| grant.used.iter().map(move |(minute, used)| (instant(day, *minute), *used)))
        .collect();
    used.sort_by_key(|(at, _)| *at);
    Some(Deductions { grant, used })
}

fn grant(
    days: &[(NaiveDate, DayUse)],
    key: &str,
    name: &str,
    read_at: DateTime<Utc>,
    is_known: &impl Fn(NaiveDate) -> bool,
) -> Option<BillGrant> {
    let Deductions { grant, used } = newest_deductions(days, key)?;
    let sum = used.iter().fold(Decimal::ZERO, |sum, (_, amount)| sum.saturating_add(*amount));
    let is_partial = grant.from.is_none_or(|from| {
        let last = vendor_day(read_at);
        vendor_day(from).iter_days().take_while(|day| *day <= last).any(|day| !is_known(day))
    });
    let last = used.last().map(|(at, _)| *at)?;
    let mut reached = Decimal::ZERO;
    let used_up = used.iter().find(|(_, amount)| {
        reached = reached.saturating_add(*amount);
        reached >= grant.total
    });
    let used_up = used_up.map(|(at, _)| *at);
    let first_billed_at = billed_after(days, key, used_up.unwrap_or(last), grant.until);
    let models = || {
        let models = days.iter().flat_map(|(day, it)| it.models.iter().map(move |model| (*day, model)));
        models.filter(|(_, model)| join_key(&model.model) == key)
    };
    let switch =
        models().filter_map(|(day, model)| model.switch.map(|(minute, on)| (instant(day, minute), on)));
    Some(BillGrant {
        model: ModelName::from(name),
        kind: models().map(|(_, model)| model.kind).find(|kind| *kind != Kind::Other).unwrap_or(Kind::Other),
        unit: grant.unit,
        total: Quantity::from(grant.total),
        from: grant.from,
        expires_at: grant.until,
        used: Quantity::from(sum),
        is_partial,
        read_at,
        // A line billed after the last deduction proves the end; without gaps that was the deduction.
        ran_out_at: used_up.or_else(|| first_billed_at.filter(|_| !is_partial).map(|_| last)),
        first_billed_at,
        free_quota_only: switch.max_by_key(|(at, _)| *at),
    })
}

/// The first line billed at or after `since`, before the grant expired.
fn billed_after(
    days: &[(NaiveDate, DayUse)],
    key: &str,
    since: DateTime<Utc>,
    until: Option<DateTime<Utc>>,
) -> Option<DateTime<Utc>> {
    let first = vendor_day(since);
    let billed = days.iter().filter(|(day, _)| *day >= first).find_map(|(day, it)| {
        let model = it.models.iter().find(|model| join_key(&model.model) == key)?;
        let minute = if *day == first { model.billed_after } else { model.billed };
        Some(instant(*day, minute?))
    })?;
    until.is_none_or(|until| billed < until).then_some(billed)
}
