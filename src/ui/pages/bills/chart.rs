//! The amount payable per day, in the currency of the selected group.

use chrono::{Datelike as _, NaiveDate};
use rust_decimal::Decimal;

use crate::{
    app::Area,
    domain::bill::{
        Cycle, Tally,
        report::{DayTotal, Total},
    },
    ui::{
        Scene,
        canvas::{Canvas, columns},
        widgets::{
            bars::{Bar, bars, labels},
            cell::write,
            page::{self, MARGIN},
        },
    },
    words::{
        facts::bill,
        number,
        pages::bills::labels::{self as words, TaxBasis},
    },
};

/// The rules and gaps around title and aside.
const TITLE_FRAME: u16 = 10;

/// Draws the title, the scale, the bars and the days below them.
pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    let (state, theme, glyphs) = (scene.state, scene.theme, scene.glyphs);
    let report = &state.profile().bills.report;
    let selected = state.bills_group();
    let total = selected.and_then(|group| report.total(&group.currency)).or_else(|| report.totals.first());
    let Some(total) = total.filter(|_| area.height > 2) else { return };
    let cycle = state.shown_cycle(scene.now.utc);
    let amounts: Vec<Bar> = cycle.days().map(|day| bar(total, day)).collect();
    let is_negative =
        |bar: &Bar| matches!(bar, Bar::Amount(amount) if amount.is_sign_negative() && !amount.is_zero());
    let refunded = amounts
        .iter()
        .any(is_negative)
        .then(|| format!("{} {}", glyphs.ascending, words::REFUNDED.of(scene.lang)));
    let title = words::chart(scene.lang, &total.currency, tax_basis(total));
    let room = area.width.saturating_sub(columns(&title)).saturating_sub(TITLE_FRAME);
    // The legend, then as much of the cycle's cost as fits.
    let mut aside = refunded.unwrap_or_default();
    for spent in spent(scene, cycle, total) {
        let gap = if aside.is_empty() { String::new() } else { format!(" {} ", glyphs.dot) };
        let longer = format!("{aside}{gap}{spent}");
        if columns(&longer) <= room {
            aside = longer;
            break;
        }
    }
    page::title(canvas, area, (&title, &aside), theme, glyphs);

    let body = area.below(1).within(MARGIN, MARGIN);
    let highest = highest(&amounts);
    let label = highest.map(|highest| number::money(highest, Some(&total.currency))).unwrap_or_default();
    let side = columns(&label).saturating_add(1);
    let scale = Area { width: side.saturating_sub(1), ..body };
    write(canvas, scale, true, (&label, theme.quiet), glyphs);
    let plot = body.within(side, 0);
    let days = plot.row(plot.height.saturating_sub(1));
    let plot = Area { height: plot.height.saturating_sub(1), ..plot };
    // If nothing is payable, the highest amount is 0 already.
    if plot.height > 1 && highest > Some(Decimal::ZERO) {
        write(canvas, scale.row(plot.height.saturating_sub(1)), true, ("0", theme.quiet), glyphs);
    }
    let marked = selected.and_then(|group| group.day).and_then(|day| cycle.days().position(|one| one == day));
    bars(canvas, plot, (&amounts, marked), theme, glyphs);
    labels(canvas, days, &numbers(cycle, plot.width), theme);
}

/// The cost of Model Studio in the cycle so far, and its projection, from the longest text to the shortest.
fn spent(scene: &Scene<'_>, cycle: Cycle, total: &Total) -> Vec<String> {
    let spend = &scene.state.profile().bills.spend;
    let spend = spend.iter().find(|spend| spend.cycle == cycle && *spend.currency == *total.currency);
    let projected = spend.and_then(|spend| Some(bill::projected(scene.lang, spend.projected?, spend.cycle)));
    spend.map(|spend| bill::spend(scene.lang, spend)).into_iter().chain(projected).collect()
}

fn bar(total: &Total, day: NaiveDate) -> Bar {
    let at = total.days.binary_search_by_key(&day, |total| total.day).ok();
    let Some(day) = at.and_then(|at| total.days.get(at)) else { return Bar::Missing };
    match if is_with_tax(day) { day.with_tax } else { day.payable } {
        Tally::Nothing if day.has_lines => Bar::Unclear,
        Tally::Nothing => Bar::Amount(Decimal::ZERO),
        Tally::Exact(amount) => Bar::Amount(amount),
        Tally::TooLong => Bar::Unclear,
    }
}

/// Whether the amount of a day is only known with tax, as in the newer layouts of exported files.
fn is_with_tax(day: &DayTotal) -> bool {
    day.payable == Tally::Nothing && day.with_tax != Tally::Nothing
}

fn tax_basis(total: &Total) -> TaxBasis {
    let is_before_tax = total.days.iter().any(|day| day.payable != Tally::Nothing);
    match (is_before_tax, total.days.iter().any(is_with_tax)) {
        (_, false) => TaxBasis::BeforeTax,
        (false, true) => TaxBasis::WithTax,
        (true, true) => TaxBasis::DaysDiffer,
    }
}

/// The highest known amount.
fn highest(amounts: &[Bar]) -> Option<Decimal> {
    let amounts = amounts.iter().filter_map(|bar| match bar {
        Bar::Amount(amount) => Some(*amount),
        Bar::Missing | Bar::Unclear => None,
    });
    amounts.max()
}

/// The days of the month, or every fifth if there is little room.
fn numbers(cycle: Cycle, width: u16) -> Vec<String> {
    let is_narrow = cycle.length().saturating_mul(3) > u64::from(width);
    let has_label = |day: u32| !is_narrow || day == 1 || day.is_multiple_of(5);
    let days = cycle.days().map(|day| day.day());
    days.map(|day| if has_label(day) { day.to_string() } else { String::new() }).collect()
}
