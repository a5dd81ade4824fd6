//! A folder for each page, and the only place that distinguishes pages. No page imports another: to lead to
//! another one, it returns a command.

pub mod accounts;
pub mod alerts;
pub mod bills;
pub mod calls;
pub mod models;
pub mod wall;

use strum::IntoEnumIterator as _;

use super::{
    Command, Effect, Message, Profile, ProfileId, State,
    area::Area,
    change::Change,
    chrome::status_message::Feedback,
    copied::Copied,
    offer::Offers,
    outcome::Outcome,
    view::{Overlay, Page},
};
use crate::{
    app::input::command::Target,
    domain::{Action, FeedName, Now, Site},
};

/// The regions of the open page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageRegions {
    Models(models::Regions),
    Calls(calls::Regions),
    Bills(bills::Regions),
    Alerts(alerts::Regions),
    Accounts(accounts::Regions),
}

impl Default for PageRegions {
    fn default() -> Self {
        Self::Models(models::Regions::default())
    }
}

impl State {
    /// The pages that any visible profile has.
    pub fn pages(&self) -> impl Iterator<Item = Page> {
        let has = move |profile: &Profile, page| match page {
            Page::Models => true,
            Page::Calls => profile.has_calls(),
            Page::Bills => profile.has_bills(),
            Page::Alerts => profile.has_alerts(),
            Page::Accounts => self.has_accounts(),
        };
        Page::iter().filter(move |page| self.shown().any(|(_, profile)| has(profile, *page)))
    }

    /// Whether there is a Bills page.
    pub fn has_bills(&self) -> bool {
        self.shown().any(|(_, profile)| profile.has_bills())
    }

    pub fn is_open(&self, page: Page) -> bool {
        self.view.page == page
    }
}

/// Adds the actions of the open page below this overlay.
pub(crate) fn offers(state: &State, overlay: Overlay, now: Now, offers: &mut Offers) {
    match state.view.page {
        Page::Models => models::offers(state, overlay, now, offers),
        Page::Calls => calls::offers(state, overlay, offers),
        Page::Bills => bills::offers(state, overlay, offers),
        Page::Alerts if overlay == Overlay::None => alerts::offers(state, now, offers),
        Page::Alerts => {}
        Page::Accounts => accounts::offers(state, overlay, offers),
    }
}

/// The actions that open the pages not on screen.
pub(crate) fn reachable(state: &State) -> Vec<Action> {
    let is_in_sight = |page| state.is_open(page) && state.view.overlay == Overlay::None;
    state.pages().filter(|page| !is_in_sight(*page)).map(Action::Page).collect()
}

/// Whether the detail was opened below the list.
pub(crate) fn is_peeking(state: &State) -> bool {
    let can_peek = match state.view.page {
        Page::Models => models::can_peek(state),
        Page::Bills => bills::can_peek(state),
        Page::Calls | Page::Alerts | Page::Accounts => false,
    };
    state.view.peek.is_open() && state.view.overlay == Overlay::None && can_peek
}

/// Performs `action` on the open page; `None` leaves it to its global meaning.
pub(crate) fn act(state: &mut State, regions: &PageRegions, action: Action, now: Now) -> Option<Outcome> {
    match regions {
        PageRegions::Models(regions) => models::act(state, regions, action, now),
        PageRegions::Calls(regions) => calls::act(state, regions, action),
        PageRegions::Bills(regions) => bills::act(state, regions, action, now),
        PageRegions::Alerts(regions) => alerts::act(state, regions, action, now),
        PageRegions::Accounts(regions) => accounts::act(state, regions, action, now),
    }
}

/// Lays out the open page in `area`.
pub(crate) fn regions(state: &State, area: Area) -> PageRegions {
    match state.view.page {
        Page::Models => PageRegions::Models(models::regions(state, area)),
        Page::Calls => PageRegions::Calls(calls::regions(state, area)),
        Page::Bills => PageRegions::Bills(bills::regions(state, area)),
        Page::Alerts => PageRegions::Alerts(alerts::regions(state, area)),
        Page::Accounts => PageRegions::Accounts(accounts::regions(state, area)),
    }
}

