//! Everything the program knows and shows at one moment.

use super::{
    Keymap,
    alerts::Entry,
    layout::Size,
    palette::{Palette, Sentences},
    poll::Task,
    profile::{Profile, ProfileId},
    remark::Said,
    themes::Themes,
    view::{End, Page, View},
};
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;

use crate::domain::{
    Cause, Failure, FeedName, LastKnown, Now, StoreNotice, Thresholds,
    alert::Event,
    bill::{BillLine, Cycle, Group, Outstanding, Spend, Standing},
    explain::Reason,
};

/// Everything the program knows and shows at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// The size of the terminal.
    pub size: Size,
    /// What the person has made of the screen.
    pub view: View,
    /// Which of the themes is shown.
    pub themes: Themes,
    /// Which keys do what.
    pub keymap: Keymap,
    /// From when on a quota is low or expiring.
    pub thresholds: Thresholds,
    /// What Model Studio may cost in a cycle before that is told, in the account's own currency; absent = nobody
    /// set a limit.
    pub monthly_spend: Option<Decimal>,
    /// Nothing is asked: only what was kept is shown.
    pub offline: bool,
    /// What the store had to tell, newest last.
    pub store_notices: Vec<StoreNotice>,
    /// The palette, while it is open: over whatever else is.
    pub palette: Option<Palette>,
    /// What actions do, in the language that is shown.
    pub sentences: Sentences,
    /// What is said for a moment of what the person just did.
    pub said: Option<Said>,
    /// How far the help can be scrolled.
    pub help_end: End,
    /// How far the fields of a bill line can be scrolled.
    pub line_end: End,
    /// The order of the list is older than the data: it was held while the cursor moved.
    pub order_is_held: bool,
    first: Profile,
    others: Vec<Profile>,
    current: ProfileId,
}

