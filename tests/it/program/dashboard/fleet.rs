//! A fleet whose Prometheus answers, then fails, then answers again: its rows stay, and nothing has to be restarted.

use super::*;
use crate::support::standin::{PROMETHEUS_PATH, prometheus_error};

/// `LTAIstandin:standin-secret`
const LOGIN: (&str, &str) = ("LOGIN", "Basic TFRBSXN0YW5kaW46c3RhbmRpbi1zZWNyZXQ=");

/// The accounts that every query finds.
fn found(accounts: &[&str]) -> Fault {
    let series = |name: &&str| format!(r#"{{"metric":{{"profile":"{name}"}},"value":[1790000000,"3"]}}"#);
    let found: Vec<String> = accounts.iter().map(series).collect();
    let found = found.join(",");
    Fault::answer(
        200,
        format!(r#"{{"status":"success","data":{{"resultType":"vector","result":[{found}]}}}}"#),
    )
}

#[test]
fn rows_stay_while_the_prometheus_fails_and_it_recovers_without_a_restart() {
    let account = Account::without_login(Facts::default());
    let url = format!("{}{PROMETHEUS_PATH}", account.standin.url());
    account.set_configuration(&format!(
        "default_profile = \"all\"\n[profiles.all]\nsource = \"prometheus\"\nrefresh = \"1h\"\nurl = \"{url}\"\n\
         headers = {{ Authorization = \"LOGIN\" }}\n"
    ));
    account.standin.fault(On::Query, found(&["berlin", "paris"]));
    let mut terminal =
        account.terminal(Start { variables: &[LOGIN], size: Some((180, 36)), ..Start::default() });
    terminal.wait_for("2 accounts");
    for (fault, named) in [
        (Fault::status(503), "HTTP 503"),
        (Fault::answer(503, prometheus_error("timeout", "query timed out")), "timed out"),
        (Fault::not_json(), "is no Prometheus"),
        (Fault::status(401), "refuses queries"),
        (Fault::Truncated, "cut off"),
    ] {
        account.standin.fault(On::Query, fault);
        terminal.press("r");
        terminal.wait_until("the problem", |screen| screen.contains("accounts: ") && screen.contains(named));
        let screen = terminal.screen();
        assert!(["berlin", "paris", "2 accounts"].iter().all(|text| screen.contains(text)), "{screen}");
    }
    account.standin.heal();
    account.standin.fault(On::Query, found(&["berlin", "paris", "rome"]));
    terminal.press("r");
    terminal.wait_for("3 accounts");
    terminal.wait_for_absence("accounts: ");
    terminal.leave();
}
