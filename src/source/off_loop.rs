//! Work that would block the event loop, on a thread of its own.
//!
//! The async runtime has a pool for that, but panics where the system has no thread left (`ulimit -u`), and
//! keeps threads that nothing needs.

use std::{io, thread};

use tokio::sync::oneshot;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_answer_comes_back_and_a_panic_is_an_error() {
        assert_eq!(off_loop("test", || 7).await.unwrap(), 7);
        let stopped = off_loop("test", || -> u8 { std::panic::resume_unwind(Box::new("no message")) }).await;
        assert_eq!(stopped.unwrap_err().to_string(), "it stopped unexpectedly");
    }
}
