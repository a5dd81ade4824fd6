//! Wakes the event loop at an instant, and only once.
//!
//! A timer of the async runtime wakes up to three times for one instant: it sorts what is seconds or minutes ahead into
//! ever finer slots. A dashboard that rests would wake for little else.

#[cfg(not(target_os = "linux"))]
pub(super) use elsewhere::Alarm;
#[cfg(target_os = "linux")]
pub(super) use linux::Alarm;

#[cfg(target_os = "linux")]
mod linux {
    use std::{io, os::fd::OwnedFd, time::Duration};

    use rustix::{
        io::Errno,
        time::{
            Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec, timerfd_create,
            timerfd_settime,
        },
    };
    use tokio::{
        io::{Interest, unix::AsyncFd},
        time::Instant,
    };

    /// A wait of zero would never end.
    const SHORTEST: Duration = Duration::from_nanos(1);

    #[derive(Debug)]
    pub(in super::super) struct Alarm {
        timer: AsyncFd<OwnedFd>,
        set_to: Option<Instant>,
    }

    impl Alarm {
        /// Only within an async runtime.
        #[expect(deprecated, reason = "it owns what it waits for; the successor leaves that to unsafe code")]
        pub(in super::super) fn new() -> io::Result<Self> {
            // Time that the machine sleeps counts: what it wakes up to is due.
            let timer =
                timerfd_create(TimerfdClockId::Boottime, TimerfdFlags::NONBLOCK | TimerfdFlags::CLOEXEC)?;
            Ok(Self { timer: AsyncFd::with_interest(timer, Interest::READABLE)?, set_to: None })
        }

        /// Waits until `instant`. Safe to cancel.
        pub(in super::super) async fn wait_until(&mut self, instant: Instant) -> io::Result<()> {
            if self.set_to != Some(instant) {
                self.set(instant)?;
            }
            loop {
                let mut ready = self.timer.readable().await?;
                match rustix::io::read(self.timer.get_ref(), &mut [0; 8]) {
                    Err(Errno::AGAIN) => ready.clear_ready(),
                    Err(Errno::INTR) => {}
                    expired => {
                        ready.clear_ready();
                        self.set_to = None;
                        return expired.map(drop).map_err(Into::into);
                    }
                }
            }
        }

        fn set(&mut self, instant: Instant) -> io::Result<()> {
            let ahead = instant.saturating_duration_since(Instant::now()).max(SHORTEST);
            let it_value = Timespec::try_from(ahead).map_err(io::Error::other)?;
            let it_interval = Timespec { tv_sec: 0, tv_nsec: 0 };
            let once = Itimerspec { it_interval, it_value };
            timerfd_settime(self.timer.get_ref(), TimerfdTimerFlags::empty(), &once)?;
            self.set_to = Some(instant);
            Ok(())
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod elsewhere {
    use std::io;

    use tokio::time::{Instant, sleep_until};

    #[derive(Debug)]
    pub(in super::super) struct Alarm(());

    impl Alarm {
        pub(in super::super) fn new() -> io::Result<Self> {
            Ok(Self(()))
        }

        /// Waits until `instant`. Safe to cancel.
        pub(in super::super) async fn wait_until(&mut self, instant: Instant) -> io::Result<()> {
            sleep_until(instant).await;
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::{Instant, timeout};

    use super::*;

    #[tokio::test]
    async fn it_wakes_then_and_not_before_however_often_it_is_set() {
        let mut alarm = Alarm::new().unwrap();
        let begun = Instant::now();
        let far = begun + Duration::from_hours(24);
        assert!(timeout(Duration::from_millis(1), alarm.wait_until(far)).await.is_err());
        for after in [Duration::ZERO, Duration::from_millis(5), Duration::from_millis(70)] {
            alarm.wait_until(begun + after).await.unwrap();
            assert!(begun.elapsed() >= after, "{after:?}");
        }
        assert!(timeout(Duration::from_millis(1), alarm.wait_until(far)).await.is_err());
    }
}
