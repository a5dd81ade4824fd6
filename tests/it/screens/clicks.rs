//! Clicks: each place on screen has the command that is written there.

use quotatop::{
    app::{
        Action, Command,
        message::{Mouse, MouseKind},
        view::Page,
    },
    ui::hit,
};
use strum::IntoEnumIterator as _;

use super::fixture::*;
use crate::screens::{
    dump::row,
    profiles::{add, named},
};

fn command(state: &State, (column, row): (u16, u16)) -> Option<Command> {
    hit(&scene(state), column, row)
}

/// The first and last cell of the first occurrence of `text` from the row `from` on.
fn place(state: &State, text: &str, from: u16) -> [(u16, u16); 2] {
    let buffer = drawn(state);
    let mut place = None;
    for at in (from..state.size.height).rev() {
        let line = row(&buffer, at);
        if let Some((before, _)) = line.split_once(text) {
            let column = u16::try_from(before.chars().count()).unwrap();
            let length = u16::try_from(text.chars().count()).unwrap();
            place = Some([(column, at), (column + length - 1, at)]);
        }
    }
    place.unwrap_or_else(|| unreachable!("{text} is not there"))
}

fn click(state: &mut State, text: &str) {
    let [at, _] = place(state, text, 0);
    let command = command(state, at);
    let mouse = Mouse { kind: MouseKind::Click, column: at.0, row: at.1, command };
    let _ = update(state, Message::Mouse(mouse), now());
}

#[test]
fn tabs_hints_and_the_summary_are_clicked() {
    let state = usual((120, 36));
    for (text, from, action) in [
        ("1 Models 47", 0, Action::Page(Page::Models)),
        ("2 Calls", 0, Action::Page(Page::Calls)),
        ("3 Bills", 0, Action::Page(Page::Bills)),
        ("4 Alerts", 0, Action::Page(Page::Alerts)),
        ("by attention \u{25be}", 0, Action::Sort),
        ("/ filter", 30, Action::Filter),
        ("s sort", 30, Action::Sort),
        ("r refresh", 30, Action::Refresh),
        (": commands", 30, Action::Palette),
        ("q quit", 30, Action::Quit),
    ] {
        for cell in place(&state, text, from) {
            assert_eq!(command(&state, cell), Some(Command::Act(action)), "{text}");
        }
        let [(column, at), _] = place(&state, text, from);
        assert_ne!(command(&state, (column - 1, at)), Some(Command::Act(action)), "left of {text}");
    }
    for cell in place(&state, "\u{2191}\u{2193} move", 30) {
        assert_eq!(command(&state, cell), None, "a hint for two keys has no command");
    }
}

#[test]
fn the_tab_of_all_accounts_is_clicked() {
    let mut state = usual((120, 36));
    add(&mut state, named("dev"), known(models(), None));
    click(&mut state, "5 Accounts");
    assert_eq!(state.view.page, Page::Accounts);
    enter(&mut state, "/dev");
    click(&mut state, "filter: dev");
    assert!(state.view.typing);
}

#[test]
fn an_applied_filter_can_be_clicked() {
    let mut state = usual((120, 36));
    enter(&mut state, "/qwen");
    click(&mut state, "filter: qwen");
    assert!(state.view.typing);
}

#[test]
fn a_heading_sorts_by_its_column_and_then_reverses_the_order() {
    for (width, height) in [(80, 24), (120, 36), (200, 60)] {
        let mut state = usual((width, height));
        for (text, key) in [
            ("MODEL", SortKey::Model),
            ("LEFT", SortKey::Left),
            ("EXPIRES", SortKey::Expires),
            ("RUNS OUT", SortKey::RunsOut),
            ("NEXT CALL", SortKey::NextCall),
        ] {
            click(&mut state, text);
            assert_eq!((state.view.sort, state.view.reversed), (key, false), "{text} {width}");
            click(&mut state, text);
            assert_eq!((state.view.sort, state.view.reversed), (key, true), "{text} {width}");
        }
    }
    let mut state = usual((120, 36));
    type_text(&mut state, "3bbbb");
    for (text, sort, reversed) in [
        ("LIST PRICE", BillSort::Gross, false),
        ("LIST PRICE", BillSort::Gross, true),
        ("DAY", BillSort::Key, false),
        ("PAYABLE", BillSort::Payable, false),
    ] {
        click(&mut state, text);
        let query = &state.view.bills.query;
        assert_eq!((query.sort, query.reversed), (sort, reversed), "{text}");
    }
}

