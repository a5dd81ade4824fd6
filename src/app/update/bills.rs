//! Bills: what was read and kept of them, and what a person does on their page.

use super::{
    data::{current_generation, to_utc, went_wrong},
    moving,
};
use crate::{
    app::{
        Effect, ProfileId, State,
        layout::{has_detail_pane, layout},
        message::{BillsKept, Tag},
        poll::Task,
        view::{Overlay, Page},
    },
    domain::{
        FeedName, ModelName, Now,
        bill::{Cycle, Grouping, KeptCycle, Ledger, LinesPage, ProductFilter},
    },
};

/// So many lines are read at once, from a multiple of [`LINES_STEP`] on: more than any screen shows.
const LINES_AT_ONCE: u32 = 250;
const LINES_STEP: usize = 50;

/// Reads what is wanted and not yet in memory.
pub(super) fn due(state: &mut State, now: Now) -> Vec<Effect> {
    let running = Cycle::at(now.utc);
    let ids: Vec<ProfileId> = state.profiles().map(|(id, _)| id).collect();
    let mut effects = Vec::new();
    for id in ids {
        let shown = state.cycle_of(id, now.utc);
        let Some(profile) = state.profile_mut(id).filter(|profile| profile.wants(FeedName::Bills)) else {
            continue;
        };
        let tag = profile.tag(id);
        let bills = &mut profile.bills;
        for cycle in bills.only.map_or([running, running.previous()], |only| [only; 2]) {
            bills.want(cycle);
        }
        bills.want(shown);
        let mut unread = bills.take_unread();
        if bills.needs_reading(shown) {
            unread.push(shown);
        }
        effects.extend(unread.into_iter().map(|cycle| Effect::ReadCycle(tag, cycle)));
    }
    effects
}

/// What was asked is kept: it is read from there.
pub(super) fn kept(state: &mut State, tag: Tag, kept: BillsKept, now: Now) -> Vec<Effect> {
    let Some(profile) = current_generation(state, tag) else { return Vec::new() };
    profile.note_clock_and_login(FeedName::Bills, kept.server_date, kept.credential.as_deref(), now.utc);
    profile.bills.is_asked_elsewhere = false;
    let mut effects = Vec::new();
    match kept.failed {
        None => {
            profile.schedule.succeeded(Task::Bills, None, now.monotonic);
            profile.note(Task::Bills, None);
            if profile.schedule.forget_wait(FeedName::Bills, now.monotonic) {
                effects.push(Effect::WaitUntil(tag.profile, FeedName::Bills, None));
            }
        }
        Some(cause) => {
            effects.extend(went_wrong(profile, tag.profile, Task::Bills, cause, now));
            // Nobody else tries before that either.
            let next_due = profile.schedule.next_question(FeedName::Bills).and_then(|due| to_utc(due, now));
            effects.extend(next_due.map(|due| Effect::Asked(tag.profile, FeedName::Bills, due)));
        }
    }
    for cycle in &kept.cycles {
        // Even where it is being read: what was just kept may have come too late for that.
        profile.bills.begin_reading(*cycle);
        effects.push(Effect::ReadCycle(tag, *cycle));
    }
    if kept.cycles.is_empty() {
        effects.extend(plan(state, tag, now));
    }
    effects
}

/// A cycle was read from the store.
pub(super) fn read(state: &mut State, tag: Tag, read: KeptCycle, now: Now) -> Vec<Effect> {
    let (running, shown) = (Cycle::at(now.utc), state.cycle_of(tag.profile, now.utc));
    let Some(profile) = current_generation(state, tag) else { return Vec::new() };
    let cycle = read.ledger.cycle();
    profile.bills.take(read, shown, now.utc);
    if cycle == running || profile.bills.only == Some(cycle) {
        let read_at = profile.bills.read_at(cycle);
        profile.snapshot.bills.fetched_at = read_at;
        let since = profile.failure(Task::Bills).map(|failure| failure.since);
        if profile.bills.is_asked_elsewhere && since.is_some_and(|since| read_at > Some(since)) {
            profile.note(Task::Bills, None);
        }
    }
    let effects = plan(state, tag, now).into_iter().collect();
    if cycle == shown && tag.profile == state.current() {
        sum_up(state, now);
    }
    effects
}

