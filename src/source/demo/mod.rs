//! The demo account: every state the program can show, moving, without an account or a network.
//!
//! A pure function of two instants that never ends. It shows no real data.

use chrono::{DateTime, TimeDelta, Utc};

use strum::{EnumIter, EnumString, IntoStaticStr};

use super::{Clock, Fetching, Source};
use crate::domain::{
    Feed, FeedName, ModelName, Region, Request, Response, Site, Snapshot, SourceKind, forecast::Seen,
};

mod account;
mod bills;
mod calls;
mod facts;
mod pace;
mod past;
mod plans;

/// What the demo shows (`--demo=SCENE`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, EnumIter, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Scene {
    /// Every state in turn, within two minutes.
    #[default]
    Tour,
    /// An account that is overdue all the time: every call is refused, so that no quota is used.
    Overdue,
}

/// The demo account at `now`, where the demo started at `started`. Before its start nothing has moved yet.
pub fn at(scene: Scene, started: DateTime<Utc>, now: DateTime<Utc>) -> Snapshot {
    let elapsed = now.signed_duration_since(started).num_seconds().max(0);
    let (balance, account) = account::at(scene, started, now, elapsed);
    let in_use = in_use(scene, started, now);
    Snapshot {
        source: Some(SourceKind::Demo),
        site: Some(Site::International),
        region: Some(Region::Singapore),
        models: facts::all().iter().map(|fact| fact.at(started, now, in_use)).collect::<Vec<_>>().into(),
        balance: Some(balance),
        feeds: [
            (FeedName::Quotas, Feed { fetched_at: Some(now), failure: None }),
            (FeedName::Account, account),
        ]
        .into_iter()
        .collect(),
        ..Snapshot::empty(now)
    }
}

/// For how many seconds the quotas have been used since the start.
fn in_use(scene: Scene, started: DateTime<Utc>, now: DateTime<Utc>) -> i64 {
    if scene == Scene::Overdue { 0 } else { now.signed_duration_since(started).num_seconds().max(0) }
}

/// What was seen of each model in the four weeks before the demo started, oldest first; it ends with the
/// figure that the demo starts from.
pub fn histories(started: DateTime<Utc>) -> Vec<(ModelName, Vec<Seen>)> {
    facts::all().iter().filter_map(|fact| fact.past(started)).collect()
}

/// The demo account as a source; it starts when the source is made.
pub struct DemoSource {
    scene: Scene,
    started: DateTime<Utc>,
    clock: Clock,
}

impl DemoSource {
    /// Starts the demo.
    pub fn new(scene: Scene, clock: Clock) -> Self {
        Self { scene, started: clock(), clock }
    }
}

impl Source for DemoSource {
    fn fetch(&self, request: Request) -> Fetching {
        let answer = match request {
            Request::Snapshot => Response::Snapshot(Box::new(at(self.scene, self.started, (self.clock)()))),
            Request::Bills(days) => Response::Bills(bills::days(self.started, (self.clock)(), &days)),
            Request::Calls(range) => {
                let (started, now) = (self.started, (self.clock)());
                let in_use = in_use(self.scene, started, now);
                Response::Calls(calls::at(started, now, in_use, range))
            }
            Request::Plans => Response::Plans(plans::at(self.started, (self.clock)())),
            other => Response::empty(&other),
        };
        Box::pin(std::future::ready(Ok(answer).into()))
    }
}

/// `instant` moved by `seconds`; unchanged if that is beyond the calendar.
fn after(instant: DateTime<Utc>, seconds: i64) -> DateTime<Utc> {
    TimeDelta::try_seconds(seconds).and_then(|span| instant.checked_add_signed(span)).unwrap_or(instant)
}

#[cfg(test)]
mod tests;
