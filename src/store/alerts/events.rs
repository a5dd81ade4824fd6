//! The log of events: each once ever, by its id.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Row, ToSql, named_params, params};

use super::episodes::json;
use crate::{
    domain::alert::{Change, Event, Facts, Message, Rule, Subject},
    store::file::{
        instant::{from_micros, to_micros},
        trouble::Result,
    },
};

const INSERT: &str = "
    INSERT OR IGNORE INTO alert_event (id, profile, rule, change, subject, episode, at, raised_at, facts)
    VALUES (:id, :profile, :rule, :change, :subject, :episode, :at, :raised_at, :facts)";

const COLUMNS: &str = "id, profile, rule, change, subject, episode, at, raised_at, facts";

/// Stores an event; whether it is new.
pub(super) fn insert(file: &Connection, event: &Event) -> Result<bool> {
    let inserted = file.prepare(INSERT)?.execute(named_params! {
        ":id": event.id,
        ":profile": event.profile,
        ":rule": event.rule.into_str(),
        ":change": event.change.into_str(),
        ":subject": event.subject.as_str(),
        ":episode": event.episode,
        ":at": to_micros(event.at),
        ":raised_at": to_micros(event.raised_at),
        ":facts": json(&event.facts)?,
    })?;
    Ok(inserted > 0)
}

/// Stores which message contains these events.
pub(super) fn set_message(file: &Connection, message: &Message) -> Result<()> {
    let id = message.id();
    let mut statement = file.prepare("UPDATE alert_event SET message = ?1 WHERE id = ?2")?;
    for event in message.events() {
        statement.execute(params![id, event.id])?;
    }
    Ok(())
}

/// The message with this id; `None` if none of it is readable.
pub(super) fn message(file: &Connection, id: &str) -> Result<Option<Message>> {
    let sql = format!("SELECT {COLUMNS} FROM alert_event WHERE message = ?1");
    Ok(Message::from_events(events(file, &sql, &[&id])?))
}

/// The newest events of a profile since `since`, at most `limit`, in the order of the log.
pub(super) fn read(
    file: &Connection,
    profile: &str,
    since: Option<DateTime<Utc>>,
    limit: u32,
) -> Result<Vec<Event>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM alert_event WHERE profile = ?1 AND at >= ?2 ORDER BY number DESC LIMIT ?3"
    );
    let since = since.map_or(i64::MIN, to_micros);
    let mut read = events(file, &sql, &[&profile, &since, &limit])?;
    read.reverse();
    Ok(read)
}

fn events(file: &Connection, sql: &str, values: &[&dyn ToSql]) -> Result<Vec<Event>> {
    let mut statement = file.prepare(sql)?;
    let rows = statement.query_map(values, |row| Ok(parse(row)))?;
    let events: Vec<Option<Event>> = rows.collect::<Result<_, _>>()?;
    Ok(events.into_iter().flatten().collect())
}

fn parse(row: &Row<'_>) -> Option<Event> {
    let text = |column| row.get::<_, String>(column).ok();
    let instant = |column| row.get(column).ok().and_then(from_micros);
    let (rule, change) = (text(2)?.parse::<Rule>().ok()?, text(3)?.parse::<Change>().ok()?);
    Some(Event {
        id: text(0)?,
        profile: text(1)?,
        rule,
        change,
        severity: change.severity(rule),
        subject: Subject::parse(rule, &text(4)?)?,
        episode: text(5)?,
        at: instant(6)?,
        raised_at: instant(7)?,
        facts: Facts::parse(rule, &text(8)?)?,
    })
}
