//! What bills come to as text: a single value, since each part of it is about all of them.

use std::{borrow::Cow, collections::BTreeMap};

use chrono::{Datelike as _, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Text;
use crate::{
    domain::{
        BillSummary, Dated,
        bill::{Cost, Cycle, Gap, ItemClass, Origin, Outstanding, Range, Spend, StoredDay, Tally},
        fleet::AccountSpend,
    },
    store::file::instant::{from_micros, to_micros},
};

/// The cycle that was running; stored days by cycle; costs by model; spending; what inference has cost; unpaid amounts.
#[derive(Serialize, Deserialize)]
struct SummaryRow<'a>(
    Cycle,
    Vec<(Cycle, Vec<DayRow>)>,
    #[serde(borrow)] Vec<(Text<'a>, Vec<CostRow<'a>>)>,
    #[serde(borrow)] Vec<SpendRow<'a>>,
    #[serde(borrow)] Vec<(Text<'a>, Decimal)>,
    Vec<OwedRow>,
);

/// The cycle, when that was read, the amounts by currency.
#[derive(Serialize, Deserialize)]
struct OwedRow(Cycle, i64, Vec<(String, Decimal)>);

/// The day of the month, origin, read at, answered at, what is missing.
#[derive(Serialize, Deserialize)]
struct DayRow(u32, Origin, i64, Option<i64>, Option<Gap>);

/// Currency, payable, payable with tax, incomplete, the first and the last day of the month, the first use.
#[derive(Serialize, Deserialize)]
struct CostRow<'a>(#[serde(borrow)] Text<'a>, TallyRow, TallyRow, u64, Option<(u32, u32)>, Option<ItemClass>);

/// Currency, to date, with tax, incomplete, through, each day; what is expected at the end, and of each day.
#[derive(Serialize, Deserialize)]
struct SpendRow<'a>(
    #[serde(borrow)] Text<'a>,
    TallyRow,
    TallyRow,
    u64,
    Option<u32>,
    Vec<(u32, TallyRow)>,
    Option<(Decimal, Decimal, Decimal)>,
    Vec<(u32, Decimal)>,
);

/// Nothing, an exact sum, or `false` for one with too many digits.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum TallyRow {
    Exact(Decimal),
    TooLong(bool),
    Nothing(()),
}

pub(super) fn encode(summary: &BillSummary) -> serde_json::Result<String> {
    let mut costs: Vec<_> = summary
        .costs
        .iter()
        .map(|(name, costs)| (Text::from(name), costs.iter().map(cost_row).collect::<Vec<_>>()))
        .collect();
    costs.sort_unstable_by(|(Text(one), _), (Text(two), _)| one.cmp(two));
    let days = summary.days.iter().map(|(cycle, days)| (*cycle, days.iter().map(day_row).collect()));
    let inference =
        summary.inference.iter().map(|spend| (Text::from(spend.currency.as_str()), spend.payable));
    let outstanding = summary
        .outstanding
        .iter()
        .map(|(cycle, owed)| OwedRow(*cycle, to_micros(owed.fetched_at), owed.value.0.clone()));
    serde_json::to_string(&SummaryRow(
        summary.cycle,
        days.collect(),
        costs,
        summary.spend.iter().map(spend_row).collect(),
        inference.collect(),
        outstanding.collect(),
    ))
}

/// `None` if the text is none.
pub(in crate::store) fn bills(text: &str) -> Option<BillSummary> {
    let SummaryRow(cycle, days, costs, spend, inference, outstanding) = serde_json::from_str(text).ok()?;
    let days = days.into_iter().map(|(cycle, rows)| {
        let days: Option<Vec<StoredDay>> = rows.into_iter().map(|row| day_of(row, cycle)).collect();
        Some((cycle, days?))
    });
    let costs = costs.into_iter().map(|(Text(name), rows)| {
        let costs: Option<Vec<Cost>> = rows.into_iter().map(|row| cost_of(row, cycle)).collect();
        Some((name.into_owned(), costs?))
    });
    let outstanding = outstanding.into_iter().map(|OwedRow(cycle, read_at, amounts)| {
        Some((cycle, Dated { value: Outstanding(amounts), fetched_at: from_micros(read_at)? }))
    });
    Some(BillSummary {
        cycle,
        days: days.collect::<Option<BTreeMap<_, _>>>()?,
        costs: costs.collect::<Option<_>>()?,
        spend: spend.into_iter().map(|row| spend_of(row, cycle)).collect::<Option<_>>()?,
        inference: inference
            .into_iter()
            .map(|(Text(currency), payable)| AccountSpend { currency: currency.into_owned(), payable, cycle })
            .collect(),
        outstanding: outstanding.collect::<Option<_>>()?,
    })
}

