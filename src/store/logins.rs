//! Which console tokens were used, and when: from that it is known how long they last.

use rusqlite::{Connection, params};

use super::{
    answer::Answer,
    file::{instant::from_micros, trouble::Result},
    handle::Store,
};
use crate::domain::login::{LoginRecord, LoginUse};

/// A one-shot command may mint a token each time: older ones are forgotten.
const MOST: u32 = 50;
/// Those that were refused are the ones that tell of a life.
const MOST_REFUSED: u32 = 20;

const NOTE: &str = "
    INSERT INTO login (profile, fingerprint, credential, origin, first_used, last_accepted, refused_at)
    VALUES (?1, ?2, ?3, ?4, ?5, CASE WHEN ?6 THEN NULL ELSE ?5 END, CASE WHEN ?6 THEN ?5 END)
    ON CONFLICT (profile, fingerprint) DO UPDATE SET
        credential = excluded.credential,
        last_accepted = coalesce(excluded.last_accepted, login.last_accepted),
        refused_at = CASE WHEN ?6 THEN coalesce(login.refused_at, excluded.refused_at) END";

const FORGET: &str = "
    DELETE FROM login WHERE profile = ?1 AND fingerprint NOT IN (
        SELECT fingerprint FROM (SELECT fingerprint FROM login WHERE profile = ?1 ORDER BY first_used DESC LIMIT ?2)
        UNION
        SELECT fingerprint FROM (SELECT fingerprint FROM login WHERE profile = ?1 AND refused_at IS NOT NULL
                                 ORDER BY refused_at DESC LIMIT ?3))";

const READ: &str = "
    SELECT fingerprint, credential, origin, first_used, last_accepted, refused_at FROM login
     WHERE profile = ?1 ORDER BY first_used, fingerprint";

impl Store {
    /// Notes with which tokens calls were just made, and how that went; returns what is known of the profile's.
    pub fn note_logins(&self, profile: &str, uses: Vec<LoginUse>) -> Answer<Vec<LoginRecord>> {
        let profile = profile.to_owned();
        self.call(Vec::new(), move |worker| {
            worker.write(|file, now| note(file, &profile, &uses, now)).unwrap_or_default()
        })
    }
}

fn note(file: &Connection, profile: &str, uses: &[LoginUse], now: i64) -> Result<Vec<LoginRecord>> {
    for used in uses {
        let origin = used.origin.into_str();
        file.execute(
            NOTE,
            params![profile, used.fingerprint, used.credential, origin, now, used.is_refused],
        )?;
    }
    file.execute(FORGET, params![profile, MOST, MOST_REFUSED])?;
    read(file, profile)
}

/// The oldest first. A row that makes no sense is left out.
fn read(file: &Connection, profile: &str) -> Result<Vec<LoginRecord>> {
    let mut statement = file.prepare(READ)?;
    let rows = statement.query_map([profile], |row| {
        let instant = |at: Option<i64>| at.and_then(from_micros);
        let (fingerprint, credential, origin): (_, _, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let (last_accepted, refused_at) = (instant(row.get(4)?), instant(row.get(5)?));
        let known = instant(row.get(3)?).zip(origin.parse().ok());
        Ok(known.map(|(first_used, origin)| LoginRecord {
            fingerprint,
            credential,
            origin,
            first_used,
            last_accepted,
            refused_at,
        }))
    })?;
    let records: std::result::Result<Vec<Option<LoginRecord>>, rusqlite::Error> = rows.collect();
    Ok(records?.into_iter().flatten().collect())
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta, Utc};

    use super::*;
    use crate::{
        domain::login::{Renewal, TokenOrigin},
        store::file::{instant::to_micros, schema},
    };

    fn at(hours: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::hours(hours)
    }

    fn used(fingerprint: &str, is_refused: bool) -> LoginUse {
        LoginUse {
            fingerprint: fingerprint.to_owned(),
            credential: "bl profile dev".to_owned(),
            origin: TokenOrigin::Found,
            is_refused,
            renewal: Renewal::Automatic,
        }
    }

    #[test]
    fn the_first_use_the_last_acceptance_and_the_first_refusal_are_kept() {
        let file = schema::in_memory();
        let times = |hours, uses: &[LoginUse]| {
            let records = note(&file, "work", uses, to_micros(at(hours))).unwrap();
            records
                .into_iter()
                .map(|record| {
                    (record.fingerprint, record.first_used, record.last_accepted, record.refused_at)
                })
                .collect::<Vec<_>>()
        };
        let a = |accepted, refused: Option<i64>| ("a".to_owned(), at(0), Some(at(accepted)), refused.map(at));
        assert_eq!(times(0, &[used("a", false)]), [a(0, None)]);
        assert_eq!(times(5, &[used("a", false)]), [a(5, None)]);
        assert_eq!(times(6, &[used("a", true)]), [a(5, Some(6))]);
        assert_eq!(times(7, &[used("a", true)]), [a(5, Some(6))]);
        let b = ("b".to_owned(), at(8), Some(at(8)), None);
        assert_eq!(times(8, &[used("a", true), used("b", false)]), [a(5, Some(6)), b.clone()]);
        // The refusal was a fault of the server's.
        assert_eq!(times(9, &[used("a", false)]), [a(9, None), b]);
        // Another profile has its own.
        assert_eq!(note(&file, "home", &[], 0).unwrap(), []);
    }

    #[test]
    fn tokens_of_many_runs_do_not_push_out_those_that_lapsed() {
        let file = schema::in_memory();
        note(&file, "work", &[used("lapsed", true)], 0).unwrap();
        for run in 1..200 {
            note(&file, "work", &[used(&format!("run {run}"), false)], to_micros(at(run))).unwrap();
        }
        let records = read(&file, "work").unwrap();
        assert_eq!(records.len(), 51);
        assert_eq!(records[0].fingerprint, "lapsed");
        assert_eq!(records[50].fingerprint, "run 199");
    }
}
