//! The lines of the selected group: to the right of the groups, below them, or full-screen.

use chrono::NaiveDate;

use crate::{
    app::{Area, input::command::Target, pages::bills::Regions},
    domain::bill::{BillLine, Figure, Group, Grouping, InstanceId, report::OTHER},
    ui::{
        Scene,
        canvas::Canvas,
        widgets::{
            amounts::Money,
            cell::{Amount, Cell, write},
            columns::{Rules, fit},
            page::{self, MARGIN},
            table::{Heading, Shown, Table, clickable},
            wrap::wrap,
        },
    },
    words::{
        Lang,
        facts::{bill::lines as line_count, usage},
        number,
        pages::bills::{kind::kind, labels as words, line},
        plain, time,
    },
};

use super::why;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LineColumn {
    Day,
    Model,
    Item,
    Key,
    Kind,
    Channel,
    Usage,
    Price,
    Gross,
    Payable,
}

use LineColumn::{Channel, Day, Gross, Item, Key, Kind, Model, Payable, Price, Usage};

const ALL: [LineColumn; 10] = [Day, Model, Item, Key, Kind, Channel, Usage, Price, Gross, Payable];

/// The least important columns are dropped first.
const LAYOUTS: [&[LineColumn]; 9] = [
    &ALL,
    &[Day, Model, Item, Key, Kind, Usage, Price, Gross, Payable],
    &[Day, Model, Item, Key, Usage, Price, Gross, Payable],
    &[Day, Model, Item, Key, Usage, Price, Payable],
    &[Day, Model, Item, Usage, Price, Payable],
    &[Day, Model, Item, Usage, Payable],
    &[Day, Model, Item, Payable],
    &[Day, Item, Usage, Payable],
    &[Day, Item, Payable],
];

/// Draws why the group was charged, each reason wrapped into the rows available for it.
fn draw_reasons(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area, group: &Group) {
    let reasons = why::long(scene, group);
    let rows = usize::from(area.height).checked_div(reasons.len()).unwrap_or(0).max(1);
    let width = area.within(MARGIN, MARGIN).width;
    let lines = reasons.iter().flat_map(|reason| {
        let mut lines = wrap(reason, width);
        // The remainder goes on the last line, where it is cut.
        if let Some(rest) = lines.get(rows.saturating_sub(1)..).map(|rest| rest.join(" ")) {
            lines.truncate(rows.saturating_sub(1));
            lines.push(rest);
        }
        lines
    });
    for (row, line) in (0..area.height).zip(lines) {
        let row = area.row(row).within(MARGIN, MARGIN);
        write(canvas, row, false, (&line, scene.theme.text), scene.glyphs);
    }
}

/// Longer names only get more room after the other columns.
const NAME_WIDTH: u16 = 18;
/// Names are cut down to this width, but only after all optional columns have been dropped.
const MIN_NAME_WIDTH: u16 = 6;

const RULES: Rules<'_, LineColumn> = Rules {
    layouts: &LAYOUTS,
    cut: &[(Item, NAME_WIDTH), (Model, NAME_WIDTH)],
    grow: &[(Item, u16::MAX)],
    shrink: &[(Item, MIN_NAME_WIDTH), (Model, MIN_NAME_WIDTH), (Payable, 0)],
};

/// Draws the title, the reasons, the column headings and the visible lines.
pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area, regions: &Regions) {
    let Some(group) = scene.state.bills_group().filter(|_| !area.is_empty()) else { return };
    let (theme, glyphs) = (scene.theme, scene.glyphs);
    page::title(canvas, area, (&title(scene, group), ""), theme, glyphs);
    draw_reasons(scene, canvas, regions.reasons, group);
    // A side pane has a rule in its first column.
    let inset = u16::from(area.x > 0);
    let rows = regions.lines.within(inset, 0);
    if rows.is_empty() {
        return;
    }
    let view = &scene.state.view.bills;
    let lines = visible(scene, group, rows.height);
    let cells = lines.iter().map(|(day, line)| row(scene, *day, line)).collect();
    let table = Table::new(&ALL, |column| heading(scene.lang, column), cells);
    let names = Area { y: rows.y.saturating_sub(1), height: 1, ..rows };
    let columns = fit(&RULES, |column| table.width_of(column), rows.width);
    let all = usize::try_from(group.sums.lines).unwrap_or(usize::MAX);
    let shown = Shown { selected: view.line, has_cursor: true, first: view.line_offset, all };
    table.draw_list(canvas, (names, rows), (&columns, shown), theme, glyphs);
    clickable(canvas, regions.lines, (shown.first, shown.all), Target::Line);
}

