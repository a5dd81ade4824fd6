//! What is stale shows its age: the figures stay, with the time of the last success.

use super::*;

#[test]
fn a_failing_feed_is_down_and_keeps_its_figures_and_their_time() {
    let account = account();
    account.set_refresh("10s");
    let exporter = Exporter::start(&account);
    let page = exporter.wait_for_data();
    let read_at = |page: &Exposition, feed| {
        page.value("quotatop_feed_last_success_timestamp_seconds", &[("feed", feed)]).unwrap()
    };
    let max = [("model", "qwen-max")];
    let before = (read_at(&page, "quotas"), page.value("quotatop_free_quota_remaining", &max));
    account.standin.fault(On::Quotas, Fault::status(500));
    account.standin.set_remaining("qwen-max", "1");
    let up = |page: &Exposition, feed| page.value("quotatop_feed_up", &[("feed", feed)]);
    let page = exporter.wait_until(|page| up(page, "quotas") == Some(0.0));
    let after = (read_at(&page, "quotas"), page.value("quotatop_free_quota_remaining", &max));
    assert_eq!((before.1, after.1), (Some(24_098.0), Some(24_098.0)));
    assert!(after.0 >= before.0 && up(&page, "account") == Some(1.0));
    let requests =
        |outcome| page.value("quotatop_requests_total", &[("feed", "quotas"), ("outcome", outcome)]);
    assert!(requests("server") >= Some(1.0), "{:?}", requests("server"));
    // It does not move as long as the feed fails.
    let later = exporter.wait_until(|page| read_at(page, "account") > after.0 + 1.0);
    assert_eq!((read_at(&later, "quotas"), up(&later, "quotas")), (after.0, Some(0.0)));
    account.standin.heal();
    exporter.wait_until(|page| page.value("quotatop_free_quota_remaining", &max) == Some(1.0));
    exporter.stop();
}

#[test]
fn what_was_never_read_is_absent() {
    let account = account();
    account.remove_pair();
    account.standin.fault(On::Quotas, Fault::not_logged_in());
    let exporter = Exporter::start(&account);
    let page = exporter.wait_until(|page| page.value("quotatop_feed_up", &[("feed", "quotas")]).is_some());
    assert_eq!(page.value("quotatop_feed_up", &[("feed", "quotas")]), Some(0.0));
    for absent in [
        "quotatop_free_quota_total",
        "quotatop_account_available",
        "quotatop_account_overdue",
        "quotatop_spend",
        "quotatop_feed_last_success_timestamp_seconds",
    ] {
        assert!(page.values(absent, &[]).is_empty(), "{absent}");
    }
    let account_up = page.value("quotatop_feed_up", &[("feed", "account")]);
    assert_eq!(account_up, None, "there is no key pair to request the account with");
    exporter.stop();
}
