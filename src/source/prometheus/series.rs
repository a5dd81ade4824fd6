//! Series of samples, as Prometheus answers them.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::domain::Quantity;

/// The labels of one series and its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Series {
    labels: BTreeMap<String, String>,
    /// By time. Instants without a value are left out.
    pub(crate) samples: Vec<Sample>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sample {
    pub(crate) at: DateTime<Utc>,
    pub(crate) value: Quantity,
}

impl Series {
    pub(crate) const fn new(labels: BTreeMap<String, String>, samples: Vec<Sample>) -> Self {
        Self { labels, samples }
    }

    /// The value of a label; an empty one is absent, as in Prometheus itself.
    pub(crate) fn label(&self, name: &str) -> Option<&str> {
        self.labels.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// The value of its last sample; of an instant query, its only one.
    pub(crate) fn last(&self) -> Option<Quantity> {
        self.samples.last().map(|sample| sample.value)
    }
}

/// What a query found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Found {
    pub(crate) series: Vec<Series>,
    /// Series and samples that were not understood, and are missing.
    pub(crate) odd: usize,
    /// What the server warns of, e.g. that a part of its data could not be read. One line each.
    pub(crate) warnings: Vec<String>,
}

impl Found {
    /// Whether nothing is known to be missing.
    pub(crate) const fn is_whole(&self) -> bool {
        self.odd == 0 && self.warnings.is_empty()
    }
}
