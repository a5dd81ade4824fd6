//! Limits the rate of calls over all requests.

use std::{sync::Arc, time::Duration};

use tokio::sync::Semaphore;

/// Spaces calls at least this far apart.
pub(super) struct Pace {
    apart: Duration,
    /// The single permit.
    turn: Arc<Semaphore>,
}

impl Pace {
    pub(super) fn new(apart: Duration) -> Self {
        Self { apart, turn: Arc::new(Semaphore::new(1)) }
    }

    /// Waits for the next turn, first come, first served.
    pub(super) async fn turn(&self) {
        // It is never closed.
        if let Ok(turn) = Arc::clone(&self.turn).acquire_owned().await {
            let apart = self.apart;
            // Released independently of the call, which may take longer or be cancelled.
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

    /// Timers may be late but never early, so this holds on a machine of any speed.
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
