//! Prints aligned columns.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use crate::words::{Lang, Text, plain, text};

/// The name of a column, and whether it is aligned to the right.
pub(super) type Column<'a> = (&'a str, bool);

/// Writes headings and rows with escaped cells. `style` may colour the last cell of a row, by the row's
/// position.
pub(super) fn write(
    out: &mut dyn Write,
    columns: &[Column<'_>],
    rows: &[Vec<String>],
    style: &dyn Fn(usize, &str) -> Option<String>,
) -> io::Result<()> {
    let clean = |cells: &Vec<String>| cells.iter().map(|cell| plain(cell).into_owned()).collect();
    let rows: Vec<Vec<String>> = rows.iter().map(clean).collect();
    let widths: Vec<usize> = columns
        .iter()
        .enumerate()
        .map(|(column, (name, _))| {
            let cells = rows.iter().filter_map(|cells| cells.get(column)).map(|cell| text::width(cell));
            cells.chain([text::width(name)]).max().unwrap_or(0)
        })
        .collect();
    let names: Vec<String> = columns.iter().map(|(name, _)| (*name).to_owned()).collect();
    write_line(out, columns, &names, &widths, &|_| None)?;
    for (position, cells) in rows.iter().enumerate() {
        write_line(out, columns, cells, &widths, &|cell| style(position, cell))?;
    }
    Ok(())
}

/// The same without the columns in which no row has anything.
pub(super) fn write_used(
    out: &mut dyn Write,
    columns: &[Column<'_>],
    rows: &[Vec<String>],
) -> io::Result<()> {
    let is_used = |at: usize| rows.iter().any(|row| row.get(at).is_some_and(|cell| !cell.is_empty()));
    let used: Vec<usize> = (0..columns.len()).filter(|at| is_used(*at)).collect();
    let pick = |row: &Vec<String>| used.iter().filter_map(|at| row.get(*at).cloned()).collect();
    let picked: Vec<Column<'_>> = used.iter().filter_map(|at| columns.get(*at).copied()).collect();
    write(out, &picked, &rows.iter().map(pick).collect::<Vec<_>>(), &|_, _| None)
}

/// Writes headings and rows, all aligned to the left.
pub(super) fn write_texts<const COLUMNS: usize>(
    lang: Lang,
    out: &mut dyn Write,
    headings: [Text; COLUMNS],
    rows: &[Vec<String>],
) -> io::Result<()> {
    write(out, &headings.map(|heading| (heading.of(lang), false)), rows, &|_, _| None)
}

fn write_line(
    out: &mut dyn Write,
    columns: &[Column<'_>],
    cells: &[String],
    widths: &[usize],
    style: &dyn Fn(&str) -> Option<String>,
) -> io::Result<()> {
    let mut line = String::new();
    let last = cells.len().saturating_sub(1);
    for (position, ((cell, width), (_, at_right))) in cells.iter().zip(widths).zip(columns).enumerate() {
        let gap = " ".repeat(width.saturating_sub(text::width(cell)));
        let shown = style(cell).filter(|_| position == last).map_or(Cow::from(cell), Cow::from);
        let (before, after) = if *at_right { (gap.as_str(), "") } else { ("", gap.as_str()) };
        line.extend([before, &shown, after]);
        if position != last {
            line.push_str("  ");
        }
    }
    writeln!(out, "{}", line.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell_on_screen() {
        let rows = [
            vec!["qwen".to_owned(), "7".to_owned(), "free".to_owned()],
            vec!["\u{901a}\u{4e49}\u{5343}\u{95ee}".to_owned(), "1,000".to_owned(), String::new()],
        ];
        let mut out = Vec::new();
        let style = |at, cell: &str| (at == 0).then(|| format!("<{cell}>"));
        write(&mut out, &[("MODEL", false), ("LEFT", true), ("CALL", false)], &rows, &style).unwrap();
        let printed = String::from_utf8(out).unwrap();
        let lines: Vec<&str> = printed.lines().collect();
        assert_eq!(
            lines,
            ["MODEL      LEFT  CALL", "qwen          7  <free>", "\u{901a}\u{4e49}\u{5343}\u{95ee}  1,000"]
        );
    }
}
