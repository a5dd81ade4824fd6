//! Two accounts in one configuration, each with a server of its own: each asks, fails and recovers alone.

use super::*;
use crate::support::{account::KEY_SECRET, standin::Standin};

/// `prod` asks the account's own stand-in, `dev` the other one, both by the same login.
fn beside(account: &Account, refresh: &str) -> Standin {
    let mut facts = Facts { tokens: vec![TOKEN.to_owned(), OTHER_TOKEN.to_owned()], ..Facts::default() };
    facts.keys[0].secret = KEY_SECRET.to_owned();
    facts.models[0].name = "qwen-elsewhere".to_owned();
    let other = Standin::start(facts);
    let profile = |name: &str, url: &str| {
        format!(
            "[profiles.{name}]\nrefresh = \"{refresh}\"\n[profiles.{name}.endpoints]\n\
             console = \"{url}\"\nbilling = \"{url}\"\nopenapi = \"{url}\"\n"
        )
    };
    let [prod, dev] = [profile("prod", account.standin.url()), profile("dev", other.url())];
    account.write("config/quotatop/config.toml", &format!("default_profile = \"prod\"\n{dev}{prod}"));
    other
}

/// Clears the filter, where there is one, and sets another.
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

#[test]
fn both_are_asked_and_one_that_goes_down_is_stale_alone() {
    let account = Account::new(Facts::default());
    let other = beside(&account, "1h");
    let mut terminal = account.open();
    terminal.wait_for("All · 2 profiles");
    terminal.wait_until("both lists", |screen| {
        row(screen, "qwen-max ").contains("prod") && row(screen, "qwen-elsewhere").contains("dev")
    });
    terminal.wait_until("what is left of both", |screen| {
        [row(screen, "qwen-max "), row(screen, "qwen-elsewhere")].iter().all(|row| row.contains(FIRST))
    });
    other.fault(On::Quotas, Fault::status(500, Vec::new()));
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
    terminal.wait_for("All · 2 profiles");
    terminal.press("r");
    terminal.wait_for_absence("stale");
    leave(terminal);
    account.assert_well_formed();
    assert_eq!(other.malformed(), Vec::<String>::new());
}

#[test]
fn one_that_hangs_delays_nothing_of_the_other() {
    let account = Account::new(Facts::default());
    let other = beside(&account, "1h");
    other.hold(usize::MAX, usize::MAX);
    let mut terminal = account.open();
    terminal.wait_for(FIRST);
    terminal.press("r");
    terminal.wait_for("qwen-plus");
    leave(terminal);
    account.assert_well_formed();
}

#[test]
fn last_known_data_of_both_are_there_at_once() {
    let account = Account::new(Facts::default());
    let other = beside(&account, "1h");
    let terminal = account.open();
    terminal.wait_until("both", |screen| {
        [row(screen, "qwen-max "), row(screen, "qwen-elsewhere")].iter().all(|row| row.contains(FIRST))
    });
    leave(terminal);
    let terminal = account.open_with(&["--offline"]);
    terminal.wait_for("All · 2 profiles");
    terminal.wait_until("both again", |screen| {
        [row(screen, "qwen-max "), row(screen, "qwen-elsewhere")].iter().all(|row| row.contains(FIRST))
    });
    leave(terminal);
    let terminal = account.open_with(&["--offline", "--profile", "dev"]);
    terminal.wait_for("qwen-elsewhere");
    let screen = terminal.screen();
    assert!(!screen.contains("qwen-max ") && !screen.contains("of 2"), "{screen}");
    leave(terminal);
    drop(other);
}

#[test]
fn a_file_and_the_demo_stand_beside_an_account() {
    let account = Account::new(Facts::default());
    let url = account.standin.url();
    account.write(
        "kept.json",
        r#"{"schema": "quotatop.snapshot/1", "profile": "theirs", "models": [
        {"model": "from-a-file", "total": 100, "remaining": 7, "unit": "tokens", "quota_status": "VALID"}]}"#,
    );
    let config = format!(
        "default_profile = \"a-demo\"\n[profiles.a-demo]\nsource = \"demo\"\n\
         [profiles.file]\nsource = \"snapshot\"\nsnapshot = \"{}\"\n\
         [profiles.live.endpoints]\nconsole = \"{url}\"\nbilling = \"{url}\"\nopenapi = \"{url}\"\n",
        account.path("kept.json").display(),
    );
    account.write("config/quotatop/config.toml", &config);
    let mut terminal = account.open();
    terminal.wait_for("All · 3 profiles");
    filter(&mut terminal, "from-a-file");
    terminal.wait_until("the file, by its own profile", |screen| {
        row(screen, "▌from-a-file").contains(" file ") && screen.contains("7/100")
    });
    filter(&mut terminal, "profile:live");
    terminal.wait_until("the account", |screen| row(screen, "qwen-max ").contains(FIRST));
    filter(&mut terminal, "profile:a-demo");
    terminal.wait_for("deepseek-v4-flash");
    terminal.press("2]");
    terminal.wait_for("a-demo · demo data · 1 of 3");
    terminal.wait_for("before tax");
    leave(terminal);
    let kept = std::fs::read(account.store()).unwrap();
    let holds = |name: &str| kept.windows(name.len()).any(|window| window == name.as_bytes());
    assert!(holds("qwen-max") && !holds("deepseek-v4-flash"), "the demo is kept in memory alone");
}
