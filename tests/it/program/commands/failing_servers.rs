//! Failing servers: the exit status, what is said, and that data which are known stay.

use super::*;

/// A fault of the quotas, the exit status, the kind of the error, and what standard error says.
fn faults() -> Vec<(Fault, i32, &'static str, &'static [&'static str])> {
    vec![
        (Fault::not_logged_in(), 3, "sign_in", &["bl auth login"]),
        (Fault::forbidden(), 3, "permission", &["智能体-操作", "grant"]),
        (Fault::status(500, Vec::new()), 1, "server", &["HTTP 500", "try again"]),
        (Fault::too_many("3600"), 1, "rate_limited", &["wait"]),
        (Fault::throttled(), 1, "rate_limited", &["wait"]),
        (Fault::Truncated, 1, "decode", &["cut off"]),
        (Fault::not_json(), 1, "decode", &["not understood"]),
        (Fault::Endless, 1, "server", &["MiB", "proxy"]),
        (Fault::redirect("http://127.0.0.1:9/"), 1, "server", &["redirect", "site"]),
    ]
}

#[test]
fn a_first_run_that_fails_says_why_and_how_to_mend_it() {
    for (fault, status, kind, says) in faults() {
        let account = Account::new(Facts::default());
        account.fault_quotas(&fault);
        let ran = account.list();
        assert_eq!(ran.status, status, "{fault:?}: {ran:?}");
        let feed = &ran.json()["feeds"]["quotas"];
        assert_eq!((&feed["state"], &feed["error"]["kind"]), (&json!("failed"), &json!(kind)), "{fault:?}");
        for field in ["message", "remedy"] {
            assert!(ran.errors.contains(feed["error"][field].as_str().unwrap()), "{fault:?}: {ran:?}");
        }
        for text in says {
            assert!(ran.errors.contains(text), "{fault:?}: {text}: {ran:?}");
        }
        assert_eq!(ran.json()["account"]["state"], "good", "a feed fails alone: {ran:?}");
        account.assert_well_formed();
    }
}

#[test]
fn known_data_stay_through_a_failure_and_are_marked() {
    for (fault, status, kind, says) in faults() {
        let account = Account::new(Facts::default());
        let good = account.list();
        assert_eq!(good.status, 0, "{good:?}");
        account.fault_quotas(&fault);
        let ran = account.list();
        assert_eq!(ran.status, status, "{fault:?}: {ran:?}");
        let (before, now) = (&good.json()["feeds"]["quotas"], &ran.json()["feeds"]["quotas"]);
        assert_eq!((&now["state"], &now["error"]["kind"]), (&json!("stale"), &json!(kind)), "{fault:?}");
        assert_eq!(now["fetched_at"], before["fetched_at"], "{fault:?}");
        assert_eq!(ran.json()["models"], good.json()["models"], "{fault:?}");
        assert!(says.iter().all(|text| ran.errors.contains(text)), "{fault:?}: {ran:?}");
        let table = account.run(&["list"]);
        assert!(table.out.starts_with("stale: as last known"), "{fault:?}: {table:?}");
        assert!(table.out.contains("24,098/1,000,000"), "{fault:?}: {table:?}");
        account.standin.heal();
        if kind != "rate_limited" {
            let healed = account.list();
            assert_eq!((healed.status, healed.errors.as_str()), (0, ""), "{fault:?}: {healed:?}");
        }
    }
}

#[test]
fn a_failing_account_fails_alone() {
    for (fault, status, says) in [
        (Fault::refusal(403, "NotAuthorized", "not authorized"), 3, "bss:DescribeAcccount"),
        (Fault::refusal(404, "InvalidAccessKeyId.NotFound", "no"), 3, "AccessKey"),
        (Fault::status(502, Vec::new()), 1, "HTTP 502"),
        (Fault::too_many("3600"), 1, "wait"),
    ] {
        let account = Account::new(Facts::default());
        account.standin.set_balance("-12.40");
        assert_eq!(account.run(&["account"]).status, 0);
        account.standin.fault(On::Balance, fault.clone());
        let ran = account.run(&["account"]);
        assert_eq!(ran.status, status, "{fault:?}: {ran:?}");
        assert!(ran.errors.contains(says), "{fault:?}: {ran:?}");
        assert!(ran.out.contains("-12.40") || ran.out.contains("12.40 USD"), "{fault:?}: {ran:?}");
        let list = account.list();
        assert_eq!(list.status, 0, "{fault:?}: {list:?}");
        assert!(list.errors.contains("account: "), "{fault:?}: {list:?}");
        assert_eq!(list.model("qwen-turbo")["next_call"], "refused", "by the last that is known");
    }
}

#[test]
fn a_wait_is_remembered_by_the_next_run() {
    let account = Account::new(Facts::default());
    assert_eq!(account.list().status, 0);
    account.standin.fault_times(1, On::Quotas, Fault::too_many("3600"));
    assert_eq!(account.list().status, 1);
    let of_quotas = || [On::Catalogue, On::Quotas, On::Switches].map(|on| account.standin.count(&on));
    let (quotas, balances) = (of_quotas(), account.standin.count(&On::Balance));
    let ran = account.list();
    assert_eq!(of_quotas(), quotas, "asked inside the window");
    assert_eq!(account.standin.count(&On::Balance), balances + 1, "the account need not wait");
    assert_eq!(ran.status, 1, "{ran:?}");
    assert_eq!(ran.json()["feeds"]["quotas"]["state"], "stale", "{ran:?}");
    assert_eq!(ran.json()["feeds"]["quotas"]["error"]["kind"], "rate_limited");
    assert_eq!(ran.model("qwen-max")["remaining"].to_string(), "24098");
    assert!(ran.errors.contains("quotas: "), "{ran:?}");
}

#[test]
fn another_login_is_not_bound_by_the_wait() {
    let account = Account::new(Facts::default());
    account.standin.fault_times(1, On::Quotas, Fault::too_many("3600"));
    assert_eq!(account.list().status, 1);
    account.sign_in(OTHER_TOKEN);
    assert_eq!(account.list().status, 0);
}

#[test]
fn no_server_at_all_is_told_and_nothing_is_lost() {
    let account = Account::new(Facts::default());
    assert_eq!(account.list().status, 0);
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let path = account.path("config/quotatop/config.toml");
    let config = std::fs::read_to_string(&path).unwrap();
    std::fs::write(path, config.replace(account.standin.url(), &format!("http://{closed}"))).unwrap();
    let ran = account.list();
    assert_eq!(ran.status, 1, "{ran:?}");
    assert_eq!(ran.json()["feeds"]["quotas"]["error"]["kind"], "network");
    assert_eq!(ran.model("qwen-max")["remaining"].to_string(), "24098");
    assert!(ran.errors.contains("cannot be reached"), "{ran:?}");
}

#[test]
fn the_doctor_ends_every_line_with_ok_or_with_what_to_do() {
    let account = Account::new(Facts::default());
    let ran = account.run(&["doctor"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(ran.out.lines().count() >= 9, "{}", ran.out);
    let is_remark = |line: &str| line.starts_with("accounts ");
    assert!(ran.out.lines().all(|line| line.ends_with("ok") || is_remark(line)), "{}", ran.out);
    for (fault, status, says) in [
        (Fault::not_logged_in(), 3, "bl auth login"),
        (Fault::forbidden(), 3, "智能体-操作"),
        (Fault::status(500, Vec::new()), 1, "try again later"),
    ] {
        account.standin.fault(On::Quotas, fault.clone());
        let ran = account.run(&["doctor"]);
        account.standin.heal();
        assert_eq!(ran.status, status, "{fault:?}: {ran:?}");
        let ill: Vec<&str> =
            ran.out.lines().filter(|line| !line.ends_with("ok") && !is_remark(line)).collect();
        assert_eq!(ill.len(), 1, "{fault:?}: {}", ran.out);
        assert!(ill[0].starts_with("free quotas") && ill[0].contains(says), "{fault:?}: {}", ran.out);
    }
    account.assert_well_formed();
}
