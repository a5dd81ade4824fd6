//! The amount payable per day, of exactly what the list shows, in the currency of the selected group. The part
//! of that group is emphasised.

use chrono::{Datelike as _, NaiveDate};
use rust_decimal::Decimal;

use crate::{
    app::Area,
    domain::bill::{
        Cycle, Outlook, StoredDay, Tally,
        report::{DayTotal, Total},
    },
    ui::{
        Scene,
        canvas::{Canvas, columns},
        widgets::{
            bars::{self, Bar, Value},
            chart::axes::Axes,
            page::{self, MARGIN},
        },
    },
    words::{
        facts::bill,
        number,
        pages::bills::labels::{self as words, TaxBasis},
        plain,
    },
};

/// The rules and gaps around title and aside.
const TITLE_FRAME: u16 = 10;

/// Draws the title, the axes, the bars and the days below them.
pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    let state = scene.state;
    let bills = &state.profile().bills;
    let selected = state.bills_group();
    let total = selected.and_then(|group| bills.report.total(&group.currency));
    let Some(total) = total.or_else(|| bills.report.totals.first()) else { return };
    let cycle = state.shown_cycle(scene.now.utc);
    let ledger = bills.ledger(cycle);
    let outlook = ledger.and_then(|ledger| Outlook::new(ledger, total));
    let bars = bars(scene, cycle, total, outlook.as_ref());
    let body = area.below(1).within(MARGIN, MARGIN);
    let Some(axes) = Axes::new(body, bars::range(&bars), |tick| number::tick(scene.lang, tick)) else {
        return;
    };
    bars::draw(canvas, &axes, &bars, scene.theme, scene.glyphs);
    bars::labels(canvas, axes.labels, &numbers(cycle, axes.plot.width), scene.theme);
    let title = words::chart(scene.lang, &total.currency, tax_basis(total));
    let room = area.width.saturating_sub(columns(&title)).saturating_sub(TITLE_FRAME);
    page::title(
        canvas,
        area,
        (&title, &aside(scene, &bars, outlook.as_ref(), room)),
        scene.theme,
        scene.glyphs,
    );
}

/// A bar for each day of the cycle.
fn bars(scene: &Scene<'_>, cycle: Cycle, total: &Total, outlook: Option<&Outlook>) -> Vec<Bar> {
    let (state, report) = (scene.state, &scene.state.profile().bills.report);
    let cursor = state.bills_cursor();
    let selected = state.bills_group();
    let of_group = cursor.map(|cursor| report.groups.days(cursor)).unwrap_or_default();
    let ledger = state.profile().bills.ledger(cycle);
    let bar = |day: NaiveDate| {
        let all = find(&total.days, day);
        let part = selected.map(|group| match group.day {
            Some(of_group) => amount(all).filter(|_| of_group == day),
            None => amount_like(find(of_group, day), all),
        });
        let expected = outlook.and_then(|outlook| {
            let at = outlook.days.binary_search_by_key(&day, |(day, _)| *day).ok()?;
            outlook.days.get(at).map(|(_, amount)| *amount)
        });
        Bar {
            value: value(all),
            part: part.map(Option::unwrap_or_default),
            expected,
            is_complete: ledger.and_then(|ledger| ledger.day(day)).is_none_or(StoredDay::is_complete),
        }
    };
    cycle.days().map(bar).collect()
}

fn find(days: &[DayTotal], day: NaiveDate) -> Option<&DayTotal> {
    days.get(days.binary_search_by_key(&day, |total| total.day).ok()?)
}

fn value(day: Option<&DayTotal>) -> Value {
    let Some(day) = day else { return Value::Missing };
    match if day.is_with_tax() { day.with_tax } else { day.payable } {
        Tally::Nothing if day.has_lines => Value::Unclear,
        Tally::Nothing => Value::Amount(Decimal::ZERO),
        Tally::Exact(amount) => Value::Amount(amount),
        Tally::TooLong => Value::Unclear,
    }
}

fn amount(day: Option<&DayTotal>) -> Option<Decimal> {
    match value(day) {
        Value::Amount(amount) => Some(amount),
        Value::Missing | Value::Unclear => None,
    }
}

/// The amount of a group on a day, with tax where that of all lines is.
fn amount_like(group: Option<&DayTotal>, all: Option<&DayTotal>) -> Option<Decimal> {
    let group = group?;
    if all?.is_with_tax() { group.with_tax.exact() } else { group.payable.exact() }
}

/// The legend and the forecast of what is shown, as much as fits: which day is incomplete is said first.
fn aside(scene: &Scene<'_>, bars: &[Bar], outlook: Option<&Outlook>, room: u16) -> String {
    let (lang, glyphs, cycle) = (scene.lang, scene.glyphs, scene.state.shown_cycle(scene.now.utc));
    let open: Vec<NaiveDate> = cycle
        .days()
        .zip(bars)
        .filter(|(_, bar)| !bar.is_complete && bar.value != Value::Missing)
        .map(|(day, _)| day)
        .collect();
    let incomplete = words::days_incomplete(lang, &open).map(|text| format!("{} {text}", glyphs.hollow));
    let is_refund = |bar: &Bar| matches!(bar.value, Value::Amount(amount) if amount < Decimal::ZERO);
    let refunds = bars.iter().any(is_refund);
    let refunds = refunds.then(|| format!("{} {}", glyphs.upper_half, words::REFUNDED.of(lang)));
    let expected = outlook.map(|_| format!("{} {}", glyphs.expected, words::EXPECTED.of(lang)));
    let forecast = outlook.map(|outlook| bill::projected(lang, outlook.cycle, cycle));
    let group = scene.state.bills_group().filter(|group| group.day.is_none());
    let highlighted = group.map(|group| words::highlighted(lang, &plain(&group.key)));
    let gap = format!(" {} ", glyphs.dot);
    let mut shown = String::new();
    for part in [incomplete, forecast, refunds, expected, highlighted].into_iter().flatten() {
        let longer = if shown.is_empty() { part } else { format!("{shown}{gap}{part}") };
        if columns(&longer) <= room {
            shown = longer;
        }
    }
    shown
}

fn tax_basis(total: &Total) -> TaxBasis {
    let is_before_tax = total.days.iter().any(|day| day.payable != Tally::Nothing);
    match (is_before_tax, total.days.iter().any(DayTotal::is_with_tax)) {
        (_, false) => TaxBasis::BeforeTax,
        (false, true) => TaxBasis::WithTax,
        (true, true) => TaxBasis::DaysDiffer,
    }
}

/// The days of the month, or every fifth if there is little room.
fn numbers(cycle: Cycle, width: u16) -> Vec<String> {
    let is_narrow = cycle.length().saturating_mul(3) > u64::from(width);
    let has_label = |day: u32| !is_narrow || day == 1 || day.is_multiple_of(5);
    let days = cycle.days().map(|day| day.day());
    days.map(|day| if has_label(day) { day.to_string() } else { String::new() }).collect()
}
