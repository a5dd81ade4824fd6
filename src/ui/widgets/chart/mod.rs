//! A chart of the past and of the expected future, as a line between axes. It knows no model and no language.

pub(crate) mod axes;
mod raster;
pub(crate) mod scale;
pub(crate) mod spark;

use ratatui::style::Style;

use self::{
    axes::{Axes, Day, Labels},
    raster::{Layer, Raster},
};
use crate::{
    app::pages::models::history_series::Slot,
    domain::Quantity,
    ui::{
        Glyphs, Theme,
        canvas::{Canvas, columns},
    },
};

/// What a line chart shows. All columns are columns of dots, of which a cell may have several.
#[derive(Debug, Clone)]
pub(crate) struct Line<'a> {
    pub(crate) slots: &'a [Slot],
    /// The grant, and its word.
    pub(crate) grant: Option<(Quantity, &'a str)>,
    /// Between the past and the future.
    pub(crate) now: Option<(u16, &'a str)>,
    /// When the quota runs out, and words for it, from the longest to the shortest.
    pub(crate) runs_out: Option<(u16, Vec<String>)>,
    /// When it expires.
    pub(crate) expires: Option<(u16, Vec<String>)>,
    /// The midnights.
    pub(crate) days: Vec<Day>,
}

/// The columns of dots in a plot of this width.
pub(crate) const fn dots(width: u16, glyphs: &Glyphs) -> u16 {
    width.saturating_mul(glyphs.chart.dots.0)
}

/// The cell that contains a column of dots.
pub(crate) fn cell_of(column: u16, glyphs: &Glyphs) -> u16 {
    column.checked_div(glyphs.chart.dots.0).unwrap_or(column)
}

/// Draws `line` between its axes.
pub(crate) fn draw(canvas: &mut Canvas<'_>, axes: &Axes, line: &Line<'_>, theme: &Theme, glyphs: &Glyphs) {
    let plot = axes.plot;
    axes.draw(canvas, theme, glyphs);
    let raster = rasterise(axes, line.slots, glyphs);
    let foot = plot.height.saturating_sub(1);
    let grant = line.grant.map(|(grant, word)| (plot.row(axes.row_of(grant.decimal())), word));
    if let Some((row, _)) = grant {
        canvas.repeat(row, (0, row.width), glyphs.chart.grant, theme.quiet);
    }
    if let Some((column, _)) = line.now {
        let at = cell_of(column, glyphs);
        for row in 0..plot.height {
            canvas.put(plot.row(row), at, glyphs.chart.now, theme.quiet);
        }
    }
    if let Some((row, word)) = grant {
        let word = format!(" {word} ");
        let from = row.width.saturating_sub(columns(&word)) / 2;
        if raster.is_free(row.y.saturating_sub(plot.y), (from, from.saturating_add(columns(&word)))) {
            canvas.put(row, from, &word, theme.quiet);
        }
    }
    raster.draw(canvas, plot, |layer| style(layer, theme), glyphs);

    for day in &line.days {
        canvas.put(axes.floor, day.at, glyphs.chart.day, theme.quiet);
    }
    let mut labels = Labels::new(axes.labels);
    if let Some((column, words)) = &line.expires {
        let at = cell_of(*column, glyphs);
        canvas.put(axes.floor, at, glyphs.chart.expires, theme.warning);
        labels.put(canvas, at, words.iter().map(String::as_str), theme.quiet);
    }
    if let Some((column, word)) = line.now {
        let at = cell_of(column, glyphs);
        canvas.put(axes.floor, at, glyphs.chart.now_foot, theme.text);
        labels.put(canvas, at, [word], theme.text);
    }
    if let Some((column, words)) = &line.runs_out {
        let at = cell_of(*column, glyphs);
        let has_word = words.iter().any(|words| {
            // To the right of the mark with a blank between them, else to the left.
            let width = columns(words).saturating_add(1);
            let right = at.saturating_add(1);
            let is_free = |from: u16| raster.is_free(foot, (from, from.saturating_add(width)));
            let from = if is_free(right) {
                right.saturating_add(1)
            } else {
                let Some(left) = at.checked_sub(width).filter(|left| is_free(*left)) else { return false };
                left
            };
            canvas.put(plot.row(foot), from, words, theme.text);
            true
        });
        if !has_word {
            labels.put(canvas, at, words.iter().map(String::as_str), theme.text);
        }
        canvas.put(plot.row(foot), at, glyphs.chart.runs_out, theme.warning);
    }
    labels.days(canvas, &line.days, theme.quiet);
}

const fn style(layer: Layer, theme: &Theme) -> Style {
    match layer {
        Layer::Range => theme.track,
        Layer::Expected => theme.quiet,
        Layer::Seen => theme.gauge,
    }
}

/// The dots of the past, and of the future with its likely range. A gap is a gap in the line.
fn rasterise(axes: &Axes, slots: &[Slot], glyphs: &Glyphs) -> Raster {
    let mut raster = Raster::new((axes.plot.width, axes.plot.height), glyphs);
    let rows = raster.rows();
    let row = |left: Quantity| axes.scale.position(left.decimal(), rows);
    let mut before = None;
    for (column, slot) in (0_u16..).zip(slots) {
        let (left, layer) = match *slot {
            Slot::Gap => {
                before = None;
                continue;
            }
            Slot::Seen(left) => (left, Layer::Seen),
            Slot::Expected { least, left, most } => {
                // Every second dot, so that the range is paler than the line.
                for row in (row(least)..=row(most)).filter(|row| (row ^ column).is_multiple_of(2)) {
                    raster.set(column, row, Layer::Range);
                }
                (left, Layer::Expected)
            }
        };
        let to = row(left);
        raster.stroke(column, (before.unwrap_or(to), to), layer);
        before = Some(to);
    }
    raster
}

#[cfg(test)]
mod tests;
