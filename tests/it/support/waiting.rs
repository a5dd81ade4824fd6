//! Waiting for what a program does, with a limit: a test that would wait forever fails instead.

use std::{
    fmt::Debug,
    thread,
    time::{Duration, Instant},
};

/// The pause between two looks.
const PAUSE: Duration = Duration::from_millis(10);

/// How long something may take; generous, since the machine may be busy.
pub(crate) fn patience() -> Duration {
    let set = std::env::var("QUOTATOP_TEST_WAIT_MS").ok().and_then(|text| text.parse().ok());
    Duration::from_millis(set.unwrap_or(30_000))
}

/// The same for what comes after pauses: a feed that failed is tried again only after its back-off.
pub(crate) fn long_patience() -> Duration {
    4 * patience()
}

/// Waits until it is so; fails with `what` if it never is.
#[track_caller]
pub(crate) fn until(what: &str, is_so: impl FnMut() -> bool) {
    first(patience(), what, is_so, |is_so| *is_so);
}

/// The first value that is wanted; fails with `what` and the last one if none ever is.
#[track_caller]
pub(crate) fn first<T: Debug>(
    limit: Duration,
    what: &str,
    mut read: impl FnMut() -> T,
    is_wanted: impl Fn(&T) -> bool,
) -> T {
    let end = Instant::now() + limit;
    loop {
        let value = read();
        if is_wanted(&value) {
            return value;
        }
        assert!(Instant::now() < end, "{what} did not come: {value:#?}");
        thread::sleep(PAUSE);
    }
}
