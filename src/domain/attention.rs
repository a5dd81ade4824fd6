//! Which models need attention: first those about to cost money, then those that do, then those that lapse.

use super::{Model, Status};

/// How urgently a model needs attention, most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Attention {
    /// Little is left: the next calls may be billed, and that can still be prevented.
    AboutToCost,
    /// Used up, and calls are or may be billed.
    Costs,
    Lapsing,
    InUse,
    /// Used up, and calls fail.
    Refuses,
    Over,
    Unclear,
    Untouched,
    NoQuota,
}

impl Attention {
    pub fn of(model: &Model, status: Status) -> Self {
        match status {
            Status::Low => Self::AboutToCost,
            Status::Exhausted if model.free_quota_only == Some(true) => Self::Refuses,
            Status::Exhausted => Self::Costs,
            Status::Expiring => Self::Lapsing,
            Status::Ok if is_untouched(model) => Self::Untouched,
            Status::Ok => Self::InUse,
            Status::Expired => Self::Over,
            Status::Unknown | Status::Unsupported => Self::Unclear,
            Status::None => Self::NoQuota,
        }
    }
}

pub fn is_untouched(model: &Model) -> bool {
    model.quota.as_ref().is_some_and(|quota| match (quota.total, quota.remaining) {
        (Some(total), Some(remaining)) => remaining >= total,
        _ => false,
    })
}
