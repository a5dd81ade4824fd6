use super::{Verdict::*, Why::*, *};
use crate::domain::{
    Quota,
    fixture::{at, quota},
};

const NOW: &str = "2026-11-22T06:12:07Z";
const HOUR_OLD: &str = "2026-11-22T05:12:07Z";
const TOO_OLD: &str = "2026-11-22T05:12:06Z";
const AHEAD: &str = "2026-11-22T06:17:08Z";
const ON: Option<bool> = Some(true);
const OFF: Option<bool> = Some(false);

fn model(remaining: &str, switch: Option<bool>) -> Model {
    let quota = quota("1000000", remaining, "2026-12-04T10:12:07Z", NOW);
    let free_quota_only_read_at = switch.map(|_| at(NOW));
    Model { quota: Some(quota), free_quota_only: switch, free_quota_only_read_at, ..Model::named("m".into()) }
}

fn with_quota(switch: Option<bool>, change: impl FnOnce(&mut Quota)) -> Model {
    let mut model = model("640000", switch);
    change(model.quota.as_mut().unwrap());
    model
}

fn with_options(model: Option<&Model>, state: AccountState, options: CheckOptions) -> Verdict {
    check(model, AccountSeen { state, read_at: Some(at(NOW)) }, &options, at(NOW))
}

fn needing(need: &str) -> CheckOptions {
    CheckOptions { need: need.parse().unwrap(), ..CheckOptions::default() }
}

fn answer(model: &Model, need: &str) -> Verdict {
    with_options(Some(model), AccountState::Good, needing(need))
}

#[test]
fn what_is_needed_must_be_left_beyond_the_margin() {
    for (remaining, need, switch, verdict) in [
        ("640000", "1", OFF, Covered),
        ("640000", "1", None, Covered),
        // remaining - need at the margin of 20,000, and just below it
        ("640000", "620000", OFF, Covered),
        ("640000", "620000.01", OFF, Unknown(WithinMargin)),
        ("640000", "640000", OFF, Unknown(WithinMargin)),
        ("640000", "640000", None, Unknown(WithinMargin)),
        // more than is left
        ("640000", "640000.01", OFF, Billed(TooLittle)),
        ("640000", "640001", ON, Refused(TooLittle)),
        ("640000", "640001", None, Unknown(SwitchUnknown)),
        // with Free Quota Only there is no margin
        ("640000", "640000", ON, Covered),
        ("1", "1", ON, Covered),
        // the next call itself: more than the margin must be left
        ("20001", "1", OFF, Covered),
        ("20001", "0", OFF, Covered),
        ("20001", "2", OFF, Unknown(WithinMargin)),
        ("20000", "0", OFF, Unknown(WithinMargin)),
        ("20000", "1", OFF, Unknown(WithinMargin)),
        ("0.5", "1", OFF, Billed(TooLittle)),
        ("0.5", "0.5", ON, Covered),
        // nothing left
        ("0", "1", OFF, Billed(Over)),
        ("0", "0", OFF, Billed(Over)),
        ("-3", "1", ON, Refused(Over)),
        ("0", "1", None, Unknown(SwitchUnknown)),
        ("640000", "79228162514264337593543950335", OFF, Billed(TooLittle)),
    ] {
        let found = answer(&model(remaining, switch), need);
        assert_eq!(found, verdict, "{remaining} left, {need} needed, {switch:?}");
    }
}

#[test]
fn only_recent_figures_cover() {
    for (read_at, need, switch, verdict) in [
        (HOUR_OLD, "1", OFF, Covered),
        (TOO_OLD, "1", OFF, Unknown(TooOld)),
        (TOO_OLD, "1", ON, Unknown(TooOld)),
        (AHEAD, "1", OFF, Unknown(TooOld)),
        // a quota only shrinks: what was too little still is
        (TOO_OLD, "640001", OFF, Billed(TooLittle)),
        (TOO_OLD, "640001", ON, Refused(TooLittle)),
    ] {
        let model = with_quota(switch, |quota| quota.read_at = at(read_at));
        assert_eq!(answer(&model, need), verdict, "{read_at} {need} {switch:?}");
    }
    let mut switch_read_long_ago = model("640000", ON);
    switch_read_long_ago.free_quota_only_read_at = Some(at(TOO_OLD));
    assert_eq!(answer(&switch_read_long_ago, "640000"), Unknown(WithinMargin));
}

#[test]
fn insufficient_facts_are_unknown() {
    for (word, total, remaining, expires, verdict) in [
        ("VALID", Some(100), None, "2026-12-04T10:12:07Z", Unknown(Unclear)),
        ("VALID", None, Some(100), "2026-12-04T10:12:07Z", Unknown(Unclear)),
        ("FROZEN", Some(100), Some(100), "2026-12-04T10:12:07Z", Unknown(Unclear)),
        ("UNKNOWN", Some(100), Some(100), "2026-12-04T10:12:07Z", Unknown(Unsupported)),
        ("VALID", Some(0), Some(0), "2026-12-04T10:12:07Z", Billed(NoFreeQuota)),
        ("VALID", Some(100), Some(100), NOW, Billed(Over)),
        ("VALID", Some(100), Some(100), "2026-11-22T06:12:08Z", Covered),
    ] {
        let model = with_quota(OFF, |quota| {
            quota.quota_status = Some(word.into());
            quota.total = total.map(Into::into);
            quota.remaining = remaining.map(Into::into);
            quota.expires_at = Some(at(expires));
        });
        assert_eq!(answer(&model, "1"), verdict, "{word} {total:?} {remaining:?} {expires}");
    }
    let unstated = with_quota(ON, |quota| quota.quota_status = Some("UNKNOWN".into()));
    assert_eq!(answer(&unstated, "1"), Unknown(NeverBilled));
    let bare = Model::named("m".into());
    assert_eq!(answer(&bare, "1"), Unknown(Unclear));
    let none = with_options(None, AccountState::Good, CheckOptions::default());
    assert_eq!(none, Unknown(NoSuchModel));
}

