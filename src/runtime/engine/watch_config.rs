//! Reloads the configuration when its file, or a theme next to it, has changed. Without a wake-up of its own: it is
//! checked when the event loop is awake anyway.

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

/// Not more often: files change by hand.
const AT_MOST_EVERY: Duration = Duration::from_secs(4);

/// The setup and appearance as read again; else what is wrong with the configuration, on one line.
pub type Reloaded = Result<(Setup, Appearance), Box<str>>;

/// Where the configuration is, and how it is read.
#[derive(Clone)]
pub struct ConfigSource {
    /// Its file; it need not be there.
    file: PathBuf,
    /// Reads it, with the arguments that the program was started with.
    read: Arc<dyn Fn() -> Reloaded + Send + Sync>,
    /// As it was when it was read for the first time.
    seen: Seen,
}

/// What the configuration consists of, as it is at one moment: its file, and each theme beside it.
type Seen = Vec<(PathBuf, Option<Stamp>)>;

/// Distinguishes states of a file: its inode, its size, when it was changed.
type Stamp = (u64, u64, i64, i64);

impl ConfigSource {
    /// The configuration in `file`, which was just read; whatever changes from now on is noticed.
    pub fn new(file: PathBuf, read: impl Fn() -> Reloaded + Send + Sync + 'static) -> Self {
        let seen = seen(&file);
        Self { file, read: Arc::new(read), seen }
    }
}

/// Looks after the configuration on a thread of its own: a file system that hangs then hangs nothing else.
pub(crate) struct ConfigWatcher {
    /// Full while a look is under way.
    ask: Option<SyncSender<()>>,
    /// When it was last looked at, on the monotonic clock.
    last: Duration,
}

impl ConfigWatcher {
    /// Starts watching; what was read goes to `reloads`.
    pub(crate) fn start(configured: ConfigSource, reloads: UnboundedSender<Reloaded>) -> Self {
        let (ask, asked) = sync_channel(1);
        let mut seen = configured.seen;
        let look = move || {
            while asked.recv().is_ok() {
                let now = self::seen(&configured.file);
                if now != seen && reloads.send((configured.read)()).is_err() {
                    return;
                }
                seen = now;
            }
        };
        // Without the thread the configuration is read at the next start: no reason to give up.
        let has_begun = thread::Builder::new().name("configuration".into()).spawn(look).is_ok();
        Self { ask: has_begun.then_some(ask), last: Duration::ZERO }
    }

    /// The loop is awake: has the file looked at, where that was not done a moment ago.
    pub(crate) fn check(&mut self, now: Duration) {
        if now.saturating_sub(self.last) < AT_MOST_EVERY {
            return;
        }
        self.last = now;
        if let Some(ask) = &self.ask {
            // One that is still under way serves as well.
            let _ = ask.try_send(());
        }
    }
}

/// As the configuration in `file` is now.
fn seen(file: &Path) -> Seen {
    // A folder that cannot be read is reported when its themes are read.
    let themes = theme_file::files(&theme_file::folder(file)).unwrap_or_default();
    let with_stamp = |path: PathBuf| {
        let stamp = stamp(&path);
        (path, stamp)
    };
    std::iter::once(file.to_owned()).chain(themes).map(with_stamp).collect()
}

/// As the file is; absent where it is not there.
fn stamp(file: &Path) -> Option<Stamp> {
    let found = fs::metadata(file).ok()?;
    Some((found.ino(), found.size(), found.ctime(), found.ctime_nsec()))
}
