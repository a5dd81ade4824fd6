//! The snapshot file: detecting changes, and reading it.

use std::{
    fs::Metadata,
    io::{self, Read},
    path::Path,
    time::SystemTime,
};

use chrono::{DateTime, Utc};

use super::document;
use crate::{
    domain::{Cause, Snapshot},
    files,
};

/// The largest file that is read: ten times what 100,000 models take.
pub(super) const LIMIT: u64 = 256 << 20;

/// Distinguishes versions of a file: time, length, and inode (a rename can replace it).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fingerprint {
    modified: Option<SystemTime>,
    length: u64,
    inode: u64,
}

pub(super) fn fingerprint(path: &Path) -> Option<Fingerprint> {
    let metadata = std::fs::metadata(path).ok()?;
    Some(Fingerprint { modified: metadata.modified().ok(), length: metadata.len(), inode: inode(&metadata) })
}

/// Reads the file. Without `taken_at`, its modification time counts, or else `now`.
pub(super) fn read(path: &Path, now: DateTime<Utc>) -> Result<Snapshot, Cause> {
    let failed =
        |error: io::Error| Cause::File { path: path.display().to_string(), detail: error.to_string() };
    let file = files::open(path).map_err(failed)?;
    let metadata = file.metadata().map_err(failed)?;
    let mut bytes = Vec::new();
    if metadata.len() <= LIMIT {
        file.take(LIMIT.saturating_add(1)).read_to_end(&mut bytes).map_err(failed)?;
    }
    let length = metadata.len().max(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
    if length > LIMIT {
        let detail = format!("larger than {} MiB", LIMIT >> 20);
        return Err(Cause::File { path: path.display().to_string(), detail });
    }
    let written_at = metadata.modified().map_or(now, DateTime::from);
    document::read(&bytes, written_at.min(now)).map_err(|cause| match cause {
        Cause::Undecodable { detail, .. } => Cause::Undecodable { what: path.display().to_string(), detail },
        other => other,
    })
}

#[cfg(unix)]
fn inode(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn inode(_: &Metadata) -> u64 {
    0
}
