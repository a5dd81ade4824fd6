//! The calls of the last hour are read for the alert about what they cost, and priced in the account's currency.

use quotatop::domain::{
    Balance, Request, Site,
    alert::{Observed, SeenSpeed},
    calls::{CallRange, Calls, UsageKind},
    price::Charge,
    request::CallsReading,
};

use super::script::*;
use crate::support::state::calls;

/// A live account on this site, whose only model is used up. A limit is set.
fn script(site: Option<Site>, charge: Option<Charge>, currency: Option<&str>) -> Script {
    let mut script = Script::raw(SourceKind::Alibaba, false);
    // Too small for the detail, which shows the calls of a day.
    script.state.size = Size { width: 80, height: 24 };
    script.state.profile_mut(ProfileId(0)).unwrap().refresh = Duration::from_mins(10);
    script.state.hourly_spend = Some(5.into());
    script.begin(LastKnown::default());
    script.state.profile_mut(ProfileId(0)).unwrap().snapshot.site = site;
    script.wake();
    let entry = Catalogued { charge, ..entry("qwen-max") };
    script.answer(Task::Catalogue, Ok(Response::Catalogue(vec![entry].into())));
    if let Some(currency) = currency {
        let (available, currency) = (Some(100.into()), Some(currency.to_owned()));
        let balance = Balance { available, currency, ..Balance::default() };
        script.answer(Task::Account, Ok(Response::Account(balance)));
    } else {
        script.fail(Task::Account, no_login());
    }
    script.quotas(&[used("qwen-max", 0)]);
    script.switches(&[("qwen-max", false)]);
    script
}

/// A million tokens each of input and output of `qwen-max`.
fn million(script: &Script) -> Calls {
    let mut calls = calls::usual(CallRange::Hour, script.now.utc);
    calls.rows.truncate(1);
    let million = || 1_000_000_u64.into();
    let usage = [(UsageKind::InputTokens, million()), (UsageKind::OutputTokens, million())];
    calls.rows[0].stats.usage = usage.into_iter().collect();
    calls.rows[0].series = None;
    calls
}

fn observed(effects: Vec<Effect>) -> Option<Observed> {
    let observed = |effect| if let Effect::Observe(_, observed) = effect { Some(*observed) } else { None };
    effects.into_iter().find_map(observed)
}

/// The calls arrive from the server, and are compared with the limit.
fn speed(script: &mut Script) -> Option<SeenSpeed> {
    script.say(Message::CallsRead(script.tag(), CallRange::Hour, None));
    script.after(2 * MINUTE);
    let calls = million(script);
    let effects = script.answer(Task::Calls, Ok(Response::Calls(CallsReading { calls, failed: None })));
    observed(effects)?.speed
}

fn reads_the_hour(effects: &[Effect]) -> bool {
    effects.iter().any(|effect| matches!(effect, Effect::ReadCalls(_, CallRange::Hour)))
}

#[test]
fn the_last_hour_is_read_again_and_again_while_a_limit_is_set() {
    let mut script = script(Some(Site::International), None, Some("USD"));
    let effects = script.say(Message::CallsRead(script.tag(), CallRange::Hour, None));
    let hour = Request::Calls(CallRange::Hour);
    assert!(
        effects.iter().any(|effect| matches!(effect, Effect::Request { request, .. } if *request == hour)),
        "{effects:?}"
    );
    let calls = million(&script);
    script.answer(Task::Calls, Ok(Response::Calls(CallsReading { calls, failed: None })));
    assert!(!reads_the_hour(&script.after(4 * MINUTE).wake()));
    assert!(reads_the_hour(&script.after(MINUTE).wake()), "after five minutes");
    // Not without a limit.
    let mut without = Script::raw(SourceKind::Alibaba, false);
    without.begin(LastKnown::default());
    assert!(!reads_the_hour(&without.wake()));
}

#[test]
fn what_another_instance_stored_is_evaluated() {
    let mut script = script(Some(Site::International), None, Some("USD"));
    script.after(2 * MINUTE);
    let stored = Dated { value: std::sync::Arc::new(million(&script)), fetched_at: script.now.utc };
    let effects = script.say(Message::CallsRead(script.tag(), CallRange::Hour, Some(stored)));
    assert!(observed(effects).unwrap().speed.is_some());
}

#[test]
fn calls_that_cannot_be_read_are_reported_while_a_limit_is_set() {
    let calls = |script: &mut Script, cause: Cause| {
        script.say(Message::CallsRead(script.tag(), CallRange::Hour, None));
        script.after(2 * MINUTE);
        let feeds = observed(script.fail(Task::Calls, cause)).unwrap().feeds;
        feeds.into_iter().find(|seen| seen.name == FeedName::Calls)
    };
    let mut failing = script(Some(Site::International), None, Some("USD"));
    assert!(calls(&mut failing, timed_out()).unwrap().feed.failure.is_some());
    let mut signed_out = script(Some(Site::International), None, Some("USD"));
    let cause = Cause::NotLoggedIn { credential: "bl".into() };
    assert_eq!(calls(&mut signed_out, cause), None, "the quotas report it");
    let mut without = script(Some(Site::International), None, Some("USD"));
    without.state.hourly_spend = None;
    assert_eq!(calls(&mut without, timed_out()), None);
}

#[test]
fn prices_are_in_the_accounts_currency_or_taken_to_be() {
    let own = Charge::Tokens { input: Some(10.into()), output: Some(20.into()) };
    let (china, international) = (Some(Site::China), Some(Site::International));
    for (site, charge, balance, most, currency, is_assumed) in [
        // The bundled list, whether or not the server has a price without a currency.
        (international, None, Some("USD"), "8", Some("USD"), false),
        (international, Some(own), Some("USD"), "8", Some("USD"), false),
        (international, None, None, "8", Some("USD"), false),
        // Only the server's.
        (china, Some(own), Some("CNY"), "30", Some("CNY"), true),
        (international, Some(own), Some("JPY"), "30", Some("JPY"), true),
        (china, Some(own), None, "30", None, false),
    ] {
        let seen = speed(&mut script(site, charge, balance)).unwrap();
        let case = format!("{site:?} {charge:?} {balance:?}");
        assert_eq!(seen.cost.most.to_string(), most, "{case}");
        assert_eq!((seen.currency.as_deref(), seen.is_currency_assumed), (currency, is_assumed), "{case}");
        assert_eq!((seen.unpriced.len(), seen.models.len()), (0, 1), "{case}");
        assert_eq!(seen.api_key.as_deref(), Some("1110000"));
    }
    for (site, balance) in [(china, "CNY"), (international, "CNY"), (None, "USD")] {
        let seen = speed(&mut script(site, None, Some(balance))).unwrap();
        assert_eq!((seen.cost.most, seen.models.len()), (0.into(), 0), "{site:?} {balance}");
        assert_eq!(seen.unpriced, ["qwen-max".into()], "nothing is converted");
    }
}
