//! Single fields of the document, read leniently but exactly.
//!
//! They are borrowed as raw JSON, so that digits survive and an odd field costs its row rather than the file.
//! `null` means absent.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde_json::value::RawValue;

use crate::domain::{
    Quantity,
    time::{from_rfc3339, full_second},
};

/// A raw field; `None` if absent or null.
pub(super) type Raw<'a> = Option<&'a RawValue>;

/// A field that is present but invalid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Odd;

/// The text of a JSON string; `None` for anything else.
pub(super) fn text(raw: Raw<'_>) -> Option<Cow<'_, str>> {
    let json = raw?.get();
    let inner = json.strip_prefix('"')?.strip_suffix('"')?;
    if inner.contains('\\') { serde_json::from_str(json).ok().map(Cow::Owned) } else { Some(inner.into()) }
}

/// A number, possibly as a string.
pub(super) fn quantity(raw: Raw<'_>) -> Result<Option<Quantity>, Odd> {
    match raw {
        Some(raw) => plain(raw).trim().parse().ok().map(Some).ok_or(Odd),
        None => Ok(None),
    }
}

/// An amount of money with its scale; `None` if invalid.
pub(super) fn money(raw: Raw<'_>) -> Option<Decimal> {
    Decimal::from_str_exact(plain(raw?).trim()).ok()
}

/// An RFC 3339 instant, rounded down to seconds.
pub(super) fn instant(raw: Raw<'_>) -> Result<Option<DateTime<Utc>>, Odd> {
    if raw.is_none() {
        return Ok(None);
    }
    let text = text(raw).ok_or(Odd)?;
    // The second is slower, and more lenient.
    let at = from_rfc3339(&text).or_else(|| text.trim().parse().ok().map(full_second));
    at.map(Some).ok_or(Odd)
}

/// `true` or `false`; `None` for anything else.
pub(super) fn boolean(raw: Raw<'_>) -> Option<bool> {
    raw?.get().parse().ok()
}

fn plain(raw: &RawValue) -> Cow<'_, str> {
    text(Some(raw)).unwrap_or(Cow::Borrowed(raw.get()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(json: &str) -> Raw<'_> {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn text_is_only_what_is_a_string() {
        assert_eq!(text(raw(r#""a b""#)).as_deref(), Some("a b"));
        assert_eq!(text(raw(r#""\u001b\"\ud83d\ude42""#)).as_deref(), Some("\u{1b}\"🙂"));
        assert_eq!(text(raw(r#""""#)).as_deref(), Some(""));
        for json in ["null", "1", "true", "{}", "[]", r#""\ud800""#] {
            assert_eq!(text(raw(json)), None, "{json}");
        }
    }

    #[test]
    fn numbers_are_exact_or_odd() {
        for (json, number) in [
            ("24098", Some("24098")),
            ("\"24098\"", Some("24098")),
            ("\" 24098 \"", Some("24098")),
            ("0.50", Some("0.5")),
            ("1e6", Some("1000000")),
            ("9007199254740993", Some("9007199254740993")),
            ("-3", Some("-3")),
        ] {
            assert_eq!(quantity(raw(json)).unwrap().map(|n| n.to_string()).as_deref(), number, "{json}");
        }
        assert_eq!(quantity(raw("null")), Ok(None));
        for json in ["1e400", "\"\"", "\"many\"", "true", "{}", "[1]", "{\"a\":1}"] {
            assert_eq!(quantity(raw(json)), Err(Odd), "{json}");
        }
    }

    #[test]
    fn money_keeps_its_scale() {
        for (json, amount) in [("\"-12.40\"", "-12.40"), ("37.520", "37.520"), ("\"0.00\"", "0.00")] {
            assert_eq!(money(raw(json)).unwrap().to_string(), amount);
        }
        assert_eq!(money(raw("\"lots\"")), None);
    }

    #[test]
    fn instants_are_cut_to_seconds() {
        for (json, at) in [
            ("\"2026-11-22T06:12:07Z\"", "2026-11-22T06:12:07Z"),
            ("\"2026-11-22T06:12:07.999Z\"", "2026-11-22T06:12:07Z"),
            ("\"2026-11-22T14:12:07+08:00\"", "2026-11-22T06:12:07Z"),
            ("\"+12026-11-22T06:12:07Z\"", "+12026-11-22T06:12:07Z"),
        ] {
            assert_eq!(instant(raw(json)), Ok(at.parse().ok()), "{json}");
        }
        assert_eq!(instant(raw("null")), Ok(None));
        for json in ["\"soon\"", "0", "1790000000", "\"2026-11-22\"", "\"2026-11-22T06:12:07\""] {
            assert_eq!(instant(raw(json)), Err(Odd), "{json}");
        }
    }
}
