//! Watches a snapshot's file, without waking the event loop unless it has changed.

use std::{sync::Arc, thread, time::Duration};

use tokio::sync::mpsc::UnboundedSender;

use crate::{
    app::{Message, ProfileId},
    source::snapshot::SnapshotSource,
};

/// A change is noticed within 30 s (contract); each check costs one wake-up.
const CHECK_EVERY: Duration = Duration::from_secs(29);

/// Checks the file on a thread of its own, so that a file system that hangs blocks nothing else, for as long
/// as messages are received.
pub(crate) fn watch_file(
    source: Arc<SnapshotSource>,
    profile: ProfileId,
    messages: UnboundedSender<Message>,
) {
    let watch = move || {
        loop {
            thread::sleep(CHECK_EVERY);
            // The engine may have been restarted, with a watcher of its own.
            if messages.is_closed() {
                return;
            }
            if source.has_changed() && messages.send(Message::FileChanged(profile)).is_err() {
                return;
            }
        }
    };
    // Without the thread the user has to refresh.
    let _ = thread::Builder::new().name("snapshot".into()).spawn(watch);
}
