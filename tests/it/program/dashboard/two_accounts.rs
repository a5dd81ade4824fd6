//! Two accounts in one configuration, each with its own server: each polls, fails and recovers alone.

use super::*;
use crate::support::{
    account::{KEY_SECRET, endpoints},
    standin::Standin,
};

/// Adds another server: `prod` uses the account's own stand-in, `dev` the other one, both with the same login.
fn add_server(account: &Account) -> Standin {
    let mut facts = Facts { tokens: vec![TOKEN.to_owned(), OTHER_TOKEN.to_owned()], ..Facts::default() };
    facts.keys[0].secret = KEY_SECRET.to_owned();
    facts.models[0].name = "qwen-elsewhere".to_owned();
    let other = Standin::start(facts);
    let profile =
        |name: &str, url: &str| format!("[profiles.{name}]\nrefresh = \"1h\"\n{}", endpoints(name, url));
    let [prod, dev] = [profile("prod", account.standin.url()), profile("dev", other.url())];
    account.set_configuration(&format!("default_profile = \"prod\"\n{dev}{prod}"));
    other
}

/// Replaces the filter.
fn filter(terminal: &mut Terminal, text: &str) {
    if terminal.screen().contains("filter: ") {
        terminal.press("\x1b");
        terminal.wait_for_absence("filter: ");
    }
    terminal.press(&format!("/{text}\r"));
    terminal.wait_for(&format!("filter: {text}"));
}

fn row<'a>(screen: &'a str, model: &str) -> &'a str {
    screen.lines().find(|line| line.contains(model)).unwrap_or_default()
}

/// Waits for what is left of the models of both accounts.
fn wait_for_both(terminal: &Terminal) {
    terminal.wait_until("both", |screen| {
        [row(screen, "qwen-max "), row(screen, "qwen-elsewhere")].iter().all(|row| row.contains(FIRST))
    });
}

#[test]
fn both_accounts_are_polled_and_only_a_failing_one_is_stale() {
    let account = Account::new(Facts::default());
    let other = add_server(&account);
    let mut terminal = account.open();
    terminal.wait_for("All · 2 accounts");
    terminal.wait_until("both lists", |screen| {
        row(screen, "qwen-max ").contains("prod") && row(screen, "qwen-elsewhere").contains("dev")
    });
    wait_for_both(&terminal);
    other.fault(On::Quotas, Fault::status(500));
    account.standin.set_remaining("qwen-max", "23000");
    terminal.press("r");
    terminal.wait_for("23,000/1,000,000");
    terminal.wait_for("dev: quotas: ");
    let screen = terminal.screen();
    assert!(screen.contains("dev: quotas") && screen.contains("stale"), "{screen}");
    assert!(!screen.contains("prod: quotas"), "{screen}");
    assert!(row(&screen, "qwen-elsewhere").contains(FIRST), "the last data stay:\n{screen}");
    terminal.press("]");
    terminal.wait_for("prod · Singapore · 1 of 2");
    assert!(!terminal.screen().contains("stale"), "{}", terminal.screen());
    other.heal();
    terminal.press("[");
    terminal.wait_for("All · 2 accounts");
    terminal.press("r");
    terminal.wait_for_absence("stale");
    terminal.leave();
}

#[test]
fn a_hanging_account_does_not_delay_the_other() {
    let account = Account::new(Facts::default());
    let other = add_server(&account);
    other.hold(usize::MAX, usize::MAX);
    let mut terminal = account.open();
    terminal.wait_for(FIRST);
    terminal.press("r");
    terminal.wait_for("qwen-plus");
    terminal.leave();
}

#[test]
fn last_known_data_of_both_accounts_are_shown_offline() {
    let account = Account::new(Facts::default());
    let other = add_server(&account);
    let terminal = account.open();
    wait_for_both(&terminal);
    terminal.leave();
    let terminal = account.open_with(&["--offline"]);
    terminal.wait_for("All · 2 accounts");
    wait_for_both(&terminal);
    terminal.leave();
    let terminal = account.open_with(&["--offline", "--profile", "dev"]);
    terminal.wait_for("qwen-elsewhere");
    let screen = terminal.screen();
    let header = screen.lines().next().unwrap_or_default();
    assert!(!screen.contains("qwen-max ") && !header.contains(" 2 "), "{screen}");
    terminal.leave();
    drop(other);
}

#[test]
fn a_snapshot_and_the_demo_are_shown_alongside_an_account() {
    let account = Account::new(Facts::default());
    account.write(
        "saved.json",
        r#"{"schema": "quotatop.snapshot/1", "profile": "theirs", "models": [
        {"model": "from-a-file", "total": 100, "remaining": 7, "unit": "tokens", "quota_status": "VALID"}]}"#,
    );
    let config = format!(
        "default_profile = \"a-demo\"\n[profiles.a-demo]\nsource = \"demo\"\n\
         [profiles.file]\nsource = \"snapshot\"\nsnapshot = \"{}\"\n\
         {}",
        account.path("saved.json").display(),
        endpoints("live", account.standin.url()),
    );
    account.set_configuration(&config);
    let mut terminal = account.open();
    terminal.wait_for("All · 3 accounts");
    filter(&mut terminal, "from-a-file");
    terminal.wait_until("the file, by its own profile", |screen| {
        row(screen, "▌from-a-file").contains(" file ") && screen.contains("7/100")
    });
    filter(&mut terminal, "profile:live");
    terminal.wait_until("the account", |screen| row(screen, "qwen-max ").contains(FIRST));
    filter(&mut terminal, "profile:a-demo");
    terminal.wait_for("deepseek-v4-flash");
    terminal.press("3]");
    terminal.wait_for("a-demo · demo data · 1 of 3");
    terminal.wait_for("before tax");
    terminal.leave();
    let stored = std::fs::read(account.store()).unwrap();
    let has = |name: &str| stored.windows(name.len()).any(|window| window == name.as_bytes());
    assert!(has("qwen-max") && !has("deepseek-v4-flash"), "the demo is not stored");
}
