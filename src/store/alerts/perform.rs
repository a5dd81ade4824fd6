//! How the store's thread does what it is asked to do with alerts.

use chrono::{DateTime, Utc};

use super::{AlertsJob, channels, events, memory, outbox};
use crate::store::{instant::from_micros, worker::Worker};

impl Worker {
    /// Does one job. A failure was told by a notice.
    pub(in crate::store) fn perform_alerts(&mut self, job: AlertsJob) {
        match job {
            AlertsJob::Observe { observed, rules, channels, reply } => {
                let work = |file: &_, now| memory::observe(file, &observed, &rules, &channels, instant(now));
                reply(self.write(work).ok());
            }
            AlertsJob::Read { profile, reply } => {
                reply(self.write(|file, now| memory::read(file, &profile, instant(now))).ok());
            }
            AlertsJob::Handle { profile, handling, reply } => {
                reply(self.write(|file, now| memory::handle(file, &profile, &handling, instant(now))).ok());
            }
            AlertsJob::ReadEvents { profile, since, limit, reply } => {
                reply(self.write(|file, _| events::read(file, &profile, since, limit)).ok());
            }
            AlertsJob::Take { carriers, hold, reply } => {
                reply(self.write(|file, now| outbox::take(file, &carriers, hold, now)).unwrap_or_default());
            }
            AlertsJob::Attempted(attempted) => {
                let _ = self.write(|file, now| outbox::attempted(file, &attempted, now));
            }
            AlertsJob::ReadChannels { carriers, reply } => {
                reply(self.write(|file, now| channels::read(file, &carriers, now)).ok());
            }
        }
    }
}

/// The store's clock tells no instant that the calendar does not have.
fn instant(now: i64) -> DateTime<Utc> {
    from_micros(now).unwrap_or_default()
}
