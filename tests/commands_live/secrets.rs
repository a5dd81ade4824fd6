//! Secrets leave the program towards the server, and nowhere else.

use std::fs;

use crate::{
    account::{Account, SECURITY_TOKEN, TOKEN, run::Ran},
    standin::{Facts, Fault, On},
};

/// What every secret begins with, and so do pieces of them that are long enough to be told.
const MARK: &str = "SECRET-";

#[test]
fn no_secret_is_written_anywhere() {
    let echo = |status| {
        Fault::refusal(status, TOKEN, &format!("Bearer {TOKEN} / SECRET-KEY-one / {SECURITY_TOKEN}"))
    };
    for fault in [
        None,
        Some(Fault::not_logged_in()),
        Some(Fault::forbidden()),
        Some(Fault::status(500, Vec::new())),
        Some(Fault::too_many("3600")),
        Some(Fault::Truncated),
        Some(Fault::not_json()),
        Some(Fault::Endless),
        Some(Fault::redirect(&format!("http://127.0.0.1:9/?token={TOKEN}"))),
    ] {
        let account = Account::new(Facts::default());
        account.set_pair(Some(SECURITY_TOKEN));
        if let Some(fault) = &fault {
            account.standin.fault(On::Everything, fault.clone());
        }
        look_everywhere(&account, &format!("{fault:?}"));
    }
    // A server that sends back what it was sent: the credential of the call is taken out of its words.
    let account = Account::new(Facts::default());
    for (on, status) in [(On::Quotas, 200), (On::Switches, 403)] {
        account.standin.fault(on, echo(status));
    }
    let ran = account.run(&["list", "-o", "json"]);
    assert!(!format!("{ran:?}").contains(TOKEN), "{ran:?}");
    account.set_pair(Some(SECURITY_TOKEN));
    account.standin.fault(On::Balance, Fault::refusal(400, "Odd", &format!("of {SECURITY_TOKEN}")));
    let ran = account.run(&["account", "-o", "json"]);
    assert!(ran.errors.contains("Odd") && !format!("{ran:?}").contains(SECURITY_TOKEN), "{ran:?}");
}

fn look_everywhere(account: &Account, during: &str) {
    let log = account.path("quotatop.log");
    for command in [
        &["list"][..],
        &["list", "-o", "json"],
        &["list", "-o", "csv"],
        &["account", "-o", "json"],
        &["doctor"],
        &["config", "show"],
        &["check", "qwen-max"],
        &["poll", "--once"],
        &["events"],
    ] {
        let arguments = [command, &["-v", "--log-file", log.to_str().unwrap()]].concat();
        let Ran { out, errors, .. } = account.run(&arguments);
        assert!(!out.contains(MARK) && !errors.contains(MARK), "{during}: {command:?}: {out}{errors}");
    }
    let logged = fs::read_to_string(&log).unwrap();
    assert!(logged.contains("queryFreeTier") || logged.contains("QueryAccountBalance"), "{logged}");
    assert!(!logged.contains(MARK), "{during}: {logged}");
    for file in account.kept_files() {
        let bytes = fs::read(&file).unwrap();
        assert!(!bytes.windows(MARK.len()).any(|at| at == MARK.as_bytes()), "{during}: {}", file.display());
    }
}