/// Another instance asks for bills: what it has kept by now is read.
pub(super) fn read_anew(state: &mut State, tag: Tag, now: Now) -> Vec<Effect> {
    let cycles = [Cycle::at(now.utc), state.cycle_of(tag.profile, now.utc)];
    let Some(profile) = current_generation(state, tag) else { return Vec::new() };
    profile.bills.is_asked_elsewhere = true;
    let wanted = cycles.into_iter().filter(|cycle| profile.bills.begin_reading(*cycle));
    wanted.map(|cycle| Effect::ReadCycle(tag, cycle)).collect()
}

/// Plans the next question, once everything is read that tells what it is.
fn plan(state: &mut State, tag: Tag, now: Now) -> Option<Effect> {
    if state.offline {
        return None;
    }
    let (running, shown) = (Cycle::at(now.utc), state.cycle_of(tag.profile, now.utc));
    let profile = current_generation(state, tag)?;
    let has_failed = profile.failure(Task::Bills).is_some();
    // Another instance that asks does so for the newest cycles: an older one that a person looks at is asked for
    // here.
    let is_wish = shown < running.previous() && profile.bills.is_due(shown, now.utc) && !has_failed;
    let is_planned = profile.schedule.is_planned(Task::Bills) && !is_wish;
    let is_busy = profile.bills.is_busy() || profile.schedule.is_under_way(Task::Bills) || is_planned;
    let may_ask = profile.asks_for_bills() && !is_busy && !(has_failed && profile.schedule.asks_once());
    let next = profile.bills.next_asking(now.utc).filter(|_| may_ask)?;
    let ahead = next.signed_duration_since(now.utc).to_std().unwrap_or_default();
    let repeats = profile.bills.repeats_until(shown, now.utc);
    let due = now.monotonic.saturating_add(ahead).max(repeats.unwrap_or_default());
    if is_wish && due <= now.monotonic {
        profile.schedule.force(Task::Bills, due);
    } else {
        profile.schedule.plan(Task::Bills, due);
    }
    Some(Effect::Asked(tag.profile, FeedName::Bills, to_utc(due, now)?))
}

/// Lines were read from the store.
pub(super) fn lines_read(state: &mut State, tag: Tag, page: LinesPage) -> Vec<Effect> {
    if let Some(profile) = current_generation(state, tag) {
        profile.bills.take_lines(page);
    }
    Vec::new()
}

/// Sums up anew what is seen; the cursor stays on its group.
pub(super) fn sum_up(state: &mut State, now: Now) {
    let (cycle, id, query) = (state.shown_cycle(now.utc), state.current(), state.view.bills.query.clone());
    let before = state.bills_cursor();
    let Some(profile) = state.profile_mut(id) else { return };
    profile.bills.report(cycle, &query);
    profile.explain(cycle, query.grouping, now.utc);
    profile.bills.forget_lines();
    if state.bills_cursor().is_none() {
        select(state, before.unwrap_or(0));
        state.view.bills.line = None;
    }
    keep_in_sight(state);
}

/// The quotas have changed, and with them what explains the bill.
pub(super) fn explain(state: &mut State, now: Now) {
    let (cycle, id, grouping) =
        (state.shown_cycle(now.utc), state.current(), state.view.bills.query.grouping);
    if let Some(profile) = state.profile_mut(id).filter(|profile| !profile.bills.report.groups.is_empty()) {
        profile.explain(cycle, grouping, now.utc);
    }
}

/// Moves the cursor to this group, or to the last one.
pub(super) fn select(state: &mut State, position: usize) {
    let groups = &state.profile().bills.report.groups;
    let group = groups.get(position.min(groups.len().saturating_sub(1)));
    let selected = group.map(|group| (group.key.clone(), group.currency.clone()));
    let view = &mut state.view.bills;
    if view.selected != selected {
        view.line_offset = 0;
    }
    view.selected = selected;
}

/// The lines that the cursor's group shows, where the page is open.
pub(super) fn lines(state: &mut State, now: Now) -> Option<Effect> {
    if state.view.page != Page::Bills {
        return None;
    }
    let (id, cycle) = (state.current(), state.shown_cycle(now.utc));
    let first = state.view.bills.line_offset / LINES_STEP * LINES_STEP;
    let offset = u64::try_from(first).unwrap_or(0);
    let group = state.bills_cursor();
    let profile = state.profile_mut(id)?;
    let wanted = profile.bills.want_lines(cycle, group, (offset, LINES_AT_ONCE))?;
    Some(Effect::ReadLines(profile.tag(id), wanted))
}

