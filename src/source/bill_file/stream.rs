//! Observes a file's bytes as they are read: its fingerprint, whether it is complete, and its limits.

use std::{
    hash::{DefaultHasher, Hasher as _},
    io::{self, Read},
};

use super::dialect::Dialect;
use crate::domain::bill::FileLimit;

/// In bytes.
const LARGEST_FILE: u64 = 4 << 30;
/// The largest row that is read, in bytes: details in one field can have megabytes. A quote that is never
/// closed makes one row of all that follows.
const LARGEST_ROW: u64 = 8 << 20;

/// Observes a stream of bytes. Lines ending in CR come out with LF.
pub(super) struct Watched<R> {
    inner: R,
    ends_in_cr: bool,
    hash: DefaultHasher,
    has_open_quote: bool,
    last: Option<u8>,
    in_file: u64,
    in_row: u64,
    exceeded: Option<FileLimit>,
}

impl<R> Watched<R> {
    pub(super) fn new(inner: R, dialect: Dialect) -> Self {
        Self {
            inner,
            ends_in_cr: dialect.ends_in_cr,
            hash: DefaultHasher::new(),
            has_open_quote: false,
            last: None,
            in_file: 0,
            in_row: 0,
            exceeded: None,
        }
    }

    pub(super) const fn begin_row(&mut self) {
        self.in_row = 0;
    }

    /// The limit that stopped the reading.
    pub(super) const fn exceeded(&self) -> Option<FileLimit> {
        self.exceeded
    }

    /// Equal for files of one call with the same text.
    pub(super) fn fingerprint(&self) -> u64 {
        self.hash.finish()
    }

    /// Whether there is an odd number of quotes.
    pub(super) const fn has_open_quote(&self) -> bool {
        self.has_open_quote
    }

    /// Whether the last line is terminated.
    pub(super) const fn ends_with_a_line(&self) -> bool {
        matches!(self.last, None | Some(b'\n' | b'\r'))
    }
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.in_row > LARGEST_ROW {
            self.exceeded = Some(FileLimit::RowBytes(LARGEST_ROW));
        } else if self.in_file > LARGEST_FILE {
            self.exceeded = Some(FileLimit::FileBytes(LARGEST_FILE));
        }
        if self.exceeded.is_some() {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let length = self.inner.read(buffer)?;
        let bytes = buffer.get_mut(..length).unwrap_or_default();
        if self.ends_in_cr {
            bytes.iter_mut().filter(|byte| **byte == b'\r').for_each(|byte| *byte = b'\n');
        }
        let count = u64::try_from(length).unwrap_or(u64::MAX);
        self.in_row = self.in_row.saturating_add(count);
        self.in_file = self.in_file.saturating_add(count);
        // Independent of the split into reads.
        self.hash.write(bytes);
        self.has_open_quote ^= bytes.iter().fold(false, |is_odd, byte| is_odd ^ (*byte == b'"'));
        self.last = bytes.last().copied().or(self.last);
        Ok(length)
    }
}
