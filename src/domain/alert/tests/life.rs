//! Stored episodes: restarts, instances, stale facts, the first observation, and what the user does.

use super::*;

#[test]
fn a_restart_repeats_nothing() {
    let mut stage = Stage::with(&["m"]);
    stage.left("m", "5");
    stage.available(Some("-1"));
    assert_eq!(stage.look().len(), 2);
    stage.restart();
    assert_eq!(stage.look(), NOTHING);
    stage.available(Some("1"));
    stage.left("m", "500000");
    assert_eq!(stage.look(), ["default/overdue/2026-11-22T06:14:07Z/cleared"]);
    stage.restart();
    stage.left("m", "5");
    assert_eq!(stage.look(), ["default/low/m/2027-01-04T10:12:07Z/1000000#2"]);
}

#[test]
fn two_instances_give_the_same_facts_the_same_ids() {
    let mut one = Stage::with(&["a", "b"]);
    one.rules.monthly_spend = Some(20.into());
    let mut other = one.clone();
    for step in 0..4 {
        let is_bad = step % 2 == 0;
        for stage in [&mut one, &mut other] {
            stage.left("a", if is_bad { "0" } else { "500000" });
            stage.model("b").model.free_quota_only = Some(false);
            stage.left("b", if is_bad { "0" } else { "500000" });
            stage.available(Some(if is_bad { "-1" } else { "1" }));
            stage.spent("2026-11", Some(if is_bad { "21" } else { "1" }), None);
        }
        // The other notices a second later.
        one.now += TimeDelta::minutes(1);
        one.read_all();
        other.seen = one.seen.clone();
        other.now = one.now + TimeDelta::seconds(1);
        let events = ids(&one.glance().events);
        assert_eq!(ids(&other.glance().events), events);
        assert!(!events.is_empty(), "{step}");
    }
}

#[test]
fn facts_older_than_the_last_change_change_nothing() {
    let mut stage = Stage::with(&["m"]);
    let before = stage.seen.clone();
    stage.left("m", "5");
    stage.available(Some("-1"));
    assert_eq!(stage.look().len(), 2);
    let bad = std::mem::replace(&mut stage.seen, before);
    stage.available(Some("1"));
    stage.seen.balance.as_mut().unwrap().read_at -= TimeDelta::minutes(1);
    assert_eq!(stage.glance(), Observation::default(), "another instance, which reads later");
    assert_eq!(stage.active(), ["overdue ", "low m"]);
    stage.left("m", "500000");
    stage.available(Some("1"));
    assert_eq!(stage.look().len(), 1, "good again");
    stage.seen = bad;
    assert_eq!(stage.glance(), Observation::default());
    assert_eq!(stage.active(), NOTHING);
}

#[test]
fn absent_unknown_and_stale_facts_neither_raise_nor_clear() {
    type Spoil = fn(&mut Stage);
    let spoils: [(&str, Spoil); 7] = [
        ("no quota", |stage| stage.model("m").model.quota = None),
        ("no total", |stage| stage.quota("m").total = None),
        ("another word", |stage| stage.quota("m").quota_status = Some("FROZEN".into())),
        ("not supported", |stage| stage.quota("m").quota_status = Some("UNKNOWN".into())),
        ("too old", |stage| stage.quota("m").read_at -= TimeDelta::seconds(3_601)),
        ("ahead", |stage| stage.quota("m").read_at += TimeDelta::seconds(301)),
        ("no models", |stage| stage.seen.models.clear()),
    ];
    for (what, spoil) in spoils {
        for (before, after) in [("500000", "0"), ("5", "500000")] {
            let mut stage = Stage::with(&["m"]);
            stage.left("m", before);
            stage.look();
            stage.left("m", after);
            stage.now += TimeDelta::minutes(1);
            stage.read_all();
            spoil(&mut stage);
            assert_eq!(stage.glance(), Observation::default(), "{what}: {before} to {after}");
        }
    }
}

#[test]
fn a_balance_that_is_too_old_raises_nothing() {
    let mut stage = Stage::with(&[]);
    stage.available(Some("-1"));
    stage.now += TimeDelta::seconds(3_601);
    assert_eq!(stage.glance(), Observation::default());
    stage.now -= TimeDelta::seconds(1);
    assert_eq!(stage.glance().events.len(), 1);
}

