//! Continues after the configuration was reloaded: what the user has opened and selected stays, as far as it still
//! exists. Profiles are identified by their names: their positions may have changed.

use super::{
    ProfileId, State,
    view::{AlertsView, BillsView, Overlay, Page, View},
};
use crate::domain::Now;

impl State {
    /// Continues where `before` was left. What the configuration now says wins over what the user has tried.
    pub fn resume(&mut self, before: &Self, now: Now) {
        self.size = before.size;
        self.palette.clone_from(&before.palette);
        self.themes.resume(&before.themes);
        for (id, left) in before.profiles() {
            if let Some(profile) = self.named(left.name()).and_then(|id| self.profile_mut(id)) {
                profile.left_at.clone_from(if id == before.current { &None } else { &left.left_at });
            }
        }
        let still = |id: ProfileId| self.named(before.of(id)?.name());
        let (view, current) = (self.view_after(before, still), still(before.current));
        (self.view, self.current) = (view, current.unwrap_or(ProfileId(0)));
        if self.pages().all(|page| !self.is_open(page)) {
            (self.view.page, self.view.overlay) = (Page::Models, Overlay::None);
        }
        if let (Some(wall), Some(before)) = (&mut self.wall, &before.wall) {
            wall.resume(before);
        }
        self.rearrange(now, false);
    }

    /// The view of `before`, in terms of the profiles that are open now.
    fn view_after(&self, before: &Self, still: impl Fn(ProfileId) -> Option<ProfileId>) -> View {
        let (view, is_kept) = (before.view.clone(), still(before.current).is_some());
        let overlay = match view.overlay {
            // What is offered is not known yet.
            Overlay::Products { .. } => Overlay::None,
            Overlay::Profiles { .. } if !self.has_several() => Overlay::None,
            Overlay::Profiles { cursor } => {
                let chosen = cursor.checked_sub(1).and_then(|position| still(ProfileId(position)));
                Overlay::Profiles { cursor: chosen.map_or(0, |id| id.0.saturating_add(1)) }
            }
            // It was about a profile that is gone.
            _ if !is_kept => Overlay::None,
            overlay => overlay,
        };
        let selected = |(id, entry)| Some((still(id)?, entry));
        View {
            shown: if is_kept && before.has_several() { view.shown } else { self.view.shown },
            columns: if self.columns == before.columns { view.columns } else { self.columns.clone() },
            selected: view.selected.filter(|_| is_kept),
            alerts: AlertsView { selected: view.alerts.selected.and_then(selected), ..view.alerts },
            bills: if is_kept {
                view.bills
            } else {
                BillsView { query: view.bills.query, ..BillsView::default() }
            },
            overlay,
            ..view
        }
    }

    /// The profile of this name, where it is open.
    fn named(&self, name: &str) -> Option<ProfileId> {
        self.profiles().find(|(_, profile)| profile.name() == name).map(|(id, _)| id)
    }
}
