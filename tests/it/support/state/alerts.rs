//! Alerts for tests, as the store hands them over.
use chrono::{DateTime, TimeDelta, Utc};
use quotatop::domain::{
    FailureKind, FeedName, Kind, NextCall, Unit,
    alert::{
        Alerts, BalanceFacts, Change, Episode, Event, Facts, FeedFacts, Message, QuotaFacts, Rule, Scope,
        SpeedFacts, SpeedShare, SpendFacts, Subject,
    },
};

/// The facts of an alert of `rule`, read at `at`.
pub(crate) fn facts(rule: Rule, at: DateTime<Utc>) -> Facts {
    let (limit, currency) = ("20".parse().unwrap(), "USD".to_owned());
    match rule.scope() {
        Scope::Model => Facts::Quota(QuotaFacts {
            kind: Some(Kind::Text),
            unit: Unit::Tokens,
            total: Some(1_000_000.into()),
            remaining: Some(if rule == Rule::Billed { 0 } else { 24_098 }.into()),
            expires_at: Some(at + TimeDelta::hours(20)),
            runs_out_at: Some(at + TimeDelta::hours(6)),
            free_quota_only: Some(false),
            next_call: NextCall::Free,
            counted_until: None,
            read_at: at,
        }),
        Scope::Balance => Facts::Balance(BalanceFacts {
            available: "-12.40".parse().unwrap(),
            currency: Some(currency),
            limit: (rule == Rule::BalanceBelow).then_some(limit),
            read_at: at,
        }),
        Scope::Spend => Facts::Spend(SpendFacts {
            at_least: false,
            cycle: "2026-11".to_owned(),
            to_date: "20.01".parse().ok(),
            projected: "31.50".parse().ok(),
            limit,
            currency,
            read_at: at,
        }),
        Scope::Speed => Facts::Speed(SpeedFacts {
            to: at,
            least: "18".parse().unwrap(),
            most: "24.5".parse().unwrap(),
            limit,
            currency: Some(currency),
            currency_assumed: false,
            models: vec![SpeedShare {
                model: "qwen-max".into(),
                least: "18".parse().unwrap(),
                most: "24.5".parse().unwrap(),
            }],
            unpriced: Vec::new(),
            api_key: Some("1110000".to_owned()),
            mostly_since: Some(at - TimeDelta::minutes(8)),
            at_least: false,
            read_at: at,
        }),
        Scope::Feed => Facts::Feed(FeedFacts { error: FailureKind::Network, since: at }),
    }
}

/// An alert that is active since `at`, about the model, the account or the quotas feed.
pub(crate) fn alert(rule: Rule, model: &str, at: DateTime<Utc>) -> Episode {
    let subject = match rule.scope() {
        Scope::Model => Subject::Model(model.into()),
        Scope::Balance | Scope::Spend | Scope::Speed => Subject::Account,
        Scope::Feed => Subject::Feed(FeedName::Quotas),
    };
    Episode {
        rule,
        subject,
        key: "k".to_owned(),
        raised_at: at,
        facts: facts(rule, at),
        ended: None,
        known_at_start: false,
        acknowledged_at: None,
        snoozed_until: None,
    }
}

pub(crate) fn event(episode: &Episode, change: Change, at: DateTime<Utc>) -> Event {
    let (rule, subject) = (episode.rule, episode.subject.clone());
    Event {
        id: format!("default/{}/{}/{}/{at}", rule.into_str(), subject.as_str(), change.into_str()),
        profile: "default".to_owned(),
        rule,
        change,
        severity: change.severity(rule),
        subject,
        episode: episode.key.clone(),
        at,
        raised_at: episode.raised_at,
        facts: episode.facts.clone(),
    }
}

pub(crate) fn known(active: Vec<Episode>) -> Alerts {
    Alerts { active, ..Alerts::default() }
}

/// These alerts, all of them new at `at`, each in its own message.
pub(crate) fn new(active: Vec<Episode>, at: DateTime<Utc>) -> Alerts {
    let message = |episode| Message::from_events(vec![event(episode, Change::Raised, at)]);
    Alerts { messages: active.iter().filter_map(message).collect(), ..known(active) }
}
