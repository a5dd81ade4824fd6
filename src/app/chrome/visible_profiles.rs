//! What is shown of the profiles that are open: one of them, or all of them as one.

use crate::app::{
    Profile, ProfileId, State,
    pages::models::list::{List, Listed, RowId, totals},
    view::{Overlay, Page, Shown},
};
use chrono::{DateTime, Utc};

use crate::domain::{ModelName, Now};

impl State {
    /// Whether all profiles are shown as one. On the wallboard they always are.
    pub const fn shows_all(&self) -> bool {
        (matches!(self.view.shown, Shown::All) || self.wall.is_some()) && self.has_several()
    }

    /// The profiles that are shown.
    pub fn shown(&self) -> impl Iterator<Item = (ProfileId, &Profile)> {
        self.profiles().filter(|(id, _)| self.is_shown(*id))
    }

    /// Whether this profile is shown.
    pub fn is_shown(&self, id: ProfileId) -> bool {
        self.shows_all() || id == self.current
    }

    /// The profiles whose accounts owe, of those that are shown.
    pub fn overdue(&self) -> impl Iterator<Item = (ProfileId, &Profile)> {
        self.shown().filter(|(_, profile)| profile.is_overdue())
    }

    /// The row at this position of the list.
    pub fn listed(&self, position: usize) -> Option<Listed<'_>> {
        let RowId { profile: id, at } = *self.list.index.get(position)?;
        let profile = self.of(id)?;
        let (model, row) = profile.at(at)?;
        Some(Listed { id, profile, model, row })
    }

    /// Every row of the list.
    pub fn rows(&self) -> impl Iterator<Item = Listed<'_>> {
        (0..self.list.len()).filter_map(|position| self.listed(position))
    }

    /// The position in the list of this profile's model, where it is listed.
    pub fn position(&self, profile: ProfileId, name: &ModelName) -> Option<usize> {
        let at = self.of(profile)?.position(name)?;
        self.list.position(RowId { profile, at })
    }

    /// The position of the cursor in the list, where there is one.
    pub fn cursor(&self) -> Option<usize> {
        self.position(self.current, self.view.selected.as_ref()?)
    }

    /// The earliest instant at which a row changes by time alone.
    pub fn next_change(&self) -> Option<DateTime<Utc>> {
        self.shown().filter_map(|(_, profile)| profile.rows.next_change).min()
    }

    /// How many models there are, listed or not.
    pub fn models(&self) -> usize {
        self.shown().map(|(_, profile)| profile.snapshot.models.len()).sum()
    }

    /// Puts the cursor on this row of the list; its profile comes into focus.
    pub(crate) fn select(&mut self, position: usize) {
        let row = self.listed(position).map(|row| (row.id, row.model.name.clone()));
        if let Some((id, _)) = row {
            self.current = id;
        }
        self.view.selected = row.map(|(_, name)| name);
    }

    /// Judges every model and lists them all again. With `hold` the order stays as it is, as far as the models are
    /// still the same.
    pub fn rearrange(&mut self, now: Now, hold: bool) {
        let before = self.cursor();
        let is_same = self.shown().all(|(id, profile)| {
            // Of a profile without models nothing may be listed any more.
            profile.has_same_models()
                || (profile.snapshot.models.is_empty()
                    && self.list.index.iter().all(|place| place.profile != id))
        });
        let (thresholds, clock) = (self.thresholds, self.clock);
        for (_, profile) in self.profiles_mut() {
            profile.judge(&thresholds, profile.moment(clock, now.utc));
        }
        if hold && is_same {
            self.list.totals = totals(self.shown());
        } else {
            self.list = List::of(self.shown(), &self.view);
        }
        self.order_is_held = hold;
        self.list_changed();
        self.keep_cursor(before);
    }

    /// Lists the models as they were judged last: the view has changed, the data have not.
    pub fn relist(&mut self) {
        let before = self.cursor();
        self.list = List::of(self.shown(), &self.view);
        self.order_is_held = false;
        self.list_changed();
        self.keep_cursor(before);
    }

    /// Shows this profile alone, or all of them. Each profile's cursor is where it was left.
    pub(crate) fn show(&mut self, only: Option<ProfileId>, now: Now) {
        self.view.shown = if only.is_none() { Shown::All } else { Shown::One };
        if let Some(id) = only {
            self.focus(id);
        }
        self.view.bills.line = None;
        self.rearrange(now, false);
    }

    /// Brings a profile into focus, with the cursor where it was left there.
    pub(crate) fn focus(&mut self, id: ProfileId) {
        if id == self.current || self.of(id).is_none() {
            return;
        }
        let (left, current) = (self.view.selected.take(), self.current);
        if let Some(profile) = self.profile_mut(current) {
            profile.left_at = left;
        }
        self.current = id;
        self.view.selected = self.profile().left_at.clone();
    }

    /// Leaves the cursor on its model; where that has left the list, on the row that took its place. A
    /// cursor that nobody has moved stays at the top. The focus does not move under what is open.
    pub(crate) fn keep_cursor(&mut self, before: Option<usize>) {
        let is_moved = self.view.moved_at.is_some();
        let is_looked_at = self.view.overlay != Overlay::None || !self.is_open(Page::Models);
        if self.shows_all() && is_looked_at || is_moved && self.cursor().is_some() {
            return;
        }
        let last = self.list.len().saturating_sub(1);
        self.select(if is_moved { before.unwrap_or(0).min(last) } else { 0 });
    }
}
