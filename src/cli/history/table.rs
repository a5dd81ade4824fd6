//! A history as a table, newest last, with a chart below.

use std::io::{self, Write};

use super::{chart, printed::Printed};
use crate::{
    cli::{columns, output},
    domain::{Zone, forecast::Seen},
    words::{Lang, cli::history, number, text, time},
};

pub(super) fn write(
    lang: Lang,
    out: &mut dyn Write,
    printed: &Printed<'_>,
    zone: Zone,
    ascii: bool,
) -> io::Result<()> {
    let [from, until, left, change] = history::COLUMNS.map(|name| name.of(lang));
    let columns = [(from, false), (until, false), (left, true), (change, true)];
    columns::write(out, &columns, &rows(lang, printed, zone), &|_, _| None)?;
    writeln!(out)?;

    // The chart begins with the first figure.
    let begin = printed.seen.first().map_or(printed.since, |first| first.from.max(printed.since));
    let top = number::short(lang, chart::top(printed.seen));
    let margin = text::width(&top);
    let lines = chart::lines(printed.seen, printed.gaps, (begin, printed.now), ascii);
    for (row, line) in lines.iter().enumerate() {
        let scale = match row {
            0 => top.as_str(),
            _ if row.saturating_add(1) == lines.len() => "0",
            _ => "",
        };
        writeln!(out, "{}", format!("{scale:>margin$} {line}").trim_end())?;
    }
    let (begin, end) = (time::moment(lang, begin, printed.now, zone), time::clock(printed.now, zone));
    let width = usize::try_from(chart::WIDTH).unwrap_or_default().saturating_sub(text::width(&begin));
    writeln!(out, "{:margin$} {begin}{end:>width$}", "")?;
    let Some(last) = printed.seen.last() else { return Ok(()) };
    output::line(out, &history::heading(lang, printed.model, printed.unit, last, printed.now, zone))
}

fn rows(lang: Lang, printed: &Printed<'_>, zone: Zone) -> Vec<Vec<String>> {
    let moment = |at| time::moment(lang, at, printed.now, zone);
    let mut gaps = printed.gaps.iter().peekable();
    let mut before: Option<&Seen> = None;
    let mut rows = Vec::new();
    for seen in printed.seen {
        while let Some(gap) = gaps.next_if(|gap| gap.from < seen.from) {
            let text = history::not_read(lang, gap);
            rows.push(vec![moment(gap.from), moment(gap.until), text, String::new()]);
        }
        let change = before.map(|before| history::change(before, seen)).unwrap_or_default();
        rows.push(vec![moment(seen.from), moment(seen.until), number::grouped(seen.remaining), change]);
        before = Some(seen);
    }
    rows
}
