//! The history of an account: counted by the vendor by the hour and published late, read by polls with gaps.

use chrono::{DateTime, Utc};
use quotatop::domain::forecast::Seen;
use rust_decimal::Decimal;

use crate::forecast::{random::Chance, simulated::Account};

/// How one account is counted and read.
pub(crate) struct Meter {
    /// Seconds between two counts.
    every: i64,
    /// Seconds from a count to its publication.
    late: i64,
    /// Seconds between two polls.
    poll: i64,
    /// Stretches in which nothing is read.
    gaps: Vec<(i64, i64)>,
    seed: u64,
}

impl Meter {
    pub(crate) fn nth(number: u64, account: &Account, until: i64) -> Self {
        let mut chance = Chance::seeded(number ^ 0x5ee_d0f0_5ee0);
        let poll = if chance.happens(0.5) { 60 } else { 300 };
        // Most are counted by the hour, some nearly at once.
        let every = if chance.happens(0.85) { 3600 } else { 300 };
        let late = if every == 3600 { chance.whole(0, 1200) } else { 0 };
        let gaps = gaps(&mut chance, account, until);
        Self { every, late, poll, gaps, seed: chance.bits() }
    }

    pub(crate) fn has_gap_before(&self, instant: i64) -> bool {
        self.gaps.iter().any(|(from, _)| *from < instant)
    }

    /// When the account was in the state that is read at `instant`.
    pub(crate) fn counted(&self, instant: i64) -> i64 {
        let mut count = instant.div_euclid(self.every) * self.every;
        while self.published(count) > instant {
            count -= self.every;
        }
        count
    }

    fn published(&self, count: i64) -> i64 {
        let mut chance = Chance::seeded(self.seed ^ count.unsigned_abs());
        count + self.late + if self.every == 3600 { chance.whole(0, 600) } else { 0 }
    }

    /// The last poll not after `instant` and outside of gaps.
    pub(crate) fn poll_before(&self, instant: i64) -> i64 {
        let poll = instant.div_euclid(self.poll) * self.poll;
        match self.gaps.iter().find(|(from, until)| (*from..*until).contains(&poll)) {
            Some((from, _)) => from.div_euclid(self.poll) * self.poll - self.poll,
            None => poll,
        }
    }

    fn poll_from(&self, instant: i64) -> i64 {
        let poll = (instant + self.poll - 1).div_euclid(self.poll) * self.poll;
        match self.gaps.iter().find(|(from, until)| (*from..*until).contains(&poll)) {
            Some((_, until)) => (until + self.poll - 1).div_euclid(self.poll) * self.poll,
            None => poll,
        }
    }

    /// The history after the last poll not after `now`.
    pub(crate) fn history(&self, account: &Account, now: i64) -> Vec<Seen> {
        let mut history: Vec<Seen> = Vec::new();
        let mut poll = self.poll_from(account.start);
        while poll <= now {
            let count = self.counted(poll).max(account.start);
            // Until this count is replaced, or a gap begins, or now.
            let next = self.published(count.div_euclid(self.every) * self.every + self.every);
            let next = next.max(poll + 1).min(now + 1);
            let gap = self.gaps.iter().map(|(from, _)| *from).find(|from| *from > poll).unwrap_or(i64::MAX);
            let until = self.poll_before((next - 1).min(gap)).max(poll);
            let (_, grant, expires) = account.grant_at(count);
            let seen = Seen {
                from: instant(poll),
                until: instant(until),
                remaining: Decimal::from(account.remaining(count) as i64).into(),
                total: Some(Decimal::from(grant as i64).into()),
                expires_at: expires.map(instant),
            };
            let is_gap = |last: &Seen| poll - last.until.timestamp() > self.poll;
            match history.last_mut() {
                Some(last)
                    if last.remaining == seen.remaining && last.total == seen.total && !is_gap(last) =>
                {
                    last.until = seen.until;
                }
                _ => history.push(seen),
            }
            poll = self.poll_from(until + 1);
        }
        history
    }
}

/// Asleep at night, or out for hours now and then, or neither.
fn gaps(chance: &mut Chance, account: &Account, until: i64) -> Vec<(i64, i64)> {
    let mut gaps = Vec::new();
    if chance.happens(0.5) {
        return gaps;
    }
    if chance.happens(0.5) {
        let local = account.start + i64::from(account.offset);
        let mut night = local.div_euclid(86400) * 86400 + 22 * 3600 - i64::from(account.offset);
        while night < until {
            gaps.push((night, night + 9 * 3600 + chance.whole(0, 3600)));
            night += 86400;
        }
        return gaps;
    }
    let mut at = account.start + (chance.wait(48.0) * 3600.0) as i64;
    while at < until {
        let length = (chance.scaled(0.5, 14.0) * 3600.0) as i64;
        gaps.push((at, at + length));
        at += length + 3600 + (chance.wait(48.0) * 3600.0) as i64;
    }
    gaps
}

pub(crate) fn instant(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).unwrap()
}
