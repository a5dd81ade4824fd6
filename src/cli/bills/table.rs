//! The bill as a table.

use std::io::{self, Write};

use chrono::{DateTime, NaiveDate, Utc};

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
        let columns = [
            (labels::key(lang, printed.query.grouping), false),
            (labels::PAYABLE.of(lang), true),
            (labels::LIST_PRICE.of(lang), true),
            (labels::CURRENCY.of(lang), false),
            (labels::LINES.of(lang), true),
            (labels::USAGE.of(lang), false),
            (labels::WHY.of(lang), false),
        ];
        let rows: Vec<Vec<String>> =
            printed.groups().map(|(group, reasons)| cells(lang, group, reasons, now, zone)).collect();
        columns::write(out, &columns, &rows, &|_, _| None)?;
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

fn cells(lang: Lang, group: &Group, reasons: &[Reason], now: DateTime<Utc>, zone: Zone) -> Vec<String> {
    let mut why: Vec<String> = reasons.iter().map(|found| reason::short(lang, found, now, zone)).collect();
    if group.is_settled() {
        why.push(covered::short(lang, &group.covered()));
    }
    let usage: Vec<String> = group
        .usage
        .iter()
        .filter_map(|used| Some(Usage::of(used.amount.exact()?, &used.unit).exact(lang)))
        .collect();
    vec![
        group.key.to_string(),
        payable(lang, &group.sums, group.incomplete()),
        amount(lang, group.sums.get(Figure::Gross)),
        group.currency.to_string(),
        group.sums.lines.to_string(),
        usage.join(", "),
        why.join("; "),
    ]
}

fn write_lines(lang: Lang, out: &mut dyn Write, printed: &Printed<'_>) -> io::Result<()> {
    let columns: [Column; 7] = [
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
            payable(lang, &sums, sums.unknown),
            amount(lang, sums.get(Figure::Gross)),
            charge.currency.clone(),
            usage.unwrap_or_default(),
        ]
    };
    let rows: Vec<Vec<String>> = printed.lines.iter().map(row).collect();
    if rows.is_empty() { Ok(()) } else { columns::write(out, &columns, &rows, &|_, _| None) }
}

/// Before tax, else with tax; marked if that is all that is known, or if the sum lacks lines.
fn payable(lang: Lang, sums: &Sums, incomplete: u64) -> String {
    let text = match (sums.get(Figure::Payable), sums.get(Figure::PayableWithTax)) {
        (Tally::Nothing, Tally::Exact(with_tax)) => bill::with_tax(lang, with_tax),
        (payable, _) => amount(lang, payable),
    };
    let text = Some(text).filter(|text| !text.is_empty());
    amounts::with_unknown(text, incomplete).unwrap_or_default()
}

fn amount(lang: Lang, tally: Tally) -> String {
    match tally {
        Tally::Nothing => String::new(),
        Tally::Exact(sum) => words::number::money(sum, None),
        Tally::TooLong => amounts::TOO_LONG.of(lang).to_owned(),
    }
}
