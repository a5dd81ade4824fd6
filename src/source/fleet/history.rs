//! What was left of the models of an account in the last days, from the samples of a range query.

use chrono::TimeDelta;

use crate::{
    domain::{Model, ModelName, forecast::Seen},
    source::prometheus::{Found, Series},
};

/// A week, which is what charts show and what the pace of a week needs, hour by hour.
pub(super) const LENGTH: TimeDelta = TimeDelta::days(7);
pub(super) const STEP: TimeDelta = TimeDelta::minutes(30);

/// The histories of these models, oldest first. Grants of the past are not recorded with them, so the present one is
/// taken: a larger figure before it was of an earlier grant, and is left out.
pub(super) fn histories(found: &Found, models: &[Model]) -> Vec<(ModelName, Vec<Seen>)> {
    let history = |series: &Series| {
        let name = series.label("model")?;
        let model = models.iter().find(|model| model.name.as_str() == name)?;
        let seen = seen(series, model);
        (!seen.is_empty()).then(|| (model.name.clone(), seen))
    };
    found.series.iter().filter_map(history).collect()
}

/// Equal figures of consecutive steps are one.
fn seen(series: &Series, model: &Model) -> Vec<Seen> {
    let Some(quota) = &model.quota else { return Vec::new() };
    let Some(total) = quota.total else { return Vec::new() };
    let mut all: Vec<Seen> = Vec::new();
    for sample in series.samples.iter().filter(|sample| sample.value <= total) {
        match all.last_mut() {
            Some(last)
                if last.remaining == sample.value && sample.at.signed_duration_since(last.until) <= STEP =>
            {
                last.until = sample.at;
            }
            _ => all.push(Seen {
                from: sample.at,
                until: sample.at,
                remaining: sample.value,
                total: quota.total,
                expires_at: quota.expires_at,
            }),
        }
    }
    all
}
