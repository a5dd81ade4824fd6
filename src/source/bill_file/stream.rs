//! What is seen of a file's bytes while they pass: which file it is, and whether it came to its end.

use std::{
    hash::{DefaultHasher, Hasher as _},
    io::{self, Read},
};

/// A stream of bytes under observation.
pub(super) struct Watched<R> {
    inner: R,
    hash: DefaultHasher,
    has_open_quote: bool,
    last: Option<u8>,
}

impl<R> Watched<R> {
    pub(super) fn new(inner: R) -> Self {
        Self { inner, hash: DefaultHasher::new(), has_open_quote: false, last: None }
    }

    /// Tells files of one call apart; files of the same bytes have the same.
    pub(super) fn fingerprint(&self) -> u64 {
        self.hash.finish()
    }

    /// Whether a quote was opened and never closed, or there is one that should not be.
    pub(super) const fn has_open_quote(&self) -> bool {
        self.has_open_quote
    }

    /// Whether its last line is ended.
    pub(super) const fn ends_with_a_line(&self) -> bool {
        matches!(self.last, None | Some(b'\n' | b'\r'))
    }
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        let bytes = buffer.get(..length).unwrap_or_default();
        // The split into reads must not show: slices are hashed with nothing between them.
        self.hash.write(bytes);
        self.has_open_quote ^= bytes.iter().fold(false, |is_odd, byte| is_odd ^ (*byte == b'"'));
        self.last = bytes.last().copied().or(self.last);
        Ok(length)
    }
}