/// `qwen-plus · 4 lines`.
fn title(scene: &Scene<'_>, group: &Group) -> String {
    let key = group.day.map_or_else(|| plain(&group.key), |day| time::day(scene.lang, day).into());
    format!("{key} {} {}", scene.glyphs.dot, line_count(scene.lang, group.sums.lines))
}

/// The visible lines, as far as they have been read.
fn visible<'a>(scene: &Scene<'a>, group: &Group, height: u16) -> &'a [(NaiveDate, BillLine)] {
    let bills = &scene.state.profile().bills;
    let Some(page) = bills.lines_of(scene.state.shown_cycle(scene.now.utc), group) else { return &[] };
    let first = usize::try_from(page.query.offset).ok();
    let first = first.and_then(|first| scene.state.view.bills.line_offset.checked_sub(first));
    let rest = first.and_then(|first| page.lines.get(first..)).unwrap_or_default();
    rest.get(..usize::from(height)).unwrap_or(rest)
}

const fn heading(lang: Lang, column: LineColumn) -> Heading<'static> {
    let (name, is_right) = match column {
        Day => (words::DAY, false),
        Model => (words::MODEL, false),
        Item => (words::ITEM, false),
        Key => (words::KEY, false),
        Kind => (words::KIND, false),
        Channel => (words::CHANNEL, false),
        Usage => (words::USAGE, true),
        Price => (words::PRICE, true),
        Gross => (words::LIST_PRICE, true),
        Payable => (words::PAYABLE, true),
    };
    Heading { name: name.of(lang), is_right, order: None }
}

fn row(scene: &Scene<'_>, day: NaiveDate, line: &BillLine) -> Vec<Cell<'static>> {
    let (theme, charge, figures) = (scene.theme, &*line.charge, &line.figures);
    let instance = InstanceId::parse(&charge.instance_id);
    let text = |text: &str| {
        if text.is_empty() { Cell::Nothing } else { Cell::Text(text.to_owned().into(), theme.text) }
    };
    let sum = |figure| {
        figures.get(figure).map_or(crate::domain::bill::Tally::Nothing, crate::domain::bill::Tally::Exact)
    };
    let money =
        Money { lang: scene.lang, theme, style: theme.text, digits: number::digits, in_heading: false };
    // Redundant when grouped by model.
    let shows_model = scene.state.view.bills.query.grouping != Grouping::Model;
    ALL.map(|column| match column {
        Day => Cell::Text(words::day_cell(scene.lang, day).into(), theme.text),
        Model if !shows_model => Cell::Nothing,
        Model => text(&plain(instance.model.unwrap_or(OTHER))),
        Item => text(&line::item(charge, &instance)),
        Key => text(&line::caller(scene.lang, &instance.caller)),
        Kind => text(&kind(scene.lang, &instance)),
        Channel => text(&plain(instance.channel)),
        Usage => figures.used().map_or(Cell::Nothing, |amount| {
            let usage = usage::Usage::of(amount, &charge.unit);
            Cell::Amount(Amount::new(&number::exact(usage.amount), usage.unit(scene.lang)), theme.text)
        }),
        Price => line::price(charge)
            .map_or(Cell::Nothing, |(price, unit)| Cell::Amount(Amount::new(&price, &unit), theme.text)),
        Gross => money.sum(sum(Figure::Gross), &charge.currency),
        Payable => money.payable(
            sum(Figure::Payable),
            sum(Figure::PayableWithTax),
            &charge.currency,
            u64::from(!figures.state_amount()),
        ),
    })
    .to_vec()
}
