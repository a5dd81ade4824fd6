//! The newest good data of each part: how a row is written, and the one query that reads them all.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Row, named_params, params, types::ValueRef};
use strum::IntoEnumIterator as _;

use super::{
    clock,
    file::{
        instant::{from_micros, to_micros},
        trouble::{Result, Trouble},
    },
    identity::{AccountKey, Identity},
    payload,
};
use crate::domain::{Dated, FeedName, LastKnown, SaveData, bill::BillGrant};

/// The parts of the last known data; each is a row of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Catalogue,
    Models,
    Balance,
    /// What was forecast, so that the first frame has it.
    Outlooks,
    /// Free quotas from exported bills, under the identity of the bills.
    BillGrants,
    /// What the bills come to, so that the first frame has it.
    Bills,
}

impl Part {
    const ALL: [Self; 6] =
        [Self::Catalogue, Self::Models, Self::Balance, Self::Outlooks, Self::BillGrants, Self::Bills];

    /// The part that these data are.
    pub(super) const fn of(data: &SaveData) -> Self {
        match data {
            SaveData::Catalogue(_) => Self::Catalogue,
            SaveData::Models(_) => Self::Models,
            SaveData::Balance(_) => Self::Balance,
            SaveData::Outlooks(_) => Self::Outlooks,
            SaveData::Bills(_) => Self::Bills,
        }
    }

    /// The word in the file. The query below names them too.
    const fn as_str(self) -> &'static str {
        match self {
            Self::Catalogue => "catalogue",
            Self::Models => "models",
            Self::Balance => "balance",
            Self::Outlooks => "outlooks",
            Self::BillGrants => "bill_grants",
            Self::Bills => "bills",
        }
    }

    /// The account that it belongs to. Without a login, forecasts are those of imported bills.
    pub(super) fn key(self, identity: &Identity) -> Option<&AccountKey> {
        match self {
            Self::Catalogue | Self::Models => identity.of(FeedName::Quotas),
            Self::Balance => identity.of(FeedName::Account),
            Self::BillGrants | Self::Bills => identity.of(FeedName::Bills),
            Self::Outlooks => identity.of(FeedName::Quotas).or(identity.of(FeedName::Bills)),
        }
    }
}

/// A write wins unless newer data are stored. Of the same age, the later write knows more: Free Quota Only
/// states and single batches arrive after the reading that dates the whole. Data from the future (a wrong
/// clock) give way to any.
const SAVE: &str = "
    INSERT INTO last_known (profile, site, fingerprint, part, fetched_at, payload)
    VALUES (:profile, :site, :fingerprint, :part, :fetched_at, :payload)
    ON CONFLICT (profile, site, fingerprint, part) DO UPDATE
    SET fetched_at = excluded.fetched_at, payload = excluded.payload
    WHERE excluded.fetched_at >= last_known.fetched_at OR last_known.fetched_at > :now";

/// The data of all identities of a profile. Rows without a payload are waits, by feed.
const READ: &str = "
    SELECT part, fetched_at, payload FROM last_known
     WHERE profile = ?1 AND site = ?2 AND fingerprint = ?3 AND part IN ('catalogue', 'models')
        OR profile = ?4 AND site = ?5 AND fingerprint = ?6 AND part = 'balance'
        OR profile = ?7 AND site = ?8 AND fingerprint = ?9 AND part IN ('bill_grants', 'bills')
        OR profile = ?10 AND site = ?11 AND fingerprint = ?12 AND part = 'outlooks'
    UNION ALL
    SELECT feed, wait_until, NULL FROM lease
     WHERE profile = ?1 AND site = ?2 AND fingerprint = ?3 AND feed = 'quotas' AND wait_until IS NOT NULL
        OR profile = ?4 AND site = ?5 AND fingerprint = ?6 AND feed = 'account' AND wait_until IS NOT NULL";

pub(super) fn save(connection: &Connection, key: &AccountKey, data: &SaveData, now: i64) -> Result<()> {
    let payload = payload::encode(data).map_err(|error| Trouble::unusable(&error))?;
    save_part(connection, key, Part::of(data), (to_micros(data.fetched_at()), &payload), now)
}

