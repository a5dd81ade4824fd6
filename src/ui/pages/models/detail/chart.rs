//! The chart of a model: remaining quota, forecast, and expiry.

use crate::{
    app::{
        Area,
        account::forecasts::ModelHistory,
        pages::models::history_series::{HistorySeries, history_series},
    },
    domain::Model,
    ui::{
        Scene,
        canvas::{Canvas, columns},
        widgets::{
            cell::write,
            curve::curve,
            page::{self, MARGIN},
        },
    },
    words::{
        facts::{forecast as words, model},
        number, time,
    },
};

/// The height of the row of days.
const DAYS_HEIGHT: u16 = 1;
/// Minimum height for a mark at half of the scale.
const HALF_MARK_MIN_HEIGHT: u16 = 10;
/// The width of the scale: `99.9 k`.
const SCALE_WIDTH: u16 = 6;

/// Draws the chart with a caption.
pub(crate) fn draw(
    scene: &Scene<'_>,
    canvas: &mut Canvas<'_>,
    area: Area,
    (model, history): (&Model, &ModelHistory),
) {
    if plot(scene, canvas, area.below(1), (model, history)) {
        let caption = words::chart(scene.lang, model.unit);
        write(canvas, area.row(0), false, (&caption, scene.theme.quiet), scene.glyphs);
    }
}

/// Draws the chart as a titled pane.
pub(crate) fn draw_titled(
    scene: &Scene<'_>,
    canvas: &mut Canvas<'_>,
    area: Area,
    (model, history): (&Model, &ModelHistory),
) {
    if plot(scene, canvas, area.below(1).within(MARGIN, MARGIN), (model, history)) {
        let name = model::name(scene.lang, &model.name);
        let caption = words::chart(scene.lang, model.unit);
        page::title(canvas, area, (&name, &caption), scene.theme, scene.glyphs);
    }
}

/// Draws the curve with its scale and days; returns `false` if there is nothing to show.
fn plot(
    scene: &Scene<'_>,
    canvas: &mut Canvas<'_>,
    area: Area,
    (model, history): (&Model, &ModelHistory),
) -> bool {
    let (theme, glyphs) = (scene.theme, scene.glyphs);
    let expires_at = model.quota.as_ref().and_then(|quota| quota.expires_at);
    let now = scene.now.utc;
    // A fixed width, so that the curve does not move when the scale changes.
    let scale_width = SCALE_WIDTH.saturating_add(1);
    let plot = area.within(0, scale_width);
    let plot = Area { height: plot.height.saturating_sub(DAYS_HEIGHT), ..plot };
    let Some(series) = history_series(history, expires_at, now, plot.width).filter(|_| !plot.is_empty())
    else {
        return false;
    };
    curve(canvas, plot, (&series.slots, series.top, series.expires), theme, glyphs);
    let scale = plot.within(plot.width, 0);
    let scale = Area { width: scale_width, ..scale };
    write(canvas, scale.row(0), true, (&number::short(scene.lang, series.top), theme.quiet), glyphs);
    if plot.height >= HALF_MARK_MIN_HEIGHT {
        let half = number::short(scene.lang, series.top.half());
        write(canvas, scale.row(plot.height / 2), true, (&half, theme.quiet), glyphs);
    }
    write(canvas, scale.row(plot.height.saturating_sub(1)), true, ("0", theme.quiet), glyphs);
    let row = Area { y: plot.y.saturating_add(plot.height), height: 1, ..plot };
    for (from, label) in labels(scene, &series, plot.width) {
        canvas.put(row, from, &label, theme.quiet);
    }
    true
}

/// The labels of the expiry, and of as many days as fit.
fn labels(scene: &Scene<'_>, series: &HistorySeries, width: u16) -> Vec<(u16, String)> {
    let mut labels: Vec<(u16, String)> = Vec::new();
    let mut put = |at: u16, label: String| {
        let end = at.saturating_add(columns(&label));
        let is_free = |(from, other): &(u16, String)| end < *from || at > from.saturating_add(columns(other));
        if end <= width && labels.iter().all(is_free) {
            labels.push((at, label));
        }
    };
    if let Some(at) = series.expires {
        let label = words::EXPIRES.of(scene.lang).to_owned();
        put(at.min(width.saturating_sub(columns(&label))), label);
    }
    let dates: Vec<_> = series.begins.iter().map(|begins| scene.zone.at(*begins).date_naive()).collect();
    for (column, days) in (1..).zip(dates.windows(2)) {
        if let [before, day] = days
            && before != day
        {
            put(column, time::day(scene.lang, *day));
        }
    }
    labels
}
