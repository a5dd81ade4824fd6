//! The comparison of this machine's clock with the servers'. A single row.

use chrono::TimeDelta;
use rusqlite::{Connection, OptionalExtension, params};

use super::file::{
    instant::{from_micros, to_micros},
    schema,
    trouble::Result,
};
use crate::domain::clock::Comparison;

/// The first version of the schema that has it.
const SINCE: i64 = 6;

/// The newer comparison wins; one from the future comes from a wrong server, or from a damaged row.
const SAVE: &str = "
    INSERT INTO clock (id, server, offset_micros, booted) VALUES (1, ?1, ?2, ?3)
    ON CONFLICT (id) DO UPDATE
    SET server = excluded.server, offset_micros = excluded.offset_micros, booted = excluded.booted
    WHERE excluded.server >= clock.server OR clock.server > ?4";

/// Saves the comparison unless a newer one is stored.
pub(super) fn save(connection: &Connection, compared: Comparison, now: i64) -> Result<()> {
    let offset = compared.offset.num_microseconds().unwrap_or(i64::MAX);
    connection.execute(SAVE, params![to_micros(compared.server), offset, to_micros(compared.booted), now])?;
    Ok(())
}

/// The saved comparison; none in a file with an older schema, or if it is unreadable.
pub(super) fn read(connection: &Connection) -> Result<Option<Comparison>> {
    if schema::version(connection)? < SINCE {
        return Ok(None);
    }
    let row: Option<(i64, i64, i64)> = connection
        .query_row("SELECT server, offset_micros, booted FROM clock", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    Ok(row.and_then(|(server, offset, booted)| {
        Some(Comparison {
            server: from_micros(server)?,
            offset: TimeDelta::microseconds(offset),
            booted: from_micros(booted)?,
        })
    }))
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};

    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        format!("2026-11-{text}Z").parse().unwrap()
    }

    fn compared(server: &str, days: i64) -> Comparison {
        Comparison { server: at(server), offset: TimeDelta::days(days), booted: at("01T00:00:00") }
    }

    #[test]
    fn the_newest_comparison_stays() {
        let connection = schema::in_memory();
        assert_eq!(read(&connection), Ok(None));
        let now = to_micros(at("22T12:00:00"));
        for (saved, found) in [
            (compared("22T06:00:00", 3), compared("22T06:00:00", 3)),
            (compared("22T05:59:59", 0), compared("22T06:00:00", 3)),
            (compared("22T06:01:00", -3650), compared("22T06:01:00", -3650)),
            // From the future, and what follows it.
            (compared("28T00:00:00", 6), compared("28T00:00:00", 6)),
            (compared("22T06:02:00", 0), compared("22T06:02:00", 0)),
        ] {
            save(&connection, saved, now).unwrap();
            assert_eq!(read(&connection), Ok(Some(found)));
        }
    }

    #[test]
    fn an_older_schema_has_none() {
        let connection = schema::in_memory();
        let undo = "DROP TABLE clock; DROP TABLE file_check; DROP TABLE alert_channel; DROP TABLE login; DROP TABLE alert_delivery; DROP TABLE calls;
                    DROP TABLE bill_charge; DROP TABLE bill_block; DROP TABLE bill_free_use; DROP TABLE bill_export;
                    ALTER TABLE bill_day DROP COLUMN gap; ALTER TABLE bill_day DROP COLUMN account;
                    ALTER TABLE alert_episode DROP COLUMN known_at_start";
        connection.execute_batch(undo).unwrap();
        connection.pragma_update(None, "user_version", SINCE - 1).unwrap();
        assert_eq!(read(&connection), Ok(None));
        schema::migrate(&mut { connection }).unwrap();
    }

    #[test]
    fn a_number_beyond_the_calendar_is_unreadable() {
        let connection = schema::in_memory();
        save(&connection, compared("22T06:00:00", 3), 0).unwrap();
        connection.execute("UPDATE clock SET booted = 9223372036854775807", []).unwrap();
        assert_eq!(read(&connection), Ok(None));
    }
}
