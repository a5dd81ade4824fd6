//! Which of two readings of a day is stored, and the counts that are returned.

use super::fixture::*;

const DAY: &str = "2026-11-20";

#[test]
fn the_fresher_day_or_line_is_stored() {
    // An export contains all lines up to its moment, an answer of the API only those of the day before.
    for (first, second, stays, counts) in [
        ((Api, "06:00", "1"), (Api, "06:15", "2"), "2", [1, 0, 0, 1]),
        ((Api, "06:15", "1"), (Api, "06:00", "2"), "1", [0, 0, 1, 0]),
        ((Api, "06:00", "1"), (File, "05:00", "2"), "2", [1, 0, 0, 1]),
        ((File, "05:00", "1"), (Api, "06:00", "2"), "1", [0, 0, 1, 0]),
        ((File, "05:00", "1"), (File, "04:00", "2"), "1", [0, 0, 1, 0]),
        ((File, "05:00", "1"), (File, "05:00", "2"), "2", [1, 0, 0, 1]),
        // Lines with the same id.
        ((File, "05:00", "a:1"), (File, "06:00", "a:2"), "2", [1, 0, 0, 1]),
        ((File, "06:00", "a:1"), (File, "05:00", "a:2"), "1", [0, 0, 1, 0]),
    ] {
        let desk = Desk::new();
        desk.save(vec![read(DAY, first.0, first.1, &[first.2])]).unwrap();
        assert_eq!(desk.counts(read(DAY, second.0, second.1, &[second.2])), counts, "{first:?} {second:?}");
        assert_eq!(desk.amounts(DAY), [stays], "{first:?} {second:?}");
        let ledger = desk.cycle("2026-11").ledger;
        let winner = if stays == "1" { first } else { second };
        assert_eq!(ledger.days()[0].origin, winner.0);
        assert_eq!(ledger.days()[0].read_at, at(&format!("2026-11-21T{}:00Z", winner.1)));
        desk.check_sums("2026-11");
    }
}

#[test]
fn the_time_of_a_request_is_stored_even_where_an_export_stays() {
    let desk = Desk::new();
    let answered_at = |desk: &Desk| desk.cycle("2026-11").ledger.day(day(DAY)).unwrap().answered_at;
    desk.save(vec![read(DAY, File, "05:00", &["1"])]).unwrap();
    assert_eq!(answered_at(&desk), None);
    desk.save(vec![read(DAY, Api, "06:00", &["2"])]).unwrap();
    assert_eq!(answered_at(&desk), Some(at("2026-11-21T06:00:00Z")));
    desk.save(vec![read(DAY, Api, "05:30", &["3"])]).unwrap();
    desk.save(vec![read(DAY, File, "07:00", &["4"])]).unwrap();
    assert_eq!(answered_at(&desk), Some(at("2026-11-21T06:00:00Z")));
    assert_eq!(desk.amounts(DAY), ["4"]);
}

#[test]
fn a_reading_from_the_future_is_replaced() {
    let desk = Desk::new();
    let mut tomorrow = read(DAY, File, "05:00", &["1"]);
    tomorrow.read_at = at("2030-01-01T00:00:00Z");
    desk.save(vec![tomorrow]).unwrap();
    assert_eq!(desk.counts(read(DAY, Api, "06:00", &["2"])), [1, 0, 0, 1]);
    assert_eq!(desk.amounts(DAY), ["2"]);
}

#[test]
fn a_replaced_day_leaves_nothing_behind() {
    let desk = Desk::new();
    desk.save(vec![read(DAY, Api, "06:00", &["1", "1", "2", "3"])]).unwrap();
    assert_eq!(desk.counts(read(DAY, Api, "06:15", &["3", "1", "1", "1"])), [1, 3, 0, 1]);
    assert_eq!(desk.amounts(DAY), ["3", "1", "1", "1"]);
    assert_eq!(desk.counts(read(DAY, Api, "06:30", &[])), [0, 0, 0, 1]);
    assert_eq!(desk.amounts(DAY), [""; 0]);
    let file = rusqlite::Connection::open(desk.file()).unwrap();
    let left: i64 = file.query_row("SELECT count(*) FROM bill_block", [], |row| row.get(0)).unwrap();
    assert_eq!(left, 0);
    assert_eq!(desk.cycle("2026-11").ledger.subjects().len(), 0);
}

