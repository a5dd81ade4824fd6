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
            table::{Heading, Table, at, clickable, scrolled, select},
        },
    },
    words::{number, pages::bills::labels as words, plain},
};

use super::why;

/// What a column shows.
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

const ALL: [GroupColumn; 9] = [
    GroupColumn::Key,
    GroupColumn::Payable,
    GroupColumn::Gross,
    GroupColumn::Saved,
    GroupColumn::Covered,
    GroupColumn::Usage,
    GroupColumn::Share,
    GroupColumn::Lines,
    GroupColumn::Why,
];

/// What matters least goes first: what is to be paid stays, and why.
const LAYOUTS: [&[GroupColumn]; 8] = [
    &ALL,
    &[
        GroupColumn::Key,
        GroupColumn::Payable,
        GroupColumn::Gross,
        GroupColumn::Saved,
        GroupColumn::Covered,
        GroupColumn::Usage,
        GroupColumn::Share,
        GroupColumn::Why,
    ],
    &[
        GroupColumn::Key,
        GroupColumn::Payable,
        GroupColumn::Gross,
        GroupColumn::Covered,
        GroupColumn::Usage,
        GroupColumn::Share,
        GroupColumn::Why,
    ],
    &[
        GroupColumn::Key,
        GroupColumn::Payable,
        GroupColumn::Covered,
        GroupColumn::Usage,
        GroupColumn::Share,
        GroupColumn::Why,
    ],
    &[GroupColumn::Key, GroupColumn::Payable, GroupColumn::Usage, GroupColumn::Share, GroupColumn::Why],
    &[GroupColumn::Key, GroupColumn::Payable, GroupColumn::Usage, GroupColumn::Why],
    &[GroupColumn::Key, GroupColumn::Payable, GroupColumn::Why],
    &[GroupColumn::Key, GroupColumn::Payable],
];

/// A key longer than this gives way to the other columns.
const LONG_KEY: u16 = 24;
/// So is a reason; all of it is above the lines.
const LONG_WHY: u16 = 30;
/// A key is cut below its length only where nothing else can be left out, and never below this.
const SHORTEST_KEY: u16 = 8;
/// A bar wider than this shows nothing more, and is loud.
const WIDEST_SHARE: u16 = 24;

/// Draws the names of the columns and the groups in sight.
pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, names: Area, rows: Area) {
    let (view, groups) = (&scene.state.view.bills, &scene.state.profile().bills.report.groups);
    let in_sight: Vec<&Group> = groups.iter().skip(view.offset).take(rows.height.into()).collect();
    let cells = in_sight.iter().map(|group| ALL.map(|column| cell(scene, group, column)).to_vec()).collect();
    let table = Table::new(&ALL, |column| heading(scene, column), cells);
    let selected = scene.state.bills_cursor().and_then(|at| at.checked_sub(view.offset));
    if let Some(row) = selected.and_then(|at| u16::try_from(at).ok()).filter(|at| *at < rows.height) {
        // The cursor itself may be among the lines.
        select(canvas, rows.row(row), view.line.is_none(), scene.theme, scene.glyphs);
    }
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
    let longest = table.width_of(GroupColumn::Key).unwrap_or(0);
    let reason = table.width_of(GroupColumn::Why).unwrap_or(0);
    let rules = Rules {
        layouts: &LAYOUTS,
        grow: &[
            (GroupColumn::Key, longest),
            (GroupColumn::Why, reason),
            (GroupColumn::Share, WIDEST_SHARE / 2),
            (GroupColumn::Share, WIDEST_SHARE),
            (GroupColumn::Key, longest.max(LONG_KEY)),
            (GroupColumn::Why, u16::MAX),
        ],
        give: &[(GroupColumn::Key, SHORTEST_KEY), (GroupColumn::Why, 0), (GroupColumn::Payable, 0)],
    };
    let width_of = |column| {
        let width = table.width_of(column)?;
        Some(match column {
            GroupColumn::Key => width.min(LONG_KEY),
            GroupColumn::Why => width.min(LONG_WHY),
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
        GroupColumn::Key => BillSort::Key,
        GroupColumn::Payable => BillSort::Payable,
        GroupColumn::Gross => BillSort::Gross,
        GroupColumn::Lines => BillSort::Lines,
        GroupColumn::Saved
        | GroupColumn::Covered
        | GroupColumn::Usage
        | GroupColumn::Share
        | GroupColumn::Why => return None,
    };
    Some(Command::SortBill(sort))
}

fn heading(scene: &Scene<'_>, column: GroupColumn) -> Heading<'static> {
    let query = &scene.state.view.bills.query;
    let name = match column {
        GroupColumn::Key => words::key(scene.lang, query.grouping),
        GroupColumn::Payable => words::PAYABLE.of(scene.lang),
        GroupColumn::Gross => words::LIST_PRICE.of(scene.lang),
        GroupColumn::Saved => words::SAVED.of(scene.lang),
        GroupColumn::Covered => words::COVERED.of(scene.lang),
        GroupColumn::Usage => words::USAGE.of(scene.lang),
        GroupColumn::Share => words::SHARE.of(scene.lang),
        GroupColumn::Lines => words::LINES.of(scene.lang),
        GroupColumn::Why => words::WHY.of(scene.lang),
    };
    let orders = match query.sort {
        // Days are in their own order, unless another is chosen.
        BillSort::Payable if query.grouping == Grouping::Day => GroupColumn::Key,
        BillSort::Payable => GroupColumn::Payable,
        BillSort::Key => GroupColumn::Key,
        BillSort::Gross => GroupColumn::Gross,
        BillSort::Lines => GroupColumn::Lines,
    };
    Heading {
        name,
        is_right: !matches!(column, GroupColumn::Key | GroupColumn::Share | GroupColumn::Why),
        order: (column == orders).then_some(query.reversed),
    }
}

fn cell<'a>(scene: &Scene<'_>, group: &'a Group, column: GroupColumn) -> Cell<'a> {
    let (theme, sums, currency) = (scene.theme, &group.sums, &*group.currency);
    match column {
        GroupColumn::Key if &*group.key == OTHER => Cell::Text(OTHER.into(), theme.quiet),
        GroupColumn::Key => Cell::Text(
            group.day.map_or_else(|| plain(&group.key), |day| words::day_cell(scene.lang, day).into()),
            theme.text,
        ),
        GroupColumn::Payable => amounts::payable_of(scene.lang, group, theme),
        GroupColumn::Gross => amounts::money(scene.lang, sums.get(Figure::Gross), currency, theme),
        GroupColumn::Saved => amounts::money(scene.lang, amounts::saved(sums), currency, theme),
        GroupColumn::Covered => amounts::covered(scene.lang, group, theme),
        GroupColumn::Usage => amounts::usage(scene.lang, group, theme),
        GroupColumn::Share => share(scene, group),
        GroupColumn::Lines => Cell::Amount(Amount::round(number::count(sums.lines), ""), theme.quiet),
        GroupColumn::Why => {
            let reason = why::short(scene, group);
            if reason.is_empty() { Cell::Nothing } else { Cell::Text(reason.into(), theme.text) }
        }
    }
}

/// The part in all that is to be paid in the group's currency.
fn share(scene: &Scene<'_>, group: &Group) -> Cell<'static> {
    let Some(share) = scene.state.profile().bills.report.share(group) else { return Cell::Nothing };
    let (share, whole) = (Quantity::from(share), Quantity::from(1));
    let Some(percent) = share.percent_of(whole) else { return Cell::Nothing };
    Cell::Bar(share, whole, format!(" {:>3} %", number::percent(percent)))
}
