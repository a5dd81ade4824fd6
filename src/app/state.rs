//! The state of the program.

use std::collections::HashMap;

use super::{
    Action, Extents, Keymap,
    account::{
        calls::recall::recall,
        id::{AccountId, ProfileId},
        profile::Profile,
        schedule::start_delay,
    },
    accounts::Accounts,
    area::Size,
    chrome::{
        status_message::{Feedback, StatusMessage},
        themes::Themes,
    },
    overlays::turning::dialog::Turning,
    pages::{models::list::List, wall::Wall},
    view::{Page, Palette, Shown, View},
};
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;

use crate::domain::{
    Cause, ClockState, Failure, FeedName, LastKnown, ListColumns, Moment, Now, Storage, Thresholds,
    alert::ChannelState,
    bill::{BillLine, Cycle, Group, LimitStatus, Spend},
    calls::CallGroup,
    explain::Reason,
};

/// Everything that the program knows and shows.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// The size of the terminal.
    pub size: Size,
    /// What the user has opened, selected and filtered.
    pub view: View,
    /// The themes, and which one is shown.
    pub themes: Themes,
    /// The columns that the configuration asks for; `view` has those that are shown.
    pub(crate) columns: ListColumns,
    /// Which key does what.
    pub keymap: Keymap,
    /// When a quota counts as low or expiring.
    pub thresholds: Thresholds,
    /// The configured spending limit per cycle, in the account's own currency.
    pub monthly_spend: Option<Decimal>,
    /// The configured limit of what an hour may cost, in the account's own currency; absent if nothing watches it.
    pub hourly_spend: Option<Decimal>,
    /// The configured limit of the balance, in the account's own currency.
    pub balance_below: Option<Decimal>,
    /// `--offline`: no requests, only saved data.
    pub offline: bool,
    /// The result of the clock check. Timestamps of messages are already corrected accordingly.
    pub clock: ClockState,
    /// The wallboard, if it is shown instead of the dashboard.
    pub wall: Option<Wall>,
    /// Why the reloaded configuration was rejected, on one line; the previous one stays in effect.
    pub configuration_problem: Option<Box<str>>,
    /// The delivery state of each channel.
    pub channels: Vec<ChannelState>,
    /// Problems of the store.
    pub storage: Storage,
    /// The palette, while it is open.
    pub palette: Option<Palette>,
    /// The dialog that turns Free Quota Only on or off, while it is open or its change is under way.
    pub turning: Option<Turning>,
    /// The description of each action in the current language, for the palette to search.
    pub action_texts: HashMap<Action, &'static str>,
    /// The status message, while it is shown.
    pub status_message: Option<StatusMessage>,
    /// The sizes of drawn texts.
    pub extents: Extents,
    /// The sort order of the list is older than its data: it stays fixed while the user moves the cursor.
    pub order_is_held: bool,
    pub list: List,
    /// Whether something shows or prints the lists of models and accounts: a service does not.
    pub keeps_lists: bool,
    /// All accounts, one row each; empty if there is only one.
    pub accounts: Accounts,
    /// The minute in which all profiles were last looked through for what is due.
    pub(crate) swept_at: Option<DateTime<Utc>>,
    first: Profile,
    others: Vec<Profile>,
    /// The profile in focus: the one that is shown, or the one with the cursor.
    pub(crate) current: ProfileId,
}

impl State {
    /// A state with one profile. No requests are made before [`State::begin`].
    pub fn new(profile: Profile, thresholds: Thresholds, now: Now) -> Self {
        let mut state = Self {
            size: Size::default(),
            view: View::default(),
            themes: Themes::default(),
            columns: ListColumns::default(),
            keymap: Keymap::default(),
            thresholds,
            monthly_spend: None,
            hourly_spend: None,
            balance_below: None,
            offline: false,
            clock: ClockState::default(),
            wall: None,
            configuration_problem: None,
            channels: Vec::new(),
            storage: Storage::default(),
            palette: None,
            turning: None,
            action_texts: HashMap::new(),
            status_message: None,
            extents: Extents::default(),
            order_is_held: false,
            list: List::default(),
            keeps_lists: true,
            accounts: Accounts::default(),
            swept_at: None,
            first: profile,
            others: Vec::new(),
            current: ProfileId(0),
        };
        state.rearrange(now, false);
        state
    }

    /// The dialog that turns Free Quota Only on or off, if it is on the screen.
    pub fn dialog(&self) -> Option<&Turning> {
        self.turning.as_ref().filter(|turning| !turning.is_hidden)
    }

    /// Opens another profile, and shows all of them.
    pub fn open(&mut self, profile: Profile) -> ProfileId {
        self.others.push(profile);
        self.view.shown = Shown::All;
        ProfileId(self.others.len())
    }

