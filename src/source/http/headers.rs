//! What an answer's headers say: the server's clock, and how long to wait.

use chrono::{DateTime, TimeDelta, Utc};
use reqwest::header::{AGE, DATE, HeaderMap, RETRY_AFTER};

/// A cached answer older than this (seconds) says nothing reliable about the server's clock.
const LONGEST_AGE: u32 = 24 * 60 * 60;

/// The longest wait that is respected: a wrong header would silence a feed for years.
const LONGEST_WAIT: TimeDelta = TimeDelta::days(1);

/// The server's clock: `Date`, and how long a cache in between has had the answer (`Age`). Absent where
/// either cannot be relied on.
pub(super) fn date(headers: &HeaderMap) -> Option<DateTime<Utc>> {
    let date = http_date(headers.get(DATE)?.to_str().ok()?)?;
    let age = headers.get(AGE).and_then(|value| value.to_str().ok()?.trim().parse::<u32>().ok()).unwrap_or(0);
    if age > LONGEST_AGE {
        return None;
    }
    date.checked_add_signed(TimeDelta::seconds(age.into()))
}

/// The end of the wait that the server requested, by our clock: `x-acs-retry-after` (milliseconds), else
/// `Retry-After` (seconds, or a date by the server's clock). At most a day.
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
    received.checked_add_signed(wait.clamp(TimeDelta::zero(), LONGEST_WAIT))
}

/// An HTTP date is an RFC 2822 date in GMT.
fn http_date(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc2822(text.trim()).ok().map(|date| date.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_age_of_a_kept_answer_is_added_to_its_date() {
        for (age, expected) in [
            (None, "2026-11-22T06:00:30Z"),
            (Some("0"), "2026-11-22T06:00:30Z"),
            (Some(" 90 "), "2026-11-22T06:02:00Z"),
            (Some("old"), "2026-11-22T06:00:30Z"),
            (Some("-5"), "2026-11-22T06:00:30Z"),
            (Some("99999999999999999999"), "2026-11-22T06:00:30Z"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(DATE, "Sun, 22 Nov 2026 06:00:30 GMT".parse().unwrap());
            if let Some(age) = age {
                headers.insert(AGE, age.parse().unwrap());
            }
            assert_eq!(date(&headers), Some(expected.parse().unwrap()), "{age:?}");
        }
        let mut old = HeaderMap::new();
        old.insert(DATE, "Sun, 22 Nov 2026 06:00:30 GMT".parse().unwrap());
        old.insert(AGE, "86401".parse().unwrap());
        assert_eq!(date(&old), None);
        for text in ["", "yesterday", "Sun, 99 Nov 2026 06:00:30 GMT"] {
            let headers = HeaderMap::from_iter([(DATE, text.parse().unwrap())]);
            assert_eq!(date(&headers), None, "{text}");
        }
    }

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
            ("retry-after", "86401", None, Some(86_400)),
            ("retry-after", "4294967295", None, Some(86_400)),
            ("retry-after", "Sun, 22 Nov 2099 06:00:00 GMT", None, Some(86_400)),
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
