//! When each of many accounts begins: all of them at once would be a flood for the servers, and for this machine.

use std::time::Duration;

/// This many accounts begin at once.
const AT_ONCE: usize = 16;
/// Each further one begins this long after the one before it: 1,000 have begun within a minute.
const APART: Duration = Duration::from_millis(50);

/// How long after the start the account at `position` of `all` begins: at most `refresh`.
pub fn start_delay(position: usize, all: usize, refresh: Duration) -> Duration {
    let waiting = |count: usize| u32::try_from(count.saturating_sub(AT_ONCE)).unwrap_or(u32::MAX);
    let (before, all) = (waiting(position.saturating_add(1)), waiting(all).max(1));
    let apart = APART.min(refresh.checked_div(all).unwrap_or(APART));
    apart.saturating_mul(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_mins(1);

    #[test]
    fn a_few_begin_at_once_and_many_one_after_the_other() {
        for (position, all, refresh, milliseconds) in [
            (0, 1, MINUTE, 0),
            (15, 16, MINUTE, 0),
            (15, 1000, MINUTE, 0),
            (16, 1000, MINUTE, 50),
            (999, 1000, MINUTE, 49_200),
            // The last one begins when it would be refreshed.
            (999, 1000, Duration::from_secs(30), 30_000),
            (9_999, 10_000, MINUTE, 60_000),
            (16, 10_000, MINUTE, 6),
            (16, 17, Duration::ZERO, 0),
        ] {
            let delay = start_delay(position, all, refresh);
            let expected = Duration::from_millis(milliseconds);
            assert!(
                delay <= refresh && delay.abs_diff(expected) < Duration::from_millis(100),
                "{position} of {all}: {delay:?}"
            );
        }
    }
}
