//! Days that lack rows, and lines whose amount is unknown, in the store.

use quotatop::domain::bill::{Gap, SkipReason};

use super::fixture::*;

const DAY: &str = "2026-11-20";
const GAP: Gap = Gap { reason: SkipReason::WrongColumns, rows: 1 };

fn partial(origin: Origin, time: &str, lines: &[&str]) -> BillDay {
    BillDay { gap: Some(GAP), ..read(DAY, origin, time, lines) }
}

fn gap(desk: &Desk) -> Option<Gap> {
    desk.cycle("2026-11").ledger.day(day(DAY)).unwrap().gap
}

#[test]
fn a_day_that_lacks_rows_is_replaced_by_a_whole_one_and_replaces_none() {
    for whole in [Api, File] {
        for lacking in [Api, File] {
            let desk = Desk::new();
            desk.save(vec![partial(lacking, "06:00", &["1"])]).unwrap();
            assert_eq!((desk.amounts(DAY), gap(&desk)), (vec!["1".into()], Some(GAP)));
            // A fresher one that lacks rows replaces it.
            desk.save(vec![partial(lacking, "07:00", &["2"])]).unwrap();
            assert_eq!((desk.amounts(DAY), gap(&desk)), (vec!["2".into()], Some(GAP)));
            // A whole one does even if it is older.
            desk.save(vec![read(DAY, whole, "05:00", &["3", "4"])]).unwrap();
            assert_eq!((desk.amounts(DAY), gap(&desk)), (vec!["3".into(), "4".into()], None));
            let taken = desk.save(vec![partial(lacking, "08:00", &["5"])]).unwrap();
            assert_eq!((taken.not_whole, taken.outdated, taken.gaps), (1, 0, 0), "{whole:?} {lacking:?}");
            assert_eq!((desk.amounts(DAY), gap(&desk)), (vec!["3".into(), "4".into()], None));
        }
    }
}

#[test]
fn lines_with_ids_are_added_despite_gaps_and_a_whole_file_ends_the_gap() {
    let desk = Desk::new();
    let taken = desk.save(vec![partial(File, "05:00", &["a:1", "b:2"])]).unwrap();
    assert_eq!((taken.new, taken.gaps), (2, 1));
    desk.save(vec![read(DAY, File, "05:00", &["a:1", "b:2", "c:3"])]).unwrap();
    assert_eq!((desk.amounts(DAY).len(), gap(&desk)), (3, None));
    // The day was over when the whole file was exported: a later one that lacks rows only adds.
    desk.save(vec![partial(File, "09:00", &["b:2", "d:4"])]).unwrap();
    assert_eq!((desk.amounts(DAY).len(), gap(&desk)), (4, None));
    let desk = desk.reopened();
    assert_eq!((desk.amounts(DAY).len(), gap(&desk)), (4, None));
    desk.check_sums("2026-11");
}

#[test]
fn a_day_exported_before_its_end_is_not_whole_once_lines_were_lost() {
    let desk = Desk::new();
    let mut noon = read(DAY, File, "05:00", &["a:1"]);
    noon.read_at = at("2026-11-20T04:00:00Z");
    desk.save(vec![noon]).unwrap();
    desk.save(vec![partial(File, "09:00", &["b:2"])]).unwrap();
    assert_eq!((desk.amounts(DAY).len(), gap(&desk)), (2, Some(GAP)));
}

#[test]
fn unknown_amounts_are_counted_in_the_sums_of_a_day_and_of_older_versions() {
    let desk = Desk::new();
    let mut lines = read(DAY, Api, "06:00", &["2.976", "1", "1"]);
    lines.lines[1].figures = Figures::default();
    desk.save(vec![lines]).unwrap();
    let unknown = |desk: &Desk| desk.cycle("2026-11").ledger.subject(0).unwrap().unknown();
    assert_eq!(unknown(&desk), 1);
    // The previous version saved sums without that count: they are computed from the lines again.
    let file = rusqlite::Connection::open(desk.file()).unwrap();
    file.execute("UPDATE bill_day SET rollup = x'01'", []).unwrap();
    assert_eq!(unknown(&desk), 1);
    let form: Vec<u8> = file.query_row("SELECT rollup FROM bill_day", [], |row| row.get(0)).unwrap();
    assert_eq!(form.first(), Some(&4), "and saved");
}
