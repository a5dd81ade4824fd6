//! Decides when to request what: intervals, back-off and waiting times.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use enum_map::EnumMap;
use strum::IntoEnumIterator as _;

use crate::domain::{Cause, FailureKind, FeedName, Now};

mod start;
mod task;
mod wanted;

pub use start::start_delay;
pub use task::Task;
pub use wanted::{is_switch_wanted, is_wanted};

/// The longest pause between retries.
const MAX_BACK_OFF: Duration = Duration::from_mins(10);
/// The longest pause in an outage: once it is over, fresh data should be on screen soon.
const MAX_BACK_OFF_IN_OUTAGE: Duration = Duration::from_mins(2);

/// The state of one task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Planned {
    /// On the monotonic clock; absent = not planned.
    due: Option<Duration>,
    /// Whether a response is awaited.
    under_way: bool,
    /// The number of failures in a row.
    failures: u32,
    /// Whether the user requested it.
    forced: bool,
}

/// A time in which a server accepts no requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait {
    /// Its end on the monotonic clock.
    pub until: Duration,
    /// Its end on the wall clock, for display.
    pub until_utc: DateTime<Utc>,
}

/// When each task is due.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Schedule {
    tasks: EnumMap<Task, Planned>,
    waits: EnumMap<FeedName, Option<Wait>>,
    /// The state of the jitter, which keeps many instances from sending requests in step.
    random: u64,
    /// Before then nothing is requested, on the monotonic clock.
    begins_at: Duration,
    /// Whether everything is requested at most once (one-shot commands).
    once: bool,
    /// Whether a one-shot command leaves requests to another instance that polls.
    yields: bool,
}

impl Schedule {
    /// An empty schedule. `seed` starts the jitter; with `once` nothing is planned after a response.
    pub fn new(seed: u64, once: bool) -> Self {
        Self {
            tasks: EnumMap::default(),
            waits: EnumMap::default(),
            random: seed | 1,
            begins_at: Duration::ZERO,
            once,
            yields: false,
        }
    }

    /// Whether everything is requested at most once.
    pub const fn is_one_shot(&self) -> bool {
        self.once
    }

    /// Whether everything is requested at most once, and left to another instance if one polls.
    pub const fn yields(&self) -> bool {
        self.once && self.yields
    }

    /// An empty schedule of the same kind, whose jitter goes on.
    #[must_use]
    pub fn emptied(&self) -> Self {
        Self { yields: self.yields, ..Self::new(self.random, self.once) }
    }

    /// From now on, a one-shot command uses the data of an instance that polls, instead of sending requests
    /// of its own.
    pub const fn yield_to_others(&mut self) {
        self.yields = true;
    }

    /// Nothing is requested before about `delay` has passed, but a one-shot command waits for nothing.
    pub fn begin_after(&mut self, delay: Duration, now: Duration) {
        if !self.once && !delay.is_zero() {
            self.begins_at = now.saturating_add(self.jitter(delay));
        }
    }

    /// When requests begin, if they have not yet, on the monotonic clock.
    pub fn begins_at(&self, now: Duration) -> Option<Duration> {
        Some(self.begins_at).filter(|at| *at > now)
    }

    /// Plans `task` for `at`, unless it is planned for earlier.
    pub fn plan(&mut self, task: Task, at: Duration) {
        let planned = self.task_mut(task);
        planned.due = Some(planned.due.map_or(at, |due| due.min(at)));
    }

    /// `task` was not carried out: plans it for `at` and no earlier, unless the user has requested it since.
    pub fn put_off(&mut self, task: Task, at: Duration) {
        let once = self.once;
        let planned = self.task_mut(task);
        planned.under_way = false;
        if !planned.forced {
            planned.due = (!once).then_some(at);
        }
    }

    /// Plans `task` at once, because the user requested it.
    pub fn force(&mut self, task: Task, now: Duration) {
        self.begins_at = self.begins_at.min(now);
        let planned = self.task_mut(task);
        planned.due = Some(now);
        planned.forced = true;
    }

    /// Whether `task` is planned or under way.
    pub fn is_planned(&self, task: Task) -> bool {
        let planned = self.task(task);
        planned.under_way || planned.due.is_some()
    }

    /// Whether a response to `task` is awaited.
    pub fn is_under_way(&self, task: Task) -> bool {
        self.task(task).under_way
    }

    /// Whether a response is awaited for `feed`.
    pub fn is_requesting(&self, feed: FeedName) -> bool {
        Task::iter().any(|task| task.feed() == feed && !task.is_aside() && self.task(task).under_way)
    }

    /// Whether nothing is under way and nothing can be done now.
    pub fn is_settled(&self, now: Duration) -> bool {
        Task::iter().all(|task| !self.task(task).under_way && !self.is_ready(task, now))
    }

