//! The metrics of quotatop's exporter (contract, *Metrics*), the recording rules made of them
//! (`assets/prometheus/recording.rules.yml`), and the queries for both.
//!
//! A rule has one series for each account, so a query that names it costs the server nothing. Without the rules the same
//! expressions are queried, over every model of every account.

use enum_map::Enum;
use strum::{EnumIter, IntoEnumIterator as _};

use crate::{
    domain::{
        Cause, FeedName,
        fleet::{AccountName, Compare, Matchers},
    },
    source::prometheus::promql::{Fold, NotAName, PromQl, Selector, any_of},
};

/// The labels of an account. Others, such as those of the scrape, may differ between the replicas of a poller.
pub(super) const PROFILE: &str = "profile";
pub(super) const INSTANCE: &str = "instance";
/// The label of the shipped alert rules: which of quotatop's own rules it is.
pub(super) const RULE: &str = "rule";

/// Regular expressions with more names than this take longer than reading all.
const NAMED: usize = 100;

/// The last values within a day, exact for these many accounts.
const LAST: &str = "last_over_time($1[1d])";
/// The same for more of them: a value every 10 minutes, so that the server does not read every sample of the day.
const LAST_OF_MANY: &str = "last_over_time($1[1d:10m])";
/// When feeds were read, also of accounts (`$2`) that were scraped within a day, but not lately: exact for a while.
const READ: &str = "$1 or max_over_time($2[15m]) or max_over_time($2[1d:10m])";

/// Metrics with several series for each account or model.
pub(super) const MODEL_METRICS: &str = "quotatop_(free_quota_total|free_quota_remaining|free_quota_expires_timestamp_seconds|free_quota_only|\
     next_call|account_available|account_overdue|feed_last_success_timestamp_seconds|feed_up)";

/// What a row of an account is made of, a query each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Enum, EnumIter)]
pub(super) enum Figure {
    Models,
    Billed,
    Refused,
    Low,
    Exhausted,
    /// When its first quota runs out; a label names the model.
    RunsOutNext,
    /// By unit.
    Lapses,
    Available,
    Overdue,
    Spend,
    FeedSuccess,
    FeedUp,
}

/// An expression of recording rules, and its form if they are missing: `$1` and so on are selectors.
struct Rule {
    name: &'static str,
    expression: &'static str,
    selectors: &'static [(&'static str, Option<(&'static str, &'static str)>)],
}

const REMAINING: (&str, Option<(&str, &str)>) = ("quotatop_free_quota_remaining", None);
const TOTAL: (&str, Option<(&str, &str)>) = ("quotatop_free_quota_total", None);
const EXPIRES: (&str, Option<(&str, &str)>) = ("quotatop_free_quota_expires_timestamp_seconds", None);

impl Figure {
    pub(super) fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    /// The rule that records it; absent if the exporter itself has one series for each account.
    const fn rule(self) -> Option<Rule> {
        let (name, expression, selectors): (_, _, &[_]) = match self {
            Self::Models => (
                "quotatop:models:count",
                "count without (model, kind, unit, state) ($1)",
                &[("quotatop_next_call", Some(("state", "unknown")))],
            ),
            Self::Billed => (
                "quotatop:models_billed:count",
                "sum without (model, kind, unit, state) ($1)",
                &[("quotatop_next_call", Some(("state", "billed")))],
            ),
            Self::Refused => (
                "quotatop:models_refused:count",
                "sum without (model, kind, unit, state) ($1)",
                &[("quotatop_next_call", Some(("state", "refused")))],
            ),
            Self::Low => (
                "quotatop:models_low:count",
                "count without (model, kind, unit) (($1 > 0) <= 0.1 * $2 unless $3 <= time())",
                &[REMAINING, TOTAL, EXPIRES],
            ),
            Self::Exhausted => (
                "quotatop:models_exhausted:count",
                "count without (model, kind, unit) ($1 <= 0 and $2 > 0 unless $3 <= time())",
                &[REMAINING, TOTAL, EXPIRES],
            ),
            Self::RunsOutNext => (
                "quotatop:runs_out_next_timestamp_seconds",
                "bottomk without (model, kind, unit) (1, $1 > time())",
                &[("quotatop_free_quota_runs_out_timestamp_seconds", None)],
            ),
            Self::Lapses => (
                "quotatop:lapses_within_7d:sum",
                "sum without (model, kind) ($1 and (($2 - time() > 0) <= 7 * 86400))",
                &[("quotatop_free_quota_lapses", None), EXPIRES],
            ),
            Self::Available | Self::Overdue | Self::Spend | Self::FeedSuccess | Self::FeedUp => return None,
        };
        Some(Rule { name, expression, selectors })
    }