/// A line that tells what is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note<'a> {
    /// A feed cannot be read.
    Feed(FeedName, &'a Failure),
    /// A closed cycle is not paid: what it owes.
    Owes(Cycle, &'a Outstanding),
    /// The store has something to tell.
    Store(&'a StoreNotice),
    /// Our clock is so far from the server's that countdowns are wrong: server less ours, in seconds.
    Clock(i64),
}

/// From this difference on a clock is told to be wrong, in seconds; an answer may take some of it.
const TOLD_SKEW: u64 = 120;

impl State {
    /// A program that shows one profile. Nothing is asked for before [`State::begin`].
    pub fn new(profile: Profile, thresholds: Thresholds, now: Now) -> Self {
        let mut state = Self {
            size: Size::default(),
            view: View::default(),
            themes: Themes::default(),
            keymap: Keymap::default(),
            thresholds,
            monthly_spend: None,
            offline: false,
            store_notices: Vec::new(),
            palette: None,
            sentences: Sentences::default(),
            said: None,
            help_end: End::default(),
            line_end: End::default(),
            order_is_held: false,
            first: profile,
            others: Vec::new(),
            current: ProfileId(0),
        };
        state.rearrange(now, false);
        state
    }

    /// Takes over what was kept of the profile, and plans to ask for the feeds that are `wanted`.
    pub fn begin(&mut self, known: LastKnown, wanted: &[FeedName], now: Now) {
        let offline = self.offline;
        if let Some(profile) = self.profile_mut(self.current) {
            profile.recall(known, now);
            profile.begin(wanted, offline, now);
        }
        self.rearrange(now, false);
    }

    /// The profile that is shown.
    pub fn profile(&self) -> &Profile {
        self.profiles().find(|(id, _)| *id == self.current).map_or(&self.first, |(_, profile)| profile)
    }

    /// The profile of this position, where there is one.
    pub fn profile_mut(&mut self, id: ProfileId) -> Option<&mut Profile> {
        match id.0.checked_sub(1) {
            None => Some(&mut self.first),
            Some(position) => self.others.get_mut(position),
        }
    }

    /// The position of the profile that is shown.
    pub const fn current(&self) -> ProfileId {
        self.current
    }

    /// Every open profile with its position.
    pub fn profiles(&self) -> impl Iterator<Item = (ProfileId, &Profile)> {
        let all = std::iter::once(&self.first).chain(&self.others);
        all.enumerate().map(|(position, profile)| (ProfileId(position), profile))
    }

    /// The position of the cursor in the list, where there is one.
    pub fn cursor(&self) -> Option<usize> {
        self.profile().position(self.view.selected.as_ref()?)
    }

    /// The billing cycle that is shown.
    pub fn shown_cycle(&self, now: DateTime<Utc>) -> Cycle {
        self.view.bills.cycle.or(self.profile().bills.only).unwrap_or_else(|| Cycle::at(now))
    }

    /// How the running cycle's spending stands against the limit: absent where there is no limit, where nothing is
    /// known, or where the bill is in another currency than the account's.
    pub fn spending(&self) -> Option<(&Spend, Decimal, Standing)> {
        let (limit, profile) = (self.monthly_spend?, self.profile());
        let spend = &profile.bills.spend;
        let balance = profile.snapshot.balance.as_ref();
        // Without a balance the bill's own currency is the account's, if it is the only one.
        let of_bill = || if let [only] = spend.as_slice() { Some(&*only.currency) } else { None };
        let currency = balance.and_then(|balance| balance.currency.as_deref()).or_else(of_bill)?;
        let standing = Standing::of(spend, limit, currency)?;
        Some((spend.iter().find(|spend| &*spend.currency == currency)?, limit, standing))
    }

    /// The pages there are.
    pub fn pages(&self) -> impl Iterator<Item = Page> {
        let profile = self.profile();
        Page::ALL.into_iter().filter(move |page| match page {
            Page::Models => true,
            Page::Bills => profile.wants(FeedName::Bills),
            Page::Alerts => profile.has_alerts(),
        })
    }

    /// The position of the cursor on the page of the alerts, where there is one.
    pub fn alerts_cursor(&self) -> Option<usize> {
        let selected = self.view.alerts.selected.as_ref()?;
        self.profile().alerts.entries().position(|entry| entry.is(selected))
    }

    /// The position of the cursor in the log of the alerts, where it is there.
    pub fn log_cursor(&self) -> Option<usize> {
        let selected = self.view.alerts.event.as_deref()?;
        self.profile().alerts.log().iter().position(|event| event.id == selected)
    }

    /// The event of the log that the cursor is on, where it is there.
    pub fn log_event(&self) -> Option<&Event> {
        self.profile().alerts.log().get(self.log_cursor()?)
    }

    /// What the cursor on the page of the alerts is on, or was before it went into the log.
    pub fn alerts_entry(&self) -> Option<Entry<'_>> {
        self.profile().alerts.entries().nth(self.alerts_cursor()?)
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
        let first = usize::try_from(page.wanted.offset).ok()?;
        page.lines.get(self.view.bills.line?.checked_sub(first)?)
    }

    /// Judges and lists the shown profile's models anew. With `hold` the order stays as it is.
    pub fn rearrange(&mut self, now: Now, hold: bool) {
        let before = self.cursor();
        let (view, thresholds) = (self.view.clone(), self.thresholds);
        if let Some(profile) = self.profile_mut(self.current) {
            profile.rearrange(&view, &thresholds, now.utc, hold);
        }
        self.order_is_held = hold;
        self.keep_cursor(before);
    }

    /// Lists the shown profile's models anew, as they were judged last: the view has changed, the data have not.
    pub fn relist(&mut self) {
        let before = self.cursor();
        let view = self.view.clone();
        if let Some(profile) = self.profile_mut(self.current) {
            profile.rows.arrange(&profile.snapshot, &view);
        }
        self.order_is_held = false;
        self.keep_cursor(before);
    }

    /// Leaves the cursor on its model; where that has left the list, on the row that took its place. A
    /// cursor that nobody has moved stays at the top.
    fn keep_cursor(&mut self, before: Option<usize>) {
        let profile = self.profile();
        let is_listed = self.view.selected.as_ref().is_some_and(|name| profile.position(name).is_some());
        if is_listed && self.view.moved_at.is_some() {
            return;
        }
        let last = profile.rows.index.len().saturating_sub(1);
        let position = if self.view.moved_at.is_some() { before.unwrap_or(0).min(last) } else { 0 };
        self.view.selected = profile.listed(position).map(|(model, _)| model.name.clone());
    }

    /// How many lines tell what is wrong.
    pub fn notes(&self) -> usize {
        self.note_lines().count()
    }

    /// The lines that tell what is wrong.
    pub fn note_lines(&self) -> impl Iterator<Item = Note<'_>> {
        let profile = self.profile();
        let feeds = FeedName::ALL.into_iter().filter_map(move |name| {
            let failure = profile.snapshot.feed(name).failure.as_ref()?;
            (!self.is_told_elsewhere(name, &failure.cause)).then_some(Note::Feed(name, failure))
        });
        let skew = profile.skew_seconds.filter(|seconds| seconds.unsigned_abs() > TOLD_SKEW);
        let owed = profile.bills.outstanding.iter().filter(|(_, owed)| !owed.value.0.is_empty());
        let owed = owed.map(|(cycle, owed)| Note::Owes(*cycle, &owed.value));
        feeds.chain(owed).chain(skew.map(Note::Clock)).chain(self.store_notices.iter().map(Note::Store))
    }

    /// Where there is nothing to list, that is told in the list's place; the header tells that the account is
    /// not checked.
    fn is_told_elsewhere(&self, feed: FeedName, cause: &Cause) -> bool {
        match feed {
            FeedName::Quotas => self.profile().snapshot.models.is_empty(),
            FeedName::Account => cause.means_off(),
            // Only their own page tells of bills that cannot be read: whoever does not want them is left alone.
            FeedName::Bills => self.view.page != Page::Bills || self.profile().bills.report.groups.is_empty(),
        }
    }

    /// Whether there is nothing to show and nothing to sign in with.
    pub fn is_first_run(&self) -> bool {
        let snapshot = &self.profile().snapshot;
        let no_login = |failure: &Failure| matches!(failure.cause, Cause::NoLogin { .. });
        snapshot.models.is_empty() && snapshot.quotas.failure.as_ref().is_some_and(no_login)
    }

    /// Whether an answer is awaited before there is anything to show.
    pub fn is_first_load(&self) -> bool {
        let profile = self.profile();
        profile.snapshot.models.is_empty()
            && profile.catalogue_at.is_none()
            && profile.snapshot.quotas.fetched_at.is_none()
            && profile.snapshot.quotas.failure.is_none()
            && !self.offline
            && [Task::Catalogue, Task::Quotas, Task::Snapshot]
                .into_iter()
                .any(|task| profile.schedule.is_planned(task))
    }
}
