//! The labels of a sample.

use std::{borrow::Cow, fmt::Write as _};

use prometheus_client::encoding::{
    EncodeLabel, EncodeLabelSet, EncodeLabelValue, LabelSetEncoder, LabelValueEncoder,
};

use crate::{
    app::metrics::{ModelMetrics, ProfileMetrics},
    domain::FeedName,
};

/// The labels of a sample, borrowed from the page: those of its profile, of its model or feed if it has one, and more.
#[derive(Debug)]
pub(super) struct Labels<'a, const N: usize> {
    pub(super) profile: &'a ProfileMetrics,
    pub(super) model: Option<ModelMetrics<'a>>,
    pub(super) feed: Option<FeedName>,
    pub(super) more: [Label<'a>; N],
}

pub(super) type Label<'a> = (&'static str, Cow<'a, str>);

/// The text of a label. Encoders escape what has a meaning in the format.
struct Value<'a>(&'a str);

impl<const N: usize> EncodeLabelSet for Labels<'_, N> {
    fn encode(&self, encoder: &mut LabelSetEncoder<'_>) -> std::fmt::Result {
        let mut add = |key: &str, value: &str| (key, Value(value)).encode(encoder.encode_label());
        let Self { profile, model, feed, more } = self;
        add("profile", &profile.profile)?;
        // A label without a value is the same as none.
        add("site", profile.site.map_or("", |site| site.into_str()))?;
        add("region", profile.region.map_or("", |region| region.into_str()))?;
        if let Some(ModelMetrics { model, .. }) = model {
            add("model", model.name.as_str())?;
            add("kind", model.kind.into_str())?;
            add("unit", model.unit.into_str())?;
        }
        feed.map_or(Ok(()), |feed| add("feed", feed.into_str()))?;
        more.iter().try_for_each(|(key, value)| add(key, value))
    }
}

impl EncodeLabelValue for Value<'_> {
    /// Prometheus takes a NUL for the end of the page: it is shown as an escape.
    fn encode(&self, encoder: &mut LabelValueEncoder<'_>) -> std::fmt::Result {
        let mut parts = self.0.split('\0');
        encoder.write_str(parts.next().unwrap_or_default())?;
        parts.try_for_each(|part| {
            encoder.write_str("\\u0000")?;
            encoder.write_str(part)
        })
    }
}
