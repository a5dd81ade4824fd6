//! How wide the cells of the list are, over all of its rows.

use ratatui::style::Style;

use super::{EXTRAS, Shown, wanted};
use crate::{
    app::{
        State,
        pages::models::{list::Listed, widths::ListWidths},
    },
    domain::ListColumn,
    ui::{
        Theme,
        canvas::columns,
        pages::{
            bills::amounts,
            models::cells::{extra, is_counted, says_expiry},
        },
        widgets::cell::Cell,
    },
    words::{Lang, facts::forecast, number, pages::models::table, plain, time},
};

/// How wide each column of the list is: its widest cell, or for what changes with the clock alone, its widest form.
pub(crate) fn measure(state: &State, lang: Lang) -> ListWidths {
    let mut widths = ListWidths::default();
    for (_, profile) in state.shown().filter(|_| state.shows_all()) {
        widths.profile = widths.profile.max(columns(&plain(profile.name())));
    }
    let mut expires = false;
    for listed in state.rows() {
        let Listed { profile, model, row, .. } = listed;
        let quota = model.quota.as_ref();
        let percent = row.left_percent.filter(|_| is_counted(row.status));
        let (figures, words) = table::left_width(lang, quota, model.unit, row.status);
        for (width, measured) in [
            (&mut widths.name, columns(&table::name(lang, &model.name))),
            (&mut widths.kind, columns(number::kind(lang, model.kind))),
            (&mut widths.figures, figures),
            (&mut widths.words, words),
            (&mut widths.percent, percent.map_or(0, number::percent_width)),
            (&mut widths.next_call, columns(number::next_call(lang, row.next_call))),
        ] {
            *width = measured.max(*width);
        }
        expires |= says_expiry(row.status) && quota.is_some_and(|quota| quota.expires_at.is_some());
        if !profile.bills.costs.is_empty() {
            widths.cost.hold(&amounts::cost(lang, &Theme::MONO, profile, &model.name));
        }
        for column in EXTRAS.into_iter().filter(|column| state.view.columns.shows(*column)) {
            let cell = match column {
                ListColumn::Read if quota.is_none() => Cell::Nothing,
                ListColumn::Read => Cell::Text(time::WIDEST_AGO.of(lang).into(), Style::new()),
                _ => extra(lang, &Theme::MONO, listed, column),
            };
            widths.extras.entry(column).or_default().hold(&cell);
        }
    }
    if expires {
        widths.expires = columns(time::WIDEST_EXPIRY.of(lang));
        widths.expires_briefly = columns(time::WIDEST_BRIEF_EXPIRY.of(lang));
    }
    if state.shown().any(|(_, profile)| profile.forecasts.say_something()) {
        widths.runs_out = columns(forecast::WIDEST_CELL.of(lang));
    }
    let shown = Shown { lang, sort: state.view.sort, columns: &state.view.columns, keeps_share: false };
    widths.wanted = wanted(&shown, &widths);
    widths
}
