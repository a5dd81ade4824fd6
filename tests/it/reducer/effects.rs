//! What the effects of a message contain.

use chrono::{DateTime, Utc};
use quotatop::{
    app::{Effect, Tag, account::schedule::Task},
    domain::{Request, SaveData, bill::LinesQuery},
};

/// The effects other than reads of the store and forecasts made from it.
pub(crate) fn beyond(effects: Vec<Effect>) -> Vec<Effect> {
    let is_memory = |effect: &Effect| {
        matches!(
            effect,
            Effect::ReadCycle(..)
                | Effect::ReadLines(..)
                | Effect::ReadCalls(..)
                | Effect::ReadAlerts(_)
                | Effect::ReadDeliveries(_)
                | Effect::Observe(..)
                | Effect::Forecast(..)
                | Effect::ReadHistory(..)
        )
    };
    effects.into_iter().filter(|effect| !is_memory(effect)).collect()
}

/// The requests among these effects, each with whether it is made though another instance makes it.
pub(crate) fn requests(effects: &[Effect]) -> impl Iterator<Item = (Tag, Task, &Request, bool)> {
    effects.iter().filter_map(|effect| match effect {
        Effect::Request { tag, task, request, force } => Some((*tag, *task, request, *force)),
        _ => None,
    })
}

pub(crate) fn tasks(effects: &[Effect]) -> Vec<Task> {
    requests(effects).map(|(_, task, ..)| task).collect()
}

pub(crate) fn forced(effects: &[Effect]) -> Vec<Task> {
    requests(effects).filter(|(.., force)| *force).map(|(_, task, ..)| task).collect()
}

/// How many models are saved, and when they were fetched.
pub(crate) fn saved_models(effects: &[Effect]) -> Vec<(usize, DateTime<Utc>)> {
    let saved = |effect: &Effect| match effect {
        Effect::Save(_, SaveData::Models(saved)) => Some((saved.value.len(), saved.fetched_at)),
        _ => None,
    };
    effects.iter().filter_map(saved).collect()
}

pub(crate) fn wanted_lines(effects: &[Effect]) -> Option<LinesQuery> {
    effects.iter().find_map(|effect| match effect {
        Effect::ReadLines(_, wanted) => Some(wanted.clone()),
        _ => None,
    })
}
