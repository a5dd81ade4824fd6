//! How the delivery of each message went: it outlives the message's row in the outbox.

use rusqlite::{Connection, Row, params};

use super::delivery::{DeliveryAttempt, ServedChannel};
use crate::{
    domain::alert::{ChannelDelivery, Deliveries, DeliveryState, FailedDelivery, Message},
    store::file::{
        instant::{duration_micros, from_micros},
        trouble::{Result, Trouble},
    },
};

/// Of older deliveries nothing is known.
const MAX_ROWS: i64 = 5_000;

const SAVE: &str = "
    INSERT INTO alert_delivery (channel, message, sent_at, failed_at, error) VALUES (?1, ?2, ?3, ?4, ?5)
    ON CONFLICT (channel, message) DO UPDATE
    SET sent_at = coalesce(excluded.sent_at, sent_at), failed_at = coalesce(excluded.failed_at, failed_at),
        error = coalesce(excluded.error, error)";

const READ: &str = "
    SELECT event.id, delivery.sent_at, delivery.failed_at, delivery.error, outbox.due_at
    FROM (SELECT id, message FROM alert_event WHERE profile = ?1 ORDER BY number DESC LIMIT ?2) event
    JOIN alert_delivery delivery ON delivery.message = event.message AND delivery.channel = ?3
    LEFT JOIN alert_outbox outbox
        ON outbox.message = delivery.message AND outbox.channel = delivery.channel AND outbox.queued_at >= ?4";

/// Notes that a message is to be delivered over this channel.
pub(super) fn queue(file: &Connection, channel: &str, message: &Message) -> Result<()> {
    let sql = "INSERT OR IGNORE INTO alert_delivery (channel, message) VALUES (?1, ?2)";
    file.execute(sql, params![channel, message.id()])?;
    let sql = "DELETE FROM alert_delivery WHERE number <= (SELECT max(number) FROM alert_delivery) - ?1";
    file.execute(sql, [MAX_ROWS])?;
    Ok(())
}

/// Stores the outcome of an attempt.
pub(super) fn record(file: &Connection, attempt: &DeliveryAttempt, now: i64) -> Result<()> {
    let DeliveryAttempt { channel, message, failure, .. } = attempt;
    let error = failure.as_ref().map(serde_json::to_string).transpose();
    let error = error.map_err(|error| Trouble::unusable(&error))?;
    let (sent_at, failed_at) = if failure.is_none() { (Some(now), None) } else { (None, Some(now)) };
    file.execute(SAVE, params![channel, message, sent_at, failed_at, error])?;
    Ok(())
}

/// The deliveries of a profile's newest events, at most `limit`, over these channels.
pub(super) fn read(
    file: &Connection,
    profile: &str,
    channels: &[ServedChannel],
    limit: u32,
    now: i64,
) -> Result<Deliveries> {
    let mut deliveries = Deliveries::new();
    let mut statement = file.prepare(READ)?;
    for served in channels {
        let wait_until = super::channel_state::wait_until(file, &served.channel, now)?;
        let too_old = now.saturating_sub(duration_micros(served.max_age));
        let read = |row: &Row<'_>| {
            let instant =
                |column| Ok::<_, rusqlite::Error>(row.get::<_, Option<i64>>(column)?.and_then(from_micros));
            let why = row.get::<_, Option<String>>(3)?.and_then(|json| serde_json::from_str(&json).ok());
            let due_at = instant(4)?;
            let failed = instant(2)?.zip(why).map(|(at, why)| FailedDelivery { at, why });
            let state = match (instant(1)?, failed, due_at) {
                (Some(at), ..) => DeliveryState::Sent(at),
                (None, Some(last), due_at) => {
                    let retry_at = due_at.map(|due| wait_until.map_or(due, |until| due.max(until)));
                    DeliveryState::Failed { last, retry_at }
                }
                (None, None, Some(_)) => DeliveryState::Waiting,
                (None, None, None) => DeliveryState::Dropped,
            };
            Ok((row.get(0)?, state))
        };
        for row in statement.query_map(params![profile, limit, served.channel, too_old], read)? {
            let (event, state): (String, _) = row?;
            let channel = served.channel.clone();
            deliveries.entry(event).or_default().push(ChannelDelivery { channel, state });
        }
    }
    Ok(deliveries)
}
