use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use rust_decimal::Decimal;
use strum::IntoEnumIterator as _;

use super::*;
use crate::domain::{
    bill::{Charge, LedgerBuilder, LedgerDetail, Origin, StoredDay, Sums, Tally},
    fixture::at,
    fleet::AccountSpend,
};

const INSTANCES: [&str; 4] = [
    "1;llm-a;qwen-max;input_token;;0",
    "2;llm-a;qwen-max;output_token;;0",
    "1;llm-b;glm-5.1;images;;0",
    "tea",
];

/// Charges of two currencies and two units.
fn rests() -> Vec<Charge> {
    let rest = |currency: &str, unit: &str, item: &str| Charge {
        currency: currency.into(),
        unit: unit.into(),
        item: item.into(),
        ..Charge::default()
    };
    vec![rest("CNY", "千tokens", "文本"), rest("CNY", "张", "图片"), rest("USD", "千tokens", "文本")]
}

/// Nothing, zero, or an amount with up to three decimal places.
fn amount() -> impl Strategy<Value = Tally> {
    prop_oneof![
        Just(Tally::Nothing),
        Just(Tally::Exact(Decimal::ZERO)),
        (-2_000..9_000_i64, 0..4_u32).prop_map(|(digits, places)| Tally::Exact(Decimal::new(digits, places))),
    ]
}

prop_compose! {
    /// The charges by rest and instance, and what they cost on the days 1 to 3.
    fn ledger()(
        charges in prop::collection::vec((0..3_usize, 0..4_usize), 1..12),
        rows in prop::collection::btree_map((1..4_u32, 0..12_u32), (1..5_u64, prop::array::uniform8(amount())), 0..24),
    ) -> Arc<Ledger> {
        let mut ledger = LedgerBuilder::new("2026-10".parse().unwrap(), LedgerDetail::Days);
        let numbers: Vec<u32> = rests().iter().map(|rest| ledger.rest(rest)).collect();
        for (id, (rest, instance)) in (1..).zip(charges) {
            ledger.subject(id, numbers[rest], INSTANCES[instance]);
        }
        let date = |day| chrono::NaiveDate::from_ymd_opt(2026, 10, day).unwrap();
        for day in 1..4 {
            let (day, read_at) = (date(day), at("2026-11-02T00:00:00Z"));
            ledger.day(StoredDay { day, origin: Origin::Api, read_at, answered_at: None, gap: None });
        }
        for ((day, subject), (lines, tallies)) in rows {
            let day = date(day);
            ledger.row(day, subject, &Sums::new(lines, 0, tallies));
        }
        Arc::new(ledger.finish())
    }
}

/// What a group has, added up line by line.
#[derive(Debug, Default, PartialEq)]
struct Expected {
    sums: Sums,
    subjects: BTreeSet<u32>,
    /// Amount and deductions by unit.
    usage: BTreeMap<String, (Tally, Tally)>,
}

fn expected(ledger: &Ledger, grouping: Grouping, word: &str) -> BTreeMap<(String, String), Expected> {
    let mut groups: BTreeMap<(String, String), Expected> = BTreeMap::new();
    for row in ledger.rows() {
        let subject = ledger.subject(row.subject).unwrap();
        if !subject.instance_id().contains(word) {
            continue;
        }
        let day = row.day.to_string();
        let key = if grouping == Grouping::Day { &day } else { grouping.key_of(subject) };
        let group = groups.entry((key.to_owned(), subject.charge().currency.clone())).or_default();
        group.sums.merge(&row.sums);
        group.subjects.insert(row.subject);
        let [amount, deducted] = [Figure::Usage, Figure::Deducted].map(|figure| row.sums.get(figure));
        if [amount, deducted] != [Tally::Nothing; 2] {
            let used = group.usage.entry(subject.unit().to_owned()).or_default();
            used.0.merge(amount);
            used.1.merge(deducted);
        }
    }
    groups
}

/// The groups of a report, without charges that have no lines.
fn found(ledger: &Ledger, report: &Report) -> BTreeMap<(String, String), Expected> {
    let group = |group: &Group| {
        let key = (group.key.to_string(), group.currency.to_string());
        let usage = group.usage.iter().map(|used| (used.unit.to_string(), (used.amount, used.deducted())));
        let has_lines = |at: &u32| ledger.subject(*at).is_some_and(|subject| subject.lines() > 0);
        let subjects = group.subjects.iter().copied().filter(has_lines).collect();
        (key, Expected { sums: group.sums, subjects, usage: usage.collect() })
    };
    report.groups.iter().map(group).filter(|(_, group)| group.sums.lines > 0).collect()
}

