//! Accounts with realistic use, hour by hour, independent of how they are forecast.

use crate::forecast::random::Chance;

/// Hours that are simulated: a month of watching, and what comes after.
pub(crate) const HOURS: usize = 140 * 24;

/// A Monday, 00:00 UTC.
pub(crate) const MONDAY: i64 = 1_790_553_600;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Habit {
    Steady,
    Office,
    Bursts,
    Stops,
    Resumes,
    Refilled,
    Mixed,
}

impl Habit {
    pub(crate) const ALL: [Self; 7] =
        [Self::Steady, Self::Office, Self::Bursts, Self::Stops, Self::Resumes, Self::Refilled, Self::Mixed];
}

/// One model of one account.
pub(crate) struct Account {
    pub(crate) habit: Habit,
    /// When it was first read.
    pub(crate) start: i64,
    /// The local clock, in seconds east of UTC.
    pub(crate) offset: i32,
    /// What was used before the end of each hour since `start`, cumulated.
    pub(crate) used: Vec<f64>,
    pub(crate) grant: f64,
    pub(crate) expires: Option<i64>,
    /// When a new grant replaced the first, its size and expiry.
    pub(crate) refill: Option<(i64, f64, Option<i64>)>,
}

impl Account {
    pub(crate) fn nth(number: u64) -> Self {
        let mut chance = Chance::seeded(number);
        let habit = Habit::ALL[number as usize % Habit::ALL.len()];
        let start = MONDAY + chance.whole(0, 14 * 24 * 3600);
        let offset = [-28800, -18000, 0, 3600, 19800, 28800, 32400][chance.whole(0, 7) as usize];
        let hourly = hourly(habit, &mut chance, start + i64::from(offset));
        let mut sum = 0.0;
        let used: Vec<f64> = hourly
            .iter()
            .map(|hour| {
                sum += hour;
                sum
            })
            .collect();
        let mut account = Self { habit, start, offset, used, grant: 1e6, expires: None, refill: None };
        account.grant = account.size(&mut chance, start);
        account.expires = expiry(&mut chance, start);
        if habit == Habit::Refilled {
            let at = start + (chance.between(0.5, 14.0) * 86400.0) as i64;
            let size = account.size(&mut chance, at);
            account.refill = Some((at, size, expiry(&mut chance, at)));
        }
        account
    }

    /// A grant that lasts from `at` for about a day to two months: it must not end just when a burst or a
    /// working day does.
    fn size(&self, chance: &mut Chance, at: i64) -> f64 {
        let end = at + (chance.scaled(1.0, 60.0) * 86400.0) as i64;
        ((self.used_by(end) - self.used_by(at)) * chance.between(0.75, 1.25)).max(1000.0).round()
    }

    /// What was used from the start to `instant`.
    pub(crate) fn used_by(&self, instant: i64) -> f64 {
        let hours = (instant - self.start) as f64 / 3600.0;
        if hours <= 0.0 {
            return 0.0;
        }
        let whole = hours as usize;
        let before = if whole == 0 { 0.0 } else { self.used[(whole - 1).min(HOURS - 1)] };
        let end = self.used[whole.min(HOURS - 1)];
        before + (end - before) * (hours - whole as f64)
    }

    /// The grant that is valid at `instant`: its start, size and expiry.
    pub(crate) fn grant_at(&self, instant: i64) -> (i64, f64, Option<i64>) {
        match self.refill {
            Some((at, size, expires)) if instant >= at => (at, size, expires),
            _ => (self.start, self.grant, self.expires),
        }
    }

    pub(crate) fn remaining(&self, instant: i64) -> f64 {
        let (since, grant, _) = self.grant_at(instant);
        (grant - (self.used_by(instant) - self.used_by(since))).max(0.0)
    }

    /// When the grant that is valid at `instant` is used up, regardless of its expiry; absent where it never is.
    pub(crate) fn runs_out(&self, instant: i64) -> Option<i64> {
        let (since, grant, _) = self.grant_at(instant);
        let mark = self.used_by(since) + grant - 0.5;
        let hour = self.used.partition_point(|used| *used < mark);
        let end = *self.used.get(hour)?;
        let before = if hour == 0 { 0.0 } else { self.used[hour - 1] };
        let share = if end > before { (mark - before) / (end - before) } else { 1.0 };
        Some(self.start + ((hour as f64 + share) * 3600.0) as i64)
    }
}

