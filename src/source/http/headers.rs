//! The two things that an answer's headers tell: the server's clock, and how long to wait.

use chrono::{DateTime, TimeDelta, Utc};
use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};

/// The server's clock (`Date`).
pub(super) fn date(headers: &HeaderMap) -> Option<DateTime<Utc>> {
    http_date(headers.get(DATE)?.to_str().ok()?)
}

/// Until when the server asked us to wait, by our clock: `x-acs-retry-after` (milliseconds), else
/// `Retry-After` (seconds, or a date by the server's clock).
pub(super) fn wait_until(
    headers: &HeaderMap,
    received: DateTime<Utc>,
    server_date: Option<DateTime<Utc>>,
) -> Option<DateTime<Utc>> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    let milliseconds = text("x-acs-retry-after")
        .and_then(|text| text.parse::<u32>().ok())
        .map(|wait| TimeDelta::milliseconds(i64::from(wait)));
    let wait = milliseconds.or_else(|| {
        let text = text(RETRY_AFTER.as_str())?;
        match text.parse::<u32>() {
            Ok(seconds) => Some(TimeDelta::seconds(i64::from(seconds))),
            Err(_) => Some(http_date(text)?.signed_duration_since(server_date.unwrap_or(received))),
        }
    })?;
    received.checked_add_signed(wait.max(TimeDelta::zero()))
}

/// An HTTP date is a mail date in GMT.
fn http_date(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc2822(text.trim()).ok().map(|date| date.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_counted_on_our_clock() {
        let received: DateTime<Utc> = "2026-11-22T06:00:00Z".parse().unwrap();
        let server = Some(received + TimeDelta::hours(1));
        for (name, value, server, seconds) in [
            ("retry-after", "120", None, Some(120)),
            ("retry-after", " 0 ", None, Some(0)),
            ("retry-after", "Sun, 22 Nov 2026 06:00:30 GMT", None, Some(30)),
            ("retry-after", "Sun, 22 Nov 2026 07:00:30 GMT", server, Some(30)),
            ("retry-after", "Sun, 22 Nov 2026 05:00:00 GMT", None, Some(0)),
            ("x-acs-retry-after", "1500", None, Some(1)),
            ("retry-after", "soon", None, None),
            ("retry-after", "-5", None, None),
            ("retry-after", "99999999999999999999", None, None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(name, value.parse().unwrap());
            let until = wait_until(&headers, received, server);
            assert_eq!(until.map(|until| (until - received).num_seconds()), seconds, "{name}: {value}");
        }
        assert_eq!(wait_until(&HeaderMap::new(), received, None), None);
    }
}