    /// Restores the saved data of the first profile, and schedules the feeds in `wanted`.
    pub fn begin(&mut self, known: LastKnown, wanted: &[FeedName], now: Now) {
        self.begin_one(ProfileId(0), known, wanted, now);
    }

    /// Restores the saved data of a profile, and schedules the feeds in `wanted`.
    pub fn begin_one(&mut self, id: ProfileId, mut known: LastKnown, wanted: &[FeedName], now: Now) {
        let (offline, all) = (self.offline, self.others.len().saturating_add(1));
        let (watches_speed, thresholds) = (self.watches_speed(), self.thresholds);
        let calls = known.calls.take();
        if let Some(profile) = self.profile_mut(id) {
            if !offline {
                let delay = start_delay(id.0, all, profile.refresh);
                profile.schedule.begin_after(delay, now.monotonic);
            }
            profile.recall(known, now);
            profile.begin(wanted, offline, now);
            if let Some(calls) = calls {
                recall(profile, calls, watches_speed, &thresholds, now);
            }
            if profile.is_fleet() && id == self.current {
                self.view.page = Page::Accounts;
            }
        }
        self.share_list(id);
        self.rearrange_of(|one| one == id, now, false);
    }

    /// Keeps the model list of a profile once if another one has the same.
    pub(crate) fn share_list(&mut self, id: ProfileId) {
        let Some(list) = self.profile_at(id).map(|profile| profile.list.clone()) else { return };
        let same = |(other, profile): (ProfileId, &Profile)| {
            (other != id && profile.list == list).then(|| profile.list.clone())
        };
        let same =
            self.profiles().find_map(same).filter(|same| !same.is_empty() && !same.is_shared_with(&list));
        if let Some((same, profile)) = same.zip(self.profile_mut(id)) {
            profile.share(&same);
        }
    }

    /// Sets the configured columns and shows them.
    pub fn show_columns(&mut self, columns: ListColumns) {
        self.view.columns.clone_from(&columns);
        self.columns = columns;
        self.list_changed();
    }

    /// The time by which `profile` is evaluated at `now`.
    pub fn moment(&self, profile: &Profile, now: DateTime<Utc>) -> Moment {
        profile.moment(self.clock, now)
    }

    /// The profile in focus: the one that is shown, or the one with the cursor.
    pub fn profile(&self) -> &Profile {
        self.profile_at(self.current).unwrap_or(&self.first)
    }

    /// The profile at position `id`.
    pub fn profile_at(&self, id: ProfileId) -> Option<&Profile> {
        match id.0.checked_sub(1) {
            None => Some(&self.first),
            Some(position) => self.others.get(position),
        }
    }

    pub fn profile_mut(&mut self, id: ProfileId) -> Option<&mut Profile> {
        match id.0.checked_sub(1) {
            None => Some(&mut self.first),
            Some(position) => self.others.get_mut(position),
        }
    }

    /// The position of the profile in focus.
    pub const fn current(&self) -> ProfileId {
        self.current
    }

    /// All open profiles with their positions.
    pub fn profiles(&self) -> impl Iterator<Item = (ProfileId, &Profile)> {
        let all = std::iter::once(&self.first).chain(&self.others);
        all.enumerate().map(|(position, profile)| (ProfileId(position), profile))
    }

    /// One-shot mode: reuse data from a polling instance instead of taking over its lease.
    pub fn yield_to_others(&mut self) {
        for (_, profile) in self.profiles_mut() {
            profile.schedule.yield_to_others();
        }
    }

    pub(crate) fn profiles_mut(&mut self) -> impl Iterator<Item = (ProfileId, &mut Profile)> {
        let all = std::iter::once(&mut self.first).chain(&mut self.others);
        all.enumerate().map(|(position, profile)| (ProfileId(position), profile))
    }

    pub const fn has_several(&self) -> bool {
        !self.others.is_empty()
    }

    /// Whether there are several accounts to list.
    pub fn has_accounts(&self) -> bool {
        self.has_several() || self.first.is_fleet()
    }

