//! Spending in the running cycle, day by day, and what is expected.

use chrono::{Datelike as _, NaiveDate};

use crate::{
    app::{Action, Area, Command, view::Page},
    domain::bill::{Spend, Tally},
    ui::{
        Scene,
        canvas::Canvas,
        widgets::{
            bars::{self, Bar, Value},
            chart::axes::Axes,
            page::{self, MARGIN},
            wrap::wrap,
        },
    },
    words::{facts::bill, number, pages::models::band as words, plain},
};

/// The rows of the sum and its projection.
const MAX_SUM_ROWS: usize = 3;
/// Days with a label.
const LABEL_EVERY: u32 = 5;

pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    let (theme, glyphs) = (scene.theme, scene.glyphs);
    let Some(spend) = scene.state.profile().bills.spend.first().filter(|_| !area.is_empty()) else { return };
    let title = words::spending(scene.lang, spend.cycle, &spend.currency);
    let name = plain(scene.state.profile().name());
    let name = if scene.state.shows_all() { name.as_ref() } else { "" };
    page::title(canvas, area, (&title, name), theme, glyphs);
    for row in 0..area.height {
        canvas.target(area.row(row), (0, area.width), || Command::Act(Action::Page(Page::Bills)));
    }
    let mut body = area.below(1).within(MARGIN, 1);
    let sum = wrap(&bill::spend(scene.lang, spend), body.width);
    for line in sum.iter().take(MAX_SUM_ROWS) {
        canvas.put(body, 0, line, theme.text);
        body = body.below(1);
    }
    let bars = bars(spend);
    let Some(axes) = Axes::new(body, bars::range(&bars), |tick| number::tick(scene.lang, tick)) else {
        return;
    };
    bars::draw(canvas, &axes, &bars, theme, glyphs);
    let label = |day: NaiveDate| {
        let is_shown = day.day() == 1 || day.day().is_multiple_of(LABEL_EVERY);
        if is_shown { day.day().to_string() } else { String::new() }
    };
    let labels: Vec<String> = spend.cycle.days().map(label).collect();
    bars::labels(canvas, axes.labels, &labels, theme);
}

fn bars(spend: &Spend) -> Vec<Bar> {
    let bar = |day: NaiveDate| {
        let at = spend.days.binary_search_by_key(&day, |(day, _)| *day).ok();
        let value = match at.and_then(|at| spend.days.get(at)) {
            None => Value::Missing,
            Some((_, Tally::Exact(amount))) => Value::Amount(*amount),
            Some((_, Tally::Nothing)) => Value::Amount(rust_decimal::Decimal::ZERO),
            Some((_, Tally::TooLong)) => Value::Unclear,
        };
        let expected =
            spend.expected.iter().find(|(expected, _)| *expected == day).map(|(_, amount)| *amount);
        Bar { value, part: None, expected, is_complete: expected.is_none() }
    };
    spend.cycle.days().map(bar).collect()
}
