//! Lines on their way to their day. A file has them in any order, so they wait by day until all files are read:
//! in memory while they are few, else in a file, in pieces of many lines of one day.
//!
//! That file has no name from the start, so nothing is left of it however the process ends.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Read as _, Seek as _, SeekFrom, Write as _},
    mem,
    path::{Path, PathBuf},
};

use chrono::NaiveDate;

use crate::{
    domain::bill::packed::{PackedLines, Place, varint},
    files,
};

/// The bytes that wait in memory.
const MOST_IN_MEMORY: usize = 8 << 20;
/// What the file is called until its name is removed.
const NAME: (&str, &str) = ("import-", ".part");

/// Where the lines of one day of one file are.
#[derive(Debug, Default)]
struct Waiting {
    in_memory: Vec<u8>,
    /// Pieces of the file: where they begin, and their bytes. They come before those in memory.
    in_file: Vec<(u64, usize)>,
    lines: u64,
}

/// The lines of the files of one call, by file and day.
#[derive(Debug)]
pub(super) struct Spool {
    waiting: BTreeMap<(usize, NaiveDate), Waiting>,
    in_memory: usize,
    /// The folder of the file.
    folder: PathBuf,
    file: Option<File>,
    /// The bytes in the file.
    length: u64,
}

impl Spool {
    pub(super) fn new(folder: &Path) -> Self {
        Self { waiting: BTreeMap::new(), in_memory: 0, folder: folder.to_owned(), file: None, length: 0 }
    }

    /// Adds a line of a file, whose bytes `pack` appends.
    pub(super) fn add(
        &mut self,
        (file, day): (usize, NaiveDate),
        (charge, names): (u32, Option<u32>),
        line: &[u8],
    ) -> io::Result<()> {
        let waiting = self.waiting.entry((file, day)).or_default();
        let before = waiting.in_memory.len();
        varint::put(&mut waiting.in_memory, charge.into());
        varint::put(&mut waiting.in_memory, names.map_or(0, |names| u64::from(names).saturating_add(1)));
        varint::put(&mut waiting.in_memory, varint::length(line.len()));
        waiting.in_memory.extend_from_slice(line);
        waiting.lines = waiting.lines.saturating_add(1);
        let added = waiting.in_memory.len().saturating_sub(before);
        self.in_memory = self.in_memory.saturating_add(added);
        if self.in_memory > MOST_IN_MEMORY { self.write() } else { Ok(()) }
    }

    /// Moves all that is in memory to the file.
    fn write(&mut self) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(nameless(&self.folder)?),
        };
        for waiting in self.waiting.values_mut().filter(|waiting| !waiting.in_memory.is_empty()) {
            let bytes = mem::take(&mut waiting.in_memory);
            file.write_all(&bytes)?;
            waiting.in_file.push((self.length, bytes.len()));
            self.length = self.length.saturating_add(varint::length(bytes.len()));
        }
        self.in_memory = 0;
        Ok(())
    }

    /// Forgets the lines of a file.
    pub(super) fn drop_file(&mut self, file: usize) {
        self.waiting.retain(|(other, _), _| *other != file);
        self.in_memory = self.waiting.values().map(|waiting| waiting.in_memory.len()).sum();
    }

    /// Adds the lines of a day of this file to `lines`, in their order.
    pub(super) fn read(&mut self, file: usize, day: NaiveDate, lines: &mut PackedLines) -> io::Result<()> {
        let Some(waiting) = self.waiting.get(&(file, day)) else { return Ok(()) };
        let start = lines.bytes.len();
        let in_file: usize = waiting.in_file.iter().map(|(_, length)| *length).sum();
        lines.bytes.reserve(in_file.saturating_add(waiting.in_memory.len()));
        for (from, length) in &waiting.in_file {
            let Some(file) = &mut self.file else { break };
            file.seek(SeekFrom::Start(*from))?;
            let read = file.take(varint::length(*length)).read_to_end(&mut lines.bytes)?;
            if read < *length {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        lines.bytes.extend_from_slice(&waiting.in_memory);
        lines.places.reserve(usize::try_from(waiting.lines).unwrap_or_default());
        find_lines(lines, start).ok_or_else(|| io::ErrorKind::InvalidData.into())
    }
}

/// Finds the lines among the bytes from `start` on; `None` if these are not as they were written.
fn find_lines(lines: &mut PackedLines, start: usize) -> Option<()> {
    let PackedLines { bytes, places } = lines;
    let mut rest = bytes.get(start..)?;
    while !rest.is_empty() {
        let charge = u32::try_from(varint::take(&mut rest)?).ok()?;
        let names = match varint::take(&mut rest)? {
            0 => None,
            number => Some(u32::try_from(number.checked_sub(1)?).ok()?),
        };
        let length = u32::try_from(varint::take(&mut rest)?).ok()?;
        let start = bytes.len().checked_sub(rest.len())?;
        places.push(Place { charge, names, start, length });
        rest = rest.get(usize::try_from(length).ok()?..)?;
    }
    Some(())
}

/// Creates a private file without a name in this folder. Where an open file cannot lose its name, it is removed
/// when the next one is created.
fn nameless(folder: &Path) -> io::Result<File> {
    files::create_private_folder(folder)?;
    let (begin, end) = NAME;
    for entry in fs::read_dir(folder)?.flatten() {
        let name = entry.file_name();
        if name.to_str().is_some_and(|name| name.starts_with(begin) && name.ends_with(end)) {
            // Another import may be about to do the same.
            let _ = fs::remove_file(entry.path());
        }
    }
    let path = folder.join(format!("{begin}{}{end}", std::process::id()));
    let file = files::create_private_scratch(&path)?;
    let _ = fs::remove_file(&path);
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn lines_come_back_by_day_in_their_order_from_memory_and_from_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("import-1.part"), "left by a crash").unwrap();
        let mut spool = Spool::new(folder.path());
        let days = ["2026-11-20", "2026-11-21"].map(day);
        let line = |number: usize| vec![u8::try_from(number % 251).unwrap(); 10_000];
        for number in 0..2_000 {
            let of = (number % 3 % 2, days[number % 7 % 2]);
            let names = (number % 5 > 0).then_some(7);
            spool.add(of, (u32::try_from(number).unwrap(), names), &line(number)).unwrap();
        }
        assert!(spool.file.is_some() && spool.in_memory > 0, "both");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "no file has a name");
        for file in 0..2 {
            for (at, day) in days.into_iter().enumerate() {
                let mut lines = PackedLines::default();
                spool.read(file, day, &mut lines).unwrap();
                let expected: Vec<usize> =
                    (0..2_000).filter(|number| number % 3 % 2 == file && number % 7 % 2 == at).collect();
                assert_eq!(lines.len(), expected.len());
                for ((place, bytes), number) in lines.iter().zip(expected) {
                    assert_eq!((usize::try_from(place.charge).unwrap(), bytes.0), (number, &*line(number)));
                    assert_eq!(place.names.is_some(), number % 5 > 0);
                }
            }
        }
        spool.drop_file(0);
        assert!(spool.waiting.keys().all(|(file, _)| *file == 1));
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        let mut spool = Spool::new(&file.join("folder"));
        let line = vec![0; MOST_IN_MEMORY + 1];
        assert!(spool.add((0, day("2026-11-20")), (0, None), &line).is_err());
    }
}
