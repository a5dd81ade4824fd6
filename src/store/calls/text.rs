//! Calls as they are stored: on the first line all but the rows, then a row on each line. So they are read a piece at
//! a time: 30 days of calls are a text of several MiB, which would double the memory for reading them.
//!
//! Before, rows were on the first line, too; that still reads.

use std::io::{self, BufRead as _, BufReader, Read};

use crate::domain::calls::{CallRow, Calls};

/// What is read at once, in bytes: some 30 rows.
const PIECE: usize = 64 * 1024;

pub(in crate::store) fn write(calls: &Calls) -> serde_json::Result<String> {
    let Calls { source, range, from, to, is_complete, workspace, rows, by_model } = calls;
    let (workspace, by_model) = (workspace.clone(), by_model.clone());
    let without_rows = Calls {
        source: *source,
        range: *range,
        from: *from,
        to: *to,
        is_complete: *is_complete,
        workspace,
        rows: Vec::new(),
        by_model,
    };
    let mut text = serde_json::to_string(&without_rows)?;
    for row in rows {
        text.push('\n');
        text.push_str(&serde_json::to_string(row)?);
    }
    Ok(text)
}

/// Absent if the text is not that of calls.
pub(in crate::store) fn read(text: impl Read) -> io::Result<Option<Calls>> {
    let mut text = BufReader::with_capacity(PIECE, text);
    let mut line = Vec::new();
    text.read_until(b'\n', &mut line)?;
    let Ok(mut calls) = serde_json::from_slice::<Calls>(&line) else { return Ok(None) };
    loop {
        line.clear();
        if text.read_until(b'\n', &mut line)? == 0 {
            return Ok(Some(calls));
        }
        let Ok(row) = serde_json::from_slice::<CallRow>(&line) else { return Ok(None) };
        calls.rows.push(row);
    }
}
