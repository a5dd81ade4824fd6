//! The answer to a call: async code awaits it, blocking code waits for it.

use std::{
    pin::Pin,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
};

/// The future answer of the store. The call is carried out even if this is dropped.
#[derive(Debug)]
pub struct Answer<T>(Arc<Shared<T>>);

/// The sending end, which goes to the store's thread. Dropped without a value, it refuses the call.
pub(super) struct Reply<T>(Arc<Shared<T>>);

/// Small, since it is compiled for every type of answer: a channel would be three times as large.
#[derive(Debug)]
struct Shared<T> {
    state: Mutex<State<T>>,
    decided: Condvar,
}

#[derive(Debug)]
struct State<T> {
    /// A refusal until the reply comes; absent once it was taken.
    value: Option<T>,
    is_decided: bool,
    waker: Option<Waker>,
}

/// Both ends of a call.
pub(super) fn pair<T>(refused: T) -> (Reply<T>, Answer<T>) {
    let state = State { value: Some(refused), is_decided: false, waker: None };
    let shared = Arc::new(Shared { state: Mutex::new(state), decided: Condvar::new() });
    (Reply(Arc::clone(&shared)), Answer(shared))
}

impl<T> Shared<T> {
    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> State<T> {
    fn take(&mut self) -> Option<T> {
        if self.is_decided { self.value.take() } else { None }
    }
}

impl<T> Reply<T> {
    /// Answers; without effect if the answer was dropped.
    pub(super) fn send(self, value: T) {
        self.0.state().value = Some(value);
    }
}

impl<T> Drop for Reply<T> {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.is_decided = true;
        if let Some(waker) = state.waker.take() {
            waker.wake();
        }
        self.0.decided.notify_all();
    }
}

impl<T> Answer<T> {
    /// An answer that needs no call.
    pub(super) fn ready(value: T) -> Self {
        pair(value).1
    }

    /// Blocks until the answer arrives. Async code awaits it instead.
    pub fn wait(self) -> T {
        let mut state = self.0.state();
        loop {
            if let Some(value) = state.take() {
                return value;
            }
            state = self.0.decided.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl<T> Future for Answer<T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
        let mut state = self.0.state();
        if let Some(value) = state.take() {
            return Poll::Ready(value);
        }
        state.waker = Some(context.waker().clone());
        Poll::Pending
    }
}

#[cfg(test)]
mod tests {
    use std::{
        sync::atomic::{AtomicBool, Ordering},
        task::{Context, Wake},
        thread,
    };

    use super::*;

    #[derive(Default)]
    struct Woken(AtomicBool);

    impl Wake for Woken {
        fn wake(self: Arc<Self>) {
            self.0.store(true, Ordering::SeqCst);
        }
    }

    #[test]
    fn a_dropped_reply_is_a_refusal() {
        for is_answered in [true, false] {
            let (reply, answer) = pair("refused");
            let thread = thread::spawn(move || {
                if is_answered {
                    reply.send("answered");
                }
            });
            assert_eq!(answer.wait(), if is_answered { "answered" } else { "refused" });
            thread.join().unwrap();
        }
        assert_eq!(Answer::ready(7).wait(), 7);
    }

    #[test]
    fn a_task_is_woken_by_the_answer_and_by_a_refusal() {
        for is_answered in [true, false] {
            let woken = Arc::new(Woken::default());
            let waker = Waker::from(Arc::clone(&woken));
            let mut context = Context::from_waker(&waker);
            let (reply, answer) = pair("refused");
            let mut future = std::pin::pin!(answer);
            assert_eq!(future.as_mut().poll(&mut context), Poll::Pending);
            assert!(!woken.0.load(Ordering::SeqCst));
            if is_answered {
                reply.send("answered");
            } else {
                drop(reply);
            }
            assert!(woken.0.load(Ordering::SeqCst));
            let expected = if is_answered { "answered" } else { "refused" };
            assert_eq!(future.as_mut().poll(&mut context), Poll::Ready(expected));
        }
    }

    #[test]
    fn a_dropped_answer_has_no_effect() {
        let (reply, answer) = pair(0);
        drop(answer);
        reply.send(1);
    }
}
