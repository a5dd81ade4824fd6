//! What the rules compare: how each condition stands, by one moment's facts.

use chrono::{DateTime, Utc};

use super::{Facts, Rule, Rules, Subject};

mod balance;
mod feed;
mod model;
mod spend;

pub(super) use balance::BalanceMatter;
pub(super) use feed::FeedMatter;
pub(super) use model::ModelMatter;
pub(super) use spend::SpendMatter;

/// How the condition of a rule stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// It holds.
    Over,
    /// It holds only if it held before: the figure is within the margin behind the mark.
    Between,
    /// It doesn't hold.
    Within,
    /// The facts do not tell.
    Unknown,
}

impl Standing {
    /// `Over` or `Within`.
    const fn sharp(is_over: bool) -> Self {
        if is_over { Self::Over } else { Self::Within }
    }

    /// `Between` where not over.
    const fn with_margin(is_over: bool, is_in_margin: bool) -> Self {
        match (is_over, is_in_margin) {
            (true, _) => Self::Over,
            (false, true) => Self::Between,
            (false, false) => Self::Within,
        }
    }
}

/// Something that rules look at, as it is at one moment.
pub(super) trait Matter {
    /// What it is.
    fn subject(&self) -> Subject;

    /// As of when its facts are. Older facts than an alert's last change do not change it again.
    fn seen_at(&self) -> DateTime<Utc>;

    /// How the condition of `rule`, which is on, stands. Only rules of its own scope are asked for.
    fn standing(&self, rule: Rule, rules: &Rules, now: DateTime<Utc>) -> Standing;

    /// What an episode of `rule` that begins now is named by, without its ordinal.
    fn key(&self, rule: Rule, rules: &Rules) -> String;

    /// The facts that an event of `rule` rests on; `None` where nothing new is known.
    fn facts(&self, rule: Rule, rules: &Rules, now: DateTime<Utc>) -> Option<Facts>;
}
