//! One running program: the reducer, the source and the store, connected like in the runtime.

use std::{collections::VecDeque, sync::Arc, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use quotatop::{
    app::{
        self, Effect, Message, Profile, Size, State, Tag,
        account::schedule::{Schedule, Task},
    },
    domain::{
        FeedName, Request, SourceKind, Thresholds, Zone,
        alert::{self, Rules},
        forecast::{self, Forecaster},
    },
    source::{
        Source,
        alibaba::{
            AlibabaSource, Endpoints,
            credentials::{Surroundings, Wanted, find},
        },
        limits::Limits,
    },
    store::{self, LeaseTerms, Peek, Permission, Store},
};

use crate::scripted_day::environment::World;

const REFRESH: Duration = Duration::from_mins(5);
/// How long a lease lasts, as in the runtime.
const HOLD: Duration = Duration::from_secs(5 * 60 + 30);
const PATIENCE: Duration = Duration::from_mins(2);
pub(crate) const CHANNEL: &str = "hook";

pub(crate) struct Program {
    state: State,
    store: Store,
    source: AlibabaSource,
    holder: String,
    pub(crate) has_polled: bool,
    /// Whether it has left polling to another program.
    pub(crate) has_left_polling: bool,
    wake: Duration,
}

impl Program {
    pub(crate) fn start(world: &World, number: u64) -> Self {
        let now = world.now();
        let schedule = Schedule::new(number, false);
        let profile = Profile::new("default", SourceKind::Alibaba, REFRESH, schedule, now);
        let mut state = State::new(profile, Thresholds::default(), now);
        state.size = Size { width: 120, height: 36 };
        let Peek { known, trouble } = store::peek(&world.file(), &World::identity());
        assert_eq!(trouble, None);
        state.begin(known, &FeedName::OF_SNAPSHOT, now);
        Self {
            state,
            store: world.store(),
            source: source(world),
            holder: format!("program {number}"),
            has_polled: false,
            has_left_polling: false,
            wake: now.monotonic,
        }
    }

    pub(crate) fn stop(self) {
        self.store.release_leases(&self.holder);
        self.kill();
    }

    pub(crate) fn kill(self) {
        assert!(self.store.close(PATIENCE));
    }

    pub(crate) fn wakes_at(&self) -> TimeDelta {
        TimeDelta::from_std(self.wake).unwrap()
    }

    /// Wakes it to do all that is due; the messages that it sends.
    pub(crate) fn turn(&mut self, world: &World) -> Vec<alert::Message> {
        let mut messages_sent = Vec::new();
        let mut messages = VecDeque::from([Message::Woke]);
        while let Some(message) = messages.pop_front() {
            if let Message::Alerts(_, alerts) = &message {
                messages_sent.extend_from_slice(&alerts.messages);
            }
            for effect in app::update(&mut self.state, message, world.now()) {
                messages.extend(self.carry_out(effect, world));
            }
        }
        self.wake = app::wake::Waking::new(&self.state, world.now()).next(world.now());
        // The other programs see all of it.
        self.store.flush().wait();
        messages_sent
    }

    fn carry_out(&mut self, effect: Effect, world: &World) -> Option<Message> {
        let identity = World::identity();
        match effect {
            Effect::Request { tag, task, request, force } => {
                return Some(self.fetch(tag, task, request, force, world));
            }
            Effect::Save(_, data) => self.store.save(&identity, data),
            Effect::NextRequestAt(_, feed, next_due) => {
                self.store.announce_next_poll(&identity, feed, &self.holder, next_due);
            }
            Effect::WaitUntil(_, feed, until) => self.store.save_wait(&identity, feed, until),
            Effect::Forecast(tag, _) => return Some(self.forecast(tag, world.now().utc)),
            Effect::Observe(tag, observed) => {
                let channels = vec![CHANNEL.to_owned()];
                let alerts = self.store.observe(*observed, Rules::default(), channels).wait().unwrap();
                return Some(Message::Alerts(tag, alerts));
            }
            // Only for a screen.
            _ => {}
        }
        None
    }

    /// Fetches from the server, unless another program does.
    fn fetch(&mut self, tag: Tag, task: Task, request: Request, force: bool, world: &World) -> Message {
        let identity = World::identity();
        let terms = LeaseTerms { hold: HOLD, force };
        let permission = self.store.acquire_lease(&identity, task.feed(), &self.holder, terms).wait();
        match permission {
            Permission::Granted => {
                self.has_polled = true;
                let answer = world.runtime.block_on(self.source.fetch(request));
                Message::Fetched(tag, task, answer)
            }
            Permission::HeldByOther { next_due } => {
                self.has_left_polling = true;
                let known = self.store.read_last_known(&identity).wait();
                Message::PolledElsewhere(tag, task, known.into(), next_due)
            }
            Permission::WaitUntil(until) => Message::RateLimited(tag, task, until),
        }
    }

    fn forecast(&self, tag: Tag, now: DateTime<Utc>) -> Message {
        let since = now - forecast::MEMORY;
        let histories = self.store.read_histories(&World::identity(), since, |it| it).wait();
        let forecaster = Forecaster::at(now, Zone::UTC);
        let foreseen = histories.into_iter().map(|(model, seen)| (model, forecaster.forecast(&seen)));
        Message::Forecasts(tag, foreseen.collect())
    }
}

/// The live source, with the logins of the stand-in's default facts.
fn source(world: &World) -> AlibabaSource {
    let variable = |name: &str| {
        let value = match name {
            "QUOTATOP_CONSOLE_TOKEN" => "standin-token",
            "ALIBABA_CLOUD_ACCESS_KEY_ID" => "LTAIstandin",
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET" => "standin-secret",
            _ => return None,
        };
        Some(value.to_owned())
    };
    let surroundings = Surroundings { home: None, variable: Arc::new(variable), now: world.now().utc };
    let logins = find(&Wanted::default(), &surroundings);
    let url = || Some(world.standin.url().to_owned());
    let endpoints = Endpoints { console: url(), billing: url(), openapi: url(), ..Endpoints::default() };
    let found = Arc::new(move || logins.clone());
    let limits = Limits { request_time: PATIENCE, head_time: PATIENCE, ..Limits::default() };
    AlibabaSource::with_limits(found, endpoints, world.clock(), limits).unwrap()
}
