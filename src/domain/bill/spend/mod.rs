//! The cost of Model Studio in a cycle: exact to date, and estimated with a range for its end. Amounts are
//! before tax, and never added across currencies.

mod outlook;
mod projection;
#[cfg(test)]
mod tests;

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;

use self::projection::{Day, expected, project};
pub use self::{outlook::Outlook, projection::Range};
use super::{Cycle, Ledger, StoredDay, Tally};

/// The cost of a cycle in one currency.
#[derive(Debug, Clone, PartialEq)]
pub struct Spend {
    pub cycle: Cycle,
    /// As the vendor writes it.
    pub currency: Box<str>,
    /// Payable for all stored days, including today so far.
    pub to_date: Tally,
    /// Payable on lines that state only an amount with tax; never added to the others.
    pub with_tax: Tally,
    /// The number of lines whose amount is unknown and of days with unread rows: `to_date` then is a lower
    /// bound.
    pub incomplete: u64,
    /// The last day up to which every day is stored and complete.
    pub through: Option<NaiveDate>,
    /// Payable, for every stored day.
    pub days: Vec<(NaiveDate, Tally)>,
    pub is_closed: bool,
    /// The cost at the end of the cycle; the sum of a closed one. Absent with fewer than three complete
    /// days, or if amounts before tax are missing.
    pub projected: Option<Range>,
    /// The expected whole cost of each day that is not complete, in order; empty without a projection.
    pub expected: Vec<(NaiveDate, Decimal)>,
}

#[derive(Clone, Copy)]
struct Paid {
    stored: StoredDay,
    payable: Tally,
    with_tax: Tally,
    /// Lines whose amount is unknown.
    unknown: u64,
}

impl Spend {
    /// One per currency, the one with most lines first.
    pub fn by_currency(ledger: &Ledger, now: DateTime<Utc>) -> Vec<Self> {
        let mut currencies: Vec<(&str, u64)> = Vec::new();
        for subject in ledger.subjects().filter(|subject| subject.is_model_studio()) {
            let currency = subject.charge().currency.as_str();
            match currencies.iter_mut().find(|(known, _)| *known == currency) {
                Some((_, lines)) => *lines = lines.saturating_add(subject.lines()),
                None => currencies.push((currency, subject.lines())),
            }
        }
        currencies.sort_by(|one, two| two.1.cmp(&one.1).then(one.0.cmp(two.0)));
        currencies.into_iter().map(|(currency, _)| Self::in_currency(ledger, currency, now)).collect()
    }

    fn in_currency(ledger: &Ledger, currency: &str, now: DateTime<Utc>) -> Self {
        let days = paid(ledger, currency);
        let (mut to_date, mut with_tax, mut incomplete) = (Tally::Nothing, Tally::Nothing, 0_u64);
        for day in &days {
            incomplete =
                incomplete.saturating_add(day.unknown).saturating_add(u64::from(day.stored.gap.is_some()));
            to_date.merge(day.payable);
            with_tax.merge(day.with_tax);
        }
        let (cycle, is_closed) = (ledger.cycle(), ledger.cycle().is_closed(now));
        let is_only_with_tax = to_date == Tally::Nothing && with_tax != Tally::Nothing;
        let all = known(cycle, &days);
        let projected = if is_only_with_tax {
            None
        } else if !is_closed {
            project(&all)
        } else if with_tax == Tally::Nothing && incomplete == 0 {
            to_date.exact().map(Range::exactly)
        } else {
            None
        };
        Self {
            cycle,
            currency: currency.into(),
            to_date,
            with_tax,
            incomplete,
            through: ledger.covers_through(),
            days: days.iter().map(|day| (day.stored.day, day.payable)).collect(),
            is_closed,
            expected: if projected.is_some() && !is_closed { expected(&all) } else { Vec::new() },
            projected,
        }
    }
}

/// Payable on each stored day. A row with an amount before tax is not counted with tax.
fn paid(ledger: &Ledger, currency: &str) -> Vec<Paid> {
    let paid = |stored: &StoredDay| Paid {
        stored: *stored,
        payable: Tally::Nothing,
        with_tax: Tally::Nothing,
        unknown: 0,
    };
    let mut days: Vec<Paid> = ledger.days().iter().map(paid).collect();
    let is_ours: Vec<bool> = ledger
        .subjects()
        .map(|subject| subject.charge().currency == currency && subject.is_model_studio())
        .collect();
    for row in ledger.day_costs() {
        let subject = usize::try_from(row.subject).ok().and_then(|at| is_ours.get(at));
        let at = days.binary_search_by_key(&row.day, |day| day.stored.day).ok();
        let (Some(true), Some(day)) = (subject, at.and_then(|at| days.get_mut(at))) else { continue };
        day.unknown = day.unknown.saturating_add(row.unknown);
        match row.payable {
            Tally::Nothing => day.with_tax.merge(row.with_tax),
            payable => day.payable.merge(payable),
        }
    }
    days
}

/// Every day of the cycle, as far as it is known. A complete day without lines cost nothing; one with lines
/// without an amount, or only one with tax, is incomplete.
fn known(cycle: Cycle, days: &[Paid]) -> Vec<Day> {
    let day = |date: NaiveDate| {
        let Some(paid) = days.iter().find(|paid| paid.stored.day == date) else {
            return Day { date, seen: Some(Decimal::ZERO), is_whole: false };
        };
        let seen = match paid.payable {
            Tally::Exact(sum) => Some(sum),
            Tally::Nothing => Some(Decimal::ZERO),
            Tally::TooLong => None,
        };
        let is_whole = paid.stored.is_complete() && paid.with_tax == Tally::Nothing && paid.unknown == 0;
        Day { date, seen, is_whole }
    };
    cycle.days().map(day).collect()
}

/// Spending compared with a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LimitStatus {
    /// Not over it, and not likely to be.
    Below,
    /// Likely to be over it at the end of the cycle.
    ProjectedOver,
    Over,
}

impl LimitStatus {
    /// Compares with a limit (`alerts.monthly_spend`) in `currency`, the account's own. Absent without an
    /// exact amount before tax in that currency: two currencies are never compared.
    pub fn of(spends: &[Spend], limit: Decimal, currency: &str) -> Option<Self> {
        let spend = spends.iter().find(|spend| spend.currency.eq_ignore_ascii_case(currency))?;
        let to_date = spend.to_date.exact()?;
        Some(if to_date > limit {
            Self::Over
        } else if spend.projected.is_some_and(|range| range.likely > limit) {
            Self::ProjectedOver
        } else {
            Self::Below
        })
    }
}
