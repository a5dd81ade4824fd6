//! Explains why a model was charged, by rules over its bill, its free quota and time.
//!
//! A reason is given only if the facts prove it. Otherwise the charge is unexplained, with a hint what to
//! look at next.

pub mod reason;

mod billed_region;
mod case;
mod charges;
mod ended;
mod lag;
mod never;
mod sibling;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};

pub use self::{
    billed_region::region_with_quota,
    case::{Case, Quotas},
    reason::{Charged, Elsewhere, Facts, Look, Reason, ReasonKind, Why},
};
use self::{
    case::RealTime,
    charges::{ChargeKind, Charges},
};
use super::{FeedState, Model, Status, Thresholds, bill::is_same_model};

/// A reason for each kind of use that costs money, highest cost first. Every charged line has exactly one.
pub fn reasons(case: &Case<'_>, now: DateTime<Utc>) -> Vec<Reason> {
    let charged = charges::charges(case).into_iter();
    charged.map(|charges| Reason { why: why(&charges, case, now), charged: charges.charged }).collect()
}

fn why(charges: &Charges<'_>, case: &Case<'_>, now: DateTime<Utc>) -> Why {
    let items = || charges.items.iter().map(|item| (*item).to_owned()).collect();
    match charges.kind {
        ChargeKind::Batch => Why::Batch { items: items() },
        ChargeKind::Cache => Why::Cache { items: items() },
        ChargeKind::Custom => Why::Custom { items: items() },
        ChargeKind::WithoutQuota { region, site } => {
            Why::Region { region: region.to_owned(), quotas_region: case.quotas.region, site }
        }
        ChargeKind::QuotasElsewhere { region, site } => Why::elsewhere(region, site, case),
        ChargeKind::Foreign => Why::unexplained(Look::Product, case, None),
        ChargeKind::Unread => Why::unexplained(Look::InstanceId, case, None),
        ChargeKind::RealTime { model } => real_time(model, charges, case, now),
    }
}

/// The first rule that applies to real-time calls. How a quota ended is the most specific fact; then follow
/// the lack of a quota, and last what may change with the next reading.
fn real_time(name: &str, charges: &Charges<'_>, case: &Case<'_>, now: DateTime<Utc>) -> Why {
    let quotas = &case.quotas;
    let model = billed_model(name, quotas.models);
    let call = RealTime {
        name,
        model,
        status: model.map_or(Status::Unknown, |model| Status::of(model, &Thresholds::default(), now)),
        days: charges.days(),
        ran_out_at: case.ran_out_at,
        now,
    };
    ended::ran_out_before_expiry(&call)
        .or_else(|| ended::expired(&call))
        .or_else(|| ended::exhausted(&call))
        .or_else(|| never::sibling(&call, quotas))
        .or_else(|| never::no_quota(&call, quotas))
        .or_else(|| lag::within(&call, quotas))
        .unwrap_or_else(|| Why::unexplained(next_look(&call, quotas), case, model))
}

/// The model that a bill names so: the one of exactly this name, else the one that only case or vendor tells apart.
fn billed_model<'a>(name: &str, models: &'a [Model]) -> Option<&'a Model> {
    let exact = models.iter().find(|model| model.name.as_str() == name);
    exact.or_else(|| models.iter().find(|model| is_same_model(name, model.name.as_str())))
}

/// What to look at if no rule applies; missing facts come first.
fn next_look(call: &RealTime<'_>, quotas: &Quotas<'_>) -> Look {
    match (quotas.state, call.model) {
        (FeedState::Off | FeedState::Failed, _) => Look::QuotasUnread,
        (FeedState::Stale, _) => Look::QuotasStale,
        (FeedState::Fresh, None) => Look::ModelUnlisted,
        (FeedState::Fresh, Some(model)) if model.quota.is_none() => Look::QuotasUnread,
        (FeedState::Fresh, Some(_)) if call.status == Status::Unknown => Look::QuotaUnclear,
        (FeedState::Fresh, Some(_)) => Look::Lines,
    }
}
