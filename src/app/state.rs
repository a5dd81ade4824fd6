//! Everything the program knows and shows at one moment.

use std::collections::HashMap;

use super::{
    Action, Extents, Keymap,
    account::{id::ProfileId, profile::Profile},
    area::Size,
    chrome::{
        status_message::{Remark, Said},
        themes::Themes,
    },
    pages::{models::list::List, wall::Wall},
    view::{Palette, Shown, View},
};
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;

use crate::domain::{
    Cause, ClockState, Failure, FeedName, LastKnown, ListColumns, Moment, Now, Storage, Thresholds,
    alert::ChannelState,
    bill::{BillLine, Cycle, Group, LimitStatus, Spend},
    explain::Reason,
};

/// Everything the program knows and shows at one moment.
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
    /// From when on a quota is low or expiring.
    pub thresholds: Thresholds,
    /// The most that Model Studio may cost in a cycle without an alert, in the account's own currency; absent without
    /// a limit.
    pub monthly_spend: Option<Decimal>,
    /// No requests are made: only saved data are shown.
    pub offline: bool,
    /// How this machine's clock compares with the servers'. The time of each message is corrected already, as far as
    /// that is known.
    pub clock: ClockState,
    /// The wallboard, where that is shown instead of the dashboard.
    pub wall: Option<Wall>,
    /// Why the changed configuration is rejected, on one line; the previous one stays in effect. Absent where the
    /// configuration is valid.
    pub configuration_problem: Option<Box<str>>,
    /// How delivery over each channel goes.
    pub channels: Vec<ChannelState>,
    /// What the user has to know about the store.
    pub storage: Storage,
    /// The palette, while it is open.
    pub palette: Option<Palette>,
    /// What each action does, in the language on the screen: the palette searches these texts.
    pub action_texts: HashMap<Action, &'static str>,
    /// The reply to what the user just did, shown for a moment.
    pub said: Option<Said>,
    /// How large the drawn texts are.
    pub extents: Extents,
    /// The order of the list is older than its data: it is not changed while the cursor moves.
    pub order_is_held: bool,
    /// The rows of the list.
    pub list: List,
    first: Profile,
    others: Vec<Profile>,
    /// The profile in focus: the one that is shown, or of all of them the one that the cursor is on.
    pub(crate) current: ProfileId,
}

impl State {
    /// A program that shows one profile. No requests are made before [`State::begin`].
    pub fn new(profile: Profile, thresholds: Thresholds, now: Now) -> Self {
        let mut state = Self {
            size: Size::default(),
            view: View::default(),
            themes: Themes::default(),
            columns: ListColumns::default(),
            keymap: Keymap::default(),
            thresholds,
            monthly_spend: None,
            offline: false,
            clock: ClockState::default(),
            wall: None,
            configuration_problem: None,
            channels: Vec::new(),
            storage: Storage::default(),
            palette: None,
            action_texts: HashMap::new(),
            said: None,
            extents: Extents::default(),
            order_is_held: false,
            list: List::default(),
            first: profile,
            others: Vec::new(),
            current: ProfileId(0),
        };
        state.rearrange(now, false);
        state
    }

    /// Opens another profile. All of them are shown from then on.
    pub fn open(&mut self, profile: Profile) -> ProfileId {
        self.others.push(profile);
        self.view.shown = Shown::All;
        ProfileId(self.others.len())
    }

    /// Takes over the first profile's saved data, and schedules the feeds that are `wanted`.
    pub fn begin(&mut self, known: LastKnown, wanted: &[FeedName], now: Now) {
        self.begin_one(ProfileId(0), known, wanted, now);
    }

    /// Takes over a profile's saved data, and schedules the feeds that are `wanted`.
    pub fn begin_one(&mut self, id: ProfileId, known: LastKnown, wanted: &[FeedName], now: Now) {
        let offline = self.offline;
        if let Some(profile) = self.profile_mut(id) {
            profile.recall(known, now);
            profile.begin(wanted, offline, now);
        }
        self.rearrange(now, false);
    }

    /// Shows these columns until the user chooses others.
    pub fn show_columns(&mut self, columns: ListColumns) {
        self.view.columns.clone_from(&columns);
        self.columns = columns;
        self.list_changed();
    }

    /// By what `profile` is judged at `now`.
    pub fn moment(&self, profile: &Profile, now: DateTime<Utc>) -> Moment {
        profile.moment(self.clock, now)
    }

    /// The profile in focus: the one that is shown, or of all of them the one that the cursor is on.
    pub fn profile(&self) -> &Profile {
        self.of(self.current).unwrap_or(&self.first)
    }

    /// The profile of this position, where there is one.
    pub fn of(&self, id: ProfileId) -> Option<&Profile> {
        match id.0.checked_sub(1) {
            None => Some(&self.first),
            Some(position) => self.others.get(position),
        }
    }

    /// The same, to be changed.
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

    /// Every open profile with its position.
    pub fn profiles(&self) -> impl Iterator<Item = (ProfileId, &Profile)> {
        let all = std::iter::once(&self.first).chain(&self.others);
        all.enumerate().map(|(position, profile)| (ProfileId(position), profile))
    }

