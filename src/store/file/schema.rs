//! The file's schema: its version (`user_version`) and the migrations from each version to the next.
//!
//! Forward only. A migration that was released is never edited.

use rusqlite::{Connection, TransactionBehavior};

use super::trouble::{Result, Trouble};
use crate::store::bills;

/// Entry n leads from version n to n + 1.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/1.sql"),
    include_str!("migrations/2.sql"),
    include_str!("migrations/3.sql"),
    include_str!("migrations/4.sql"),
    include_str!("migrations/5.sql"),
    include_str!("migrations/6.sql"),
    include_str!("migrations/7.sql"),
    include_str!("migrations/8.sql"),
    include_str!("migrations/9.sql"),
    include_str!("migrations/10.sql"),
    include_str!("migrations/11.sql"),
    include_str!("migrations/12.sql"),
    include_str!("migrations/13.sql"),
    include_str!("migrations/14.sql"),
    include_str!("migrations/15.sql"),
];

/// From this version on, charges are in a table of their own.
const CHARGES_APART: usize = 10;

/// The newest version that we know: the number of migrations.
pub(crate) const KNOWN: i64 = 15;

/// The oldest version whose last known data have today's form.
pub(crate) const READABLE: i64 = 1;

/// The file's version; 0 = nothing was ever written.
pub(crate) fn version(connection: &Connection) -> Result<i64> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Fails unless the file's version is ours. Checked in each transaction: a newer quotatop may have begun to
/// use the file while we run.
pub(crate) fn check(connection: &Connection) -> Result<()> {
    match version(connection)? {
        KNOWN => Ok(()),
        found if found > KNOWN => Err(Trouble::TooNew { found, known: KNOWN }),
        found => Err(Trouble::damaged(&format_args!("schema {found}"))),
    }
}

/// Migrates an older file, in one transaction.
pub(crate) fn migrate(connection: &mut Connection) -> Result<()> {
    if version(connection)? == KNOWN {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found = version(&transaction)?;
    let done =
        usize::try_from(found).ok().ok_or_else(|| Trouble::damaged(&format_args!("schema {found}")))?;
    for (version, migration) in (1..).zip(MIGRATIONS).skip(done) {
        transaction.execute_batch(migration)?;
        if version == CHARGES_APART {
            bills::set_charges_apart(&transaction)?;
        }
    }
    if found < KNOWN {
        transaction.pragma_update(None, "user_version", KNOWN)?;
    }
    check(&transaction)?;
    Ok(transaction.commit()?)
}

/// An empty, migrated database in memory.
#[cfg(test)]
pub(crate) fn in_memory() -> Connection {
    let mut connection = Connection::open_in_memory().expect("memory");
    migrate(&mut connection).expect("the migrations are valid");
    connection
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_the_number_of_migrations() {
        assert_eq!(i64::try_from(MIGRATIONS.len()), Ok(KNOWN));
    }

    #[test]
    fn a_new_file_is_migrated_once() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection).unwrap();
        assert_eq!(version(&connection), Ok(KNOWN));
        connection.execute("INSERT INTO last_known VALUES ('p', 's', 'f', 'models', 1, '')", []).unwrap();
        migrate(&mut connection).unwrap();
        let rows: i64 =
            connection.query_row("SELECT count(*) FROM last_known", [], |row| row.get(0)).unwrap();
        assert_eq!(rows, 1);
    }

    #[test]
    fn what_the_first_observation_found_was_acknowledged_by_no_one() {
        let mut connection = Connection::open_in_memory().unwrap();
        let before: String = MIGRATIONS[..12].concat();
        connection.execute_batch(&before).unwrap();
        connection.pragma_update(None, "user_version", 12).unwrap();
        for (model, rule, change, acknowledged_at) in [
            ("found", "billed", "found", "5"),
            ("seen", "billed", "found", "7"),
            ("later", "billed", "raised", "5"),
            ("new", "low", "found", "NULL"),
        ] {
            let key = "k";
            let rows = format!(
                "INSERT INTO alert_episode
                 VALUES ('p', '{rule}', '{model}', '{key}', 5, '{{}}', NULL, NULL, {acknowledged_at}, NULL);
                 INSERT INTO alert_event (id, profile, rule, change, subject, episode, at, raised_at, facts)
                 VALUES ('{model}', 'p', '{rule}', '{change}', '{model}', '{key}', 5, 5, '{{}}');"
            );
            connection.execute_batch(&rows).unwrap();
        }
        migrate(&mut connection).unwrap();
        let sql = "SELECT subject, known_at_start, acknowledged_at FROM alert_episode ORDER BY subject";
        let mut statement = connection.prepare(sql).unwrap();
        let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
        let rows: Vec<(String, bool, Option<i64>)> =
            statement.query_map([], read).unwrap().collect::<Result<_, _>>().unwrap();
        let expected = [
            ("found", true, None),
            ("later", false, Some(5)),
            ("new", false, None),
            ("seen", false, Some(7)),
        ];
        assert_eq!(rows, expected.map(|(model, known, at)| (model.to_owned(), known, at)));
    }

    #[test]
    fn messages_that_wait_in_an_older_file_still_do() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(&MIGRATIONS[..13].concat()).unwrap();
        connection.pragma_update(None, "user_version", 13).unwrap();
        let rows = "INSERT INTO alert_event
                        (id, profile, rule, change, subject, episode, at, raised_at, facts, message)
                    VALUES ('sent', 'p', 'low', 'raised', 'a', 'k', 5, 5, '{}', 'sent'),
                           ('waits', 'p', 'low', 'raised', 'b', 'k', 6, 6, '{}', 'waits');
                    INSERT INTO alert_outbox (channel, message, queued_at, due_at, tries)
                    VALUES ('hook', 'waits', 6, 7, 1);";
        connection.execute_batch(rows).unwrap();
        migrate(&mut connection).unwrap();
        assert_eq!(version(&connection), Ok(KNOWN));
        let all = |sql: &str| {
            let mut statement = connection.prepare(sql).unwrap();
            let rows = statement.query_map([], |row| row.get(0)).unwrap();
            rows.collect::<Result<Vec<String>, _>>().unwrap()
        };
        assert_eq!(all("SELECT id FROM alert_event ORDER BY number"), ["sent", "waits"]);
        assert_eq!(all("SELECT channel || message || due_at || tries FROM alert_outbox"), ["hookwaits71"]);
        let deliveries =
            "SELECT channel || message || (sent_at IS NULL AND failed_at IS NULL) FROM alert_delivery";
        assert_eq!(all(deliveries), ["hookwaits1"]);
    }

    #[test]
    fn versions_that_are_not_ours_change_nothing() {
        for (found, trouble) in [
            (KNOWN + 1, Trouble::TooNew { found: KNOWN + 1, known: KNOWN }),
            (-1, Trouble::Damaged { detail: "schema -1".to_owned() }),
        ] {
            let mut connection = Connection::open_in_memory().unwrap();
            connection.pragma_update(None, "user_version", found).unwrap();
            assert_eq!(migrate(&mut connection), Err(trouble));
            assert_eq!(version(&connection), Ok(found));
            let tables: i64 =
                connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).unwrap();
            assert_eq!(tables, 0);
        }
    }
}
