//! The demo account's balance: every five minutes it fails to answer for a while. In the tour it is overdue for
//! a while, too.

use std::ops::Range;

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

use super::{Scene, after};
use crate::domain::{Balance, Cause, Failure, Feed, snapshot::DEMO_REFRESH};

/// The period of the script, in seconds.
const ROUND: i64 = 300;

/// When the account does not answer, in each period.
const SILENT: Range<i64> = 40..70;

/// When the account is overdue, in each period of the tour.
const OVERDUE: Range<i64> = 90..120;

/// The balance, and the feed it was read by, `elapsed` seconds after `started`.
pub(super) fn at(scene: Scene, started: DateTime<Utc>, now: DateTime<Utc>, elapsed: i64) -> (Balance, Feed) {
    let into_round = elapsed.rem_euclid(ROUND);
    let round = after(started, elapsed.saturating_sub(into_round));
    let is_overdue = scene == Scene::Overdue || OVERDUE.contains(&into_round);
    let cents = if is_overdue { -1240 } else { 3752 };
    let balance = Balance {
        available: Some(Decimal::new(cents, 2)),
        cash: Some(Decimal::new(cents, 2)),
        credit: Some(Decimal::new(0, 2)),
        currency: Some("USD".into()),
    };
    if !SILENT.contains(&into_round) {
        return (balance, Feed { fetched_at: Some(now), failure: None });
    }
    let since = after(round, SILENT.start);
    let cause = Cause::TimedOut { host: "business.ap-southeast-1.aliyuncs.com".into(), seconds: 15 };
    let last_read = since.checked_sub_signed(chrono::TimeDelta::from_std(DEMO_REFRESH).unwrap_or_default());
    (balance, Feed { fetched_at: last_read, failure: Some(Failure { cause, since }) })
}
