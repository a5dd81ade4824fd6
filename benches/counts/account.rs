//! An account with 50 models, polled from answers that are always the same.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};
use quotatop::{
    app::{
        Message, Profile, Size, State,
        account::schedule::{Schedule, Task},
        update,
    },
    domain::{
        FeedName, LastKnown, ModelName, Now, Request, SourceKind, Thresholds, Zone,
        forecast::{Forecaster, Seen},
    },
    source::{
        Source as _,
        alibaba::{
            AlibabaSource, Endpoints, Wiring,
            credentials::{ConsoleToken, CredentialStore, Surroundings, Wanted, find},
        },
    },
    ui::keys::action_texts,
    words::Lang,
};

use super::server::{self, Server};

pub(crate) const SIZE: Size = Size { width: 120, height: 40 };
pub(crate) const MINUTE: Duration = Duration::from_mins(1);

/// Models with a history, so that there are forecasts.
const USED: usize = 10;

pub(crate) struct Account {
    pub(crate) state: State,
    pub(crate) now: Now,
    source: AlibabaSource,
    /// Seconds since 1970, for the source.
    clock: Arc<AtomicI64>,
    runtime: tokio::runtime::Runtime,
}

impl Account {
    /// Polled once, with forecasts.
    pub(crate) fn polled() -> Self {
        let now = Now { utc: server::now(), monotonic: MINUTE };
        let schedule = Schedule::new(7, false);
        let profile = Profile::new("default", SourceKind::Alibaba, MINUTE, schedule, now);
        let mut state = State::new(profile, Thresholds::default(), now);
        state.size = SIZE;
        state.action_texts = action_texts(Lang::English);
        state.begin(LastKnown::default(), &[FeedName::Quotas, FeedName::Account], now);
        let clock = Arc::new(AtomicI64::new(now.utc.timestamp()));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let mut account = Self { state, now, source: source(Arc::clone(&clock)), clock, runtime };
        account.handle(Message::Woke);
        account.poll();
        account.forecast();
        account
    }

    pub(crate) fn handle(&mut self, message: Message) {
        drop(update(&mut self.state, message, self.now));
    }

    pub(crate) fn pass(&mut self, time: Duration) {
        self.now.utc += time;
        self.now.monotonic += time;
        self.clock.store(self.now.utc.timestamp(), Ordering::Relaxed);
    }

    /// Everything that is requested of quotas and balance.
    pub(crate) fn poll(&mut self) {
        let models = || (0..server::MODELS).map(|number| server::model(number).as_str().into()).collect();
        for (task, request) in [
            (Task::Catalogue, Request::Catalogue),
            (Task::Quotas, Request::Quotas(models())),
            (Task::Switches, Request::FreeQuotaOnly(models())),
            (Task::Account, Request::Account),
        ] {
            let fetched = self.runtime.block_on(self.source.fetch(request));
            assert!(fetched.answer.is_ok(), "{task:?}: {:?}", fetched.answer);
            let tag = self.state.profile().tag(self.state.current());
            self.handle(Message::Fetched(tag, task, fetched));
        }
    }

    fn forecast(&mut self) {
        let forecaster = Forecaster::at(self.now.utc, Zone::UTC);
        let forecasts: HashMap<ModelName, _> = (0..USED)
            .map(|number| (server::model(number).as_str().into(), forecaster.forecast(&self.history(number))))
            .collect();
        let tag = self.state.profile().tag(self.state.current());
        self.handle(Message::Forecasts(tag, forecasts));
    }

    /// Two days, in which it was used at a steady rate.
    fn history(&self, number: usize) -> Vec<Seen> {
        let left = server::remaining(number);
        let hours = (0..48_i64).rev();
        let seen = |ago: i64| {
            let from: DateTime<Utc> = self.now.utc - TimeDelta::hours(ago);
            Seen {
                from,
                until: from + TimeDelta::minutes(59),
                remaining: (left + 3_000 * u64::try_from(ago).unwrap_or_default()).into(),
                total: Some(server::TOTAL.into()),
                expires_at: Some(server::expiry(number)),
            }
        };
        hours.map(seen).collect()
    }
}

fn source(clock: Arc<AtomicI64>) -> AlibabaSource {
    let variable = |name: &str| match name {
        "ALIBABA_CLOUD_ACCESS_KEY_ID" => Some("a-key".to_owned()),
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET" => Some("its-secret".to_owned()),
        _ => None,
    };
    let surroundings = Surroundings { home: None, variable: Arc::new(variable), now: server::now() };
    let mut logins = find(&Wanted::default(), &surroundings);
    logins.tokens = vec![ConsoleToken {
        token: "a-token".into(),
        switch_agent: None,
        name: "a login".into(),
        from: CredentialStore::Bl,
    }];
    let now = move || DateTime::from_timestamp(clock.load(Ordering::Relaxed), 0).unwrap();
    let wiring = Wiring { player: Some(Arc::new(Server::new())), ..Wiring::default() };
    AlibabaSource::new(Arc::new(move || logins.clone()), Endpoints::default(), Arc::new(now), wiring).unwrap()
}
