//! What the columns of the list ask for, the most important first: a narrow list goes without what comes last.

use super::{EXTRAS, What};
use crate::{
    app::pages::models::widths::ListWidths,
    domain::{ListColumn, ListColumns, sort::SortKey},
    ui::canvas::columns,
    words::Lang,
};

/// A name is never cut below this.
const SHORTEST_NAME: u16 = 8;
/// A name is cut to this before the forecast is left out. With this and the usual figures, the forecast is shown from
/// 80 columns on.
const NAME_BEFORE_FORECAST: u16 = 19;
/// A name longer than this gives way to all other columns.
const LONG_NAME: u16 = 24;
/// No name takes more than this.
const LONGEST_NAME: u16 = 64;
/// The name of a profile is never cut below this.
const SHORTEST_PROFILE: u16 = 6;
/// The name of a profile longer than this gives way to the other columns.
const LONG_PROFILE: u16 = 12;
/// No name of a profile takes more than this.
const LONGEST_PROFILE: u16 = 40;
/// Figures that are rounded fit into this: `24 k/1 M`.
const SHORTEST_FIGURES: u16 = 9;
/// The same, with almost any unit.
const SHORT_FIGURES: u16 = 13;
/// Words in place of the figures up to this width are never cut.
const SHORT_WORDS: u16 = 14;
/// Figures up to this width are exact from 60 columns on; longer ones give way to the other columns.
const USUAL_FIGURES: u16 = 26;
/// No figures take more than this.
const LONGEST_FIGURES: u16 = 40;
/// A bar narrower than this says nothing.
const NARROWEST_BAR: u16 = 6;
/// A bar wider than this says nothing more.
const WIDEST_BAR: u16 = 12;

/// How the list is shown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shown<'a> {
    pub(crate) lang: Lang,
    /// The order of the list: its mark widens a heading.
    pub(crate) sort: SortKey,
    /// The columns to choose from that are shown.
    pub(crate) columns: &'a ListColumns,
    /// The share left is never left out, since the background of the figures may not be seen.
    pub(crate) keeps_share: bool,
}

impl Shown<'_> {
    /// How wide the heading of a column is.
    pub(crate) fn heading(&self, what: What) -> u16 {
        let mark = if what.orders(self.sort) { 2 } else { 0 };
        columns(what.header(self.lang)).saturating_add(mark)
    }

    /// What the columns ask for.
    pub(crate) fn wishes(&self, widths: &ListWidths) -> Vec<(What, u16)> {
        use What::{Cost, Expires, Extra, Figures, Gauge, Kind, Model, NextCall, Percent, Profile, RunsOut};
        let name_before_forecast = if self.keeps_share {
            // As much as the share takes.
            NAME_BEFORE_FORECAST.saturating_sub(widths.percent.saturating_add(2))
        } else {
            NAME_BEFORE_FORECAST
        };
        let figures = widths.figures.max(self.heading(Figures)).max(widths.words.min(SHORT_WORDS));
        let up_to = |width: u16, most: u16| width.min(most);
        let cost = if widths.cost.is_empty() { 0 } else { widths.cost.with_heading(self.heading(Cost)) };
        let whole =
            |what: What, cells: u16| (what, if cells == 0 { 0 } else { cells.max(self.heading(what)) });
        let mut wishes = vec![
            (NextCall, widths.next_call.max(self.heading(NextCall))),
            (Figures, up_to(figures, SHORTEST_FIGURES)),
            (Model, SHORTEST_NAME),
            (Profile, up_to(widths.profile, SHORTEST_PROFILE)),
            (Figures, up_to(figures, SHORT_FIGURES)),
            (Figures, up_to(figures, USUAL_FIGURES)),
            (Percent, if self.keeps_share { widths.percent } else { 0 }),
            whole(Expires, widths.expires_briefly),
            (Model, up_to(widths.name, name_before_forecast)),
            whole(RunsOut, widths.runs_out),
            whole(Expires, widths.expires),
            (Figures, up_to(widths.words, USUAL_FIGURES)),
            (Model, up_to(widths.name, LONG_NAME)),
            (Figures, up_to(figures.max(widths.words), LONGEST_FIGURES)),
            (Profile, up_to(widths.profile, LONG_PROFILE)),
            whole(Percent, widths.percent),
        ];
        for column in EXTRAS {
            let width = widths.extras.get(&column).copied().unwrap_or_default();
            let wish = if width.is_empty() { 0 } else { width.with_heading(self.heading(Extra(column))) };
            wishes.push((Extra(column), wish));
        }
        wishes.extend([
            whole(Kind, widths.kind),
            (Gauge, if widths.percent == 0 { 0 } else { NARROWEST_BAR }),
            (Gauge, if widths.percent == 0 { 0 } else { WIDEST_BAR }),
            (Cost, cost),
            (Model, up_to(widths.name, LONGEST_NAME)),
            (Profile, up_to(widths.profile, LONGEST_PROFILE)),
        ]);
        let is_shown = |what: What| {
            let keeps = what == What::Percent && self.keeps_share;
            keeps || what.choice().is_none_or(|column: ListColumn| self.columns.shows(column))
        };
        wishes.retain(|(what, width)| *width > 0 && is_shown(*what));
        wishes
    }
}
