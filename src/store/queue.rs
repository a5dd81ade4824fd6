//! The bounded queue of the store's thread. Pushing never waits for the disk: without room a job is refused
//! at once, and a queued save is replaced by newer data for its slot.

use std::{
    collections::VecDeque,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use chrono::{DateTime, Utc};

use super::{identity::AccountKey, last_known::Part};
use crate::domain::{bill::Cycle, calls::CallRange};

/// How many jobs may be queued for each account. Saves are always accepted: at most one per slot is queued.
const MAX_JOBS: usize = 64;

/// How many bill lines may be queued, unless a single job has more: about a kilobyte each.
const MAX_LINES: usize = 20_000;

/// Work for the store's thread. Dropping it refuses it.
pub(super) struct Job<W> {
    work: Box<dyn FnOnce(&mut W) + Send>,
    /// The slot of its data and when they were fetched, if only the newest are worth writing.
    saves: Option<(Slot, DateTime<Utc>)>,
    /// How many bill lines it holds.
    lines: usize,
}

/// A destination of which only the newest data count.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Slot {
    LastKnown(AccountKey, Part),
    Clock,
    Outstanding(AccountKey, Cycle),
    Calls(AccountKey, CallRange),
}

impl<W> Job<W> {
    pub(super) fn call(lines: usize, work: impl FnOnce(&mut W) + Send + 'static) -> Self {
        Self { work: Box::new(work), saves: None, lines }
    }

    pub(super) fn save(
        slot: Slot,
        fetched_at: DateTime<Utc>,
        work: impl FnOnce(&mut W) + Send + 'static,
    ) -> Self {
        Self { work: Box::new(work), saves: Some((slot, fetched_at)), lines: 0 }
    }

    pub(super) fn run(self, worker: &mut W) {
        (self.work)(worker);
    }
}

/// What the thread does next.
pub(super) enum Next<W> {
    Job(Job<W>),
    /// There is no job yet.
    Idle,
    /// There will be none: the queue is closed and empty.
    End,
}

pub(super) struct Queue<W> {
    state: Mutex<State<W>>,
    changed: Condvar,
}

struct State<W> {
    jobs: VecDeque<Job<W>>,
    /// How many jobs may be queued.
    room: usize,
    /// No more jobs are accepted.
    closed: bool,
    /// The thread is gone, and the file closed.
    ended: bool,
}

impl<W> Default for Queue<W> {
    fn default() -> Self {
        let state = State { jobs: VecDeque::new(), room: MAX_JOBS, closed: false, ended: false };
        Self { state: Mutex::new(state), changed: Condvar::new() }
    }
}

impl<W> Queue<W> {
    /// Gives room for the jobs of this many accounts.
    pub(super) fn make_room_for(&self, accounts: usize) {
        self.state().room = MAX_JOBS.saturating_mul(accounts.max(1));
    }

    /// Hands a job to the thread, or refuses it.
    pub(super) fn push(&self, job: Job<W>) {
        let refused = self.state().accept(job);
        self.changed.notify_all();
        drop(refused);
    }

    /// Waits for the next job, at most this long if a limit is given.
    pub(super) fn next(&self, limit: Option<Duration>) -> Next<W> {
        let is_idle = |state: &mut State<W>| state.jobs.is_empty() && !state.closed;
        let mut state = match limit {
            None => self.changed.wait_while(self.state(), is_idle).unwrap_or_else(PoisonError::into_inner),
            Some(limit) => {
                let waited = self.changed.wait_timeout_while(self.state(), limit, is_idle);
                waited.unwrap_or_else(PoisonError::into_inner).0
            }
        };
        match state.jobs.pop_front() {
            Some(job) => Next::Job(job),
            None if state.closed => Next::End,
            None => Next::Idle,
        }
    }

    /// Whether [`Queue::next`] would return at once.
    pub(super) fn has_next(&self) -> bool {
        let state = self.state();
        state.closed || !state.jobs.is_empty()
    }

    /// Accepts no more jobs; queued ones are still carried out.
    pub(super) fn close(&self) {
        self.state().closed = true;
        self.changed.notify_all();
    }

    /// The thread is gone; queued jobs are refused.
    pub(super) fn end(&self) {
        let left = {
            let mut state = self.state();
            state.closed = true;
            state.ended = true;
            std::mem::take(&mut state.jobs)
        };
        self.changed.notify_all();
        drop(left);
    }

    /// Waits for the thread's end, at most this long; whether it came.
    pub(super) fn wait_for_end(&self, within: Duration) -> bool {
        let waited = self.changed.wait_timeout_while(self.state(), within, |state| !state.ended);
        waited.unwrap_or_else(PoisonError::into_inner).0.ended
    }

