//! For comparison: the days that were seen, drawn again and again. Working days and weekends apart, recent
//! days more often, each path at a level of its own since few days do not tell the level well.

use quotatop::domain::forecast::{Seen, hours::Hours};

use crate::forecast::{method::Guess, random::Chance};

const PATHS: usize = 200;
const HALF_LIFE_DAYS: f64 = 7.0;

struct Day {
    is_weekend: bool,
    hours: [f64; 24],
    sum: f64,
    weight: f64,
}

pub(crate) fn guess(history: &[Seen], now: i64, offset: i32) -> Option<Guess> {
    let hours = Hours::new(history);
    let last = history.last()?;
    if hours.hours.iter().map(|hour| hour.known).sum::<f64>() < 24.0 {
        return None;
    }
    if hours.ramps.is_empty() {
        return Some(Guess::NOT_USED);
    }
    let days = days(&hours, offset);
    if days.is_empty() {
        return None;
    }
    let amount = last.remaining.to_string().parse::<f64>().unwrap();
    let limit = last.expires_at.map_or(now + 180 * 86400, |at| at.timestamp());
    let mut chance = Chance::seeded(7);
    let spread = 0.1 + 0.5 / (days.len() as f64).sqrt();
    let mut ends: Vec<i64> = (0..PATHS)
        .map(|_| path(&days, amount / chance.factor(spread), hours.counted_to, offset, limit, &mut chance))
        .collect();
    ends.sort_unstable();
    let end = |at: usize| Some(ends[at].max(now)).filter(|at| *at < limit);
    Some(Guess {
        earliest: end(PATHS / 10),
        at: end(PATHS / 2),
        latest: end(PATHS * 9 / 10),
        has_range: true,
    })
}

fn days(hours: &Hours, offset: i32) -> Vec<Day> {
    let local = |hour: i64| (hour * 3600 + i64::from(offset)).div_euclid(3600);
    let lead = local(hours.first).rem_euclid(24) as usize;
    let padded: Vec<_> = std::iter::repeat_n(quotatop::domain::forecast::hours::Hour::default(), lead)
        .chain(hours.hours.iter().copied())
        .collect();
    let first = local(hours.first).div_euclid(24);
    let count = padded.len() / 24 + 1;
    padded
        .chunks(24)
        .enumerate()
        .filter_map(|(at, chunk)| {
            let known: f64 = chunk.iter().map(|hour| hour.known).sum();
            let used: f64 = chunk.iter().map(|hour| hour.used).sum();
            if known < 12.0 {
                return None;
            }
            let mut own = [used / known; 24];
            for (own, hour) in own.iter_mut().zip(chunk).filter(|(_, hour)| hour.known > 0.0) {
                *own = hour.used + *own * (1.0 - hour.known).max(0.0);
            }
            let weekday = (first + at as i64 + 3).rem_euclid(7);
            let weight = 0.5_f64.powf((count - at) as f64 / HALF_LIFE_DAYS);
            Some(Day { is_weekend: weekday >= 5, hours: own, sum: own.iter().sum(), weight })
        })
        .collect()
}

fn path(days: &[Day], amount: f64, from: i64, offset: i32, limit: i64, chance: &mut Chance) -> i64 {
    let local = from + i64::from(offset);
    let (mut day, mut of_day) = (local.div_euclid(86400), local.rem_euclid(86400) as f64 / 3600.0);
    let mut left = amount;
    loop {
        let start = day * 86400 - i64::from(offset);
        if start > limit {
            return i64::MAX;
        }
        let drawn = draw(days, (day + 3).rem_euclid(7) >= 5, chance);
        if of_day > 0.0 || drawn.sum >= left {
            for hour in of_day as usize..24 {
                let share = (hour as f64 + 1.0 - of_day).min(1.0);
                let used = drawn.hours[hour] * share;
                if used >= left && used > 0.0 {
                    return start + (((hour as f64 + 1.0 - share) + share * left / used) * 3600.0) as i64;
                }
                left -= used;
            }
        } else {
            left -= drawn.sum;
        }
        (day, of_day) = (day + 1, 0.0);
    }
}

fn draw<'a>(days: &'a [Day], is_weekend: bool, chance: &mut Chance) -> &'a Day {
    let is_alike =
        |day: &&Day| day.is_weekend == is_weekend || days.iter().all(|day| day.is_weekend != is_weekend);
    let all: f64 = days.iter().filter(is_alike).map(|day| day.weight).sum();
    let mut mark = chance.share() * all;
    let mut last = &days[0];
    for day in days.iter().filter(is_alike) {
        last = day;
        mark -= day.weight;
        if mark < 0.0 {
            break;
        }
    }
    last
}
