//! Reading the configuration anew when its file, or a theme beside it, has changed, without a wake-up of its own: it is looked at when the
//! loop is awake anyway.

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
    runtime::{Look, Setup},
};

/// Not more often: files change by hand.
const AT_MOST_EVERY: Duration = Duration::from_secs(4);

/// What the program is told to do and how it looks, read anew; else what is wrong with the configuration, on one line.
pub type Reread = Result<(Setup, Look), Box<str>>;

/// Where the configuration is, and how it is read.
#[derive(Clone)]
pub struct Configured {
    /// Its file; it need not be there.
    file: PathBuf,
    /// Reads it, with the arguments that the program was started with.
    read: Arc<dyn Fn() -> Reread + Send + Sync>,
    /// As it was when it was read for the first time.
    seen: Seen,
}

/// What the configuration consists of, as it is at one moment: its file, and each theme beside it.
type Seen = Vec<(PathBuf, Option<Stamp>)>;

/// Tells one state of a file from another: its inode, its size, when it was changed.
type Stamp = (u64, u64, i64, i64);

impl Configured {
    /// The configuration in `file`, which was just read; whatever changes from now on is noticed.
    pub fn new(file: PathBuf, read: impl Fn() -> Reread + Send + Sync + 'static) -> Self {
        let seen = seen(&file);
        Self { file, read: Arc::new(read), seen }
    }
}

/// Looks after the configuration on a thread of its own: a file system that hangs then hangs nothing else.
pub(crate) struct Rereading {
    /// Full while a look is under way.
    ask: Option<SyncSender<()>>,
    /// When it was last looked at, on the monotonic clock.
    last: Duration,
}

impl Rereading {
    /// Begins to look; what was read is told to `told`.
    pub(crate) fn start(configured: Configured, told: UnboundedSender<Reread>) -> Self {
        let (ask, asked) = sync_channel(1);
        let mut seen = configured.seen;
        let look = move || {
            while asked.recv().is_ok() {
                let now = self::seen(&configured.file);
                if now != seen && told.send((configured.read)()).is_err() {
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
    pub(crate) fn look(&mut self, now: Duration) {
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
    // A folder that cannot be read is told by whoever reads the themes in it.
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
