//! Keys and the mouse: which action they mean now, and what the action does.

use super::{alerts, asking, bills, choosing, commands, filtering, moving, palette, profiles, wall};
use crate::{
    app::{
        Action, Area, Effect, Key, Regions, State,
        copied::{self, Copied},
        layout::{covers_the_list, has_whole_detail, layout},
        message::{Mouse, MouseDid},
        remark::Remark,
        view::{HelpPage, Overlay, Page},
    },
    domain::Now,
};

/// The wheel moves by so many rows.
const WHEEL_ROWS: isize = 3;

/// A key was pressed.
pub(super) fn key(state: &mut State, key: Key, now: Now) -> Vec<Effect> {
    alerts::dismiss(state);
    state.themes.keep();
    state.said = None;
    if state.palette.is_some() {
        return palette::key(state, key, now);
    }
    if state.view.typing
        && let Some(effects) = filtering::key(state, key, now)
    {
        return effects;
    }
    state.keymap.action(key).map_or_else(Vec::new, |action| act(state, action, now))
}

/// The mouse was used.
pub(super) fn mouse(state: &mut State, mouse: Mouse, now: Now) -> Vec<Effect> {
    state.themes.keep();
    if state.wall.is_some() && !is_help(state) {
        return Vec::new();
    }
    match mouse.what {
        MouseDid::WheelUp => wheel(state, WHEEL_ROWS.saturating_neg(), (mouse.column, mouse.row), now),
        MouseDid::WheelDown => wheel(state, WHEEL_ROWS, (mouse.column, mouse.row), now),
        MouseDid::Click => {
            alerts::dismiss(state);
            state.said = None;
            return match mouse.command {
                Some(command) => commands::perform(state, command, now),
                None if state.palette.is_some() => {
                    palette::click(state, mouse.column, mouse.row);
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
        return palette::by(state, by, now);
    }
    match state.view.page {
        Page::Bills if is_over(regions.lines) || is_over(regions.rows) => {
            bills::wheel(state, by, is_over(regions.lines));
        }
        Page::Alerts if !covers_the_list(&state.view) => {
            alerts::moving::wheel(state, by, is_over(regions.log));
        }
        _ => moving::by(state, by, now),
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
            click_bill(state, &regions, (column, row), now);
            return Vec::new();
        }
        Page::Alerts => {
            alerts::moving::click(state, &regions, (column, row), now);
            return Vec::new();
        }
    }
    if regions.fold.contains(column, row) {
        return act(state, Action::Untouched, now);
    }
    if !regions.rows.contains(column, row) {
        return Vec::new();
    }
    let position = state.view.offset.saturating_add(usize::from(row.saturating_sub(regions.rows.y)));
    if position >= state.list.len() {
        return Vec::new();
    }
    if state.cursor() == Some(position) {
        return act(state, Action::Open, now);
    }
    moving::to(state, position, now);
    Vec::new()
}

/// A click on a group or a line moves the cursor there, a second one opens it.
fn click_bill(state: &mut State, regions: &Regions, (column, row): (u16, u16), now: Now) {
    let position = |area: Area, offset: usize| {
        area.contains(column, row).then(|| offset.saturating_add(usize::from(row.saturating_sub(area.y))))
    };
    if let Some(line) = position(regions.lines, state.view.bills.line_offset) {
        let lines = state.bills_group().map_or(0, |group| group.sums.lines);
        if state.view.bills.line == Some(line) {
            bills::open(state, now);
        } else if u64::try_from(line).is_ok_and(|line| line < lines) {
            state.view.bills.line = Some(line);
        }
    } else if let Some(group) = position(regions.rows, state.view.bills.offset) {
        state.view.bills.line = None;
        if state.bills_cursor() == Some(group) {
            bills::open(state, now);
        } else if group < state.profile().bills.report.groups.len() {
            bills::select(state, group);
        }
    }
}

/// Does `action`; where the list is covered, nothing that only the list would show.
pub(super) fn act(state: &mut State, action: Action, now: Now) -> Vec<Effect> {
    if let Some(effects) = wall::act(state, action, now) {
        return effects;
    }
    let (is_covered, on_bills) = (covers_the_list(&state.view), state.view.page == Page::Bills);
    if state.view.page == Page::Alerts
        && let Some(effects) = alerts::act(state, action, now)
    {
        return effects;
    }
    match action {
        Action::Sort | Action::Reverse | Action::Untouched | Action::Demo if is_covered => {}
        Action::Up | Action::Down | Action::PageUp | Action::PageDown | Action::First | Action::Last => {
            moving::by_action(state, action, now);
        }
        Action::Open if choosing::toggle(state) => {}
        Action::Open if profiles::choose(state, now) => {}
        Action::Open if on_bills => bills::open(state, now),
        Action::Open => open(state),
        Action::Back if on_bills => {
            if !bills::back(state) {
                filtering::clear(state, now);
            }
        }
        Action::Back => back(state, now),
        Action::NextPage | Action::PreviousPage | Action::Left | Action::Right if is_help(state) => {
            turn_help(state);
        }
        Action::NextPage => turn_page(state, 1, now),
        Action::PreviousPage => turn_page(state, -1, now),
        Action::ModelsPage => show(state, Page::Models, now),
        Action::BillsPage => show(state, Page::Bills, now),
        Action::AlertsPage => show(state, Page::Alerts, now),
        Action::Profiles => profiles::offer(state),
        Action::NextProfile => profiles::turn(state, 1, now),
        Action::PreviousProfile => profiles::turn(state, -1, now),
        Action::Filter => {
            state.view.overlay = Overlay::None;
            state.view.typing = true;
        }
        Action::Left if on_bills && !is_covered => bills::turn(state, -1, now),
        Action::Right if on_bills && !is_covered => bills::turn(state, 1, now),
        Action::Product if on_bills => bills::products(state, now),
        Action::Group if on_bills && !is_covered => bills::group(state, now),
        Action::Counterpart if on_bills => bills::to_model(state, now),
        Action::Counterpart => bills::to_bill(state, now),
        Action::Sort if on_bills => {
            let query = &mut state.view.bills.query;
            query.sort = query.sort.next();
            query.reversed = false;
            bills::sum_up(state, now);
        }
        Action::Reverse if on_bills => {
            state.view.bills.query.reversed ^= true;
            bills::sum_up(state, now);
        }
        Action::Left
        | Action::Right
        | Action::Hold
        | Action::Product
        | Action::Group
        | Action::Acknowledge
        | Action::Snooze
        | Action::Mute => {}
        Action::Untouched | Action::Demo if on_bills => {}
        // A filter looks through all of them anyway.
        Action::Untouched if !state.view.filter.is_empty() => {}
        Action::Sort => {
            state.view.sort = state.view.sort.next();
            state.view.reversed = false;
            state.relist();
        }
        Action::Reverse => {
            state.view.reversed = !state.view.reversed;
            state.relist();
        }
        Action::Untouched => {
            state.view.unfolded = !state.view.unfolded;
            state.relist();
        }
        Action::Columns => choosing::columns(state),
        Action::Copy => return copy(state, copied::copied(state), now),
        Action::CopyRemedy => return copy(state, copied::remedy(state), now),
        Action::Palette => palette::open(state),
        Action::Account => toggle(state, Overlay::Account),
        Action::Help => toggle_help(state),
        Action::Theme => state.themes.try_next(),
        Action::Refresh => return asking::refresh(state, now),
        Action::Demo => return open_demo(state, now),
        Action::Suspend => return vec![Effect::Suspend],
        Action::Quit => return vec![Effect::Quit],
    }
    // Nobody types into a filter that is covered.
    state.view.typing &= !covers_the_list(&state.view);
    Vec::new()
}

/// Copies it, and says so.
pub(super) fn copy(state: &mut State, copied: Option<Copied>, now: Now) -> Vec<Effect> {
    let Some(copied) = copied else {
        state.say(Remark::NothingToCopy, now);
        return Vec::new();
    };
    state.say(Remark::Copied(copied.clone()), now);
    vec![Effect::Copy(copied)]
}

/// Opens the detail as a page, where not all of it stands beside the list; closes what is open.
fn open(state: &mut State) {
    let can_open = state.cursor().is_some() && !has_whole_detail(state.size);
    state.view.overlay = match state.view.overlay {
        Overlay::None if can_open => Overlay::Detail,
        _ => Overlay::None,
    };
}

fn back(state: &mut State, now: Now) {
    if state.view.overlay == Overlay::None {
        filtering::clear(state, now);
    }
    state.view.overlay = Overlay::None;
}

fn toggle(state: &mut State, overlay: Overlay) {
    state.view.overlay = if state.view.overlay == overlay { Overlay::None } else { overlay };
}

fn toggle_help(state: &mut State) {
    state.view.overlay = match state.view.overlay {
        Overlay::Help { .. } => Overlay::None,
        _ => Overlay::Help { page: HelpPage::Keys, scroll: 0 },
    };
}

/// Opens the page so many further on; behind the last stands the first.
fn turn_page(state: &mut State, by: isize, now: Now) {
    let pages: Vec<Page> = state.pages().collect();
    let at = pages.iter().position(|page| *page == state.view.page).unwrap_or(0);
    let length = isize::try_from(pages.len()).unwrap_or(1).max(1);
    let to = at.saturating_add_signed(by.rem_euclid(length)).checked_rem(pages.len());
    if let Some(page) = to.and_then(|to| pages.get(to)) {
        show(state, *page, now);
    }
}

/// Opens a page as it was left.
pub(super) fn show(state: &mut State, page: Page, now: Now) {
    let is_there = state.pages().any(|one| one == page);
    state.view.overlay = Overlay::None;
    state.view.typing = false;
    if is_there {
        state.view.page = page;
        alerts::opened(state);
        profiles::opened(state, now);
    }
}

pub(super) const fn is_help(state: &State) -> bool {
    matches!(state.view.overlay, Overlay::Help { .. })
}

fn turn_help(state: &mut State) {
    if let Overlay::Help { page, .. } = state.view.overlay {
        state.view.overlay = Overlay::Help { page: page.other(), scroll: 0 };
    }
}

/// Shows the demo account, where there is nothing to sign in with.
fn open_demo(state: &mut State, now: Now) -> Vec<Effect> {
    if !state.is_first_run() {
        return Vec::new();
    }
    let id = state.current();
    let Some(profile) = state.profile_mut(id) else { return Vec::new() };
    profile.become_demo(now);
    vec![Effect::OpenDemo]
}
