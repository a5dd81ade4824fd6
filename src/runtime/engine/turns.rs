//! Whose turn it is to send requests: however many accounts there are, the number of requests under way is bounded, and
//! those of an account that hangs keep no other waiting.
//!
//! It must not know what is requested, nor decide when: that is the schedule's.

use std::{
    future::Future,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use enum_map::EnumMap;
use tokio::{
    pin,
    sync::Semaphore,
    time::{Instant, sleep},
};

use crate::domain::FeedName;

/// Requests at once that are answered soon: 1,000 accounts with 200 models need half of them. A source has four calls in
/// flight at most for each, so that all together stay below half of the 1,024 files that a process may usually have open.
pub(crate) const PROMPT: usize = 96;

/// Requests at once that take long, apart from the others.
pub(crate) const LONG: usize = 16;

/// What takes longer than this takes long. A whole account with 200 models takes two to three seconds.
const LONG_TIME: Duration = Duration::from_secs(5);

/// The turns of all accounts of a process.
pub(crate) struct Turns {
    prompt: Semaphore,
    long: Semaphore,
}

impl Default for Turns {
    fn default() -> Self {
        Self { prompt: Semaphore::new(PROMPT), long: Semaphore::new(LONG) }
    }
}

/// The turns of one account.
pub(crate) struct AccountTurns {
    all: Arc<Turns>,
    /// Whether the last request of the feed took long: the next one is expected to.
    was_long: EnumMap<FeedName, AtomicBool>,
}

impl AccountTurns {
    pub(crate) fn new(all: &Arc<Turns>) -> Self {
        Self { all: Arc::clone(all), was_long: EnumMap::default() }
    }

    /// Runs `request` as soon as there is a turn for it.
    pub(crate) async fn run<T>(&self, feed: FeedName, request: impl Future<Output = T>) -> T {
        let was_long = &self.was_long[feed];
        // A bill has a request for each day.
        if feed != FeedName::Bills && !was_long.load(Ordering::Relaxed) {
            return self.run_promptly(was_long, request).await;
        }
        let _turn = self.all.long.acquire().await;
        let begun = Instant::now();
        let outcome = request.await;
        was_long.store(begun.elapsed() > LONG_TIME, Ordering::Relaxed);
        outcome
    }

    /// If it takes long, it leaves its place to others as soon as there is one among those that take long.
    async fn run_promptly<T>(&self, was_long: &AtomicBool, request: impl Future<Output = T>) -> T {
        let turn = self.all.prompt.acquire().await;
        pin!(request);
        tokio::select! {
            outcome = &mut request => return outcome,
            () = sleep(LONG_TIME) => was_long.store(true, Ordering::Relaxed),
        }
        tokio::select! {
            outcome = &mut request => outcome,
            _other_turn = self.all.long.acquire() => {
                drop(turn);
                request.await
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use futures_util::future::join_all;

    use super::*;

    /// How many requests are under way, and the most that ever were.
    #[derive(Default)]
    struct Count {
        now: AtomicUsize,
        most: AtomicUsize,
    }

    impl Count {
        async fn during(&self, time: Duration) {
            let now = self.now.fetch_add(1, Ordering::Relaxed) + 1;
            self.most.fetch_max(now, Ordering::Relaxed);
            sleep(time).await;
            self.now.fetch_sub(1, Ordering::Relaxed);
        }
    }

    fn accounts(count: usize) -> Vec<AccountTurns> {
        let all = Arc::default();
        (0..count).map(|_| AccountTurns::new(&all)).collect()
    }

    #[tokio::test(start_paused = true)]
    async fn the_number_under_way_is_bounded() {
        let (accounts, count) = (accounts(1000), Count::default());
        let begun = Instant::now();
        let second = Duration::from_secs(1);
        join_all(accounts.iter().map(|account| account.run(FeedName::Quotas, count.during(second)))).await;
        assert_eq!(count.most.load(Ordering::Relaxed), PROMPT);
        assert_eq!(begun.elapsed().as_secs(), 1000_u64.div_ceil(PROMPT as u64));
        join_all(accounts.iter().map(|account| account.run(FeedName::Bills, count.during(second)))).await;
        assert_eq!(count.most.load(Ordering::Relaxed), PROMPT, "bills are fewer");
    }

    /// As many hang as there are places. The first time they are found out; from then on nobody waits for them.
    #[tokio::test(start_paused = true)]
    async fn accounts_that_hang_keep_no_other_waiting() {
        let (accounts, count) = (accounts(200), Count::default());
        let (hanging, healthy) = accounts.split_at(100);
        let hang = Duration::from_mins(1);
        for round in 0..3 {
            let begun = Instant::now();
            let hang =
                join_all(hanging.iter().map(|account| account.run(FeedName::Quotas, count.during(hang))));
            let read = async {
                let second = Duration::from_secs(1);
                join_all(healthy.iter().map(|account| account.run(FeedName::Quotas, count.during(second))))
                    .await;
                begun.elapsed()
            };
            let (_, took) = tokio::join!(hang, read);
            let all_in_turn = Duration::from_secs(100_u64.div_ceil(PROMPT as u64));
            if round > 0 {
                assert_eq!(took, all_in_turn);
            }
        }
        assert!(count.most.load(Ordering::Relaxed) <= PROMPT + LONG);
    }

    #[tokio::test(start_paused = true)]
    async fn one_that_hangs_delays_no_other_even_at_first() {
        let accounts = accounts(101);
        let count = Count::default();
        let (hanging, healthy) = accounts.split_at(1);
        let begun = Instant::now();
        let hang = hanging[0].run(FeedName::Quotas, count.during(Duration::from_mins(1)));
        let read = async {
            let second = Duration::from_secs(1);
            join_all(healthy.iter().map(|account| account.run(FeedName::Quotas, count.during(second)))).await;
            begun.elapsed()
        };
        let ((), took) = tokio::join!(hang, read);
        assert_eq!(took.as_secs(), 100_u64.div_ceil(PROMPT as u64 - 1));
    }

    #[tokio::test(start_paused = true)]
    async fn a_feed_that_hangs_does_not_delay_the_others_of_its_account() {
        let (accounts, count) = (accounts(LONG + 1), Count::default());
        let hang = Duration::from_mins(1);
        let hang_all =
            || join_all(accounts.iter().map(|account| account.run(FeedName::Account, count.during(hang))));
        hang_all().await;
        let begun = Instant::now();
        let read = async {
            accounts[0].run(FeedName::Quotas, count.during(Duration::from_secs(1))).await;
            begun.elapsed()
        };
        let (_, took) = tokio::join!(hang_all(), read);
        assert_eq!(took.as_secs(), 1);
    }

    #[tokio::test(start_paused = true)]
    async fn an_account_that_answers_soon_again_is_among_the_others_again() {
        let account = &accounts(1)[0];
        account.run(FeedName::Quotas, sleep(LONG_TIME * 2)).await;
        assert!(account.was_long[FeedName::Quotas].load(Ordering::Relaxed));
        account.run(FeedName::Quotas, sleep(LONG_TIME)).await;
        assert!(!account.was_long[FeedName::Quotas].load(Ordering::Relaxed));
    }
}