#[test]
fn the_first_look_is_one_message_and_what_is_past_is_known() {
    let names = ["a", "b", "c", "d", "low", "expired", "well"];
    let mut stage = Stage::unwatched(&names);
    for name in &names[..4] {
        stage.left(name, "0");
        stage.model(name).model.free_quota_only = Some(false);
    }
    stage.left("low", "5");
    stage.quota("expired").expires_at = Some(at("2026-11-21T00:00:00Z"));
    stage.available(Some("-1"));
    // Since when is unknown: while nothing of the models is known, the watch has not begun.
    let models = std::mem::take(&mut stage.seen.models);
    assert_eq!(stage.look(), ["default/overdue/2026-11-22T06:13:07Z"]);
    assert_eq!(stage.watch.begun, None);
    stage.seen.models = models;
    stage.available(Some("1"));
    let events = stage.look_closely().events;
    let messages = messages(events);
    assert_eq!(messages.len(), 2, "{messages:?}");
    assert_eq!(messages[0].lead.change, Change::Found);
    assert_eq!(messages[0].events().count(), 4 * 2 + 1 + 1);
    assert_eq!(messages[1].lead.change, Change::Cleared);
    let new: Vec<&str> = stage
        .watch
        .active()
        .iter()
        .filter(|episode| episode.is_new(stage.now))
        .map(|episode| episode.rule.into_str())
        .collect();
    assert_eq!(new, ["low"], "what can still be acted upon");
    assert_eq!(stage.look(), NOTHING);
}

#[test]
fn a_muted_model_raises_nothing_until_it_is_unmuted() {
    let mut stage = Stage::with(&["m", "n"]);
    assert!(stage.watch.mute("m".into()));
    assert!(!stage.watch.mute("m".into()));
    stage.left("m", "0");
    stage.left("n", "5");
    assert_eq!(stage.look(), ["default/low/n/2027-01-04T10:12:07Z/1000000"]);
    assert!(stage.watch.mute("n".into()));
    assert_eq!(stage.active(), NOTHING);
    stage.restart();
    assert!(stage.watch.unmute("m"));
    assert!(!stage.watch.unmute("m"));
    assert_eq!(stage.look(), ["default/exhausted/m/2027-01-04T10:12:07Z/1000000"]);
    stage.watch.unmute("n");
    assert_eq!(stage.look(), NOTHING, "reported before");
    assert_eq!(stage.active(), ["exhausted m", "low n"]);
}

#[test]
fn acknowledged_stays_active_but_quiet() {
    let mut stage = Stage::with(&["m"]);
    let subject = named("m");
    assert_eq!(stage.watch.acknowledge(&subject, stage.now), []);
    stage.left("m", "5");
    stage.look();
    let stored = stage.watch.acknowledge(&subject, stage.now);
    assert!(stored[0].is_active() && !stored[0].is_new(stage.now));
    assert_eq!(stage.watch.acknowledge(&subject, stage.now), []);
    stage.restart();
    stage.now += TimeDelta::days(3);
    assert_eq!(stage.look(), NOTHING);
    assert_eq!(stage.active(), ["low m"]);
    stage.left("m", "500000");
    stage.look();
    stage.left("m", "5");
    assert_eq!(stage.look().len(), 1, "the next crossing is reported");
    assert!(stage.watch.active_of(Rule::Low, &subject).unwrap().is_new(stage.now));
}

#[test]
fn what_was_known_at_the_start_is_acknowledged_by_a_person_alone() {
    let mut stage = Stage::unwatched(&["m"]);
    stage.left("m", "0");
    stage.model("m").model.free_quota_only = Some(false);
    assert_eq!(stage.look().len(), 2, "billed and exhausted");
    let (subject, now) = (named("m"), stage.now);
    let shown = |stage: &Stage| stage.watch.active().first().map(|episode| episode.state(stage.now));
    assert_eq!(shown(&stage), Some(AlertState::KnownAtStart));
    let saved = stage.watch.acknowledge(&subject, now);
    assert_eq!(saved.len(), 2, "the implied one, too: it appears once the other ends");
    assert_eq!(shown(&stage), Some(AlertState::Acknowledged(now)));
    assert_eq!(stage.watch.undo(&subject).len(), 2);
    assert_eq!(shown(&stage), Some(AlertState::KnownAtStart));
    let until = now + TimeDelta::minutes(1);
    assert_eq!(stage.watch.snooze(&subject, until, now).len(), 2);
    assert_eq!(shown(&stage), Some(AlertState::Snoozed(until)));
    assert_eq!(stage.look().len(), 2, "reminders");
    assert_eq!(shown(&stage), Some(AlertState::New));
}

