//! Which events share a message, and its JSON.

use super::*;

const NAMES: [&str; 20] =
    ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t"];

#[test]
fn more_than_three_alike_are_one_message() {
    for (count, expected) in [(1, 1), (3, 3), (4, 1), (20, 1)] {
        let mut stage = Stage::with(&NAMES[..count]);
        for name in &NAMES[..count] {
            stage.quota(name).expires_at = Some(at("2026-11-25T00:00:00Z"));
        }
        let events = stage.look_closely().events;
        assert_eq!(events.len(), count);
        let messages = messages(events);
        assert_eq!(messages.len(), expected, "{count}");
        assert_eq!(messages[0].is_digest(), expected < count);
        assert_eq!(messages.iter().flat_map(Message::events).count(), count, "every event is in a message");
    }
}

#[test]
fn twenty_that_expire_and_are_billed_at_once_are_one_message() {
    let mut stage = Stage::with(&NAMES);
    for name in &NAMES {
        stage.model(name).model.free_quota_only = Some(false);
        stage.quota(name).expires_at = Some(at(START) + TimeDelta::seconds(90));
    }
    let messages = messages(stage.look_closely().events);
    let [message] = &messages[..] else { panic!("{messages:?}") };
    assert_eq!((message.lead.rule, message.events().count()), (Rule::Billed, 40));
    assert_eq!(message.id(), "default/billed/a/2026-11-22T06:13:37Z/1000000+39");
}

#[test]
fn what_happens_to_one_model_is_one_message_led_by_the_gravest() {
    let mut stage = Stage::with(&["a", "b"]);
    stage.left("a", "0");
    stage.model("a").model.free_quota_only = Some(false);
    stage.left("b", "5");
    let messages = messages(stage.look_closely().events);
    let leads: Vec<(Rule, usize)> = messages.iter().map(|m| (m.lead.rule, m.others.len())).collect();
    assert_eq!(leads, [(Rule::Billed, 1), (Rule::Low, 0)]);
    assert!(!messages[0].is_digest());
}

#[test]
fn good_news_and_bad_news_are_not_mixed() {
    let mut stage = Stage::with(&[]);
    stage.rules.balance_below = Some(5.into());
    stage.rules.off.insert(Rule::BalanceBelow);
    stage.available(Some("-1"));
    stage.look();
    stage.rules.off.clear();
    stage.available(Some("1"));
    let messages = messages(stage.look_closely().events);
    let leads: Vec<(Rule, Change)> = messages.iter().map(|m| (m.lead.rule, m.lead.change)).collect();
    assert_eq!(leads, [(Rule::BalanceBelow, Change::Raised), (Rule::Overdue, Change::Cleared)]);
    assert_eq!(messages[1].severity(), Severity::Info);
}

#[test]
fn a_message_in_json() {
    let mut stage = Stage::with(&["qwen-\u{7}\"max"]);
    stage.left("qwen-\u{7}\"max", "24098.5");
    let messages = messages(stage.look_closely().events);
    let json = serde_json::to_string_pretty(&messages[0]).unwrap();
    insta::assert_snapshot!(json, @r#"
    {
      "schema": "quotatop.event/1",
      "id": "default/low/qwen-\u0007\"max/2027-01-04T10:12:07Z/1000000",
      "profile": "default",
      "rule": "low",
      "change": "raised",
      "severity": "warning",
      "at": "2026-11-22T06:14:07Z",
      "events": [
        {
          "id": "default/low/qwen-\u0007\"max/2027-01-04T10:12:07Z/1000000",
          "rule": "low",
          "change": "raised",
          "severity": "warning",
          "model": "qwen-\u0007\"max",
          "feed": null,
          "at": "2026-11-22T06:14:07Z",
          "raised_at": "2026-11-22T06:14:07Z",
          "facts": {
            "kind": "other",
            "unit": "units",
            "total": 1000000,
            "remaining": 24098.5,
            "expires_at": "2027-01-04T10:12:07Z",
            "runs_out_at": null,
            "free_quota_only": null,
            "next_call": "free",
            "read_at": "2026-11-22T06:14:07Z"
          }
        }
      ]
    }
    "#);
}
