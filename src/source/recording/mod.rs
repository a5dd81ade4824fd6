//! Recordings: every call that an account needs, with its answer, without anything that identifies the account.
//!
//! A [`Recorder`] takes down what the live source sends and gets; redacted, that is a [`Recording`], which a user
//! can pass on. A [`Player`] answers the same source from it, so that the vendor's answer takes the same way
//! through the program as it did for the user.

mod document;
mod parameters;
mod player;
mod recorder;
mod redact;

use std::{collections::BTreeMap, path::Path};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    domain::{Cause, FeedName, Region, Site},
    files,
};

pub use player::Player;
pub use recorder::{Owner, Recorder, Redacted};
pub use redact::Hidden;

/// The contract's name of the document.
pub const SCHEMA: &str = "quotatop.recording/1";

/// The largest file that is read: what a recorder takes down at most, and room for its escapes.
const LONGEST_FILE: u64 = 256 << 20;

/// The calls of one account, without anything that identifies it.
#[derive(Debug, Clone, PartialEq)]
pub struct Recording {
    /// Before the first call, by the server's clock as far as it was known.
    pub recorded_at: DateTime<Utc>,
    /// Of the quotatop that wrote it.
    pub version: String,
    /// Where the account was opened; absent where the writer does not say.
    pub site: Option<Site>,
    /// Its models; absent where the writer does not say.
    pub region: Option<Region>,
    /// In the order in which they ended.
    pub calls: Vec<Call>,
}

/// One request and its outcome.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Call {
    /// The feed for which it was sent.
    pub feed: FeedName,
    /// The interface, as the vendor names it.
    pub api: String,
    pub request: Asked,
    /// The HTTP status; absent if no whole answer came.
    pub status: Option<u16>,
    /// Those that are read, and the type of the body.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// Absent if no whole answer came.
    #[serde(default, with = "document::body")]
    pub body: Option<String>,
    #[serde(default)]
    pub took_ms: u64,
    /// Why no whole answer came; absent if one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<Cause>,
}

/// A request without its headers.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Asked {
    #[serde(default)]
    pub method: String,
    #[serde(default)]
    pub host: String,
    #[serde(default)]
    pub path: String,
    /// Its parameters, not encoded.
    #[serde(default)]
    pub query: BTreeMap<String, String>,
    /// The form fields of the body, not encoded.
    #[serde(default)]
    pub form: BTreeMap<String, String>,
}

impl Recording {
    /// Reads a file. Fails with [`Cause::File`] if it cannot be read or is no recording.
    pub fn read(path: &Path) -> Result<Self, Cause> {
        let unusable = |detail: String| Cause::File { path: path.display().to_string(), detail };
        let text =
            files::read_text_bounded(path, LONGEST_FILE).map_err(|error| unusable(error.to_string()))?;
        Self::parse(&text).map_err(unusable)
    }

    /// Reads the document; fails with the reason why it is none.
    pub fn parse(text: &str) -> Result<Self, String> {
        document::read(text)
    }

    /// The document: each call on a line of its own, so that it can be looked through.
    pub fn to_json(&self) -> String {
        document::write(self)
    }
}
