//! How readers reach the event loop.

use std::{io, sync::Arc};

use tokio::sync::{mpsc, oneshot};

use super::page::Page;

/// More than there are readers at a time.
const WAITING: usize = 64;

/// What a reader wants from the event loop, or reports to it.
pub(super) enum Ask {
    Page(oneshot::Sender<Arc<Page>>),
    /// The outcome of writing the file.
    Written(io::Result<()>),
}

/// The side of a reader.
#[derive(Clone)]
pub(super) struct Link(mpsc::Sender<Ask>);

impl Link {
    pub(super) fn new() -> (Self, mpsc::Receiver<Ask>) {
        let (sender, receiver) = mpsc::channel(WAITING);
        (Self(sender), receiver)
    }

    /// The newest page; absent if the event loop has ended.
    pub(super) async fn page(&self) -> Option<Arc<Page>> {
        let (reader, page) = oneshot::channel();
        self.0.send(Ask::Page(reader)).await.ok()?;
        page.await.ok()
    }

    pub(super) async fn report(&self, outcome: io::Result<()>) {
        let _ = self.0.send(Ask::Written(outcome)).await;
    }
}
