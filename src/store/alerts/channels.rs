//! How the deliveries over each channel went, and until when its receiver wants to be left alone.

use std::time::Duration;

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::{Attempted, Carrier};
use crate::{
    domain::alert::{ChannelState, DeliveryError},
    store::{
        Trouble,
        instant::{from_micros, length, to_micros},
    },
};

/// A wait that ends later was noted before the clock was set back: no receiver is obeyed for longer than a day.
const LONGEST_WAIT: Duration = Duration::from_hours(25);

const NOTE_DELIVERED: &str = "
    INSERT INTO alert_channel (channel, delivered_at, wait_until) VALUES (?1, ?2, ?3)
    ON CONFLICT (channel) DO UPDATE
    SET delivered_at = excluded.delivered_at, failing_since = NULL, wait_until = excluded.wait_until";

const NOTE_FAILED: &str = "
    INSERT INTO alert_channel (channel, failing_since, failed_at, wait_until, error) VALUES (?1, ?2, ?2, ?3, ?4)
    ON CONFLICT (channel) DO UPDATE
    SET failing_since = coalesce(failing_since, excluded.failing_since), failed_at = excluded.failed_at,
        error = excluded.error, wait_until = nullif(max(coalesce(wait_until, 0), coalesce(excluded.wait_until, 0)), 0)";

/// Notes how an attempt went.
pub(super) fn note(file: &Connection, attempted: &Attempted, now: i64) -> Result<(), Trouble> {
    let Attempted { channel, failure, wait_until, .. } = attempted;
    let wait_until = wait_until.map(to_micros);
    match failure {
        None => file.execute(NOTE_DELIVERED, params![channel, now, wait_until])?,
        Some(why) => {
            let error = serde_json::to_string(why).map_err(|error| Trouble::unusable(&error))?;
            file.execute(NOTE_FAILED, params![channel, now, wait_until, error])?
        }
    };
    Ok(())
}

/// Until when nothing is to be sent over this channel; absent where that is over.
pub(super) fn wait_until(
    file: &Connection,
    channel: &str,
    now: i64,
) -> Result<Option<chrono::DateTime<chrono::Utc>>, Trouble> {
    let sql =
        "SELECT wait_until FROM alert_channel WHERE channel = ?1 AND wait_until > ?2 AND wait_until < ?3";
    let latest = now.saturating_add(length(LONGEST_WAIT));
    let until: Option<i64> =
        file.query_row(sql, params![channel, now, latest], |row| row.get(0)).optional()?;
    Ok(until.and_then(from_micros))
}

/// How the deliveries over these channels go.
pub(super) fn read(file: &Connection, carriers: &[Carrier], now: i64) -> Result<Vec<ChannelState>, Trouble> {
    carriers.iter().map(|carrier| state(file, carrier, now)).collect()
}

fn state(file: &Connection, carrier: &Carrier, now: i64) -> Result<ChannelState, Trouble> {
    let channel = carrier.channel.clone();
    let known = "SELECT delivered_at, failing_since, failed_at, error FROM alert_channel WHERE channel = ?1";
    let read = |row: &Row<'_>| {
        let instant =
            |column| Ok::<_, rusqlite::Error>(row.get::<_, Option<i64>>(column)?.and_then(from_micros));
        let why = row.get::<_, Option<String>>(3)?.and_then(|json| serde_json::from_str(&json).ok());
        let last_error = instant(2)?.zip(why).map(|(at, why)| DeliveryError { at, why });
        Ok(ChannelState {
            delivered_at: instant(0)?,
            failing_since: instant(1)?,
            last_error,
            ..ChannelState::default()
        })
    };
    let state = file.query_row(known, [&channel], read).optional()?.unwrap_or_default();
    let waiting = "SELECT count(*), min(queued_at) FROM alert_outbox WHERE channel = ?1 AND queued_at >= ?2";
    let too_old = now.saturating_sub(length(carrier.patience));
    let (pending, since): (u32, Option<i64>) =
        file.query_row(waiting, params![channel, too_old], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let wait_until = wait_until(file, &channel, now)?;
    Ok(ChannelState { channel, pending, pending_since: since.and_then(from_micros), wait_until, ..state })
}
