//! The groups of calls, and below them their totals.

use ratatui::text::Span;
use rust_decimal::Decimal;

use crate::{
    app::{Action, Command, input::command::Target, pages::calls::Regions},
    domain::{
        Quantity,
        calls::{CallGroup, CallSort, CallStats, UsageKind},
    },
    ui::{
        Scene,
        canvas::Canvas,
        widgets::{
            cell::{Amount, Cell},
            chart::spark,
            columns::{Column, Rules, fit},
            table::{Heading, Shown, Table, at, clickable, sortable},
        },
    },
    words::{facts::calls as facts, number, pages::calls as words, time},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CallColumn {
    Key,
    Calls,
    Failed,
    Input,
    Output,
    Cached,
    Other,
    Mean,
    P99,
    First,
    OverTime,
    Last,
    Why,
    CutWhy,
}

use CallColumn::{
    Cached, Calls, CutWhy, Failed, First, Input, Key, Last, Mean, Other, Output, OverTime, P99, Why,
};

const ALL: [CallColumn; 14] =
    [Key, Calls, Failed, Input, Output, Cached, Other, Mean, P99, First, OverTime, Last, Why, CutWhy];

/// The least important columns are dropped first. Reasons are cut before a second one is.
const LAYOUTS: [&[CallColumn]; 10] = [
    &[Key, Calls, Failed, Input, Output, Cached, Other, Mean, P99, First, OverTime, Last, Why],
    &[Key, Calls, Failed, Input, Output, Cached, Other, Mean, P99, OverTime, Last, Why],
    &[Key, Calls, Failed, Input, Output, Cached, Other, Mean, P99, OverTime, Last, CutWhy],
    &[Key, Calls, Failed, Input, Output, Cached, Other, Mean, P99, OverTime, CutWhy],
    &[Key, Calls, Failed, Input, Output, Cached, Other, Mean, P99, CutWhy],
    &[Key, Calls, Failed, Input, Output, Other, Mean, P99, CutWhy],
    &[Key, Calls, Failed, Input, Output, Other, Mean, CutWhy],
    &[Key, Calls, Failed, Input, Output, Mean, CutWhy],
    &[Key, Calls, Failed, Input, Output, Mean],
    &[Key, Calls, Failed],
];

/// Longer keys only get more room after the other columns.
const KEY_WIDTH: u16 = 24;
/// Keys are cut down to this width, but only after all optional columns have been dropped.
const MIN_KEY_WIDTH: u16 = 8;
/// Room for a long code, as that of a call refused without free quota. Several of them are cut.
const WHOLE_REASON_WIDTH: u16 = 32;
/// Cut reasons, too, only get more room after the other columns.
const CUT_REASON_WIDTH: u16 = 20;

const RULES: Rules<'_, CallColumn> = Rules {
    layouts: &LAYOUTS,
    cut: &[(Key, KEY_WIDTH), (Why, WHOLE_REASON_WIDTH), (CutWhy, CUT_REASON_WIDTH)],
    grow: &[(Key, KEY_WIDTH), (Why, u16::MAX), (CutWhy, u16::MAX)],
    shrink: &[(Key, MIN_KEY_WIDTH), (CutWhy, 0), (Calls, 0)],
};

/// A sparkline.
const SPARK: &str = "            ";

/// Draws the column headings, the visible groups, and the totals.
pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, regions: &Regions) {
    let (names, rows) = (regions.columns, regions.rows);
    let (view, report) = (&scene.state.view.calls, &scene.state.profile().calls.report);
    let visible: Vec<&CallGroup> = report.groups.iter().skip(view.offset).take(rows.height.into()).collect();
    let cells = visible.iter().map(|group| ALL.map(|column| cell(scene, group, column)).to_vec()).collect();
    let total = ALL.map(|column| total(scene, &report.totals.stats, column)).to_vec();
    let table = Table::new(&ALL, |column| heading(scene, column), cells).with_footer(total);
    let shown = Shown {
        selected: scene.state.calls_cursor(),
        // The cursor may be in the chart instead.
        has_cursor: view.step.is_none(),
        first: view.offset,
        all: report.groups.len(),
    };
    let columns = fit(&RULES, |column| table.width_of(column), names.width);
    table.draw_list(canvas, (names, rows), (&columns, shown), scene.theme, scene.glyphs);
    clickable(canvas, rows, (shown.first, shown.all), Target::Row);
    sortable(canvas, names, &columns, |column| sort_command(scene, column));
    if let Some(column) = columns.iter().find(|column| column.id == OverTime) {
        sparks(scene, canvas, regions, (column, &visible));
    }
    let end = table.draw_footer(canvas, regions.totals, &columns, scene.theme, scene.glyphs);
    let shown = scene.state.profile().calls.get(view.range).map(|known| &known.value);
    if let Some(lacks) = shown.and_then(|shown| words::lacks(scene.lang, shown)) {
        let note = [Span::styled(lacks, scene.theme.quiet)];
        canvas.right(regions.totals.within(end.saturating_add(2), 1), &note);
    }
}

