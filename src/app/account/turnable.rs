//! For which models Free Quota Only can be turned, and to what.

use chrono::{DateTime, Utc};

use crate::{
    app::State,
    domain::{
        ModelName,
        write::free_quota_only::{Step, has_quota},
    },
};

/// What the switch of a model of the profile in focus can be turned to: the other state, on if it is unknown. Absent
/// if nothing may be changed, or if it cannot be turned on.
pub(crate) fn to(state: &State, model: &ModelName, now: DateTime<Utc>) -> Option<bool> {
    let profile = state.profile();
    if !profile.may_change || state.wall.is_some() {
        return None;
    }
    let (model, _) = profile.model(model)?;
    let on = model.free_quota_only != Some(true);
    (Step::new(model, on, state.moment(profile, now)) == Step::Send).then_some(on)
}

/// The models of the profile in focus that certainly have quota left, and for which it can be turned `on` or off.
pub(crate) fn all(state: &State, on: bool, now: DateTime<Utc>) -> Vec<ModelName> {
    let profile = state.profile();
    let moment = state.moment(profile, now);
    let models = profile.snapshot.models.iter();
    let turnable =
        models.filter(|model| has_quota(model, moment) && Step::new(model, on, moment) == Step::Send);
    turnable.map(|model| model.name.clone()).collect()
}
