//! Decides what is requested from the server next, and when.

use std::time::Duration;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::{Bills, SETTLED_AFTER};
use crate::domain::{
    Feed, FeedState, Now, Request,
    bill::{
        Cycle, StoredDay,
        day::{FETCH_INTERVAL, next_fetch},
        vendor_day,
    },
};

/// Days per request; each day is shown as soon as it is stored.
pub const DAYS_AT_ONCE: usize = 4;
/// How often the outstanding amount of a closed cycle is requested, until it is paid and final.
const OUTSTANDING_INTERVAL: TimeDelta = TimeDelta::hours(6);

impl Bills {
    /// The request to make now: days of `first` before those of other cycles, newest first.
    pub(crate) fn next_request(&self, first: Cycle, now: DateTime<Utc>) -> Option<Request> {
        let mut days: Vec<NaiveDate> = self.due_days(now).collect();
        days.sort_by_key(|day| std::cmp::Reverse((Cycle::of_day(*day) == first, *day)));
        days.truncate(DAYS_AT_ONCE);
        if !days.is_empty() {
            return Some(Request::Bills(days));
        }
        self.outstanding_times(now).find(|(_, due)| *due <= now).map(|(cycle, _)| Request::Outstanding(cycle))
    }

    /// When the next request is due; in the past if it is overdue.
    pub(crate) fn next_request_at(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let days = self.fetch_times(now).map(|(_, due)| due);
        days.chain(self.outstanding_times(now).map(|(_, due)| due)).min()
    }

    pub fn has_due_days(&self, now: DateTime<Utc>) -> bool {
        self.due_days(now).next().is_some()
    }

    /// Whether days of `cycle` are due.
    pub(crate) fn is_due(&self, cycle: Cycle, now: DateTime<Utc>) -> bool {
        self.due_days(now).any(|day| cycle.contains(day))
    }

    /// Records a request, so that it is not repeated at once even if its response cannot be saved or read.
    pub(crate) fn note_request(&mut self, request: Request, now: Now) {
        self.last_request = Some((request, now.monotonic));
    }

    /// Until when the next request would only repeat the last one, on the monotonic clock.
    pub(crate) fn repeats_until(&self, first: Cycle, now: DateTime<Utc>) -> Option<Duration> {
        let (last, at) = self.last_request.as_ref()?;
        let pause = FETCH_INTERVAL.to_std().unwrap_or_default();
        (self.next_request(first, now).as_ref() == Some(last)).then(|| at.saturating_add(pause))
    }

    fn due_days(&self, now: DateTime<Utc>) -> impl Iterator<Item = NaiveDate> {
        self.fetch_times(now).filter(move |(_, due)| *due <= now).map(|(day, _)| day)
    }

    /// The days of the wanted cycles to be fetched, and when; only of cycles that were read from the store.
    fn fetch_times(&self, now: DateTime<Utc>) -> impl Iterator<Item = (NaiveDate, DateTime<Utc>)> {
        let today = vendor_day(now);
        let known = self.wanted.iter().filter_map(|cycle| Some((*cycle, self.days.get(cycle)?)));
        known.flat_map(move |(cycle, stored)| {
            let days = cycle.days().take_while(move |day| *day <= today);
            days.filter_map(move |day| Some((day, next_fetch(day, answered_at(stored, day, now))?)))
        })
    }

    /// The closed cycles whose outstanding amount is to be requested, and when.
    fn outstanding_times(&self, now: DateTime<Utc>) -> impl Iterator<Item = (Cycle, DateTime<Utc>)> {
        let running = Cycle::at(now);
        // A one-shot command about one cycle only needs its days.
        let last = if self.only.is_some() { 0 } else { SETTLED_AFTER };
        (1..=last).map(move |back| running.back(back)).filter_map(move |cycle| {
            let known = self.outstanding.get(&cycle).filter(|known| is_plausible(known.fetched_at, now));
            let Some(known) = known else { return Some((cycle, now)) };
            let is_settled = known.value.0.is_empty() && known.fetched_at >= cycle.final_from();
            let next = known.fetched_at.checked_add_signed(OUTSTANDING_INTERVAL)?;
            (!is_settled).then_some((cycle, next))
        })
    }

    /// The state of one cycle's bill: fresh if no day of it is overdue for fetching.
    pub fn state_of(&self, cycle: Cycle, feed: &Feed, now: DateTime<Utc>) -> FeedState {
        let stored = self.days.get(&cycle).map(Vec::as_slice).unwrap_or_default();
        match &feed.failure {
            Some(failure) if stored.is_empty() && failure.cause.means_off() => return FeedState::Off,
            _ if stored.is_empty() => return FeedState::Failed,
            Some(_) => return FeedState::Stale,
            None => {}
        }
        let today = vendor_day(now);
        let latest_due = now.checked_sub_signed(FETCH_INTERVAL).unwrap_or(now);
        let is_overdue =
            |day| next_fetch(day, answered_at(stored, day, now)).is_some_and(|due| due <= latest_due);
        let mut days = cycle.days().take_while(|day| *day <= today);
        if days.any(is_overdue) { FeedState::Stale } else { FeedState::Fresh }
    }
}

fn answered_at(stored: &[StoredDay], day: NaiveDate, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    stored.iter().find(|stored| stored.day == day)?.answered_at.filter(|at| is_plausible(*at, now))
}

/// Whether a response can date from `at`. One from the future was stored while the clock was wrong, and would
/// prevent its day from being fetched again; small corrections of the clock are tolerated.
fn is_plausible(at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    at.signed_duration_since(now) <= FETCH_INTERVAL
}

/// When any of these days was last read.
pub(crate) fn read_at(days: &[StoredDay]) -> Option<DateTime<Utc>> {
    days.iter().map(|day| day.answered_at.map_or(day.read_at, |answered| answered.max(day.read_at))).max()
}
