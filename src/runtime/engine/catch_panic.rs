//! Turns the panic of a source into a failed feed.

use std::{
    cell::Cell,
    future::{Future, poll_fn},
    panic::{AssertUnwindSafe, catch_unwind},
    pin::pin,
    task::Poll,
};

use crate::domain::{Cause, Fetched};

thread_local! {
    static FETCHING: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is running a source right now.
pub(crate) fn is_fetching() -> bool {
    FETCHING.get()
}

pub(crate) async fn catch_panic(fetching: impl Future<Output = Fetched>) -> Fetched {
    let mut fetching = pin!(fetching);
    poll_fn(|context| {
        FETCHING.set(true);
        let polled = catch_unwind(AssertUnwindSafe(|| fetching.as_mut().poll(context)));
        FETCHING.set(false);
        polled.unwrap_or_else(|_| {
            let detail = "a data source stopped unexpectedly".to_owned();
            Poll::Ready(Fetched::from(Err(Cause::Internal { detail })))
        })
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Response;

    #[tokio::test]
    async fn a_panic_is_an_answer() {
        let panics = async { panic!("SECRET") };
        let fetched = catch_panic(panics).await;
        assert!(matches!(&fetched.answer, Err(Cause::Internal { detail }) if !detail.contains("SECRET")));
        let answers = async { Fetched::from(Ok(Response::Unchanged)) };
        assert_eq!(catch_panic(answers).await.answer, Ok(Response::Unchanged));
        assert!(!is_fetching());
    }
}
