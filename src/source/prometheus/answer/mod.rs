//! Reads an answer of Prometheus' HTTP API: its envelope, and series by series what a query found.
//!
//! <https://prometheus.io/docs/prometheus/latest/querying/api/>. Fields that are not known are ignored; a series or
//! a sample that makes no sense costs itself only.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rust_decimal::{Decimal, prelude::ToPrimitive as _};
use serde::Deserialize;
use serde_json::{Deserializer, value::RawValue};

use super::{
    number,
    series::{Found, Sample, Series},
    stream::each,
};
use crate::domain::Quantity;

/// How much of an answer is accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bounds {
    /// The bytes of the body, which is held in memory until it is read.
    pub(crate) bytes: u64,
    pub(crate) series: usize,
    /// Over all series; each takes 28 bytes of memory.
    pub(crate) samples: usize,
}

/// Why there are no series.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NoSeries {
    /// Prometheus reports an error.
    Error(Reported),
    /// It does not come from a Prometheus.
    Foreign,
    /// It does, but its data are of another shape.
    Unclear(&'static str),
    TooManySeries,
    TooManySamples,
}

/// An error in the server's words, not yet fit to be shown.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Reported {
    /// E.g. `bad_data`, `execution`, `timeout`; empty if the server has no such word.
    pub(super) kind: String,
    pub(super) message: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Envelope<'a> {
    #[serde(default)]
    status: Option<String>,
    #[serde(borrow, default)]
    data: Option<&'a RawValue>,
    #[serde(default)]
    error_type: Option<String>,
    #[serde(default)]
    error: Option<String>,
    #[serde(borrow, default)]
    warnings: Option<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Data<'a> {
    result_type: String,
    #[serde(borrow)]
    result: &'a RawValue,
}

/// A row of a vector has a value, one of a matrix several. Histograms have neither.
#[derive(Deserialize)]
struct Row<'a> {
    #[serde(default)]
    metric: BTreeMap<String, String>,
    #[serde(borrow, default)]
    value: Option<&'a RawValue>,
    #[serde(borrow, default)]
    values: Option<&'a RawValue>,
}

/// Seconds since 1970, and a number as a text.
#[derive(Deserialize)]
struct Point<'a>(#[serde(borrow)] &'a RawValue, #[serde(borrow)] &'a RawValue);

/// Whatever `body` holds.
pub(super) fn read(body: &str, bounds: Bounds) -> Result<Found, NoSeries> {
    let envelope = open(body)?;
    let data: Data<'_> =
        envelope.data.and_then(|data| object(data.get())).ok_or(NoSeries::Unclear("no result"))?;
    let mut reader = Reader { found: Found::default(), samples: 0, bounds, stop: None };
    match data.result_type.as_str() {
        "vector" | "matrix" => reader.rows(data.result)?,
        "scalar" => reader.row(Row { metric: BTreeMap::new(), value: Some(data.result), values: None }),
        _ => return Err(NoSeries::Unclear("a result of another type")),
    }
    reader.found.warnings = envelope.warnings.map(texts).unwrap_or_default();
    reader.stop.map_or(Ok(reader.found), Err)
}

/// What an answer with an HTTP error reports; absent if it is no answer of Prometheus.
pub(super) fn reported(body: &str) -> Option<Reported> {
    match open(body) {
        Err(NoSeries::Error(reported)) => Some(reported),
        _ => None,
    }
}

fn open(body: &str) -> Result<Envelope<'_>, NoSeries> {
    let envelope: Envelope<'_> = object(body.trim_start_matches('\u{feff}')).ok_or(NoSeries::Foreign)?;
    match envelope.status.as_deref() {
        Some("success") => Ok(envelope),
        Some("error") => Err(NoSeries::Error(Reported {
            kind: envelope.error_type.unwrap_or_default(),
            message: envelope.error.unwrap_or_default(),
        })),
        _ => Err(NoSeries::Foreign),
    }
}

/// Reads an object. serde would accept a list as the fields in their order.
fn object<'a, T: Deserialize<'a>>(json: &'a str) -> Option<T> {
    if json.trim_start().starts_with('{') { serde_json::from_str(json).ok() } else { None }
}

/// The texts in a list; anything else is ignored.
fn texts(list: &RawValue) -> Vec<String> {
    serde_json::from_str(list.get()).unwrap_or_default()
}

struct Reader {
    found: Found,
    samples: usize,
    bounds: Bounds,
    /// Why the rest is not read.
    stop: Option<NoSeries>,
}

impl Reader {
    fn rows(&mut self, list: &RawValue) -> Result<(), NoSeries> {
        let mut json = Deserializer::from_str(list.get());
        let read = each(&mut json, |raw: &RawValue| {
            match object(raw.get()) {
                Some(row) => self.row(row),
                None => self.found.odd = self.found.odd.saturating_add(1),
            }
            self.stop.is_none()
        });
        match read {
            Ok(_) => Ok(()),
            // A list that is left before its end is none.
            Err(_) if self.stop.is_some() => Ok(()),
            Err(_) => Err(NoSeries::Unclear("no list of series")),
        }
    }

    fn row(&mut self, row: Row<'_>) {
        if self.found.series.len() >= self.bounds.series {
            self.stop = Some(NoSeries::TooManySeries);
            return;
        }
        let mut samples = Vec::new();
        let mut take = |raw: &RawValue| {
            if self.samples >= self.bounds.samples {
                self.stop = Some(NoSeries::TooManySamples);
                return false;
            }
            self.samples = self.samples.saturating_add(1);
            match point(raw) {
                Some((at, Some(value))) => samples.push(Sample { at, value }),
                Some((_, None)) => {}
                None => self.found.odd = self.found.odd.saturating_add(1),
            }
            true
        };
        if let Some(raw) = row.value {
            take(raw);
        }
        if let Some(list) = row.values {
            let mut json = Deserializer::from_str(list.get());
            if each(&mut json, take).is_err() && self.stop.is_none() {
                self.found.odd = self.found.odd.saturating_add(1);
            }
        }
        self.found.series.push(Series::new(row.metric, samples));
    }
}

/// A sample's time and value, if it has one; absent if it makes no sense.
fn point(raw: &RawValue) -> Option<(DateTime<Utc>, Option<Quantity>)> {
    let Point(at, text) = serde_json::from_str(raw.get()).ok()?;
    let text: String = serde_json::from_str(text.get()).ok()?;
    Some((instant(at.get())?, number::value(&text).ok()?))
}

/// From seconds with up to three decimals.
fn instant(seconds: &str) -> Option<DateTime<Utc>> {
    let seconds = number::value(seconds).ok()??.decimal();
    DateTime::from_timestamp_millis(seconds.checked_mul(Decimal::ONE_THOUSAND)?.to_i64()?)
}

#[cfg(test)]
mod tests;
