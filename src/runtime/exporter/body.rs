//! The body of an answer: a text that is there, or one that is still being made, piece by piece.

use std::{
    collections::VecDeque,
    fmt, io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use hyper::body::{Body as HttpBody, Bytes, Frame, SizeHint};
use tokio::sync::mpsc::{self, Receiver, Sender};

use super::page::{Format, Page};
use crate::source::off_loop::off_loop;

/// A piece is sent when it has this many bytes.
const PIECE: usize = 64 * 1024;

/// How many pieces wait for a slow client. With this, an answer needs no more memory than some pieces.
const WAITING: usize = 2;

/// Larger texts are made again for each reader, in bytes: they would be a second copy of everything that is known.
const LARGE: usize = 1024 * 1024;

pub(super) enum Body {
    There(VecDeque<Bytes>),
    /// Each piece, and nothing as the mark of the end: a text that is cut off has none.
    InTheMaking(Receiver<Option<Bytes>>),
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Self::There([Bytes::from_static(text.as_bytes())].into())
    }
}

impl Body {
    pub(super) const fn empty() -> Self {
        Self::There(VecDeque::new())
    }

    /// The text of a page. It is made on a thread of its own, as fast as the client takes it.
    pub(super) fn of(page: Arc<Page>, format: Format) -> Self {
        if let Some(text) = page.text(format) {
            return Self::There(text.iter().cloned().collect());
        }
        let (sender, pieces) = mpsc::channel(WAITING);
        // If no thread can be started, the text ends without its mark.
        tokio::spawn(off_loop("metrics", move || Pieces::new(sender).send_all(&page, format)));
        Self::InTheMaking(pieces)
    }
}

impl HttpBody for Body {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let next = match self.get_mut() {
            Self::There(pieces) => pieces.pop_front().map(Ok),
            Self::InTheMaking(pieces) => match ready!(pieces.poll_recv(context)) {
                Some(piece) => piece.map(Ok),
                None => Some(Err(io::ErrorKind::BrokenPipe.into())),
            },
        };
        Poll::Ready(next.map(|piece| piece.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Self::There(pieces) if pieces.is_empty())
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::There(pieces) => {
                let bytes = pieces.iter().map(|piece| u64::try_from(piece.len()).unwrap_or(u64::MAX));
                SizeHint::with_exact(bytes.fold(0, u64::saturating_add))
            }
            Self::InTheMaking(_) => SizeHint::default(),
        }
    }
}

/// A text in the making.
struct Pieces {
    sender: Sender<Option<Bytes>>,
    piece: String,
    /// All pieces, unless they are too many.
    text: Option<Vec<Bytes>>,
    length: usize,
}

impl Pieces {
    fn new(sender: Sender<Option<Bytes>>) -> Self {
        Self { sender, piece: String::new(), text: Some(Vec::new()), length: 0 }
    }

    /// Makes and sends the text. An error means that the client is gone.
    fn send_all(mut self, page: &Arc<Page>, format: Format) -> fmt::Result {
        Arc::clone(page).write(format, &mut self)?;
        self.send()?;
        if let Some(text) = self.text {
            page.keep(format, text);
        }
        self.sender.blocking_send(None).map_err(|_gone| fmt::Error)
    }

    fn send(&mut self) -> fmt::Result {
        let piece = Bytes::from(std::mem::take(&mut self.piece));
        self.length = self.length.saturating_add(piece.len());
        let text = self.text.take().filter(|_| self.length <= LARGE);
        self.text = text.map(|mut text| {
            text.push(piece.clone());
            text
        });
        self.sender.blocking_send(Some(piece)).map_err(|_gone| fmt::Error)
    }
}

impl fmt::Write for Pieces {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.piece.push_str(text);
        if self.piece.len() < PIECE { Ok(()) } else { self.send() }
    }
}
