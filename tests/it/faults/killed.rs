//! A dashboard that is killed (`kill -9`, out of memory) can neither save, nor release what it holds, nor give back the
//! terminal, which `reset` does then. The next instance goes on at once.

use std::fs;

use super::{many::is_sound, trial::an_hour_passes};
use crate::support::{
    account::Account,
    dashboard::FIRST,
    standin::{Facts, Fault, On},
    terminal::Terminal,
};

/// All that is read by a round.
const READ: [On; 3] = [On::Catalogue, On::Quotas, On::Balance];

fn requests(account: &Account) -> [usize; 3] {
    READ.map(|on| account.standin.count(&on))
}

fn kill(mut terminal: Terminal) {
    terminal.signal("KILL");
    assert_ne!(terminal.wait_for_end(), 0);
}

/// Waits until what the dashboard shows is stored, so that others need not read it.
fn wait_until_stored(account: &Account) {
    let mut before = requests(account);
    loop {
        account.poll_once().exits(0);
        match requests(account) {
            now if now == before => return,
            now => before = now,
        }
    }
}

/// The files that show which instances run.
fn alive(account: &Account) -> usize {
    account.stored_files().iter().filter(|path| path.to_string_lossy().contains(".alive-")).count()
}

fn left_offline(account: &Account, remaining: &str) {
    account.run(&["list", "--offline", "-o", "json"]).exits(0).has_left("qwen-max", remaining);
}

#[test]
fn a_killed_dashboard_keeps_no_other_from_reading() {
    let account = Account::new(Facts::default());
    kill(account.open_on_data());
    assert_eq!(alive(&account), 1);
    account.spend(20_000);
    account.poll_once().exits(0);
    left_offline(&account, "20000");
    assert_eq!(alive(&account), 0, "what the killed one has left is removed");

    an_hour_passes(&account);
    let shown = account.spend(19_500);
    let terminal = account.open();
    terminal.wait_for(&shown);
    kill(terminal);
    an_hour_passes(&account);
    let shown = account.spend(19_000);
    let terminal = account.open();
    terminal.wait_for(&shown);
    terminal.leave();
    is_sound(&account);
}

#[test]
fn a_running_dashboard_is_left_to_read_even_while_it_is_stopped() {
    let account = Account::new(Facts::default());
    let mut terminal = account.open_on_data();
    account.spend(20_000);
    let before = requests(&account);
    account.poll_once().exits(0);
    terminal.press("\x1a");
    terminal.wait_for_absence(FIRST);
    account.poll_once().exits(0);
    assert_eq!(requests(&account), before);
    left_offline(&account, "24098");
    terminal.continue_until(FIRST);
    terminal.leave();
    assert_eq!(alive(&account), 0);
    account.poll_once().exits(0);
    left_offline(&account, "20000");
}

/// As a second machine that shares the home folder: whether that instance runs cannot be known here.
#[test]
fn an_instance_of_another_machine_is_left_to_read() {
    let account = Account::new(Facts::default());
    let terminal = account.open_on_data();
    wait_until_stored(&account);
    kill(terminal);
    let files = account.stored_files();
    let file = files.iter().find(|path| path.to_string_lossy().contains(".alive-")).unwrap();
    fs::write(file, "another kernel\nanother machine\n").unwrap();
    account.spend(20_000);
    let before = requests(&account);
    account.poll_once().exits(0);
    assert_eq!(requests(&account), before);
    assert_eq!(alive(&account), 1);
}

#[test]
fn what_a_killed_dashboard_has_shown_is_there_at_the_next_start() {
    let account = Account::new(Facts::default());
    let mut terminal = account.open_on_data();
    let shown = account.spend(20_000);
    terminal.press("r");
    terminal.wait_for(&shown);
    left_offline(&account, "20000");
    kill(terminal);
    is_sound(&account);
    account.standin.fault(On::Everything, Fault::Hang);
    let again = account.open();
    assert!(again.first_frame().contains(&shown), "{}", again.first_frame());
    account.standin.heal();
    again.leave();
    let points = account.run(&["history", "qwen-max", "-o", "json"]).exits(0).json();
    let left: Vec<_> = points["points"].as_array().unwrap().iter().map(|point| &point["remaining"]).collect();
    assert!(left.contains(&&24098.into()) && left.contains(&&20_000.into()), "{points}");
}
