//! Reloads the configuration when its file or a theme has changed. It is checked only when the event loop is
//! awake anyway.

use std::{
    fs,
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
    sync::{
        Arc,
        mpsc::{SyncSender, sync_channel},
    },
    thread,
    time::Duration,
};

use tokio::sync::mpsc::UnboundedSender;

use crate::{
    config::theme_file,
    runtime::{engine::setup::Setup, terminal::appearance::Appearance},
};

/// Files are edited by hand.
const CHECK_EVERY: Duration = Duration::from_secs(4);

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

/// Checks the configuration on a thread of its own, so that a file system that hangs blocks nothing else.
pub(crate) struct ConfigWatcher {
    /// Full while a check is requested.
    request: Option<SyncSender<()>>,
    /// When it was last checked, on the monotonic clock.
    last: Duration,
}

impl ConfigWatcher {
    pub(crate) fn start(configured: ConfigSource, reloads: UnboundedSender<Reloaded>) -> Self {
        let (request, requests) = sync_channel(1);
        let mut seen = configured.seen;
        let watch = move || {
            while requests.recv().is_ok() {
                let now = self::seen(&configured.file);
                if now != seen && reloads.send((configured.read)()).is_err() {
                    return;
                }
                seen = now;
            }
        };
        // Without the thread the user has to restart the program.
        let has_started = thread::Builder::new().name("configuration".into()).spawn(watch).is_ok();
        Self { request: has_started.then_some(request), last: Duration::ZERO }
    }

    /// Requests a check, unless there was one a moment ago.
    pub(crate) fn check(&mut self, now: Duration) {
        if now.saturating_sub(self.last) < CHECK_EVERY {
            return;
        }
        self.last = now;
        if let Some(request) = &self.request {
            // If it is full, a check is requested already.
            let _ = request.try_send(());
        }
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
