//! Reading single fields leniently, and numbers exactly.
//!
//! These readers look at the raw text of a value, so they work only with serde_json's readers of text.

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, de::Error};
use serde_json::value::RawValue;

use crate::domain::{Quantity, amount};

type Raw<'de> = &'de RawValue;

/// Reads an object. Refuses a list, which serde would accept as the fields in their order.
pub(crate) fn object<'a, T: Deserialize<'a>>(json: &'a str) -> serde_json::Result<T> {
    match json.trim_start().as_bytes().first() {
        Some(b'[') => Err(serde_json::Error::custom("a list")),
        _ => serde_json::from_str(json),
    }
}

/// Text as is, a number or boolean as written; anything else is absent.
pub(crate) fn text<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    let raw = Raw::deserialize(from)?.get();
    Ok(match raw.as_bytes().first() {
        Some(b'"') => Some(serde_json::from_str(raw).map_err(D::Error::custom)?),
        Some(b'{' | b'[' | b'n') | None => None,
        Some(_) => Some(raw.to_owned()),
    })
}

/// Like [`text`], but an object or list is returned as written (`errorCode` is an object at times).
pub(crate) fn words<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    let raw = Raw::deserialize(from)?;
    match raw.get().as_bytes().first() {
        Some(b'{' | b'[') => Ok(Some(raw.get().to_owned())),
        _ => text(raw).map_err(D::Error::custom),
    }
}

/// An exact number, possibly as text. Null and empty text are absent, anything else is an error.
pub(crate) fn exact<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Quantity>, D::Error> {
    number(&digits(from)?)
}

/// An amount of money, read by [`amount::parse`]: its scale is preserved, and a currency is an error, since
/// none is known here.
pub(crate) fn amount<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Decimal>, D::Error> {
    amount_in("", from)
}

/// The same with a known currency, which may be written next to the amount.
pub(crate) fn amount_in<'de, D: Deserializer<'de>>(
    currency: &str,
    from: D,
) -> Result<Option<Decimal>, D::Error> {
    amount::parse(&digits(from)?, currency).map_err(D::Error::custom)
}

/// The text of a number or string; empty for null.
fn digits<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    Ok(words(from)?.unwrap_or_default())
}

/// Empty text is absent; a list, an object or a word is an error.
fn number<E: Error>(digits: &str) -> Result<Option<Quantity>, E> {
    match digits.trim() {
        "" => Ok(None),
        digits => digits.parse().map(Some).map_err(E::custom),
    }
}

/// A boolean, possibly as text. Null is absent, anything else is an error.
pub(crate) fn truth<'de, D: Deserializer<'de>>(from: D) -> Result<Option<bool>, D::Error> {
    let raw = Raw::deserialize(from)?.get();
    match raw.trim_matches('"').to_ascii_lowercase().as_str() {
        "true" => Ok(Some(true)),
        "false" => Ok(Some(false)),
        "null" | "" => Ok(None),
        _ => Err(D::Error::custom("neither true nor false")),
    }
}

/// The raw rows of a list; anything else is absent.
pub(crate) fn rows<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Vec<Raw<'de>>>, D::Error> {
    Ok(serde_json::from_str(Raw::deserialize(from)?.get()).ok())
}

/// The strings in a list; anything else is ignored.
pub(crate) fn texts<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    let rows = rows(from)?.unwrap_or_default();
    Ok(rows.into_iter().filter_map(|row| serde_json::from_str(row.get()).ok()).collect())
}

