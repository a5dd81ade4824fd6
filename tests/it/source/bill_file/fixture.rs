//! Made-up files as the console exports them.

use std::{fmt::Write as _, io::Read, ops::ControlFlow};

use chrono::{DateTime, Utc};
use quotatop::{
    domain::bill::{FileFacts, FileReading},
    source::bill_file,
};

pub(crate) use quotatop::{
    domain::bill::{BillDay, BillLine, Figure, FileRefusal, SkipReason},
    source::bill_file::BillFile,
};

pub(crate) use crate::support::export_columns::{OLD, UPGRADED};

pub(crate) const NOW: &str = "2026-11-22T06:00:00Z";

pub(crate) fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// A file of this name with a header and rows, each a list of columns with their values; all others are empty.
pub(crate) fn file(name: &str, header: &str, rows: &[&[(&str, &str)]]) -> BillFile<std::io::Cursor<Vec<u8>>> {
    raw(name, table(header, rows))
}

pub(crate) fn raw(name: &str, bytes: impl Into<Vec<u8>>) -> BillFile<std::io::Cursor<Vec<u8>>> {
    BillFile {
        name: name.into(),
        modified_at: Some(at("2026-11-21T03:00:00Z")),
        content: Ok(std::io::Cursor::new(bytes.into())),
    }
}

pub(crate) fn table(header: &str, rows: &[&[(&str, &str)]]) -> String {
    let names: Vec<&str> = header.split(',').collect();
    let mut text = format!("{header}\n");
    for row in rows {
        for (name, _) in *row {
            assert!(names.contains(name), "no column {name}");
        }
        let cells =
            names.iter().map(|name| row.iter().find(|(of, _)| of == name).map_or("", |(_, value)| value));
        let cells: Vec<String> = cells.map(quoted).collect();
        let _ = writeln!(text, "{}", cells.join(","));
    }
    text
}

fn quoted(value: &str) -> String {
    if value.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", value.replace('"', "\"\""))
    } else {
        value.into()
    }
}

/// What was read of files, with all days in full.
#[derive(Debug)]
pub(crate) struct Export {
    pub(crate) days: Vec<BillDay>,
    pub(crate) files: Vec<FileReading>,
    is_whole: bool,
}

impl Export {
    pub(crate) fn is_whole(&self) -> bool {
        self.is_whole
    }
}

pub(crate) fn read<R: Read>(files: impl IntoIterator<Item = BillFile<R>>) -> Export {
    let folder = tempfile::tempdir().unwrap();
    let mut read =
        bill_file::read(files, at(NOW), folder.path(), &mut |_| ControlFlow::Continue(())).unwrap();
    let is_whole = read.is_whole();
    let days: Vec<BillDay> = read.days(None).map(|day| day.unwrap().unpack()).collect();
    assert_eq!(read.is_empty(), days.is_empty());
    Export { days, files: read.files, is_whole }
}

pub(crate) fn export(files: impl IntoIterator<Item = BillFile<std::io::Cursor<Vec<u8>>>>) -> Export {
    read(files)
}

pub(crate) fn only_day(export: &Export) -> &BillDay {
    assert_eq!(export.days.len(), 1, "{:?}", export.files);
    &export.days[0]
}

pub(crate) fn only_line(export: &Export) -> &BillLine {
    let day = only_day(export);
    assert_eq!(day.lines.len(), 1, "{:?}", export.files);
    &day.lines[0]
}

pub(crate) fn figure(line: &BillLine, figure: Figure) -> Option<String> {
    line.figures.get(figure).map(|number| number.to_string())
}

pub(crate) fn facts(reading: &FileReading) -> &FileFacts {
    reading.outcome.as_ref().unwrap()
}