pub(crate) fn click(state: &mut State, target: Target, now: Now) -> Outcome {
    match (state.view.page, target) {
        (Page::Models, Target::Row(at)) => return models::click_row(state, at, now),
        (Page::Calls, Target::Row(at)) => return calls::click_group(state, at),
        (Page::Bills, Target::Row(at)) => bills::click_group(state, at),
        (Page::Bills, Target::Line(at)) => bills::click_line(state, at),
        (Page::Alerts, Target::Row(at)) => return alerts::click_alert(state, at),
        (Page::Alerts, Target::Event(at)) => return alerts::click_event(state, at),
        (Page::Accounts, Target::Row(at)) => return accounts::click_row(state, at, now),
        (Page::Models | Page::Calls | Page::Alerts | Page::Accounts, Target::Line(_))
        | (Page::Models | Page::Calls | Page::Bills | Page::Accounts, Target::Event(_)) => {}
    }
    Outcome::default()
}

/// Scrolls what is under the pointer by `by` rows.
pub(crate) fn wheel(state: &mut State, regions: &PageRegions, by: isize, at: (u16, u16), now: Now) {
    match regions {
        PageRegions::Models(_) => models::by(state, by, now),
        PageRegions::Calls(_) => calls::wheel(state, by),
        PageRegions::Bills(regions) => bills::wheel(state, regions, by, at),
        PageRegions::Alerts(regions) => alerts::wheel(state, regions, by, at),
        PageRegions::Accounts(_) => accounts::by(state, by, now),
    }
}

/// Closes an overlay whose content now has a pane of its own or is gone.
pub(crate) fn close_obsolete_overlay(state: &mut State) {
    models::close_obsolete_overlay(state);
    calls::close_obsolete_overlay(state);
    bills::close_obsolete_overlay(state);
}

/// Scrolls to the cursor, and reads what the page shows.
pub(crate) fn settle(state: &mut State, regions: &PageRegions, now: Now) -> Vec<Effect> {
    match regions {
        PageRegions::Models(regions) => return models::settle(state, regions, now),
        PageRegions::Calls(regions) => calls::settle(state, regions),
        PageRegions::Bills(regions) => return bills::settle(state, regions, now).into_iter().collect(),
        PageRegions::Alerts(regions) => alerts::scroll_to_cursor(state, regions),
        PageRegions::Accounts(regions) => accounts::scroll_to_cursor(state, regions),
    }
    Vec::new()
}

/// How much of the screen `message` changes.
pub(crate) fn change(state: &State, message: &Message) -> Change {
    if state.is_open(Page::Models) { models::change(state, message) } else { Change::Anything }
}

/// The areas that differ after the cursor has moved; `before` are the first visible row and the cursor's.
pub(crate) fn moved(state: &State, regions: &PageRegions, before: (usize, Option<usize>)) -> Vec<Area> {
    match regions {
        PageRegions::Models(regions) => models::moved(state, regions, before),
        // Their frames are drawn whole.
        PageRegions::Calls(_) | PageRegions::Bills(_) | PageRegions::Alerts(_) | PageRegions::Accounts(_) => {
            Vec::new()
        }
    }
}

/// The areas of the open page in which a countdown shows seconds.
pub(crate) fn ticking(state: &State, regions: &PageRegions, now: Now) -> Vec<Area> {
    match regions {
        PageRegions::Models(regions) => models::ticking(state, regions, now),
        PageRegions::Calls(_) | PageRegions::Bills(_) | PageRegions::Accounts(_) => Vec::new(),
        PageRegions::Alerts(regions) => alerts::ticking(state, regions, now),
    }
}

/// What the cursor of the open page is on, for copying.
pub(crate) fn under_cursor(state: &State) -> Option<Copied> {
    match state.view.page {
        Page::Models => models::under_cursor(state),
        Page::Calls => calls::under_cursor(state),
        Page::Bills => bills::under_cursor(state),
        Page::Alerts => alerts::under_cursor(state),
        Page::Accounts => accounts::under_cursor(state),
    }
}

/// The command or URL that fixes what the cursor of the open page is on.
pub(crate) fn remedy(state: &State, site: Site) -> Option<String> {
    match state.view.page {
        Page::Models => models::remedy(state),
        Page::Calls => remedy_of_feed(state, FeedName::Calls, site),
        Page::Bills => remedy_of_feed(state, FeedName::Bills, site),
        Page::Alerts => alerts::remedy(state),
        Page::Accounts => accounts::remedy(state),
    }
}

fn remedy_of_feed(state: &State, feed: FeedName, site: Site) -> Option<String> {
    let failure = state.profile().snapshot.feed(feed).failure.as_ref()?;
    failure.cause.remedy(site).map(String::from)
}

pub(crate) fn has_filter(state: &State) -> bool {
    match state.view.page {
        Page::Models | Page::Bills => true,
        Page::Calls => calls::has_filter(state),
        Page::Alerts => false,
        Page::Accounts => accounts::has_filter(state),
    }
}

