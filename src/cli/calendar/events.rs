//! What happens to the listed quotas from now on.

use chrono::{DateTime, Datelike as _, Utc};
use sha2::{Digest as _, Sha256};

use crate::{
    app::{State, pages::models::list::Listed},
    domain::{
        Status, Zone,
        forecast::{RunsOut, Verdict},
    },
    words::{
        Lang,
        cli::{calendar as texts, status::at_most},
        facts::model,
        number, plain, time,
    },
};

pub(super) struct Event {
    /// The same in every run.
    pub(super) uid: String,
    pub(super) at: DateTime<Utc>,
    pub(super) summary: String,
    pub(super) description: String,
}

/// The events of the listed models, in the order of the list.
pub(super) fn all(lang: Lang, state: &State, now: DateTime<Utc>) -> Vec<Event> {
    let events = state.rows().flat_map(|listed| {
        let account = state.name_of(listed.profile).to_owned();
        let of = [runs_out(lang, &listed, &account), expires(lang, &listed, &account)];
        of.into_iter().flatten()
    });
    events.filter(|event| event.at > now && (0..=9999).contains(&event.at.year())).collect()
}

/// Of what is left, or may be.
fn expires(lang: Lang, listed: &Listed<'_>, account: &str) -> Option<Event> {
    let may_be_left = listed.row.status.has_left() || listed.row.status == Status::Unknown;
    let at = listed.model.quota.as_ref().filter(|_| may_be_left)?.expires_at?;
    let name = model::name(lang, &listed.model.name);
    let lines = [left(lang, listed), then(lang, listed), Some(texts::account(lang, &plain(account)))];
    Some(Event {
        uid: uid("expires", listed, account),
        at,
        summary: texts::expires(lang, &name),
        description: lines.into_iter().flatten().collect::<Vec<_>>().join("\n"),
    })
}

fn runs_out(lang: Lang, listed: &Listed<'_>, account: &str) -> Option<Event> {
    let forecast =
        listed.profile.forecasts.get(&listed.model.name).filter(|_| listed.row.status.has_left())?;
    let Verdict::RunsOut(RunsOut { at, earliest, latest, .. }) = forecast.verdict else { return None };
    let name = model::name(lang, &listed.model.name);
    // With the year, and in the time of the calendar's own entries.
    let moment = |at| format!("{} UTC", time::moment(lang, at, DateTime::UNIX_EPOCH, Zone::UTC));
    let range = texts::between(lang, &moment(earliest), latest.map(moment).as_deref());
    let account_line = texts::account(lang, &plain(account));
    let lines = [left(lang, listed), Some(range), then(lang, listed), Some(account_line)];
    Some(Event {
        uid: uid("runs_out", listed, account),
        at,
        summary: texts::runs_out(lang, &name),
        description: lines.into_iter().flatten().collect::<Vec<_>>().join("\n"),
    })
}

fn left(lang: Lang, listed: &Listed<'_>) -> Option<String> {
    let quota = listed.model.quota.as_ref()?;
    let left = number::grouped(quota.remaining?);
    let is_at_most = listed.model.from_bill.as_ref().is_some_and(|from| from.is_at_most);
    let left = if is_at_most { at_most(lang, &left) } else { left };
    let total = quota.total.map(number::grouped);
    Some(texts::left(lang, &left, total.as_deref(), number::unit(lang, listed.model.unit)))
}

fn then(lang: Lang, listed: &Listed<'_>) -> Option<String> {
    texts::then(lang, listed.model.free_quota_only).map(str::to_owned)
}

/// Of the account, the kind of event and the model.
fn uid(kind: &str, listed: &Listed<'_>, account: &str) -> String {
    let snapshot = &listed.profile.snapshot;
    let site = snapshot.site.map_or("", Into::into);
    let region = snapshot.region.map_or("", Into::into);
    let mut hash = Sha256::new();
    for text in [account, site, region, kind, listed.model.name.as_str()] {
        // The length comes first, so that no two sequences of texts are the same.
        hash.update(u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(text);
    }
    let id = hash.finalize().first_chunk().copied().map(u128::from_be_bytes).unwrap_or_default();
    format!("{id:032x}@quotatop")
}
