use std::sync::Arc;

use super::*;
use crate::domain::{
    bill::{
        Charge, Figure, Figures, Gap, LedgerRow, Origin, ProductFilter, Query, Report, SkipReason, Sums,
        cycle::end_of,
    },
    fixture::{at, number},
};

fn tally(text: &str) -> Tally {
    Tally::Exact(number(text))
}

/// A row: day of the month, currency, figure, amount.
type Row<'a> = (u32, &'a str, Figure, &'a str);

fn charge(currency: &str, product: &str) -> Charge {
    Charge { product_code: product.into(), currency: currency.into(), ..Charge::default() }
}

/// A ledger of whole days; the `partial` one was exported in its middle.
fn ledger(cycle: &str, stored: &[u32], partial: Option<u32>, rows: &[Row<'_>]) -> Ledger {
    ledger_of(cycle, stored, partial, rows, "sfm")
}

fn ledger_of(cycle: &str, stored: &[u32], partial: Option<u32>, rows: &[Row<'_>], product: &str) -> Ledger {
    let cycle: Cycle = cycle.parse().unwrap();
    let date = |day: u32| format!("{cycle}-{day:02}").parse::<NaiveDate>().unwrap();
    let days = stored.iter().copied().chain(partial).map(|day| {
        let back = if partial == Some(day) { 12 } else { 0 };
        let read_at = end_of(date(day)) - chrono::TimeDelta::hours(back);
        StoredDay { day: date(day), origin: Origin::File, read_at, answered_at: None, gap: None }
    });
    let currencies = ["CNY", "USD"];
    let charges = (0..).zip(currencies).filter(|(_, currency)| rows.iter().any(|row| row.1 == *currency));
    let charges = charges.map(|(id, currency)| (id, Arc::new(charge(currency, product)))).collect();
    let rows = rows.iter().map(|(day, currency, figure, amount)| {
        let mut figures = Figures::default();
        figures.set(*figure, Some(number(amount)));
        LedgerRow { day: date(*day), subject: u32::from(*currency == "USD"), sums: Sums::of(&figures) }
    });
    Ledger::new(cycle, days.collect(), charges, rows.collect())
}

fn paid(days: impl Iterator<Item = u32>, amount: &str) -> Vec<Row<'_>> {
    days.map(|day| (day, "CNY", Figure::Payable, amount)).collect()
}

const NOW: &str = "2026-11-22T06:12:07Z";

fn only(ledger: &Ledger, now: &str) -> Spend {
    let [spend] = &*Spend::by_currency(ledger, at(now)) else { panic!("one currency") };
    spend.clone()
}

fn days(range: std::ops::RangeInclusive<u32>) -> Vec<u32> {
    range.collect()
}

#[test]
fn an_empty_cycle_has_no_spend() {
    assert_eq!(Spend::by_currency(&Ledger::empty("2026-11".parse().unwrap()), at(NOW)), []);
    let other = ledger_of("2026-11", &[1], None, &paid(1..=1, "5"), "ecs");
    assert_eq!(Spend::by_currency(&other, at(NOW)), [], "other products are not counted");
}

#[test]
fn the_first_day_is_summed_but_not_projected() {
    let spend = only(&ledger("2026-11", &[], Some(1), &paid(1..=1, "0.30")), "2026-11-01T04:00:00Z");
    assert_eq!((spend.to_date, spend.through, spend.projected), (tally("0.30"), None, None));
    assert_eq!(spend.days, [("2026-11-01".parse().unwrap(), tally("0.30"))]);
}

#[test]
fn sums_are_exact_and_a_part_of_a_day_is_no_whole_day() {
    let mut rows = paid(1..=21, "0.1");
    rows.push((22, "CNY", Figure::Payable, "0.000000001"));
    let spend = only(&ledger("2026-11", &days(1..=21), Some(22), &rows), NOW);
    assert_eq!(spend.to_date, tally("2.100000001"));
    assert_eq!(spend.through, Some("2026-11-21".parse().unwrap()));
    assert_eq!(spend.projected.unwrap().likely, number("3"), "21 whole days, 9 more like them");
}

#[test]
fn refunds_are_taken_off() {
    let mut rows = paid(1..=20, "2");
    rows.push((20, "CNY", Figure::Payable, "-40"));
    let spend = only(&ledger("2026-11", &days(1..=20), None, &rows), NOW);
    assert_eq!(spend.to_date, tally("0"));
    assert!(spend.projected.unwrap().low >= number("0"));
}

#[test]
fn currencies_stay_apart_and_a_day_without_lines_cost_nothing() {
    let mut rows = paid(1..=20, "2");
    rows.push((3, "USD", Figure::Payable, "10"));
    let spends = Spend::by_currency(&ledger("2026-11", &days(1..=20), None, &rows), at(NOW));
    let sums: Vec<_> = spends.iter().map(|spend| (&*spend.currency, spend.to_date)).collect();
    assert_eq!(sums, [("CNY", tally("40")), ("USD", tally("10"))]);
    let likely: Vec<_> = spends.iter().map(|spend| spend.projected.unwrap().likely.round_dp(2)).collect();
    // 10 USD on one of 15 workdays; 6 of the 10 days to come are workdays
    assert_eq!(likely, [number("60"), number("14.00")]);
}

#[test]
fn a_closed_cycle_is_its_sum() {
    for (now, is_closed, projected) in [
        ("2026-11-30T15:59:59Z", false, Some("60")),
        ("2026-11-30T16:00:00Z", true, Some("58")),
        ("2027-03-01T00:00:00Z", true, Some("58")),
    ] {
        let spend = only(&ledger("2026-11", &days(1..=29), None, &paid(1..=29, "2")), now);
        assert_eq!(spend.is_closed, is_closed);
        assert_eq!(spend.projected, projected.map(|sum| Range::exactly(number(sum))), "{now}");
    }
}

#[test]
fn february_has_its_own_length() {
    for (cycle, whole) in [("2027-02", "28"), ("2028-02", "29")] {
        let ledger = ledger(cycle, &days(1..=14), None, &paid(1..=14, "1"));
        let spend = only(&ledger, &format!("{cycle}-15T06:00:00Z"));
        assert_eq!(spend.projected, Some(Range::exactly(number(whole))), "{cycle}");
    }
}

#[test]
fn a_missing_day_is_estimated_like_one_to_come() {
    let stored: Vec<u32> = days(1..=20).into_iter().filter(|day| *day != 10).collect();
    let spend = only(&ledger("2026-11", &stored, None, &paid(stored.iter().copied(), "2")), NOW);
    assert_eq!((spend.to_date, spend.through), (tally("38"), Some("2026-11-09".parse().unwrap())));
    assert_eq!(spend.projected.unwrap().likely, number("60"));
}

#[test]
fn amounts_with_tax_stay_apart_and_make_no_whole_day() {
    let mut rows = paid(1..=19, "2");
    rows.push((20, "CNY", Figure::PayableWithTax, "2.12"));
    let stored = ledger("2026-11", &days(1..=20), None, &rows);
    let spend = only(&stored, NOW);
    assert_eq!((spend.to_date, spend.with_tax), (tally("38"), tally("2.12")));
    assert_eq!(spend.projected.unwrap().likely, number("60"));
    assert_eq!(only(&stored, "2027-03-01T00:00:00Z").projected, None);
    // Days without lines cost nothing, but what the others cost before tax is not known.
    let with_tax = [(20, "CNY", Figure::PayableWithTax, "2.12")];
    let spend = only(&ledger("2026-11", &days(1..=20), None, &with_tax), NOW);
    assert_eq!((spend.to_date, spend.with_tax, spend.projected), (Tally::Nothing, tally("2.12"), None));
}

#[test]
fn a_limit_is_compared_in_its_own_currency_only() {
    let spends = Spend::by_currency(&ledger("2026-11", &days(1..=20), None, &paid(1..=20, "2")), at(NOW));
    for (limit, currency, status) in [
        ("39.99", "CNY", Some(LimitStatus::Over)),
        ("40", "CNY", Some(LimitStatus::ProjectedOver)),
        ("59.99", "cny", Some(LimitStatus::ProjectedOver)),
        ("60", "CNY", Some(LimitStatus::Below)),
        ("1", "USD", None),
    ] {
        assert_eq!(LimitStatus::of(&spends, number(limit), currency), status, "{limit} {currency}");
    }
    let with_tax = [(1, "CNY", Figure::PayableWithTax, "50")];
    let spends = Spend::by_currency(&ledger("2026-11", &[1], None, &with_tax), at(NOW));
    assert_eq!(LimitStatus::of(&spends, number("20"), "CNY"), None);
}

/// The same ledger where one day lacks rows, and a line of another has no amount.
fn lacking(ledger: &Ledger, gap_on: u32, unknown_on: u32) -> Ledger {
    let date = |day: u32| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
    let gap = Gap { reason: SkipReason::WrongColumns, rows: 1 };
    let days = ledger
        .days()
        .iter()
        .map(|stored| StoredDay { gap: (stored.day == date(gap_on)).then_some(gap), ..*stored });
    let charges = ledger.subjects().map(|subject| (subject.id(), Arc::new(subject.charge().clone())));
    let unknown = LedgerRow { day: date(unknown_on), subject: 0, sums: Sums::of(&Figures::default()) };
    let rows = ledger.rows().chain([unknown]);
    Ledger::new(ledger.cycle(), days.collect(), charges.collect(), rows.collect())
}

#[test]
fn what_lacks_amounts_or_rows_is_spent_at_least_and_no_whole_day() {
    let whole = ledger("2026-11", &days(1..=20), None, &paid(1..=20, "2"));
    let spend = only(&lacking(&whole, 19, 20), NOW);
    assert_eq!((spend.to_date, spend.incomplete), (tally("40"), 2));
    assert_eq!(spend.through, Some("2026-11-18".parse().unwrap()));
    // The two days are projected from the others, like days to come.
    assert_eq!(spend.projected.unwrap().likely, number("60"));
    assert_eq!(only(&whole, NOW).incomplete, 0);
    // Of a closed cycle that lacks something no sum is certain.
    assert_eq!(only(&lacking(&whole, 19, 20), "2027-03-01T00:00:00Z").projected, None);
    let spends = [spend];
    for (limit, status) in [("39.99", LimitStatus::Over), ("41", LimitStatus::ProjectedOver)] {
        assert_eq!(LimitStatus::of(&spends, number(limit), "CNY"), Some(status), "{limit}");
    }
}

fn shown(ledger: &Arc<Ledger>, product: ProductFilter) -> Option<Outlook> {
    let report = Report::new(ledger, &Query { product, ..Query::default() });
    report.totals.first().and_then(|total| Outlook::new(ledger, total))
}

#[test]
fn an_outlook_is_the_projection_of_what_is_shown() {
    let ledger = Arc::new(ledger("2026-11", &days(1..=20), Some(21), &paid(1..=21, "1.5")));
    let spend = only(&ledger, NOW);
    let outlook = shown(&ledger, ProductFilter::All).unwrap();
    assert_eq!(Some(outlook.cycle), spend.projected);
    assert_eq!(outlook.days, spend.expected);
    let days: Vec<u32> = outlook.days.iter().map(|(day, _)| chrono::Datelike::day(day)).collect();
    assert_eq!(days, (21..=30).collect::<Vec<_>>());
    assert!(outlook.days.iter().all(|(_, amount)| *amount == number("1.5")));
    assert_eq!(shown(&ledger, ProductFilter::Text("nothing".into())), None);
}

#[test]
fn without_enough_complete_days_or_with_all_of_them_there_is_no_outlook() {
    let few = Arc::new(ledger("2026-11", &days(1..=2), Some(3), &paid(1..=3, "1.5")));
    assert_eq!(shown(&few, ProductFilter::All), None);
    let all = Arc::new(ledger("2026-11", &days(1..=30), None, &paid(1..=30, "1.5")));
    assert_eq!(shown(&all, ProductFilter::All), None);
    let mut taxed = paid(1..=9, "1.5");
    taxed.push((10, "CNY", Figure::PayableWithTax, "2"));
    let taxed = Arc::new(ledger("2026-11", &days(1..=10), None, &taxed));
    assert_eq!(shown(&taxed, ProductFilter::All), None);
}

#[test]
fn what_is_expected_of_a_day_is_at_least_what_it_has_cost() {
    let mut rows = paid(1..=20, "1");
    rows.push((21, "CNY", Figure::Payable, "7"));
    let ledger = Arc::new(ledger("2026-11", &days(1..=20), Some(21), &rows));
    assert_eq!(shown(&ledger, ProductFilter::All).unwrap().days.first().unwrap().1, number("7"));
}
