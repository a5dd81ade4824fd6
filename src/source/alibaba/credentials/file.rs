//! Reads another tool's file: never writes, never waits (no pipes), never reads without end, and never lets
//! anything of the content into an error.

use std::{
    fs::{self, File, Metadata},
    io::{self, Read},
    path::Path,
};

use serde_json::{Map, Value};

use super::{Notes, Problem, shell_word};
use crate::domain::Cause;

/// No tool's configuration comes near this.
const LIMIT: u64 = 1 << 20;

/// The text of a file, without a byte order mark; `None` where there is no such file. A file that other users
/// of the machine can open is noted, but read.
pub(super) fn read(path: &Path, notes: &mut Notes) -> Result<Option<String>, Cause> {
    let wrong = |detail: &str| file_cause(path, detail);
    let system = |error: &io::Error| wrong(&format!("cannot be read: {}", error.kind()));

    // Asked before it is opened, since opening a pipe would wait for its writer.
    let about = match fs::metadata(path) {
        Ok(about) => about,
        Err(error) if absent(&error) => return Ok(None),
        Err(error) => return Err(system(&error)),
    };
    if !about.is_file() {
        return Err(wrong("is not a file"));
    }
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(LIMIT.saturating_add(1)).read_to_end(&mut bytes))
        .map_err(|error| system(&error))?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length <= LIMIT) {
        let text = String::from_utf8(bytes).map_err(|error| {
            wrong(&format!("is not UTF-8 text (byte {})", error.utf8_error().valid_up_to()))
        })?;
        note_if_open_to_others(path, &about, notes);
        Ok(Some(text.strip_prefix('\u{feff}').map_or(text.clone(), ToOwned::to_owned)))
    } else {
        Err(wrong("is larger than 1 MiB"))
    }
}

/// The top-level object of a JSON file; `None` where there is no such file.
pub(super) fn read_object(path: &Path, notes: &mut Notes) -> Result<Option<Map<String, Value>>, Cause> {
    let Some(text) = read(path, notes)? else { return Ok(None) };
    match serde_json::from_str(&text) {
        Ok(Value::Object(object)) => Ok(Some(object)),
        Ok(_) => Err(file_cause(path, "is not a JSON object")),
        // Line and column only: the parser's own words may quote what it read.
        Err(error) => {
            let detail = format!("is not valid JSON (line {}, column {})", error.line(), error.column());
            Err(file_cause(path, &detail))
        }
    }
}

/// The text under `key`, trimmed; `None` where it is missing, empty or no text.
pub(super) fn text<'a>(object: &'a Map<String, Value>, key: &str) -> Option<&'a str> {
    object.get(key)?.as_str().map(str::trim).filter(|text| !text.is_empty())
}

/// The whole number under `key`, which may be written as text; `None` where there is none.
pub(super) fn integer(object: &Map<String, Value>, key: &str) -> Option<i64> {
    match object.get(key)? {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

fn file_cause(path: &Path, detail: &str) -> Cause {
    Cause::File { path: path.display().to_string(), detail: detail.to_owned() }
}

/// A folder on the way may be a file: then there is no such file either.
fn absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

#[cfg(unix)]
fn note_if_open_to_others(path: &Path, about: &Metadata, notes: &mut Notes) {
    use std::os::unix::fs::PermissionsExt as _;

    let mode = about.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        let path = path.display().to_string();
        let command = shell_word(&path).map(|path| format!("chmod 600 {path}"));
        let detail = format!("is open to other users of this machine (mode {mode:03o})");
        notes
            .problems
            .push(Problem { cause: Cause::Login { credential: path, detail, command }, fatal: false });
    }
}

#[cfg(not(unix))]
fn note_if_open_to_others(_: &Path, _: &Metadata, _: &mut Notes) {}
