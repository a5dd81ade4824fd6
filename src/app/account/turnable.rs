//! Whether Free Quota Only can be turned for a model, and to what.

use chrono::{DateTime, Utc};

use crate::{
    app::State,
    domain::{ModelName, write::free_quota_only::Step},
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
