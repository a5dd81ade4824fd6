//! Work that would block the event loop, on a thread of its own.
//!
//! The async runtime has a pool for that, but panics where the system has no thread left (`ulimit -u`), and
//! keeps threads that nothing needs.

use std::{io, thread};

use tokio::sync::{Semaphore, oneshot};

/// Threads that look for logins at a time. Each thread that runs along with others gets a pool of memory of its own, which
/// is kept for later ones: for the logins of many accounts there would be many.
static LOGINS: Semaphore = Semaphore::const_new(2);

/// Runs `work` on a thread with this name. An error if no thread can be started, or if the work panicked.
pub(crate) async fn off_loop<T: Send + 'static>(
    name: &str,
    work: impl FnOnce() -> T + Send + 'static,
) -> io::Result<T> {
    let (reply, answer) = oneshot::channel();
    let run = move || {
        // The caller may be gone.
        let _ = reply.send(work());
    };
    thread::Builder::new().name(name.to_owned()).spawn(run)?;
    answer.await.map_err(|_closed| io::Error::other("it stopped unexpectedly"))
}

/// Looks for logins: they are files, and a home folder may hang.
pub(crate) async fn find_logins<T: Send + 'static>(
    find: impl FnOnce() -> T + Send + 'static,
) -> io::Result<T> {
    let _turn = LOGINS.acquire().await;
    off_loop("logins", find).await
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    };

    use futures_util::future::join_all;

    use super::*;

    #[tokio::test]
    async fn only_some_look_for_logins_at_a_time() {
        let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let look = |_| {
            let (now, most) = (Arc::clone(&now), Arc::clone(&most));
            find_logins(move || {
                most.fetch_max(now.fetch_add(1, Ordering::SeqCst).saturating_add(1), Ordering::SeqCst);
                thread::yield_now();
                now.fetch_sub(1, Ordering::SeqCst);
            })
        };
        assert!(join_all((0..20).map(look)).await.iter().all(Result::is_ok));
        assert!((1..=2).contains(&most.load(Ordering::SeqCst)));
    }

    #[tokio::test]
    async fn the_answer_comes_back_and_a_panic_is_an_error() {
        assert_eq!(off_loop("test", || 7).await.unwrap(), 7);
        let stopped = off_loop("test", || -> u8 { std::panic::resume_unwind(Box::new("no message")) }).await;
        assert_eq!(stopped.unwrap_err().to_string(), "it stopped unexpectedly");
    }
}