#[test]
fn the_filters_of_the_bills_the_products_and_the_palette_are_clicked() {
    let mut state = usual((120, 36));
    click(&mut state, "Bills");
    assert_eq!(state.view.page, Page::Bills);
    click(&mut state, "\u{2039}");
    assert!(state.view.bills.cycle.is_some());
    click(&mut state, "\u{203a}");
    assert_eq!(state.view.bills.cycle, None);
    click(&mut state, "p product");
    assert!(matches!(state.view.overlay, Overlay::Chooser(_)));
    let [_, (column, at)] = place(&state, "Model Studio", 4);
    let chosen = command(&state, (column, at));
    assert!(matches!(chosen, Some(Command::Product(_))), "{chosen:?}");
    type_text(&mut state, ":sort li");
    click(&mut state, "sort list-price");
    assert_eq!(state.view.bills.query.sort, BillSort::Gross);
    assert!(state.palette.is_none());
}

/// Clicks the first row of the popup in the middle that has this command.
fn click_command(state: &mut State, wanted: &Command) {
    let mut cells = (0..state.size.height).map(|row| (state.size.width / 2, row));
    let found = cells.find(|at| command(state, *at).as_ref() == Some(wanted));
    let (column, row) = found.unwrap_or_else(|| unreachable!("{wanted:?} is nowhere"));
    let mouse = Mouse { kind: MouseKind::Click, column, row, command: Some(wanted.clone()) };
    let _ = update(state, Message::Mouse(mouse), now());
}

#[test]
fn choices_are_clicked() {
    let mut state = usual((120, 36));
    let other = add(&mut state, named("dev"), known(models(), None));
    type_text(&mut state, "P");
    click_command(&mut state, &Command::Profile(Some(other)));
    assert_eq!((state.view.overlay, state.current(), state.shows_all()), (Overlay::None, other, false));
    type_text(&mut state, "P");
    click_command(&mut state, &Command::Profile(None));
    assert!(state.shows_all());
    type_text(&mut state, "c");
    click_command(&mut state, &Command::Column(ListColumn::Used));
    assert!(state.view.columns.shows(ListColumn::Used));
    let at = ListColumn::iter().position(|column| column == ListColumn::Used).unwrap();
    assert_eq!(state.view.overlay, Overlay::chooser(Choice::Columns, at), "more may be chosen");
    click_command(&mut state, &Command::Column(ListColumn::Used));
    assert!(!state.view.columns.shows(ListColumn::Used));
    type_text(&mut state, "cs");
    click_command(&mut state, &Command::Sort(SortKey::Expires));
    assert_eq!((state.view.sort, state.view.overlay), (SortKey::Expires, Overlay::None));
}

#[test]
fn a_click_outside_of_a_chooser_closes_it_and_the_wheel_moves_its_cursor() {
    for (keys, cursor) in [("c", 1), ("s", 3), ("3p", 2)] {
        let mut state = usual((120, 36));
        type_text(&mut state, keys);
        let before = state.view.columns.clone();
        let mouse = Mouse { kind: MouseKind::WheelDown, column: 60, row: 18, command: None };
        let _ = update(&mut state, Message::Mouse(mouse), now());
        let Overlay::Chooser(chooser) = state.view.overlay else { unreachable!("{keys}") };
        assert!(chooser.cursor >= cursor, "{keys}: {chooser:?}");
        let regions = layout(&state);
        let at = (1, regions.popup.y + 1);
        let mouse = Mouse { kind: MouseKind::Click, column: at.0, row: at.1, command: command(&state, at) };
        let _ = update(&mut state, Message::Mouse(mouse), now());
        assert_eq!((state.view.overlay, &state.view.columns), (Overlay::None, &before), "{keys}");
    }
}

#[test]
fn nothing_can_be_clicked_through_the_palette() {
    let mut state = usual((80, 12));
    type_text(&mut state, ":xyzzy");
    for at in 4..11 {
        for column in 0..80 {
            assert_eq!(command(&state, (column, at)), None);
        }
    }
}

#[test]
fn every_cell_can_be_clicked() {
    for keys in ["", "a", "?", "c", "2", "3", "3p", "4", ":", ":sort ", "/x"] {
        let mut state = usual((80, 24));
        type_text(&mut state, keys);
        for at in 0..24 {
            for column in (0..80).step_by(11) {
                let mut clicked = state.clone();
                let command = command(&clicked, (column, at));
                let mouse = Mouse { kind: MouseKind::Click, column, row: at, command };
                let _ = update(&mut clicked, Message::Mouse(mouse), now());
                assert!(!row(&drawn(&clicked), 23).trim().is_empty(), "{keys}: {column}, {at}");
            }
        }
    }
}
