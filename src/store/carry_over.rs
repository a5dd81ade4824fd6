//! Carries what was added in memory over to the file: newer rows win, and what only the file has stays.

use rusqlite::{Connection, types::ToSqlOutput};

use super::file::trouble::Result;

/// Remembers the alerts of the file that `memory` is a copy of. Only what has changed since is carried over:
/// other instances go on using the file.
pub(super) fn snapshot_alerts(memory: &Connection) -> Result<()> {
    Ok(memory.execute_batch(
        "CREATE TEMP TABLE seed_outbox AS SELECT channel, message FROM alert_outbox;
         CREATE TEMP TABLE seed_mute AS SELECT profile, model FROM alert_mute;
         CREATE TEMP TABLE seed_episode AS SELECT * FROM alert_episode;
         CREATE TEMP TABLE seed_failing AS SELECT * FROM alert_failing;
         CREATE TEMP TABLE seed_channel AS SELECT * FROM alert_channel;
         CREATE TEMP TABLE seed_delivery AS SELECT * FROM alert_delivery;",
    )?)
}

/// What is read from memory, and what each of those rows does to the file.
const STEPS: [(&str, &str); 15] = [
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
        "SELECT * FROM alert_episode EXCEPT SELECT * FROM temp.seed_episode",
        "INSERT INTO alert_episode VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
         ON CONFLICT (profile, rule, subject, key) DO UPDATE
         SET raised_at = excluded.raised_at, facts = excluded.facts, ended_at = excluded.ended_at,
             ending = excluded.ending, acknowledged_at = COALESCE(excluded.acknowledged_at, acknowledged_at),
             snoozed_until = COALESCE(excluded.snoozed_until, snoozed_until), known_at_start = excluded.known_at_start",
    ),
    (
        "SELECT profile, model FROM temp.seed_mute EXCEPT SELECT profile, model FROM alert_mute",
        "DELETE FROM alert_mute WHERE profile = ?1 AND model = ?2",
    ),
    ("SELECT * FROM alert_mute", "INSERT OR IGNORE INTO alert_mute VALUES (?1, ?2)"),
    // Before the events: if the file has a message's events already, another instance delivers it.
    (
        "SELECT channel, message, queued_at, due_at, tries FROM alert_outbox
         WHERE (channel, message) NOT IN (SELECT channel, message FROM temp.seed_outbox) ORDER BY number",
        "INSERT OR IGNORE INTO alert_outbox (channel, message, queued_at, due_at, tries)
         SELECT ?1, ?2, ?3, ?4, ?5 WHERE NOT EXISTS (SELECT 1 FROM alert_event WHERE message = ?2)",
    ),
    // Likewise.
    (
        "SELECT channel, message, sent_at, failed_at, error FROM
             (SELECT * FROM alert_delivery EXCEPT SELECT * FROM temp.seed_delivery) ORDER BY number",
        "INSERT INTO alert_delivery (channel, message, sent_at, failed_at, error)
         SELECT ?1, ?2, ?3, ?4, ?5
         WHERE COALESCE(?3, ?4) IS NOT NULL OR NOT EXISTS (SELECT 1 FROM alert_event WHERE message = ?2)
         ON CONFLICT (channel, message) DO UPDATE
         SET sent_at = COALESCE(excluded.sent_at, sent_at), failed_at = COALESCE(excluded.failed_at, failed_at),
             error = COALESCE(excluded.error, error)",
    ),
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
        "SELECT outbox.channel, outbox.message, outbox.due_at, outbox.tries FROM alert_outbox outbox
         JOIN temp.seed_outbox seed ON seed.channel = outbox.channel AND seed.message = outbox.message",
        "UPDATE alert_outbox SET due_at = ?3, tries = ?4 WHERE channel = ?1 AND message = ?2",
    ),
    (
        "SELECT * FROM alert_failing EXCEPT SELECT * FROM temp.seed_failing",
        "INSERT OR REPLACE INTO alert_failing VALUES (?1, ?2, ?3)",
    ),
    (
        "SELECT channel, delivered_at, failing_since, failed_at, error, wait_until FROM alert_channel
         EXCEPT SELECT channel, delivered_at, failing_since, failed_at, error, wait_until FROM temp.seed_channel",
        "INSERT INTO alert_channel (channel, delivered_at, failing_since, failed_at, error, wait_until)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (channel) DO UPDATE
         SET delivered_at = COALESCE(excluded.delivered_at, delivered_at), failing_since = excluded.failing_since,
             failed_at = COALESCE(excluded.failed_at, failed_at), error = COALESCE(excluded.error, error),
             wait_until = excluded.wait_until",
    ),
];