/// Free quotas that were just computed from exported bills.
pub(super) fn save_bill_grants(
    connection: &Connection,
    key: &AccountKey,
    grants: &[BillGrant],
    now: i64,
) -> Result<()> {
    let payload = serde_json::to_string(grants).map_err(|error| Trouble::unusable(&error))?;
    save_part(connection, key, Part::BillGrants, (now, &payload), now)
}

fn save_part(
    connection: &Connection,
    key: &AccountKey,
    part: Part,
    (fetched_at, payload): (i64, &str),
    now: i64,
) -> Result<()> {
    connection.execute(
        SAVE,
        named_params! {
            ":profile": key.profile,
            ":site": key.site.into_str(),
            ":fingerprint": key.fingerprint,
            ":part": part.as_str(),
            ":fetched_at": fetched_at,
            ":payload": payload,
            ":now": now,
        },
    )?;
    Ok(())
}

/// The last known data of this identity. An unreadable row counts as absent.
pub(super) fn read(connection: &Connection, identity: &Identity) -> Result<LastKnown> {
    let mut known = LastKnown { clock: clock::read(connection)?, ..LastKnown::default() };
    let mut statement = connection.prepare(READ)?;
    let parts = [Part::Models, Part::Balance, Part::BillGrants, Part::Outlooks];
    let [quotas, account, bills, outlooks] = parts.map(|part| {
        let key = part.key(identity);
        (key.map(|key| &key.profile), key.map(|key| key.site.into_str()), key.map(|key| &key.fingerprint))
    });
    let mut rows = statement.query(params![
        quotas.0, quotas.1, quotas.2, account.0, account.1, account.2, bills.0, bills.1, bills.2, outlooks.0,
        outlooks.1, outlooks.2
    ])?;
    while let Some(row) = rows.next()? {
        add(&mut known, row);
    }
    Ok(known)
}

fn add(known: &mut LastKnown, row: &Row<'_>) -> Option<()> {
    let name = text(row, 0)?;
    let ValueRef::Integer(micros) = row.get_ref(1).ok()? else { return None };
    let instant = from_micros(micros)?;
    let Some(payload) = text(row, 2) else {
        let feed = FeedName::iter().find(|feed| feed.into_str() == name)?;
        known.wait_until.insert(feed, instant);
        return Some(());
    };
    let part = Part::ALL.into_iter().find(|part| part.as_str() == name)?;
    match part {
        Part::Catalogue => known.catalogue = payload::catalogue(payload).map(|value| dated(value, instant)),
        Part::Models => known.models = payload::models(payload).map(|value| dated(value, instant)),
        Part::Balance => known.balance = payload::balance(payload).map(|value| dated(value, instant)),
        Part::Outlooks => known.outlooks = payload::outlooks(payload).map(|value| dated(value, instant)),
        Part::BillGrants => known.bill_grants = serde_json::from_str(payload).ok(),
        Part::Bills => known.bills = payload::bills(payload),
    }
    Some(())
}

const fn dated<T>(value: T, fetched_at: DateTime<Utc>) -> Dated<T> {
    Dated { value, fetched_at }
}