    /// The labels that its series differ in. All others are left out of the answer, which is half of its size, and
    /// series that differ in them alone, as of two replicas, become one.
    const fn labels(self) -> &'static [&'static str] {
        match self {
            Self::RunsOutNext => &[PROFILE, INSTANCE, "model"],
            Self::Lapses => &[PROFILE, INSTANCE, "unit"],
            Self::Available => &[PROFILE, INSTANCE, "currency"],
            Self::Spend => &[PROFILE, INSTANCE, "currency", "cycle"],
            Self::FeedSuccess | Self::FeedUp => &[PROFILE, INSTANCE, "feed"],
            Self::Models | Self::Billed | Self::Refused | Self::Low | Self::Exhausted | Self::Overdue => {
                &[PROFILE, INSTANCE]
            }
        }
    }

    /// What the query names: a rule, or a metric of the exporter.
    const fn recorded(self) -> &'static str {
        match self {
            Self::Available => "quotatop_account_available",
            Self::Overdue => "quotatop_account_overdue",
            Self::Spend => "quotatop_spend",
            Self::FeedSuccess => "quotatop_feed_last_success_timestamp_seconds",
            Self::FeedUp => "quotatop_feed_up",
            _ => match self.rule() {
                Some(rule) => rule.name,
                None => "",
            },
        }
    }
}

/// The names of the recording rules that are queried.
pub fn rules() -> impl Iterator<Item = &'static str> {
    Figure::all().filter_map(|figure| Some(figure.rule()?.name))
}

/// A figure where the rules are recorded. The age of an account outlives its scrapes.
pub(super) fn recorded(figure: Figure, matchers: &Matchers) -> Result<PromQl, Cause> {
    let selector = || selector(figure.recorded(), matchers);
    let newest = selector().newest();
    let whole = if figure == Figure::FeedSuccess {
        let quotas = selector().with("feed", Compare::Equal, FeedName::Quotas.into_str()).newest();
        newest.and_then(|newest| Ok(PromQl::around(READ, &[newest, quotas?])))
    } else {
        newest
    };
    named(figure, whole)
}

/// The same figure of accounts that are not scraped any more: the last there was.
pub(super) fn last_recorded(figure: Figure, matchers: &Matchers, profiles: &[&str]) -> Result<PromQl, Cause> {
    let mut selector = selector(figure.recorded(), matchers);
    let are_few = profiles.len() <= NAMED;
    if are_few {
        selector = selector.with(PROFILE, Compare::Matches, &any_of(profiles.iter().copied()));
    }
    let last = if are_few { LAST } else { LAST_OF_MANY };
    named(figure, selector.newest().map(|newest| PromQl::around(last, &[newest])))
}

/// A figure where the rules are not recorded.
pub(super) fn computed(figure: Figure, matchers: &Matchers) -> Result<PromQl, Cause> {
    let Some(rule) = figure.rule() else { return recorded(figure, matchers) };
    let part = |(metric, label): &(&str, Option<(&str, &str)>)| {
        let selector = selector(metric, matchers);
        match label {
            Some((label, value)) => selector.with(label, Compare::Equal, value),
            None => selector,
        }
        .newest()
    };
    let parts: Result<Vec<PromQl>, NotAName> = rule.selectors.iter().map(part).collect();
    named(figure, parts.map(|parts| PromQl::around(rule.expression, &parts)))
}

/// With the labels of `figure` alone.
fn named(figure: Figure, expression: Result<PromQl, NotAName>) -> Result<PromQl, Cause> {
    let whole = expression.and_then(|expression| expression.by(Fold::Max, figure.labels()));
    whole.map_err(|wrong| internal(&wrong))
}

/// Every figure of one account's models, its balance and its feeds; the last there were if it `has_vanished`.
pub(super) fn of_account(
    name: &AccountName,
    matchers: &Matchers,
    has_vanished: bool,
) -> Result<PromQl, Cause> {
    let selector = Selector::any().with("__name__", Compare::Matches, MODEL_METRICS);
    let newest = narrowed(selector, name, matchers).newest().map_err(|wrong| internal(&wrong))?;
    Ok(if has_vanished { PromQl::around(LAST, &[newest]) } else { newest })
}

/// What is left of each model of an account.
pub(super) fn remaining_of(name: &AccountName, matchers: &Matchers) -> Result<PromQl, Cause> {
    narrowed(Selector::of(REMAINING.0), name, matchers).newest().map_err(|wrong| internal(&wrong))
}

/// The alerts of an account that fire, each with the time since when its condition is met.
pub(super) fn firing(name: &AccountName, matchers: &Matchers) -> Result<PromQl, Cause> {
    let of = |metric| narrowed(Selector::of(metric).with(RULE, Compare::NotEqual, ""), name, matchers);
    let parts = [of("ALERTS_FOR_STATE"), of("ALERTS").with("alertstate", Compare::Equal, "firing")];
    let parts: Result<Vec<PromQl>, NotAName> = parts.into_iter().map(Selector::newest).collect();
    let parts = parts.map_err(|wrong| internal(&wrong))?;
    Ok(PromQl::around("$1 and ignoring (alertstate) $2", &parts))
}

fn narrowed(selector: Selector, name: &AccountName, matchers: &Matchers) -> Selector {
    let selector = with_all(selector, matchers).with(PROFILE, Compare::Equal, &name.profile);
    match &name.instance {
        Some(instance) => selector.with(INSTANCE, Compare::Equal, instance),
        None => selector,
    }
}

fn selector(metric: &str, matchers: &Matchers) -> Selector {
    with_all(Selector::of(metric), matchers)
}

fn with_all(selector: Selector, matchers: &Matchers) -> Selector {
    matchers
        .0
        .iter()
        .fold(selector, |selector, matcher| selector.with(&matcher.label, matcher.compare, &matcher.value))
}

fn internal(wrong: &NotAName) -> Cause {
    Cause::Internal { detail: wrong.to_string() }
}
