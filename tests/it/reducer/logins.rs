//! Another login: nothing of the old account may be shown, requested or taken in.

use quotatop::{
    app::{copied::Copied, input::clipboard},
    domain::{
        CredentialKind,
        login::{LoginRecord, LoginUse, Renewal, TokenOrigin},
    },
};

use super::script::*;

#[test]
fn a_new_login_shows_nothing_of_the_old_account() {
    let mut script = Script::running(&many(3));
    let effects = script.after(5).new_login(LastKnown::default());
    assert_eq!(tasks(&effects), [Task::Catalogue, Task::Account]);
    let profile = script.profile();
    assert_eq!(script.listed(), Vec::<&str>::new());
    assert_eq!((&profile.snapshot.models[..], &profile.snapshot.balance), (&[][..], &None));
    assert_eq!([FeedName::Quotas, FeedName::Account].map(|feed| script.fetched_at(feed)), [None, None]);
    assert_eq!(profile.rows.totals, []);
    assert_eq!(profile.catalogue_at, None);
    assert!(profile.credentials.values().all(Option::is_none));
    assert_eq!(script.selected(), "");
    assert_eq!(profile.snapshot.profile.as_deref(), Some("default"), "it is still the same profile");
    assert_eq!(profile.snapshot.source, Some(SourceKind::Alibaba));
    assert!(script.state.is_first_load());
}

#[test]
fn a_new_login_shows_what_was_saved_of_its_own_account() {
    let mut script = Script::running(&many(3));
    let effects = script.after(5).new_login(saved(vec![used("theirs", 7)], 60));
    assert_eq!(script.listed(), ["theirs"]);
    assert_eq!(tasks(&effects), [Task::Quotas, Task::Account]);
}

#[test]
fn answers_for_the_old_login_are_dropped() {
    let mut script = Script::new();
    script.wake();
    let old = script.tag();
    script.new_login(LastKnown::default());
    assert_ne!(script.tag(), old);
    let before = script.state.clone();
    let answer = Response::Catalogue(vec![entry("old")].into());
    for message in [
        Message::Fetched(old, Task::Catalogue, Fetched::from(Ok(answer))),
        Message::Fetched(old, Task::Account, Fetched::from(Err(timed_out()))),
        Message::PolledElsewhere(old, Task::Catalogue, saved(many(2), 0).into(), instant(60)),
        Message::RateLimited(old, Task::Catalogue, instant(600)),
    ] {
        assert_eq!(script.say(message), []);
        assert_eq!(script.state, before);
    }
}

#[test]
fn a_refused_login_is_not_taken_for_another_account() {
    let by = |name: &str, answer| Fetched { credential: Some(name.to_owned()), ..Fetched::from(answer) };
    let refused = || Err(Cause::NotLoggedIn { credential: "aliyun".to_owned() });
    let states = || Ok(Response::FreeQuotaOnly(Rows::default()));

    // The quotas tried the next credential in vain, while the switches still got an answer with the first.
    let mut script = Script::knowing(saved(many(2), 60));
    script.wake();
    script.say(Message::Fetched(script.tag(), Task::Quotas, by("aliyun", refused())));
    script.say(Message::Fetched(script.tag(), Task::Switches, by("bl", states())));
    assert_eq!(script.listed(), ["m000", "m001"], "what is known stays");
    assert_eq!(
        script.profile().credentials[CredentialKind::Console].as_deref(),
        Some("bl"),
        "the one that was accepted"
    );

    // A different credential that is accepted may belong to another account.
    let message = Message::Fetched(script.tag(), Task::Switches, by("aliyun", states()));
    script.after(MINUTE).say(message);
    assert_eq!(script.listed(), Vec::<&str>::new());
}

#[test]
fn without_any_login_the_demo_is_a_key_away() {
    let mut script = Script::new();
    assert_eq!(tasks(&script.wake()).len(), 2);
    assert_eq!(script.type_in("d"), [], "only once it is known that there is no login");
    script.fail(Task::Account, no_login());
    script.fail(Task::Catalogue, no_login());
    assert!(script.state.is_first_run());
    assert_eq!(script.state.notes(), 0, "the first-run screen says it");

    let old = script.tag();
    let effects = script.after(1).type_in("d");
    assert_eq!(effects[0], Effect::OpenDemo, "before its request: {effects:?}");
    assert_eq!(tasks(&effects), [Task::Snapshot]);
    assert_eq!(script.profile().source, SourceKind::Demo);
    assert!(!script.state.is_first_run());
    assert_eq!(script.say(Message::Fetched(old, Task::Catalogue, Fetched::from(Err(no_login())))), []);
    script.answer(Task::Snapshot, Ok(snapshot(many(3))));
    assert_eq!(script.listed().len(), 3);
    assert_eq!(script.type_in("d"), [], "it is open");
}

#[test]
fn a_login_that_only_the_user_renews_is_announced_until_another_one_is_used() {
    let mut script = Script::running(&many(3));
    let hours = |hours: i64| instant(0) + chrono::TimeDelta::hours(hours);
    let record = |fingerprint: &str, first: i64, refused: Option<i64>| LoginRecord {
        fingerprint: fingerprint.to_owned(),
        credential: "bl profile dev".to_owned(),
        origin: TokenOrigin::Found,
        first_used: hours(first),
        last_accepted: Some(hours(refused.unwrap_or(0))),
        refused_at: refused.map(hours),
    };
    let used = |renewal| LoginUse {
        fingerprint: "present".to_owned(),
        credential: "bl profile dev".to_owned(),
        origin: TokenOrigin::Found,
        is_refused: false,
        renewal,
    };
    let by_hand = || Renewal::ByHand { command: Some("bl auth login --config dev".to_owned()) };
    let records = vec![record("earlier", -100, Some(-76)), record("present", -20, None)];
    let remedy = Some(Copied::Remedy("bl auth login --config dev".to_owned()));
    let copied = |script: &Script| clipboard::remedy(&script.state);
    script.say(Message::LoginUsed(script.tag(), used(by_hand()).into(), records.clone()));
    assert_eq!(copied(&script), remedy);
    let lapse = script.profile().lapse.clone().unwrap();
    assert_eq!((lapse.first_used, lapse.before), (hours(-20), hours(4)));
    // A pair has been set up: nothing is left to do by hand.
    script.say(Message::LoginUsed(script.tag(), used(Renewal::Automatic).into(), records.clone()));
    assert_eq!(script.profile().lapse, None);
    script.say(Message::LoginUsed(script.tag(), used(by_hand()).into(), records.clone()));
    let old = script.tag();
    script.new_login(LastKnown::default());
    assert_eq!(script.profile().lapse, None, "it is another login");
    script.say(Message::LoginUsed(old, used(by_hand()).into(), records));
    assert_eq!(script.profile().lapse, None, "that was about the one before");
}
