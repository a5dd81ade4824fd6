//! When to ask for what: the schedule, back-off and waiting windows. It decides; it never asks.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::{Cause, FeedName, Now};

mod task;
mod wanted;

pub use task::Task;
pub use wanted::{Movement, is_wanted};

/// The model list is good for a day.
pub const CATALOGUE_EVERY: Duration = Duration::from_hours(24);
/// Free Quota Only changes by a person's hand; every 10 minutes is often enough.
pub const SWITCHES_EVERY: Duration = Duration::from_mins(10);
/// Failures are retried ever more rarely, but at least this often.
const LONGEST_BACK_OFF: Duration = Duration::from_mins(10);
/// An outage ends without our doing, and fresh data should be on screen soon after.
const LONGEST_IN_OUTAGE: Duration = Duration::from_mins(2);

/// The state of one task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Planned {
    /// When it is to be done, on the monotonic clock; absent = not planned.
    due: Option<Duration>,
    /// Whether it was asked and not yet answered.
    under_way: bool,
    /// How often it failed in a row.
    failures: u32,
    /// Whether a person asked for it.
    forced: bool,
}

/// A window in which a server must not be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait {
    /// Its end on the monotonic clock.
    pub until: Duration,
    /// Its end on the wall clock, for display.
    pub until_utc: DateTime<Utc>,
}

/// When to ask for what.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Schedule {
    tasks: [Planned; 6],
    waits: [Option<Wait>; 3],
    /// State of the jitter, so that many instances do not ask in step.
    random: u64,
    /// Ask once and plan nothing further (one-shot commands).
    once: bool,
    /// Who asks once leaves the asking to another instance that polls.
    yields: bool,
}

impl Schedule {
    /// An empty schedule. `seed` starts the jitter; with `once` nothing is planned after an answer.
    pub const fn new(seed: u64, once: bool) -> Self {
        const IDLE: Planned = Planned { due: None, under_way: false, failures: 0, forced: false };
        Self { tasks: [IDLE; 6], waits: [None; 3], random: seed | 1, once, yields: false }
    }

    /// Whether everything is requested at most once.
    pub const fn asks_once(&self) -> bool {
        self.once
    }

    /// Whether it asks once, and leaves that to another instance that polls.
    pub const fn yields(&self) -> bool {
        self.once && self.yields
    }

    /// An empty schedule of the same kind, whose jitter goes on.
    #[must_use]
    pub const fn emptied(&self) -> Self {
        Self { yields: self.yields, ..Self::new(self.random, self.once) }
    }

    /// From now on, who asks once takes what another instance reads that polls, instead of asking in its place.
    pub const fn yield_to_others(&mut self) {
        self.yields = true;
    }

    /// Plans `task` for `at`, unless it is planned for earlier.
    pub fn plan(&mut self, task: Task, at: Duration) {
        let planned = self.task_mut(task);
        planned.due = Some(planned.due.map_or(at, |due| due.min(at)));
    }

    /// `task` came to nothing: plans it for `at` and no earlier, unless a person has asked for it since.
    pub fn put_off(&mut self, task: Task, at: Duration) {
        let once = self.once;
        let planned = self.task_mut(task);
        planned.under_way = false;
        if !planned.forced {
            planned.due = (!once).then_some(at);
        }
    }

    /// Plans `task` at once, because a person asked for it.
    pub fn force(&mut self, task: Task, now: Duration) {
        let planned = self.task_mut(task);
        planned.due = Some(now);
        planned.forced = true;
    }

    /// Whether `task` is planned or under way.
    pub fn is_planned(&self, task: Task) -> bool {
        let planned = self.task(task);
        planned.under_way || planned.due.is_some()
    }

    /// Whether an answer to `task` is awaited.
    pub fn is_under_way(&self, task: Task) -> bool {
        self.task(task).under_way
    }

    /// Whether an answer is awaited for `feed`.
    pub fn is_asking(&self, feed: FeedName) -> bool {
        Task::ALL.into_iter().any(|task| task.feed() == feed && self.task(task).under_way)
    }

    /// Whether nothing is under way and nothing can be done now.
    pub fn is_settled(&self, now: Duration) -> bool {
        Task::ALL.into_iter().all(|task| !self.task(task).under_way && !self.is_ready(task, now))
    }

    /// The tasks to be done now, each marked as under way; with whether a person asked for it.
    pub fn take_ready(&mut self, now: Duration) -> Vec<(Task, bool)> {
        let ready: Vec<Task> = Task::ALL.into_iter().filter(|task| self.is_ready(*task, now)).collect();
        // A one-shot command requests now, even if another instance polls: the user waits for it.
        let insists = self.once && !self.yields;
        ready.into_iter().map(|task| (task, self.start(task) || insists)).collect()
    }

    fn start(&mut self, task: Task) -> bool {
        let planned = self.task_mut(task);
        planned.due = None;
        planned.under_way = true;
        std::mem::take(&mut planned.forced)
    }

    fn is_ready(&self, task: Task, now: Duration) -> bool {
        let planned = self.task(task);
        !planned.under_way
            && planned.due.is_some_and(|due| due <= now)
            && self.wait(task.feed(), now).is_none()
    }

    /// The window in which `feed` must not be asked, while it lasts.
    pub fn wait(&self, feed: FeedName, now: Duration) -> Option<Wait> {
        self.waits.get(feed_position(feed)).copied().flatten().filter(|wait| wait.until > now)
    }