#[test]
fn acknowledging_and_snoozing_can_be_undone() {
    let mut stage = Stage::low();
    let subject = named("m");
    assert_eq!(stage.watch.undo(&subject), []);
    stage.watch.acknowledge(&subject, stage.now);
    assert!(stage.watch.undo(&subject)[0].is_new(at(START)));
    let until = stage.now + TimeDelta::minutes(3);
    stage.watch.snooze(&subject, until, stage.now);
    assert!(stage.watch.undo(&subject)[0].is_new(at(START)));
    assert_eq!(stage.watch.undo(&subject), []);
    stage.now = until;
    assert_eq!(stage.look(), NOTHING, "it was reported, and no reminder is due");
    assert_eq!(stage.active(), ["low m"]);
}

#[test]
fn a_snoozed_alert_is_reminded_of_if_it_is_still_active() {
    let mut stage = Stage::low();
    let subject = named("m");
    let until = stage.now + TimeDelta::minutes(3);
    assert_eq!(stage.watch.snooze(&subject, stage.now, stage.now), [], "not ahead");
    assert_eq!(stage.watch.snooze(&subject, until, stage.now).len(), 1);
    stage.restart();
    // It clears and returns meanwhile: still snoozed.
    for remaining in ["500000", "4"] {
        stage.left("m", remaining);
        assert_eq!(stage.look(), NOTHING);
    }
    let mut other = stage.clone();
    let reminder = ["default/low/m/2027-01-04T10:12:07Z/1000000/reminded/2026-11-22T06:17:07Z"];
    assert_eq!(stage.look(), reminder);
    other.now += TimeDelta::minutes(5);
    assert_eq!(other.look(), reminder, "the same in every instance");
    assert_eq!(stage.look(), NOTHING);
    stage.left("m", "500000");
    stage.look();
    assert_eq!(stage.active(), NOTHING);
}

#[test]
fn a_reminder_waits_while_facts_are_unknown_and_lapses_when_it_clears() {
    let mut stage = Stage::low();
    let until = stage.now + TimeDelta::minutes(1);
    stage.watch.snooze(&named("m"), until, stage.now);
    stage.quota("m").total = None;
    assert_eq!(stage.look(), NOTHING);
    let mut over = stage.clone();
    stage.quota("m").total = Some(1_000_000.into());
    stage.left("m", "110000");
    assert_eq!(stage.look().len(), 1, "within the margin it is still active");
    over.quota("m").total = Some(1_000_000.into());
    over.left("m", "500000");
    assert_eq!(over.look(), NOTHING);
}

#[test]
fn what_returns_after_its_snooze_is_reported_at_once() {
    let mut stage = Stage::with(&["m"]);
    stage.quota("m").expires_at = Some(at("2026-11-25T00:00:00Z"));
    stage.look();
    let until = stage.now + TimeDelta::seconds(90);
    stage.watch.snooze(&named("m"), until, stage.now);
    stage.left("m", "0");
    stage.look();
    stage.left("m", "500000");
    let reminder = "default/expiring/m/2026-11-25T00:00:00Z/1000000/reminded/2026-11-22T06:15:37Z";
    assert_eq!(stage.look(), [reminder]);
}

#[test]
fn the_end_of_a_snoozed_alert_is_still_news() {
    let mut stage = Stage::with(&[]);
    stage.available(Some("-1"));
    stage.look();
    let until = stage.now + TimeDelta::days(1);
    stage.watch.snooze(&Subject::Account, until, stage.now);
    for (available, id) in [
        ("1", "default/overdue/2026-11-22T06:14:07Z/cleared"),
        ("-1", "default/overdue/2026-11-22T06:16:07Z"),
        ("1", "default/overdue/2026-11-22T06:16:07Z/cleared"),
    ] {
        stage.available(Some(available));
        assert_eq!(stage.look(), [id]);
    }
}

