//! For comparison: the plain way. A smoothed pace per hour, hours independent of each other, normal errors.

use quotatop::domain::forecast::{Seen, hours::Hours};

use crate::forecast::method::Guess;

const HALF_LIFE: f64 = 24.0;
const TENTH: f64 = 1.2816;

pub(crate) fn guess(history: &[Seen], now: i64, _: i32) -> Option<Guess> {
    let hours = Hours::new(history);
    let last = history.last()?;
    if hours.hours.iter().map(|hour| hour.known).sum::<f64>() < 24.0 {
        return None;
    }
    if hours.ramps.is_empty() {
        return Some(Guess::NOT_USED);
    }
    let count = hours.hours.len();
    let (mut weight, mut sum, mut squares) = (0.0, 0.0, 0.0);
    for (at, hour) in hours.hours.iter().enumerate().filter(|(_, hour)| hour.known > 0.0) {
        let own = hour.known * 0.5_f64.powf((count - at) as f64 / HALF_LIFE);
        let rate = hour.used / hour.known;
        weight += own;
        sum += own * rate;
        squares += own * rate * rate;
    }
    let mean = sum / weight;
    let variance = (squares / weight - mean * mean).max(0.0);
    let amount = last.remaining.to_string().parse::<f64>().unwrap();
    let limit = last.expires_at.map_or(now + 180 * 86400, |at| at.timestamp());
    // mean·h ± z·√(variance·h) = amount, solved for √h
    let after = |z: f64| {
        let lean = z * variance.sqrt();
        let root = (-lean + (lean * lean + 4.0 * mean * amount).sqrt()) / (2.0 * mean);
        let at = (hours.counted_to + (root * root * 3600.0) as i64).max(now);
        (at < limit).then_some(at)
    };
    Some(Guess { earliest: after(TENTH), at: after(0.0), latest: after(-TENTH), has_range: true })
}
