//! The list: the rows of the profile that is shown, or of all of them as one. Dated, not recomputed per frame.

use crate::{
    app::{Profile, ProfileId, View, account::rows::Row},
    domain::{
        Model,
        filter::Candidate,
        sort::{SortRow, order},
        totals::{Total, Untouched, sum},
    },
};

/// Where a row of the list comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RowId {
    /// Its profile.
    pub profile: ProfileId,
    /// The position of its model among the profile's.
    pub at: u32,
}

/// A row of the list, with all that it belongs to.
#[derive(Debug, Clone, Copy)]
pub struct Listed<'a> {
    /// Whose it is.
    pub id: ProfileId,
    /// What is known of that account.
    pub profile: &'a Profile,
    /// The facts.
    pub model: &'a Model,
    /// What was derived from them.
    pub row: &'a Row,
}

/// What is listed, in its order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct List {
    /// Where each row comes from.
    pub index: Vec<RowId>,
    /// The models that one line stands for.
    pub folded: Untouched,
    /// What is left in all, of what is listed and what is not.
    pub totals: Vec<Total>,
}

impl List {
    /// What the view wants of these profiles, in its order.
    pub(crate) fn of<'a>(shown: impl Iterator<Item = (ProfileId, &'a Profile)>, view: &View) -> Self {
        let shown: Vec<(ProfileId, &Profile)> = shown.collect();
        let folds = !view.unfolded && view.filter.is_empty();
        let totals = totals(shown.iter().copied());
        let mut list = Self { totals, ..Self::default() };
        let mut places = Vec::new();
        for (id, profile) in &shown {
            let name = profile.name().to_lowercase();
            for (place, model, row) in rows(*id, profile) {
                if folds && Untouched::includes(model, row.status) {
                    list.folded.add(model);
                } else if view.filter.matches(candidate(&name, model, row)) {
                    places.push(place);
                }
            }
        }
        if places.is_empty() && list.folded.models > 0 {
            // Nothing but untouched models: then they are the list.
            list.folded = Untouched::default();
            places.extend(shown.iter().flat_map(|(id, profile)| rows(*id, profile)).map(|(place, ..)| place));
        }
        let found = |place: RowId| {
            let (_, profile) = shown.iter().find(|(id, _)| *id == place.profile)?;
            profile.at(place.at)
        };
        if shown.len() > 1 {
            // Each profile's models are ordered by name; so are all of them then, equal names by their profiles.
            places.sort_by_key(|place| found(*place).map(|(model, _)| &model.name));
        }
        let ranked = (0..).zip(&places).filter_map(|(rank, place)| Some((rank, sort_row(found(*place)?))));
        let ranks = order(view.sort, view.reversed, ranked).into_iter();
        list.index = ranks.filter_map(|rank| places.get(usize::try_from(rank).ok()?).copied()).collect();
        list
    }

    /// How many rows it has.
    pub const fn len(&self) -> usize {
        self.index.len()
    }

    /// Whether it has none.
    pub const fn is_empty(&self) -> bool {
        self.index.is_empty()
    }

    /// The row of this place.
    pub fn position(&self, place: RowId) -> Option<usize> {
        self.index.iter().position(|listed| *listed == place)
    }
}

/// What is left in these profiles in all.
pub(crate) fn totals<'a>(shown: impl Iterator<Item = (ProfileId, &'a Profile)>) -> Vec<Total> {
    sum(shown.flat_map(|(_, profile)| profile.rows.totals.iter().copied()))
}

/// Every model of a profile with a row, in the order of their names.
pub(crate) fn rows(id: ProfileId, profile: &Profile) -> impl Iterator<Item = (RowId, &Model, &Row)> {
    let models = profile.snapshot.models.iter().zip(&profile.rows.rows);
    (0..).zip(models).map(move |(at, (model, row))| (RowId { profile: id, at }, model, row))
}

fn candidate<'a>(profile: &'a str, model: &Model, row: &'a Row) -> Candidate<'a> {
    let Row { status, next_call, .. } = *row;
    Candidate { profile, lower_name: &row.lower_name, kind: model.kind, status, next_call }
}

const fn sort_row<'a>((model, row): (&'a Model, &'a Row)) -> SortRow<'a> {
    let Row { status, next_call, left_percent, runs_out, .. } = *row;
    SortRow { model, status, next_call, left_percent, runs_out }
}
