//! The alerts that the rules of a Prometheus raise for one account (`assets/prometheus/alerts.rules.yml`).
//!
//! Alerts of the user's own rules are left out: nothing is known of them but a name.

use super::{metrics::RULE, rows::instant};
use crate::{
    domain::alert::{Firing, Rule, Scope, Subject},
    source::prometheus::{Found, Series},
};

/// From the series of `ALERTS_FOR_STATE`, whose values are the times since when.
pub(super) fn firing(found: &Found) -> Vec<Firing> {
    found.series.iter().filter_map(alert).collect()
}

fn alert(series: &Series) -> Option<Firing> {
    let rule: Rule = series.label(RULE)?.parse().ok()?;
    let subject = match rule.scope() {
        Scope::Model => series.label("model")?,
        Scope::Feed => series.label("feed")?,
        Scope::Balance | Scope::Spend | Scope::Speed => "",
    };
    Some(Firing { rule, subject: Subject::parse(rule, subject)?, since: instant(series.last()?)? })
}