fn day_row(stored: &StoredDay) -> DayRow {
    let StoredDay { day, origin, read_at, answered_at, gap } = *stored;
    DayRow(day.day(), origin, to_micros(read_at), answered_at.map(to_micros), gap)
}

fn day_of(DayRow(day, origin, read_at, answered_at, gap): DayRow, cycle: Cycle) -> Option<StoredDay> {
    let answered_at = match answered_at {
        Some(micros) => Some(from_micros(micros)?),
        None => None,
    };
    Some(StoredDay { day: date(cycle, day)?, origin, read_at: from_micros(read_at)?, answered_at, gap })
}

fn cost_row(cost: &Cost) -> CostRow<'_> {
    let Cost { currency, payable, payable_with_tax, incomplete, days, first_use } = cost;
    let days = days.map(|(first, last)| (first.day(), last.day()));
    CostRow(
        Text::from(&**currency),
        (*payable).into(),
        (*payable_with_tax).into(),
        *incomplete,
        days,
        *first_use,
    )
}

fn cost_of(row: CostRow<'_>, cycle: Cycle) -> Option<Cost> {
    let CostRow(Text(currency), payable, payable_with_tax, incomplete, days, first_use) = row;
    let days = match days {
        Some((first, last)) => Some((date(cycle, first)?, date(cycle, last)?)),
        None => None,
    };
    Some(Cost {
        currency: boxed(currency),
        payable: payable.into(),
        payable_with_tax: payable_with_tax.into(),
        incomplete,
        days,
        first_use,
    })
}

fn spend_row(spend: &Spend) -> SpendRow<'_> {
    SpendRow(
        Text::from(&*spend.currency),
        spend.to_date.into(),
        spend.with_tax.into(),
        spend.incomplete,
        spend.through.map(|day| day.day()),
        spend.days.iter().map(|(day, tally)| (day.day(), (*tally).into())).collect(),
        spend.projected.map(|Range { low, likely, high }| (low, likely, high)),
        spend.expected.iter().map(|(day, amount)| (day.day(), *amount)).collect(),
    )
}

fn spend_of(row: SpendRow<'_>, cycle: Cycle) -> Option<Spend> {
    let SpendRow(Text(currency), to_date, with_tax, incomplete, through, days, projected, expected) = row;
    let through = match through {
        Some(day) => Some(date(cycle, day)?),
        None => None,
    };
    let days = days.into_iter().map(|(day, tally)| Some((date(cycle, day)?, tally.into())));
    let expected = expected.into_iter().map(|(day, amount)| Some((date(cycle, day)?, amount)));
    Some(Spend {
        cycle,
        currency: boxed(currency),
        to_date: to_date.into(),
        with_tax: with_tax.into(),
        incomplete,
        through,
        days: days.collect::<Option<_>>()?,
        // It was running.
        is_closed: false,
        projected: projected.map(|(low, likely, high)| Range { low, likely, high }),
        expected: expected.collect::<Option<_>>()?,
    })
}

fn date(cycle: Cycle, day: u32) -> Option<NaiveDate> {
    cycle.first_day().with_day(day)
}

fn boxed(text: Cow<'_, str>) -> Box<str> {
    text.into_owned().into()
}

impl From<Tally> for TallyRow {
    fn from(tally: Tally) -> Self {
        match tally {
            Tally::Nothing => Self::Nothing(()),
            Tally::Exact(sum) => Self::Exact(sum),
            Tally::TooLong => Self::TooLong(false),
        }
    }
}

