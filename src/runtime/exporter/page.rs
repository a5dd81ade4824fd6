//! A page: what is exported, at one moment, and its text in each format.

use std::{
    fmt,
    sync::{Arc, OnceLock},
};

use enum_map::{Enum, EnumMap};
use hyper::body::Bytes;
use prometheus_client::{
    encoding::{prometheus_text, text},
    registry::Registry,
};

use crate::{
    app::{State, metrics::ProfileMetrics},
    domain::FeedName,
    runtime::engine::request_counts::{FeedRequests, RequestCounts},
};

/// A text format of Prometheus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub(super) enum Format {
    /// Version 0.0.4, which every reader knows.
    Prometheus,
    OpenMetrics,
}

/// What is exported of all profiles.
#[derive(Debug, Clone, Default)]
pub(super) struct Page {
    pub(super) profiles: Vec<Exported>,
    /// The text that was made for an earlier reader, unless it is large.
    text: EnumMap<Format, OnceLock<Vec<Bytes>>>,
}

/// What is exported of a profile.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Exported {
    /// Pages share it as long as it does not change.
    pub(super) metrics: Arc<ProfileMetrics>,
    pub(super) requests: EnumMap<FeedName, FeedRequests>,
}

impl Format {
    pub(super) const fn content_type(self) -> &'static str {
        match self {
            Self::Prometheus => prometheus_text::CONTENT_TYPE,
            Self::OpenMetrics => "application/openmetrics-text; version=1.0.0; charset=utf-8",
        }
    }
}

impl Page {
    pub(super) fn of(state: &State, counts: &[Arc<RequestCounts>]) -> Arc<Self> {
        let mut page = Arc::default();
        Self::renew(&mut page, state, counts);
        page
    }

    /// Puts the page of now in its place, unless it is the same. If nobody reads it, it is changed profile by profile: for
    /// many accounts a second one would be large.
    pub(super) fn renew(page: &mut Arc<Self>, state: &State, counts: &[Arc<RequestCounts>]) {
        let profiles = state.profiles().map(|(_, profile)| profile).zip(counts);
        for (at, (profile, counts)) in profiles.enumerate() {
            let (metrics, requests) = (ProfileMetrics::of(state, profile), counts.now());
            let before = page.profiles.get(at);
            let same = before.filter(|before| *before.metrics == metrics).map(|before| &before.metrics);
            if same.is_some() && before.is_some_and(|before| before.requests == requests) {
                continue;
            }
            let metrics = same.map_or_else(|| Arc::new(metrics), Arc::clone);
            let page = Arc::make_mut(page);
            page.text = EnumMap::default();
            let exported = Exported { metrics, requests };
            match page.profiles.get_mut(at) {
                Some(before) => *before = exported,
                None => page.profiles.push(exported),
            }
        }
    }

    /// Writes the page, in many small pieces.
    pub(super) fn write(self: Arc<Self>, format: Format, out: &mut impl fmt::Write) -> fmt::Result {
        let mut registry = Registry::default();
        registry.register_collector(Box::new(self));
        match format {
            Format::Prometheus => prometheus_text::encode(out, &registry),
            Format::OpenMetrics => text::encode(out, &registry),
        }
    }

    /// The text that was made for an earlier reader.
    pub(super) fn text(&self, format: Format) -> Option<&[Bytes]> {
        self.text[format].get().map(Vec::as_slice)
    }

    /// Stores the text for later readers.
    pub(super) fn keep(&self, format: Format, text: Vec<Bytes>) {
        // Another reader may have been faster.
        let _ = self.text[format].set(text);
    }
}