/// Draws the calls over time of each visible group, all of them to their own height.
fn sparks(
    scene: &Scene<'_>,
    canvas: &mut Canvas<'_>,
    regions: &Regions,
    (column, visible): (&Column<CallColumn>, &[&CallGroup]),
) {
    for (row, group) in (0..regions.rows.height).zip(visible) {
        let Some(series) = &group.series else { continue };
        let area = at(regions.rows.row(row), column);
        let steps = usize::from(area.width).saturating_mul(usize::from(scene.glyphs.chart.dots.0));
        let (_, points) = series.merged(steps);
        let values: Vec<Option<Quantity>> =
            points.iter().map(|point| Some(u64::from(point.calls).into())).collect();
        spark::draw(canvas, area, &values, scene.theme, scene.glyphs);
    }
}

/// By what a column orders the groups.
const fn sort(column: CallColumn) -> Option<CallSort> {
    match column {
        Key => Some(CallSort::Key),
        Calls => Some(CallSort::Calls),
        Failed => Some(CallSort::Failed),
        Mean => Some(CallSort::Duration),
        _ => None,
    }
}

/// The command of a click on a heading: sort by it, or reverse the order.
fn sort_command(scene: &Scene<'_>, column: CallColumn) -> Option<Command> {
    let sort = sort(column)?;
    let is_present = scene.state.view.calls.query.sort == sort;
    Some(if is_present { Command::Act(Action::Reverse) } else { Command::SortCalls(sort) })
}

fn heading(scene: &Scene<'_>, column: CallColumn) -> Heading<'static> {
    let (lang, query) = (scene.lang, &scene.state.view.calls.query);
    let name = match column {
        Key => facts::key(lang, query.grouping),
        Calls => words::CALLS.of(lang),
        Failed => words::FAILED.of(lang),
        Input => words::INPUT.of(lang),
        Output => words::OUTPUT.of(lang),
        Cached => words::CACHED.of(lang),
        Other => words::OTHER_USE.of(lang),
        Mean => words::MEAN.of(lang),
        P99 => words::P99.of(lang),
        First => words::FIRST_TOKEN.of(lang),
        OverTime => words::OVER_TIME.of(lang),
        Last => words::LAST.of(lang),
        Why | CutWhy => words::WHY.of(lang),
    };
    let order = (sort(column) == Some(query.sort)).then_some(query.reversed);
    Heading { name, is_right: !matches!(column, Key | OverTime | Last | Why | CutWhy), order }
}

fn cell<'a>(scene: &Scene<'_>, group: &CallGroup, column: CallColumn) -> Cell<'a> {
    let (theme, lang, stats) = (scene.theme, scene.lang, &group.stats);
    match column {
        Key => {
            let style = if group.key.is_none() { theme.quiet } else { theme.text };
            Cell::Text(facts::group(lang, group.key.as_deref()).into(), style)
        }
        OverTime if group.series.is_some() => Cell::Text(SPARK.into(), theme.quiet),
        OverTime => Cell::Nothing,
        Last => stats.last_call_at.map_or(Cell::Nothing, |last| {
            Cell::Text(time::ago(lang, last, scene.now.utc).into(), theme.quiet)
        }),
        Why | CutWhy if stats.failures.is_empty() => Cell::Nothing,
        Why | CutWhy => Cell::Text(facts::failures(&stats.failures).into(), theme.text),
        _ => figure(scene, stats, column),
    }
}

fn total<'a>(scene: &Scene<'_>, stats: &CallStats, column: CallColumn) -> Cell<'a> {
    match column {
        Key => Cell::Text(words::TOTAL.of(scene.lang).into(), scene.theme.quiet),
        // A mean of means and the slowest of all tell nothing.
        Other | Mean | P99 | First | OverTime | Last | Why | CutWhy => Cell::Nothing,
        _ => figure(scene, stats, column),
    }
}

fn figure<'a>(scene: &Scene<'_>, stats: &CallStats, column: CallColumn) -> Cell<'a> {
    let (theme, lang) = (scene.theme, scene.lang);
    let amount = |text: String, style| Cell::Amount(Amount::round(text, ""), style);
    let tokens = |kind| {
        let used = stats.usage.get(&kind);
        used.map_or(Cell::Nothing, |used| amount(number::short(lang, used), theme.text))
    };
    let duration = |duration: Option<Decimal>| {
        duration.map_or(Cell::Nothing, |ms| Cell::Words(facts::milliseconds(lang, ms).into(), theme.text))
    };
    match column {
        Calls => amount(facts::count(stats), theme.text),
        Failed => {
            let style = if stats.failed > Some(0) { theme.warning } else { theme.quiet };
            stats.failed.map_or(Cell::Nothing, |failed| amount(number::count(failed), style))
        }
        Input => tokens(UsageKind::InputTokens),
        Output => tokens(UsageKind::OutputTokens),
        Cached => tokens(UsageKind::CachedTokens),
        Other => {
            let used = facts::other_use_in_short(lang, stats);
            if used.is_empty() { Cell::Nothing } else { Cell::Words(used.into(), theme.text) }
        }
        Mean => duration(stats.duration_ms),
        P99 => duration(stats.p99_duration_ms),
        First => duration(stats.first_token_ms),
        Key | OverTime | Last | Why | CutWhy => Cell::Nothing,
    }
}
