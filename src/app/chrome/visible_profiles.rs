//! Which of the open profiles are visible: one, or all of them in one list.

use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::app::{
    Profile, ProfileId, State,
    accounts::supplied,
    pages::models::list::{List, Listed, RowId, totals},
    view::{Overlay, Page, Shown},
};
use crate::domain::{ModelName, Now};

/// The list is not sorted again for this long after the cursor has moved.
pub(crate) const HOLD_ORDER: Duration = Duration::from_secs(3);

impl State {
    /// Whether all profiles are shown in one list, as on the wallboard.
    pub const fn shows_all(&self) -> bool {
        (matches!(self.view.shown, Shown::All) || self.wall.is_some()) && self.has_several()
    }

    /// The visible profiles.
    pub fn shown(&self) -> impl Iterator<Item = (ProfileId, &Profile)> {
        self.profiles().filter(|(id, _)| self.is_shown(*id))
    }

    pub fn is_shown(&self, id: ProfileId) -> bool {
        self.shows_all() || id == self.current
    }

    /// The visible profiles whose accounts are overdue.
    pub fn overdue(&self) -> impl Iterator<Item = (ProfileId, &Profile)> {
        self.shown().filter(|(_, profile)| profile.is_overdue())
    }

    /// The row of the list at `position`.
    pub fn listed(&self, position: usize) -> Option<Listed<'_>> {
        let row = *self.list.index.get(position)?;
        let id = row.profile();
        let profile = self.profile_at(id)?;
        let (model, row) = profile.at(row.at)?;
        Some(Listed { id, profile, model, row })
    }

    /// All rows of the list.
    pub fn rows(&self) -> impl Iterator<Item = Listed<'_>> {
        (0..self.list.len()).filter_map(|position| self.listed(position))
    }

    /// The position of a profile's model in the list, if it is listed.
    pub fn position(&self, profile: ProfileId, name: &ModelName) -> Option<usize> {
        let at = self.profile_at(profile)?.position(name)?;
        self.list.position(RowId::new(profile, at))
    }

    /// The position of the cursor in the list.
    pub fn cursor(&self) -> Option<usize> {
        self.position(self.current, self.view.selected.as_ref()?)
    }

    /// When time alone changes a row next.
    pub fn next_change(&self) -> Option<DateTime<Utc>> {
        let shows_accounts = self.is_open(Page::Accounts) || self.wall.is_some();
        let accounts = self.accounts.next_change.filter(|_| shows_accounts);
        self.shown().filter_map(|(_, profile)| profile.rows.next_change).chain(accounts).min()
    }

    /// The number of models of the visible profiles, listed or not.
    pub fn models(&self) -> usize {
        self.shown().map(|(_, profile)| profile.snapshot.models.len()).sum()
    }

    /// Moves the cursor to the row at `position` and the focus to its profile.
    pub(crate) fn select(&mut self, position: usize) {
        let row = self.listed(position).map(|row| (row.id, row.model.name.clone()));
        if let Some((id, _)) = row {
            self.current = id;
        }
        self.view.selected = row.map(|(_, name)| name);
    }

    /// Whether the cursor has just moved: rows do not change places under the reader's eyes.
    pub(crate) fn holds_order(&self, now: Now) -> bool {
        self.view.moved_in_a_list_at().is_some_and(|at| now.monotonic.saturating_sub(at) < HOLD_ORDER)
    }

    /// Derives every row and rebuilds the list. With `hold`, the order stays if the set of models is
    /// unchanged.
    pub fn rearrange(&mut self, now: Now, hold: bool) {
        self.rearrange_of(|_| true, now, hold);
    }

    /// The same if only the data of some profiles have changed: the rows of the others are derived again when time alone
    /// changes one.
    pub(crate) fn rearrange_of(&mut self, has_changed: impl Fn(ProfileId) -> bool, now: Now, hold: bool) {
        let before = self.cursor();
        let is_same = self.shown().all(|(id, profile)| {
            // Rows of a profile that has lost its models have to go.
            profile.has_same_models()
                || (profile.snapshot.models.is_empty()
                    && self.list.index.iter().all(|row| row.profile() != id))
        });
        let (thresholds, clock) = (self.thresholds, self.clock);
        for (id, profile) in self.profiles_mut() {
            let is_due = profile.rows.next_change.is_some_and(|at| at <= now.utc);
            if is_due || has_changed(id) {
                profile.judge(&thresholds, profile.moment(clock, now.utc));
            }
        }
        if !self.keeps_lists {
            return;
        }
        if hold && is_same {
            self.list.totals = totals(self.shown());
        } else {
            self.list = List::of(self.shown(), &self.view);
        }
        if self.has_accounts() {
            self.list_accounts(now, hold);
        }
        self.order_is_held = hold;
        self.list_changed();
        self.restore_cursor(before);
    }

    /// Sums up every account, even if there is only one. With `hold`, the order stays if they are the same accounts.
    pub fn list_accounts(&mut self, now: Now, hold: bool) {
        let supplied = |(id, profile)| supplied(id, profile, self.name_of(profile), now.utc);
        let all = self.profiles().flat_map(supplied).collect();
        self.accounts.arrange(all, &self.view.accounts.filter, hold, now.utc);
    }

    /// Rebuilds the list from unchanged rows: the view has changed, the data have not.
    pub fn relist(&mut self) {
        let before = self.cursor();
        self.list = List::of(self.shown(), &self.view);
        self.order_is_held = false;
        self.list_changed();
        self.restore_cursor(before);
    }

    /// Shows one profile or all of them. Each profile remembers its cursor.
    pub(crate) fn show(&mut self, only: Option<ProfileId>, now: Now) {
        self.view.shown = if only.is_none() { Shown::All } else { Shown::One };
        if let Some(id) = only {
            self.focus(id);
        }
        self.view.bills.line = None;
        self.rearrange(now, false);
    }

    /// Moves the focus to a profile and restores its cursor.
    pub(crate) fn focus(&mut self, id: ProfileId) {
        if id == self.current || self.profile_at(id).is_none() {
            return;
        }
        let (left, current) = (self.view.selected.take(), self.current);
        if let Some(profile) = self.profile_mut(current) {
            profile.left_at = left;
        }
        self.current = id;
        self.view.selected = self.profile().left_at.clone();
    }

    /// Keeps the cursor on its model, or on the row that took its place. A cursor that was never moved stays at
    /// the top. The focus does not change while an overlay or another page is open.
    pub(crate) fn restore_cursor(&mut self, before: Option<usize>) {
        let is_moved = self.view.moved_at.is_some();
        let is_covered = self.view.overlay != Overlay::None || !self.is_open(Page::Models);
        if self.shows_all() && is_covered || is_moved && self.cursor().is_some() {
            return;
        }
        let last = self.list.len().saturating_sub(1);
        self.select(if is_moved { before.unwrap_or(0).min(last) } else { 0 });
    }
}
