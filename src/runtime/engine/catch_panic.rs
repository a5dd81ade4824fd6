//! Turns the panic of a source into a failed feed or change.

use std::{
    cell::Cell,
    future::{Future, poll_fn},
    panic::{AssertUnwindSafe, catch_unwind},
    pin::pin,
    task::Poll,
};

use crate::domain::Cause;

thread_local! {
    static FETCHING: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is running a source right now.
pub(crate) fn is_fetching() -> bool {
    FETCHING.get()
}

/// What comes of `fetching`; if it panics, what `failed` makes of that.
pub(crate) async fn catch_panic<T>(fetching: impl Future<Output = T>, failed: impl Fn(Cause) -> T) -> T {
    let mut fetching = pin!(fetching);
    poll_fn(|context| {
        FETCHING.set(true);
        let polled = catch_unwind(AssertUnwindSafe(|| fetching.as_mut().poll(context)));
        FETCHING.set(false);
        polled.unwrap_or_else(|_| {
            let detail = "a data source stopped unexpectedly".to_owned();
            Poll::Ready(failed(Cause::Internal { detail }))
        })
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Fetched, Response};

    #[tokio::test]
    async fn a_panic_is_an_answer() {
        let failed = |cause| Fetched::from(Err(cause));
        let panics = async { panic!("SECRET") };
        let fetched = catch_panic(panics, failed).await;
        assert!(matches!(&fetched.answer, Err(Cause::Internal { detail }) if !detail.contains("SECRET")));
        let answers = async { Fetched::from(Ok(Response::Unchanged)) };
        assert_eq!(catch_panic(answers, failed).await.answer, Ok(Response::Unchanged));
        assert!(!is_fetching());
    }
}
