//! The answer to a call: awaited by async code, waited for by code that may block.

use std::{
    future::poll_fn,
    pin::Pin,
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{self, Receiver, Sender, TryRecvError},
    },
    task::{Poll, Waker},
};

/// What the store will answer. The call is carried out even if this is dropped.
#[derive(Debug)]
pub struct Answer<T> {
    receiver: Receiver<T>,
    waker: SharedWaker,
    /// The answer if the call is not carried out.
    refused: T,
}

type SharedWaker = Arc<Mutex<Option<Waker>>>;

/// The other end, which goes to the store's thread. Dropped without a value, it refuses the call.
pub(super) struct Reply<T> {
    sender: Option<Sender<T>>,
    waker: SharedWaker,
}

/// Both ends of a call.
pub(super) fn pair<T>(refused: T) -> (Reply<T>, Answer<T>) {
    let (sender, receiver) = mpsc::channel();
    let waker = SharedWaker::default();
    let reply = Reply { sender: Some(sender), waker: Arc::clone(&waker) };
    (reply, Answer { receiver, waker, refused })
}

impl<T> Reply<T> {
    /// Answers; without effect if the answer was dropped.
    pub(super) fn send(self, value: T) {
        if let Some(sender) = &self.sender {
            let _ = sender.send(value);
        }
    }
}

impl<T> Drop for Reply<T> {
    fn drop(&mut self) {
        // The sender goes first, so that the task that is woken finds the channel closed.
        self.sender = None;
        let waker = self.waker.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl<T> Answer<T> {
    /// An answer that needs no call.
    pub(super) fn ready(value: T) -> Self {
        pair(value).1
    }

    /// Blocks until the answer is there. Async code awaits it instead.
    pub fn wait(self) -> T {
        self.receiver.recv().unwrap_or(self.refused)
    }
}

impl<T: Send + 'static> IntoFuture for Answer<T> {
    type Output = T;
    type IntoFuture = Pin<Box<dyn Future<Output = T> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        let Self { receiver, waker, refused } = self;
        Box::pin(async move {
            let value = poll_fn(move |context| {
                // Locked before looking: a reply that comes meanwhile finds the waker.
                let mut waker = waker.lock().unwrap_or_else(PoisonError::into_inner);
                match receiver.try_recv() {
                    Ok(value) => Poll::Ready(Some(value)),
                    Err(TryRecvError::Disconnected) => Poll::Ready(None),
                    Err(TryRecvError::Empty) => {
                        *waker = Some(context.waker().clone());
                        Poll::Pending
                    }
                }
            });
            value.await.unwrap_or(refused)
        })
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
            let mut future = answer.into_future();
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
    fn a_dropped_answer_disturbs_nobody() {
        let (reply, answer) = pair(0);
        drop(answer);
        reply.send(1);
        let (reply, answer) = pair(0);
        drop(answer.into_future());
        reply.send(1);
    }
}
