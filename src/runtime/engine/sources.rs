//! Building the source that a profile names.

use std::sync::Arc;

use super::{
    identity::find_logins,
    setup::{From, Opened},
};
use crate::{
    domain::Cause,
    runtime::Clock,
    source::{
        Fetching, Secrets, Source,
        alibaba::{AlibabaSource, Endpoints},
        demo::DemoSource,
        snapshot::SnapshotSource,
    },
};

/// The source of a profile, and its file where it has one that may change. No failure of it quotes one of `secrets`.
pub(crate) fn build(opened: &Opened, secrets: &Secrets) -> (Arc<dyn Source>, Option<Arc<SnapshotSource>>) {
    match &opened.from {
        From::Alibaba => (live(opened, secrets.clone()), None),
        From::File(path) => {
            let file = Arc::new(SnapshotSource::file(path.clone(), utc()));
            (Arc::clone(&file) as Arc<dyn Source>, Some(file))
        }
        From::Stream(stream) => (Arc::new(SnapshotSource::stream(stream.clone(), utc())), None),
        From::Demo => (demo(), None),
    }
}

/// The demo account, beginning now.
pub(crate) fn demo() -> Arc<dyn Source> {
    Arc::new(DemoSource::new(utc()))
}

fn live(opened: &Opened, secrets: Secrets) -> Arc<dyn Source> {
    let endpoints = &opened.profile.endpoints;
    let endpoints = Endpoints {
        console: endpoints.console.clone(),
        billing: endpoints.billing.clone(),
        openapi: endpoints.openapi.clone(),
    };
    let profile = opened.profile.clone();
    let logins = Arc::new(move || find_logins(&profile));
    match AlibabaSource::new(logins, endpoints, utc(), (Arc::new(Clock::hear), secrets)) {
        Ok(source) => Arc::new(source),
        Err(cause) => Arc::new(Broken(cause)),
    }
}

fn utc() -> crate::source::Clock {
    Arc::new(Clock::utc)
}

/// A source that cannot be built answers everything with why.
struct Broken(Cause);

impl Source for Broken {
    fn fetch(&self, _request: crate::domain::Request) -> Fetching {
        let answer = Err(self.0.clone()).into();
        Box::pin(std::future::ready(answer))
    }
}
