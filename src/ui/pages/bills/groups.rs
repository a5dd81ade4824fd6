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
            cell::{Amount, Cell},
            columns::{Column, Rules, fit},
            table::{Heading, Table, at, clickable, scrolled, select},
        },
    },
    words::{number, pages::bills::labels as words, plain},
};

use super::{amounts, why};

/// What a column shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
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

const ALL: [What; 9] = [
    What::Key,
    What::Payable,
    What::Gross,
    What::Saved,
    What::Covered,
    What::Usage,
    What::Share,
    What::Lines,
    What::Why,
];

/// What matters least goes first: what is to be paid stays, and why.
const LAYOUTS: [&[What]; 8] = [
    &ALL,
    &[What::Key, What::Payable, What::Gross, What::Saved, What::Covered, What::Usage, What::Share, What::Why],
    &[What::Key, What::Payable, What::Gross, What::Covered, What::Usage, What::Share, What::Why],
    &[What::Key, What::Payable, What::Covered, What::Usage, What::Share, What::Why],
    &[What::Key, What::Payable, What::Usage, What::Share, What::Why],
    &[What::Key, What::Payable, What::Usage, What::Why],
    &[What::Key, What::Payable, What::Why],
    &[What::Key, What::Payable],
];

/// A key longer than this gives way to the other columns.
const LONG_KEY: u16 = 24;
/// So is a reason; all of it stands above the lines.
const LONG_WHY: u16 = 30;
/// A key is cut below its length only where nothing else can be left out, and never below this.
const SHORTEST_KEY: u16 = 8;
/// A bar wider than this tells nothing more, and is loud.
const WIDEST_SHARE: u16 = 24;

/// Draws the names of the columns and the groups in sight.
pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, names: Area, rows: Area) {
    let (view, groups) = (&scene.state.view.bills, &scene.state.profile().bills.report.groups);
    let in_sight: Vec<&Group> = groups.iter().skip(view.offset).take(rows.height.into()).collect();
    let cells = in_sight.iter().map(|group| ALL.map(|what| cell(scene, group, what)).to_vec()).collect();
    let table = Table::new(&ALL, |what| heading(scene, what), cells);
    let selected = scene.state.bills_cursor().and_then(|at| at.checked_sub(view.offset));
    if let Some(row) = selected.and_then(|at| u16::try_from(at).ok()).filter(|at| *at < rows.height) {
        // The cursor itself may be among the lines.
        select(canvas, rows.row(row), view.line.is_none(), scene.theme, scene.glyphs);
    }
    let columns = columns(&table, names.width);
    table.draw(canvas, (names, rows), &columns, scene.theme, scene.glyphs);
    for column in &columns {
        let Some(command) = orders(scene, column.what) else { continue };
        let place = at(names, column);
        canvas.target(place, (0, place.width), || command);
    }
    clickable(canvas, rows, (view.offset, groups.len()), Target::Row);
    scrolled(canvas, rows, (view.offset, groups.len()), scene.theme, scene.glyphs);
}

fn columns(table: &Table<'_, What>, width: u16) -> Vec<Column<What>> {
    let longest = table.width_of(What::Key).unwrap_or(0);
    let reason = table.width_of(What::Why).unwrap_or(0);
    let rules = Rules {
        layouts: &LAYOUTS,
        grow: &[
            (What::Key, longest),
            (What::Why, reason),
            (What::Share, WIDEST_SHARE / 2),
            (What::Share, WIDEST_SHARE),
            (What::Key, longest.max(LONG_KEY)),
            (What::Why, u16::MAX),
        ],
        give: &[(What::Key, SHORTEST_KEY), (What::Why, 0), (What::Payable, 0)],
    };
    let width_of = |what| {
        let width = table.width_of(what)?;
        Some(match what {
            What::Key => width.min(LONG_KEY),
            What::Why => width.min(LONG_WHY),
            _ => width,
        })
    };
    fit(&rules, width_of, width)
}

/// What a click on the name of a column says: order by it, or turn the order around where that is so.
fn orders(scene: &Scene<'_>, what: What) -> Option<Command> {
    if heading(scene, what).order.is_some() {
        return Some(Command::Act(Action::Reverse));
    }
    let sort = match what {
        What::Key => BillSort::Key,
        What::Payable => BillSort::Payable,
        What::Gross => BillSort::Gross,
        What::Lines => BillSort::Lines,
        What::Saved | What::Covered | What::Usage | What::Share | What::Why => return None,
    };
    Some(Command::SortBill(sort))
}

fn heading(scene: &Scene<'_>, what: What) -> Heading<'static> {
    let query = &scene.state.view.bills.query;
    let name = match what {
        What::Key => words::key(scene.lang, query.grouping),
        What::Payable => words::PAYABLE.of(scene.lang),
        What::Gross => words::LIST_PRICE.of(scene.lang),
        What::Saved => words::SAVED.of(scene.lang),
        What::Covered => words::COVERED.of(scene.lang),
        What::Usage => words::USAGE.of(scene.lang),
        What::Share => words::SHARE.of(scene.lang),
        What::Lines => words::LINES.of(scene.lang),
        What::Why => words::WHY.of(scene.lang),
    };
    let orders = match query.sort {
        // Days come in their own order, unless another is asked for.
        BillSort::Payable if query.grouping == Grouping::Day => What::Key,
        BillSort::Payable => What::Payable,
        BillSort::Key => What::Key,
        BillSort::Gross => What::Gross,
        BillSort::Lines => What::Lines,
    };
    Heading {
        name,
        is_right: !matches!(what, What::Key | What::Share | What::Why),
        order: (what == orders).then_some(query.reversed),
    }
}

fn cell<'a>(scene: &Scene<'_>, group: &'a Group, what: What) -> Cell<'a> {
    let (theme, sums, currency) = (scene.theme, &group.sums, &*group.currency);
    match what {
        What::Key if &*group.key == OTHER => Cell::Text(OTHER.into(), theme.quiet),
        What::Key => Cell::Text(
            group.day.map_or_else(|| plain(&group.key), |day| words::day_cell(scene.lang, day).into()),
            theme.text,
        ),
        What::Payable => amounts::payable_of(scene.lang, group, theme),
        What::Gross => amounts::money(scene.lang, sums.get(Figure::Gross), currency, theme),
        What::Saved => amounts::money(scene.lang, amounts::saved(sums), currency, theme),
        What::Covered => amounts::covered(scene.lang, group, theme),
        What::Usage => amounts::usage(scene.lang, group, theme),
        What::Share => share(scene, group),
        What::Lines => Cell::Amount(Amount::round(number::count(sums.lines), ""), theme.quiet),
        What::Why => {
            let told = why::short(scene, group);
            if told.is_empty() { Cell::Nothing } else { Cell::Text(told.into(), theme.text) }
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
