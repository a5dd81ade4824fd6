//! Noticing that a snapshot's file has changed, without waking the loop while it has not.

use std::{sync::Arc, thread, time::Duration};

use tokio::sync::mpsc::UnboundedSender;

use crate::{
    app::{Message, ProfileId},
    source::snapshot::SnapshotSource,
};

/// A change is noticed within 30 s (contract); each look costs one wake-up.
const LOOK_EVERY: Duration = Duration::from_secs(29);

/// Looks after the file on a thread of its own (a file system that hangs then hangs nothing else), until
/// nobody listens any more.
pub(crate) fn watch_file(
    source: Arc<SnapshotSource>,
    profile: ProfileId,
    messages: UnboundedSender<Message>,
) {
    let look = move || {
        loop {
            thread::sleep(LOOK_EVERY);
            // Another session may have begun, with a look of its own.
            if messages.is_closed() {
                return;
            }
            if source.has_changed() && messages.send(Message::FileChanged(profile)).is_err() {
                return;
            }
        }
    };
    // Without the thread a change is noticed at the next refresh by hand: no reason to give up.
    let _ = thread::Builder::new().name("snapshot".into()).spawn(look);
}
