//! Keyboard and mouse input to the open palette.

use super::{
    row::{Row, occupied},
    rows::rows,
};
use crate::{
    app::{
        Action, Code, Command, Key, Regions, State,
        input::line_edit::{edit, push},
        outcome::Outcome,
        verb::Verb,
        view::Palette,
    },
    domain::Now,
};

pub(crate) fn open(state: &mut State) {
    state.view.typing = false;
    state.palette = Some(Palette::default());
}

/// Opens it with `verb` typed, for the user to add an argument.
pub(crate) fn ask(state: &mut State, verb: Verb) {
    open(state);
    if let Some(text) = text(state) {
        push(text, verb.name());
        text.push(' ');
    }
}

/// Handles a key. A key that quits and types nothing closes it.
pub(crate) fn key(state: &mut State, regions: &Regions, key: Key, now: Now) -> Outcome {
    let page = isize::from(i16::try_from(regions.palette.height).unwrap_or(i16::MAX)).max(2);
    match key.code {
        Code::Esc => state.palette = None,
        Code::Enter => return enter(state, now).map_or_else(Outcome::default, Outcome::from),
        Code::Tab => complete(state, now),
        Code::Up => by(state, -1, now),
        Code::Down => by(state, 1, now),
        Code::PageUp => by(state, 1_isize.saturating_sub(page), now),
        Code::PageDown => by(state, page.saturating_sub(1), now),
        // As in vi: Backspace on an empty line closes it.
        Code::Backspace if text(state).is_some_and(|text| text.is_empty()) => state.palette = None,
        _ if text(state).is_some_and(|text| edit(text, key)) => select_first(state),
        _ if state.keymap.action(key, false) == Some(Action::Quit) => state.palette = None,
        _ => {}
    }
    Outcome::default()
}

pub(crate) fn pasted(state: &mut State, pasted: &str) {
    if let Some(text) = text(state) {
        push(text, pasted);
        select_first(state);
    }
}

/// Moves the cursor by up to `by` rows.
pub(crate) fn by(state: &mut State, by: isize, now: Now) {
    let last = rows(state, now).len().saturating_sub(1);
    if let Some(palette) = &mut state.palette {
        palette.cursor = palette.cursor.min(last).saturating_add_signed(by).min(last);
    }
}

const fn text(state: &mut State) -> Option<&mut String> {
    match &mut state.palette {
        Some(palette) => Some(&mut palette.text),
        None => None,
    }
}

/// The text has changed: selects the best match.
const fn select_first(state: &mut State) {
    if let Some(palette) = &mut state.palette {
        palette.cursor = 0;
    }
}

fn selected(state: &State, now: Now) -> Option<Row> {
    let cursor = state.palette.as_ref()?.cursor;
    let rows = rows(state, now);
    let last = rows.len().checked_sub(1)?;
    rows.into_iter().nth(cursor.min(last))
}

/// The command of the selected row.
fn enter(state: &State, now: Now) -> Option<Command> {
    selected(state, now).map(|row| row.command)
}

/// Completes the text to the name of the selected row.
fn complete(state: &mut State, now: Now) {
    let Some(Row { name, verb, .. }) = selected(state, now) else { return };
    let Some(text) = text(state) else { return };
    text.clear();
    push(text, &name);
    if verb.is_some() {
        text.push(' ');
    }
    select_first(state);
}

/// A click outside closes it.
pub(crate) fn click(state: &mut State, regions: &Regions, (column, row): (u16, u16), now: Now) {
    if !occupied(regions.palette, rows(state, now).len()).contains(column, row)
        && !regions.hints.contains(column, row)
    {
        state.palette = None;
    }
}
