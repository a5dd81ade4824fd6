//! Failing servers: what was read is printed, and the reason reported.

use serde_json::json;

use super::fixture::*;

#[test]
fn a_missing_permission_is_named_with_the_policy_and_the_command() {
    let bills = small_bills();
    let account = Account::billed(&bills);
    account.standin.fault(On::Bills, Fault::refusal(403, "NotAuthorized", "You are not authorized."));
    let cycle = &bills.cycles()[0];
    for _ in 0..2 {
        let ran = account.bills(cycle, &[]);
        assert_eq!(ran.status, 3, "{ran:?}");
        for text in
            ["bssapi:DescribeInstanceBill", "AliyunBSSReadOnlyAccess", "aliyun ram AttachPolicyToUser"]
        {
            assert!(ran.errors.contains(text), "{text}: {ran:?}");
        }
        let feed = &ran.json()["feed"];
        assert_eq!((&feed["state"], &feed["error"]["kind"]), (&json!("failed"), &json!("permission")));
        assert_eq!(account.run(&["bills", "--cycle", cycle]).out, "", "there is nothing to print");
    }
    assert_eq!(account.list().status, 0, "quotas go on");
    account.assert_well_formed();
}

#[test]
fn a_wait_is_remembered_by_the_next_run() {
    let bills = small_bills();
    let cycle = &bills.cycles()[0];
    for fault in [Fault::throttled(), Fault::too_many("3600")] {
        let account = Account::billed(&bills);
        account.standin.fault(On::Bills, fault.clone());
        let first = account.bills(cycle, &[]);
        assert_eq!(first.status, 1, "{fault:?}: {first:?}");
        let asked = account.standin.count(&On::Bills);
        assert!(asked > 0);
        account.standin.heal();
        let second = account.bills(cycle, &[]);
        assert_eq!(account.standin.count(&On::Bills), asked, "{fault:?}: asked inside the window");
        assert_eq!(second.status, 1, "{fault:?}: {second:?}");
        for ran in [first, second] {
            let feed = &ran.json()["feed"];
            assert_eq!((&feed["state"], &feed["error"]["kind"]), (&json!("failed"), &json!("rate_limited")));
            for field in ["message", "remedy"] {
                assert!(ran.errors.contains(feed["error"][field].as_str().unwrap()), "{fault:?}: {ran:?}");
            }
        }
        assert_eq!(account.list().status, 0, "quotas need not wait");
        account.assert_well_formed();
    }
}

#[test]
fn what_was_read_before_a_failure_is_printed_and_marked() {
    let bills = small_bills();
    let cycle = &bills.cycles()[0];
    let account = Account::billed(&bills);
    let bad = bills.of_cycle(cycle).nth(100).unwrap().day;
    account.standin.fault(On::BillsOf(bad.to_string()), Fault::status(500, Vec::new()));
    let ran = account.bills(cycle, &["--product", "all"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    let feed = &ran.json()["feed"];
    assert_eq!((&feed["state"], &feed["error"]["kind"]), (&json!("stale"), &json!("server")));
    assert!(ran.errors.contains("HTTP 500"), "{ran:?}");
    // The newest days come first.
    let read: BTreeSet<_> = account.days_asked(0).into_iter().filter(|day| *day != bad).collect();
    assert!(!read.is_empty());
    let rows = || bills.of_cycle(cycle).filter(|row| read.contains(&row.day));
    assert_eq!(printed(&ran.json()), expected(rows(), GROUPINGS[0].1, Tax::Before));
    let table = account.run(&["bills", "--cycle", cycle]);
    assert!(table.status == 1 && table.out.starts_with("stale: as last known"), "{table:?}");
    account.standin.heal();
    let healed = account.bills(cycle, &["--product", "all"]);
    assert_eq!((healed.status, healed.errors.as_str()), (0, ""), "{healed:?}");
    assert_eq!(printed(&healed.json()), expected(bills.of_cycle(cycle), GROUPINGS[0].1, Tax::Before));
    account.assert_well_formed();
}
