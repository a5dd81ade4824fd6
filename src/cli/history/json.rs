//! A history as JSON (`quotatop.history/1`).

use std::io::{self, Write};

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Number;

use super::printed::Printed;
use crate::{
    cli::document,
    domain::{Quantity, time::rfc3339},
};

const SCHEMA: &str = "quotatop.history/1";

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    model: &'a str,
    unit: &'static str,
    since: String,
    points: Vec<Point>,
    gaps: Vec<Span>,
}

#[derive(Serialize)]
struct Point {
    #[serde(flatten)]
    span: Span,
    remaining: Option<Number>,
    total: Option<Number>,
    expires_at: Option<String>,
}

#[derive(Serialize)]
struct Span {
    from: String,
    until: String,
}

pub(super) fn write(out: &mut dyn Write, printed: &Printed<'_>) -> io::Result<()> {
    let points = printed.seen.iter().map(|seen| Point {
        span: span(seen.from, seen.until),
        remaining: exact(seen.remaining),
        total: seen.total.and_then(exact),
        expires_at: seen.expires_at.map(rfc3339),
    });
    let document = Document {
        schema: SCHEMA,
        model: printed.model,
        unit: printed.unit.into_str(),
        since: rfc3339(printed.since),
        points: points.collect(),
        gaps: printed.gaps.iter().map(|gap| span(gap.from, gap.until)).collect(),
    };
    document::write(out, &document)
}

fn span(from: DateTime<Utc>, until: DateTime<Utc>) -> Span {
    Span { from: rfc3339(from), until: rfc3339(until) }
}

fn exact(quantity: Quantity) -> Option<Number> {
    serde_json::from_str(&quantity.to_string()).ok()
}
