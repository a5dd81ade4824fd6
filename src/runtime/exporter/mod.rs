//! What `poll` exports to a Prometheus: over HTTP (`--listen`), and as a file for node_exporter (`--textfile`).
//!
//! The state belongs to the event loop. Readers are handed a page of it, which never changes; what is slow about them
//! (encoding, a client, a disk) is on their side, so that no reader delays polling.

mod accept;
mod answer;
mod body;
mod families;
mod labels;
mod link;
mod page;
mod serve;
#[cfg(test)]
mod tests;
mod textfile;
mod token;

use std::{fmt, io, net::TcpListener, path::PathBuf, sync::Arc};

use tokio::sync::{Notify, mpsc, oneshot};

pub use self::token::{BadToken, Token};
use self::{
    link::{Ask, Link},
    page::{Format, Page},
    textfile::Textfile,
};
use super::engine::request_counts::RequestCounts;
use crate::{
    app::State,
    words::{self, Lang},
};

/// Where metrics are exported to.
#[derive(Debug, Default)]
pub struct Export {
    /// Serves `/metrics` and `/healthz`.
    pub server: Option<Server>,
    /// The file for node_exporter's textfile collector.
    pub textfile: Option<PathBuf>,
}

/// A port that is bound, before polling begins.
#[derive(Debug)]
pub struct Server {
    pub listener: TcpListener,
    /// What a client has to know to read metrics; absent if anyone may.
    pub token: Option<Token>,
}

impl Export {
    pub const fn is_wanted(&self) -> bool {
        self.server.is_some() || self.textfile.is_some()
    }
}

/// The side of the event loop: makes a page of the state when a reader waits for one.
pub(crate) struct Exporter {
    counts: Vec<Arc<RequestCounts>>,
    /// Of the state as it is; absent until a reader waits for one.
    page: Option<Arc<Page>>,
    asks: mpsc::Receiver<Ask>,
    waiting: Vec<oneshot::Sender<Arc<Page>>>,
    changed: Arc<Notify>,
}

impl Exporter {
    /// Writes the file for the first time, and starts serving. An error, to be shown as it is, if the file cannot be
    /// written.
    pub(crate) fn start(
        export: Export,
        counts: Vec<Arc<RequestCounts>>,
        state: &State,
        lang: Lang,
    ) -> io::Result<Self> {
        let (link, asks) = Link::new();
        let changed = Arc::new(Notify::new());
        if let Some(path) = export.textfile {
            let textfile = Textfile::new(path.clone());
            let not_written = |error: io::Error| {
                io::Error::new(error.kind(), words::cli::metrics::not_written(lang, &path, &error))
            };
            textfile.write(&Page::of(state, &counts)).map_err(not_written)?;
            tokio::spawn(textfile.follow(link.clone(), Arc::clone(&changed)));
        }
        if let Some(Server { listener, token }) = export.server {
            let listener = serve::adopt(listener)?;
            tokio::spawn(serve::serve(listener, token.map(Arc::new), link));
        }
        Ok(Self { counts, page: None, asks, waiting: Vec::new(), changed })
    }

    /// The state may have changed.
    pub(crate) fn note_change(&mut self) {
        self.page = None;
        self.changed.notify_one();
    }

    /// Waits for a reader. What it reports of the file: whether it could be written.
    pub(crate) async fn next(&mut self) -> Option<io::Result<()>> {
        match self.asks.recv().await {
            Some(Ask::Page(reader)) => self.waiting.push(reader),
            Some(Ask::Written(outcome)) => return Some(outcome),
            // Nothing is exported any more.
            None => std::future::pending().await,
        }
        None
    }

    /// Hands the page to the readers that wait for it. If nothing has changed it is the same as before.
    pub(crate) fn answer(&mut self, state: &State) {
        if self.waiting.is_empty() {
            return;
        }
        let page = self.page.get_or_insert_with(|| Page::of(state, &self.counts));
        for reader in self.waiting.drain(..) {
            // It may be gone.
            let _ = reader.send(Arc::clone(page));
        }
    }
}

/// Writes the file once, at the end of a run.
pub(crate) fn write_once(path: PathBuf, counts: &[Arc<RequestCounts>], state: &State) -> io::Result<()> {
    Textfile::new(path).write(&Page::of(state, counts))
}

/// Writes what a Prometheus reads of this state, if no request was counted yet.
pub fn write_metrics(state: &State, out: &mut impl fmt::Write) -> fmt::Result {
    let counts: Vec<Arc<RequestCounts>> = state.profiles().map(|_| Arc::default()).collect();
    Page::of(state, &counts).write(Format::Prometheus, out)
}
