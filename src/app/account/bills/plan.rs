//! What to ask the server for next. It decides; it never asks.

use std::time::Duration;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::{Bills, SETTLED_AFTER};
use crate::domain::{
    Feed, FeedState, Now, Request,
    bill::{
        Cycle, StoredDay,
        day::{ASK_EVERY, next_fetch},
        vendor_day,
    },
};

/// How many days are requested at once; each is shown as soon as it is stored.
pub const DAYS_AT_ONCE: usize = 4;
/// How often the outstanding amount of a closed cycle is requested, while it owes or may still change.
const OWED_EVERY: TimeDelta = TimeDelta::hours(6);

impl Bills {
    /// What to ask for at this instant: days of `first` before all others, the newest first.
    pub(crate) fn ask(&self, first: Cycle, now: DateTime<Utc>) -> Option<Request> {
        let mut days: Vec<NaiveDate> = self.due_days(now).collect();
        days.sort_by_key(|day| std::cmp::Reverse((Cycle::of_day(*day) == first, *day)));
        days.truncate(DAYS_AT_ONCE);
        if !days.is_empty() {
            return Some(Request::Bills(days));
        }
        self.owed(now).find(|(_, due)| *due <= now).map(|(cycle, _)| Request::Outstanding(cycle))
    }

    /// When there is something to ask for next; in the past where it is overdue.
    pub(crate) fn next_asking(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let days = self.askings(now).map(|(_, due)| due);
        days.chain(self.owed(now).map(|(_, due)| due)).min()
    }

    /// Whether days are due.
    pub fn has_due_days(&self, now: DateTime<Utc>) -> bool {
        self.due_days(now).next().is_some()
    }

    /// Whether days of this cycle are due.
    pub(crate) fn is_due(&self, cycle: Cycle, now: DateTime<Utc>) -> bool {
        self.due_days(now).any(|day| cycle.contains(day))
    }

    /// Notes what is requested now: it is not requested again at once, even if the answer could not be saved or
    /// read.
    pub(crate) fn note_asked(&mut self, ask: Request, now: Now) {
        self.asked = Some((ask, now.monotonic));
    }

    /// Until when the next question would only repeat the last one, on the monotonic clock.
    pub(crate) fn repeats_until(&self, first: Cycle, now: DateTime<Utc>) -> Option<Duration> {
        let (last, at) = self.asked.as_ref()?;
        let pause = ASK_EVERY.to_std().unwrap_or_default();
        (self.ask(first, now).as_ref() == Some(last)).then(|| at.saturating_add(pause))
    }

    fn due_days(&self, now: DateTime<Utc>) -> impl Iterator<Item = NaiveDate> {
        self.askings(now).filter(move |(_, due)| *due <= now).map(|(day, _)| day)
    }

    /// Every day of the wanted cycles that is to be asked for, and when. Of cycles that the store was not yet asked
    /// for nothing is known.
    fn askings(&self, now: DateTime<Utc>) -> impl Iterator<Item = (NaiveDate, DateTime<Utc>)> {
        let today = vendor_day(now);
        let known = self.wanted.iter().filter_map(|cycle| Some((*cycle, self.days.get(cycle)?)));
        known.flat_map(move |(cycle, stored)| {
            let days = cycle.days().take_while(move |day| *day <= today);
            days.filter_map(move |day| Some((day, next_fetch(day, asked_at(stored, day, now))?)))
        })
    }

    /// The closed cycles whose debt is to be asked for, and when.
    fn owed(&self, now: DateTime<Utc>) -> impl Iterator<Item = (Cycle, DateTime<Utc>)> {
        let running = Cycle::at(now);
        // A one-shot command about one cycle asks for its days alone.
        let last = if self.only.is_some() { 0 } else { SETTLED_AFTER };
        (1..=last).map(move |back| running.back(back)).filter_map(move |cycle| {
            let owed = self.outstanding.get(&cycle).filter(|owed| may_be_true(owed.fetched_at, now));
            let Some(owed) = owed else { return Some((cycle, now)) };
            let is_settled = owed.value.0.is_empty() && owed.fetched_at >= cycle.final_from();
            let next = owed.fetched_at.checked_add_signed(OWED_EVERY)?;
            (!is_settled).then_some((cycle, next))
        })
    }

    /// The state of one cycle's bill: fresh where no day of it should have been asked for by now.
    pub fn state_of(&self, cycle: Cycle, feed: &Feed, now: DateTime<Utc>) -> FeedState {
        let stored = self.days.get(&cycle).map(Vec::as_slice).unwrap_or_default();
        match &feed.failure {
            Some(failure) if stored.is_empty() && failure.cause.means_off() => return FeedState::Off,
            _ if stored.is_empty() => return FeedState::Failed,
            Some(_) => return FeedState::Stale,
            None => {}
        }
        let today = vendor_day(now);
        let late = now.checked_sub_signed(ASK_EVERY).unwrap_or(now);
        let is_late = |day| next_fetch(day, asked_at(stored, day, now)).is_some_and(|due| due <= late);
        let mut days = cycle.days().take_while(|day| *day <= today);
        if days.any(is_late) { FeedState::Stale } else { FeedState::Fresh }
    }
}

fn asked_at(stored: &[StoredDay], day: NaiveDate, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    stored.iter().find(|stored| stored.day == day)?.asked_at.filter(|at| may_be_true(*at, now))
}

/// Whether an answer can have come then. One from the future came while the clock was wrong, and would keep its day
/// from being asked for again; a clock that is set by a little is no reason to ask.
fn may_be_true(at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    at.signed_duration_since(now) <= ASK_EVERY
}

/// When anything of these days was last read.
pub(crate) fn read_at(days: &[StoredDay]) -> Option<DateTime<Utc>> {
    days.iter().map(|day| day.asked_at.map_or(day.read_at, |asked| asked.max(day.read_at))).max()
}
