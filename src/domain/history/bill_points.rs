//! Histories that reach back before the first poll, by the deductions in exported bills.

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::forecast::Seen;

/// Puts what a bill tells before the figures that were polled: those are the vendor's own count, so the bill gives
/// way to the first of them. Only what was still valid at `since` is returned.
pub fn with_bill_points(polled: Vec<Seen>, points: Vec<Seen>, since: DateTime<Utc>) -> Vec<Seen> {
    let first = polled.first().map(|seen| seen.from);
    let mut all: Vec<Seen> = points
        .into_iter()
        .take_while(|point| first.is_none_or(|first| point.from < first))
        .filter(|point| point.until >= since)
        .collect();
    if let (Some(first), Some(last)) = (first, all.last_mut()) {
        let end = first.checked_sub_signed(TimeDelta::seconds(1)).unwrap_or(first);
        last.until = last.until.min(end).max(last.from);
    }
    all.extend(polled);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Quantity, fixture::at};

    fn seen([from, until]: [&str; 2], remaining: u64) -> Seen {
        let instant = |time: &str| at(&format!("2026-11-20T{time}:00Z"));
        let (total, expires_at) = (Some(Quantity::from(100)), None);
        Seen { from: instant(from), until: instant(until), remaining: remaining.into(), total, expires_at }
    }

    #[test]
    fn polled_figures_follow_those_of_the_bill() {
        let points =
            || vec![seen(["08:00", "08:59"], 90), seen(["09:00", "10:59"], 80), seen(["11:00", "11:00"], 70)];
        let polled = || vec![seen(["10:00", "12:00"], 75)];
        let lefts = |all: &[Seen]| all.iter().map(|seen| seen.remaining.to_string()).collect::<Vec<_>>();
        let since = |time: &str| at(&format!("2026-11-20T{time}:00Z"));
        for (polled, points, from, left) in [
            (vec![], points(), "00:00", &["90", "80", "70"][..]),
            (polled(), points(), "00:00", &["90", "80", "75"]),
            (polled(), points(), "09:30", &["80", "75"]),
            (polled(), vec![], "00:00", &["75"]),
            (vec![seen(["07:00", "12:00"], 99)], points(), "00:00", &["99"]),
        ] {
            assert_eq!(lefts(&with_bill_points(polled, points, since(from))), left);
        }
        let all = with_bill_points(polled(), points(), since("00:00"));
        assert_eq!(all[1].until, at("2026-11-20T09:59:59Z"));
        assert!(all.windows(2).all(|pair| pair[0].until < pair[1].from));
    }
}
