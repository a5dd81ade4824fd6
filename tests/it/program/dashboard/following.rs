//! Following an account: changes at the server appear on the screen, and keys work.

use super::*;

#[test]
fn the_list_is_navigated_filtered_resized_and_explained() {
    let account = Account::new(Facts::default());
    let mut terminal = account.open_on_data();
    terminal.press("j");
    terminal.wait_for("▌qwen-plus");
    terminal.press("/turbo");
    terminal.wait_for_absence("qwen-plus");
    terminal.press("\x1b");
    terminal.wait_for("qwen-plus");
    for (columns, rows) in [(80, 24), (200, 60), (40, 10), (120, 36)] {
        terminal.resize(columns, rows);
        terminal.wait_for("24,098");
    }
    terminal.press("?");
    terminal.wait_for_absence(FIRST);
    terminal.press("?");
    terminal.wait_for(FIRST);
    assert_eq!(account.standin.count(&On::Quotas), 1, "none of this sends requests");
    terminal.leave();
}

#[test]
fn remaining_quota_is_updated_by_each_refresh() {
    let account = Account::new(Facts::default());
    let mut terminal = account.open_on_data();
    for left in [23_000, 999, 0] {
        let shown = account.spend(left);
        terminal.press("r");
        // Another model has nothing left from the start.
        terminal.wait_until(&format!("{shown} of qwen-max"), |screen| {
            screen.lines().any(|row| row.contains("qwen-max") && row.contains(&format!(" {shown}")))
        });
    }
    terminal.leave();
}

#[test]
fn the_overdue_banner_is_shown_until_the_account_is_paid() {
    let account = Account::new(Facts::default());
    let mut terminal = account.open_on_data();
    assert!(!terminal.screen().contains("OVERDUE"));
    account.standin.set_balance("-12.40");
    terminal.press("r");
    terminal.wait_for("OVERDUE  The account owes 12.40 USD. All calls are refused until it is paid");
    let screen = terminal.screen();
    let rows: Vec<&str> = screen.lines().filter(|line| line.contains("/1,000,000")).collect();
    assert_eq!(rows.len(), 3, "{screen}");
    assert!(rows.iter().all(|row| row.trim_end().ends_with("refused")), "{screen}");
    terminal.press("?");
    terminal.wait_for_absence(FIRST);
    terminal.wait_for("OVERDUE");
    terminal.press("?");
    account.standin.set_balance("0.00");
    terminal.press("r");
    terminal.wait_for_absence("OVERDUE");
    terminal.wait_for_absence("refused");
    terminal.leave();
}

#[test]
fn another_login_replaces_all_data_of_the_previous_one() {
    let account = Account::new(Facts::default());
    let mut terminal = account.open_on_data();
    // In this order: nothing of the new login may be read before it has changed.
    account.standin.change(|facts| facts.models[0].name = "qwen-other".to_owned());
    account.sign_in(OTHER_TOKEN);
    terminal.press("r");
    terminal.wait_for("qwen-other");
    terminal.wait_for(FIRST);
    assert!(!terminal.screen().contains("qwen-max"), "{}", terminal.screen());
    terminal.leave();
}

#[test]
fn of_two_dashboards_on_one_account_one_polls_and_both_update() {
    let account = Account::new(Facts::default());
    account.set_refresh("10s");
    let mut first = account.open_on_data();
    let log = account.path("second.log");
    let mut second = account.open_with(&["--log-file", log.to_str().unwrap(), "-v"]);
    second.wait_for(FIRST);
    let next = account.spend(20_001);
    first.press("r");
    first.wait_for(&next);
    second.wait_for(&next);
    // Each reads calls and plans for what it shows itself.
    let is_own = |line: &str| ["telemetry", "codingPlan", "tokenplan"].iter().any(|api| line.contains(api));
    let is_polled = |line: &&str| line.contains("answered") && !is_own(line);
    let answers = || std::fs::read_to_string(&log).unwrap().lines().filter(is_polled).count();
    // Two that start together may both find a feed free once; the one that polls has sent five requests by now.
    assert!(answers() < 3, "the second one polled too: {}", std::fs::read_to_string(&log).unwrap());
    first.leave();
    let taken_over = account.spend(20_000);
    second.press("r");
    second.wait_for(&taken_over);
    assert_ne!(answers(), 0, "the second one has taken over");
    second.leave();
}

#[test]
fn a_dashboard_that_quits_releases_its_leases() {
    let account = Account::new(Facts::default());
    let mut left = 24_098;
    for way_out in ["q", "\x03", "TERM", "HUP", "INT"] {
        let terminal = account.open();
        // With a lease of the previous run the next request would wait for an hour.
        terminal.wait_for(&format!("{}/1,000,000", thousands(left)));
        match way_out {
            "TERM" | "HUP" | "INT" => terminal.leave_by_signal(way_out),
            keys => terminal.leave_by(keys),
        }
        left -= 1;
        account.spend(left);
    }
}
