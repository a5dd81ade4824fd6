//! Holds calls until a full wave of them waits, which counts waves without a clock.

use std::sync::{Mutex, PoisonError};

use tokio::sync::watch;

#[derive(Default)]
pub(crate) struct Gate {
    held: Mutex<Option<Held>>,
}

struct Held {
    width: usize,
    /// Calls that have not passed yet.
    left: usize,
    waiting: usize,
    passed: watch::Sender<usize>,
}

impl Gate {
    pub(crate) fn hold(&self, width: usize, calls: usize) {
        *self.lock() = Some(Held { width, left: calls, waiting: 0, passed: watch::Sender::new(0) });
    }

    pub(crate) fn waves(&self) -> usize {
        self.lock().as_ref().map_or(0, |held| *held.passed.borrow())
    }

    /// Returns at once where nothing is held, otherwise with the wave.
    pub(crate) async fn pass(&self) {
        let mut passed = {
            let mut gate = self.lock();
            let Some(held) = gate.as_mut() else { return };
            held.waiting += 1;
            let passed = held.passed.subscribe();
            if held.waiting >= held.width.min(held.left) {
                held.left = held.left.saturating_sub(held.waiting);
                held.waiting = 0;
                held.passed.send_modify(|waves| *waves += 1);
                return;
            }
            passed
        };
        let _ = passed.changed().await;
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Held>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
