//! The active alerts of one subject, which are one row of the Alerts page.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

use crate::domain::{
    ModelName, NextCall,
    alert::{AlertState, Consequence, Episode, Facts, Rule, Severity, Subject},
};

/// The active alerts of a model, of the account or of a data source.
#[derive(Debug, Clone, PartialEq)]
pub struct AlertRow {
    pub subject: Subject,
    /// The alert with the gravest consequence, which is that of the row.
    pub lead: Episode,
    /// The others, by their consequence.
    pub others: Vec<Episode>,
    pub consequence: Consequence,
    order: Order,
}

/// The order of rows: groups, new ones first, then what is most urgent.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Order {
    consequence: Consequence,
    is_known: bool,
    severity: Severity,
    /// What has no urgency comes last.
    has_no_urgency: bool,
    urgency: Decimal,
    subject: Subject,
}

/// What is known of a model now, apart from its alerts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct ModelNow {
    pub(crate) next_call: Option<NextCall>,
    /// In the running cycle.
    pub(crate) cost: Option<Decimal>,
    pub(crate) runs_out_at: Option<DateTime<Utc>>,
    pub(crate) expires_at: Option<DateTime<Utc>>,
    pub(crate) left_percent: Option<Decimal>,
}

impl AlertRow {
    /// Groups `active` by subject and orders the rows.
    pub(crate) fn all(
        active: Vec<Episode>,
        model: impl Fn(&ModelName) -> ModelNow,
        now: DateTime<Utc>,
    ) -> Vec<Self> {
        let mut ranked: Vec<(Subject, Consequence, Episode)> = Vec::new();
        for episode in active {
            let next_call = episode.subject.model().and_then(|name| model(name).next_call);
            let consequence = Consequence::of(episode.rule, &episode.facts, next_call);
            ranked.push((episode.subject.clone(), consequence, episode));
        }
        ranked.sort_by(|(a, of_a, one), (b, of_b, other)| {
            (a, of_a, one.rule, one.raised_at).cmp(&(b, of_b, other.rule, other.raised_at))
        });
        let mut rows: Vec<Self> = Vec::new();
        for (subject, consequence, episode) in ranked {
            match rows.last_mut().filter(|row| row.subject == subject) {
                Some(row) => row.others.push(episode),
                None => rows.push(Self {
                    order: Order::unknown(consequence, &subject),
                    subject,
                    lead: episode,
                    others: Vec::new(),
                    consequence,
                }),
            }
        }
        for row in &mut rows {
            let model = row.subject.model().map(&model).unwrap_or_default();
            row.order = row.ordered(model, now);
        }
        rows.sort_by(|a, b| a.order.cmp(&b.order));
        rows.shrink_to_fit();
        rows
    }

    pub(crate) const fn order(&self) -> &Order {
        &self.order
    }

    /// Every alert, the gravest first.
    pub fn alerts(&self) -> impl Iterator<Item = &Episode> {
        std::iter::once(&self.lead).chain(&self.others)
    }

    pub(crate) fn into_alerts(self) -> impl Iterator<Item = Episode> {
        std::iter::once(self.lead).chain(self.others)
    }

    pub fn has(&self, rule: Rule) -> bool {
        self.alerts().any(|alert| alert.rule == rule)
    }

    pub fn severity(&self) -> Severity {
        self.alerts().map(|alert| alert.rule.severity()).min().unwrap_or(self.lead.rule.severity())
    }

    /// New if any of its alerts is, else the state of the gravest.
    pub fn state(&self, now: DateTime<Utc>) -> AlertState {
        if self.is_new(now) { AlertState::New } else { self.lead.state(now) }
    }

    pub fn is_new(&self, now: DateTime<Utc>) -> bool {
        self.alerts().any(|alert| alert.is_new(now))
    }

    /// When the last of its alerts was raised.
    pub fn raised_at(&self) -> DateTime<Utc> {
        self.alerts().map(|alert| alert.raised_at).max().unwrap_or(self.lead.raised_at)
    }

    /// Where calls cost money, the most expensive is the most urgent; else what happens first.
    fn ordered(&self, model: ModelNow, now: DateTime<Utc>) -> Order {
        let facts = if let Facts::Quota(facts) = &self.lead.facts { Some(facts) } else { None };
        let instant = |known: Option<DateTime<Utc>>, of_facts: Option<DateTime<Utc>>| {
            known.or(of_facts).map(|at| Decimal::from(at.timestamp()))
        };
        let urgency = match self.consequence {
            // What all models cost together.
            Consequence::CallsAreBilled if matches!(self.lead.facts, Facts::Speed(_)) => Some(Decimal::MIN),
            Consequence::CallsAreBilled | Consequence::CallsMayBeBilled | Consequence::CallsFail => {
                model.cost.map(|cost| -cost)
            }
            Consequence::RunsOutSoon => instant(model.runs_out_at, facts.and_then(|facts| facts.runs_out_at)),
            Consequence::ExpiresSoon | Consequence::NewQuota => {
                instant(model.expires_at, facts.and_then(|facts| facts.expires_at))
            }
            Consequence::Low => model.left_percent,
            Consequence::Account => None,
        };
        Order {
            consequence: self.consequence,
            is_known: !self.is_new(now),
            severity: self.severity(),
            has_no_urgency: urgency.is_none(),
            urgency: urgency.unwrap_or_default(),
            subject: self.subject.clone(),
        }
    }
}

impl Order {
    fn unknown(consequence: Consequence, subject: &Subject) -> Self {
        Self {
            consequence,
            is_known: false,
            severity: Severity::Info,
            has_no_urgency: true,
            urgency: Decimal::ZERO,
            subject: subject.clone(),
        }
    }
}
