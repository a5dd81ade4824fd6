//! Several accounts on one wallboard: each changes at its own instants.

use quotatop::{
    app::{ProfileId, view::Shown},
    domain::Status,
};

use super::machine::*;

/// A second account with this balance and one model that expires then. No requests are made for it.
fn add(machine: &mut Machine, available: &str, expires_at: DateTime<Utc>) -> ProfileId {
    let now = machine.now;
    let refresh = Duration::from_mins(10);
    let id =
        machine.state.open(Profile::new("home", SourceKind::Alibaba, refresh, Schedule::new(9, false), now));
    let fetched_at = now.utc - TimeDelta::milliseconds(1_300);
    let known = LastKnown {
        models: Some(Dated { value: vec![model("second", 500_000, expires_at, fetched_at)], fetched_at }),
        balance: Some(Dated { value: dollars(available), fetched_at }),
        ..LastKnown::default()
    };
    machine.state.begin_one(id, known, &[], now);
    machine.say(Message::Woke);
    id
}

/// Sleeps and wakes until `condition` is met. Returns when that was.
fn until(machine: &mut Machine, condition: impl Fn(&Machine) -> bool) -> DateTime<Utc> {
    for _ in 0..2_000 {
        if condition(machine) {
            return machine.now.utc;
        }
        machine.sleep();
    }
    panic!("it never came");
}

/// A timer is a little late, never early.
fn is_at(woke: DateTime<Utc>, instant: DateTime<Utc>) -> bool {
    (TimeDelta::zero()..TimeDelta::milliseconds(2)).contains(&(woke - instant))
}

#[test]
fn stale_data_and_expiries_of_the_second_account_are_shown_at_their_instants() {
    // The dashboard may have shown one account, or all.
    for shown in [Shown::One, Shown::All] {
        let mut machine = Machine::new(5, (120, 36));
        let expires_at = machine.now.utc + TimeDelta::milliseconds(333_700);
        let id = add(&mut machine, "8", expires_at);
        machine.state.view.shown = shown;
        let woke = until(&mut machine, |machine| {
            let (model, row) = machine.state.profile_at(id).unwrap().at(0).unwrap();
            assert_eq!(model.name.as_str(), "second");
            row.status == Status::Expired
        });
        assert!(is_at(woke, expires_at), "{woke} {expires_at}");
        let feed = |machine: &Machine| {
            let profile = machine.state.profile_at(id).unwrap();
            let feed = profile.snapshot.feed(FeedName::Quotas);
            (feed.state(profile.refresh, machine.now.utc), feed.stale_from(profile.refresh).unwrap())
        };
        let (state, stale_from) = feed(&machine);
        assert_eq!(state, FeedState::Fresh);
        assert!(!machine.says("STALE"));
        let woke = until(&mut machine, |machine| feed(machine).0 == FeedState::Stale);
        assert!(is_at(woke, stale_from), "{woke} {stale_from}");
        assert!(machine.says("quotas STALE") && machine.says("home: Quotas are not updating"));
    }
}

#[test]
fn heartbeats_of_several_accounts_fit_a_narrow_row() {
    let mut machine = Machine::new(5, (80, 24));
    let far = machine.now.utc + TimeDelta::days(40);
    add(&mut machine, "8", far);
    let foot = |machine: &Machine| {
        machine.screen().into_iter().rev().find(|row| row.contains("home")).unwrap().trim_end().to_owned()
    };
    machine.say(Message::Resized(Size { width: 120, height: 24 }));
    let whole = "default  ● quotas now   ● account now   home  ● quotas 1 min   ● account 1 min";
    assert_eq!(foot(&machine), whole);
    machine.say(Message::Resized(Size { width: 70, height: 24 }));
    assert_eq!(foot(&machine), "default  ● now   home  ● 1 min");
    until(&mut machine, |machine| machine.says("STALE"));
    assert_eq!(foot(&machine).matches("home  ! quotas STALE 20 min").count(), 1, "{}", foot(&machine));
}

#[test]
fn each_overdue_account_is_shown() {
    let mut machine = Machine::new(5, (120, 36));
    let far = machine.now.utc + TimeDelta::days(40);
    add(&mut machine, "-3.10", far);
    let id = add(&mut machine, "-12.40", far);
    assert!(machine.says("home: All calls are refused"));
    assert!(machine.says("OVERDUE  12.40 USD  home"), "{:#?}", machine.screen());
    assert_eq!(machine.state.overdue().count(), 2);
    assert!(machine.state.profile_at(id).unwrap().is_overdue());
}
