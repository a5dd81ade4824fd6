//! Failing servers: fetched days are printed, and the reason reported.

use super::fixture::*;

#[test]
fn a_missing_permission_is_named_with_the_policy_and_the_command() {
    let bills = small_bills();
    let account = Account::billed(&bills);
    account.standin.fault(On::Bills, Fault::refusal(403, "NotAuthorized", "You are not authorized."));
    let cycle = &bills.cycles()[0];
    for _ in 0..2 {
        let ran = account.bills(cycle, &[]).exits(3).reports("bssapi:DescribeInstanceBill");
        ran.reports_all(&["AliyunBSSReadOnlyAccess", "aliyun ram AttachPolicyToUser"]).has_feed(
            "/feed",
            "failed",
            "permission",
        );
        assert_eq!(account.run(&["bills", "--cycle", cycle]).out, "", "there is nothing to print");
    }
    account.list().exits(0);
}

#[test]
fn a_rate_limit_is_remembered_by_the_next_run() {
    let bills = small_bills();
    let cycle = &bills.cycles()[0];
    for fault in [Fault::throttled(), Fault::too_many("3600")] {
        let account = Account::billed(&bills);
        account.standin.fault(On::Bills, fault.clone());
        account.bills(cycle, &[]).exits(1).has_feed("/feed", "failed", "rate_limited");
        let requests = account.standin.count(&On::Bills);
        assert!(requests > 0);
        account.standin.heal();
        account.bills(cycle, &[]).exits(1).has_feed("/feed", "failed", "rate_limited");
        assert_eq!(account.standin.count(&On::Bills), requests, "{fault:?}: requested during the rate limit");
        account.list().exits(0);
    }
}

#[test]
fn days_read_before_a_failure_are_printed_as_stale() {
    let bills = small_bills();
    let cycle = &bills.cycles()[0];
    let account = Account::billed(&bills);
    let bad = bills.of_cycle(cycle).nth(100).unwrap().day;
    account.standin.fault(On::BillsOf(bad.to_string()), Fault::status(500));
    let ran = account.bills(cycle, &["--product", "all"]).exits(1).reports("HTTP 500");
    let ran = ran.has_feed("/feed", "stale", "server");
    // The newest days come first.
    let read: BTreeSet<_> = account.requested_days(0).into_iter().filter(|day| *day != bad).collect();
    assert!(!read.is_empty());
    let rows = || bills.of_cycle(cycle).filter(|row| read.contains(&row.day));
    assert_eq!(printed(&ran.json()), expected(rows(), GROUPINGS[0].1, Tax::Before));
    let table = account.run(&["bills", "--cycle", cycle]).exits(1);
    assert!(table.out.starts_with("stale: last updated"), "{table:?}");
    account.standin.heal();
    let healed = account.bills(cycle, &["--product", "all"]).succeeds();
    assert_eq!(printed(&healed.json()), expected(bills.of_cycle(cycle), GROUPINGS[0].1, Tax::Before));
}
