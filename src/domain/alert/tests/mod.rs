//! Scenarios: facts come in minute by minute.

mod account_marks;
mod life;
mod messages;
mod quota_marks;
mod random;

use chrono::{DateTime, TimeDelta, Utc};

use super::*;
use crate::domain::{
    Balance, Cause, Failure, Feed, FeedName, KnownGrant, Model, Quota,
    calls::cost::Range,
    fixture::{at, quota},
};

const START: &str = "2026-11-22T06:12:07Z";
const EXPIRES: &str = "2027-01-04T10:12:07Z";
const NOTHING: [&str; 0] = [];

fn named(name: &str) -> Subject {
    Subject::Model(name.into())
}

/// An account that is watched: its facts, its episodes, and the clock.
#[derive(Clone)]
struct Stage {
    watch: Watch,
    rules: Rules,
    seen: Observed,
    now: DateTime<Utc>,
}

impl Stage {
    /// A model with little left, which was reported.
    fn low() -> Self {
        let mut stage = Self::with(&["m"]);
        stage.left("m", "5");
        assert_eq!(stage.look(), ["default/low/m/2027-01-04T10:12:07Z/1000000"]);
        stage
    }

    /// An account in which all is well, with these models, half used, and a watch that has begun.
    fn with(names: &[&str]) -> Self {
        let mut stage = Self::unwatched(names);
        assert_eq!(stage.look(), NOTHING);
        assert_eq!(stage.watch.begun, (!names.is_empty()).then_some(stage.now));
        stage
    }

    /// The same, before the watch has begun.
    fn unwatched(names: &[&str]) -> Self {
        let seen = Observed {
            profile: "default".into(),
            models: names.iter().map(|name| half_used(name)).collect(),
            ..Observed::default()
        };
        Self { watch: Watch::default(), rules: Rules::default(), seen, now: at(START) }
    }

    /// The next minute: everything is read again.
    fn look(&mut self) -> Vec<String> {
        ids(&self.look_closely().events)
    }

    /// Everything is read again at this time.
    fn look_at(&mut self, now: &str) -> Vec<String> {
        self.now = at(now);
        self.read_all();
        ids(&self.glance().events)
    }

    fn look_closely(&mut self) -> Observation {
        self.now += TimeDelta::minutes(1);
        self.read_all();
        self.glance()
    }

    fn read_all(&mut self) {
        let now = self.now;
        for seen in &mut self.seen.models {
            if let Some(quota) = &mut seen.model.quota {
                quota.read_at = now;
            }
        }
        if let Some(balance) = &mut self.seen.balance {
            balance.read_at = now;
        }
        if let Some(spend) = &mut self.seen.spend {
            spend.read_at = now;
        }
        if let Some(speed) = &mut self.seen.speed {
            (speed.to, speed.read_at) = (now, now);
        }
        for seen in &mut self.seen.feeds {
            if seen.feed.failure.is_none() {
                seen.feed.fetched_at = Some(now);
            }
        }
    }

    /// The same facts once more.
    fn glance(&mut self) -> Observation {
        self.watch.observe(&self.seen, &self.rules, self.now)
    }

    fn model(&mut self, name: &str) -> &mut SeenModel {
        self.seen.models.iter_mut().find(|seen| seen.model.name.as_str() == name).unwrap()
    }

    fn quota(&mut self, name: &str) -> &mut Quota {
        self.model(name).model.quota.as_mut().unwrap()
    }

    fn left(&mut self, name: &str, remaining: &str) {
        self.quota(name).remaining = Some(remaining.parse().unwrap());
    }

    fn available(&mut self, available: Option<&str>) {
        let available = available.map(|text| text.parse().unwrap());
        let balance = Balance { available, currency: Some("USD".into()), ..Balance::default() };
        self.seen.balance = Some(SeenBalance { balance, read_at: self.now });
    }

    fn spent(&mut self, cycle: &str, to_date: Option<&str>, projected: Option<&str>) {
        self.seen.spend = Some(SeenSpend {
            at_least: false,
            cycle: cycle.into(),
            currency: "USD".into(),
            to_date: to_date.map(|text| text.parse().unwrap()),
            projected: projected.map(|text| text.parse().unwrap()),
            read_at: self.now,
        });
    }

    /// What the calls of the last hour cost: at least, and at most.
    fn speed(&mut self, least: &str, most: &str) {
        let cost = Range { least: least.parse().unwrap(), most: most.parse().unwrap() };
        self.seen.speed = Some(SeenSpeed {
            to: self.now,
            cost,
            currency: Some("USD".into()),
            is_currency_assumed: false,
            models: vec![SpeedShare { model: "m".into(), least: cost.least, most: cost.most }],
            unpriced: Vec::new(),
            api_key: None,
            mostly_since: None,
            at_least: false,
            read_at: self.now,
        });
    }

    /// The quotas feed: fails with this since then, or answers.
    fn failing(&mut self, failure: Option<(Cause, &str)>) {
        let failure = failure.map(|(cause, since)| Failure { cause, since: at(since) });
        let fetched_at = self.seen.feeds.first().and_then(|seen| seen.feed.fetched_at).or(Some(self.now));
        self.seen.feeds = vec![SeenFeed { name: FeedName::Quotas, feed: Feed { fetched_at, failure } }];
    }

    fn active(&self) -> Vec<String> {
        let line = |episode: &&Episode| format!("{} {}", episode.rule.into_str(), episode.subject.as_str());
        self.watch.active().iter().map(line).collect()
    }

    /// Everything is stored, the program ends, and another starts.
    fn restart(&mut self) {
        let stored = std::mem::take(&mut self.watch);
        let mut episodes: Vec<Episode> = stored.episodes().cloned().collect();
        episodes.reverse();
        self.watch = Watch::restore(stored.begun, episodes, stored.muted.iter().cloned());
        assert_eq!(self.watch, stored);
    }
}

fn half_used(name: &str) -> SeenModel {
    let quota = quota("1000000", "500000", EXPIRES, START);
    SeenModel { model: Model { quota: Some(quota), ..Model::named(name.into()) }, runs_out: None }
}

fn ids(events: &[Event]) -> Vec<String> {
    events.iter().map(|event| event.id.clone()).collect()
}

/// What is expected after a step: nothing, or the event of this rule with this end of the id.
fn expected(rule: Rule, subject: &str, key: Option<&str>) -> Vec<String> {
    key.map(|key| format!("default/{}/{subject}{key}", rule.into_str())).into_iter().collect()
}

fn timed_out() -> Cause {
    Cause::TimedOut { host: "h".into(), seconds: 15 }
}

fn not_logged_in() -> Cause {
    Cause::NotLoggedIn { credential: "bl".into() }
}