/// Carries everything over except bills and histories, which need more than copied rows.
pub(super) fn rows(memory: &Connection, file: &Connection) -> Result<()> {
    for (read, write) in STEPS {
        copy(memory, read, file, write)?;
    }
    Ok(())
}

/// Copies a table whose columns are the same in both.
pub(super) fn copy_rows(from: &Connection, to: &Connection, table: &str) -> Result<()> {
    let read = format!("SELECT * FROM {table}");
    let columns = from.prepare(&read)?.column_count();
    let values: Vec<String> = (1..=columns).map(|column| format!("?{column}")).collect();
    copy(from, &read, to, &format!("INSERT OR REPLACE INTO {table} VALUES ({})", values.join(", ")))
}

fn copy(from: &Connection, read: &str, to: &Connection, write: &str) -> Result<()> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::file::database::Database;

    const EVENT: &str = "INSERT INTO alert_event
        (id, profile, rule, change, subject, episode, at, raised_at, facts, message) VALUES";
    const QUEUED: &str = "INSERT INTO alert_outbox (channel, message, queued_at, due_at, tries) VALUES";
    const EPISODE: &str = "INSERT INTO alert_episode VALUES";

    fn database(rows: &[String]) -> Database {
        let database = Database::open_in_memory().unwrap();
        database.connection().execute_batch(&rows.join(";")).unwrap();
        database
    }

    fn all(database: &Database, sql: &str) -> Vec<String> {
        let mut statement = database.connection().prepare(sql).unwrap();
        let rows = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
        rows.collect::<Result<_, _>>().unwrap()
    }

    fn event(id: &str) -> String {
        format!("{EVENT} ('{id}', 'p', 'low', 'raised', 'm', 'e', 1, 1, '{{}}', '{id}')")
    }

    fn queued(message: &str) -> String {
        format!("{QUEUED} ('desk', '{message}', 1, 1, 0)")
    }

    fn delivery(message: &str, sent_at: &str) -> String {
        format!(
            "INSERT INTO alert_delivery (channel, message, sent_at) VALUES ('desk', '{message}', {sent_at})"
        )
    }

    fn episode(key: &str, acknowledged: &str) -> String {
        format!("{EPISODE} ('p', 'low', 'm', '{key}', 1, '{{}}', NULL, NULL, {acknowledged}, NULL, 0)")
    }

    #[test]
    fn changes_by_other_instances_are_not_undone() {
        let common = [event("old"), queued("old"), episode("seen", "NULL")];
        let memory = database(&common);
        snapshot_alerts(memory.connection()).unwrap();
        // Here: a new message, and one that another instance raised as well.
        memory
            .connection()
            .execute_batch(
                &[
                    event("new"),
                    queued("new"),
                    delivery("new", "NULL"),
                    event("both"),
                    queued("both"),
                    delivery("both", "NULL"),
                ]
                .join(";"),
            )
            .unwrap();
        // There: the old one and the common one were delivered, and the episode was acknowledged.
        let file = database(&[event("old"), event("both"), episode("seen", "7")]);
        rows(memory.connection(), file.connection()).unwrap();
        assert_eq!(all(&file, "SELECT message FROM alert_outbox"), ["new"]);
        assert_eq!(all(&file, "SELECT message FROM alert_delivery"), ["new"]);
        assert_eq!(all(&file, "SELECT id FROM alert_event ORDER BY id"), ["both", "new", "old"]);
        let acknowledged = "SELECT CAST(acknowledged_at AS TEXT) FROM alert_episode";
        assert_eq!(all(&file, acknowledged), ["7"]);
    }

    #[test]
    fn changes_made_in_memory_are_carried_over() {
        let common = [
            event("old"),
            queued("old"),
            delivery("old", "NULL"),
            event("left"),
            queued("left"),
            episode("seen", "NULL"),
        ];
        let (memory, file) = (database(&common), database(&common));
        snapshot_alerts(memory.connection()).unwrap();
        let done = [
            "DELETE FROM alert_outbox WHERE message = 'old'",
            "UPDATE alert_delivery SET sent_at = 5",
            "UPDATE alert_outbox SET due_at = 9, tries = 2",
            "UPDATE alert_episode SET acknowledged_at = 8",
        ];
        memory.connection().execute_batch(&done.join(";")).unwrap();
        rows(memory.connection(), file.connection()).unwrap();
        assert_eq!(all(&file, "SELECT message || due_at || tries FROM alert_outbox"), ["left92"]);
        assert_eq!(all(&file, "SELECT message || sent_at FROM alert_delivery"), ["old5"]);
        assert_eq!(all(&file, "SELECT CAST(acknowledged_at AS TEXT) FROM alert_episode"), ["8"]);
    }
}
