//! The account of the bills: the profile's own, and others that are stored separately.

use quotatop::domain::bill::{AccountId, BillAccounts, BillOwner};

use super::fixture::*;

const OURS: &str = "5000000000000001";
const THEIRS: &str = "9000000000000009";

fn id(text: &str) -> AccountId {
    AccountId::parse(text).unwrap()
}

/// A day of this account; without an account where the text is empty.
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
fn the_account_of_the_api_overrides_that_of_a_file() {
    let desk = Desk::new();
    assert_eq!(accounts(&desk), BillAccounts::default());
    desk.save(vec![day("2026-11-19", File, "")]).unwrap();
    assert_eq!(accounts(&desk).own, None);
    desk.save(vec![day("2026-11-20", File, THEIRS)]).unwrap();
    assert_eq!(accounts(&desk).own, Some(id(THEIRS)));
    // The account of the API is another one: the file's day is moved to its own account.
    desk.save(vec![day("2026-11-21", Api, OURS)]).unwrap();
    let desk = desk.reopened();
    assert_eq!(accounts(&desk), BillAccounts { own: Some(id(OURS)), apart: vec![id(THEIRS)] });
    assert_eq!((lines(&desk, &account("a")), lines(&desk, &account("a").apart(&id(THEIRS)))), (2, 1));
}

#[test]
fn a_day_that_is_moved_does_not_replace_a_saved_one() {
    let desk = Desk::new();
    let apart = account("a").apart(&id(THEIRS));
    let mut known = day("2026-11-20", File, THEIRS);
    known.lines.push(known.lines[0].clone());
    save(&desk.store, &apart, vec![known]).unwrap();
    desk.save(vec![day("2026-11-20", File, THEIRS), day("2026-11-20", Api, OURS)]).unwrap();
    assert_eq!((lines(&desk, &account("a")), lines(&desk, &apart)), (1, 2));
}

#[test]
fn an_account_id_rounded_by_a_spreadsheet_is_no_other_account() {
    let desk = Desk::new();
    desk.save(vec![day("2026-11-20", File, "5000000000000000")]).unwrap();
    desk.save(vec![day("2026-11-21", Api, OURS)]).unwrap();
    assert_eq!(accounts(&desk), BillAccounts { own: Some(id(OURS)), apart: vec![] });
    assert_eq!(lines(&desk, &account("a")), 2);
}

#[test]
fn the_account_of_days_saved_by_an_older_version_is_read_from_their_lines() {
    let desk = Desk::new();
    for (of, origin, field, owner) in
        [("2026-11-19", File, "身份信息/资源购买账号ID", THEIRS), ("2026-11-20", Api, "BillAccountID", OURS)]
    {
        let mut old = read(of, origin, "06:00", &["1"]);
        for line in &mut old.lines {
            let mut charge = (*line.charge).clone();
            charge.others.push((field.to_owned(), owner.to_owned()));
            line.charge = charge.into();
        }
        desk.save(vec![old]).unwrap();
        let file = rusqlite::Connection::open(desk.file()).unwrap();
        file.execute("UPDATE bill_day SET account = NULL", []).unwrap();
        assert_eq!(accounts(&desk).own, Some(id(owner)));
    }
}