#[test]
fn what_is_not_read_any_more_ends_with_its_grant() {
    let mut stage = Stage::with(&["gone", "m"]);
    stage.quota("gone").expires_at = Some(at("2026-11-24T00:00:00Z"));
    stage.left("gone", "5");
    stage.model("gone").runs_out = Some(RunsOut::At(stage.now));
    stage.model("gone").model.free_quota_only = Some(false);
    stage.look();
    stage.look();
    assert_eq!(stage.active(), ["runs_out gone", "low gone", "expiring gone"]);
    for (now, active) in [
        ("2026-11-23T23:59:59Z", &["runs_out gone", "low gone", "expiring gone"][..]),
        ("2026-11-24T00:00:00Z", &[]),
    ] {
        stage.now = at(now);
        assert_eq!(ids(&stage.glance().events), NOTHING, "{now}: what was left by then is unknown");
        assert_eq!(stage.active(), active, "{now}");
    }
    stage.read_all();
    let expected =
        ["expired", "billed"].map(|rule| format!("default/{rule}/gone/2026-11-24T00:00:00Z/1000000"));
    let mut events = ids(&stage.glance().events);
    events.sort_unstable_by(|a, b| b.cmp(a));
    assert_eq!(events, expected, "it is read again");
}

#[test]
fn data_saved_long_ago_do_not_begin_the_watch() {
    let mut stage = Stage::unwatched(&["m"]);
    stage.quota("m").expires_at = Some(at("2026-11-20T00:00:00Z"));
    stage.quota("m").read_at = at("2026-11-19T00:00:00Z");
    assert_eq!(stage.glance(), Observation::default());
    assert_eq!(stage.watch.begun, None);
}

#[test]
fn a_rule_that_is_switched_off_ends_without_an_event() {
    let mut stage = Stage::with(&["m"]);
    stage.left("m", "5");
    stage.available(Some("-1"));
    stage.look();
    stage.rules.off.extend([Rule::Low, Rule::Overdue]);
    let seen = stage.look_closely();
    assert_eq!((seen.events.len(), seen.episodes.len()), (0, 2));
    assert_eq!(stage.active(), NOTHING);
}

#[test]
fn active_alerts_are_ordered_by_severity_and_newest_first() {
    let mut stage = Stage::with(&["a", "b", "c", "d"]);
    stage.quota("a").expires_at = Some(at("2026-11-25T00:00:00Z"));
    stage.look();
    stage.left("b", "5");
    stage.look();
    stage.left("c", "5");
    stage.look();
    stage.left("d", "0");
    stage.model("d").model.free_quota_only = Some(false);
    stage.look();
    stage.available(Some("-1"));
    stage.look();
    assert_eq!(stage.active(), ["overdue ", "billed d", "low c", "low b", "expiring a"]);
}

#[test]
fn a_clock_that_is_set_back_neither_deafens_nor_repeats() {
    let mut stage = Stage::with(&["m"]);
    let start = stage.now;
    stage.left("m", "5");
    stage.available(Some("-1"));
    assert_eq!(stage.look().len(), 2);
    let until = stage.now + TimeDelta::days(1);
    stage.watch.snooze(&Subject::Account, until, stage.now);
    stage.available(Some("1"));
    assert_eq!(stage.look(), ["default/overdue/2026-11-22T06:14:07Z/cleared"]);
    // Before all stored changes: they lie ahead, and bar nothing.
    stage.now = start - TimeDelta::hours(2);
    stage.left("m", "500000");
    assert_eq!(stage.look(), NOTHING);
    assert_eq!(stage.active(), NOTHING);
    // The same minute again: the same key would be an id that was emitted.
    stage.now = start;
    stage.available(Some("-1"));
    assert_eq!(stage.look(), ["default/overdue/2026-11-22T06:14:07Z#2"]);
    // Readings up to the stored end count as known.
    stage.available(Some("1"));
    assert_eq!(stage.look(), NOTHING);
    assert_eq!(stage.look(), ["default/overdue/2026-11-22T06:14:07Z#2/cleared"]);
}