    /// The tasks to be done now, marked as under way; each with whether it was forced by the user.
    pub fn take_ready(&mut self, now: Duration) -> Vec<(Task, bool)> {
        let ready: Vec<Task> = Task::iter().filter(|task| self.is_ready(*task, now)).collect();
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
            && !self.is_held_back(task)
            && task.follows().is_none_or(|first| !self.is_ready(first, now))
    }

    /// Whether the response to another task is awaited first.
    fn is_held_back(&self, task: Task) -> bool {
        task.follows().is_some_and(|first| self.task(first).under_way)
    }

    /// The wait in force for `feed`.
    pub fn wait(&self, feed: FeedName, now: Duration) -> Option<Wait> {
        self.waits[feed].filter(|wait| wait.until > now)
    }

    /// `feed` is not requested before `until`. Returns false if a wait that is at least as long is in force;
    /// it stays.
    pub fn wait_until(&mut self, feed: FeedName, until: DateTime<Utc>, now: Now) -> bool {
        let ahead = until.signed_duration_since(now.utc).to_std().unwrap_or_default();
        let wait = Wait { until: now.monotonic.saturating_add(ahead), until_utc: until };
        if self.wait(feed, now.monotonic).is_some_and(|open| open.until >= wait.until) {
            return false;
        }
        self.waits[feed] = Some(wait);
        true
    }

    /// Forgets the wait of `feed` if it is over; returns whether there was one. A response during a wait
    /// belongs to an earlier request, and ends nothing.
    pub fn forget_wait(&mut self, feed: FeedName, now: Duration) -> bool {
        self.waits[feed].take_if(|wait| wait.until <= now).is_some()
    }

    /// `task` succeeded and is repeated after about `every`; absent = something else triggers it.
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

    /// `task` failed with `cause`, and is retried after a longer pause each time. Returns the end of the wait
    /// that the server demands, unless a longer one is in force.
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
        // The user may have fixed the cause meanwhile, and then refreshed.
        let rest = if planned.forced { Duration::ZERO } else { pause };
        planned.due = (!once).then(|| now.monotonic.saturating_add(rest));
        if matches!(cause.kind(), FailureKind::SignIn | FailureKind::Network | FailureKind::Timeout) {
            self.put_off_followers(task, now.monotonic);
        }
        let Cause::RateLimited { until } = cause else { return None };
        let assumed = TimeDelta::from_std(pause.min(MAX_BACK_OFF)).unwrap_or(TimeDelta::MAX);
        let until = until.or_else(|| now.utc.checked_add_signed(assumed))?;
        self.wait_until(task.feed(), until, now).then_some(until)
    }

    /// `first` failed in a way in which the tasks that follow it would fail, too: they wait for its next
    /// attempt.
    fn put_off_followers(&mut self, first: Task, now: Duration) {
        let Planned { due: next, forced, .. } = self.task(first);
        for task in Task::iter().filter(|task| task.follows() == Some(first)) {
            let planned = self.task_mut(task);
            if planned.due.is_some_and(|due| due <= now) {
                planned.due = next;
                planned.forced &= forced;
            }
        }
    }

    /// When `task` is done next, on the monotonic clock.
    pub fn due(&self, task: Task) -> Option<Duration> {
        self.task(task).due
    }

    /// When `feed` is requested next, on the monotonic clock; absent while a response is awaited.
    pub fn next_request_at(&self, feed: FeedName) -> Option<Duration> {
        let tasks = Task::iter().filter(|task| task.feed() == feed && !task.is_aside());
        tasks.filter_map(|task| self.due(task)).min().filter(|_| !self.is_requesting(feed))
    }

    /// When the schedule has something to do next, on the monotonic clock.
    pub fn next_wake(&self, now: Duration) -> Option<Duration> {
        Task::iter()
            .filter(|task| !self.task(*task).under_way && !self.is_held_back(*task))
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
        self.tasks[task]
    }

    fn task_mut(&mut self, task: Task) -> &mut Planned {
        &mut self.tasks[task]
    }
}

/// Whether the cause lies on this machine: a retry costs no request, and a fix by the user should be noticed
/// soon. Bills are an exception: they are requested before it turns out that they cannot be saved.
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
        | Cause::Distrusted { .. }
        | Cause::TimedOut { .. }
        | Cause::HttpStatus { .. }
        | Cause::Redirected { .. }
        | Cause::Undecodable { .. }
        | Cause::NoModels => MAX_BACK_OFF_IN_OUTAGE,
        _ => MAX_BACK_OFF,
    }
}

/// The pause after this number of failures in a row: doubled each time, at most `longest`, or `refresh` if
/// that is longer.
fn back_off(refresh: Duration, failures: u32, longest: Duration) -> Duration {
    let doubled = 2_u32.saturating_pow(failures.saturating_sub(1).min(16));
    refresh.saturating_mul(doubled).min(longest.max(refresh))
}

#[cfg(test)]
mod tests;
