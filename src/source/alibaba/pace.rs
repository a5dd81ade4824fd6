//! The pace of calls: no closer to each other than a given time, over all questions.

use std::{sync::Arc, time::Duration};

use tokio::sync::Semaphore;

/// Calls begin at least this far apart.
pub(super) struct Pace {
    apart: Duration,
    /// The one turn there is.
    turn: Arc<Semaphore>,
}

impl Pace {
    pub(super) fn new(apart: Duration) -> Self {
        Self { apart, turn: Arc::new(Semaphore::new(1)) }
    }

    /// Waits until another call may begin; whoever came first goes first.
    pub(super) async fn turn(&self) {
        // It is never closed, and a call that nobody may hold back goes ahead.
        if let Ok(turn) = Arc::clone(&self.turn).acquire_owned().await {
            let apart = self.apart;
            // The turn comes back by itself: the call may take longer, or be given up.
            tokio::spawn(async move {
                tokio::time::sleep(apart).await;
                drop(turn);
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use futures_util::{FutureExt, StreamExt, stream};

    use super::*;

    /// A timer may be late, but is never early: what is asserted holds on a machine of any speed.
    const APART: Duration = Duration::from_millis(3);

    #[tokio::test]
    async fn calls_that_come_at_once_begin_one_after_the_other() {
        let pace = Pace::new(APART);
        let call = |_| async {
            pace.turn().await;
            Instant::now()
        };
        let begun: Vec<Instant> = stream::iter(0..30).map(call).buffer_unordered(30).collect().await;
        assert_eq!(begun.len(), 30);
        for (one, next) in begun.iter().zip(begun.iter().skip(1)) {
            assert!(next.duration_since(*one) >= APART, "{begun:?}");
        }
    }

    #[tokio::test]
    async fn a_rest_earns_no_burst() {
        let pace = Pace::new(APART);
        pace.turn().await;
        tokio::time::sleep(APART * 3).await;
        let rested = Instant::now();
        pace.turn().await;
        pace.turn().await;
        assert!(rested.elapsed() >= APART);
    }

    #[tokio::test]
    async fn a_call_that_is_given_up_keeps_nobody_waiting() {
        let pace = Pace::new(APART);
        pace.turn().await;
        assert!(pace.turn().now_or_never().is_none());
        pace.turn().await;
    }
}
