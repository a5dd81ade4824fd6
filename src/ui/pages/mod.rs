//! A folder for each page; no page imports another.

pub(crate) mod accounts;
pub(crate) mod alerts;
pub(crate) mod bills;
pub(crate) mod calls;
pub(crate) mod models;
pub(crate) mod wall;

use super::{Scene, canvas::Canvas};
use crate::{
    app::{Action, Area, pages::PageRegions, view::Page},
    domain::alert::Severity,
    words::{
        chrome::bars,
        facts::bill,
        pages::{accounts as account_words, alerts as alert_words, bills::labels, calls as call_words},
    },
};

/// Draws the open page.
pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, regions: &PageRegions) {
    match regions {
        PageRegions::Models(regions) => models::draw(scene, canvas, regions),
        PageRegions::Calls(regions) => calls::draw(scene, canvas, regions),
        PageRegions::Bills(regions) => bills::draw(scene, canvas, regions),
        PageRegions::Alerts(regions) => alerts::draw(scene, canvas, regions),
        PageRegions::Accounts(regions) => accounts::draw(scene, canvas, regions),
    }
}

/// Draws the overlay of the open page.
pub(crate) fn draw_over(scene: &Scene<'_>, canvas: &mut Canvas<'_>, regions: &PageRegions) {
    match regions {
        PageRegions::Models(regions) => models::detail::draw(scene, canvas, regions.overlay),
        PageRegions::Calls(regions) => calls::draw_over(scene, canvas, regions),
        PageRegions::Bills(regions) => bills::draw_over(scene, canvas, regions),
        PageRegions::Alerts(_) | PageRegions::Accounts(_) => {}
    }
}

/// Draws the heading of the open page, to the right of the tabs.
pub(crate) fn heading(scene: &Scene<'_>, canvas: &mut Canvas<'_>, row: Area) {
    match scene.state.view.page {
        Page::Models => models::heading(scene, canvas, row),
        Page::Calls => calls::heading::draw(scene, canvas, row),
        Page::Bills => bills::heading::draw(scene, canvas, row),
        Page::Alerts => alerts::heading(scene, canvas, row),
        Page::Accounts => accounts::heading(scene, canvas, row),
    }
}

/// The filter text of the open page, and the number of its matches: none before anything is typed.
pub(crate) fn filter<'a>(scene: &Scene<'a>) -> (&'a str, String) {
    let (state, lang) = (scene.state, scene.lang);
    match state.view.page {
        Page::Models | Page::Alerts if state.view.filter.is_empty() => {
            (&state.view.filter_text, String::new())
        }
        Page::Models | Page::Alerts => (&state.view.filter_text, bars::matches(lang, state.list.len())),
        Page::Calls => {
            let view = &state.view.calls.query;
            (&view.search, call_words::matches(lang, state.profile().calls.report.groups.len()))
        }
        Page::Bills => {
            let query = &state.view.bills.query;
            (&query.search, bill::lines(lang, state.profile().bills.report.lines))
        }
        Page::Accounts => {
            let found = account_words::matches(lang, state.accounts.len(), state.accounts.all.len());
            (&state.view.accounts.filter, found)
        }
    }
}

/// The tab of a page.
pub(crate) struct Tab {
    pub(crate) name: String,
    pub(crate) is_open: bool,
    /// Opens the page.
    pub(crate) opens: Action,
    /// The highest severity among the alerts it announces.
    pub(crate) severity: Option<Severity>,
}

pub(crate) fn tabs(scene: &Scene<'_>) -> Vec<Tab> {
    let (state, lang) = (scene.state, scene.lang);
    let tab = |page: Page| {
        let (name, severity) = match page {
            Page::Models => (models::tab(scene), None),
            Page::Calls => (call_words::TAB.of(lang).to_owned(), None),
            Page::Bills => (labels::BILLS.of(lang).to_owned(), None),
            Page::Alerts => {
                let counts = state.alert_counts(scene.now.utc);
                (alert_words::tab(lang, counts.new), counts.severity)
            }
            Page::Accounts => (account_words::TAB.of(lang).to_owned(), None),
        };
        Tab { name, is_open: state.is_open(page), opens: Action::Page(page), severity }
    };
    state.pages().map(tab).collect()
}