/// A raw value; null is absent.
pub(crate) fn raw<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Raw<'de>>, D::Error> {
    Ok(Some(Raw::deserialize(from)?).filter(|raw| raw.get() != "null"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Debug, Deserialize)]
    struct Fields<'a> {
        #[serde(default, deserialize_with = "text")]
        text: Option<String>,
        #[serde(default, deserialize_with = "words")]
        words: Option<String>,
        #[serde(default, deserialize_with = "exact")]
        exact: Option<Quantity>,
        #[serde(default, deserialize_with = "amount")]
        amount: Option<Decimal>,
        #[serde(default, deserialize_with = "truth")]
        truth: Option<bool>,
        #[serde(default, deserialize_with = "texts")]
        texts: Vec<String>,
        #[serde(borrow, default, deserialize_with = "rows")]
        rows: Option<Vec<&'a RawValue>>,
        #[serde(borrow, default, deserialize_with = "raw")]
        raw: Option<&'a RawValue>,
    }

    fn read(json: &str) -> Result<Fields<'_>, serde_json::Error> {
        serde_json::from_str(json)
    }

    #[test]
    fn numbers_come_in_many_dresses_and_keep_their_digits() {
        for (json, plain) in [
            ("24098", Some("24098")),
            ("\"24098\"", Some("24098")),
            ("\" 12.50 \"", Some("12.5")),
            ("0.1", Some("0.1")),
            ("1e6", Some("1000000")),
            ("12345678901234567890123456.78", Some("12345678901234567890123456.78")),
            ("-0", Some("0")),
            ("null", None),
            ("\"\"", None),
        ] {
            let json = format!(r#"{{"exact":{json}}}"#);
            assert_eq!(read(&json).unwrap().exact.map(|n| n.to_string()).as_deref(), plain, "{json}");
        }
        for json in ["\"1,000\"", "\"many\"", "true", "{}", "[1]", "1e99"] {
            assert!(read(&format!(r#"{{"exact":{json}}}"#)).is_err(), "{json}");
        }
    }

    #[test]
    fn amounts_keep_their_scale_and_mean_what_they_say() {
        for (json, amount) in [
            ("\"10,000.00\"", Some("10000.00")),
            ("\"-11.19\\n\"", Some("-11.19")),
            ("\"1,234,567.8900\"", Some("1234567.8900")),
            ("0", Some("0")),
            ("12.40", Some("12.40")),
            ("\"0.00\"", Some("0.00")),
            ("\"(0.50)\"", Some("-0.50")),
            ("\"\u{2212}０．３０\"", Some("-0.30")),
            ("\" \"", None),
            ("null", None),
        ] {
            let json = format!(r#"{{"amount":{json}}}"#);
            assert_eq!(read(&json).unwrap().amount.map(|n| n.to_string()).as_deref(), amount, "{json}");
        }
        for json in ["\"USD 5\"", "{}", "\"--\"", "\"1,5\"", "\"(1\"", "true"] {
            assert!(read(&format!(r#"{{"amount":{json}}}"#)).is_err(), "{json}");
        }
    }

    #[test]
    fn texts_truths_and_lists_are_read_leniently() {
        let fields = read(
            r#"{"text":200,"words":{"a":1},"truth":"False","texts":["TG",3,null,"VU"],"rows":[{"x":1},2],"raw":null}"#,
        )
        .unwrap();
        assert_eq!(fields.text.as_deref(), Some("200"));
        assert_eq!(fields.words.as_deref(), Some(r#"{"a":1}"#));
        assert_eq!(fields.truth, Some(false));
        assert_eq!(fields.texts, ["TG", "VU"]);
        assert_eq!(fields.rows.unwrap().len(), 2);
        assert!(fields.raw.is_none());
        let fields = read(r#"{"text":{},"truth":null,"texts":"TG","rows":{}}"#).unwrap();
        assert_eq!((fields.text, fields.truth, fields.texts.len()), (None, None, 0));
        assert!(fields.rows.is_none());
        assert!(read(r#"{"truth":1}"#).is_err());
    }

    proptest! {
        #[test]
        fn any_text_is_survived(json in ".*") {
            let _ = read(&json);
            let _ = read(&format!(r#"{{"text":{json},"exact":{json},"rows":{json}}}"#));
        }
    }
}