    /// The display name of `profile`: of a single one, the name recorded in its snapshot takes precedence.
    pub fn name_of<'a>(&self, profile: &'a Profile) -> &'a str {
        let recorded = profile.snapshot.profile.as_deref().filter(|_| !self.has_several());
        recorded.unwrap_or(profile.name())
    }

    /// The billing cycle on screen.
    pub fn shown_cycle(&self, now: DateTime<Utc>) -> Cycle {
        self.view.bills.cycle.or(self.profile().bills.only).unwrap_or_else(|| Cycle::at(now))
    }

    /// The billing cycle shown of a profile: of those out of focus, the running one.
    pub fn cycle_of(&self, id: ProfileId, now: DateTime<Utc>) -> Cycle {
        if id == self.current { self.shown_cycle(now) } else { Cycle::at(now) }
    }

    /// A profile's spending in the running cycle against the limit; `None` without a limit or known spending
    /// in the account's currency.
    pub fn spending<'a>(&self, profile: &'a Profile) -> Option<(&'a Spend, Decimal, LimitStatus)> {
        let limit = self.monthly_spend?;
        let spend = &profile.bills.spend;
        let balance = profile.snapshot.balance.as_ref();
        // Without a balance, the only currency of the bill is taken for the account's.
        let of_bill = || if let [only] = spend.as_slice() { Some(&*only.currency) } else { None };
        let currency = balance.and_then(|balance| balance.currency.as_deref()).or_else(of_bill)?;
        let status = LimitStatus::of(spend, limit, currency)?;
        Some((spend.iter().find(|spend| &*spend.currency == currency)?, limit, status))
    }

    /// The rows or columns of the list have changed.
    pub(crate) const fn list_changed(&mut self) {
        self.extents.is_list_stale = true;
    }

    /// How wide a list must be to show everything, and everything that there may be next to the detail; 0 if
    /// unknown.
    pub(crate) fn wanted_list_widths(&self) -> (u16, u16) {
        self.extents.list.as_ref().map_or((0, 0), |widths| (widths.wanted, widths.wanted_beside_detail))
    }

    /// Shows a status message.
    pub fn show_feedback(&mut self, feedback: Feedback, now: Now) {
        self.status_message = Some(StatusMessage::new(feedback, now));
    }

    /// Removes messages once the user has reacted: they have been seen.
    pub(super) fn dismiss_messages(&mut self) {
        self.status_message = None;
        for (_, profile) in self.profiles_mut() {
            profile.alerts.toast = None;
        }
    }

    /// The position of the cursor among the groups of the bill.
    pub fn bills_cursor(&self) -> Option<usize> {
        let (key, currency) = self.view.bills.selected.as_ref()?;
        self.profile().bills.report.groups.position(key, currency)
    }

    /// The selected group of the bill.
    pub fn bills_group(&self) -> Option<&Group> {
        self.profile().bills.report.groups.get(self.bills_cursor()?)
    }

    /// Why the selected group was charged.
    pub fn bills_reasons(&self) -> &[Reason] {
        let reasons = &self.profile().bills.reasons;
        self.bills_cursor().and_then(|at| reasons.get(at)).map(Vec::as_slice).unwrap_or_default()
    }

    /// The selected line of the bill, if it was read.
    pub fn bills_line(&self) -> Option<&(NaiveDate, BillLine)> {
        let page = self.profile().bills.lines.as_ref()?;
        let first = usize::try_from(page.query.offset).ok()?;
        page.lines.get(self.view.bills.line?.checked_sub(first)?)
    }

    /// The position of the cursor among the groups of calls.
    pub fn calls_cursor(&self) -> Option<usize> {
        let selected = self.view.calls.selected.as_deref()?;
        self.profile().calls.report.groups.iter().position(|group| group.id() == selected)
    }

    /// The selected group of calls.
    pub fn calls_group(&self) -> Option<&CallGroup> {
        self.profile().calls.report.groups.get(self.calls_cursor()?)
    }

    /// The position of the cursor among the accounts. It stays on its account; while that is not listed, and before
    /// it was moved, it is on the first one.
    pub fn accounts_cursor(&self) -> Option<usize> {
        let selected = self.view.accounts.selected.as_ref();
        let position = selected.and_then(|id| self.accounts.position(id));
        position.or_else(|| (!self.accounts.is_empty()).then_some(0))
    }

    /// The account under the cursor.
    pub(crate) fn accounts_selected(&self) -> Option<AccountId> {
        Some(self.accounts.get(self.accounts_cursor()?)?.account.id.clone())
    }

    /// Whether there are neither data nor a login. With several profiles, a missing login is an ordinary
    /// failure.
    pub fn is_first_run(&self) -> bool {
        let snapshot = &self.first.snapshot;
        let no_login = |failure: &Failure| matches!(failure.cause, Cause::NoLogin { .. });
        !self.has_several()
            && snapshot.models.is_empty()
            && snapshot.feed(FeedName::Quotas).failure.as_ref().is_some_and(no_login)
    }

    /// Whether the first data are still being loaded.
    pub fn is_first_load(&self) -> bool {
        !self.offline
            && self.shown().all(|(_, profile)| profile.snapshot.models.is_empty())
            && self.shown().any(|(_, profile)| profile.is_first_load())
    }
}
