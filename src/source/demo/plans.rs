//! The demo account's Coding Plan.

use chrono::{DateTime, Utc};

use super::after;
use crate::domain::{
    plan::{Plan, PlanKind, PlanSpan, PlanStatus, PlanUse, PlanWindow, SpanUnit},
    request::PlansReading,
};

const HOUR: i64 = 3_600;

/// Each window: length, also in seconds, used, total, and after how many seconds it is reset first.
const WINDOWS: [(SpanUnit, u8, i64, [u64; 2], i64); 3] = [
    (SpanUnit::Hour, 5, 5 * HOUR, [2_220, 6_000], 3 * HOUR + 600),
    (SpanUnit::Week, 1, 7 * 24 * HOUR, [9_450, 45_000], 98 * HOUR),
    (SpanUnit::BillMonth, 1, 30 * 24 * HOUR, [31_500, 90_000], 411 * HOUR),
];

pub(super) fn at(started: DateTime<Utc>, now: DateTime<Utc>) -> PlansReading {
    let elapsed = now.signed_duration_since(started).num_seconds().max(0);
    let window = |(unit, count, length, [used, total], first): (SpanUnit, u8, i64, [u64; 2], i64)| {
        let to_next = first.saturating_sub(elapsed).rem_euclid(length);
        PlanWindow {
            span: PlanSpan { unit, count },
            used: PlanUse::of_numbers(used.into(), total.into()),
            resets_at: Some(after(now, if to_next == 0 { length } else { to_next })),
        }
    };
    let plan = Plan {
        kind: PlanKind::CodingPlan,
        tier: Some("pro".to_owned()),
        status: PlanStatus::Valid,
        windows: WINDOWS.into_iter().map(window).collect(),
        read_at: now,
    };
    PlansReading(vec![(PlanKind::TokenPlan, Vec::new()), (PlanKind::CodingPlan, vec![plan])])
}
