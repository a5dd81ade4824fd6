//! The tables of models and of the account.

use std::io::{self, Write};

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

use crate::{
    app::{Profile, State, account::rows::Row, pages::models::list::Listed},
    domain::{AccountState, FeedName, FeedState, Model, Status, Zone, attention::Urgency},
    words::{
        Lang, Text,
        chrome::bars,
        cli::printed,
        facts::{account, forecast, from_bill},
        number,
        pages::models::table,
        text, time,
    },
};

use super::{
    columns::{self, Column},
    output,
};

const COLUMNS: [(Text, bool); 9] = [
    (table::MODEL, false),
    (table::KIND, false),
    (table::LEFT_OF_TOTAL, true),
    (printed::UNIT, false),
    (table::PERCENT_LEFT, true),
    (table::EXPIRES, false),
    (table::RUNS_OUT, false),
    (printed::STATUS, false),
    (table::NEXT_CALL, false),
];

/// The width of the names of an account's facts.
const NAME_WIDTH: usize = 12;

/// `paint` may colour a next call.
pub(super) fn models(
    lang: Lang,
    out: &mut dyn Write,
    state: &State,
    now: DateTime<Utc>,
    zone: Zone,
    paint: &dyn Fn(&str, Urgency) -> Option<String>,
) -> io::Result<()> {
    write_circumstances(lang, out, state.profile(), now, zone)?;
    let (rows, urgencies): (Vec<Vec<String>>, Vec<Urgency>) =
        state.rows().map(|listed| (cells(lang, &listed, now, zone), listed.row.urgency())).unzip();
    let style = |at: usize, word: &str| paint(word, *urgencies.get(at)?);
    let columns: [Column<'_>; 9] = COLUMNS.map(|(name, is_right)| (name.of(lang), is_right));
    columns::write(out, &columns, &rows, &style)
}

/// Notes about the whole table: an overdue account, stale data.
fn write_circumstances(
    lang: Lang,
    out: &mut dyn Write,
    profile: &Profile,
    now: DateTime<Utc>,
    zone: Zone,
) -> io::Result<()> {
    let snapshot = &profile.snapshot;
    if snapshot.account_state() == AccountState::Overdue {
        let balance = snapshot.balance.as_ref();
        let owed = balance.and_then(|balance| account::owed(balance.available, balance.currency.as_deref()));
        let [text, ..] = bars::overdue(lang, &owed.unwrap_or_default());
        output::line(out, &format!("{}  {text}", bars::OVERDUE.of(lang)))?;
    }
    let state = snapshot.feed_state(FeedName::Quotas, profile.refresh, now);
    if let (FeedState::Stale, Some(at)) = (state, snapshot.feed(FeedName::Quotas).fetched_at) {
        let (moment, ago) = (time::moment(lang, at, now, zone), time::ago(lang, at, now));
        output::line(out, &printed::as_last_known(lang, &moment, &ago))?;
    }
    Ok(())
}

fn cells(
    lang: Lang,
    Listed { profile, model, row, .. }: &Listed<'_>,
    now: DateTime<Utc>,
    zone: Zone,
) -> Vec<String> {
    let quota = model.quota.as_ref();
    let (left, unit) = match table::left(lang, quota, model.unit, row.status) {
        table::Left::Numbers { left, total, .. } => {
            (format!("{left}{total}"), number::unit(lang, model.unit))
        }
        table::Left::Words(words) => (words.into_iter().next().unwrap_or_default(), ""),
    };
    // Nothing is left of what has lapsed.
    let percent = model.left_percent().filter(|_| row.status != Status::Expired);
    let mut next_call = printed::next_call(lang, row.reason);
    if let (Some(from), Some(quota)) = (&model.from_bill, quota) {
        let moment = time::moment(lang, quota.read_at, now, zone);
        let most = if from.is_at_most { from_bill::AT_MOST_LEFT.of(lang) } else { "" };
        let separator = lang.pick("; ", "；");
        next_call = format!("{next_call}{separator}{}{most}", from_bill::through(lang, &moment));
        let moment = |at| time::moment(lang, at, now, zone);
        let ran_out = match (from.ran_out_at, from.first_billed_at) {
            (Some(at), _) => Some(from_bill::ran_out(lang, &moment(at))),
            (None, Some(at)) => Some(from_bill::ran_out_before(lang, &moment(at))),
            (None, None) => None,
        };
        next_call.extend(ran_out.map(|ran_out| format!("{separator}{ran_out}")));
    }
    vec![
        model.name.as_str().to_owned(),
        number::kind(lang, model.kind).to_owned(),
        left,
        unit.to_owned(),
        percent.map(number::percent).unwrap_or_default(),
        quota.and_then(|quota| quota.expires_at).map(|at| time::expiry(lang, at, now)).unwrap_or_default(),
        runs_out(lang, profile, model, row, now, zone),
        number::status(lang, row.status).to_owned(),
        next_call,
    ]
}

/// The forecast, as in the list on screen; empty without one.
pub(super) fn runs_out(
    lang: Lang,
    profile: &Profile,
    model: &Model,
    row: &Row,
    now: DateTime<Utc>,
    zone: Zone,
) -> String {
    if let Some(lapsed) = forecast::lapsed(lang, model, row.status) {
        return lapsed;
    }
    let is_out = row.status == Status::Exhausted;
    let Some(current) = profile.forecasts.get(&model.name).filter(|_| is_out || row.status.has_left()) else {
        return String::new();
    };
    let remaining = model.quota.as_ref().and_then(|quota| quota.remaining);
    let lapses = remaining.and_then(|remaining| profile.forecasts.lapses(&model.name, remaining));
    forecast::cell(lang, current, (lapses, model.unit), is_out, now, zone)
}

pub(super) fn account(
    lang: Lang,
    out: &mut dyn Write,
    state: &State,
    now: DateTime<Utc>,
    zone: Zone,
) -> io::Result<()> {
    let profile = state.profile();
    let snapshot = &profile.snapshot;
    let state = snapshot.account_state();
    let balance = snapshot.balance.as_ref();
    let currency = balance.and_then(|balance| balance.currency.as_deref());
    let owed = account::owed(balance.and_then(|balance| balance.available), currency);
    let amount = |amount: Option<Decimal>| Some(number::money(amount?, currency));
    let is_stale = snapshot.feed_state(FeedName::Account, profile.refresh, now) == FeedState::Stale;
    let lines = [
        (account::STATE, Some(account::state(lang, state, owed.as_deref()))),
        (account::AVAILABLE, balance.and_then(|balance| amount(balance.available))),
        (account::CASH, balance.and_then(|balance| amount(balance.cash))),
        (account::CREDIT, balance.and_then(|balance| amount(balance.credit))),
        (
            account::READ,
            snapshot.feed(FeedName::Account).fetched_at.map(|at| read(lang, at, is_stale, now, zone)),
        ),
        (account::MEANS, Some(account::means(lang, state).to_owned())),
        (account::PAY, (state == AccountState::Overdue).then(|| account::pay(snapshot.site).to_owned())),
    ];
    for (name, value) in lines {
        if let Some(value) = value {
            let name = name.of(lang);
            let gap = " ".repeat(NAME_WIDTH.saturating_sub(text::width(name)));
            output::line(out, &format!("{name}{gap}{value}"))?;
        }
    }
    Ok(())
}

fn read(lang: Lang, at: DateTime<Utc>, is_stale: bool, now: DateTime<Utc>, zone: Zone) -> String {
    account::read(lang, &time::ago(lang, at, now), &time::moment(lang, at, now, zone), is_stale, None)
}
