//! Several files in one call.

use super::fixture::*;

const HEADER: &str = "账单明细ID,账单日期,产品Code,应付金额（含税）";
const WITHOUT_ID: &str = "账单日期,产品Code,应付金额（含税）";

fn file(name: &str, rows: &[&str]) -> BillFile<std::io::Cursor<Vec<u8>>> {
    raw(name, format!("{HEADER}\n{}\n", rows.join("\n")))
}

fn ids(day: &quotatop::domain::bill::BillDay) -> Vec<&str> {
    day.lines.iter().filter_map(|line| line.row_id.as_deref()).collect()
}

#[test]
fn a_split_export_is_one_export_and_shared_lines_count_once() {
    let files = [
        file("1-20261121103000_consumedetailbillv2_1.csv", &["a,20261119,sfm,1", "b,20261120,sfm,2"]),
        file("1-20261121103500_consumedetailbillv2_2.csv", &["b,20261120,sfm,2", "c,20261120,sfm,3"]),
    ];
    let export = export(files);
    assert_eq!(export.days.len(), 2);
    assert_eq!(ids(&export.days[0]), ["a"]);
    assert_eq!(ids(&export.days[1]), ["b", "c"]);
    // A day is as fresh as the oldest file with lines of it.
    assert_eq!(export.days[1].read_at, at("2026-11-21T02:30:00Z"));
    let counts: Vec<_> = export.files.iter().map(|file| (facts(file).lines, facts(file).repeated)).collect();
    assert_eq!(counts, [(2, 0), (1, 1)]);
    assert!(export.is_whole());
}

#[test]
fn exports_of_different_times_stay_apart_with_the_freshest_last() {
    let files = [
        file("1-20261121103000_consumedetailbillv2.csv", &["a,20261120,sfm,1", "b,20261120,sfm,2"]),
        file("1-20261120220000_consumedetailbillv2.csv", &["a,20261120,sfm,1"]),
    ];
    let export = export(files);
    let found: Vec<_> = export.days.iter().map(|day| (day.read_at, day.lines.len())).collect();
    assert_eq!(found, [(at("2026-11-20T14:00:00Z"), 1), (at("2026-11-21T02:30:00Z"), 2)]);
}

#[test]
fn files_without_export_times_are_one_export() {
    let mut late = file("b.csv", &["b,20261120,sfm,2"]);
    late.modified_at = Some(at("2026-11-21T09:00:00Z"));
    let export = export([late, file("a.csv", &["a,20261120,sfm,1"])]);
    assert_eq!(ids(only_day(&export)), ["b", "a"]);
    assert_eq!(only_day(&export).read_at, at("2026-11-21T03:00:00Z"));
}

#[test]
fn the_same_file_twice_counts_once_even_without_ids() {
    let text = format!("{WITHOUT_ID}\n20261120,sfm,1\n20261120,sfm,1\n");
    let files = ["bill.csv", "bill (1).csv"].map(|name| raw(name, text.as_str()));
    let export = export(files);
    // Two equal lines of one file are two lines: only an ID identifies a repeated line.
    assert_eq!(only_day(&export).lines.len(), 2);
    assert_eq!(export.files[1].outcome, Err(FileRefusal::SameAs("bill.csv".into())));
    assert!(export.is_whole());
}

#[test]
fn within_a_file_an_id_alone_does_not_drop_a_line() {
    let export = export([file("a.csv", &["a,20261120,sfm,1", "a,20261120,sfm,1", "a,20261120,sfm,2"])]);
    assert_eq!(ids(only_day(&export)), ["a", "a"]);
    assert_eq!((facts(&export.files[0]).lines, facts(&export.files[0]).repeated), (2, 1));
}

#[test]
fn a_refused_file_makes_the_export_incomplete_unless_it_adds_nothing() {
    let good = || file("a.csv", &["a,20261120,sfm,1"]);
    let whole = export([good(), raw("b.csv", Vec::new()), raw("x_daysummary.csv", b"a,b\n".to_vec())]);
    assert!(whole.is_whole());
    let torn = export([good(), raw("b.csv", format!("{HEADER}\na,2026"))]);
    assert!(!torn.is_whole());
    assert_eq!(torn.days, whole.days);
}
