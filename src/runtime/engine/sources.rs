//! Builds the source of a profile.

use std::sync::Arc;

use secrecy::SecretString;

use super::{
    identity::find_logins,
    setup::{DataSource, ProfileSetup},
};
use crate::{
    config,
    domain::Cause,
    runtime::clock::Clock,
    source::{
        DateListener, Fetching, Secrets, Source, Write,
        alibaba::{AlibabaSource, Endpoints, Wiring, credentials::Logins},
        demo::{DemoSource, Scene},
        fleet::{FleetSetup, FleetSource},
        http::{Connections, Play},
        recording::{Player, Recording},
        snapshot::SnapshotSource,
    },
};

/// What answers the requests of a profile.
pub(crate) struct Built {
    pub(crate) source: Arc<dyn Source>,
    /// The file of a snapshot, which may change.
    pub(crate) file: Option<Arc<SnapshotSource>>,
    /// What changes the account; absent if there is none, or if nothing may be changed.
    pub(crate) writer: Option<Arc<dyn Write>>,
}

impl From<Arc<dyn Source>> for Built {
    fn from(source: Arc<dyn Source>) -> Self {
        Self { source, file: None, writer: None }
    }
}

/// What the sources of all profiles share.
#[derive(Clone, Default)]
pub(crate) struct Shared {
    /// No failure quotes any of them.
    pub(crate) secrets: Secrets,
    pub(crate) connections: Connections,
}

/// Builds the source of a profile.
pub(crate) fn build(setup: &ProfileSetup, shared: &Shared) -> Built {
    match &setup.source {
        DataSource::Alibaba => live(setup, shared),
        DataSource::Recording(recording) => replay(setup, recording).into(),
        DataSource::File(path) => {
            let file = Arc::new(SnapshotSource::file(path.clone(), utc()));
            Built { file: Some(Arc::clone(&file)), ..Built::from(file as Arc<dyn Source>) }
        }
        DataSource::Stream(stream) => {
            Built::from(Arc::new(SnapshotSource::stream(stream.clone(), utc())) as Arc<dyn Source>)
        }
        DataSource::Demo(scene) => demo(*scene).into(),
        DataSource::Fleet(fleet) => self::fleet(fleet, shared.secrets.clone()).into(),
    }
}

/// The demo account, starting now.
pub(crate) fn demo(scene: Scene) -> Arc<dyn Source> {
    Arc::new(DemoSource::new(scene, utc()))
}

/// A fleet. The variables of its headers are read now.
fn fleet(fleet: &config::Fleet, secrets: Secrets) -> Arc<dyn Source> {
    let header = |(name, variable): (&String, &String)| {
        let value = std::env::var(variable).ok().filter(|value| !value.is_empty());
        (name.clone(), variable.clone(), value.map(SecretString::from))
    };
    let headers = fleet.headers.iter().map(header).collect();
    let setup =
        FleetSetup { url: fleet.url.clone(), matchers: fleet.matchers.clone(), headers, player: None };
    match FleetSource::new(setup, utc(), secrets) {
        Ok(source) => Arc::new(source),
        Err(cause) => Arc::new(Broken(cause)),
    }
}

/// The account of a profile, which both reads and changes, so that a login is found once for both.
fn live(setup: &ProfileSetup, shared: &Shared) -> Built {
    match alibaba(setup, shared.clone()) {
        Ok(source) => {
            let source = Arc::new(source);
            let writer =
                Some(Arc::clone(&source) as Arc<dyn Write>).filter(|_| setup.barred(false).is_none());
            Built { writer, ..Built::from(source as Arc<dyn Source>) }
        }
        Err(cause) => Built::from(Arc::new(Broken(cause)) as Arc<dyn Source>),
    }
}

/// The account of a profile. Fails if an endpoint is not accepted.
pub(crate) fn alibaba(setup: &ProfileSetup, shared: Shared) -> Result<AlibabaSource, Cause> {
    let endpoints = &setup.profile.endpoints;
    let endpoints = Endpoints {
        console: endpoints.console.clone(),
        billing: endpoints.billing.clone(),
        openapi: endpoints.openapi.clone(),
        prometheus: endpoints.prometheus.clone(),
    };
    let profile = setup.profile.clone();
    let logins = Arc::new(move || find_logins(&profile));
    let recorder = setup.recorder.clone();
    let on_date = Some(Arc::new(Clock::note_server_date) as DateListener);
    let Shared { secrets, connections } = shared;
    let wiring = Wiring { on_date, secrets, recorder, player: None, connections };
    AlibabaSource::new(logins, endpoints, utc(), wiring)
}

/// The account whose calls were recorded. Its answers are as old as the recording.
fn replay(setup: &ProfileSetup, recording: &Arc<Recording>) -> Arc<dyn Source> {
    let logins = recorded_logins(setup, recording);
    let player = Some(Arc::new(Player::new(recording)) as Arc<dyn Play>);
    let recorded_at = recording.recorded_at;
    let clock = Arc::new(move || recorded_at);
    let wiring = Wiring { player, ..Wiring::default() };
    // The address that was queried is not recorded; nothing is sent to any.
    let prometheus = recording.has_prometheus().then(|| "https://recording.invalid".to_owned());
    let endpoints = Endpoints { prometheus, ..Endpoints::default() };
    built(AlibabaSource::new(Arc::new(move || logins.clone()), endpoints, clock, wiring))
}

/// The logins with which a recording is replayed.
pub(crate) fn recorded_logins(setup: &ProfileSetup, recording: &Recording) -> Logins {
    Logins::of_recording(recording, setup.profile.site, setup.profile.region)
}

fn built(source: Result<AlibabaSource, Cause>) -> Arc<dyn Source> {
    match source {
        Ok(source) => Arc::new(source),
        Err(cause) => Arc::new(Broken(cause)),
    }
}

fn utc() -> crate::source::Clock {
    Arc::new(Clock::utc)
}

/// A source that could not be built: every request fails with the reason.
struct Broken(Cause);

impl Source for Broken {
    fn fetch(&self, _request: crate::domain::Request) -> Fetching {
        let answer = Err(self.0.clone()).into();
        Box::pin(std::future::ready(answer))
    }
}
