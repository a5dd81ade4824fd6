//! The rows of episodes.

use rusqlite::{Connection, Row, named_params, params};

use crate::{
    domain::alert::{Ended, Episode, Facts, Subject},
    store::file::{
        instant::{from_micros, to_micros},
        trouble::{Result, Trouble},
    },
};

const SAVE: &str = "
    INSERT INTO alert_episode (profile, rule, subject, key, raised_at, facts, ended_at, ending, acknowledged_at,
                               snoozed_until, known_at_start)
    VALUES (:profile, :rule, :subject, :key, :raised_at, :facts, :ended_at, :ending, :acknowledged_at,
            :snoozed_until, :known_at_start)
    ON CONFLICT (profile, rule, subject, key) DO UPDATE
    SET raised_at = excluded.raised_at, facts = excluded.facts, ended_at = excluded.ended_at,
        ending = excluded.ending, acknowledged_at = excluded.acknowledged_at, snoozed_until = excluded.snoozed_until,
        known_at_start = excluded.known_at_start";

const READ: &str = "
    SELECT rule, subject, key, raised_at, facts, ended_at, ending, acknowledged_at, snoozed_until,
           known_at_start
    FROM alert_episode WHERE profile = ?1 AND (ended_at IS NULL OR ended_at > ?2)";

/// Saves an episode's current state.
pub(super) fn save(file: &Connection, profile: &str, episode: &Episode) -> Result<()> {
    file.prepare(SAVE)?.execute(named_params! {
        ":profile": profile,
        ":rule": episode.rule.into_str(),
        ":subject": episode.subject.as_str(),
        ":key": episode.key,
        ":raised_at": to_micros(episode.raised_at),
        ":facts": json(&episode.facts)?,
        ":ended_at": episode.ended.map(|ended| to_micros(ended.at)),
        ":ending": episode.ended.map(|ended| ended.how.into_str()),
        ":acknowledged_at": episode.acknowledged_at.map(to_micros),
        ":snoozed_until": episode.snoozed_until.map(to_micros),
        ":known_at_start": episode.known_at_start,
    })?;
    Ok(())
}

/// Episodes that are active, or ended after `since`. An unreadable row counts as absent.
pub(super) fn read(file: &Connection, profile: &str, since: i64) -> Result<Vec<Episode>> {
    let mut statement = file.prepare(READ)?;
    let rows = statement.query_map(params![profile, since], |row| Ok(parse(row)))?;
    let episodes: Vec<Option<Episode>> = rows.collect::<Result<_, _>>()?;
    Ok(episodes.into_iter().flatten().collect())
}

/// Deletes episodes that ended before.
pub(super) fn delete(file: &Connection, profile: &str, before: i64) -> Result<()> {
    file.execute(
        "DELETE FROM alert_episode WHERE profile = ?1 AND ended_at <= ?2",
        params![profile, before],
    )?;
    Ok(())
}

fn parse(row: &Row<'_>) -> Option<Episode> {
    let rule = row.get::<_, String>(0).ok()?.parse().ok()?;
    let instant = |column| row.get::<_, Option<i64>>(column).ok().flatten().and_then(from_micros);
    let ended = match (instant(5), row.get::<_, Option<String>>(6).ok()?) {
        (Some(at), Some(how)) => Some(Ended { at, how: how.parse().ok()? }),
        _ => None,
    };
    Some(Episode {
        rule,
        subject: Subject::parse(rule, &row.get::<_, String>(1).ok()?)?,
        key: row.get(2).ok()?,
        raised_at: instant(3)?,
        facts: Facts::parse(rule, &row.get::<_, String>(4).ok()?)?,
        ended,
        known_at_start: row.get(9).ok()?,
        acknowledged_at: instant(7),
        snoozed_until: instant(8),
    })
}

/// Facts as stored.
pub(super) fn json(facts: &Facts) -> Result<String> {
    serde_json::to_string(facts).map_err(|error| Trouble::unusable(&error))
}
