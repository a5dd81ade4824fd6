//! Files of older versions, and sums that cannot be read.

use quotatop::{
    domain::{Balance, LastKnown, SaveData},
    store::{Identity, peek},
};
use rusqlite::Connection;

use super::fixture::*;

fn first_version(desk: &Desk) -> (Identity, LastKnown) {
    let file = Connection::open(desk.file()).unwrap();
    file.execute_batch(include_str!("../../../../src/store/file/migrations/1.sql")).unwrap();
    file.execute(
        "INSERT INTO last_known VALUES ('a', 'china', 'pair', 'balance', 1796379127000000, '{\"available\":\"-12.40\",\"cash\":null,\"credit\":null,\"currency\":\"CNY\"}')",
        [],
    )
    .unwrap();
    file.pragma_update(None, "user_version", 1).unwrap();
    let identity = Identity { quotas: Some(account("a")), account: Some(account("a")), bills: None };
    let balance = Balance {
        available: Some("-12.40".parse().unwrap()),
        currency: Some("CNY".to_owned()),
        ..Balance::default()
    };
    let balance = Some(Dated { value: balance, fetched_at: at("2026-12-04T10:12:07Z") });
    (identity, LastKnown { balance, ..LastKnown::default() })
}

#[test]
fn a_file_of_the_first_version_is_read_at_once_and_migrated() {
    let desk = Desk::new();
    let (identity, known) = first_version(&desk);
    let before = std::fs::read(desk.file()).unwrap();
    let seen = peek(&desk.file(), &identity);
    assert_eq!((seen.known, seen.trouble), (known.clone(), None));
    assert_eq!(std::fs::read(desk.file()).unwrap(), before, "peeking changes nothing");

    desk.save(vec![read("2026-10-01", Api, "06:00", &["1"])]).unwrap();
    let version = |desk: &Desk| -> i64 {
        let file = Connection::open(desk.file()).unwrap();
        file.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
    };
    let new = Desk::new();
    new.save(Vec::new()).unwrap();
    new.cycle("2026-10");
    assert_eq!(version(&desk), version(&new), "as a new file is");
    assert_eq!(peek(&desk.file(), &identity).known, known);
    let again: LastKnown = desk.store.read_last_known(&identity).wait();
    assert_eq!(again, known);
    assert_eq!(desk.amounts("2026-10-01"), ["1"]);
    assert_eq!(desk.reports.try_iter().count(), 0);
}

#[test]
fn two_programs_migrate_one_file() {
    let desk = Desk::new();
    let (identity, known) = first_version(&desk);
    let other = desk.bench.start();
    let (first, second) = (desk.store.clone(), identity.clone());
    let both = std::thread::scope(|scope| {
        let one = scope.spawn(|| first.read_last_known(&second).wait());
        let two: LastKnown = other.store.read_last_known(&identity).wait();
        [one.join().unwrap(), two]
    });
    assert_eq!(both, [known.clone(), known]);
    assert_eq!((other.reports.try_iter().count(), desk.reports.try_iter().count()), (0, 0));
}

#[test]
fn sums_that_cannot_be_read_are_computed_from_the_lines() {
    for damage in ["x''", "x'09'", "substr(rollup, 1, length(rollup) - 1)", "zeroblob(length(rollup))"] {
        let desk = Desk::new();
        let days = ["2026-10-01", "2026-10-02"].map(|of| read(of, Api, "06:00", &["1.50", "2", "-0.5"]));
        desk.save(days.into()).unwrap();
        let whole = desk.cycle("2026-10");
        let file = Connection::open(desk.file()).unwrap();
        let rollups = || -> Vec<Vec<u8>> {
            let mut statement = file.prepare("SELECT rollup FROM bill_day ORDER BY day").unwrap();
            statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
        };
        let saved = rollups();
        let harm = || {
            let sql = format!("UPDATE bill_day SET rollup = {damage} WHERE day % 2 = 0");
            assert_eq!(file.execute(&sql, []), Ok(1));
            assert_ne!(rollups(), saved, "{damage}");
        };
        harm();
        assert_eq!(desk.amounts("2026-10-01").len() + desk.amounts("2026-10-02").len(), 6, "{damage}");
        harm();
        assert_eq!(desk.cycle("2026-10"), whole, "{damage}");
        desk.store.flush().wait();
        assert_eq!(rollups(), saved, "{damage}");
        desk.check_sums("2026-10");
    }
}

