//! Damage that no query meets is found while the store is idle.

use std::fs;

use rusqlite::Connection;

use super::{Bench, PATIENCE, read_at, second};

fn damage(bench: &Bench, table: &str) {
    let file = Connection::open(bench.file()).unwrap();
    let sql = "SELECT rootpage FROM sqlite_schema WHERE name = ?1";
    let page: i64 = file.query_row(sql, [table], |row| row.get(0)).unwrap();
    drop(file);
    let mut bytes = fs::read(bench.file()).unwrap();
    let start = usize::try_from(page - 1).unwrap() * 4096;
    bytes.get_mut(start..start + 8).unwrap().fill(0xff);
    fs::write(bench.file(), bytes).unwrap();
}

#[test]
fn damage_in_a_table_that_is_not_read_is_found_and_the_file_is_set_aside() {
    for table in ["bill_text", "alert_outbox", "history_run"] {
        let bench = Bench::written(100, 3);
        damage(&bench, table);
        let damaged = fs::read(bench.file()).unwrap();
        let instance = bench.start();
        assert_eq!(read_at(&instance.recall()), Some(second(100)), "{table}: shown at once");
        let report = instance.reports.recv_timeout(PATIENCE).unwrap();
        let aside = report.set_aside.unwrap();
        assert!(report.trouble.is_none(), "{table}");
        assert_eq!(fs::read(aside).unwrap(), damaged, "{table}");
        instance.save(200, 3);
        assert_eq!(read_at(&instance.recall()), Some(second(200)), "{table}");
    }
}

#[test]
fn a_file_in_which_no_damage_was_found_is_remembered() {
    let bench = Bench::written(100, 3);
    let instance = bench.start();
    instance.recall();
    let checked_at = || -> Option<i64> {
        let file = Connection::open(bench.file()).unwrap();
        file.query_row("SELECT checked_at FROM file_check", [], |row| row.get(0)).ok()
    };
    let found = (0..600).find_map(|_| {
        std::thread::sleep(std::time::Duration::from_millis(100));
        checked_at()
    });
    assert_eq!(found, Some(1_000_000_000), "the time of the store's clock");
    assert_eq!(instance.reports(), []);
}