/// Moves by so many rows: among the lines where the cursor is there, else among the groups.
pub(super) fn by(state: &mut State, by: isize) {
    match state.view.overlay {
        Overlay::Products { cursor } => {
            let last = state.profile().bills.products.len().saturating_sub(1);
            let cursor = cursor.saturating_add_signed(by).min(last);
            state.view.overlay = Overlay::Products { cursor };
        }
        Overlay::Line { scroll } => {
            let scroll = u16::try_from(usize::from(scroll).saturating_add_signed(by)).unwrap_or(u16::MAX);
            state.view.overlay = Overlay::Line { scroll: scroll.min((state.line_end.0)(state)) };
        }
        _ if state.view.bills.line.is_some() => {
            let lines = state.bills_group().map_or(0, |group| group.sums.lines);
            let last = usize::try_from(lines).unwrap_or(usize::MAX).saturating_sub(1);
            let line = &mut state.view.bills.line;
            *line = line.map(|line| line.saturating_add_signed(by).min(last));
        }
        _ => {
            let position = state.bills_cursor().unwrap_or(0).saturating_add_signed(by);
            select(state, position);
        }
    }
    keep_in_sight(state);
}

/// Moves by so many rows where the mouse is: among the lines, else among the groups.
pub(super) fn wheel(state: &mut State, by: isize, is_over_lines: bool) {
    let view = &mut state.view.bills;
    if is_over_lines == view.line.is_some() {
        self::by(state, by);
    } else if is_over_lines {
        // The cursor stays among the groups.
        view.line_offset = view.line_offset.saturating_add_signed(by);
        keep_in_sight(state);
    } else {
        view.line = None;
        self::by(state, by);
    }
}

/// Goes into what the cursor is on: the group's lines, then a line's fields; or takes the product.
pub(super) fn open(state: &mut State, now: Now) {
    match state.view.overlay {
        Overlay::Products { cursor } => {
            let chosen = state.profile().bills.products.get(cursor).cloned();
            take_product(state, chosen.unwrap_or_default(), now);
        }
        Overlay::None | Overlay::Lines if state.bills_group().is_some() => {
            if state.view.bills.line.is_some() {
                state.view.overlay = Overlay::Line { scroll: 0 };
            } else {
                state.view.bills.line = Some(state.view.bills.line_offset);
                state.view.overlay = if has_detail_pane(state.size) { Overlay::None } else { Overlay::Lines };
            }
        }
        _ => {
            back(state);
        }
    }
}

/// Shows what was charged for these products.
pub(super) fn take_product(state: &mut State, product: ProductFilter, now: Now) {
    state.view.bills.query.product = product;
    state.view.overlay = Overlay::None;
    sum_up(state, now);
}

/// Leaves what is open, the innermost first; whether something was.
pub(super) fn back(state: &mut State) -> bool {
    let view = &mut state.view;
    match view.overlay {
        Overlay::Line { .. } if !has_detail_pane(state.size) => view.overlay = Overlay::Lines,
        Overlay::None if view.bills.line.is_none() => return false,
        Overlay::None | Overlay::Lines => {
            view.bills.line = None;
            view.overlay = Overlay::None;
        }
        _ => view.overlay = Overlay::None,
    }
    true
}

/// Shows the cycle so many months after the one that is shown (before it, where negative).
pub(super) fn turn(state: &mut State, by: i32, now: Now) {
    let shown = state.shown_cycle(now.utc);
    show(state, if by < 0 { shown.back(by.unsigned_abs()) } else { shown.next() }, now);
}

/// Shows the bill of this cycle, or of the nearest one there is.
pub(super) fn show(state: &mut State, cycle: Cycle, now: Now) {
    let running = Cycle::at(now.utc);
    // What was kept may be of a time to come: a clock may have been wrong.
    let oldest = state.profile().bills.oldest(now.utc).min(running);
    let cycle = cycle.clamp(oldest, running);
    let id = state.current();
    state.view.bills.cycle = (cycle != running).then_some(cycle);
    state.view.bills.line = None;
    state.view.bills.line_offset = 0;
    if let Some(profile) = state.profile_mut(id) {
        profile.bills.forget(cycle, running);
    }
    sum_up(state, now);
}

