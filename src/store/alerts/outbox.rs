//! The outbox: messages still to be delivered over a channel. It survives a restart, and an instance that
//! dies during a delivery: the next one to look retries it.

use std::time::Duration;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{
    channel_state,
    delivery::{Delivery, DeliveryAttempt, Outbox, ServedChannel},
    events, outcomes,
};
use crate::{
    domain::alert::Message,
    store::file::{
        instant::{duration_micros, from_micros, to_micros},
        trouble::Result,
    },
};

/// The pause after the first failed try; doubled with each further one, up to [`MAX_PAUSE`].
const FIRST_PAUSE: Duration = Duration::from_secs(15);
const MAX_PAUSE: Duration = Duration::from_mins(15);

/// Messages that waited this long are deleted, for channels that no instance serves any more.
const MAX_AGE: Duration = Duration::from_hours(30 * 24);

/// Puts a message into the outbox, once for each channel.
pub(super) fn queue(
    file: &Connection,
    message: &Message,
    channels: &[String],
    now: DateTime<Utc>,
) -> Result<()> {
    let sql = "INSERT OR IGNORE INTO alert_outbox (channel, message, queued_at, due_at, tries)
               VALUES (?1, ?2, ?3, ?3, 0)";
    for channel in channels {
        file.execute(sql, params![channel, message.id(), to_micros(now)])?;
        outcomes::queue(file, channel, message)?;
    }
    Ok(())
}

/// Claims the oldest message that is due for each of these channels. Other instances do not get it during
/// `hold`.
pub(super) fn claim(
    file: &Connection,
    channels: &[ServedChannel],
    hold: Duration,
    now: i64,
) -> Result<Outbox> {
    let mut outbox = Outbox::default();
    let oldest = now.saturating_sub(duration_micros(MAX_AGE));
    file.execute("DELETE FROM alert_outbox WHERE queued_at < ?1", [oldest])?;
    for served in channels {
        let too_old = now.saturating_sub(duration_micros(served.max_age));
        let sql = "DELETE FROM alert_outbox WHERE channel = ?1 AND queued_at < ?2";
        let given_up = file.execute(sql, params![served.channel, too_old])?;
        if given_up > 0 {
            tracing::warn!(channel = served.channel.as_str(), given_up, "messages were never delivered");
        }
        // A time beyond every pause is from before the clock was set back.
        let ahead = now.saturating_add(duration_micros(MAX_PAUSE)).saturating_add(duration_micros(hold));
        let wait_until = channel_state::wait_until(file, &served.channel, now)?;
        let due = if wait_until.is_some() { None } else { due(file, &served.channel, now, ahead)? };
        if let Some((number, message, tries)) = due {
            let tries = tries.saturating_add(1);
            let sql = "UPDATE alert_outbox SET due_at = ?2, tries = ?3 WHERE number = ?1";
            file.execute(sql, params![number, now.saturating_add(duration_micros(hold)), tries])?;
            match events::message(file, &message)? {
                Some(message) => {
                    let channel = served.channel.clone();
                    outbox.deliveries.push(Delivery { channel, message, tries });
                }
                // None of it is readable.
                None => delete(file, &served.channel, &message)?,
            }
        }
        let next = next(file, &served.channel)?.map(|due| wait_until.map_or(due, |until| due.max(until)));
        outbox.next = [outbox.next, next].into_iter().flatten().min();
    }
    Ok(outbox)
}

/// Stores the outcome of an attempt: undelivered messages are retried after increasing pauses.
pub(super) fn record(file: &Connection, attempt: &DeliveryAttempt, now: i64) -> Result<()> {
    let DeliveryAttempt { channel, message, .. } = attempt;
    if attempt.failure.is_some() {
        postpone(file, channel, message, now)?;
    } else {
        delete(file, channel, message)?;
    }
    outcomes::record(file, attempt, now)?;
    channel_state::record(file, attempt, now)
}

fn delete(file: &Connection, channel: &str, message: &str) -> Result<()> {
    file.execute("DELETE FROM alert_outbox WHERE channel = ?1 AND message = ?2", [channel, message])?;
    Ok(())
}

fn postpone(file: &Connection, channel: &str, message: &str, now: i64) -> Result<()> {
    let sql = "SELECT tries FROM alert_outbox WHERE channel = ?1 AND message = ?2";
    let tries: Option<u32> = file.query_row(sql, [channel, message], |row| row.get(0)).optional()?;
    let doubled = 2_u32.saturating_pow(tries.unwrap_or(1).saturating_sub(1).min(16));
    let pause = FIRST_PAUSE.saturating_mul(doubled).min(MAX_PAUSE);
    let due_at = now.saturating_add(duration_micros(pause));
    let sql = "UPDATE alert_outbox SET due_at = ?3 WHERE channel = ?1 AND message = ?2";
    file.execute(sql, params![channel, message, due_at])?;
    Ok(())
}

/// The oldest message that is due: its number, its id, and its tries so far.
fn due(file: &Connection, channel: &str, now: i64, ahead: i64) -> Result<Option<(i64, String, u32)>> {
    let sql = "SELECT number, message, tries FROM alert_outbox
               WHERE channel = ?1 AND (due_at <= ?2 OR due_at > ?3) ORDER BY number LIMIT 1";
    let read = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
    Ok(file.query_row(sql, params![channel, now, ahead], read).optional()?)
}

fn next(file: &Connection, channel: &str) -> Result<Option<DateTime<Utc>>> {
    let sql = "SELECT min(due_at) FROM alert_outbox WHERE channel = ?1";
    let next: Option<i64> = file.query_row(sql, [channel], |row| row.get(0))?;
    Ok(next.and_then(from_micros))
}
