//! The delivery state of each channel, and until when nothing may be sent to its receiver.

use std::time::Duration;

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::delivery::{DeliveryAttempt, ServedChannel};
use crate::{
    domain::alert::{ChannelState, FailedDelivery},
    store::file::{
        instant::{duration_micros, from_micros, to_micros},
        trouble::{Result, Trouble},
    },
};

/// Receivers can ask for a day at most: a longer wait was stored before the clock was set back.
const MAX_WAIT: Duration = Duration::from_hours(25);

const SAVE_DELIVERED: &str = "
    INSERT INTO alert_channel (channel, delivered_at, wait_until) VALUES (?1, ?2, ?3)
    ON CONFLICT (channel) DO UPDATE
    SET delivered_at = excluded.delivered_at, failing_since = NULL, wait_until = excluded.wait_until";

const SAVE_FAILED: &str = "
    INSERT INTO alert_channel (channel, failing_since, failed_at, wait_until, error) VALUES (?1, ?2, ?2, ?3, ?4)
    ON CONFLICT (channel) DO UPDATE
    SET failing_since = coalesce(failing_since, excluded.failing_since), failed_at = excluded.failed_at,
        error = excluded.error, wait_until = nullif(max(coalesce(wait_until, 0), coalesce(excluded.wait_until, 0)), 0)";

/// Stores the outcome of an attempt.
pub(super) fn record(file: &Connection, attempt: &DeliveryAttempt, now: i64) -> Result<()> {
    let DeliveryAttempt { channel, failure, wait_until, .. } = attempt;
    let wait_until = wait_until.map(to_micros);
    match failure {
        None => file.execute(SAVE_DELIVERED, params![channel, now, wait_until])?,
        Some(why) => {
            let error = serde_json::to_string(why).map_err(|error| Trouble::unusable(&error))?;
            file.execute(SAVE_FAILED, params![channel, now, wait_until, error])?
        }
    };
    Ok(())
}

/// Until when nothing may be sent over this channel, if that is in the future.
pub(super) fn wait_until(
    file: &Connection,
    channel: &str,
    now: i64,
) -> Result<Option<chrono::DateTime<chrono::Utc>>> {
    let sql =
        "SELECT wait_until FROM alert_channel WHERE channel = ?1 AND wait_until > ?2 AND wait_until < ?3";
    let latest = now.saturating_add(duration_micros(MAX_WAIT));
    let until: Option<i64> =
        file.query_row(sql, params![channel, now, latest], |row| row.get(0)).optional()?;
    Ok(until.and_then(from_micros))
}

/// The delivery state of these channels.
pub(super) fn read(file: &Connection, channels: &[ServedChannel], now: i64) -> Result<Vec<ChannelState>> {
    channels.iter().map(|served| state(file, served, now)).collect()
}

fn state(file: &Connection, served: &ServedChannel, now: i64) -> Result<ChannelState> {
    let channel = served.channel.clone();
    let known = "SELECT delivered_at, failing_since, failed_at, error FROM alert_channel WHERE channel = ?1";
    let read = |row: &Row<'_>| {
        let instant =
            |column| Ok::<_, rusqlite::Error>(row.get::<_, Option<i64>>(column)?.and_then(from_micros));
        let why = row.get::<_, Option<String>>(3)?.and_then(|json| serde_json::from_str(&json).ok());
        let last_error = instant(2)?.zip(why).map(|(at, why)| FailedDelivery { at, why });
        Ok(ChannelState {
            delivered_at: instant(0)?,
            failing_since: instant(1)?,
            last_error,
            ..ChannelState::default()
        })
    };
    let state = file.query_row(known, [&channel], read).optional()?.unwrap_or_default();
    let waiting = "SELECT count(*), min(queued_at) FROM alert_outbox WHERE channel = ?1 AND queued_at >= ?2";
    let too_old = now.saturating_sub(duration_micros(served.max_age));
    let (pending, since): (u32, Option<i64>) =
        file.query_row(waiting, params![channel, too_old], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let wait_until = wait_until(file, &channel, now)?;
    Ok(ChannelState { channel, pending, pending_since: since.and_then(from_micros), wait_until, ..state })
}
