//! What is stored, read and written again: for `crate::fuzzing`, since the store shows its rows to nobody.

use chrono::{DateTime, Utc};

use super::{bills, calls, payload};
use crate::domain::{Dated, SaveData};

/// A text as each kind of data. What was read is written and read again, and is the same.
pub(crate) fn text(text: &str) {
    again(text, payload::catalogue, |value| payload::encode(&SaveData::Catalogue(dated(value))));
    again(text, payload::models, |value| payload::encode(&SaveData::Models(dated(value.into()))));
    again(text, payload::balance, |value| payload::encode(&SaveData::Balance(dated(value))));
    again(text, payload::outlooks, |value| payload::encode(&SaveData::Outlooks(dated(value))));
    again(text, payload::bills, |value| payload::encode(&SaveData::Bills(dated(value))));
    again(text, |text| calls::read_text(text.as_bytes()).ok()?, |value| calls::write_text(&value));
}

/// A block of bill lines. What was read is written as blocks that are read, and written, as they are.
pub(crate) fn lines(bytes: &[u8]) {
    for block in bills::rewritten(bytes).into_iter().flatten() {
        assert_eq!(bills::rewritten(&block), Some(vec![block]), "{bytes:?}");
    }
}

fn again<T: Clone + PartialEq + std::fmt::Debug>(
    text: &str,
    read: impl Fn(&str) -> Option<T>,
    write: impl Fn(T) -> serde_json::Result<String>,
) {
    let Some(value) = read(text) else { return };
    let written = write(value.clone());
    assert!(written.is_ok(), "it cannot be written: {value:?}");
    assert_eq!(written.ok().and_then(|written| read(&written)), Some(value), "{text}");
}

fn dated<T>(value: T) -> Dated<T> {
    Dated { value, fetched_at: DateTime::<Utc>::UNIX_EPOCH }
}
