//! The mouse: what a click and the wheel mean where they happen. What is written says itself what a click on it does;
//! here is told what a click on a row does.

use super::{keys, perform};
use crate::{
    app::{
        Action, Area, Effect, State,
        layout::{covers_the_list, layout},
        message::{Mouse, MouseDid},
        overlays::{palette::input, profiles},
        pages::{alerts, bills, models::cursor, open},
        view::Page,
    },
    domain::Now,
};

/// The wheel moves by so many rows.
const WHEEL_ROWS: isize = 3;

/// The mouse was used.
pub(crate) fn used(state: &mut State, mouse: Mouse, now: Now) -> Vec<Effect> {
    state.themes.keep();
    if state.wall.is_some() && !open::is_help(state) {
        return Vec::new();
    }
    match mouse.what {
        MouseDid::WheelUp => wheel(state, WHEEL_ROWS.saturating_neg(), (mouse.column, mouse.row), now),
        MouseDid::WheelDown => wheel(state, WHEEL_ROWS, (mouse.column, mouse.row), now),
        MouseDid::Click => {
            alerts::dismiss(state);
            state.said = None;
            return match mouse.command {
                Some(command) => perform::perform(state, command, now),
                None if state.palette.is_some() => {
                    input::click(state, (mouse.column, mouse.row), now);
                    Vec::new()
                }
                None => click(state, mouse.column, mouse.row, now),
            };
        }
    }
    Vec::new()
}

/// Scrolls what the mouse is over.
fn wheel(state: &mut State, by: isize, (column, row): (u16, u16), now: Now) {
    let regions = layout(state);
    let is_over = |area: Area| area.contains(column, row);
    if state.palette.is_some() {
        return input::by(state, by, now);
    }
    match state.view.page {
        Page::Bills if is_over(regions.lines) || is_over(regions.rows) => {
            bills::wheel(state, by, is_over(regions.lines));
        }
        Page::Alerts if !covers_the_list(&state.view) => {
            alerts::cursor::wheel(state, by, is_over(regions.log));
        }
        _ => cursor::by(state, by, now),
    }
}

fn click(state: &mut State, column: u16, row: u16, now: Now) -> Vec<Effect> {
    let regions = layout(state);
    if regions.banner.contains(column, row) {
        return profiles::click_banner(state, row.saturating_sub(regions.banner.y), now);
    }
    match state.view.page {
        Page::Models => {}
        Page::Bills => {
            bills::click(state, &regions, (column, row), now);
            return Vec::new();
        }
        Page::Alerts => {
            alerts::cursor::click(state, &regions, (column, row), now);
            return Vec::new();
        }
    }
    if regions.fold.contains(column, row) {
        return keys::act(state, Action::Untouched, now);
    }
    if !regions.rows.contains(column, row) {
        return Vec::new();
    }
    let position = state.view.offset.saturating_add(usize::from(row.saturating_sub(regions.rows.y)));
    if position >= state.list.len() {
        return Vec::new();
    }
    if state.cursor() == Some(position) {
        return keys::act(state, Action::Open, now);
    }
    cursor::to(state, position, now);
    Vec::new()
}
