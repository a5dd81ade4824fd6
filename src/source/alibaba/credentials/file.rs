//! Reads another tool's file: never writes, never waits (no pipes), has a size limit, and never quotes
//! content in errors.

use std::{
    collections::BTreeMap,
    fs::{self, File, Metadata},
    io::{self, Read},
    path::Path,
};

use serde::Deserialize;
use serde_json::{Map, Value, value::RawValue};

use super::{Notes, Problem, shell_word};
use crate::domain::Cause;

/// No tool's configuration comes near this.
const LIMIT: u64 = 1 << 20;

/// The text of a file, without a byte order mark; `None` if it does not exist. Access by other users of the
/// machine is a warning.
pub(super) fn read(path: &Path, notes: &mut Notes) -> Result<Option<String>, Cause> {
    let wrong = |detail: &str| file_cause(path, detail);
    let system = |error: &io::Error| wrong(&format!("cannot be read: {}", error.kind()));

    // Checked before opening, since opening a pipe would wait for its writer.
    let about = match fs::metadata(path) {
        Ok(about) => about,
        Err(error) if absent(&error) => return Ok(None),
        Err(error) => return Err(system(&error)),
    };
    if !about.is_file() {
        return Err(wrong("is not a file"));
    }
    let mut bytes = Vec::new();
    // All of it at once, and one byte more for the end.
    bytes.reserve_exact(usize::try_from(about.len().min(LIMIT).saturating_add(1)).unwrap_or_default());
    File::open(path)
        .and_then(|file| file.take(LIMIT.saturating_add(1)).read_to_end(&mut bytes))
        .map_err(|error| system(&error))?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > LIMIT) {
        return Err(wrong("is larger than 1 MiB"));
    }
    let text = String::from_utf8(bytes)
        .map_err(|error| wrong(&format!("is not UTF-8 text (byte {})", error.utf8_error().valid_up_to())))?;
    note_if_open_to_others(path, &about, notes);
    Ok(Some(match text.strip_prefix('\u{feff}') {
        Some(text) => text.to_owned(),
        None => text,
    }))
}

/// The object of a JSON file. Its values are parsed when they are asked for: the file may have the logins of 1,000
/// accounts, and is read for each request of one of them.
#[derive(Default)]
pub(super) struct Document(BTreeMap<String, Box<RawValue>>);

impl Document {
    /// Reads a file; empty if there is none.
    pub(super) fn read(path: &Path, notes: &mut Notes) -> Result<Self, Cause> {
        let Some(text) = read(path, notes)? else { return Ok(Self::default()) };
        let read = if text.trim_ascii_start().starts_with('{') {
            serde_json::from_str(&text).map(Some)
        } else {
            serde_json::from_str(&text).map(|_: Value| None)
        };
        match read {
            Ok(Some(members)) => Ok(Self(members)),
            Ok(None) => Err(file_cause(path, "is not a JSON object")),
            // Line and column only: the parser's own words may quote what it read.
            Err(error) => {
                let detail = format!("is not valid JSON (line {}, column {})", error.line(), error.column());
                Err(file_cause(path, &detail))
            }
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value under `key`; `None` if there is none of this kind.
    pub(super) fn get<'a, T: Deserialize<'a>>(&'a self, key: &str) -> Option<T> {
        serde_json::from_str(self.0.get(key)?.get()).ok()
    }

    /// Everything that is neither an object nor a list.
    pub(super) fn plain(&self) -> Map<String, Value> {
        let plain = self.0.iter().filter(|(_, value)| !value.get().starts_with(['{', '[']));
        plain
            .filter_map(|(key, value)| Some((key.clone(), serde_json::from_str(value.get()).ok()?)))
            .collect()
    }
}

/// The text under `key`, trimmed; `None` if missing, empty or not a string.
pub(super) fn text<'a>(object: &'a Map<String, Value>, key: &str) -> Option<&'a str> {
    object.get(key)?.as_str().map(str::trim).filter(|text| !text.is_empty())
}

/// The whole number under `key`, possibly a string; `None` if there is none.
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

/// Also if a folder in the path is a file.
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

#[cfg(test)]
mod tests {
    use super::super::machine::*;

    #[test]
    fn a_file_that_cannot_be_read_ends_the_search() {
        const MIB: usize = 1 << 20;
        let rows: [(Vec<u8>, &str); 5] = [
            (b"{\"access_token\": \"t\"".to_vec(), "is not valid JSON (line 1, column 20)"),
            (b"[1]".to_vec(), "is not a JSON object"),
            (b"{\"a\": \"\xff\"}".to_vec(), "is not UTF-8 text (byte 7)"),
            (vec![b' '; MIB + 1], "is larger than 1 MiB"),
            (vec![b'['; MIB], "is not valid JSON (line 1, column 128)"),
        ];
        for (content, detail) in rows {
            let logins = Machine::new().file(BL, content).find();
            assert_eq!(ended_by(&logins), [("config.json".into(), detail.into(), None)]);
        }
        let folder = Machine::new().file(".bailian/config.json/file", "").find();
        assert_eq!(ended_by(&folder)[0].1, "is not a file");
        // The folder is a file: then there is no such file.
        assert_eq!(Machine::new().file(".bailian", "").find().problems, []);
    }

    #[test]
    fn a_file_of_the_largest_size_is_read() {
        let mut content = br#"{"access_token": "t"}"#.to_vec();
        content.resize(1 << 20, b' ');
        assert_eq!(Machine::new().file(BL, content).find().tokens.len(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_open_to_others_is_a_warning() {
        use crate::domain::Cause;

        for (bits, warned) in [(0o600, false), (0o400, false), (0o640, true), (0o604, true), (0o620, true)] {
            let machine = Machine::new().file(BL, r#"{"access_token": "t"}"#);
            let path = machine.surroundings().home.unwrap().join(BL);
            mode(&path, bits);
            let logins = machine.find();
            assert_eq!((logins.tokens.len(), logins.problems.len()), (1, usize::from(warned)), "{bits:o}");
            for problem in logins.problems {
                let Cause::Login { detail, command, .. } = problem.cause else { panic!("{problem:?}") };
                assert!(!problem.fatal);
                assert_eq!(detail, format!("is open to other users of this machine (mode {bits:o})"));
                assert_eq!(command, Some(format!("chmod 600 {}", path.display())));
            }
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_socket_is_not_waited_for() {
        let machine = Machine::new().file(".bailian/x", "");
        let path = machine.surroundings().home.unwrap().join(BL);
        let _socket = std::os::unix::net::UnixListener::bind(path).unwrap();
        assert_eq!(ended_by(&machine.find())[0].1, "is not a file");
    }
}
