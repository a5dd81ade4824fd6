//! What one row of the list says, ready to be written. Only rows in sight are made.

use std::borrow::Cow;

use ratatui::style::Style;

use super::columns::EXTRAS;
use crate::{
    app::{account::forecasts::Forecasts, pages::models::list::Listed},
    domain::{ListColumn, Model, NextCall, Quantity, Quota, Status, forecast::Verdict},
    ui::{
        Scene, Theme,
        pages::bills::amounts,
        widgets::cell::{Amount, Cell},
    },
    words::{
        Lang,
        facts::forecast,
        number,
        pages::models::{
            column_choice as names,
            table::{self, Left},
        },
        plain, time,
    },
};

/// What a gauge shows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Gauge {
    pub(crate) left: Quantity,
    pub(crate) total: Quantity,
    /// It is soon used up.
    pub(crate) is_low: bool,
}

/// What one row of the list says, and how.
pub(crate) struct Cells<'a> {
    /// The model's name, safe to show.
    pub(crate) name: (Cow<'a, str>, Style),
    /// The name of its profile, where several are shown.
    pub(crate) profile: Cow<'a, str>,
    /// What it does.
    pub(crate) kind: &'static str,
    /// What is left.
    pub(crate) left: (Left, Style),
    /// What the gauge shows, where the figures are known.
    pub(crate) gauge: Option<Gauge>,
    /// The share that is left.
    pub(crate) percent: (String, Style),
    /// When it expires.
    pub(crate) expires: (String, Style),
    /// The same, where there is no room for all of it.
    pub(crate) expires_briefly: String,
    /// When it runs out, or what lapses.
    pub(crate) runs_out: (String, Style),
    /// What it has cost in this cycle.
    pub(crate) cost: Cell<'a>,
    /// The columns that are shown on request only, in the order of [`EXTRAS`].
    pub(crate) extras: [Cell<'static>; EXTRAS.len()],
    /// The next call.
    pub(crate) next_call: (&'static str, Style),
    /// Whether the cursor is on it.
    pub(crate) is_selected: bool,
}

impl<'a> Cells<'a> {
    /// The cells of a row.
    pub(crate) fn of(scene: &Scene<'_>, listed: Listed<'a>) -> Self {
        let Listed { id, profile, model, row } = listed;
        let (view, theme, now) = (&scene.state.view, scene.theme, scene.now.utc);
        let quota = model.quota.as_ref();
        let status = row.status;
        let tone = tone(status, row.next_call, theme);
        let counts = is_counted(status);
        let numbers = quota.filter(|_| counts).and_then(|quota| Some((quota.remaining?, quota.total?)));
        let percent = numbers.and_then(|(left, total)| left.percent_of(total));
        let expires = quota.filter(|_| says_expiry(status)).and_then(|quota| quota.expires_at);
        let expires_briefly = expires.map(|at| time::brief_expiry(scene.lang, at, now)).unwrap_or_default();
        let expires = expires.map(|at| time::expiry(scene.lang, at, now)).unwrap_or_default();
        let expiring = if status == Status::Expiring { theme.warning } else { quiet_unless(counts, theme) };
        let is_low = status == Status::Low;
        Self {
            name: (table::name(scene.lang, &model.name), quiet_unless(counts, theme)),
            profile: if scene.state.shows_all() { plain(profile.name()) } else { Cow::default() },
            kind: number::kind(scene.lang, model.kind),
            left: (table::left(scene.lang, quota, model.unit, status), tone),
            gauge: numbers.map(|(left, total)| Gauge { left, total, is_low }),
            percent: (percent.map(number::percent).unwrap_or_default(), tone),
            expires: (expires, expiring),
            expires_briefly,
            runs_out: runs_out(scene, &profile.forecasts, model, status),
            cost: amounts::cost(scene.lang, theme, profile, &model.name),
            extras: extras(scene, listed),
            next_call: (
                number::next_call(scene.lang, row.next_call),
                of_next_call(row.next_call, counts, theme),
            ),
            is_selected: id == scene.state.current() && view.selected.as_ref() == Some(&model.name),
        }
    }
}

/// The columns that are shown on request only.
fn extras(scene: &Scene<'_>, listed: Listed<'_>) -> [Cell<'static>; EXTRAS.len()] {
    EXTRAS.map(|column| match column {
        column if !scene.state.view.columns.shows(column) => Cell::Nothing,
        ListColumn::Read => {
            let quota = listed.model.quota.as_ref();
            let read = quota.map(|quota| time::ago(scene.lang, quota.read_at, scene.now.utc));
            text(read.unwrap_or_default(), scene.theme.quiet)
        }
        column => extra(scene.lang, scene.theme, listed, column),
    })
}

/// One of the columns that are shown on request only, apart from the age, which depends on the clock.
pub(crate) fn extra(lang: Lang, theme: &Theme, listed: Listed<'_>, column: ListColumn) -> Cell<'static> {
    let Listed { profile, model, row, .. } = listed;
    match column {
        ListColumn::Pace => {
            let forecast = profile.forecasts.of(&model.name);
            let pace = forecast.filter(|_| row.status.has_left()).and_then(|forecast| forecast.pace);
            pace.map_or(Cell::Nothing, |pace| {
                let unit = format!("{}/h", number::unit(lang, model.unit));
                Cell::Amount(Amount::round(number::short(lang, pace.per_hour), &unit), theme.text)
            })
        }
        ListColumn::Used => {
            model.quota.as_ref().and_then(Quota::used).map_or(Cell::Nothing, |used| {
                Cell::Amount(Amount::round(number::grouped(used), ""), theme.text)
            })
        }
        ListColumn::FreeQuotaOnly => {
            let style = if model.free_quota_only == Some(true) { theme.good } else { theme.quiet };
            text(names::at_zero(lang, model.free_quota_only), style)
        }
        ListColumn::Status => text(number::status(lang, row.status), theme.quiet),
        _ => Cell::Nothing,
    }
}

fn text(text: impl Into<Cow<'static, str>>, style: Style) -> Cell<'static> {
    let text = text.into();
    if text.is_empty() { Cell::Nothing } else { Cell::Text(text, style) }
}

/// Whether the numbers of a quota of this status say what is left.
pub(crate) const fn is_counted(status: Status) -> bool {
    status.has_left() || matches!(status, Status::Exhausted)
}

/// Whether the expiry of a quota of this status says anything.
pub(crate) const fn says_expiry(status: Status) -> bool {
    !matches!(status, Status::None | Status::Unsupported)
}

/// What is foreseen, as long as it was foreseen of what still is.
fn runs_out(scene: &Scene<'_>, forecasts: &Forecasts, model: &Model, status: Status) -> (String, Style) {
    let (theme, now) = (scene.theme, scene.now.utc);
    let is_out = status == Status::Exhausted;
    let foreseen = forecasts.of(&model.name).filter(|_| is_out || status.has_left());
    let Some(foreseen) = foreseen else { return (String::new(), theme.text) };
    let remaining = model.quota.as_ref().and_then(|quota| quota.remaining);
    let lapses = remaining.and_then(|remaining| forecasts.lapses(&model.name, remaining));
    let said = forecast::cell(scene.lang, foreseen, lapses, is_out, now, scene.zone);
    let style = match foreseen.verdict {
        Verdict::RunsOut(_) if forecast::presses(foreseen, now) => theme.warning,
        Verdict::RunsOut(_) | Verdict::Lapses(_) => theme.text,
        _ => theme.quiet,
    };
    (said, style)
}

/// How a number is written: in a tone where it presses, quietly where nothing can be done with it.
fn tone(status: Status, next_call: NextCall, theme: &Theme) -> Style {
    match (status, next_call) {
        (Status::Low, _) => theme.warning,
        (Status::Exhausted, NextCall::Billed) => theme.danger,
        (Status::Ok | Status::Expiring | Status::Exhausted, _) => theme.text,
        _ => theme.quiet,
    }
}

fn quiet_unless(counts: bool, theme: &Theme) -> Style {
    if counts { theme.text } else { theme.quiet }
}

/// How a next call is written. Unknown warns only where there is, or was, something to lose.
pub(crate) const fn of_next_call(next_call: NextCall, counts: bool, theme: &Theme) -> Style {
    match next_call {
        NextCall::Free => theme.good,
        NextCall::Billed | NextCall::Refused => theme.danger,
        NextCall::Unknown if counts => theme.warning,
        NextCall::Unknown => theme.quiet,
    }
}
