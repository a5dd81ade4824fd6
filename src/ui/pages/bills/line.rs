//! All fields of a bill line: our label if there is one, the vendor's name, and the value.

use crate::{
    app::{Area, State, layout::layout},
    domain::bill::{BillLine, InstanceId},
    ui::{
        Scene,
        canvas::{Canvas, columns},
        widgets::{
            page::{self, body},
            wrap::wrap,
        },
    },
    words::{Lang, overlays::help, pages::bills::line as words, time},
};

/// The gap between two columns.
const GAP: u16 = 2;
/// Minimum width for a separate column of the vendor's names.
const BOTH_NAMES_MIN_WIDTH: u16 = 60;
/// Longer vendor names are wrapped.
const MAX_NAME_WIDTH: u16 = 26;

/// One row: our label, the vendor's name, a line of the value.
type Row = [String; 3];

/// How far the open line can be scrolled down.
pub(crate) fn scroll_end(lang: Lang, state: &State) -> u16 {
    let Some((day, line)) = state.bills_line() else { return 0 };
    let body = body(layout(state).overlay);
    let length = u16::try_from(rows(lang, *day, line, body.width).1.len()).unwrap_or(u16::MAX);
    length.saturating_sub(body.height)
}

/// Draws the fields, scrolled down by `scroll` rows at most.
pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area, scroll: u16) {
    let (state, theme) = (scene.state, scene.theme);
    let cycle = state.shown_cycle(scene.now.utc);
    let is_loaded =
        state.bills_group().is_some_and(|group| state.profile().bills.lines_of(cycle, group).is_some());
    let Some((day, line)) = state.bills_line().filter(|_| is_loaded) else { return };
    let body = body(area);
    let (widths, rows) = rows(scene.lang, *day, line, body.width);
    let height = usize::from(body.height);
    let first = usize::from(scroll).min(rows.len().saturating_sub(height));
    let position = help::position(scene.lang, first, height, rows.len());
    let instance = InstanceId::parse(&line.charge.instance_id);
    let item = words::item(&line.charge, &instance);
    let title = format!("{} {} {item}", time::day(scene.lang, *day), scene.glyphs.dot);
    page::title(canvas, area, (&title, &position), theme, scene.glyphs);
    let [names_from, names_width] = widths;
    for (row, [word, name, value]) in (0..body.height).zip(rows.iter().skip(first)) {
        let row = body.row(row);
        canvas.put(row, 0, word, theme.text);
        canvas.put(row, names_from, name, theme.quiet);
        canvas.put(row, names_from.saturating_add(names_width), value, theme.strong);
    }
}

/// The rows of all fields, and the widths of the columns before the values.
fn rows(lang: Lang, day: chrono::NaiveDate, line: &BillLine, width: u16) -> ([u16; 2], Vec<Row>) {
    let fields = words::fields(lang, day, line);
    let widest = |texts: &mut dyn Iterator<Item = &str>| texts.map(columns).max().unwrap_or(0);
    let word = widest(&mut fields.iter().map(|field| field.word)).saturating_add(GAP);
    let name = widest(&mut fields.iter().map(|field| &*field.name)).min(MAX_NAME_WIDTH).saturating_add(GAP);
    let has_both = width >= BOTH_NAMES_MIN_WIDTH;
    let widths = if has_both { [word, name] } else { [0, name.max(word)] };
    let [before, names] = widths;
    let room = width.saturating_sub(before).saturating_sub(names).max(1);
    let mut rows = Vec::new();
    for field in &fields {
        // A single column shows our label if there is one.
        let (word, name) = match (has_both, field.word) {
            (true, word) => (word, &*field.name),
            (false, "") => ("", &*field.name),
            (false, word) => ("", word),
        };
        let names = wrap(name, names.saturating_sub(GAP));
        let values = wrap(&field.value, room);
        for at in 0..names.len().max(values.len()).max(1) {
            let line_at = |lines: &[String]| lines.get(at).cloned().unwrap_or_default();
            let word = if at == 0 { word.to_owned() } else { String::new() };
            rows.push([word, line_at(&names), line_at(&values)]);
        }
    }
    (widths, rows)
}
