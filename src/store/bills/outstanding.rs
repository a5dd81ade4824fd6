//! Outstanding amounts of closed cycles.

use std::collections::BTreeMap;

use rusqlite::{Connection, named_params, params};
use rust_decimal::Decimal;

use crate::{
    domain::{
        Dated,
        bill::{Cycle, Outstanding},
    },
    store::{
        file::{
            instant::{from_micros, to_micros},
            trouble::{Result, Trouble},
        },
        identity::AccountKey,
    },
};

/// A write wins unless a newer reading is stored; one from the future (a wrong clock) gives way to any.
const SAVE: &str = "
    INSERT INTO bill_outstanding (profile, site, fingerprint, cycle, read_at, amounts)
    VALUES (:profile, :site, :fingerprint, :cycle, :read_at, :amounts)
    ON CONFLICT (profile, site, fingerprint, cycle) DO UPDATE
    SET read_at = excluded.read_at, amounts = excluded.amounts
    WHERE excluded.read_at >= bill_outstanding.read_at OR bill_outstanding.read_at > :now";

/// Saves the outstanding amount of a cycle, unless a newer reading is stored.
pub(super) fn save(
    file: &Connection,
    key: &AccountKey,
    cycle: Cycle,
    owed: &Dated<Outstanding>,
    now: i64,
) -> Result<()> {
    let amounts: Vec<(&str, String)> =
        owed.value.0.iter().map(|(currency, amount)| (currency.as_str(), amount.to_string())).collect();
    let amounts = serde_json::to_string(&amounts).map_err(|error| Trouble::unusable(&error))?;
    file.execute(
        SAVE,
        named_params! {
            ":profile": key.profile,
            ":site": key.site.into_str(),
            ":fingerprint": key.fingerprint,
            ":cycle": cycle.to_string(),
            ":read_at": to_micros(owed.fetched_at),
            ":amounts": amounts,
            ":now": now,
        },
    )?;
    Ok(())
}

/// The stored amounts by cycle. An unreadable row counts as absent: it must not look paid.
pub(super) fn read(file: &Connection, key: &AccountKey) -> Result<BTreeMap<Cycle, Dated<Outstanding>>> {
    let mut statement = file.prepare(
        "SELECT cycle, read_at, amounts FROM bill_outstanding
         WHERE profile = ?1 AND site = ?2 AND fingerprint = ?3",
    )?;
    let rows = statement.query_map(params![key.profile, key.site.into_str(), key.fingerprint], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    })?;
    let rows: Vec<(String, i64, String)> = rows.collect::<Result<_, _>>()?;
    Ok(rows.into_iter().filter_map(parse).collect())
}

fn parse((cycle, read_at, amounts): (String, i64, String)) -> Option<(Cycle, Dated<Outstanding>)> {
    let amounts: Vec<(String, String)> = serde_json::from_str(&amounts).ok()?;
    let amount =
        |(currency, amount): (String, String)| Some((currency, Decimal::from_str_exact(&amount).ok()?));
    let value = Outstanding(amounts.into_iter().map(amount).collect::<Option<_>>()?);
    Some((cycle.parse().ok()?, Dated { value, fetched_at: from_micros(read_at)? }))
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::store::file::schema;

    fn file() -> (Connection, AccountKey) {
        let file = schema::in_memory();
        (file, AccountKey::test("f"))
    }

    fn owed(amount: &str, second: i64) -> Dated<Outstanding> {
        let value = Outstanding(vec![("CNY".to_owned(), amount.parse().unwrap())]);
        Dated { value, fetched_at: DateTime::from_timestamp(second, 0).unwrap() }
    }

    #[test]
    fn the_newest_reading_stays_and_the_future_gives_way() {
        let (file, key) = file();
        let cycle: Cycle = "2026-10".parse().unwrap();
        for (amount, second, now, stays) in [
            ("1.10", 100, 100, "1.10"),
            ("2", 99, 101, "1.10"),
            ("3", 100, 101, "3"),
            ("4", 999, 101, "4"),
            ("5.00", 102, 102, "5.00"),
        ] {
            save(&file, &key, cycle, &owed(amount, second), now * 1_000_000).unwrap();
            let amounts = &read(&file, &key).unwrap()[&cycle].value.0;
            assert_eq!(amounts[0].1.to_string(), stays);
        }
    }

    #[test]
    fn an_unreadable_row_is_absent_not_paid() {
        for damage in [
            "cycle = 'tea'",
            "amounts = '[[\"CNY\",\"x\"]]'",
            "amounts = ''",
            "read_at = 9223372036854775807",
        ] {
            let (file, key) = file();
            let [one, two] = ["2026-09", "2026-10"].map(|cycle| cycle.parse::<Cycle>().unwrap());
            save(&file, &key, one, &owed("1", 1), 9).unwrap();
            save(&file, &key, two, &Dated { value: Outstanding::default(), ..owed("1", 1) }, 9).unwrap();
            let sql = format!("UPDATE bill_outstanding SET {damage} WHERE cycle = '2026-09'");
            assert_eq!(file.execute(&sql, []), Ok(1));
            let read = read(&file, &key).unwrap();
            assert_eq!(read.keys().collect::<Vec<_>>(), [&two], "{damage}");
            assert_eq!(read[&two].value, Outstanding::default());
        }
    }
}
