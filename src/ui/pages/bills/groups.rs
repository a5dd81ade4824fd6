//! The groups of a bill: costs and reasons, and below them their totals.

use ratatui::style::Style;

use crate::{
    app::{Action, Command, input::command::Target, pages::bills::Regions},
    domain::{
        Quantity,
        bill::{
            Figure, Group, Grouping,
            report::{BillSort, OTHER, Total},
        },
    },
    ui::{
        Scene,
        canvas::Canvas,
        widgets::{
            amounts::{self, Money},
            cell::{Amount, Cell},
            columns::{Rules, fit},
            table::{Heading, Shown, Table, clickable, sortable},
        },
    },
    words::{
        number,
        pages::bills::{labels as words, totals},
        plain,
    },
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

/// The least important columns are dropped first.
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

/// Longer keys only get more room after the other columns.
const KEY_WIDTH: u16 = 24;
/// The same for reasons, which are shown in full above the lines.
const REASON_WIDTH: u16 = 30;
/// Keys are cut down to this width, but only after all optional columns have been dropped.
const MIN_KEY_WIDTH: u16 = 8;
/// A wider bar would show nothing more.
const MAX_SHARE_WIDTH: u16 = 24;

const RULES: Rules<'_, GroupColumn> = Rules {
    layouts: &LAYOUTS,
    cut: &[(Key, KEY_WIDTH), (Why, REASON_WIDTH)],
    grow: &[(Share, MAX_SHARE_WIDTH), (Key, KEY_WIDTH), (Why, u16::MAX)],
    shrink: &[(Key, MIN_KEY_WIDTH), (Why, 0), (Payable, 0)],
};

/// What the row of totals has below the columns.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Footer {
    /// The columns it takes; 0 if there is no total for a column, since there are several currencies.
    pub(super) width: u16,
    pub(super) has_list_price: bool,
}

/// Draws the column headings, the visible groups, and the totals that are below a column.
pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, regions: &Regions) -> Footer {
    let (names, rows) = (regions.columns, regions.rows);
    let (view, groups) = (&scene.state.view.bills, &scene.state.profile().bills.report.groups);
    let end = view.offset.saturating_add(rows.height.into());
    let visible: Vec<&Group> = groups.range(view.offset..end).collect();
    let cells = visible.iter().map(|group| ALL.map(|column| cell(scene, group, column)).to_vec()).collect();
    let headings = ALL.map(|column| (column, name(scene, column)));
    let name_of = |column| headings.iter().find(|(one, _)| *one == column).map_or("", |(_, name)| name);
    let table = Table::new(&ALL, |column| heading(scene, column, name_of(column)), cells).with_footer(
        only_total(scene).map_or_else(Vec::new, |all| ALL.map(|id| total(scene, all, id)).to_vec()),
    );
    let shown = Shown {
        selected: scene.state.bills_cursor(),
        // The cursor may be among the lines instead.
        has_cursor: view.line.is_none(),
        first: view.offset,
        all: groups.len(),
    };
    let columns = fit(&RULES, |column| table.width_of(column), names.width);
    table.draw_list(canvas, (names, rows), (&columns, shown), scene.theme, scene.glyphs);
    clickable(canvas, rows, (shown.first, shown.all), Target::Row);
    sortable(canvas, names, &columns, |column| sort_command(scene, column));
    Footer {
        width: table.draw_footer(canvas, regions.totals, &columns, scene.theme, scene.glyphs),
        has_list_price: columns.iter().any(|column| column.id == Gross),
    }
}

/// The command of a click on a heading: sort by it, or reverse the order.
fn sort_command(scene: &Scene<'_>, column: GroupColumn) -> Option<Command> {
    if order(scene, column).is_some() {
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

/// The total, if all amounts are in one currency, which is then in the heading.
pub(super) fn only_total<'a>(scene: &Scene<'a>) -> Option<&'a Total> {
    match scene.state.profile().bills.report.totals.as_slice() {
        [only] => Some(only),
        _ => None,
    }
}

/// The heading of a column: `PAYABLE USD`.
fn name(scene: &Scene<'_>, column: GroupColumn) -> String {
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
    match only_total(scene) {
        Some(total) if matches!(column, Payable | Gross | Saved) => {
            number::with_unit(name, &plain(&total.currency))
        }
        _ => name.to_owned(),
    }
}

/// Whether the groups are sorted by the column, and in reverse.
fn order(scene: &Scene<'_>, column: GroupColumn) -> Option<bool> {
    let query = &scene.state.view.bills.query;
    let sorted_by = match query.sort {
        // Days are in calendar order by default.
        BillSort::Payable if query.grouping == Grouping::Day => Key,
        BillSort::Payable => Payable,
        BillSort::Key => Key,
        BillSort::Gross => Gross,
        BillSort::Lines => Lines,
    };
    (column == sorted_by).then_some(query.reversed)
}

fn heading<'a>(scene: &Scene<'_>, column: GroupColumn, name: &'a str) -> Heading<'a> {
    Heading { name, is_right: !matches!(column, Key | Share | Why), order: order(scene, column) }
}

fn cell<'a>(scene: &Scene<'_>, group: &'a Group, column: GroupColumn) -> Cell<'a> {
    let (theme, sums, money) = (scene.theme, &group.sums, money(scene, scene.theme.text));
    match column {
        Key if &*group.key == OTHER => Cell::Text(OTHER.into(), theme.quiet),
        Key => Cell::Text(
            group.day.map_or_else(|| plain(&group.key), |day| words::day_cell(scene.lang, day).into()),
            theme.text,
        ),
        Payable => {
            let (before, taxed) = (sums.get(Figure::Payable), sums.get(Figure::PayableWithTax));
            money.payable(before, taxed, &group.currency, group.incomplete())
        }
        Gross => money.sum(sums.get(Figure::Gross), &group.currency),
        Saved => money.sum(amounts::saved(sums), &group.currency),
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

/// The total of a column. Usage is never added across units; the number of lines is beside, to leave room there.
fn total<'a>(scene: &Scene<'_>, total: &Total, column: GroupColumn) -> Cell<'a> {
    let (sums, theme, money) = (&total.sums, scene.theme, money(scene, scene.theme.strong));
    match column {
        Key => Cell::Text(totals::TOTAL.of(scene.lang).into(), theme.quiet),
        Payable => {
            let (before, taxed) = (sums.get(Figure::Payable), sums.get(Figure::PayableWithTax));
            money.payable(before, taxed, &total.currency, total.incomplete())
        }
        Gross => money.sum(sums.get(Figure::Gross), &total.currency),
        Saved => money.sum(amounts::saved(sums), &total.currency),
        Covered | Usage | Share | Lines | Why => Cell::Nothing,
    }
}

/// How sums are written; the lines have every digit.
fn money<'a>(scene: &Scene<'a>, style: Style) -> Money<'a> {
    let in_heading = only_total(scene).is_some();
    Money { lang: scene.lang, theme: scene.theme, style, digits: number::hundredths, in_heading }
}

/// The group's share of the total payable in its currency.
fn share(scene: &Scene<'_>, group: &Group) -> Cell<'static> {
    let Some(share) = scene.state.profile().bills.report.share(group) else { return Cell::Nothing };
    let (share, whole) = (Quantity::from(share), Quantity::from(1));
    let Some(percent) = share.percent_of(whole) else { return Cell::Nothing };
    Cell::Bar(share, whole, format!(" {:>3} %", number::share(percent)))
}
