//! Restores the view after the configuration was reloaded, as far as everything still exists. Profiles are
//! matched by name: their positions may have changed.

use super::{
    ProfileId, State,
    view::{AlertsView, BillsView, Choice, Chooser, Overlay, Page, View},
};
use crate::domain::Now;

impl State {
    /// Restores the view of `before`. Changed settings take precedence over what the user has chosen.
    pub fn resume(&mut self, before: &Self, now: Now) {
        self.size = before.size;
        self.palette.clone_from(&before.palette);
        self.themes.resume(&before.themes);
        for (id, left) in before.profiles() {
            if let Some(profile) = self.named(left.name()).and_then(|id| self.profile_mut(id)) {
                profile.left_at.clone_from(if id == before.current { &None } else { &left.left_at });
            }
        }
        let id_now = |id: ProfileId| self.named(before.profile_at(id)?.name());
        let (view, current) = (self.view_after(before, id_now), id_now(before.current));
        (self.view, self.current) = (view, current.unwrap_or(ProfileId(0)));
        if self.pages().all(|page| !self.is_open(page)) {
            (self.view.page, self.view.overlay) = (Page::Models, Overlay::None);
        }
        if let (Some(wall), Some(before)) = (&mut self.wall, &before.wall) {
            wall.resume(before);
        }
        self.rearrange(now, false);
    }

    /// The view of `before`, translated to the profiles that are open now.
    fn view_after(&self, before: &Self, id_now: impl Fn(ProfileId) -> Option<ProfileId>) -> View {
        let (view, is_open) = (before.view.clone(), id_now(before.current).is_some());
        let overlay = match view.overlay {
            // Its choices are not known yet.
            Overlay::Chooser(Chooser { choice: Choice::Product, .. }) => Overlay::None,
            Overlay::Chooser(Chooser { choice: Choice::Profile, .. }) if !self.has_several() => Overlay::None,
            Overlay::Chooser(Chooser { choice: Choice::Profile, cursor }) => {
                let chosen = cursor.checked_sub(1).and_then(|position| id_now(ProfileId(position)));
                Overlay::chooser(Choice::Profile, chosen.map_or(0, |id| id.0.saturating_add(1)))
            }
            // Its profile is gone.
            _ if !is_open => Overlay::None,
            overlay => overlay,
        };
        let selected = |(id, entry)| Some((id_now(id)?, entry));
        View {
            shown: if is_open && before.has_several() { view.shown } else { self.view.shown },
            columns: if self.columns == before.columns { view.columns } else { self.columns.clone() },
            columns_before: view.columns_before.filter(|_| self.columns == before.columns),
            selected: view.selected.filter(|_| is_open),
            alerts: AlertsView { selected: view.alerts.selected.and_then(selected), ..view.alerts },
            bills: if is_open {
                view.bills
            } else {
                BillsView { query: view.bills.query, ..BillsView::default() }
            },
            overlay,
            ..view
        }
    }

    fn named(&self, name: &str) -> Option<ProfileId> {
        self.profiles().find(|(_, profile)| profile.name() == name).map(|(id, _)| id)
    }
}
