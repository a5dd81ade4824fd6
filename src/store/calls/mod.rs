//! The newest calls of each range.

mod text;
#[cfg(any(test, fuzzing))]
pub(super) use text::{read as read_text, write as write_text};

use std::sync::Arc;

use rusqlite::{Connection, MAIN_DB, OptionalExtension as _, named_params, params};

use super::{
    answer::Answer,
    file::{
        instant::{from_micros, to_micros},
        trouble::{Result, Trouble},
    },
    handle::Store,
    identity::{AccountKey, Identity},
    queue::Slot,
};
use crate::domain::{
    Dated, FeedName,
    calls::{CallRange, Calls},
};

/// A write wins unless newer calls are stored; those from the future (a wrong clock) give way to any.
const SAVE: &str = "
    INSERT INTO calls (profile, site, fingerprint, range, fetched_at, payload)
    VALUES (:profile, :site, :fingerprint, :range, :fetched_at, :payload)
    ON CONFLICT (profile, site, fingerprint, range) DO UPDATE
    SET fetched_at = excluded.fetched_at, payload = excluded.payload
    WHERE excluded.fetched_at >= calls.fetched_at OR calls.fetched_at > :now";

const READ: &str = "
    SELECT rowid, fetched_at FROM calls
     WHERE profile = ?1 AND site = ?2 AND fingerprint = ?3 AND range = ?4";

const LENGTH: &str = "
    SELECT octet_length(payload) FROM calls
     WHERE profile = ?1 AND site = ?2 AND fingerprint = ?3 AND range = ?4";

/// In bytes: some 120 rows, which take about a millisecond.
const MOST_AT_ONCE: i64 = 64 * 1024;

impl Store {
    /// Saves the calls of a range, unless newer ones are stored.
    pub fn save_calls(&self, identity: &Identity, calls: Dated<Arc<Calls>>) {
        let Some(account) = identity.of(FeedName::Calls).cloned() else { return };
        let slot = Slot::Calls(account.clone(), calls.value.range);
        self.save_newest(slot, calls.fetched_at, move |worker| {
            let _ = worker.write(|file, now| save(file, &account, &calls, now));
        });
    }

    /// Reads the calls of a range; absent if none are stored.
    pub fn read_calls(&self, identity: &Identity, range: CallRange) -> Answer<Option<Dated<Arc<Calls>>>> {
        let Some(account) = identity.of(FeedName::Calls).cloned() else { return Answer::ready(None) };
        self.call(None, move |worker| worker.read(|file| read(file, &account, range)).ok().flatten())
    }
}

/// The calls of a range; absent if none are stored. An error if they take too long to read before the first frame.
pub(super) fn read_at_once(
    file: &Connection,
    identity: &Identity,
    range: CallRange,
) -> Result<Option<Dated<Arc<Calls>>>> {
    let Some(account) = identity.of(FeedName::Calls) else { return Ok(None) };
    let of = params![account.profile, account.site.into_str(), account.fingerprint, range.into_str()];
    let length: Option<i64> = file.query_row(LENGTH, of, |row| row.get(0)).optional()?;
    if length.is_some_and(|length| length > MOST_AT_ONCE) {
        return Err(Trouble::unusable(&"too long"));
    }
    read(file, account, range)
}

fn save(file: &Connection, key: &AccountKey, calls: &Dated<Arc<Calls>>, now: i64) -> Result<()> {
    let payload = text::write(&calls.value).map_err(|error| Trouble::unusable(&error))?;
    file.execute(
        SAVE,
        named_params! {
            ":profile": key.profile,
            ":site": key.site.into_str(),
            ":fingerprint": key.fingerprint,
            ":range": calls.value.range.into_str(),
            ":fetched_at": to_micros(calls.fetched_at),
            ":payload": payload,
            ":now": now,
        },
    )?;
    Ok(())
}

