//! Bills (BssOpenApi 2017-12-14): the lines of whole days, and what a cycle still owes.
//!
//! A day counts only if it was read to its end: its lines have no ids, so half a day could not be recognized
//! later.

mod day;
mod line;
mod outstanding;

use chrono::NaiveDate;
use futures_util::{StreamExt, stream};
use serde_json::value::RawValue;

use super::{Live, fetch::Fetch, openapi::Operation, wire::bill::Bill};
use crate::domain::{Cause, FailureKind, bill::BillDay, request::BillDays};

pub(super) use outstanding::outstanding;

const DAYS_AT_A_TIME: usize = 4;

/// Reads these days; an error only if none of them could be read.
pub(super) async fn days(live: &Live, fetch: &Fetch, days: &[NaiveDate]) -> Result<BillDays, Cause> {
    let Some(pair) = &fetch.logins.pair else { return Err(fetch.logins.why_no_pair()) };
    let mut reading = stream::iter(days.iter().copied().enumerate())
        .map(|(place, day)| async move { (place, day::read(live, fetch, pair, day).await) })
        .buffer_unordered(DAYS_AT_A_TIME);
    let (mut good, mut failed) = (Vec::new(), None);
    while let Some((place, result)) = reading.next().await {
        match result {
            Ok(day) => good.push((place, day)),
            Err(cause) if ends_it(&cause) => {
                failed = Some((place, cause));
                // Dropping the stream cancels what is in flight.
                break;
            }
            Err(cause) => failed = failed.filter(|(first, _)| *first < place).or(Some((place, cause))),
        }
    }
    joined(good, failed.map(|(_, cause)| cause))
}

/// Whether every further call would fail likewise, or should not be made. A bad answer for one day says
/// nothing about the others.
fn ends_it(cause: &Cause) -> bool {
    !matches!(cause.kind(), FailureKind::Server | FailureKind::Decode)
}

/// The days in the order of the request.
fn joined(mut good: Vec<(usize, (BillDay, usize))>, failed: Option<Cause>) -> Result<BillDays, Cause> {
    match failed {
        Some(cause) if good.is_empty() => Err(cause),
        failed => {
            good.sort_by_key(|(place, _)| *place);
            let odd = good.iter().map(|(_, (_, odd))| *odd).fold(0, usize::saturating_add);
            Ok(BillDays { days: good.into_iter().map(|(_, (day, _))| day).collect(), odd, failed })
        }
    }
}

impl Operation<'_> {
    /// The `Data` of a bill; absent if the bill is empty.
    fn bill<'b>(&self, body: &'b str) -> Result<Option<&'b RawValue>, Cause> {
        let bill: Bill<'_> = self.read(body)?;
        if bill.data.is_none() && bill.success.is_none() && bill.code.is_none() {
            return Err(self.undecodable("no Data".to_owned()));
        }
        Ok(bill.data)
    }
}
