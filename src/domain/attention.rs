//! What needs attention first: what is about to cost, then what costs, then what will lapse.

use super::{Model, Status};

/// How urgently a row needs a person's eyes; the smallest comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Attention {
    /// Little is left: the next calls may be billed, and that can still be prevented.
    AboutToCost,
    /// Used up, and calls are billed (or nobody knows).
    Costs,
    /// What is left will lapse soon.
    Lapsing,
    /// In use, healthy.
    InUse,
    /// Used up, and calls fail.
    Refuses,
    /// Its time is over.
    Over,
    /// The facts do not tell.
    Unclear,
    /// Never used, healthy.
    Untouched,
    /// There never was a free quota.
    NoQuota,
}

impl Attention {
    /// The urgency of a model with this status.
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

/// Whether nothing of the grant was ever used.
pub fn is_untouched(model: &Model) -> bool {
    model.quota.as_ref().is_some_and(|quota| match (quota.total, quota.remaining) {
        (Some(total), Some(remaining)) => remaining >= total,
        _ => false,
    })
}
