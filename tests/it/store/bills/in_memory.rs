//! Bills saved while the file cannot be written: they can be read at once, and are written to the file later.

use std::fs;

use super::fixture::*;

#[test]
fn bills_are_read_from_memory_and_carried_over() {
    let desk = Desk::new();
    desk.save(vec![
        read("2026-10-01", Api, "06:00", &["1", "2.50"]),
        read("2026-10-02", Api, "06:00", &["3"]),
    ])
    .unwrap();
    let desk = desk.reopened();
    // A read-only file would not stop root.
    let in_the_way = desk.bench.folder.path().join("quotatop.db-shm");
    fs::create_dir(&in_the_way).unwrap();
    assert_eq!(desk.amounts("2026-10-01"), ["1", "2.50"], "what was there before");
    desk.save(vec![
        read("2026-10-02", Api, "07:00", &["3", "4.25"]),
        read("2026-10-03", Api, "07:00", &["5"]),
    ])
    .unwrap();
    let days = ["2026-10-01", "2026-10-02", "2026-10-03"];
    let amounts = |desk: &Desk| days.map(|day| desk.amounts(day).join(" "));
    let all = ["1 2.50", "3 4.25", "5"].map(str::to_owned);
    assert_eq!(amounts(&desk), all);
    desk.check_sums("2026-10");
    assert!(desk.reports.try_iter().all(|storage| storage.trouble.is_some()));

    fs::remove_dir(&in_the_way).unwrap();
    let desk = desk.reopened();
    assert_eq!(amounts(&desk), all);
    desk.check_sums("2026-10");
    assert_eq!(desk.reports.try_iter().count(), 0);
}

#[test]
fn a_fresher_day_in_the_file_stays() {
    let desk = Desk::new();
    desk.save(vec![read("2026-10-01", Api, "06:00", &["1"])]).unwrap();
    let desk = desk.reopened();
    let in_the_way = desk.bench.folder.path().join("quotatop.db-shm");
    fs::create_dir(&in_the_way).unwrap();
    desk.save(vec![read("2026-10-01", Api, "07:00", &["2"])]).unwrap();
    assert_eq!(desk.amounts("2026-10-01"), ["2"]);
    fs::remove_dir(&in_the_way).unwrap();
    let other = desk.bench.start();
    let fresher = read("2026-10-01", Api, "08:00", &["3"]);
    save(&other.store, &account("a"), vec![fresher]).unwrap();
    let desk = desk.reopened();
    assert_eq!(desk.amounts("2026-10-01"), ["3"]);
}
