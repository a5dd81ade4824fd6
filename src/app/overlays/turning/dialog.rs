//! What the dialog holds: what it proposes, what is typed, how far it is, and what has come of it.

use std::collections::VecDeque;

use crate::{
    app::Tag,
    domain::{
        ModelName,
        write::{Change, Outcome, free_quota_only::Step},
    },
};

/// The dialog that turns Free Quota Only on or off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turning {
    /// The login that it was opened for: nothing that is confirmed here is sent to another one.
    pub tag: Tag,
    /// What is turned once it is confirmed.
    pub chosen: Proposal,
    /// What else can be chosen, in the order of Tab.
    pub others: VecDeque<Proposal>,
    /// The typed text.
    pub typed: String,
    pub stage: Stage,
    /// What has come of it so far, in the order of the models of `chosen`.
    pub outcomes: Vec<Outcome>,
    /// Whether nothing is sent after the change under way, since the user has stopped it.
    pub is_stopped: bool,
    /// How far the models are scrolled down, in lines.
    pub scroll: u16,
    /// Whether it waits out of sight for the outcome.
    pub is_hidden: bool,
}

/// Models for which it can be turned in one go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    pub scope: Scope,
    /// What it is turned to.
    pub on: bool,
    /// The models that are changed, one after another.
    pub models: Vec<ModelName>,
    /// Models that are meant as well, and for which nothing is sent: it is as wanted, or not possible.
    pub left_out: Vec<(ModelName, Step)>,
}

/// Which models a proposal is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The marked ones.
    Marked,
    /// The one under the cursor.
    One,
    /// All that certainly have quota left, and that are not as wanted.
    AllWithQuota,
}

/// How far a change is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The word is being typed.
    Asks,
    /// Something else was entered.
    Wrong,
    Sent,
    Ended,
}

impl Turning {
    /// Asks whether to do what is proposed first; absent if nothing is.
    pub(super) fn new(tag: Tag, mut proposals: VecDeque<Proposal>) -> Option<Self> {
        let chosen = proposals.pop_front()?;
        Some(Self {
            tag,
            chosen,
            others: proposals,
            typed: String::new(),
            stage: Stage::Asks,
            outcomes: Vec::new(),
            is_stopped: false,
            scroll: 0,
            is_hidden: false,
        })
    }

    /// The word that has to be typed.
    pub const fn word(&self) -> &'static str {
        if self.chosen.on { "on" } else { "off" }
    }

    pub const fn is_asking(&self) -> bool {
        matches!(self.stage, Stage::Asks | Stage::Wrong)
    }

    /// The only model, if it is about no other.
    pub const fn only_model(&self) -> Option<&ModelName> {
        match (self.chosen.models.as_slice(), self.chosen.left_out.as_slice()) {
            ([model], []) => Some(model),
            _ => None,
        }
    }

    /// Whether a change is under way and others are to be sent after it.
    pub const fn can_stop(&self) -> bool {
        let is_last = self.outcomes.len().saturating_add(1) >= self.chosen.models.len();
        matches!(self.stage, Stage::Sent) && !self.is_stopped && !is_last
    }

    /// The change of the first model without an outcome.
    pub(super) fn next(&self) -> Option<Change> {
        let model = self.chosen.models.get(self.outcomes.len())?.clone();
        Some(Change::FreeQuotaOnly { model, on: self.chosen.on })
    }

    /// Goes on to the next proposal, or back to the previous one. A word typed for one does not confirm another.
    pub(super) fn switch(&mut self, is_back: bool) {
        let next = if is_back { self.others.pop_back() } else { self.others.pop_front() };
        let Some(next) = next else { return };
        let left = std::mem::replace(&mut self.chosen, next);
        if is_back {
            self.others.push_front(left);
        } else {
            self.others.push_back(left);
        }
        self.typed.clear();
        self.stage = Stage::Asks;
        self.scroll = 0;
    }
}
