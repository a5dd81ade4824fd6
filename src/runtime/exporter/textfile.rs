//! The file for node_exporter's textfile collector: in Prometheus' text format, as that collector knows no other.

use std::{
    fs::File,
    io::{self, BufWriter, Write as _},
    path::PathBuf,
    sync::Arc,
    time::Duration,
};

use tokio::{sync::Notify, time::sleep};

use super::{
    link::Link,
    page::{Format, Page},
};
use crate::{files, source::off_loop::off_loop};

/// Between two writes: many accounts change many times a second, but are read a few times a minute.
const PAUSE: Duration = Duration::from_secs(1);

#[derive(Debug, Clone)]
pub(super) struct Textfile(PathBuf);

impl Textfile {
    pub(super) const fn new(path: PathBuf) -> Self {
        Self(path)
    }

    /// Writes a page: the file has all of it, or is as it was. Other users may read it, as node_exporter is one.
    pub(super) fn write(&self, page: &Arc<Page>) -> io::Result<()> {
        files::write_shared(&self.0, |file| {
            let mut text = Text { out: BufWriter::new(file), error: None };
            match Arc::clone(page).write(Format::Prometheus, &mut text) {
                Ok(()) => text.out.flush(),
                Err(_) => Err(text.error.unwrap_or_else(|| io::Error::other("it could not be encoded"))),
            }
        })
    }

    /// Writes the file again after each change, and reports how that went. What could not be written is retried at the
    /// next change, which is at most a minute later.
    pub(super) async fn follow(self, link: Link, changed: Arc<Notify>) {
        loop {
            changed.notified().await;
            let Some(page) = link.page().await else { return };
            let textfile = self.clone();
            let outcome = off_loop("textfile", move || textfile.write(&page)).await.flatten();
            link.report(outcome).await;
            sleep(PAUSE).await;
        }
    }
}

/// Passes a text on, and holds the error of the file, which the encoder has no place for.
struct Text<'a> {
    out: BufWriter<&'a mut File>,
    error: Option<io::Error>,
}

impl std::fmt::Write for Text<'_> {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.out.write_all(text.as_bytes()).map_err(|error| {
            self.error = Some(error);
            std::fmt::Error
        })
    }
}
