//! The list of models of the visible profiles. Rebuilt when data or view change, not per frame.

use crate::{
    app::{Profile, ProfileId, View, account::rows::Row},
    domain::{
        Model,
        filter::Candidate,
        sort::order,
        totals::{Sums, Total, Untouched},
    },
};

/// Identifies a row of the list. It is small: a list may have very many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RowId {
    profile: u32,
    /// The position of the model in its profile.
    pub at: u32,
}

impl RowId {
    pub fn new(profile: ProfileId, at: u32) -> Self {
        Self { profile: u32::try_from(profile.0).unwrap_or(u32::MAX), at }
    }

    pub fn profile(self) -> ProfileId {
        ProfileId(usize::try_from(self.profile).unwrap_or(usize::MAX))
    }
}

/// A row of the list with its model and profile.
#[derive(Debug, Clone, Copy)]
pub struct Listed<'a> {
    pub id: ProfileId,
    pub profile: &'a Profile,
    pub model: &'a Model,
    /// Derived facts.
    pub row: &'a Row,
}

/// The list in its sort order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct List {
    /// The rows.
    pub index: Vec<RowId>,
    /// Unused models, folded into one line.
    pub folded: Untouched,
    /// What is left in total, including models that are not listed.
    pub totals: Vec<Total>,
}

impl List {
    /// Lists the models of `shown` as the view filters and sorts them.
    pub(crate) fn of<'a>(shown: impl Iterator<Item = (ProfileId, &'a Profile)>, view: &View) -> Self {
        let shown: Vec<(ProfileId, &Profile)> = shown.collect();
        let folds = !view.unfolded && view.filter.is_empty();
        let totals = totals(shown.iter().copied());
        let mut list = Self { totals, ..Self::default() };
        let mut ids = Vec::new();
        for (id, profile) in &shown {
            let name = profile.name().to_lowercase();
            for (id, model, row) in rows(*id, profile) {
                if folds && Untouched::includes(model, row.status) {
                    list.folded.add(model);
                } else if view.filter.matches(candidate(&name, model, row)) {
                    ids.push(id);
                }
            }
        }
        if ids.is_empty() && list.folded.models > 0 {
            // Only unused models: there is no point in folding them.
            list.folded = Untouched::default();
            ids.extend(shown.iter().flat_map(|(id, profile)| rows(*id, profile)).map(|(id, ..)| id));
        }
        let found = |id: RowId| {
            let (_, profile) = shown.iter().find(|(profile, _)| *profile == id.profile())?;
            profile.at(id.at).map(|(model, row)| (*profile, model, row))
        };
        if shown.len() > 1 {
            // Each profile's models are ordered by name; merge them, equal names in the order of their
            // profiles.
            ids.sort_by_key(|id| found(*id).map(|(_, model, _)| &model.name));
        }
        let ranked = (0..).zip(&ids).filter_map(|(rank, id)| {
            let (profile, model, row) = found(*id)?;
            Some((rank, row.sort_row(model, &profile.bills.costs)))
        });
        let ranks = order(view.sort, view.reversed, ranked).into_iter();
        list.index = ranks.filter_map(|rank| ids.get(usize::try_from(rank).ok()?).copied()).collect();
        list
    }

    pub const fn len(&self) -> usize {
        self.index.len()
    }

    pub const fn is_empty(&self) -> bool {
        self.index.is_empty()
    }

    pub fn position(&self, id: RowId) -> Option<usize> {
        self.index.iter().position(|listed| *listed == id)
    }
}

/// What is left in total in these profiles.
pub(crate) fn totals<'a>(shown: impl Iterator<Item = (ProfileId, &'a Profile)>) -> Vec<Total> {
    let mut sums = Sums::default();
    shown.flat_map(|(_, profile)| &profile.rows.totals).for_each(|total| sums.add(*total));
    sums.into_totals()
}

/// Every model of a profile with its row, ordered by name.
pub(crate) fn rows(id: ProfileId, profile: &Profile) -> impl Iterator<Item = (RowId, &Model, &Row)> {
    let models = profile.snapshot.models.iter().zip(&*profile.rows.rows);
    (0..).zip(models).map(move |(at, (model, row))| (RowId::new(id, at), model, row))
}

fn candidate<'a>(profile: &'a str, model: &'a Model, row: &Row) -> Candidate<'a> {
    let Row { status, next_call, .. } = *row;
    Candidate { profile, model: model.name.as_str(), kind: model.kind, status, next_call }
}
