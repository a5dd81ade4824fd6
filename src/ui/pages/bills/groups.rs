//! The groups of a bill: what each costs, and why.

use crate::{
    app::{Action, Area, Command, input::command::Target},
    domain::{
        Quantity,
        bill::{
            Figure, Group, Grouping,
            report::{BillSort, OTHER},
        },
    },
    ui::{
        Scene,
        canvas::Canvas,
        widgets::{
            amounts,
            cell::{Amount, Cell},
            columns::{Column, Rules, fit},
            table::{Heading, Table, at, clickable, scrolled, select_at},
        },
    },
    words::{number, pages::bills::labels as words, plain},
};

use super::why;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum GroupColumn {
    Key,
    Payable,
    Gross,
    Saved,
    Covered,
    Usage,
    Share,
    Lines,
    Why,
}

use GroupColumn::{Covered, Gross, Key, Lines, Payable, Saved, Share, Usage, Why};

const ALL: [GroupColumn; 9] = [Key, Payable, Gross, Saved, Covered, Usage, Share, Lines, Why];

/// The least important columns go first; the amount payable and the reason stay.
const LAYOUTS: [&[GroupColumn]; 8] = [
    &ALL,
    &[Key, Payable, Gross, Saved, Covered, Usage, Share, Why],
    &[Key, Payable, Gross, Covered, Usage, Share, Why],
    &[Key, Payable, Covered, Usage, Share, Why],
    &[Key, Payable, Usage, Share, Why],
    &[Key, Payable, Usage, Why],
    &[Key, Payable, Why],
    &[Key, Payable],
];

/// A key longer than this gives way to the other columns.
const LONG_KEY: u16 = 24;
/// So does a reason, which is shown in full above the lines.
const LONG_WHY: u16 = 30;
/// A key is cut, at most to this, only after all optional columns have been left out.
const SHORTEST_KEY: u16 = 8;
/// A wider bar would show nothing more, and distract.
const WIDEST_SHARE: u16 = 24;

/// Draws the names of the columns and the groups in sight.
pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, names: Area, rows: Area) {
    let (view, groups) = (&scene.state.view.bills, &scene.state.profile().bills.report.groups);
    let in_sight: Vec<&Group> = groups.iter().skip(view.offset).take(rows.height.into()).collect();
    let cells = in_sight.iter().map(|group| ALL.map(|column| cell(scene, group, column)).to_vec()).collect();
    let table = Table::new(&ALL, |column| heading(scene, column), cells);
    let selected = (scene.state.bills_cursor(), view.offset);
    // The cursor may be among the lines instead.
    select_at(canvas, rows, selected, view.line.is_none(), scene.theme, scene.glyphs);
    let columns = columns(&table, names.width);
    table.draw(canvas, (names, rows), &columns, scene.theme, scene.glyphs);
    for column in &columns {
        let Some(command) = orders(scene, column.id) else { continue };
        let place = at(names, column);
        canvas.target(place, (0, place.width), || command);
    }
    clickable(canvas, rows, (view.offset, groups.len()), Target::Row);
    scrolled(canvas, rows, (view.offset, groups.len()), scene.theme, scene.glyphs);
}

fn columns(table: &Table<'_, GroupColumn>, width: u16) -> Vec<Column<GroupColumn>> {
    let longest = table.width_of(Key).unwrap_or(0);
    let reason = table.width_of(Why).unwrap_or(0);
    let rules = Rules {
        layouts: &LAYOUTS,
        grow: &[
            (Key, longest),
            (Why, reason),
            (Share, WIDEST_SHARE / 2),
            (Share, WIDEST_SHARE),
            (Key, longest.max(LONG_KEY)),
            (Why, u16::MAX),
        ],
        give: &[(Key, SHORTEST_KEY), (Why, 0), (Payable, 0)],
    };
    let width_of = |column| {
        let width = table.width_of(column)?;
        Some(match column {
            Key => width.min(LONG_KEY),
            Why => width.min(LONG_WHY),
            _ => width,
        })
    };
    fit(&rules, width_of, width)
}

/// The command of a click on a heading: order by it, or reverse that order.
fn orders(scene: &Scene<'_>, column: GroupColumn) -> Option<Command> {
    if heading(scene, column).order.is_some() {
        return Some(Command::Act(Action::Reverse));
    }
    let sort = match column {
        Key => BillSort::Key,
        Payable => BillSort::Payable,
        Gross => BillSort::Gross,
        Lines => BillSort::Lines,
        Saved | Covered | Usage | Share | Why => return None,
    };
    Some(Command::SortBill(sort))
}

fn heading(scene: &Scene<'_>, column: GroupColumn) -> Heading<'static> {
    let query = &scene.state.view.bills.query;
    let name = match column {
        Key => words::key(scene.lang, query.grouping),
        Payable => words::PAYABLE.of(scene.lang),
        Gross => words::LIST_PRICE.of(scene.lang),
        Saved => words::SAVED.of(scene.lang),
        Covered => words::COVERED.of(scene.lang),
        Usage => words::USAGE.of(scene.lang),
        Share => words::SHARE.of(scene.lang),
        Lines => words::LINES.of(scene.lang),
        Why => words::WHY.of(scene.lang),
    };
    let orders = match query.sort {
        // Days are in calendar order by default.
        BillSort::Payable if query.grouping == Grouping::Day => Key,
        BillSort::Payable => Payable,
        BillSort::Key => Key,
        BillSort::Gross => Gross,
        BillSort::Lines => Lines,
    };
    Heading {
        name,
        is_right: !matches!(column, Key | Share | Why),
        order: (column == orders).then_some(query.reversed),
    }
}

fn cell<'a>(scene: &Scene<'_>, group: &'a Group, column: GroupColumn) -> Cell<'a> {
    let (theme, sums, currency) = (scene.theme, &group.sums, &*group.currency);
    match column {
        Key if &*group.key == OTHER => Cell::Text(OTHER.into(), theme.quiet),
        Key => Cell::Text(
            group.day.map_or_else(|| plain(&group.key), |day| words::day_cell(scene.lang, day).into()),
            theme.text,
        ),
        Payable => amounts::payable_of(scene.lang, group, theme),
        Gross => amounts::money(scene.lang, sums.get(Figure::Gross), currency, theme),
        Saved => amounts::money(scene.lang, amounts::saved(sums), currency, theme),
        Covered => amounts::covered(scene.lang, group, theme),
        Usage => amounts::usage(scene.lang, group, theme),
        Share => share(scene, group),
        Lines => Cell::Amount(Amount::round(number::count(sums.lines), ""), theme.quiet),
        Why => {
            let reason = why::short(scene, group);
            if reason.is_empty() { Cell::Nothing } else { Cell::Text(reason.into(), theme.text) }
        }
    }
}

/// The group's share of everything payable in its currency.
fn share(scene: &Scene<'_>, group: &Group) -> Cell<'static> {
    let Some(share) = scene.state.profile().bills.report.share(group) else { return Cell::Nothing };
    let (share, whole) = (Quantity::from(share), Quantity::from(1));
    let Some(percent) = share.percent_of(whole) else { return Cell::Nothing };
    Cell::Bar(share, whole, format!(" {:>3} %", number::percent(percent)))
}