fn expiry(chance: &mut Chance, at: i64) -> Option<i64> {
    chance.happens(0.9).then(|| at + (chance.scaled(4.0, 90.0) * 86400.0) as i64)
}

/// What is used in each hour; `local` is the local time of the start.
fn hourly(habit: Habit, chance: &mut Chance, local: i64) -> Vec<f64> {
    let pace = chance.scaled(50.0, 20_000.0);
    match habit {
        Habit::Steady => steady(chance, pace),
        Habit::Office => office(chance, pace, local),
        Habit::Bursts => bursts(chance, pace),
        Habit::Stops => {
            let stop = chance.between(2.0, 40.0) * 24.0;
            let mut hours = any(chance, pace, local);
            hours.iter_mut().skip(stop as usize).for_each(|hour| *hour = 0.0);
            hours
        }
        Habit::Resumes => {
            let mut hours = any(chance, pace, local);
            let mut at = 0.0;
            while at < HOURS as f64 {
                let active = chance.between(1.0, 10.0) * 24.0;
                let idle = chance.between(2.0, 7.0) * 24.0;
                let from = (at + active) as usize;
                hours.iter_mut().skip(from).take(idle as usize).for_each(|hour| *hour = 0.0);
                at += active + idle;
            }
            hours
        }
        Habit::Refilled => any(chance, pace, local),
        Habit::Mixed => {
            let shares = [chance.share(), chance.share(), chance.share()];
            let parts = [steady(chance, pace), office(chance, pace, local), bursts(chance, pace)];
            let mut level = 1.0;
            (0..HOURS)
                .map(|at| {
                    // Habits change every ten days or so.
                    if chance.happens(1.0 / 240.0) {
                        level = chance.scaled(0.4, 2.5);
                    }
                    level * parts.iter().zip(shares).map(|(part, share)| part[at] * share).sum::<f64>()
                })
                .collect()
        }
    }
}

fn any(chance: &mut Chance, pace: f64, local: i64) -> Vec<f64> {
    match chance.whole(0, 3) {
        0 => steady(chance, pace),
        1 => office(chance, pace, local),
        _ => bursts(chance, pace),
    }
}

/// Day and night alike; the pace wanders slowly.
fn steady(chance: &mut Chance, pace: f64) -> Vec<f64> {
    let spread = chance.between(0.05, 0.6);
    let mut level = 1.0;
    (0..HOURS)
        .map(|at| {
            if at % 24 == 0 {
                level *= chance.factor(0.06);
            }
            pace * level * chance.factor(spread)
        })
        .collect()
}

/// Working hours; a little at other times, hardly anything on weekends.
fn office(chance: &mut Chance, pace: f64, local: i64) -> Vec<f64> {
    let (begins, ends) = (chance.whole(7, 11), chance.whole(16, 20));
    let spread = chance.between(0.2, 0.8);
    let weekend = if chance.happens(0.2) { 0.5 } else { 0.02 };
    let mut day = 1.0;
    (0..HOURS as i64)
        .map(|at| {
            let hour = (local + at * 3600).div_euclid(3600);
            let (of_day, weekday) = (hour.rem_euclid(24), (hour.div_euclid(24) + 3).rem_euclid(7));
            if of_day == 0 {
                day = chance.factor(0.35);
            }
            let share = if (begins..ends).contains(&of_day) { 3.0 } else { 0.05 };
            let share = if weekday >= 5 { share * weekend } else { share };
            pace * day * share * chance.factor(spread)
        })
        .collect()
}

/// Batches of work at any time.
fn bursts(chance: &mut Chance, pace: f64) -> Vec<f64> {
    let every = chance.scaled(6.0, 40.0);
    let mut hours = vec![0.0; HOURS];
    let mut at = chance.wait(every);
    while at < HOURS as f64 {
        let length = chance.between(1.0, 5.0);
        let size = pace * every * chance.factor(0.7);
        let last = (at + length) as usize;
        for hour in at as usize..=last {
            let (start, end) = ((hour as f64).max(at), (hour as f64 + 1.0).min(at + length));
            if let Some(used) = hours.get_mut(hour) {
                *used += size * (end - start).max(0.0) / length;
            }
        }
        at += length + chance.wait(every);
    }
    hours
}