impl From<TallyRow> for Tally {
    fn from(row: TallyRow) -> Self {
        match row {
            TallyRow::Nothing(()) => Self::Nothing,
            TallyRow::Exact(sum) => Self::Exact(sum),
            TallyRow::TooLong(_) => Self::TooLong,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, option, prelude::*, sample::select};

    use super::*;
    use crate::{
        domain::bill::{Costs, SkipReason},
        store::payload::tests::{decimal, instant},
    };

    fn tally() -> impl Strategy<Value = Tally> {
        prop_oneof![Just(Tally::Nothing), decimal().prop_map(Tally::Exact), Just(Tally::TooLong)]
    }

    fn cycle() -> impl Strategy<Value = Cycle> {
        (2020..2100, 1..=12).prop_map(|(year, month)| format!("{year}-{month:02}").parse().unwrap())
    }

    fn stored(cycle: Cycle) -> impl Strategy<Value = StoredDay> {
        let gap = (any::<u64>(), select(vec![SkipReason::NoDay, SkipReason::Malformed]))
            .prop_map(|(rows, reason)| Gap { reason, rows });
        (1..=28_u32, any::<bool>(), instant(), option::of(instant()), option::of(gap)).prop_map(
            move |(day, is_file, read_at, answered_at, gap)| StoredDay {
                day: date(cycle, day).unwrap(),
                origin: if is_file { Origin::File } else { Origin::Api },
                read_at,
                answered_at,
                gap,
            },
        )
    }

    fn cost(cycle: Cycle) -> impl Strategy<Value = Cost> {
        let class = select(vec![ItemClass::RealTime, ItemClass::Batch, ItemClass::Cache, ItemClass::Custom]);
        let days = option::of((1..=28_u32, 1..=28_u32));
        (".*", tally(), tally(), any::<u64>(), days, option::of(class)).prop_map(
            move |(currency, payable, payable_with_tax, incomplete, days, first_use)| Cost {
                currency: currency.into(),
                payable,
                payable_with_tax,
                incomplete,
                days: days.map(|(first, last)| (date(cycle, first).unwrap(), date(cycle, last).unwrap())),
                first_use,
            },
        )
    }

    fn spend(cycle: Cycle) -> impl Strategy<Value = Spend> {
        let projected = option::of((decimal(), decimal(), decimal()))
            .prop_map(|range| range.map(|(low, likely, high)| Range { low, likely, high }));
        let days = (vec((1..=28_u32, tally()), 0..4), vec((1..=28_u32, decimal()), 0..4));
        (".*", tally(), tally(), any::<u64>(), option::of(1..=28_u32), days, projected).prop_map(
            move |(currency, to_date, with_tax, incomplete, through, (days, expected), projected)| Spend {
                cycle,
                currency: currency.into(),
                to_date,
                with_tax,
                incomplete,
                through: through.and_then(|day| date(cycle, day)),
                days: days.into_iter().map(|(day, tally)| (date(cycle, day).unwrap(), tally)).collect(),
                is_closed: false,
                projected,
                expected: expected
                    .into_iter()
                    .map(|(day, amount)| (date(cycle, day).unwrap(), amount))
                    .collect(),
            },
        )
    }

    fn summary() -> impl Strategy<Value = BillSummary> {
        cycle().prop_flat_map(|cycle| {
            let owed = (vec((".*", decimal()), 0..3), instant())
                .prop_map(|(amounts, fetched_at)| Dated { value: Outstanding(amounts), fetched_at });
            let days = (vec(stored(cycle), 0..4), vec(stored(cycle.previous()), 0..4));
            let costs = vec((".*", vec(cost(cycle), 0..3)), 0..4);
            let inference = vec((".*", decimal()), 0..3);
            (days, costs, vec(spend(cycle), 0..3), inference, option::of(owed)).prop_map(
                move |((days, earlier), costs, spend, inference, owed)| BillSummary {
                    cycle,
                    days: BTreeMap::from([(cycle, days), (cycle.previous(), earlier)]),
                    costs: costs.into_iter().collect::<Costs>(),
                    spend,
                    inference: inference
                        .into_iter()
                        .map(|(currency, payable)| AccountSpend { currency, payable, cycle })
                        .collect(),
                    outstanding: owed.map(|owed| (cycle.previous(), owed)).into_iter().collect(),
                },
            )
        })
    }

    proptest! {
        #[test]
        fn what_was_saved_is_read(saved in summary()) {
            prop_assert_eq!(bills(&encode(&saved).unwrap()), Some(saved));
        }

        #[test]
        fn any_text_is_survived(text in ".*", rest in r#"[\[\]{},:"a-z0-9-]{0,40}"#) {
            let _ = bills(&text);
            let _ = bills(&format!("[\"2026-11\",{rest}]"));
        }
    }
}
