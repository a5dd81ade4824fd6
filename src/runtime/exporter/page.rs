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
    app::{Profile, State, metrics::ProfileMetrics},
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
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) profiles: Vec<Exported>,
    /// The text that was made for an earlier reader, unless it is large.
    text: EnumMap<Format, OnceLock<Vec<Bytes>>>,
}

/// What is exported of a profile.
#[derive(Debug)]
pub(super) struct Exported {
    pub(super) metrics: ProfileMetrics,
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
        let profiles = state.profiles().map(|(_, profile)| profile).zip(counts);
        let exported = |(profile, counts): (&Profile, &Arc<RequestCounts>)| Exported {
            metrics: ProfileMetrics::of(state, profile),
            requests: counts.now(),
        };
        Arc::new(Self { profiles: profiles.map(exported).collect(), text: EnumMap::default() })
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