    /// Who asks once takes, of every profile, what another instance reads that polls, instead of asking in its place.
    pub fn yield_to_others(&mut self) {
        for (_, profile) in self.profiles_mut() {
            profile.schedule.yield_to_others();
        }
    }

    /// The same, to be changed.
    pub(crate) fn profiles_mut(&mut self) -> impl Iterator<Item = (ProfileId, &mut Profile)> {
        let all = std::iter::once(&mut self.first).chain(&mut self.others);
        all.enumerate().map(|(position, profile)| (ProfileId(position), profile))
    }

    /// Whether more than one profile is open.
    pub const fn has_several(&self) -> bool {
        !self.others.is_empty()
    }

    /// What `profile` is called: of one alone a snapshot may tell whose it was; of several each goes by its own name.
    pub fn name_of<'a>(&self, profile: &'a Profile) -> &'a str {
        let recorded = profile.snapshot.profile.as_deref().filter(|_| !self.has_several());
        recorded.unwrap_or(profile.name())
    }

    /// The billing cycle that is shown.
    pub fn shown_cycle(&self, now: DateTime<Utc>) -> Cycle {
        self.view.bills.cycle.or(self.profile().bills.only).unwrap_or_else(|| Cycle::at(now))
    }

    /// The billing cycle that is looked at of this profile: of those out of focus, the running one.
    pub fn cycle_of(&self, id: ProfileId, now: DateTime<Utc>) -> Cycle {
        if id == self.current { self.shown_cycle(now) } else { Cycle::at(now) }
    }

    /// How a profile's spending in the running cycle stands against the limit: absent where there is no limit, where
    /// nothing is known, or where the bill is in another currency than the account's.
    pub fn spending<'a>(&self, profile: &'a Profile) -> Option<(&'a Spend, Decimal, LimitStatus)> {
        let limit = self.monthly_spend?;
        let spend = &profile.bills.spend;
        let balance = profile.snapshot.balance.as_ref();
        // Without a balance the bill's own currency is the account's, if it is the only one.
        let of_bill = || if let [only] = spend.as_slice() { Some(&*only.currency) } else { None };
        let currency = balance.and_then(|balance| balance.currency.as_deref()).or_else(of_bill)?;
        let standing = LimitStatus::of(spend, limit, currency)?;
        Some((spend.iter().find(|spend| &*spend.currency == currency)?, limit, standing))
    }

    /// The rows of the list, or what is shown of them, have changed.
    pub(crate) const fn list_changed(&mut self) {
        self.extents.is_list_stale = true;
    }

    /// How wide a list must be to show everything; unknown widths ask for nothing.
    pub(crate) fn list_wants(&self) -> u16 {
        self.extents.list.as_ref().map_or(0, |widths| widths.wanted)
    }

    /// Says this, in place of what was said before.
    pub fn say(&mut self, remark: Remark, now: Now) {
        self.said = Some(Said::new(remark, now));
    }

    /// The user has done something: messages on the screen have been seen.
    pub(super) fn dismiss_messages(&mut self) {
        self.said = None;
        for (_, profile) in self.profiles_mut() {
            profile.alerts.toast = None;
        }
    }

    /// The position of the cursor among the groups of the bill, where there is one.
    pub fn bills_cursor(&self) -> Option<usize> {
        let (key, currency) = self.view.bills.selected.as_ref()?;
        let groups = &self.profile().bills.report.groups;
        groups.iter().position(|group| group.key == *key && group.currency == *currency)
    }

    /// The group of the bill that the cursor is on.
    pub fn bills_group(&self) -> Option<&Group> {
        self.profile().bills.report.groups.get(self.bills_cursor()?)
    }

    /// Why the group that the cursor is on was charged.
    pub fn bills_reasons(&self) -> &[Reason] {
        let reasons = &self.profile().bills.reasons;
        self.bills_cursor().and_then(|at| reasons.get(at)).map(Vec::as_slice).unwrap_or_default()
    }

    /// The line of the bill that the cursor is on, where it was read.
    pub fn bills_line(&self) -> Option<&(NaiveDate, BillLine)> {
        let page = self.profile().bills.lines.as_ref()?;
        let first = usize::try_from(page.query.offset).ok()?;
        page.lines.get(self.view.bills.line?.checked_sub(first)?)
    }

    /// Whether there is nothing to show and nothing to sign in with. Of several profiles it is but one that has
    /// failed.
    pub fn is_first_run(&self) -> bool {
        let snapshot = &self.first.snapshot;
        let no_login = |failure: &Failure| matches!(failure.cause, Cause::NoLogin { .. });
        !self.has_several()
            && snapshot.models.is_empty()
            && snapshot.quotas.failure.as_ref().is_some_and(no_login)
    }

    /// Whether an answer is awaited before there is anything to show.
    pub fn is_first_load(&self) -> bool {
        !self.offline
            && self.shown().all(|(_, profile)| profile.snapshot.models.is_empty())
            && self.shown().any(|(_, profile)| profile.is_first_load())
    }
}
