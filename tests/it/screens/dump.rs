//! A drawn screen as text: the contents of its cells, and below them their styles.

use std::fmt::Write as _;

use ratatui::{
    buffer::CellWidth as _,
    style::{Color, Modifier},
};

use super::fixture::*;

/// The visible cells of one row, without those that a wide glyph covers.
pub(crate) fn seen(buffer: &Buffer, row: u16) -> Vec<(u16, &Cell)> {
    let mut seen = Vec::new();
    let mut column = 0;
    while column < buffer.area.width {
        let cell = buffer.cell((column, row)).unwrap();
        seen.push((column, cell));
        column += cell.symbol().cell_width().max(1);
    }
    seen
}

pub(crate) fn row(buffer: &Buffer, row: u16) -> String {
    seen(buffer, row).iter().map(|(_, cell)| cell.symbol()).collect()
}

pub(crate) fn text(buffer: &Buffer) -> String {
    (0..buffer.area.height).map(|y| row(buffer, y).trim_end().to_owned() + "\n").collect()
}

/// Every row, and below them the runs of each style other than the plain one.
pub(crate) fn styled(buffer: &Buffer) -> String {
    let mut dump = text(buffer);
    for y in 0..buffer.area.height {
        let mut runs: Vec<(String, u16, u16)> = Vec::new();
        for (x, cell) in seen(buffer, y) {
            let style = style(cell);
            let end = x + cell.symbol().cell_width().max(1);
            match runs.last_mut() {
                Some((of, _, last)) if *of == style => *last = end,
                _ => runs.push((style, x, end)),
            }
        }
        let styles: Vec<String> = runs
            .into_iter()
            .filter(|(style, ..)| !style.is_empty())
            .map(|(style, from, to)| format!("{from}-{} {style}", to - 1))
            .collect();
        if !styles.is_empty() {
            writeln!(dump, "{y:>2}: {}", styles.join(", ")).unwrap();
        }
    }
    dump
}

fn style(cell: &Cell) -> String {
    let colour = |colour: Color, sign: &str| match colour {
        Color::Reset => String::new(),
        Color::Indexed(index) => format!("{sign}{index}"),
        Color::Rgb(red, green, blue) => format!("{sign}#{red:02x}{green:02x}{blue:02x}"),
        other => format!("{sign}{other:?}"),
    };
    // The colour of a blank is invisible.
    let ink = if cell.symbol() == " " { String::new() } else { colour(cell.fg, "") };
    let weight = if cell.symbol() == " " { cell.modifier & Modifier::REVERSED } else { cell.modifier };
    let weight = if weight.is_empty() { String::new() } else { format!("{weight:?}").to_lowercase() };
    [ink, colour(cell.bg, "on "), weight]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The screen with its escape sequences, to look at in a terminal.
pub(crate) fn ansi(buffer: &Buffer) -> String {
    let mut dump = String::new();
    for y in 0..buffer.area.height {
        for (_, cell) in seen(buffer, y) {
            let mut codes = vec!["0".to_owned()];
            let flags = [(Modifier::BOLD, 1), (Modifier::DIM, 2), (Modifier::REVERSED, 7)];
            codes.extend(
                flags.iter().filter(|(flag, _)| cell.modifier.contains(*flag)).map(|(_, n)| n.to_string()),
            );
            for (colour, ground) in [(cell.fg, 38), (cell.bg, 48)] {
                match colour {
                    Color::Indexed(index) => codes.push(format!("{ground};5;{index}")),
                    Color::Rgb(red, green, blue) => codes.push(format!("{ground};2;{red};{green};{blue}")),
                    _ => {}
                }
            }
            write!(dump, "\u{1b}[{}m{}", codes.join(";"), cell.symbol()).unwrap();
        }
        dump.push_str("\u{1b}[0m");
        if y + 1 < buffer.area.height {
            dump.push_str("\r\n");
        }
    }
    dump
}