#[test]
fn the_account_counts_if_it_could_change_the_answer() {
    let (left, over, stopped) = (model("640000", OFF), model("0", OFF), model("0", ON));
    let check_with = |model, account, ignore_account| {
        with_options(model, account, CheckOptions { ignore_account, ..CheckOptions::default() })
    };
    for (model, unchecked, ignored) in [
        (Some(&left), Unknown(AccountUnchecked), Covered),
        (Some(&over), Unknown(AccountUnchecked), Billed(Over)),
        (Some(&stopped), Refused(Over), Refused(Over)),
        (None, Unknown(NoSuchModel), Unknown(NoSuchModel)),
    ] {
        assert_eq!(check_with(model, AccountState::Unknown, false), unchecked);
        assert_eq!(check_with(model, AccountState::Unknown, true), ignored);
        assert_eq!(check_with(model, AccountState::Good, false), ignored);
        for ignore_account in [false, true] {
            assert_eq!(check_with(model, AccountState::Overdue, ignore_account), Refused(Overdue));
        }
    }
}

#[test]
fn an_account_that_was_not_read_within_the_hour_is_unchecked() {
    let (left, over, stopped) = (model("640000", OFF), model("0", OFF), model("0", ON));
    let too_old = |text| AccountTooOld(at(text));
    let check_with = |model: &Model, state, read_at: Option<&str>, ignore_account| {
        let account = AccountSeen { state, read_at: read_at.map(at) };
        check(Some(model), account, &CheckOptions { ignore_account, ..CheckOptions::default() }, at(NOW))
    };
    for (read_at, why) in [
        (Some(NOW), None),
        (Some(HOUR_OLD), None),
        (Some("2026-11-22T06:17:07Z"), None),
        (Some(TOO_OLD), Some(too_old(TOO_OLD))),
        (Some("2026-11-19T18:12:07Z"), Some(too_old("2026-11-19T18:12:07Z"))),
        (Some("1970-01-01T00:00:00Z"), Some(too_old("1970-01-01T00:00:00Z"))),
        // Read in the future: the clock was wrong.
        (Some(AHEAD), Some(too_old(AHEAD))),
        (None, Some(AccountUnchecked)),
    ] {
        let unless = |verdict| why.map_or(verdict, Unknown);
        let good = |model, ignore| check_with(model, AccountState::Good, read_at, ignore);
        assert_eq!(good(&left, false), unless(Covered), "{read_at:?}");
        assert_eq!(good(&over, false), unless(Billed(Over)), "{read_at:?}");
        assert_eq!(good(&stopped, false), Refused(Over), "{read_at:?}");
        assert_eq!(good(&left, true), Covered, "{read_at:?}");
        for ignore in [false, true] {
            let overdue = check_with(&left, AccountState::Overdue, read_at, ignore);
            assert_eq!(overdue, Refused(Overdue), "{read_at:?}: by its last known state");
        }
    }
}

#[test]
fn a_clock_that_cannot_be_relied_on_covers_nothing() {
    let expired = with_quota(OFF, |quota| quota.expires_at = Some(at(NOW)));
    let unsure = Moment { utc: at(NOW), is_sure: false };
    for (model, need, verdict) in [
        (&model("640000", OFF), "1", Unknown(ClockUnsure)),
        (&model("640000", ON), "1", Unknown(ClockUnsure)),
        (&expired, "1", Unknown(ClockUnsure)),
        // Independent of the time.
        (&model("640000", OFF), "640001", Billed(TooLittle)),
        (&model("0", OFF), "1", Billed(Over)),
        (&model("0", ON), "1", Refused(Over)),
    ] {
        let account = AccountSeen { state: AccountState::Good, read_at: Some(at(NOW)) };
        let found = check(Some(model), account, &needing(need), unsure);
        assert_eq!(found, verdict, "{model:?} {need}");
    }
}

#[test]
fn batch_calls_are_never_covered() {
    let (left, protected) = (model("640000", OFF), model("640000", ON));
    let (over, stopped) = (model("0", OFF), model("0", ON));
    let batch = CheckOptions { batch: true, ..CheckOptions::default() };
    for account in [AccountState::Good, AccountState::Unknown] {
        for model in [Some(&left), Some(&protected), Some(&over), None] {
            assert_eq!(with_options(model, account, batch), Billed(Batch), "{model:?}");
        }
        assert_eq!(with_options(Some(&stopped), account, batch), Refused(Batch));
    }
    assert_eq!(with_options(Some(&left), AccountState::Overdue, batch), Refused(Overdue));
}
