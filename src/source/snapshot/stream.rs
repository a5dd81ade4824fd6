//! A snapshot that can be read only once: from standard input or a pipe.

use std::{
    fs::File,
    io::{self, Read as _},
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use chrono::{DateTime, Utc};

use super::{document, file::LIMIT};
use crate::domain::{Cause, Snapshot};

/// A stream that contains a snapshot. Clones share the result.
#[derive(Debug, Clone)]
pub struct Stream {
    /// The pipe; standard input where there is none.
    pipe: Option<PathBuf>,
    read: Arc<OnceLock<Result<Snapshot, Cause>>>,
}

impl Stream {
    /// Standard input.
    pub fn standard_input() -> Self {
        Self { pipe: None, read: Arc::default() }
    }

    /// The pipe at `path`.
    pub fn at(path: PathBuf) -> Self {
        Self { pipe: Some(path), read: Arc::default() }
    }

    /// Whether there is a pipe at `path`: it is named on purpose (`--snapshot <(ssh host quotatop list -o
    /// json)`).
    #[cfg(unix)]
    pub fn is_at(path: &Path) -> bool {
        use std::os::unix::fs::FileTypeExt as _;
        std::fs::metadata(path).is_ok_and(|metadata| metadata.file_type().is_fifo())
    }

    /// Whether there is a pipe at `path`.
    #[cfg(not(unix))]
    pub fn is_at(_: &Path) -> bool {
        false
    }

    /// The snapshot. The first call reads to the end, and waits for it.
    pub fn read(&self, now: &dyn Fn() -> DateTime<Utc>) -> Result<Snapshot, Cause> {
        let read = || match &self.pipe {
            None => read("standard input", io::stdin().lock(), now),
            Some(path) => {
                let name = path.display().to_string();
                let pipe = File::open(path).map_err(|error| failed(&name, error.to_string()))?;
                read(&name, pipe, now)
            }
        };
        self.read.get_or_init(read).clone()
    }
}

fn read(name: &str, input: impl io::Read, now: &dyn Fn() -> DateTime<Utc>) -> Result<Snapshot, Cause> {
    let mut bytes = Vec::new();
    let read = input.take(LIMIT.saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(|error| failed(name, error.to_string()))?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > LIMIT {
        return Err(failed(name, format!("larger than {} MiB", LIMIT >> 20)));
    }
    document::read(&bytes, now())
}

fn failed(name: &str, detail: String) -> Cause {
    Cause::File { path: name.to_owned(), detail }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(input: impl io::Read) -> Result<Snapshot, Cause> {
        super::read("standard input", input, &|| DateTime::UNIX_EPOCH)
    }

    #[test]
    fn input_without_an_end_is_refused() {
        let refused = read(io::repeat(b' ')).unwrap_err();
        let Cause::File { path, detail } = refused else { panic!("{refused:?}") };
        assert_eq!((path.as_str(), detail.as_str()), ("standard input", "larger than 256 MiB"));
    }

    #[test]
    fn input_that_is_no_snapshot_is_refused() {
        for text in ["", "yes\nyes\n", "{", "[]", r#"{"schema": "something/1"}"#] {
            assert!(read(text.as_bytes()).is_err(), "{text}");
        }
        let snapshot = r#"{"schema": "quotatop.snapshot/1", "models": []}"#;
        assert!(read(snapshot.as_bytes()).is_ok());
    }
}
