//! Sets a damaged file aside: renamed with its companions, never deleted, never over another file.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};

use super::{
    regular::{self, COMPANIONS, with_suffix},
    trouble::Result,
};
use crate::files;

/// Prevents other instances from setting the file aside while the lock is open. The caller must check again
/// whether the file is still damaged: another instance may have begun a new one.
pub(crate) fn lock(file: &Path) -> Result<File> {
    let name = with_suffix(file, ".lock");
    regular::exists(&name)?;
    let lock = files::open_private(&name)?;
    match lock.lock() {
        Err(error) if error.kind() != io::ErrorKind::Unsupported => Err(error.into()),
        _ => Ok(lock),
    }
}

/// Renames the file after the instant at which the damage was found (UTC); returns its new name. Its
/// companions go first: a new file must never meet an old log.
pub(crate) fn set_aside(file: &Path, now: DateTime<Utc>) -> Result<PathBuf> {
    let to = free_name(file, &format!(".damaged-{}", now.format("%Y%m%d-%H%M%S")));
    for companion in COMPANIONS {
        match fs::rename(with_suffix(file, companion), with_suffix(&to, companion)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    fs::rename(file, &to)?;
    Ok(to)
}

fn free_name(file: &Path, suffix: &str) -> PathBuf {
    let is_free = |name: &PathBuf| {
        let exists = |path: &Path| fs::symlink_metadata(path).is_ok();
        !exists(name) && !COMPANIONS.iter().any(|companion| exists(&with_suffix(name, companion)))
    };
    let mut name = with_suffix(file, suffix);
    let mut number = 1_u64;
    while !is_free(&name) {
        number = number.saturating_add(1);
        name = with_suffix(file, &format!("{suffix}-{number}"));
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_renamed_with_its_companions_and_overwrites_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("quotatop.db");
        let now = "2026-11-22T06:12:07Z".parse().unwrap();
        let mut names = Vec::new();
        for content in ["first", "second", "third"] {
            fs::write(&file, content).unwrap();
            fs::write(with_suffix(&file, "-wal"), format!("{content} log")).unwrap();
            names.push(set_aside(&file, now).unwrap());
            assert!(!file.exists() && !with_suffix(&file, "-wal").exists());
        }
        for (name, (suffix, content)) in names.iter().zip([("", "first"), ("-2", "second"), ("-3", "third")])
        {
            assert_eq!(*name, with_suffix(&file, &format!(".damaged-20261122-061207{suffix}")));
            assert_eq!(fs::read_to_string(name).unwrap(), content);
            assert_eq!(fs::read_to_string(with_suffix(name, "-wal")).unwrap(), format!("{content} log"));
        }
    }
}
