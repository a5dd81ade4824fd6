//! The bill as a table.

use std::io::{self, Write};

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;

use super::printed::Printed;
use crate::{
    cli::{
        columns::{self, Column},
        output,
    },
    domain::{
        FeedName, FeedState, Zone,
        bill::{BillLine, Figure, Group, Grouping, Sums, Tally},
        explain::Reason,
    },
    words::{
        self, Lang,
        cli::printed as texts,
        facts::{amounts, bill, covered, reason, usage::Usage},
        number,
        pages::bills::{labels, totals},
        time,
    },
};

pub(super) fn write(
    lang: Lang,
    out: &mut dyn Write,
    printed: &Printed<'_>,
    now: DateTime<Utc>,
    zone: Zone,
) -> io::Result<()> {
    let profile = printed.state.profile();
    if profile.bills.state_of(printed.cycle, profile.snapshot.feed(FeedName::Bills), now) == FeedState::Stale
        && let Some(at) = profile.bills.read_at(printed.cycle)
    {
        let (moment, ago) = (time::moment(lang, at, now, zone), time::ago(lang, at, now));
        let is_imported = profile.has_imported_bills_alone();
        let text = if is_imported { texts::as_imported } else { texts::as_last_known };
        output::line(out, &text(lang, &moment, &ago))?;
    }
    let (product, is_with_tax) = (&printed.query.product, printed.report.is_only_with_tax());
    let heading = bill::heading(lang, printed.cycle, product, is_with_tax, printed.covers_through());
    output::line(out, &heading)?;
    if printed.by.0.is_none() {
        write_lines(lang, out, printed)?;
    } else if !printed.report.groups.is_empty() {
        write_groups(lang, out, printed, now, zone)?;
    }
    if printed.report.lines == 0 {
        let is_whole = !printed.days().is_empty();
        writeln!(out, "{}", if is_whole { bill::NO_LINES.of(lang) } else { bill::NOT_READ.of(lang) })?;
    }
    for total in &printed.report.totals {
        let [text, ..] = totals::total(lang, &total.sums, &total.currency);
        let lacks = totals::incomplete(lang, total.sums.unknown, total.gaps);
        let lacks = lacks.map(|[lacks, _]| format!("{}{lacks}", lang.pick("; ", "；"))).unwrap_or_default();
        output::line(out, &format!("{}{}{text}{lacks}", totals::TOTAL.of(lang), lang.pick(": ", "：")))?;
    }
    for (day, gap) in printed.gaps() {
        output::line(out, &totals::day_gap(lang, day, gap))?;
    }
    if printed.report.unread > 0 {
        let [text, ..] = totals::unread(lang, printed.report.unread, printed.query.grouping);
        output::line(out, &text)?;
    }
    Ok(())
}

/// Sums in hundredths, their currency in the heading if there is only one.
fn write_groups(
    lang: Lang,
    out: &mut dyn Write,
    printed: &Printed<'_>,
    now: DateTime<Utc>,
    zone: Zone,
) -> io::Result<()> {
    let only_currency = match printed.report.totals.as_slice() {
        [total] => Some(words::plain(&total.currency)),
        _ => None,
    };
    let money = |name: &'static str| number::with_unit(name, only_currency.as_deref().unwrap_or_default());
    let (payable, list_price) = (money(labels::PAYABLE.of(lang)), money(labels::LIST_PRICE.of(lang)));
    let columns: Vec<Column<'_>> = [
        Some((labels::key(lang, printed.query.grouping), false)),
        Some((&*payable, true)),
        Some((&*list_price, true)),
        only_currency.is_none().then(|| (labels::CURRENCY.of(lang), false)),
        Some((labels::LINES.of(lang), true)),
        Some((labels::USAGE.of(lang), false)),
        Some((labels::WHY.of(lang), false)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let row = |(group, reasons): (&Group, &[Reason])| {
        let (sums, [usage, why]) = (&group.sums, usage_and_why(lang, group, reasons, now, zone));
        let cells = [
            Some(group.key.to_string()),
            Some(payable_of(lang, sums, group.incomplete(), number::hundredths)),
            Some(amount(lang, sums.get(Figure::Gross), number::hundredths)),
            only_currency.is_none().then(|| group.currency.to_string()),
            Some(sums.lines.to_string()),
            Some(usage),
            Some(why),
        ];
        cells.into_iter().flatten().collect()
    };
    let rows: Vec<Vec<String>> = printed.groups().map(row).collect();
    columns::write(out, &columns, &rows, &|_, _| None)
}

fn usage_and_why(
    lang: Lang,
    group: &Group,
    reasons: &[Reason],
    now: DateTime<Utc>,
    zone: Zone,
) -> [String; 2] {
    let mut why: Vec<String> = reasons.iter().map(|found| reason::short(lang, found, now, zone)).collect();
    if group.is_settled() {
        why.push(covered::short(lang, &group.covered()));
    }
    let usage: Vec<String> = group
        .usage
        .iter()
        .filter_map(|used| Some(Usage::of(used.amount.exact()?, &used.unit).exact(lang)))
        .collect();
    [usage.join(", "), why.join("; ")]
}

/// Single lines, with every digit.
fn write_lines(lang: Lang, out: &mut dyn Write, printed: &Printed<'_>) -> io::Result<()> {
    let columns: [Column<'_>; 7] = [
        (labels::DAY.of(lang), false),
        (labels::key(lang, Grouping::Instance), false),
        (labels::ITEM.of(lang), false),
        (labels::PAYABLE.of(lang), true),
        (labels::LIST_PRICE.of(lang), true),
        (labels::CURRENCY.of(lang), false),
        (labels::USAGE.of(lang), false),
    ];
    let row = |(day, line): &(NaiveDate, BillLine)| {
        let (charge, sums) = (&line.charge, Sums::of(&line.figures));
        let usage = sums.get(Figure::Usage).exact().map(|amount| Usage::of(amount, &charge.unit).exact(lang));
        vec![
            day.to_string(),
            charge.instance_id.clone(),
            charge.item.clone(),
            payable_of(lang, &sums, sums.unknown, number::digits),
            amount(lang, sums.get(Figure::Gross), number::digits),
            charge.currency.clone(),
            usage.unwrap_or_default(),
        ]
    };
    let rows: Vec<Vec<String>> = printed.lines.iter().map(row).collect();
    if rows.is_empty() { Ok(()) } else { columns::write(out, &columns, &rows, &|_, _| None) }
}

/// Before tax, else with tax; marked if that is all that is known, or if the sum lacks lines.
fn payable_of(lang: Lang, sums: &Sums, incomplete: u64, digits: fn(Decimal) -> String) -> String {
    let text = match (sums.get(Figure::Payable), sums.get(Figure::PayableWithTax)) {
        (Tally::Nothing, Tally::Exact(with_tax)) => bill::with_tax(lang, &digits(with_tax)),
        (payable, _) => amount(lang, payable, digits),
    };
    let text = Some(text).filter(|text| !text.is_empty());
    amounts::with_unknown(text, incomplete).unwrap_or_default()
}

fn amount(lang: Lang, tally: Tally, digits: fn(Decimal) -> String) -> String {
    match tally {
        Tally::Nothing => String::new(),
        Tally::Exact(sum) => digits(sum),
        Tally::TooLong => amounts::TOO_LONG.of(lang).to_owned(),
    }
}
