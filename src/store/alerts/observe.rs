//! Restores, changes and saves a profile's alerts within one transaction.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};

use super::{episodes, events, failing_feeds, outbox};
use crate::{
    domain::{
        ModelName,
        alert::{AlertAction, Alerts, Episode, Event, Observed, RETENTION, Rules, Watch, messages},
    },
    store::file::{
        instant::{from_micros, to_micros},
        trouble::Result,
    },
};

/// Evaluates the rules against stored episodes, and adds new events to the log and the outbox.
pub(super) fn observe(
    file: &Connection,
    observed: &Observed,
    rules: &Rules,
    channels: &[String],
    now: DateTime<Utc>,
) -> Result<Alerts> {
    let profile = &observed.profile;
    let mut watch = restore(file, profile, now)?;
    let had_begun = watch.begun;
    let with_feeds = |feeds| Observed { feeds, ..observed.clone() };
    let corrected = failing_feeds::since_first_failure(file, observed)?.map(with_feeds);
    let observation = watch.observe(corrected.as_ref().unwrap_or(observed), rules, now);
    if let Some(begun) = watch.begun.filter(|_| had_begun.is_none()) {
        let sql = "INSERT OR IGNORE INTO alert_watch (profile, begun) VALUES (?1, ?2)";
        file.execute(sql, params![profile, to_micros(begun)])?;
        episodes::delete(file, profile, oldest_remembered(now))?;
    }
    for episode in &observation.episodes {
        episodes::save(file, profile, episode)?;
    }
    let mut new = Vec::<Event>::new();
    for event in observation.events {
        if events::insert(file, &event)? {
            new.push(event);
        }
    }
    let messages = messages(new);
    for message in &messages {
        events::set_message(file, message)?;
        outbox::queue(file, message, channels, now)?;
    }
    Ok(Alerts { messages, ..alerts(&watch, Some(observed)) })
}

/// Active alerts and muted models, if the rules were ever evaluated.
pub(in crate::store) fn read_evaluated(
    file: &Connection,
    profile: &str,
    now: DateTime<Utc>,
) -> Result<Option<Alerts>> {
    begun(file, profile)?.map(|_| read(file, profile, now)).transpose()
}

/// The same without a look at those that have ended: for the first frame.
pub(in crate::store) fn read_active(file: &Connection, profile: &str) -> Result<Option<Alerts>> {
    let watch = || restore_since(file, profile, i64::MAX);
    begun(file, profile)?.map(|_| Ok(alerts(&watch()?, None))).transpose()
}

/// Active alerts and muted models.
pub(super) fn read(file: &Connection, profile: &str, now: DateTime<Utc>) -> Result<Alerts> {
    Ok(alerts(&restore(file, profile, now)?, None))
}

/// Carries out the user's action.
pub(super) fn handle(
    file: &Connection,
    profile: &str,
    handling: &AlertAction,
    now: DateTime<Utc>,
) -> Result<Alerts> {
    let mut watch = restore(file, profile, now)?;
    let changed = match handling {
        AlertAction::Acknowledge(subject) => watch.acknowledge(subject, now),
        AlertAction::Snooze(subject, until) => watch.snooze(subject, *until, now),
        AlertAction::Undo(subject) => watch.undo(subject),
        AlertAction::Mute(model) => {
            watch.mute(model.clone());
            let sql = "INSERT OR IGNORE INTO alert_mute (profile, model) VALUES (?1, ?2)";
            file.execute(sql, params![profile, model.as_str()])?;
            Vec::new()
        }
        AlertAction::Unmute(model) => {
            watch.unmute(model.as_str());
            let sql = "DELETE FROM alert_mute WHERE profile = ?1 AND model = ?2";
            file.execute(sql, params![profile, model.as_str()])?;
            Vec::new()
        }
    };
    for episode in &changed {
        episodes::save(file, profile, episode)?;
    }
    Ok(alerts(&watch, None))
}

/// When the rules of a profile were first evaluated; absent if they never were.
fn begun(file: &Connection, profile: &str) -> Result<Option<i64>> {
    let sql = "SELECT begun FROM alert_watch WHERE profile = ?1";
    Ok(file.query_row(sql, [profile], |row| row.get(0)).optional()?)
}

fn restore(file: &Connection, profile: &str, now: DateTime<Utc>) -> Result<Watch> {
    restore_since(file, profile, oldest_remembered(now))
}

/// With the episodes that are active, or ended after `since`.
fn restore_since(file: &Connection, profile: &str, since: i64) -> Result<Watch> {
    let begun = begun(file, profile)?;
    let mut statement = file.prepare("SELECT model FROM alert_mute WHERE profile = ?1")?;
    let muted = statement.query_map([profile], |row| row.get::<_, String>(0))?;
    let muted: Vec<ModelName> =
        muted.map(|name| name.map(|name| name.as_str().into())).collect::<Result<_, _>>()?;
    Ok(Watch::restore(begun.and_then(from_micros), episodes::read(file, profile, since)?, muted))
}

fn oldest_remembered(now: DateTime<Utc>) -> i64 {
    now.checked_sub_signed(RETENTION).map_or(i64::MIN, to_micros)
}

fn alerts(watch: &Watch, observed: Option<&Observed>) -> Alerts {
    let models = observed.map(|observed| &observed.models).filter(|models| !models.is_empty());
    let names: Option<BTreeSet<&ModelName>> =
        models.map(|models| models.iter().map(|seen| &seen.model.name).collect());
    let is_here = |episode: &&Episode| match (&names, episode.subject.model()) {
        (Some(names), Some(model)) => names.contains(model),
        _ => true,
    };
    Alerts {
        active: watch.active().into_iter().filter(is_here).cloned().collect(),
        muted: watch.muted.clone(),
        messages: Vec::new(),
    }
}
