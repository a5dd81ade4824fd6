//! Watches the files that may change while the program runs: the configuration and its themes, and snapshots.
//!
//! One thread looks at all of them, so that a file system that hangs blocks no event loop.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel},
    },
    thread,
    time::{Duration, Instant},
};

use tokio::sync::mpsc::UnboundedSender;

use super::watch_config::WatchedConfig;
use crate::{
    app::{Message, ProfileId},
    source::snapshot::SnapshotSource,
};

/// The configuration is edited by hand. Each check costs a wake-up, so all files are checked together: when the event loop
/// is awake anyway, when a snapshot is due, and when the user refreshes.
const CONFIG_EVERY: Duration = Duration::from_secs(4);
/// While only parts of frames are drawn.
const CONFIG_EVERY_TICKS: Duration = Duration::from_secs(20);

/// A changed snapshot is noticed within 30 s (contract). The check at the end of a minute comes just before the event loop
/// wakes, which then requests none.
const SNAPSHOTS_EVERY: Duration = Duration::from_millis(29_950);

/// Requests that wait for a thread that hangs; further ones are dropped.
const WAITING: usize = 4;

enum Request {
    CheckConfig,
    /// From now on these, instead of earlier ones.
    Watch(Snapshots),
}

/// The snapshots of an engine's profiles, and where it expects to be informed of changes.
pub(crate) struct Snapshots {
    pub(crate) files: Vec<(ProfileId, Arc<SnapshotSource>)>,
    pub(crate) messages: UnboundedSender<Message>,
}

pub(crate) struct FileWatcher {
    /// Absent if the thread could not be started: the user then has to refresh, or to restart the program.
    requests: Option<SyncSender<Request>>,
    last: LastCheck,
}

/// When all files were last checked, or when that was requested.
type LastCheck = Arc<Mutex<Instant>>;

impl FileWatcher {
    pub(crate) fn start(config: Option<WatchedConfig>) -> Self {
        let (sender, requests) = sync_channel(WAITING);
        let last = Arc::new(Mutex::new(Instant::now()));
        let (thread, checked) = (thread::Builder::new().name("files".into()), Arc::clone(&last));
        let has_started = thread.spawn(move || watch(config, &requests, &checked)).is_ok();
        Self { requests: has_started.then_some(sender), last }
    }

    /// Watches these snapshots instead of earlier ones.
    pub(crate) fn watch(&self, snapshots: Snapshots) {
        self.request(Request::Watch(snapshots));
    }

    /// Requests a check of the configuration.
    pub(crate) fn check_config_now(&self) {
        self.check_config_every(Duration::ZERO);
    }

    /// The same, unless there was one a moment ago.
    pub(crate) fn check_config(&self) {
        self.check_config_every(CONFIG_EVERY);
    }

    /// The same when only parts of a frame were drawn, but more rarely: that may be every second.
    pub(crate) fn tick(&self) {
        self.check_config_every(CONFIG_EVERY_TICKS);
    }

    fn check_config_every(&self, interval: Duration) {
        if since(&self.last) >= interval {
            note(&self.last);
            self.request(Request::CheckConfig);
        }
    }

    fn request(&self, request: Request) {
        if let Some(requests) = &self.requests {
            let _ = requests.try_send(request);
        }
    }
}

fn since(last: &LastCheck) -> Duration {
    last.lock().unwrap_or_else(PoisonError::into_inner).elapsed()
}

fn note(last: &LastCheck) {
    *last.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
}

/// Serves requests for as long as there is a watcher.
fn watch(mut config: Option<WatchedConfig>, requests: &Receiver<Request>, last: &LastCheck) {
    let mut watched: Option<(Snapshots, Instant)> = None;
    loop {
        let request = match &watched {
            Some((_, due)) => requests.recv_timeout(due.saturating_duration_since(Instant::now())),
            None => requests.recv().map_err(RecvTimeoutError::from),
        };
        match request {
            Ok(Request::Watch(snapshots)) => {
                watched = due(snapshots);
                continue;
            }
            Ok(Request::CheckConfig) => {}
            Err(RecvTimeoutError::Timeout) => note(last),
            Err(RecvTimeoutError::Disconnected) => return,
        }
        config.iter_mut().for_each(WatchedConfig::check);
        watched = checked(watched);
    }
}

/// Reports changed snapshots; `None` if their engine is gone, since another one may have begun.
fn checked(watched: Option<(Snapshots, Instant)>) -> Option<(Snapshots, Instant)> {
    let (snapshots, _) = watched.filter(|(snapshots, _)| snapshots.report_changes())?;
    due(snapshots)
}

/// With the time of the next check; `None` if there is nothing to check.
fn due(snapshots: Snapshots) -> Option<(Snapshots, Instant)> {
    let due = Instant::now().checked_add(SNAPSHOTS_EVERY)?;
    (!snapshots.files.is_empty()).then_some((snapshots, due))
}

impl Snapshots {
    /// Reports those that have changed; returns whether anyone listens.
    fn report_changes(&self) -> bool {
        let changed = self.files.iter().filter(|(_, file)| file.has_changed());
        changed.for_each(|(profile, _)| {
            let _ = self.messages.send(Message::FileChanged(*profile));
        });
        !self.messages.is_closed()
    }
}
