//! Secrets are sent to the server, and nowhere else.

use std::time::Duration;

use super::*;
use crate::support::account::SECURITY_TOKEN;

/// The beginning of every secret, and of every piece of one that is long enough to be recognised.
const MARK: &str = "SECRET-";

#[test]
fn no_secret_is_written_anywhere() {
    let echo = |status| {
        Fault::refusal(status, TOKEN, &format!("Bearer {TOKEN} / SECRET-KEY-one / {SECURITY_TOKEN}"))
    };
    for fault in [
        Fault::Slow(Duration::ZERO),
        Fault::not_logged_in(),
        Fault::forbidden(),
        Fault::status(500),
        Fault::too_many("3600"),
        Fault::Truncated,
        Fault::not_json(),
        Fault::Endless,
        Fault::redirect(&format!("http://127.0.0.1:9/?token={TOKEN}")),
    ] {
        let account = Account::new(Facts::default());
        account.set_pair(Some(SECURITY_TOKEN));
        account.standin.fault(On::Everything, fault.clone());
        look_everywhere(&account, &format!("{fault:?}"));
    }
    // The credential of a request is removed from the server's error message.
    let account = Account::new(Facts::default());
    for (on, status) in [(On::Quotas, 200), (On::Switches, 403)] {
        account.standin.fault(on, echo(status));
    }
    let ran = account.list();
    assert!(!format!("{ran:?}").contains(TOKEN), "{ran:?}");
    account.set_pair(Some(SECURITY_TOKEN));
    account.standin.fault(On::Balance, Fault::refusal(400, "Odd", &format!("of {SECURITY_TOKEN}")));
    let ran = account.run(&["account", "-o", "json"]).reports("Odd");
    assert!(!format!("{ran:?}").contains(SECURITY_TOKEN), "{ran:?}");
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
        &["free-quota-only", "on", "qwen-max", "--yes"],
        &["poll", "--once"],
        &["events"],
    ] {
        let arguments = [command, &["-v", "--log-file", log.to_str().unwrap()]].concat();
        let ran = account.run(&arguments);
        assert!(!format!("{ran:?}").contains(MARK), "{during}: {ran:?}");
    }
    let logged = fs::read_to_string(&log).unwrap();
    assert!(logged.contains("queryFreeTier") || logged.contains("QueryAccountBalance"), "{logged}");
    assert!(!logged.contains(MARK), "{during}: {logged}");
    for file in account.stored_files() {
        let bytes = fs::read(&file).unwrap();
        assert!(!bytes.windows(MARK.len()).any(|at| at == MARK.as_bytes()), "{during}: {}", file.display());
    }
}

fn echoes(secret: &str) -> Vec<String> {
    let encoded: String = secret
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect();
    vec![
        secret.to_owned(),
        encoded.clone(),
        encoded.replace('/', "%2f"),
        secret.replace('/', "\\/"),
        format!("\u{0}{}\u{7f}", secret.replace('-', "\u{1}-")),
    ]
}

#[test]
fn secrets_repeated_by_a_webhook_are_not_printed() {
    let receiver = Receiver::start("/SECRET-PATH-1/send?access_token=SECRET-QUERY/1");
    let account = Account::new(Facts::default());
    account.add_webhook(&receiver.url);
    let secrets = [receiver.url.as_str(), "SECRET-PATH-1", "SECRET-QUERY/1", TOKEN, "SECRET-KEY-one"];
    for echo in secrets.into_iter().flat_map(echoes) {
        for (status, body) in [
            ("200 OK", serde_json::json!({"errcode": 7, "errmsg": echo}).to_string()),
            ("403 Forbidden", serde_json::json!({"ok": false, "description": echo}).to_string()),
            ("404 Not Found", echo.clone()),
        ] {
            receiver.answers(status, "", &body);
            let log = account.path("log");
            let ran = account.run(&["alerts", "test", "-v", "--log-file", log.to_str().unwrap()]).exits(1);
            assert!(!format!("{ran:?}").contains(MARK), "{body}: {ran:?}");
        }
    }
    let logged = fs::read_to_string(account.path("log")).unwrap();
    assert!(logged.contains("not delivered") && !logged.contains(MARK), "{logged}");
    look_everywhere(&account, "a webhook that repeats its address");
    let events = account.run(&["events", "-o", "json"]);
    assert!(events.json()["channels"][0]["last_error"].is_string(), "{events:?}");
    assert!(!events.out.contains(MARK), "{events:?}");
    let host = receiver.url.split('/').nth(2).unwrap();
    account.run(&["config", "show"]).prints(&format!("url = \"http://{host}/…\""));
}

#[test]
fn secrets_repeated_by_a_server_are_not_printed() {
    for secret in [TOKEN, SECURITY_TOKEN, "SECRET-KEY-one"] {
        for echo in echoes(secret) {
            let account = Account::new(Facts::default());
            account.set_pair(Some(SECURITY_TOKEN));
            account.standin.fault(On::Everything, Fault::refusal(400, "Odd", &format!("of {echo}!")));
            for command in ["list", "account", "doctor"] {
                let ran = account.run(&[command]);
                assert!(!format!("{ran:?}").contains(MARK), "{command}: {echo}: {ran:?}");
                assert!(format!("{ran:?}").contains("Odd"), "{command}: {ran:?}");
            }
        }
    }
}
