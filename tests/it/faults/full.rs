//! A disk that is really full, or becomes so. Where the system lets users mount nothing, these tests print that and do
//! nothing; `disk.rs` has what limits on file sizes can show.

use std::{fmt::Write as _, fs};

use super::store::warning;
use crate::support::{
    account::{Account, run::Ran},
    dashboard::FIRST,
    receiver::Receiver,
    small_disk::SmallDisk,
    standin::{Facts, Fault, On},
    terminal::Start,
};

const LIST: [&str; 3] = ["list", "-o", "json"];
const OFFLINE: [&str; 4] = ["list", "--offline", "-o", "json"];

fn on_small_disk() -> Option<(Account, SmallDisk)> {
    let account = Account::new(Facts::default());
    let disk = SmallDisk::mount(&account.path("data"))?;
    Some((account, disk))
}

/// Says that nothing was saved, and what to do.
fn reports_full(ran: &Ran) {
    let warning = warning(ran);
    assert!(warning.contains("no space left") && warning.contains("free some space"), "{ran:?}");
}

/// The store as it is on the disk, with its log.
fn is_sound(account: &Account, disk: &SmallDisk) {
    let copy = account.path("copy");
    fs::create_dir_all(&copy).unwrap();
    for entry in fs::read_dir(disk.path("quotatop")).unwrap().map(Result::unwrap) {
        fs::copy(entry.path(), copy.join(entry.file_name())).unwrap();
    }
    let store = rusqlite::Connection::open(copy.join("quotatop.db")).unwrap();
    let check = store.query_row("PRAGMA integrity_check", [], |row| row.get::<_, String>(0));
    assert_eq!(check.unwrap(), "ok");
    fs::remove_dir_all(copy).unwrap();
}

#[test]
fn a_dashboard_whose_disk_fills_up_saves_again_once_there_is_space() {
    let Some((account, disk)) = on_small_disk() else { return };
    let start = Start { size: Some((240, 50)), shell: Some(&disk.script()), ..Start::default() };
    let mut terminal = account.terminal(start);
    terminal.wait_for(FIRST);
    disk.fill(0);
    for left in [20_000, 19_000] {
        let shown = account.spend(left);
        terminal.press("r");
        terminal.wait_for(&shown);
    }
    terminal.wait_for("no data are saved: no space left · free some space");
    let requests = account.standin.count(&On::Quotas);
    disk.free();
    terminal.wait_for_absence("no data are saved");
    assert_eq!(account.standin.count(&On::Quotas), requests, "it is saved without being requested again");
    terminal.leave();
    disk.run(&account, &OFFLINE).succeeds().has_left("qwen-max", "19000");
    is_sound(&account, &disk);
}

#[test]
fn commands_on_a_full_disk_print_what_they_read() {
    for arguments in [&LIST[..], &["bills", "-o", "json"], &["account", "-o", "json"], &["check", "qwen-max"]]
    {
        let Some((account, disk)) = on_small_disk() else { return };
        let with_space = disk.run(&account, arguments);
        fs::remove_dir_all(disk.path("quotatop")).unwrap();
        disk.fill(0);
        let ran = disk.run(&account, arguments);
        assert_eq!(ran.status, with_space.status, "{ran:?}");
        assert_eq!(ran.out.lines().count(), with_space.out.lines().count(), "{ran:?}");
        reports_full(&ran);
        disk.free();
        assert_eq!(disk.run(&account, arguments).errors, with_space.errors);
    }
}

#[test]
fn the_last_good_data_on_a_full_disk_are_printed_with_their_age() {
    let Some((account, disk)) = on_small_disk() else { return };
    let saved = disk.run(&account, &LIST).exits(0).json();
    disk.fill(0);
    account.standin.fault(On::Everything, Fault::status(500));
    let ran = disk.run(&account, &LIST).exits(1).has_left("qwen-max", "24098");
    reports_full(&ran);
    let fetched_at = |document: &serde_json::Value| document["feeds"]["quotas"]["fetched_at"].clone();
    assert_eq!(fetched_at(&ran.json()), fetched_at(&saved));
}

/// However much space is left when it is written, the store is whole, and what it lacks is reported.
#[test]
fn a_disk_that_is_full_at_any_moment_spoils_no_store() {
    let Some((account, disk)) = on_small_disk() else { return };
    disk.run(&account, &LIST).exits(0);
    let mut last = "24098".to_owned();
    for blocks in 0..24 {
        disk.fill(blocks * 4096);
        let next = (20_000 - blocks).to_string();
        account.standin.set_remaining("qwen-max", &next);
        let ran = disk.run(&account, &LIST).exits(0).has_left("qwen-max", &next);
        let is_reported = ran.errors.contains("no space left");
        disk.free();
        is_sound(&account, &disk);
        let stored = disk.run(&account, &OFFLINE).succeeds();
        let found = stored.model("qwen-max")["remaining"].to_string();
        assert!(found == next || found == last && is_reported, "{blocks}: {found}; {ran:?}");
        last = found;
    }
    assert_eq!(last, "19977", "100 KiB suffice");
}

#[test]
fn an_alert_on_a_full_disk_is_sent_and_later_not_again() {
    let Some((account, disk)) = on_small_disk() else { return };
    let receiver = Receiver::start("/hook");
    account.add_webhook(&receiver.url);
    let poll = ["poll", "--once"];
    disk.run(&account, &poll).exits(0);
    disk.fill(0);
    account.standin.set_balance("-12.40");
    let raised = r#""rule":"overdue","change":"raised""#;
    disk.run(&account, &poll).exits(1).reports_all(&["no space left", "may be sent again"]);
    assert_eq!(receiver.count_of(raised), 1);
    disk.free();
    disk.run(&account, &poll).exits(0);
    // What could not be noted is sent a second time, rather than never.
    assert!((1..=2).contains(&receiver.count_of(raised)), "{}", receiver.count_of(raised));
    disk.run(&account, &poll).exits(0);
    assert!(receiver.count_of(raised) <= 2);
}

#[test]
fn an_import_on_a_full_disk_stores_whole_days_and_says_why_not_all() {
    const DAYS: usize = 28;
    const LINES: usize = 400;
    let Some((account, disk)) = on_small_disk() else { return };
    let mut text = "主键,账单日期,产品Code,商品Code,应付金额,定价币种\n".to_owned();
    for line in 0..LINES * DAYS {
        let day = line % DAYS + 1;
        writeln!(text, "key-{line},2025-02-{day:02},sfm,sfm_inference_public_cn,1,CNY").unwrap();
    }
    account.write("bill.csv", &text);
    let file = account.path("bill.csv");
    let import = ["import", file.to_str().unwrap()];
    let by_day = ["bills", "--offline", "-o", "json", "--cycle", "2025-02", "--group-by", "day"];
    let whole_days = || {
        let printed = disk.run(&account, &by_day).json();
        let days = printed["groups"].as_array().unwrap().iter();
        days.inspect(|day| assert_eq!(day["lines"], LINES, "{day}")).count()
    };
    disk.run(&account, &LIST).exits(0);
    disk.fill(200 * 1024);
    disk.run(&account, &import).exits(1).reports("no space left");
    assert!(whole_days() < DAYS);
    disk.free();
    disk.run(&account, &import).succeeds();
    assert_eq!(whole_days(), DAYS);
    is_sound(&account, &disk);
}