    /// Opens a window: `feed` is not asked before `until`. One that is open and as long stays; whether there
    /// was none.
    pub fn wait_until(&mut self, feed: FeedName, until: DateTime<Utc>, now: Now) -> bool {
        let ahead = until.signed_duration_since(now.utc).to_std().unwrap_or_default();
        let wait = Wait { until: now.monotonic.saturating_add(ahead), until_utc: until };
        if self.wait(feed, now.monotonic).is_some_and(|open| open.until >= wait.until) {
            return false;
        }
        if let Some(slot) = self.waits.get_mut(feed_position(feed)) {
            *slot = Some(wait);
        }
        true
    }

    /// Forgets the window of `feed` if it is over; whether there was one. A good answer within the window is
    /// one to a question from before it, and ends nothing.
    pub fn forget_wait(&mut self, feed: FeedName, now: Duration) -> bool {
        let slot = self.waits.get_mut(feed_position(feed));
        slot.is_some_and(|slot| slot.take_if(|wait| wait.until <= now).is_some())
    }

    /// `task` went well and is to be done again after about `every`; absent = not on its own.
    pub fn succeeded(&mut self, task: Task, every: Option<Duration>, now: Duration) {
        let next = every.map(|every| now.saturating_add(self.jitter(every)));
        let once = self.once;
        let planned = self.task_mut(task);
        planned.under_way = false;
        planned.failures = 0;
        if let (Some(next), false) = (next, once) {
            planned.due = Some(planned.due.map_or(next, |due| due.min(next)));
        }
    }

    /// `task` failed with `cause`: it is retried ever more rarely. Returns the window that the server asked
    /// for, as an instant, where it asked for one and none that is longer is open.
    pub fn failed(
        &mut self,
        task: Task,
        cause: &Cause,
        refresh: Duration,
        now: Now,
    ) -> Option<DateTime<Utc>> {
        let failures = self.task(task).failures.saturating_add(1);
        let pause = if needs_this_machine(task, cause) {
            refresh
        } else {
            back_off(refresh, failures, longest(cause))
        };
        let pause = self.jitter(pause);
        let once = self.once;
        let planned = self.task_mut(task);
        planned.under_way = false;
        planned.failures = failures;
        // What a person asked for meanwhile has just been tried: the next attempt is nobody's wish.
        planned.forced = false;
        planned.due = (!once).then(|| now.monotonic.saturating_add(pause));
        let Cause::RateLimited { until } = cause else { return None };
        let assumed = TimeDelta::from_std(pause.min(LONGEST_BACK_OFF)).unwrap_or(TimeDelta::MAX);
        let until = until.or_else(|| now.utc.checked_add_signed(assumed))?;
        self.wait_until(task.feed(), until, now).then_some(until)
    }

    /// When `task` is done next, on the monotonic clock.
    pub fn due(&self, task: Task) -> Option<Duration> {
        self.task(task).due
    }

    /// When `feed` is requested next, on the monotonic clock; absent while an answer for it is awaited.
    pub fn next_question(&self, feed: FeedName) -> Option<Duration> {
        let tasks = Task::ALL.into_iter().filter(|task| task.feed() == feed);
        tasks.filter_map(|task| self.due(task)).min().filter(|_| !self.is_asking(feed))
    }

    /// When the schedule has something to do next, on the monotonic clock.
    pub fn next_wake(&self, now: Duration) -> Option<Duration> {
        Task::ALL
            .into_iter()
            .filter(|task| !self.task(*task).under_way)
            .filter_map(|task| {
                let due = self.task(task).due?;
                Some(self.wait(task.feed(), now).map_or(due, |wait| due.max(wait.until)))
            })
            .min()
    }

    /// A pause of about `mean`: between nine and eleven tenths of it.
    fn jitter(&mut self, mean: Duration) -> Duration {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        let permille = u32::try_from(self.random % 201).unwrap_or(100).saturating_add(900);
        mean.saturating_mul(permille).checked_div(1000).unwrap_or(mean)
    }

    fn task(&self, task: Task) -> Planned {
        self.tasks.get(task.position()).copied().unwrap_or_default()
    }

    fn task_mut(&mut self, task: Task) -> &mut Planned {
        let [catalogue, quotas, switches, account, snapshot, bills] = &mut self.tasks;
        match task {
            Task::Catalogue => catalogue,
            Task::Quotas => quotas,
            Task::Switches => switches,
            Task::Account => account,
            Task::Snapshot => snapshot,
            Task::Bills => bills,
        }
    }
}

const fn feed_position(feed: FeedName) -> usize {
    match feed {
        FeedName::Quotas => 0,
        FeedName::Account => 1,
        FeedName::Bills => 2,
    }
}

/// Whether the cause lies on this machine: trying again costs no request, and the sooner it is noticed that
/// the user has fixed it, the better. Bills are asked for before it shows that they cannot be saved.
const fn needs_this_machine(task: Task, cause: &Cause) -> bool {
    match cause {
        Cause::NoLogin { .. }
        | Cause::NoAccessKey { .. }
        | Cause::Login { .. }
        | Cause::ForeignLogin { .. } => true,
        Cause::File { .. } => !matches!(task, Task::Bills),
        _ => false,
    }
}

/// The longest pause after failures of this cause.
const fn longest(cause: &Cause) -> Duration {
    match cause {
        Cause::Unreachable { .. }
        | Cause::TimedOut { .. }
        | Cause::HttpStatus { .. }
        | Cause::Redirected { .. }
        | Cause::Undecodable { .. }
        | Cause::NoModels => LONGEST_IN_OUTAGE,
        _ => LONGEST_BACK_OFF,
    }
}

/// The pause after so many failures in a row: doubled each time, at most `longest` (or the refresh time itself, where
/// that is longer).
fn back_off(refresh: Duration, failures: u32, longest: Duration) -> Duration {
    let doubled = 2_u32.saturating_pow(failures.saturating_sub(1).min(16));
    refresh.saturating_mul(doubled).min(longest.max(refresh))
}

#[cfg(test)]
mod tests;