    /// A panic elsewhere leaves the state whole: every change is one assignment.
    fn state(&self) -> MutexGuard<'_, State<W>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<W> State<W> {
    /// Returns the job if there is no room for it.
    fn accept(&mut self, job: Job<W>) -> Option<Job<W>> {
        if self.closed {
            return Some(job);
        }
        if let Some((slot, fetched_at)) = &job.saves {
            let queued = self.jobs.iter_mut().find_map(|queued| {
                let (queued_slot, queued_at) = queued.saves.as_ref()?;
                (queued_slot == slot).then_some((*queued_at, queued))
            });
            if let Some((queued_at, queued)) = queued {
                // Of the same age, the later one knows more.
                if *fetched_at >= queued_at {
                    *queued = job;
                }
                return None;
            }
        } else if self.jobs.len() >= self.room {
            return Some(job);
        }
        let queued = self.jobs.iter().map(|job| job.lines).fold(0, usize::saturating_add);
        if job.lines > 0 && queued > 0 && queued.saturating_add(job.lines) > MAX_LINES {
            return Some(job);
        }
        self.jobs.push_back(job);
        None
    }
}

#[cfg(test)]
mod tests {
    use std::iter;

    use super::*;
    use crate::store::answer::{self, Answer};

    /// The worker of these tests: the names of the jobs that were run.
    type Log = Vec<&'static str>;

    fn slot(fingerprint: &str) -> Slot {
        Slot::LastKnown(AccountKey::test(fingerprint), Part::Balance)
    }

    fn save(fingerprint: &str, minute: u32, name: &'static str) -> Job<Log> {
        let fetched_at = format!("2026-11-22T06:{minute:02}:00Z").parse().unwrap();
        Job::save(slot(fingerprint), fetched_at, move |log: &mut Log| log.push(name))
    }

    fn call(lines: usize) -> (Job<Log>, Answer<&'static str>) {
        let (reply, answer) = answer::pair("refused");
        let work = move |log: &mut Log| {
            log.push("call");
            reply.send("done");
        };
        (Job::call(lines, work), answer)
    }

    fn run(queue: &Queue<Log>) -> Log {
        let mut log = Log::new();
        let jobs = iter::from_fn(|| match queue.next(Some(Duration::ZERO)) {
            Next::Job(job) => Some(job),
            Next::Idle | Next::End => None,
        });
        jobs.for_each(|job| job.run(&mut log));
        log
    }

    #[test]
    fn the_newest_queued_data_win_and_of_the_same_age_the_later() {
        let queue = Queue::default();
        for (account, minute, name) in
            [("a", 5, "a5"), ("b", 1, "b1"), ("a", 3, "a3"), ("a", 9, "a9"), ("b", 1, "b1 later")]
        {
            queue.push(save(account, minute, name));
        }
        assert_eq!(run(&queue), ["a9", "b1 later"]);
    }

    #[test]
    fn a_full_queue_refuses_at_once_but_still_accepts_saves() {
        let queue = Queue::default();
        let mut answers = Vec::new();
        for _ in 0..=MAX_JOBS {
            let (job, answer) = call(0);
            queue.push(job);
            answers.push(answer);
        }
        assert_eq!(answers.pop().unwrap().wait(), "refused");
        queue.push(save("a", 5, "save"));
        assert_eq!(run(&queue).len(), MAX_JOBS + 1);
        assert!(answers.into_iter().all(|answer| answer.wait() == "done"));
    }

    #[test]
    fn a_queue_that_accounts_share_has_room_for_each() {
        let queue = Queue::default();
        queue.make_room_for(3);
        let push = || {
            let (job, answer) = call(0);
            queue.push(job);
            answer
        };
        let answers: Vec<_> = (0..3 * MAX_JOBS).map(|_| push()).collect();
        assert_eq!(push().wait(), "refused");
        assert_eq!(run(&queue).len(), 3 * MAX_JOBS);
        assert!(answers.into_iter().all(|answer| answer.wait() == "done"));
    }

    #[test]
    fn bill_lines_that_find_no_place_are_refused_and_so_is_what_a_dead_thread_leaves() {
        let queue = Queue::default();
        let [large, one, none, many] = [2 * MAX_LINES, 1, 0, MAX_LINES].map(|lines| {
            let (job, answer) = call(lines);
            queue.push(job);
            answer
        });
        assert_eq!((one.wait(), many.wait()), ("refused", "refused"), "a job that is too large is alone");
        assert_eq!(run(&queue), ["call"; 2]);
        assert_eq!((large.wait(), none.wait()), ("done", "done"));

        let [almost_all, last] = [MAX_LINES - 1, 1].map(|lines| {
            let (job, answer) = call(lines);
            queue.push(job);
            answer
        });
        queue.end();
        assert_eq!((almost_all.wait(), last.wait()), ("refused", "refused"));
    }

    #[test]
    fn an_idle_queue_returns_after_the_limit() {
        let queue = Queue::default();
        assert!(matches!(queue.next(Some(Duration::ZERO)), Next::Idle));
        queue.push(save("a", 5, "save"));
        assert!(matches!(queue.next(Some(Duration::ZERO)), Next::Job(_)));
    }

    #[test]
    fn a_closed_queue_is_emptied_then_ends() {
        let queue = Queue::default();
        queue.push(save("a", 5, "before"));
        queue.close();
        queue.push(save("b", 6, "after"));
        assert_eq!(run(&queue), ["before"]);
        assert!(matches!(queue.next(None), Next::End));
        assert!(!queue.wait_for_end(Duration::ZERO));
        queue.end();
        assert!(queue.wait_for_end(Duration::ZERO));
    }
}
