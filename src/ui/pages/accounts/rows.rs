//! The accounts in sight.

use super::cells::{AccountColumn, cell, heading};
use crate::{
    app::{input::command::Target, pages::accounts::Regions},
    ui::{
        Scene,
        canvas::{self, Canvas},
        widgets::{
            columns::{Rules, fit},
            table::{Shown, Table, clickable},
        },
    },
    words::facts::accounts as facts,
};

use AccountColumn::{
    Account, Balance, Billed, Lapses, Low, Models, Read, Refused, RunsOut, RunsOutModel, Sign, Spent, UsedUp,
};

const ALL: [AccountColumn; 13] = [
    Sign,
    Account,
    Balance,
    Models,
    Billed,
    Refused,
    Low,
    UsedUp,
    RunsOut,
    RunsOutModel,
    Lapses,
    Spent,
    Read,
];

/// The least important columns are dropped first.
const LAYOUTS: [&[AccountColumn]; 9] = [
    &ALL,
    &[Sign, Account, Balance, Billed, Refused, Low, UsedUp, RunsOut, RunsOutModel, Lapses, Spent, Read],
    &[Sign, Account, Balance, Billed, Low, UsedUp, RunsOut, RunsOutModel, Lapses, Spent, Read],
    &[Sign, Account, Balance, Billed, Low, UsedUp, RunsOut, RunsOutModel, Spent, Read],
    &[Sign, Account, Balance, Billed, UsedUp, RunsOut, RunsOutModel, Spent, Read],
    &[Sign, Account, Balance, Billed, UsedUp, RunsOut, RunsOutModel, Read],
    &[Sign, Account, Balance, Billed, RunsOut, RunsOutModel, Read],
    &[Sign, Account, Balance, Billed, RunsOut, RunsOutModel],
    &[Sign, Account, Balance, Billed, RunsOut],
];

/// Names and amounts in several units or currencies only get more room after the other columns. In a narrow table names
/// and what stays are cut, a moment last: a part of it would be another one.
const RULES: Rules<'_, AccountColumn> = Rules {
    layouts: &LAYOUTS,
    cut: &[(Account, 16), (RunsOutModel, 12), (Lapses, 14), (Spent, 14)],
    grow: &[],
    shrink: &[(Account, 8), (Balance, 9), (Account, 4), (RunsOut, 0), (Balance, 0), (Account, 0)],
};
/// Of more accounts, only those in sight are measured.
const MAX_MEASURED: usize = 100;

/// Draws the column headings and the accounts in sight.
pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, regions: &Regions) {
    let (names, rows) = (regions.columns, regions.rows);
    let (accounts, first) = (&scene.state.accounts, scene.state.view.accounts.offset);
    let length = accounts.len();
    // Scrolling moves no column.
    let measured = if length <= MAX_MEASURED {
        0..length
    } else {
        first..first.saturating_add(rows.height.into()).min(length)
    };
    let hidden = first.saturating_sub(measured.start);
    let cells = measured.filter_map(|position| accounts.get(position));
    let cells = cells.map(|listed| ALL.map(|column| cell(scene, listed, column)).to_vec()).collect();
    let mut table = Table::new(&ALL, |column| heading(scene, column), cells);
    // An age that grows moves nothing.
    let widest_age = canvas::columns(facts::WIDEST_READ.of(scene.lang));
    let width_of = |column| {
        let width = table.width_of(column)?;
        Some(if column == Read { width.max(widest_age) } else { width })
    };
    let columns = fit(&RULES, width_of, names.width);
    table.skip(hidden);
    let shown = Shown { selected: scene.state.accounts_cursor(), has_cursor: true, first, all: length };
    table.draw_list(canvas, (names, rows), (&columns, shown), scene.theme, scene.glyphs);
    clickable(canvas, rows, (first, length), Target::Row);
}
