//! Why a query brought nothing, as a cause.

use super::{
    access::Refusal,
    answer::{self, Bounds, NoSeries, Reported},
};
use crate::{
    domain::{Cause, Limit},
    source::http::Reply,
};

/// In characters.
const MESSAGE: usize = 200;
const CODE: usize = 100;

/// Of a text that nothing shows.
const REFUSAL: usize = 1000;

/// Of an answer with an error status.
pub(super) fn of_status(host: &str, reply: &Reply, refused: &dyn Fn(Refusal) -> Cause) -> Cause {
    let status = reply.status;
    if matches!(status, 401 | 403) {
        return refused(Refusal { status, message: reply.quote(&reply.body, REFUSAL) });
    }
    match (answer::reported(&reply.body), reply.wait_until) {
        (_, Some(until)) => Cause::RateLimited { until: Some(until) },
        _ if status == 429 => Cause::RateLimited { until: None },
        (Some(reported), None) => of_report(host, reply, &reported),
        (None, None) if status == 404 => Cause::NotPrometheus { host: host.to_owned() },
        (None, None) => Cause::HttpStatus { host: host.to_owned(), status },
    }
}

/// Of a success that holds no series.
pub(super) fn of_answer(host: &str, reply: &Reply, why: NoSeries, (what, bounds): (&str, Bounds)) -> Cause {
    let over = |limit| Cause::OverLimit { what: what.to_owned(), limit };
    match why {
        NoSeries::Error(reported) => of_report(host, reply, &reported),
        NoSeries::Foreign => Cause::NotPrometheus { host: host.to_owned() },
        NoSeries::Unclear(detail) => Cause::Undecodable { what: what.to_owned(), detail: detail.to_owned() },
        NoSeries::TooManySeries => over(Limit::Series(bounds.series)),
        NoSeries::TooManySamples => over(Limit::Samples(bounds.samples)),
    }
}

/// The types of errors are those of `web/api/v1` in Prometheus.
fn of_report(host: &str, reply: &Reply, reported: &Reported) -> Cause {
    let host = host.to_owned();
    let message = reply.quote(&reported.message, MESSAGE);
    match reported.kind.as_str() {
        "bad_data" => Cause::BadQuery { host, message },
        "execution" => Cause::QueryFailed { host, message, is_late: false },
        "timeout" | "canceled" => Cause::QueryFailed { host, message, is_late: true },
        kind => Cause::Refused { code: reply.quote(kind, CODE), message },
    }
}
