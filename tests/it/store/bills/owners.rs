//! Whose bills are stored: the profile's own account, and those that are kept apart from it.

use quotatop::domain::bill::{AccountId, BillAccounts, BillOwner};

use super::fixture::*;

const OURS: &str = "5000000000000001";
const THEIRS: &str = "9000000000000009";

fn id(text: &str) -> AccountId {
    AccountId::parse(text).unwrap()
}

/// A day of this account; of nobody where the text is empty.
fn day(of: &str, origin: Origin, owner: &str) -> BillDay {
    BillDay { owner: BillOwner::parse(owner), ..read(of, origin, "06:00", &["1"]) }
}

fn accounts(desk: &Desk) -> BillAccounts {
    let key = account("a");
    desk.store.read_bill_accounts(&key).wait().unwrap()
}

fn lines(desk: &Desk, key: &AccountKey) -> usize {
    all_lines(&desk.store, key, "2026-11", None).len()
}

#[test]
fn what_the_api_says_comes_before_what_a_file_says() {
    let desk = Desk::new();
    assert_eq!(accounts(&desk), BillAccounts::default());
    desk.keep(vec![day("2026-11-19", Origin::File, "")]).unwrap();
    assert_eq!(accounts(&desk).own, None);
    desk.keep(vec![day("2026-11-20", Origin::File, THEIRS)]).unwrap();
    assert_eq!(accounts(&desk).own, Some(id(THEIRS)));
    // The API's own account is another one: the file's day is set apart, the one of nobody stays.
    desk.keep(vec![day("2026-11-21", Origin::Api, OURS)]).unwrap();
    let desk = desk.reopened();
    assert_eq!(accounts(&desk), BillAccounts { own: Some(id(OURS)), apart: vec![id(THEIRS)] });
    assert_eq!((lines(&desk, &account("a")), lines(&desk, &account("a").apart(&id(THEIRS)))), (2, 1));
}

#[test]
fn a_day_that_is_set_apart_yields_to_what_is_there() {
    let desk = Desk::new();
    let apart = account("a").apart(&id(THEIRS));
    let mut known = day("2026-11-20", Origin::File, THEIRS);
    known.lines.push(known.lines[0].clone());
    keep(&desk.store, &apart, vec![known]).unwrap();
    desk.keep(vec![day("2026-11-20", Origin::File, THEIRS), day("2026-11-20", Origin::Api, OURS)]).unwrap();
    assert_eq!((lines(&desk, &account("a")), lines(&desk, &apart)), (1, 2));
}

#[test]
fn what_a_spreadsheet_cut_off_makes_no_other_account() {
    let desk = Desk::new();
    desk.keep(vec![day("2026-11-20", Origin::File, "5000000000000000")]).unwrap();
    desk.keep(vec![day("2026-11-21", Origin::Api, OURS)]).unwrap();
    assert_eq!(accounts(&desk), BillAccounts { own: Some(id(OURS)), apart: vec![] });
    assert_eq!(lines(&desk, &account("a")), 2);
}

#[test]
fn days_of_a_version_that_did_not_note_the_account_say_it_in_their_lines() {
    let desk = Desk::new();
    for (of, origin, field, owner) in [
        ("2026-11-19", Origin::File, "身份信息/资源购买账号ID", THEIRS),
        ("2026-11-20", Origin::Api, "BillAccountID", OURS),
    ] {
        let mut old = read(of, origin, "06:00", &["1"]);
        for line in &mut old.lines {
            let mut charge = (*line.charge).clone();
            charge.others.push((field.to_owned(), owner.to_owned()));
            line.charge = charge.into();
        }
        desk.keep(vec![old]).unwrap();
        let file = rusqlite::Connection::open(desk.file()).unwrap();
        file.execute("UPDATE bill_day SET account = NULL", []).unwrap();
        assert_eq!(accounts(&desk).own, Some(id(owner)));
    }
}
