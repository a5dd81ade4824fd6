//! The document of a recording (contract, "Record and replay").

use chrono::{DateTime, SecondsFormat, Utc};
use serde::Deserialize;

use super::{Call, Recording, SCHEMA};
use crate::domain::{Region, Site};

#[derive(Deserialize)]
struct Head {
    #[serde(default)]
    schema: String,
}

#[derive(Deserialize)]
struct Document {
    recorded_at: DateTime<Utc>,
    #[serde(default)]
    version: String,
    #[serde(default)]
    site: Option<String>,
    #[serde(default)]
    region: Option<String>,
    calls: Vec<Call>,
}

pub(super) fn read(text: &str) -> Result<Recording, String> {
    let text = text.trim_start_matches('\u{feff}');
    let head: Head = serde_json::from_str(text).map_err(|error| broken(&error))?;
    if head.schema != SCHEMA {
        let schema = if head.schema.is_empty() { "none" } else { &head.schema };
        return Err(format!("not a recording: its schema is {schema}, not {SCHEMA}"));
    }
    let document: Document = serde_json::from_str(text).map_err(|error| broken(&error))?;
    let word = |text: &Option<String>| text.as_deref().and_then(|word| word.parse::<Site>().ok());
    let region = document.region.as_deref().and_then(|word| word.parse::<Region>().ok());
    Ok(Recording {
        recorded_at: document.recorded_at,
        version: document.version,
        site: word(&document.site),
        region,
        calls: document.calls,
    })
}

fn broken(error: &serde_json::Error) -> String {
    use serde_json::error::Category;
    let (line, column) = (error.line(), error.column());
    match error.classify() {
        Category::Eof => format!("not a recording: cut off at line {line}, column {column}"),
        Category::Data => format!("not a recording: {error}"),
        Category::Syntax | Category::Io => {
            format!("not a recording: not JSON at line {line}, column {column}")
        }
    }
}

pub(super) fn write(recording: &Recording) -> String {
    let at = recording.recorded_at.to_rfc3339_opts(SecondsFormat::Secs, true);
    let word =
        |word: Option<&'static str>| word.map_or_else(|| "null".to_owned(), |word| format!("\"{word}\""));
    let site = word(recording.site.map(|site| site.into_str()));
    let region = word(recording.region.map(|region| region.into_str()));
    let version = json(&recording.version);
    let calls: Vec<String> = recording.calls.iter().map(json).collect();
    format!(
        "{{\"schema\":\"{SCHEMA}\",\"recorded_at\":\"{at}\",\"version\":{version},\"site\":{site},\"region\":{region},\
         \"calls\":[\n{}\n]}}\n",
        calls.join(",\n")
    )
}

fn json<T: serde::Serialize>(value: &T) -> String {
    // Strings, numbers and lists of them always have a JSON form.
    serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned())
}

/// A body: as it is if it is an object or a list, so that it can be read without unescaping; else as a text.
pub(super) mod body {
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};
    use serde_json::value::RawValue;

    #[expect(clippy::ref_option, reason = "the signature that serde requires")]
    pub(in super::super) fn serialize<S: Serializer>(
        body: &Option<String>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        let Some(body) = body else { return to.serialize_none() };
        let raw = body.starts_with(['{', '[']).then(|| RawValue::from_string(body.clone()).ok()).flatten();
        match raw {
            Some(raw) => raw.serialize(to),
            None => body.serialize(to),
        }
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<String>, D::Error> {
        let raw = Option::<Box<RawValue>>::deserialize(from)?;
        let text =
            |raw: Box<RawValue>| serde_json::from_str(raw.get()).unwrap_or_else(|_| raw.get().to_owned());
        Ok(raw.map(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::FeedName;

    fn call(body: Option<&str>) -> Call {
        Call {
            feed: FeedName::Account,
            api: "QueryAccountBalance".to_owned(),
            request: super::super::Asked::default(),
            status: Some(200),
            headers: [("date".to_owned(), "Sat, 28 Nov 2026 14:32:00 GMT".to_owned())].into(),
            body: body.map(str::to_owned),
            took_ms: 12,
            error: None,
        }
    }

    #[test]
    fn a_document_reads_back_to_the_same() {
        let bodies = [
            Some(r#"{"a": 1.50,"b":[1e400]}"#),
            Some("<html>"),
            Some("\"text\""),
            Some("{\"cut"),
            Some(""),
            None,
        ];
        let recording = Recording {
            recorded_at: "2026-11-28T14:32:00Z".parse().unwrap(),
            version: "0.1.0".to_owned(),
            site: Some(Site::China),
            region: None,
            calls: bodies.map(call).into(),
        };
        let text = recording.to_json();
        assert!(text.contains(r#""body":{"a": 1.50,"b":[1e400]}"#), "{text}");
        assert_eq!(read(&text).unwrap(), recording);
    }

    #[test]
    fn what_is_no_recording_is_refused_with_the_reason() {
        let good = Recording {
            recorded_at: "2026-11-28T14:32:00Z".parse().unwrap(),
            version: String::new(),
            site: None,
            region: None,
            calls: vec![call(None)],
        };
        let good = good.to_json();
        for (text, reason) in [
            (good.get(..good.len() / 2).unwrap(), "cut off at line 2"),
            ("", "cut off"),
            ("no", "not JSON"),
            ("[]", "not a recording"),
            ("{}", "its schema is none"),
            (
                r#"{"schema":"quotatop.snapshot/1"}"#,
                "its schema is quotatop.snapshot/1, not quotatop.recording/1",
            ),
            (r#"{"schema":"quotatop.recording/2","calls":[]}"#, "its schema is quotatop.recording/2"),
            (r#"{"schema":"quotatop.recording/1","calls":[]}"#, "recorded_at"),
            (r#"{"schema":"quotatop.recording/1","recorded_at":"x","calls":[]}"#, "not a recording"),
        ] {
            let refused = read(text).unwrap_err();
            assert!(refused.contains(reason), "{text}: {refused}");
        }
    }
}