proptest! {
    #[test]
    fn groups_are_the_sums_of_their_lines(
        ledger in ledger(),
        word in prop_oneof![Just(""), Just("llm-a"), Just("glm"), Just("nowhere")],
    ) {
        for grouping in Grouping::iter() {
            let query = Query { grouping, search: word.to_owned(), product: ProductFilter::All, ..Query::default() };
            let report = Report::new(&ledger, &query);
            prop_assert_eq!(found(&ledger, &report), expected(&ledger, grouping, word));
            for total in &report.totals {
                let mut sums = Sums::default();
                let of_currency = report.groups.iter().filter(|group| group.currency == total.currency);
                of_currency.for_each(|group| sums.merge(&group.sums));
                prop_assert_eq!(total.sums, sums);
            }
        }
    }

    /// What an account has spent is what the default report adds up to.
    #[test]
    fn the_usual_totals_are_what_an_account_has_spent(ledger in ledger()) {
        let report = Report::new(&ledger, &Query::default());
        let mut totals: Vec<(String, Decimal)> = report
            .totals
            .iter()
            .filter_map(|total| Some((total.currency.to_string(), total.sums.get(Figure::Payable).exact()?)))
            .collect();
        totals.sort();
        let spent = AccountSpend::of(&ledger).into_iter().map(|spend| (spend.currency, spend.payable));
        prop_assert_eq!(spent.collect::<Vec<_>>(), totals);
    }

    /// A chart of the group next to the others adds up to the chart of all.
    #[test]
    fn the_days_of_all_groups_add_up_to_those_of_the_total(ledger in ledger()) {
        for grouping in Grouping::iter().filter(|grouping| *grouping != Grouping::Day) {
            let query = Query { grouping, product: ProductFilter::All, ..Query::default() };
            let report = Report::new(&ledger, &query);
            for total in &report.totals {
                let mut sums = vec![(false, Tally::Nothing, Tally::Nothing); total.days.len()];
                for (at, group) in report.groups.iter().enumerate() {
                    if group.currency != total.currency {
                        continue;
                    }
                    for (sum, day) in sums.iter_mut().zip(report.groups.days(at)) {
                        sum.0 |= day.has_lines;
                        sum.1.merge(day.payable);
                        sum.2.merge(day.with_tax);
                    }
                }
                let days: Vec<_> =
                    total.days.iter().map(|day| (day.has_lines, day.payable, day.with_tax)).collect();
                prop_assert_eq!(&sums, &days, "{:?}", grouping);
            }
        }
    }

    #[test]
    fn groups_are_ordered_by_what_was_chosen(ledger in ledger(), reversed in any::<bool>()) {
        for (grouping, sort) in Grouping::iter().flat_map(|grouping| BillSort::iter().map(move |it| (grouping, it))) {
            let query = Query { product: ProductFilter::All, grouping, sort, reversed, ..Query::default() };
            let report = Report::new(&ledger, &query);
            let main = report.totals.first().map(|total| &*total.currency);
            let groups: Vec<&Group> = report.groups.iter().filter(|it| Some(&*it.currency) == main).collect();
            for pair in groups.windows(2) {
                let [one, two] = pair else { continue };
                let (one, two) = if reversed { (two, one) } else { (one, two) };
                let payable = |it: &Group| it.sums.get(Figure::Payable).exact();
                let gross = |it: &Group| it.sums.get(Figure::Gross).exact();
                let is_ordered = match sort {
                    BillSort::Payable if grouping == Grouping::Day => one.key <= two.key,
                    BillSort::Payable => payable(one).zip(payable(two)).is_none_or(|(one, two)| one >= two),
                    BillSort::Gross => gross(one).zip(gross(two)).is_none_or(|(one, two)| one >= two),
                    BillSort::Key => one.key <= two.key,
                    BillSort::Lines => one.sums.lines >= two.sums.lines,
                };
                prop_assert!(is_ordered, "{grouping:?} {sort:?}: {} before {}", one.key, two.key);
            }
        }
    }
}
