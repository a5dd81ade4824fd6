//! Every field of one bill line: our word where there is one, the vendor's name, and the value.

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
/// From this width on the vendor's name has a column of its own.
const BOTH_FROM: u16 = 60;
/// A vendor's name longer than this goes on in the next row.
const LONG_NAME: u16 = 26;

/// One row: our word, the vendor's name, a piece of the value.
type Row = [String; 3];

/// How many rows the fields of the open line can be scrolled down.
pub(crate) fn scroll_end(lang: Lang, state: &State) -> u16 {
    let Some((day, line)) = state.bills_line() else { return 0 };
    let body = body(layout(state).overlay);
    let length = u16::try_from(rows(lang, *day, line, body.width).1.len()).unwrap_or(u16::MAX);
    length.saturating_sub(body.height)
}

/// Draws the fields, `scroll` rows down, but never beyond their end.
pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area, scroll: u16) {
    let (state, theme) = (scene.state, scene.theme);
    let cycle = state.shown_cycle(scene.now.utc);
    let is_there =
        state.bills_group().is_some_and(|group| state.profile().bills.lines_of(cycle, group).is_some());
    let Some((day, line)) = state.bills_line().filter(|_| is_there) else { return };
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

/// The rows of all fields, and how wide the columns before the values are.
fn rows(lang: Lang, day: chrono::NaiveDate, line: &BillLine, width: u16) -> ([u16; 2], Vec<Row>) {
    let fields = words::fields(lang, day, line);
    let widest = |texts: &mut dyn Iterator<Item = &str>| texts.map(columns).max().unwrap_or(0);
    let word = widest(&mut fields.iter().map(|field| field.word)).saturating_add(GAP);
    let name = widest(&mut fields.iter().map(|field| &*field.name)).min(LONG_NAME).saturating_add(GAP);
    let has_both = width >= BOTH_FROM;
    let widths = if has_both { [word, name] } else { [0, name.max(word)] };
    let [before, names] = widths;
    let room = width.saturating_sub(before).saturating_sub(names).max(1);
    let mut rows = Vec::new();
    for field in &fields {
        // A single column has our word where there is one.
        let (word, name) = match (has_both, field.word) {
            (true, word) => (word, &*field.name),
            (false, "") => ("", &*field.name),
            (false, word) => ("", word),
        };
        let names = wrap(name, names.saturating_sub(GAP));
        let values = wrap(&field.value, room);
        for at in 0..names.len().max(values.len()).max(1) {
            let piece = |pieces: &[String]| pieces.get(at).cloned().unwrap_or_default();
            let word = if at == 0 { word.to_owned() } else { String::new() };
            rows.push([word, piece(&names), piece(&values)]);
        }
    }
    (widths, rows)
}
