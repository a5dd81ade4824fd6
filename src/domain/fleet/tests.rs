//! Accounts at the edges: overdue, unread, old; which comes first, and what they are together.

use super::{urgency::order, *};
use crate::domain::{
    Balance, Cause, Failure, Feed, Model, NextCall, Snapshot, Status,
    fixture::{at, quota},
};

const NOW: &str = "2026-11-22T06:12:07Z";

fn row(name: &str) -> AccountRow {
    let mut row = AccountRow::unknown(AccountName::of_profile(name));
    row.state = AccountState::Good;
    row.models = Some(Models { all: 3, ..Models::default() });
    row.feeds[FeedName::Quotas] = FeedSeen { fetched_at: Some(at(NOW)), is_up: Some(true) };
    row
}

fn runs_out(at_instant: &str) -> RunsOutNext {
    RunsOutNext { model: "m".into(), at: at(at_instant) }
}

#[test]
fn each_account_needs_attention_for_its_worst() {
    let all = |change: &dyn Fn(&mut AccountRow)| {
        let mut row = row("a");
        change(&mut row);
        Urgency::of(&row, at(NOW))
    };
    let models = |change: fn(&mut Models)| all(&|row| row.models.iter_mut().for_each(change));
    for (found, expected) in [
        (all(&|_| ()), Urgency::Calm),
        (all(&|row| row.state = AccountState::Overdue), Urgency::Overdue),
        // Models that never had a quota are billed everywhere.
        (models(|models| models.billed = 3), Urgency::Calm),
        (models(|models| (models.billed, models.exhausted) = (1, 1)), Urgency::Billed),
        // Free Quota Only stops them.
        (models(|models| (models.refused, models.exhausted) = (1, 1)), Urgency::Calm),
        (models(|models| models.low = 1), Urgency::Low),
        (all(&|row| row.runs_out_next = Some(runs_out("2026-11-23T06:12:07Z"))), Urgency::RunsOut),
        (all(&|row| row.runs_out_next = Some(runs_out("2026-11-23T06:12:08Z"))), Urgency::Calm),
        (all(&|row| row.lapses = vec![(Unit::Tokens, 5.into())]), Urgency::Lapses),
        (all(&|row| row.lapses = vec![(Unit::Tokens, 0.into())]), Urgency::Calm),
        (all(&|row| row.feeds[FeedName::Quotas].is_up = Some(false)), Urgency::Old),
        (
            all(&|row| row.feeds[FeedName::Quotas].fetched_at = Some(at("2026-11-22T05:57:07Z"))),
            Urgency::Calm,
        ),
        (all(&|row| row.feeds[FeedName::Quotas].fetched_at = Some(at("2026-11-22T05:57:06Z"))), Urgency::Old),
        (all(&|row| row.feeds[FeedName::Quotas].fetched_at = None), Urgency::Old),
    ] {
        assert_eq!(found, expected);
    }
}

#[test]
fn figures_that_are_read_rarely_are_old_later() {
    let read_at = at("2026-11-22T04:42:07Z");
    for (refresh, age, is_old) in [
        (Duration::from_mins(1), TimeDelta::minutes(15), false),
        (Duration::from_mins(1), TimeDelta::minutes(16), true),
        (Duration::from_hours(1), TimeDelta::hours(2), false),
        (Duration::from_hours(1), TimeDelta::minutes(121), true),
        (Duration::MAX, TimeDelta::days(900), false),
    ] {
        let mut row = row("a").read_every(refresh);
        row.feeds[FeedName::Quotas].fetched_at = Some(read_at);
        assert_eq!(row.is_old(read_at + age), is_old, "{refresh:?} {age}");
        let before = read_at + TimeDelta::minutes(1);
        if let Some(change) = row.next_change(before) {
            assert!(row.is_old(change) && !row.is_old(change - TimeDelta::milliseconds(1)));
        }
    }
}

#[test]
fn time_alone_changes_an_account_when_a_quota_is_about_to_run_out_and_when_it_does() {
    let mut row = row("a").read_every(Duration::from_hours(24));
    row.runs_out_next = Some(runs_out("2026-11-23T07:12:07Z"));
    for (now, change) in [
        (NOW, "2026-11-22T07:12:07Z"),
        ("2026-11-22T07:12:07Z", "2026-11-23T07:12:07Z"),
        ("2026-11-23T07:12:07Z", "2026-11-24T06:12:07.001Z"),
    ] {
        assert_eq!(row.next_change(at(now)), Some(at(change)), "{now}");
    }
    assert_eq!(Urgency::of(&row, at("2026-11-22T07:12:06Z")), Urgency::Calm);
    assert_eq!(Urgency::of(&row, at("2026-11-22T07:12:07Z")), Urgency::RunsOut);
    assert_eq!(AccountRow::unknown(AccountName::of_profile("b")).next_change(at(NOW)), None);
}

