//! What Model Studio cost in a cycle so far, and what it will have cost at the end. What is stated is exact; what is
//! projected is an estimate with its range. Amounts are before tax; two currencies are never added.

mod projection;
#[cfg(test)]
mod tests;

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;

pub use self::projection::Range;
use self::projection::{Day, project};
use super::{Cycle, Figure, Ledger, StoredDay, Tally, is_model_studio};

/// What a cycle cost in one currency.
#[derive(Debug, Clone, PartialEq)]
pub struct Spend {
    /// Which cycle.
    pub cycle: Cycle,
    /// The currency, as the vendor writes it.
    pub currency: Box<str>,
    /// What is to be paid for every day that is kept, today's part of a day included.
    pub to_date: Tally,
    /// What is to be paid on lines that tell only an amount with tax; never added to the others.
    pub with_tax: Tally,
    /// How much `to_date` lacks: lines whose amount is unknown, and days whose rows were not all read. It then is what
    /// was spent at least.
    pub incomplete: u64,
    /// The last day up to which every day is kept and complete.
    pub through: Option<NaiveDate>,
    /// What is to be paid, by day, for every day that is kept.
    pub days: Vec<(NaiveDate, Tally)>,
    /// Whether the cycle is over.
    pub is_closed: bool,
    /// What the cycle will have cost at its end; once it is over, its sum. Absent where fewer than three days are
    /// complete, or where amounts before tax do not tell.
    pub projected: Option<Range>,
}

/// What was to be paid on one day.
#[derive(Clone, Copy)]
struct Paid {
    kept: StoredDay,
    payable: Tally,
    with_tax: Tally,
    /// Lines whose amount is unknown.
    unknown: u64,
}

impl Spend {
    /// What a cycle cost, one per currency, the one with most lines first. None where nothing of Model Studio is
    /// kept of it.
    pub fn by_currency(ledger: &Ledger, now: DateTime<Utc>) -> Vec<Self> {
        let mut currencies: Vec<(&str, u64)> = Vec::new();
        for subject in ledger.subjects().iter().filter(|subject| is_model_studio(&subject.charge)) {
            let currency = subject.charge.currency.as_str();
            match currencies.iter_mut().find(|(known, _)| *known == currency) {
                Some((_, lines)) => *lines = lines.saturating_add(subject.sums.lines),
                None => currencies.push((currency, subject.sums.lines)),
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
                incomplete.saturating_add(day.unknown).saturating_add(u64::from(day.kept.gap.is_some()));
            to_date.merge(day.payable);
            with_tax.merge(day.with_tax);
        }
        let (cycle, is_closed) = (ledger.cycle(), ledger.cycle().is_closed(now));
        let projected = if !is_closed {
            project(&known(cycle, &days))
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
            days: days.iter().map(|day| (day.kept.day, day.payable)).collect(),
            is_closed,
            projected,
        }
    }
}

/// What was to be paid on each day that is kept. A row that tells an amount before tax is not counted with tax.
fn paid(ledger: &Ledger, currency: &str) -> Vec<Paid> {
    let paid = |kept: &StoredDay| Paid {
        kept: *kept,
        payable: Tally::Nothing,
        with_tax: Tally::Nothing,
        unknown: 0,
    };
    let mut days: Vec<Paid> = ledger.days().iter().map(paid).collect();
    let is_ours: Vec<bool> = ledger
        .subjects()
        .iter()
        .map(|subject| subject.charge.currency == currency && is_model_studio(&subject.charge))
        .collect();
    for row in ledger.rows() {
        let subject = usize::try_from(row.subject).ok().and_then(|at| is_ours.get(at));
        let at = days.binary_search_by_key(&row.day, |day| day.kept.day).ok();
        let (Some(true), Some(day)) = (subject, at.and_then(|at| days.get_mut(at))) else { continue };
        day.unknown = day.unknown.saturating_add(row.sums.unknown);
        match row.sums.get(Figure::Payable) {
            Tally::Nothing => day.with_tax.merge(row.sums.get(Figure::PayableWithTax)),
            payable => day.payable.merge(payable),
        }
    }
    days
}

/// Every day of the cycle, as far as it is known. A complete day without lines cost nothing; one on which some lines
/// tell no amount, or only one with tax, is not known whole.
fn known(cycle: Cycle, days: &[Paid]) -> Vec<Day> {
    let day = |date: NaiveDate| {
        let Some(paid) = days.iter().find(|paid| paid.kept.day == date) else {
            return Day { date, seen: Some(Decimal::ZERO), is_whole: false };
        };
        let seen = match paid.payable {
            Tally::Exact(sum) => Some(sum),
            Tally::Nothing => Some(Decimal::ZERO),
            Tally::TooLong => None,
        };
        let is_whole = paid.kept.is_complete() && paid.with_tax == Tally::Nothing && paid.unknown == 0;
        Day { date, seen, is_whole }
    };
    cycle.days().map(day).collect()
}

/// How spending stands against a threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LimitStatus {
    /// Below or at it, and not likely to pass it.
    Below,
    /// Below or at it, and likely to be over it at the end of the cycle.
    ProjectedOver,
    /// Over it.
    Over,
}

impl LimitStatus {
    /// How these spendings stand against a threshold (`alerts.monthly_spend`) in this currency, the account's own.
    /// Absent where nothing exact before tax is known in that currency: two currencies are never compared.
    pub fn of(spends: &[Spend], threshold: Decimal, currency: &str) -> Option<Self> {
        let spend = spends.iter().find(|spend| spend.currency.eq_ignore_ascii_case(currency))?;
        let to_date = spend.to_date.exact()?;
        Some(if to_date > threshold {
            Self::Over
        } else if spend.projected.is_some_and(|range| range.likely > threshold) {
            Self::ProjectedOver
        } else {
            Self::Below
        })
    }
}