/// The next grouping; days, models, ... have cursors of their own.
pub(super) fn group(state: &mut State, now: Now) {
    group_by(state, state.view.bills.query.grouping.next(), now);
}

/// Groups by this.
pub(super) fn group_by(state: &mut State, grouping: Grouping, now: Now) {
    state.view.bills.query.grouping = grouping;
    state.view.bills.selected = None;
    state.view.bills.line = None;
    sum_up(state, now);
    select(state, 0);
    keep_in_sight(state);
}

/// Offers the products to choose from.
pub(super) fn products(state: &mut State, now: Now) {
    if let Overlay::Products { .. } = state.view.overlay {
        state.view.overlay = Overlay::None;
        return;
    }
    let (id, cycle) = (state.current(), state.shown_cycle(now.utc));
    let chosen = state.view.bills.query.product.clone();
    let Some(profile) = state.profile_mut(id) else { return };
    let named = profile.bills.ledger(cycle).map(Ledger::products).unwrap_or_default();
    let named = named.into_iter().map(|(name, _)| ProductFilter::parse(&name));
    let mut products: Vec<ProductFilter> =
        [ProductFilter::Inference, ProductFilter::ModelStudio, ProductFilter::All]
            .into_iter()
            .chain(named)
            .collect();
    if !products.contains(&chosen) {
        products.push(chosen.clone());
    }
    let cursor = products.iter().position(|product| *product == chosen).unwrap_or(0);
    profile.bills.products = products;
    state.view.overlay = Overlay::Products { cursor };
}

/// From a bill to its model.
pub(super) fn to_model(state: &mut State, now: Now) {
    let cycle = state.shown_cycle(now.utc);
    let profile = state.profile();
    let model = state.bills_group().and_then(|group| {
        let subject = usize::try_from(*group.subjects.first()?).ok()?;
        profile.bills.ledger(cycle)?.subjects().get(subject)?.instance.model.as_deref()
    });
    let Some(name) = model.map(ModelName::from).filter(|name| profile.model(name).is_some()) else { return };
    moving::to_model(state, state.current(), &name, now);
}

/// From a model to its bill, where its account has any.
pub(super) fn to_bill(state: &mut State, now: Now) {
    let has_bills = state.profile().has(Page::Bills);
    let Some(name) = state.view.selected.clone().filter(|_| has_bills) else { return };
    state.view.page = Page::Bills;
    state.view.overlay = Overlay::None;
    let view = &mut state.view.bills;
    view.query.grouping = Grouping::Model;
    view.query.search.clear();
    view.line = None;
    sum_up(state, now);
    let groups = &state.profile().bills.report.groups;
    if let Some(at) = groups.iter().position(|group| *group.key == *name.as_str()) {
        select(state, at);
    }
    keep_in_sight(state);
}

/// Leaves the cursor among the lines that there are, and scrolls as little as needed for both cursors to be shown,
/// never beyond the end.
pub(super) fn keep_in_sight(state: &mut State) {
    let regions = layout(state);
    let scrolled = |offset: usize, cursor: usize, height: u16, length: usize| {
        let height = usize::from(height).max(1);
        let lowest = cursor.saturating_add(1).saturating_sub(height);
        offset.clamp(lowest, cursor.max(lowest)).min(length.saturating_sub(height))
    };
    if !regions.rows.is_empty() {
        let (length, cursor) = (state.profile().bills.report.groups.len(), state.bills_cursor().unwrap_or(0));
        let view = &mut state.view.bills;
        view.offset = scrolled(view.offset, cursor, regions.rows.height, length);
    }
    let height = regions.lines.height;
    let length =
        state.bills_group().map_or(0, |group| usize::try_from(group.sums.lines).unwrap_or(usize::MAX));
    let view = &mut state.view.bills;
    // The bill may have become shorter, or another account's.
    view.line = view.line.and_then(|line| Some(line.min(length.checked_sub(1)?)));
    view.line_offset = match view.line {
        Some(cursor) => scrolled(view.line_offset, cursor, height, length),
        None => view.line_offset.min(length.saturating_sub(usize::from(height).max(1))),
    };
}