fn text<'row>(row: &'row Row<'_>, column: usize) -> Option<&'row str> {
    match row.get_ref(column).ok()? {
        ValueRef::Text(bytes) => std::str::from_utf8(bytes).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{Balance, Catalogued, Kind, Model, Site, Unit},
        store::file::schema,
    };

    fn at(text: &str) -> DateTime<Utc> {
        format!("2026-11-22T{text}Z").parse().unwrap()
    }

    fn identity(quotas: &AccountKey, account: &AccountKey) -> Identity {
        Identity { quotas: Some(quotas.clone()), account: Some(account.clone()), bills: None }
    }

    fn models(name: &str, time: &str) -> SaveData {
        SaveData::Models(dated(vec![Model::named(name.into())].into(), at(time)))
    }

    fn stored_name(connection: &Connection) -> String {
        let known = read(connection, &identity(&AccountKey::test("a"), &AccountKey::test("a"))).unwrap();
        known.models.unwrap().value[0].name.to_string()
    }

    #[test]
    fn newer_data_win_in_either_order() {
        for order in [["06:00:00", "06:00:01"], ["06:00:01", "06:00:00"]] {
            let connection = schema::in_memory();
            for time in order {
                save(&connection, &AccountKey::test("a"), &models(time, time), to_micros(at("07:00:00")))
                    .unwrap();
            }
            assert_eq!(stored_name(&connection), "06:00:01", "{order:?}");
        }
    }

    #[test]
    fn of_the_same_age_the_later_write_wins_and_the_future_gives_way() {
        let connection = schema::in_memory();
        for (name, time, now, stored) in [
            ("first", "06:00:00", "06:00:00", "first"),
            ("and more", "06:00:00", "06:00:01", "and more"),
            ("older", "05:59:59", "06:00:01", "and more"),
            ("from tomorrow", "23:00:00", "06:00:02", "from tomorrow"),
            ("today", "06:00:03", "06:00:03", "today"),
        ] {
            save(&connection, &AccountKey::test("a"), &models(name, time), to_micros(at(now))).unwrap();
            assert_eq!(stored_name(&connection), stored);
        }
    }

    #[test]
    fn each_part_is_read_under_its_own_identity() {
        let connection = schema::in_memory();
        let now = to_micros(at("07:00:00"));
        let catalogue = vec![Catalogued {
            name: "m".into(),
            kind: Kind::Text,
            unit: Unit::Tokens,
            charge: None,
            speed_limit: None,
        }];
        save(&connection, &AccountKey::test("a"), &models("of a", "06:00:00"), now).unwrap();
        save(
            &connection,
            &AccountKey::test("a"),
            &SaveData::Catalogue(dated(catalogue, at("06:00:00"))),
            now,
        )
        .unwrap();
        save(
            &connection,
            &AccountKey::test("b"),
            &SaveData::Balance(dated(Balance::default(), at("06:00:00"))),
            now,
        )
        .unwrap();

        let parts = |identity: &Identity| {
            let known = read(&connection, identity).unwrap();
            (known.catalogue.is_some(), known.models.is_some(), known.balance.is_some())
        };
        let elsewhere = AccountKey { site: Site::China, ..AccountKey::test("a") };
        let renamed = AccountKey { profile: "work".to_owned(), ..AccountKey::test("a") };
        assert_eq!(parts(&identity(&AccountKey::test("a"), &AccountKey::test("b"))), (true, true, true));
        assert_eq!(parts(&identity(&AccountKey::test("b"), &AccountKey::test("a"))), (false, false, false));
        assert_eq!(parts(&identity(&elsewhere, &AccountKey::test("b"))), (false, false, true));
        assert_eq!(parts(&identity(&renamed, &AccountKey::test("c"))), (false, false, false));
        assert_eq!(
            parts(&Identity { quotas: Some(AccountKey::test("a")), account: None, bills: None }),
            (true, true, false)
        );
        assert_eq!(parts(&Identity::default()), (false, false, false));
    }

    #[test]
    fn an_unreadable_row_costs_only_itself() {
        for damage in [
            "payload = '[[['",
            "payload = CAST(x'ff' AS TEXT)",
            "fetched_at = 9223372036854775807",
            "part = 'tea leaves'",
        ] {
            let connection = schema::in_memory();
            let now = to_micros(at("07:00:00"));
            save(&connection, &AccountKey::test("a"), &models("m", "06:00:00"), now).unwrap();
            save(
                &connection,
                &AccountKey::test("a"),
                &SaveData::Balance(dated(Balance::default(), at("06:00:00"))),
                now,
            )
            .unwrap();
            let sql = format!("UPDATE last_known SET {damage} WHERE part = 'models'");
            assert_eq!(connection.execute(&sql, []), Ok(1));
            let known = read(&connection, &identity(&AccountKey::test("a"), &AccountKey::test("a"))).unwrap();
            assert_eq!((known.models, known.balance.is_some()), (None, true), "{damage}");
        }
    }
}
