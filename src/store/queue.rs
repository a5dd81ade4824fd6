//! The bounded queue before the store's thread. Pushing never waits for the disk: what finds no place is
//! refused at once, and data that wait give way to newer data of their part.

use std::{
    collections::VecDeque,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use super::job::Job;

/// How many jobs may wait. Data to keep are not counted: at most one of each part waits.
const PLACES: usize = 64;

/// How many bill lines may wait, unless a single job has more: about a kilobyte each.
const LINES: usize = 20_000;

/// What the thread is to do next.
pub(super) enum Next {
    /// This job.
    Job(Job),
    /// There is none yet.
    Idle,
    /// There will be none: the queue is closed and empty.
    End,
}

/// Jobs on their way to the thread.
#[derive(Default)]
pub(super) struct Queue {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    jobs: VecDeque<Job>,
    /// Nothing more is taken in.
    closed: bool,
    /// The thread is gone, and the file closed.
    ended: bool,
}

impl Queue {
    /// Hands a job to the thread, or refuses it.
    pub(super) fn push(&self, job: Job) {
        if let Some(job) = self.state().take_in(job) {
            job.refuse();
        }
        self.changed.notify_all();
    }

    /// Waits for the next job, at most as long as `patience` where that is given.
    pub(super) fn next(&self, patience: Option<Duration>) -> Next {
        let is_idle = |state: &mut State| state.jobs.is_empty() && !state.closed;
        let mut state = match patience {
            None => self.changed.wait_while(self.state(), is_idle).unwrap_or_else(PoisonError::into_inner),
            Some(patience) => {
                let waited = self.changed.wait_timeout_while(self.state(), patience, is_idle);
                waited.unwrap_or_else(PoisonError::into_inner).0
            }
        };
        match state.jobs.pop_front() {
            Some(job) => Next::Job(job),
            None if state.closed => Next::End,
            None => Next::Idle,
        }
    }

    /// Whether [`Queue::next`] would answer at once.
    pub(super) fn has_next(&self) -> bool {
        let state = self.state();
        state.closed || !state.jobs.is_empty()
    }

    /// Takes nothing more in; what is queued will still be done.
    pub(super) fn close(&self) {
        self.state().closed = true;
        self.changed.notify_all();
    }

    /// The thread is gone; nothing that is still queued will be done.
    pub(super) fn end(&self) {
        let left = {
            let mut state = self.state();
            state.closed = true;
            state.ended = true;
            std::mem::take(&mut state.jobs)
        };
        self.changed.notify_all();
        for job in left {
            job.refuse();
        }
    }

    /// Waits for the thread's end, at most this long; whether it came.
    pub(super) fn wait_for_end(&self, within: Duration) -> bool {
        let waited = self.changed.wait_timeout_while(self.state(), within, |state| !state.ended);
        waited.unwrap_or_else(PoisonError::into_inner).0.ended
    }

    /// A panic elsewhere leaves the state whole: every change is one assignment.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Gives the job back where there is no place for it.
    fn take_in(&mut self, job: Job) -> Option<Job> {
        if self.closed {
            return Some(job);
        }
        let fetched_at = job.fetched_at();
        if let Some(waiting) = self.jobs.iter_mut().find(|waiting| waiting.keeps_the_same(&job)) {
            // Of the same age, the later one knows more.
            if fetched_at >= waiting.fetched_at() {
                *waiting = job;
            }
            return None;
        }
        if fetched_at.is_none() && self.jobs.len() >= PLACES {
            return Some(job);
        }
        let waiting = self.jobs.iter().map(Job::lines).fold(0, usize::saturating_add);
        if job.lines() > 0 && waiting > 0 && waiting.saturating_add(job.lines()) > LINES {
            return Some(job);
        }
        self.jobs.push_back(job);
        None
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, mpsc};

    use chrono::NaiveDate;

    use super::*;
    use crate::{
        domain::{
            Balance, Kept, Model, Site,
            bill::{BillDay, BillLine, Figures, Origin, Taken},
        },
        store::{AccountKey, Identity, Keep, NotKept, bills::BillsJob},
    };

    fn keep(profile: &str, minute: u32) -> Job {
        let account =
            AccountKey { profile: profile.to_owned(), site: Site::China, fingerprint: "f".to_owned() };
        let fetched_at = format!("2026-11-22T06:{minute:02}:00Z").parse().unwrap();
        Job::Keep { account, data: Keep::Balance(Kept { value: Balance::default(), fetched_at }) }
    }

    fn queued(queue: &Queue) -> Vec<Option<u32>> {
        use chrono::Timelike;
        queue.state().jobs.iter().map(|job| job.fetched_at().map(|at| at.minute())).collect()
    }

    #[test]
    fn of_data_that_wait_the_newest_stay() {
        let queue = Queue::default();
        for (profile, minute) in [("a", 5), ("b", 1), ("a", 3), ("a", 9), ("b", 1)] {
            queue.push(keep(profile, minute));
        }
        assert_eq!(queued(&queue), [Some(9), Some(1)]);
    }

    #[test]
    fn of_the_same_age_the_later_stays() {
        let queue = Queue::default();
        for currency in [None, Some("USD".to_owned())] {
            let Job::Keep { account, data: Keep::Balance(mut kept) } = keep("a", 5) else {
                panic!("it keeps")
            };
            kept.value.currency = currency;
            queue.push(Job::Keep { account, data: Keep::Balance(kept) });
        }
        let Next::Job(Job::Keep { data: Keep::Balance(kept), .. }) = queue.next(None) else {
            panic!("it is kept")
        };
        assert_eq!(kept.value.currency.as_deref(), Some("USD"));
    }

    #[test]
    fn a_full_queue_refuses_at_once_but_still_takes_data() {
        let queue = Queue::default();
        let (sender, answers) = mpsc::channel();
        for number in 0..=PLACES {
            let sender = sender.clone();
            let reply = Box::new(move |known| sender.send((number, known)).unwrap());
            queue.push(Job::Recall { identity: Identity::default(), reply });
        }
        assert_eq!(answers.try_iter().map(|(number, _)| number).collect::<Vec<_>>(), [PLACES]);
        queue.push(keep("a", 5));
        assert_eq!(queued(&queue).len(), PLACES + 1);
    }

    /// Days with so many lines; the answer tells how it went.
    fn bills(lines: usize) -> (Job, mpsc::Receiver<Result<Taken, NotKept>>) {
        let (sender, answer) = mpsc::channel();
        let line = BillLine {
            charge: Arc::default(),
            figures: Figures::default(),
            row_id: None,
            extras: Vec::new(),
        };
        let day = BillDay {
            owner: None,
            gap: None,
            day: NaiveDate::default(),
            origin: Origin::Api,
            read_at: chrono::DateTime::default(),
            lines: vec![line; lines],
        };
        let account = AccountKey { profile: "a".to_owned(), site: Site::China, fingerprint: String::new() };
        let reply = Box::new(move |taken| sender.send(taken).unwrap());
        (Job::Bills(BillsJob::KeepDays { account, days: vec![day], reply }), answer)
    }

    #[test]
    fn bill_lines_that_find_no_place_are_told_not_dropped() {
        let queue = Queue::default();
        let answers: Vec<_> = [2 * LINES, 1, 0, LINES]
            .map(bills)
            .into_iter()
            .map(|(job, answer)| {
                queue.push(job);
                answer
            })
            .collect();
        let told: Vec<_> = answers.iter().map(|answer| answer.try_recv().ok()).collect();
        let refused = Some(Err(NotKept::Refused));
        assert_eq!(told, [None, refused.clone(), None, refused], "one too large alone, then none");
        let lines: Vec<usize> = queue.state().jobs.iter().map(Job::lines).collect();
        assert_eq!(lines, [2 * LINES, 0]);

        queue.next(None);
        let (job, waiting) = bills(LINES - 1);
        queue.push(job);
        let (job, another) = bills(1);
        queue.push(job);
        queue.end();
        for answer in [waiting, another] {
            assert_eq!(answer.try_recv(), Ok(Err(NotKept::Refused)), "a thread that is gone keeps nothing");
        }
    }

    #[test]
    fn of_the_same_age_what_was_kept_later_is_written() {
        let named = |name: &str| Job::Keep {
            account: AccountKey { profile: "a".to_owned(), site: Site::China, fingerprint: String::new() },
            data: Keep::Models(Kept {
                value: vec![Model::named(name.into())],
                fetched_at: chrono::DateTime::default(),
            }),
        };
        let queue = Queue::default();
        queue.push(named("first"));
        queue.push(named("later"));
        let Next::Job(Job::Keep { data: Keep::Models(kept), .. }) = queue.next(None) else {
            panic!("one waits")
        };
        assert_eq!(kept.value[0].name.as_str(), "later");
    }

    #[test]
    fn an_idle_queue_keeps_nobody_longer_than_they_want() {
        let queue = Queue::default();
        assert!(matches!(queue.next(Some(Duration::ZERO)), Next::Idle));
        queue.push(keep("a", 5));
        assert!(matches!(queue.next(Some(Duration::ZERO)), Next::Job(_)));
    }

    #[test]
    fn a_closed_queue_is_emptied_then_ends() {
        let queue = Queue::default();
        queue.push(keep("a", 5));
        queue.close();
        queue.push(keep("b", 6));
        assert!(matches!(queue.next(None), Next::Job(job) if job.fetched_at() == keep("a", 5).fetched_at()));
        assert!(matches!(queue.next(None), Next::End));
        assert!(!queue.wait_for_end(Duration::ZERO));
        queue.end();
        assert!(queue.wait_for_end(Duration::ZERO));
    }
}