pub(crate) const fn filter_text(state: &mut State) -> Option<&mut String> {
    match state.view.page {
        Page::Models => Some(&mut state.view.filter_text),
        Page::Calls => Some(&mut state.view.calls.query.search),
        Page::Bills => Some(&mut state.view.bills.query.search),
        Page::Alerts => None,
        Page::Accounts => Some(&mut state.view.accounts.filter),
    }
}

pub(crate) fn filter_changed(state: &mut State, now: Now) {
    match state.view.page {
        Page::Models => models::filter_changed(state),
        Page::Bills => bills::search_changed(state, now),
        Page::Accounts => accounts::filter_changed(state),
        Page::Calls | Page::Alerts => {}
    }
}

/// The sort commands of the open page by their names in the palette.
pub fn sorts(state: &State) -> Vec<(&'static str, Command)> {
    match state.view.page {
        Page::Models => models::sorts(),
        Page::Calls => calls::sorts(),
        Page::Bills => bills::sorts(),
        Page::Alerts | Page::Accounts => Vec::new(),
    }
}

/// The present order of the open page, as one of [`sorts`].
pub fn current_sort(state: &State) -> Option<Command> {
    match state.view.page {
        Page::Models => Some(Command::Sort(state.view.sort)),
        Page::Calls => Some(Command::SortCalls(state.view.calls.query.sort)),
        Page::Bills => Some(Command::SortBill(state.view.bills.query.sort)),
        Page::Alerts | Page::Accounts => None,
    }
}

/// Whether the order of the open page is reversed.
pub const fn is_reversed(state: &State) -> bool {
    match state.view.page {
        Page::Models => state.view.reversed,
        Page::Calls => state.view.calls.query.reversed,
        Page::Bills => state.view.bills.query.reversed,
        Page::Alerts | Page::Accounts => false,
    }
}

/// Reverses the order of the open page.
pub(crate) fn reverse(state: &mut State, now: Now) {
    match state.view.page {
        Page::Models => models::reverse(state),
        Page::Calls => calls::reverse(state),
        Page::Bills => bills::reverse(state, now),
        Page::Alerts | Page::Accounts => {}
    }
}

pub(crate) fn show(state: &mut State, page: Page, now: Now) {
    if state.pages().all(|one| one != page) {
        state.show_feedback(Feedback::NoPage(page), now);
        return;
    }
    state.view.overlay = Overlay::None;
    state.view.covered.clear();
    state.view.typing = false;
    state.view.page = page;
    match page {
        Page::Models => {}
        Page::Calls => calls::opened(state),
        Page::Bills => bills::opened(state, now),
        Page::Alerts => alerts::opened(state),
        Page::Accounts => accounts::opened(state, now),
    }
}

/// Opens a page with the focus on a profile.
pub(crate) fn show_of(state: &mut State, id: ProfileId, page: Page, now: Now) {
    let can_show = match page {
        Page::Calls => calls::focus(state, id),
        Page::Bills => bills::focus(state, id),
        Page::Models | Page::Alerts | Page::Accounts => true,
    };
    if can_show {
        show(state, page, now);
    }
}

/// Whether the open page shows data of `feed`, and so needs a line if they cannot be updated.
pub(crate) fn shows_data_of(state: &State, feed: FeedName) -> bool {
    match state.view.page {
        Page::Calls => feed == FeedName::Calls && !state.profile().calls.report.groups.is_empty(),
        Page::Bills => feed == FeedName::Bills && !state.profile().bills.report.groups.is_empty(),
        Page::Models | Page::Alerts | Page::Accounts => false,
    }
}

/// Moves on by `by` tabs, cyclically.
pub(crate) fn turn(state: &mut State, by: isize, now: Now) {
    let pages: Vec<Page> = state.pages().collect();
    let at = pages.iter().position(|page| state.is_open(*page)).unwrap_or(0);
    let length = isize::try_from(pages.len()).unwrap_or(1).max(1);
    let to = at.saturating_add_signed(by.rem_euclid(length)).checked_rem(pages.len());
    if let Some(page) = to.and_then(|to| pages.get(to)) {
        show(state, *page, now);
    }
}

/// Other profiles are visible now: stays on the page if they have it.
pub(crate) fn profiles_changed(state: &mut State, now: Now) {
    if state.pages().all(|page| !state.is_open(page)) {
        show(state, Page::Models, now);
    } else if state.is_open(Page::Calls) {
        calls::opened(state);
    } else if state.is_open(Page::Bills) {
        bills::opened(state, now);
    }
}