#[test]
fn a_charge_that_cannot_be_read_loses_no_amount() {
    for (harm, instance) in
        [("UPDATE bill_text SET text = 'tea leaves'", "one"), ("DELETE FROM bill_charge", "")]
    {
        let desk = Desk::new();
        desk.save(vec![read("2026-10-01", Api, "06:00", &["1.50", "2"])]).unwrap();
        let file = Connection::open(desk.file()).unwrap();
        assert!(file.execute(harm, []).unwrap() > 0);
        let ledger = desk.cycle("2026-10").ledger;
        let charge = ledger.subject(0).unwrap().whole_charge();
        assert_eq!((ledger.lines(), &*charge.instance_id, &*charge.currency), (2, instance, ""));
        assert_eq!(desk.amounts("2026-10-01"), ["1.50", "2"]);
    }
}

/// A day as the versions before schema 10 saved it: a row for each line, and charges as a whole.
fn day_of_version_9(desk: &Desk, coming: &BillDay) {
    let file = Connection::open(desk.file()).unwrap();
    for version in 1..=9 {
        let sql =
            Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/store/file/migrations/{version}.sql"));
        file.execute_batch(&std::fs::read_to_string(sql).unwrap()).unwrap();
    }
    file.pragma_update(None, "user_version", 9).unwrap();
    let text = |text: &str| -> i64 {
        file.execute("INSERT OR IGNORE INTO bill_text (text) VALUES (?1)", [text]).unwrap();
        file.query_row("SELECT id FROM bill_text WHERE text = ?1", [text], |row| row.get(0)).unwrap()
    };
    let day = coming.day.to_epoch_days();
    file.execute(
        "INSERT INTO bill_day VALUES (7, 'a', 'china', 'pair', ?1, 'file', ?2, NULL, x'02', NULL, NULL)",
        rusqlite::params![day, coming.read_at.timestamp_micros()],
    )
    .unwrap();
    for (position, line) in (0_i64..).zip(&coming.lines) {
        let (names, values): (Vec<_>, Vec<_>) = line.extras.iter().cloned().unzip();
        let extras = (!names.is_empty()).then(|| {
            (text(&serde_json::to_string(&names).unwrap()), serde_json::to_string(&values).unwrap())
        });
        let (names, values) = extras.unzip();
        let figures = ["", "", "", "", "", "", &payable(line)].join(",");
        let charge = text(&serde_json::to_string(&*line.charge).unwrap());
        file.execute(
            "INSERT INTO bill_line VALUES (7, ?1, ?2, ?3, ?4, ?5, ?6)",
            rusqlite::params![charge, position, line.row_id, figures, names, values],
        )
        .unwrap();
    }
}

#[test]
fn lines_of_older_versions_are_read_and_known_again() {
    let mut lines: Vec<BillLine> = (0..40)
        .map(|number| {
            line(&format!("charge {}", number % 7), &format!("k{number}:{}.{number:02}", number * 9))
        })
        .collect();
    for (number, line) in lines.iter_mut().enumerate().skip(9) {
        line.extras = vec![("代金券".to_owned(), number.to_string()), ("\"".to_owned(), String::new())];
    }
    let coming = bill_day(day("2026-10-01"), File, at("2026-11-21T05:00:00Z"), lines.clone());
    let desk = Desk::new();
    day_of_version_9(&desk, &coming);
    let stored = |desk: &Desk| -> Vec<BillLine> {
        let lines = all_lines(&desk.store, &account("a"), "2026-10", None);
        lines.into_iter().map(|(_, line)| line).collect()
    };
    assert_eq!(stored(&desk), lines);
    desk.check_sums("2026-10");
    let ledger = desk.cycle("2026-10").ledger;
    assert_eq!((ledger.lines(), ledger.subjects().len()), (40, 7));
    assert_eq!(desk.counts(coming.clone()), [0, 40, 0, 1], "each line is known");
    let more = BillDay { lines: vec![line("new", "z:1")], ..coming };
    assert_eq!(desk.counts(more), [1, 0, 0, 1]);
    lines.push(line("new", "z:1"));
    assert_eq!(stored(&desk), lines);
    let file = Connection::open(desk.file()).unwrap();
    let left: i64 = file.query_row("SELECT count(*) FROM bill_line", [], |row| row.get(0)).unwrap();
    assert_eq!(left, 0, "all are in blocks now");
    desk.check_sums("2026-10");
}

#[test]
fn bills_are_stored_with_other_data() {
    let desk = Desk::new();
    let identity = Identity { quotas: None, account: Some(account("a")), bills: None };
    let balance = Dated { value: Balance::default(), fetched_at: at("2026-11-21T06:00:00Z") };
    desk.store.save(&identity, SaveData::Balance(balance.clone()));
    desk.save(vec![read("2026-10-01", Api, "06:00", &["1"])]).unwrap();
    let desk = desk.reopened();
    assert_eq!(peek(&desk.file(), &identity).known.balance, Some(balance));
    assert_eq!(desk.amounts("2026-10-01"), ["1"]);
}
