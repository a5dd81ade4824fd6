//! What commands make of failing servers: without stored data, from run to run, and feed by feed.

use crate::support::{
    account::{Account, OTHER_TOKEN},
    standin::{Facts, Fault, On},
};

/// A fault of the quotas, the exit status, the kind of the error, and what standard error says.
fn faults() -> Vec<(Fault, i32, &'static str, &'static [&'static str])> {
    vec![
        (Fault::not_logged_in(), 3, "sign_in", &["bl auth login"]),
        (Fault::forbidden(), 3, "permission", &["智能体-操作", "grant"]),
        (Fault::status(500), 1, "server", &["HTTP 500", "try again"]),
        (Fault::too_many("3600"), 1, "rate_limited", &["rate-limited"]),
        (Fault::throttled(), 1, "rate_limited", &["rate-limited"]),
        (Fault::Truncated, 1, "decode", &["cut off"]),
        (Fault::not_json(), 1, "decode", &["unexpected response"]),
        (Fault::Endless, 1, "server", &["MiB", "proxy"]),
        (Fault::redirect("http://127.0.0.1:9/"), 1, "server", &["redirect", "site"]),
    ]
}

#[test]
fn a_failing_first_run_reports_the_cause_and_the_remedy() {
    for (fault, status, kind, says) in faults() {
        let account = Account::new(Facts::default());
        account.fault_quotas(&fault);
        let ran = account.list().exits(status).reports_all(says);
        let ran = ran.has_feed("/feeds/quotas", "failed", kind);
        assert_eq!(ran.json()["account"]["state"], "good", "a feed fails alone: {ran:?}");
    }
}

#[test]
fn a_failing_account_fails_alone() {
    for (fault, status, says) in [
        (Fault::refusal(403, "NotAuthorized", "not authorized"), 3, "bss:DescribeAcccount"),
        (Fault::refusal(404, "InvalidAccessKeyId.NotFound", "no"), 3, "AccessKey"),
        (Fault::status(502), 1, "HTTP 502"),
        (Fault::too_many("3600"), 1, "rate-limited"),
    ] {
        let account = Account::new(Facts::default());
        account.standin.set_balance("-12.40");
        account.run(&["account"]).exits(0);
        account.standin.fault(On::Balance, fault.clone());
        let ran = account.run(&["account"]).exits(status).reports(says);
        assert!(ran.out.contains("-12.40") || ran.out.contains("12.40 USD"), "{fault:?}: {ran:?}");
        let list = account.list().exits(0).reports("account: ");
        assert_eq!(list.model("qwen-turbo")["next_call"], "refused", "by the last known balance");
    }
}

#[test]
fn a_rate_limit_is_remembered_by_the_next_run() {
    let account = Account::new(Facts::default());
    account.list().exits(0);
    account.standin.fault_times(1, On::Quotas, Fault::too_many("3600"));
    account.list().exits(1);
    let of_quotas = || [On::Catalogue, On::Quotas, On::Switches].map(|on| account.standin.count(&on));
    let (quotas, balances) = (of_quotas(), account.standin.count(&On::Balance));
    let ran = account.list().exits(1).has_left("qwen-max", "24098").reports("quotas: ");
    ran.has_feed("/feeds/quotas", "stale", "rate_limited");
    assert_eq!(of_quotas(), quotas, "requested during the rate limit");
    assert_eq!(account.standin.count(&On::Balance), balances + 1, "the account need not wait");
}

#[test]
fn another_login_is_not_rate_limited() {
    let account = Account::new(Facts::default());
    account.standin.fault_times(1, On::Quotas, Fault::too_many("3600"));
    account.list().exits(1);
    account.sign_in(OTHER_TOKEN);
    account.list().exits(0);
}

#[test]
fn every_line_of_the_doctor_ends_with_ok_or_a_remedy() {
    let account = Account::new(Facts::default());
    let ran = account.run(&["doctor"]).exits(0);
    assert!(ran.out.lines().count() >= 9, "{}", ran.out);
    let is_remark = |line: &str| line.starts_with("accounts ");
    assert!(ran.out.lines().all(|line| line.ends_with("ok") || is_remark(line)), "{}", ran.out);
    for (fault, status, says) in [
        (Fault::not_logged_in(), 3, "bl auth login"),
        (Fault::forbidden(), 3, "智能体-操作"),
        (Fault::status(500), 1, "try again later"),
    ] {
        account.standin.fault(On::Quotas, fault.clone());
        let ran = account.run(&["doctor"]).exits(status);
        account.standin.heal();
        let ill: Vec<&str> =
            ran.out.lines().filter(|line| !line.ends_with("ok") && !is_remark(line)).collect();
        assert_eq!(ill.len(), 1, "{fault:?}: {}", ran.out);
        assert!(ill[0].starts_with("free quotas") && ill[0].contains(says), "{fault:?}: {}", ran.out);
    }
}
