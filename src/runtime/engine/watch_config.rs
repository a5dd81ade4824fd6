//! Reloads the configuration when its file or a theme has changed.

use std::{
    fs,
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
    sync::Arc,
};

use tokio::sync::mpsc::UnboundedSender;

use crate::{
    config::theme_file,
    runtime::{engine::setup::Setup, terminal::appearance::Appearance},
};

/// The reloaded setup and appearance, or the problem of the configuration, on one line.
pub type Reloaded = Result<(Setup, Appearance), Box<str>>;

/// The configuration as a file that can change.
#[derive(Clone)]
pub struct ConfigSource {
    /// It need not exist.
    file: PathBuf,
    /// Reads it with the program's arguments.
    read: Arc<dyn Fn() -> Reloaded + Send + Sync>,
    seen: Seen,
}

/// The state of the configuration file and of each theme.
type Seen = Vec<(Option<Stamp>, PathBuf)>;

/// Changes with the file: its inode, its size, when it was changed.
type Stamp = (u64, u64, i64, i64);

impl ConfigSource {
    /// The configuration in `file`, which was just read; changes from now on are noticed.
    pub fn new(file: PathBuf, read: impl Fn() -> Reloaded + Send + Sync + 'static) -> Self {
        let seen = seen(&file);
        Self { file, read: Arc::new(read), seen }
    }
}

/// The configuration, and where its changes are expected.
pub(crate) struct WatchedConfig {
    pub(crate) source: ConfigSource,
    pub(crate) reloads: UnboundedSender<Reloaded>,
}

impl WatchedConfig {
    /// Reads it if it has changed.
    pub(super) fn check(&mut self) {
        let now = seen(&self.source.file);
        if now != self.source.seen {
            // Without a receiver the program is about to end.
            let _ = self.reloads.send((self.source.read)());
        }
        self.source.seen = now;
    }
}

fn seen(file: &Path) -> Seen {
    // An unreadable folder is reported when themes are loaded.
    let themes = theme_file::files(&theme_file::folder(file)).unwrap_or_default();
    let files = std::iter::once(file.to_owned()).chain(themes);
    files.map(|path| (stamp(&path), path)).collect()
}

fn stamp(file: &Path) -> Option<Stamp> {
    let metadata = fs::metadata(file).ok()?;
    Some((metadata.ino(), metadata.size(), metadata.ctime(), metadata.ctime_nsec()))
}