#[test]
fn the_same_file_again_changes_nothing() {
    for lines in [&["1", "1", "2"][..], &["a:1", "b:1", "c:2"]] {
        let desk = Desk::new();
        assert_eq!(desk.counts(read(DAY, File, "05:00", lines)), [3, 0, 0, 1]);
        let before = (desk.cycle("2026-11"), desk.amounts(DAY));
        for _ in 0..2 {
            assert_eq!(desk.counts(read(DAY, File, "05:00", lines)), [0, 3, 0, 1], "{lines:?}");
            assert_eq!((desk.cycle("2026-11"), desk.amounts(DAY)), before);
        }
    }
}

#[test]
fn parts_of_an_export_with_ids_are_added_to_each_other_in_any_order() {
    let parts = [("05:00", &["a:1", "b:2"][..]), ("05:01", &["c:3", "b:2"])];
    for order in [[0, 1], [1, 0]] {
        let desk = Desk::new();
        let [first, second] = order.map(|part: usize| parts[part]);
        assert_eq!(desk.counts(read(DAY, File, first.0, first.1)), [2, 0, 0, 1]);
        assert_eq!(desk.counts(read(DAY, File, second.0, second.1)), [1, 1, 0, 1], "{order:?}");
        let mut amounts = desk.amounts(DAY);
        amounts.sort();
        assert_eq!(amounts, ["1", "2", "3"]);
        let ledger = desk.cycle("2026-11").ledger;
        assert_eq!(ledger.days()[0].read_at, at("2026-11-21T05:01:00Z"));
        let sum = ledger.subject(0).unwrap().tally(Figure::Payable);
        assert_eq!(sum, Tally::Exact("6".parse().unwrap()));
        desk.check_sums("2026-11");
    }
}

#[test]
fn lines_unite_only_where_both_sides_are_exports_with_ids() {
    for (first, second, amounts) in [
        ((Api, &["1"][..]), (File, &["a:2"][..]), &["2"][..]),
        ((File, &["1"]), (File, &["a:2"]), &["2"]),
        ((File, &["a:1"]), (File, &["2"]), &["2"]),
        ((File, &["a:1"]), (File, &["b:2", "3"]), &["2", "3"]),
        ((File, &["a:1"]), (File, &["b:2", "b:2"]), &["1", "2"]),
    ] {
        let desk = Desk::new();
        desk.save(vec![read(DAY, first.0, "05:00", first.1)]).unwrap();
        desk.save(vec![read(DAY, second.0, "06:00", second.1)]).unwrap();
        assert_eq!(desk.amounts(DAY), amounts, "{first:?} {second:?}");
        desk.check_sums("2026-11");
    }
}

#[test]
fn two_programs_save_days_in_one_file() {
    let desk = Desk::new();
    let store = desk.store.clone();
    let other = desk.bench.start();
    let days = |odd: u32| -> Vec<_> {
        (1..=28)
            .map(|of| read(&format!("2026-10-{of:02}"), Api, &format!("06:{odd:02}"), &["1", "2"]))
            .collect()
    };
    std::thread::scope(|scope| {
        let first = scope.spawn(|| save(&store, &account("a"), days(0)).unwrap());
        let second = scope.spawn(|| save(&other.store, &account("a"), days(1)).unwrap());
        let [first, second] = [first, second].map(|it| it.join().unwrap());
        assert_eq!(first.new + second.new, 56, "{first:?} {second:?}");
        assert_eq!(first.known + first.outdated + second.known, 56, "{first:?} {second:?}");
    });
    assert_eq!(desk.cycle("2026-10").ledger.lines(), 56);
    check_sums(&other.store, "2026-10");
    assert!(other.store.close(PATIENCE) && desk.store.close(PATIENCE));
    assert_eq!((other.reports.try_iter().count(), desk.reports.try_iter().count()), (0, 0));
}

#[test]
fn days_that_cannot_be_saved_are_reported() {
    let desk = Desk::new();
    let closed = desk.store.clone();
    assert!(desk.store.close(PATIENCE));
    let days = vec![read(DAY, Api, "06:00", &["1"])];
    assert_eq!(save(&closed, &account("a"), days.clone()), Err(SaveError::Refused));

    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("in the way"), "").unwrap();
    let file = folder.path().join("in the way").join("quotatop.db");
    let store = Store::start_durable(file, Arc::new(new_year), |_| {});
    let saved = save(&store, &account("a"), days);
    assert!(matches!(saved, Err(SaveError::Trouble(_))), "{saved:?}");
}
