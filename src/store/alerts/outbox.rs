//! The outbox: messages that are yet to be carried over a channel. It survives a restart, and an instance that dies
//! while it delivers: its delivery is then tried again by whoever looks next.

use std::time::Duration;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{Attempted, Carrier, Delivery, Outbox, channels, events};
use crate::{
    domain::alert::Message,
    store::{
        Trouble,
        instant::{from_micros, length, to_micros},
    },
};

/// After the first try that failed; doubled with each further one, up to [`LONGEST_PAUSE`].
const FIRST_PAUSE: Duration = Duration::from_secs(15);
const LONGEST_PAUSE: Duration = Duration::from_mins(15);

/// Whatever waited this long is nobody's business any more.
const FORGOTTEN: Duration = Duration::from_hours(30 * 24);

/// Puts a message into the outbox, once for each channel.
pub(super) fn queue(
    file: &Connection,
    message: &Message,
    channels: &[String],
    now: DateTime<Utc>,
) -> Result<(), Trouble> {
    let sql = "INSERT OR IGNORE INTO alert_outbox (channel, message, queued_at, due_at, tries)
               VALUES (?1, ?2, ?3, ?3, 0)";
    for channel in channels {
        file.execute(sql, params![channel, message.id(), to_micros(now)])?;
    }
    Ok(())
}

/// Takes the oldest message that is due for each of these channels. For `hold` it is nobody else's.
pub(super) fn take(
    file: &Connection,
    carriers: &[Carrier],
    hold: Duration,
    now: i64,
) -> Result<Outbox, Trouble> {
    let mut outbox = Outbox::default();
    // For channels that nobody serves any more.
    let forgotten = now.saturating_sub(length(FORGOTTEN));
    file.execute("DELETE FROM alert_outbox WHERE queued_at < ?1", [forgotten])?;
    for carrier in carriers {
        let too_old = now.saturating_sub(length(carrier.patience));
        let sql = "DELETE FROM alert_outbox WHERE channel = ?1 AND queued_at < ?2";
        let given_up = file.execute(sql, params![carrier.channel, too_old])?;
        if given_up > 0 {
            tracing::warn!(channel = carrier.channel.as_str(), given_up, "messages were never delivered");
        }
        // A time beyond every pause is one from before the clock was set back.
        let ahead = now.saturating_add(length(LONGEST_PAUSE)).saturating_add(length(hold));
        let wait_until = channels::wait_until(file, &carrier.channel, now)?;
        let due = if wait_until.is_some() { None } else { due(file, &carrier.channel, now, ahead)? };
        if let Some((number, message, tries)) = due {
            let tries = tries.saturating_add(1);
            let sql = "UPDATE alert_outbox SET due_at = ?2, tries = ?3 WHERE number = ?1";
            file.execute(sql, params![number, now.saturating_add(length(hold)), tries])?;
            match events::message(file, &message)? {
                Some(message) => {
                    let channel = carrier.channel.clone();
                    outbox.deliveries.push(Delivery { channel, message, tries });
                }
                // Nothing of it can be read: there is nothing to tell.
                None => delete(file, &carrier.channel, &message)?,
            }
        }
        let next = next(file, &carrier.channel)?.map(|due| wait_until.map_or(due, |until| due.max(until)));
        outbox.next = [outbox.next, next].into_iter().flatten().min();
    }
    Ok(outbox)
}

/// Notes how an attempt went: what was not delivered is tried again, ever more rarely.
pub(super) fn attempted(file: &Connection, attempted: &Attempted, now: i64) -> Result<(), Trouble> {
    let Attempted { channel, message, .. } = attempted;
    if attempted.failure.is_some() {
        put_off(file, channel, message, now)?;
    } else {
        delete(file, channel, message)?;
    }
    channels::note(file, attempted, now)
}

pub(super) fn delete(file: &Connection, channel: &str, message: &str) -> Result<(), Trouble> {
    file.execute("DELETE FROM alert_outbox WHERE channel = ?1 AND message = ?2", [channel, message])?;
    Ok(())
}

fn put_off(file: &Connection, channel: &str, message: &str, now: i64) -> Result<(), Trouble> {
    let sql = "SELECT tries FROM alert_outbox WHERE channel = ?1 AND message = ?2";
    let tries: Option<u32> = file.query_row(sql, [channel, message], |row| row.get(0)).optional()?;
    let doubled = 2_u32.saturating_pow(tries.unwrap_or(1).saturating_sub(1).min(16));
    let pause = FIRST_PAUSE.saturating_mul(doubled).min(LONGEST_PAUSE);
    let due_at = now.saturating_add(length(pause));
    let sql = "UPDATE alert_outbox SET due_at = ?3 WHERE channel = ?1 AND message = ?2";
    file.execute(sql, params![channel, message, due_at])?;
    Ok(())
}

/// The oldest message that is due: its number, its id, and how often it was tried.
fn due(
    file: &Connection,
    channel: &str,
    now: i64,
    ahead: i64,
) -> Result<Option<(i64, String, u32)>, Trouble> {
    let sql = "SELECT number, message, tries FROM alert_outbox
               WHERE channel = ?1 AND (due_at <= ?2 OR due_at > ?3) ORDER BY number LIMIT 1";
    let read = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
    Ok(file.query_row(sql, params![channel, now, ahead], read).optional()?)
}

fn next(file: &Connection, channel: &str) -> Result<Option<DateTime<Utc>>, Trouble> {
    let sql = "SELECT min(due_at) FROM alert_outbox WHERE channel = ?1";
    let next: Option<i64> = file.query_row(sql, [channel], |row| row.get(0))?;
    Ok(next.and_then(from_micros))
}
