//! Following an account: what changes at the server changes on the screen, and what a person does works on it.

use super::*;

#[test]
fn the_list_is_moved_through_filtered_resized_and_explained() {
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
    assert_eq!(account.standin.count(&On::Quotas), 1, "nothing of this asks");
    leave(terminal);
    account.assert_well_formed();
}

#[test]
fn what_the_server_counts_down_is_shown_at_the_next_question() {
    let account = Account::new(Facts::default());
    let mut terminal = account.open_on_data();
    for left in [23_000, 999, 0] {
        let shown = account.spend(left);
        terminal.press("r");
        terminal.wait_for(&format!(" {shown}"));
    }
    leave(terminal);
    account.assert_well_formed();
}

#[test]
fn an_overdue_account_stands_above_everything_until_it_is_paid() {
    let account = Account::new(Facts::default());
    let mut terminal = account.open_on_data();
    assert!(!terminal.screen().contains("OVERDUE"));
    account.standin.set_balance("-12.40");
    terminal.press("r");
    terminal.wait_for("OVERDUE  The account owes 12.40 USD. Every call is refused until it is paid");
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
    leave(terminal);
}

#[test]
fn another_login_is_noticed_and_nothing_of_the_one_before_stays() {
    let account = Account::new(Facts::default());
    let mut terminal = account.open_on_data();
    account.sign_in(OTHER_TOKEN);
    account.standin.change(|facts| facts.models[0].name = "qwen-other".to_owned());
    terminal.press("r");
    terminal.wait_for("qwen-other");
    terminal.wait_for(FIRST);
    assert!(!terminal.screen().contains("qwen-max"), "{}", terminal.screen());
    leave(terminal);
    account.assert_well_formed();
}

#[test]
fn of_two_on_one_account_one_asks_and_both_show() {
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
    let asked = || std::fs::read_to_string(&log).unwrap().matches("answered").count();
    // Two that start together may both find a feed free once; whoever polls asks for three things at the start and
    // for two more by now.
    assert!(asked() < 3, "the second one polled, too: {}", std::fs::read_to_string(&log).unwrap());
    leave(first);
    // The second one takes over.
    let taken_over = account.spend(20_000);
    second.press("r");
    second.wait_for(&taken_over);
    assert_ne!(asked(), 0, "what it asks would have been seen");
    leave(second);
}

#[test]
fn whoever_leaves_holds_nothing_back() {
    let account = Account::new(Facts::default());
    let mut left = 24_098;
    for way_out in ["q", "\x03", "TERM", "HUP", "INT"] {
        let mut terminal = account.open();
        // An hour would pass before the next question, had the one before kept the lease.
        terminal.wait_for(&format!("{},{:03}/1,000,000", left / 1000, left % 1000));
        match way_out {
            "TERM" | "HUP" | "INT" => terminal.signal(way_out),
            keys => terminal.press(keys),
        }
        assert_eq!(terminal.wait_for_end(), 0, "{way_out}");
        terminal.assert_given_back();
        left -= 1;
        account.spend(left);
    }
    account.assert_well_formed();
}
