//! What came to the database in memory, into the file: newer rows win, and what is only there stays.

use rusqlite::{Connection, types::ToSqlOutput};

use super::Trouble;

/// Remembers which messages waited, and which models were muted, in the file of which `memory` is a copy.
pub(super) fn note_seed(memory: &Connection) -> Result<(), Trouble> {
    Ok(memory.execute_batch(
        "CREATE TEMP TABLE seed_outbox AS SELECT channel, message FROM alert_outbox;
         CREATE TEMP TABLE seed_mute AS SELECT profile, model FROM alert_mute;",
    )?)
}

/// What is read of the memory, and what each row of that does to the file.
const STEPS: [(&str, &str); 13] = [
    (
        "SELECT * FROM last_known",
        "INSERT INTO last_known (profile, site, fingerprint, part, fetched_at, payload)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (profile, site, fingerprint, part) DO UPDATE
         SET fetched_at = excluded.fetched_at, payload = excluded.payload
         WHERE excluded.fetched_at >= last_known.fetched_at",
    ),
    (
        "SELECT * FROM clock",
        "INSERT INTO clock (id, server, offset_micros, booted) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (id) DO UPDATE
         SET server = excluded.server, offset_micros = excluded.offset_micros, booted = excluded.booted
         WHERE excluded.server >= clock.server",
    ),
    (
        "SELECT profile, site, fingerprint, feed, wait_until FROM lease WHERE wait_until IS NOT NULL",
        "INSERT INTO lease (profile, site, fingerprint, feed, wait_until) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (profile, site, fingerprint, feed) DO UPDATE SET wait_until = excluded.wait_until
         WHERE excluded.wait_until > COALESCE(lease.wait_until, 0)",
    ),
    (
        "SELECT profile, site, fingerprint, cycle, read_at, amounts FROM bill_outstanding",
        "INSERT INTO bill_outstanding (profile, site, fingerprint, cycle, read_at, amounts)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (profile, site, fingerprint, cycle) DO UPDATE
         SET read_at = excluded.read_at, amounts = excluded.amounts
         WHERE excluded.read_at >= bill_outstanding.read_at",
    ),
    ("SELECT * FROM alert_watch", "INSERT OR IGNORE INTO alert_watch VALUES (?1, ?2)"),
    (
        "SELECT * FROM alert_episode",
        "INSERT OR REPLACE INTO alert_episode VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    ),
    (
        "SELECT profile, model FROM temp.seed_mute EXCEPT SELECT profile, model FROM alert_mute",
        "DELETE FROM alert_mute WHERE profile = ?1 AND model = ?2",
    ),
    ("SELECT * FROM alert_mute", "INSERT OR IGNORE INTO alert_mute VALUES (?1, ?2)"),
    (
        "SELECT id, profile, rule, change, subject, episode, at, raised_at, facts, message FROM alert_event
         ORDER BY number",
        "INSERT OR IGNORE INTO alert_event
             (id, profile, rule, change, subject, episode, at, raised_at, facts, message)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    ),
    (
        "SELECT channel, message FROM temp.seed_outbox EXCEPT SELECT channel, message FROM alert_outbox",
        "DELETE FROM alert_outbox WHERE channel = ?1 AND message = ?2",
    ),
    (
        "SELECT channel, message, queued_at, due_at, tries FROM alert_outbox ORDER BY number",
        "INSERT INTO alert_outbox (channel, message, queued_at, due_at, tries) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (channel, message) DO UPDATE SET due_at = excluded.due_at, tries = excluded.tries",
    ),
    ("SELECT * FROM alert_failing", "INSERT OR REPLACE INTO alert_failing VALUES (?1, ?2, ?3)"),
    (
        "SELECT channel, delivered_at, failing_since, failed_at, error, wait_until FROM alert_channel",
        "INSERT INTO alert_channel (channel, delivered_at, failing_since, failed_at, error, wait_until)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (channel) DO UPDATE
         SET delivered_at = COALESCE(excluded.delivered_at, delivered_at), failing_since = excluded.failing_since,
             failed_at = COALESCE(excluded.failed_at, failed_at), error = COALESCE(excluded.error, error),
             wait_until = excluded.wait_until",
    ),
];

/// Carries all of it over, but what is only to be had with its days: bills and histories.
pub(super) fn rows(memory: &Connection, file: &Connection) -> Result<(), Trouble> {
    for (read, write) in STEPS {
        copy(memory, read, file, write)?;
    }
    Ok(())
}

/// Copies a table, as far as its columns are the same.
pub(super) fn copy_rows(from: &Connection, to: &Connection, table: &str) -> Result<(), Trouble> {
    let read = format!("SELECT * FROM {table}");
    let columns = from.prepare(&read)?.column_count();
    let places: Vec<String> = (1..=columns).map(|column| format!("?{column}")).collect();
    copy(from, &read, to, &format!("INSERT OR REPLACE INTO {table} VALUES ({})", places.join(", ")))
}

fn copy(from: &Connection, read: &str, to: &Connection, write: &str) -> Result<(), Trouble> {
    let mut read = from.prepare(read)?;
    let columns = read.column_count();
    let mut write = to.prepare(write)?;
    let mut rows = read.query([])?;
    while let Some(row) = rows.next()? {
        for column in 0..columns {
            write
                .raw_bind_parameter(column.saturating_add(1), ToSqlOutput::Borrowed(row.get_ref(column)?))?;
        }
        write.raw_execute()?;
    }
    Ok(())
}