/// An unreadable row counts as absent.
fn read(file: &Connection, key: &AccountKey, range: CallRange) -> Result<Option<Dated<Arc<Calls>>>> {
    let of = params![key.profile, key.site.into_str(), key.fingerprint, range.into_str()];
    let row = file.query_row(READ, of, |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let Some((id, fetched_at)) = row else { return Ok(None) };
    // What SQLite said of the file is in the error of the reader.
    let value = text::read(file.blob_open(MAIN_DB, "calls", "payload", id, true)?)
        .map_err(|error| error.downcast::<rusqlite::Error>().map_or_else(Trouble::from, Trouble::from))?;
    Ok(value
        .filter(|value| value.range == range)
        .and_then(|value| Some(Dated { value: Arc::new(value), fetched_at: from_micros(fetched_at)? })))
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta, Utc};

    use super::*;
    use crate::{
        domain::calls::{
            CallFailure, CallPoint, CallRow, CallSeries, CallStats, Caller, CallsSource, UsageKind,
        },
        store::file::schema,
    };

    fn at(text: &str) -> DateTime<Utc> {
        format!("2026-11-28T{text}Z").parse().unwrap()
    }

    fn calls(model: &str, range: CallRange, time: &str) -> Dated<Arc<Calls>> {
        let (from, to) = (range.begin(at("06:00:00")), at("06:00:00"));
        let mut series = CallSeries::silent(from, to, TimeDelta::minutes(1));
        series.add(at("05:10:00"), CallPoint { calls: 2, failed: 1, used: "7.5".parse().unwrap() });
        let row = CallRow {
            model: model.into(),
            caller: Caller::of("1110000"),
            workspace: Some("llm-a".into()),
            stats: CallStats {
                calls: Some(2),
                failures: vec![CallFailure { status: Some(403), code: "c".into(), calls: 1 }],
                usage: [(UsageKind::Images, 1.into()), (UsageKind::Other("odd".into()), 2.into())]
                    .into_iter()
                    .collect(),
                duration_ms: "812.5".parse().ok(),
                ..CallStats::default()
            },
            series: Some(series.clone()),
        };
        let by_model = vec![(model.into(), series)];
        let source = CallsSource::Console;
        let value =
            Calls { source, range, from, to, is_complete: true, workspace: None, rows: vec![row], by_model };
        Dated { value: Arc::new(value), fetched_at: at(time) }
    }

    #[test]
    fn each_range_keeps_its_newest_calls() {
        let file = schema::in_memory();
        let (key, now) = (AccountKey::test("a"), to_micros(at("07:00:00")));
        let newest = calls("new", CallRange::Hour, "06:05:00");
        for calls in [newest.clone(), calls("old", CallRange::Hour, "06:00:00")] {
            save(&file, &key, &calls, now).unwrap();
        }
        assert_eq!(read(&file, &key, CallRange::Hour), Ok(Some(newest)));
        assert_eq!(read(&file, &key, CallRange::Day), Ok(None));
        assert_eq!(read(&file, &AccountKey::test("b"), CallRange::Hour), Ok(None));
        let earlier = calls("clock was wrong", CallRange::Hour, "06:01:00");
        save(&file, &key, &earlier, to_micros(at("06:02:00"))).unwrap();
        assert_eq!(read(&file, &key, CallRange::Hour), Ok(Some(earlier)));
    }

    #[test]
    fn rows_are_read_from_lines_of_their_own_or_from_the_first() {
        let file = schema::in_memory();
        let (key, now) = (AccountKey::test("a"), to_micros(at("07:00:00")));
        let mut value = (*calls("one", CallRange::Hour, "06:00:00").value).clone();
        for model in ["two", "with\na line break", "three"] {
            value.rows.push(CallRow { model: model.into(), ..value.rows[0].clone() });
        }
        let older = serde_json::to_string(&value).unwrap();
        let some = Dated { value: Arc::new(value), fetched_at: at("06:00:00") };
        save(&file, &key, &some, now).unwrap();
        let lines = "SELECT length(payload) - length(replace(payload, char(10), '')) FROM calls";
        assert_eq!(file.query_row(lines, [], |row| row.get(0)), Ok(4));
        assert_eq!(read(&file, &key, CallRange::Hour), Ok(Some(some.clone())));
        assert_eq!(file.execute("UPDATE calls SET payload = ?1", [older]), Ok(1));
        assert_eq!(read(&file, &key, CallRange::Hour), Ok(Some(some)));
    }

    #[test]
    fn more_than_can_be_read_before_the_first_frame_is_left_for_later() {
        let file = schema::in_memory();
        let identity = Identity { quotas: Some(AccountKey::test("a")), ..Identity::default() };
        assert_eq!(read_at_once(&file, &identity, CallRange::Hour), Ok(None));
        assert_eq!(read_at_once(&file, &Identity::default(), CallRange::Hour), Ok(None));
        let mut calls = calls("m", CallRange::Hour, "06:00:00");
        save(&file, &AccountKey::test("a"), &calls, 0).unwrap();
        assert_eq!(read_at_once(&file, &identity, CallRange::Hour), Ok(Some(calls.clone())));
        let value = Arc::get_mut(&mut calls.value).unwrap();
        value.rows = vec![value.rows[0].clone(); 1_000];
        save(&file, &AccountKey::test("a"), &calls, 0).unwrap();
        assert!(read_at_once(&file, &identity, CallRange::Hour).is_err());
        assert_eq!(read(&file, &AccountKey::test("a"), CallRange::Hour), Ok(Some(calls)));
    }

    #[test]
    fn an_unreadable_row_is_no_row() {
        let file = schema::in_memory();
        let key = AccountKey::test("a");
        for damage in [
            "payload = '{'",
            "payload = ''",
            "payload = payload || char(10) || '{'",
            "payload = payload || char(10, 10)",
            "payload = CAST(x'ff' AS TEXT)",
            "payload = replace(payload, '1h', '7d')",
            "fetched_at = 9223372036854775807",
        ] {
            save(&file, &key, &calls("m", CallRange::Hour, "06:00:00"), 0).unwrap();
            assert_eq!(file.execute(&format!("UPDATE calls SET {damage}"), []), Ok(1));
            assert_eq!(read(&file, &key, CallRange::Hour), Ok(None), "{damage}");
        }
    }
}