#[test]
fn the_most_urgent_account_is_first_then_what_runs_out_first_then_the_name() {
    let mut rows: Vec<AccountRow> = ["d", "c", "b", "a", "e"].map(row).into();
    rows[2].state = AccountState::Overdue;
    rows[0].runs_out_next = Some(runs_out("2026-12-01T00:00:00Z"));
    rows[4].runs_out_next = Some(runs_out("2026-11-30T00:00:00Z"));
    let names: Vec<_> =
        order(&rows, at(NOW)).into_iter().map(|(at, _)| rows[at].name.profile.to_string()).collect();
    assert_eq!(names, ["b", "e", "d", "a", "c"]);
}

#[test]
fn words_find_names_and_what_needs_attention() {
    let mut row = row("Team-Berlin");
    row.name.instance = Some("10.0.0.1:9464".into());
    for (text, found) in [
        ("", true),
        ("  ", true),
        ("berlin", true),
        ("team berlin", true),
        ("team paris", false),
        ("low", true),
        ("overdue", false),
        ("low 10.0", true),
        ("lo", false),
    ] {
        assert_eq!(row.matches(text, Urgency::Low), found, "{text:?}");
    }
}

#[test]
fn totals_keep_units_and_currencies_apart() {
    let spend = |currency: &str, payable: &str| AccountSpend {
        currency: currency.into(),
        payable: payable.parse().unwrap(),
        cycle: "2026-11".parse().unwrap(),
    };
    let mut one = row("one");
    one.lapses = vec![(Unit::Tokens, 5.into()), (Unit::Images, 1.into())];
    one.spend = vec![spend("USD", "1.10")];
    let mut two = row("two");
    (two.state, two.lapses) = (AccountState::Overdue, vec![(Unit::Tokens, 2.into())]);
    two.spend = vec![spend("CNY", "-0.5"), spend("USD", "0.03")];
    let unread = AccountRow::unknown(AccountName::of_profile("three"));
    let totals = Totals::of([&one, &two, &unread]);
    assert_eq!((totals.accounts, totals.overdue, totals.models.all), (3, 1, 6));
    assert_eq!(totals.lapses, [(Unit::Tokens, 7.into()), (Unit::Images, 1.into())].into());
    let spend = [("CNY", "-0.5"), ("USD", "1.13")];
    assert_eq!(totals.spend, spend.map(|(currency, sum)| (currency.into(), sum.parse().unwrap())).into());
}

#[test]
fn an_account_is_summed_up_from_its_models() {
    let quota = |expires_at: &str| Some(quota("100", "40", expires_at, NOW));
    let model = |name: &str, expires_at: &str| Model {
        quota: quota(expires_at),
        unit: Unit::Tokens,
        ..Model::named(name.into())
    };
    let models =
        [model("soon", "2026-11-29T06:12:07Z"), model("late", "2026-11-29T06:12:08Z"), model("over", "")];
    let judged = |nth: usize, status, next_call, runs_out: &str| Judged {
        model: &models[nth],
        status,
        next_call,
        runs_out: Some(at(runs_out)),
        lapses: Some(7.into()),
    };
    let mut snapshot = Snapshot::empty(at(NOW));
    snapshot.balance = Some(Balance {
        available: Some("-12.40".parse().unwrap()),
        currency: Some("USD".into()),
        ..Balance::default()
    });
    *snapshot.feed_mut(FeedName::Quotas) = Feed { fetched_at: Some(at(NOW)), failure: None };
    let rows = [
        judged(0, Status::Low, NextCall::Free, "2026-11-24T00:00:00Z"),
        judged(1, Status::Ok, NextCall::Refused, "2026-11-23T00:00:00Z"),
        // It has run out already, at an instant that is known.
        judged(2, Status::Exhausted, NextCall::Billed, "2026-11-22T06:00:00Z"),
    ];
    let row = sum(AccountName::of_profile("p"), &snapshot, rows, Vec::new(), at(NOW));
    assert_eq!((row.state, row.currency.as_deref()), (AccountState::Overdue, Some("USD")));
    let models = Models { all: 3, billed: 1, refused: 1, low: 1, exhausted: 1 };
    assert_eq!(row.models, Some(models));
    assert_eq!(row.runs_out_next, Some(RunsOutNext { model: "late".into(), at: at("2026-11-23T00:00:00Z") }));
    assert_eq!(row.lapses, [(Unit::Tokens, 7.into())]);
    assert_eq!(row.feeds[FeedName::Quotas], FeedSeen { fetched_at: Some(at(NOW)), is_up: Some(true) });
    assert_eq!(row.feeds[FeedName::Account], FeedSeen::default());
    let mut off = snapshot.clone();
    let cause = Cause::NoAccessKey { looked_for: Vec::new() };
    off.feed_mut(FeedName::Account).failure = Some(Failure { cause, since: at(NOW) });
    let off = sum(AccountName::of_profile("p"), &off, [], Vec::new(), at(NOW));
    assert_eq!(off.feeds[FeedName::Account].is_up, None, "without a credential nothing was tried");
    let unread = sum(AccountName::of_profile("p"), &Snapshot::empty(at(NOW)), [], Vec::new(), at(NOW));
    assert_eq!(unread, AccountRow::unknown(AccountName::of_profile("p")));
}
