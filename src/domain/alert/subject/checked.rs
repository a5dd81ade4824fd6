//! What every checked subject provides.

use chrono::{DateTime, Utc};

use crate::domain::alert::{Facts, Rule, Rules, Subject};

/// Whether the condition of a rule is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Condition {
    Met,
    /// Still met if it was met before: the figure is within the margin of the threshold.
    InMargin,
    NotMet,
    /// The facts are insufficient.
    Unknown,
}

impl Condition {
    /// Without a margin.
    pub(super) const fn exact(is_met: bool) -> Self {
        if is_met { Self::Met } else { Self::NotMet }
    }

    pub(super) const fn with_margin(is_met: bool, is_in_margin: bool) -> Self {
        match (is_met, is_in_margin) {
            (true, _) => Self::Met,
            (false, true) => Self::InMargin,
            (false, false) => Self::NotMet,
        }
    }
}

/// A subject that rules check, at one moment.
pub(in super::super) trait Checked {
    fn subject(&self) -> Subject;

    /// When its facts were read. Facts older than an alert's last change do not change it again.
    fn seen_at(&self) -> DateTime<Utc>;

    /// Whether the condition of `rule`, which is on and of this subject's scope, is met.
    fn condition(&self, rule: Rule, rules: &Rules, now: DateTime<Utc>) -> Condition;

    /// The key of an episode of `rule` that begins now, without its ordinal.
    fn key(&self, rule: Rule, rules: &Rules) -> String;

    /// The facts of an event of `rule`; `None` if nothing new is known.
    fn facts(&self, rule: Rule, rules: &Rules, now: DateTime<Utc>) -> Option<Facts>;
}
