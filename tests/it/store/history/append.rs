//! Figures that changed are appended, and those that did not take no room.

use quotatop::domain::Quantity;
use rusqlite::Connection;

use super::fixture::*;

fn rows(desk: &Desk, table: &str) -> i64 {
    let sql = format!("SELECT count(*) FROM {table}");
    Connection::open(desk.file()).unwrap().query_row(&sql, [], |row| row.get(0)).unwrap()
}

#[test]
fn a_changed_figure_is_appended_and_an_unchanged_one_extended() {
    let desk = Desk::new();
    desk.polls((0..60).map(|minute| (minute, 900 - minute / 20 * 100)));
    let expected = [(0, 19, 900), (20, 39, 800), (40, 59, 700)];
    assert_eq!(desk.spans("m"), expected);
    assert_eq!((rows(&desk, "history_figure"), rows(&desk, "history_run")), (3, 1));
    assert_eq!(desk.gaps("m"), []);
    let desk = desk.reopened();
    assert_eq!(desk.spans("m"), expected);
    assert_eq!(spans(&desk.seen_since("m", 39)), expected[1..]);
    assert_eq!(spans(&desk.seen_since("m", 45)), expected[2..], "with the figure at that time");
    assert_eq!(desk.spans("other"), []);
    assert_eq!(desk.reports.try_iter().count(), 0);
}

#[test]
fn a_figure_is_saved_with_its_digits_its_grant_and_its_own_instant() {
    let desk = Desk::new();
    let exact: Quantity = "12345.5".parse().unwrap();
    let mut read = model("m", 0, 3);
    read.quota.as_mut().unwrap().remaining = Some(exact);
    desk.poll(4, vec![read.clone(), model("other", 5, 4)]);
    let seen = desk.seen_since("m", -1)[0];
    let quota = read.quota.unwrap();
    assert_eq!((seen.remaining, seen.total, seen.expires_at), (exact, quota.total, quota.expires_at));
    assert_eq!((minute(seen.from), minute(seen.until)), (3, 4));
}

#[test]
fn a_total_and_an_expiry_that_are_omitted_stay_as_they_were() {
    let desk = Desk::new();
    for minute in 0..10 {
        let mut read = model("m", 900 - minute / 5, minute);
        if minute % 2 == 1 {
            let quota = read.quota.as_mut().unwrap();
            (quota.total, quota.expires_at) = (None, None);
        }
        desk.poll(minute, vec![read]);
    }
    assert_eq!(desk.spans("m"), [(0, 4, 900), (5, 9, 899)]);
    assert!(desk.seen_since("m", -1).iter().all(|seen| seen.total.is_some() && seen.expires_at.is_some()));
}

#[test]
fn models_that_were_never_used_are_left_out() {
    let desk = Desk::new();
    for minute in 0..5 {
        let models = ["used", "whole", "nothing stated"].map(|name| model(name, 1_000, minute));
        let [mut used, whole, mut unstated] = models;
        used.quota.as_mut().unwrap().remaining = Some(Quantity::from(1_000 - u64::try_from(minute).unwrap()));
        unstated.quota.as_mut().unwrap().remaining = None;
        desk.poll(minute, vec![used, whole, unstated, Model::named("never answered".into())]);
    }
    let all = desk.all_since(3);
    assert_eq!(all.keys().map(ModelName::as_str).collect::<Vec<_>>(), ["used"]);
    assert_eq!(spans(&all["used"]), [(3, 3, 997), (4, 4, 996)]);
    assert_eq!(desk.spans("whole"), [(0, 4, 1_000)]);
    assert_eq!(desk.spans("nothing stated"), []);
}

#[test]
fn the_balance_has_a_history() {
    let desk = Desk::new();
    for (minute, available) in [(0, "12.40"), (1, "12.40"), (2, "12.4"), (3, "-0.10"), (4, "-0.10")] {
        desk.balance(minute, available, "USD");
    }
    let file = Connection::open(desk.file()).unwrap();
    let mut figures = file
        .prepare("SELECT name, from_at, until_at, remaining FROM history_series JOIN history_figure ON series = id")
        .unwrap();
    let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?));
    let figures: Vec<(String, i64, Option<i64>, String)> =
        figures.query_map([], read).unwrap().collect::<Result<_, _>>().unwrap();
    let [from, until, overdue] = [0, 2, 3].map(|minute| at(minute).timestamp_micros());
    let usd = || "USD".to_owned();
    let expected = [(usd(), from, Some(until), "12.4".to_owned()), (usd(), overdue, None, "-0.1".to_owned())];
    assert_eq!(figures, expected);
    assert_eq!(desk.spans("USD"), [], "it is no model");
}

#[test]
fn polls_that_two_programs_save_are_stored_once() {
    let desk = Desk::new();
    let other = desk.bench.start();
    for minute in 0..30 {
        let poll = |minute: i64| {
            let value = vec![model("m", 900 - minute / 3, minute)];
            SaveData::Models(Dated { value: value.into(), fetched_at: at(minute) })
        };
        desk.set_clock(minute);
        // One is a poll behind: it has read what the other saved.
        other.store.save(&desk.identity(), poll(minute));
        other.flush();
        desk.store.save(&desk.identity(), poll(minute - minute % 2));
        desk.flush();
    }
    let expected: Vec<Span> = (0..10).map(|step| (3 * step, 3 * step + 2, 900 - step)).collect();
    assert_eq!(desk.spans("m"), expected);
    assert_eq!(other.reports.try_iter().count() + desk.reports.try_iter().count(), 0);
}

#[test]
fn a_figure_that_cannot_be_read_loses_no_other() {
    for damage in ["remaining = 'tea'", "remaining = x'00'", "remaining = NULL", "until_at = -1"] {
        let desk = Desk::new();
        desk.polls((0..9).map(|minute| (minute, 900 - minute / 3)));
        let sql = format!("UPDATE history_figure SET {damage} WHERE remaining = 899");
        assert_eq!(Connection::open(desk.file()).unwrap().execute(&sql, []), Ok(1));
        assert_eq!(desk.spans("m"), [(0, 2, 900), (6, 8, 898)], "{damage}");
        desk.polls([(9, 5)]);
        assert_eq!(desk.spans("m").last(), Some(&(9, 9, 5)), "{damage}");
        assert_eq!(desk.reports.try_iter().count(), 0, "{damage}");
    }
}
