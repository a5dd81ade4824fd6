//! The busiest hour.

use super::{calendar::HOUR, hours::Ramp};

/// The highest use within an hour that ended after `since` (seconds since the epoch).
///
/// Use is assumed to be even between two figures, so the busiest hour begins or ends with one.
pub(super) fn busiest(ramps: &[Ramp], since: i64) -> f64 {
    let recent = ramps.get(ramps.partition_point(|ramp| ramp.end <= since)..).unwrap_or_default();
    let (mut most, mut tail) = (0.0_f64, 0);
    let mut window = 0.0;
    for (at, ramp) in recent.iter().enumerate() {
        window += ramp.used;
        // Hours that end with this drop.
        while let Some(first) = recent.get(tail)
            && first.end <= ramp.end.saturating_sub(HOUR)
        {
            window -= first.used;
            tail = tail.saturating_add(1);
        }
        let cut = recent.get(tail).map_or(0.0, |first| first.used_before(ramp.end.saturating_sub(HOUR)));
        most = most.max(window - cut);
        // The hour that begins with this drop.
        let begins: f64 = recent
            .iter()
            .skip(at)
            .take_while(|later| later.start < ramp.start.saturating_add(HOUR))
            .map(|later| later.used_before(ramp.start.saturating_add(HOUR)))
            .sum();
        most = most.max(begins);
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: i64 = 60;

    fn ramp(start: i64, end: i64, used: f64) -> Ramp {
        Ramp { start: start * MINUTE, end: end * MINUTE, used }
    }

    #[test]
    fn the_busiest_hour_lies_anywhere() {
        let each_minute: Vec<Ramp> = (30..90).map(|at| ramp(at, at + 1, 1.0)).collect();
        for (what, ramps, most) in [
            ("nothing", vec![], 0.0),
            ("steps of an hour", vec![ramp(0, 60, 10.0), ramp(60, 120, 50.0), ramp(120, 180, 20.0)], 50.0),
            ("two short bursts within an hour", vec![ramp(0, 5, 10.0), ramp(50, 55, 10.0)], 20.0),
            ("two short bursts further apart", vec![ramp(0, 5, 10.0), ramp(70, 75, 10.0)], 10.0),
            ("across a full hour", each_minute, 60.0),
            ("an even gap", vec![ramp(0, 600, 100.0)], 10.0),
            ("a step that came late", vec![ramp(0, 60, 60.0), ramp(60, 180, 60.0)], 60.0),
        ] {
            let busiest = busiest(&ramps, i64::MIN);
            assert!((busiest - most).abs() < 1e-6, "{what}: {busiest}");
        }
    }

    #[test]
    fn older_hours_do_not_count() {
        let ramps = [ramp(0, 60, 50.0), ramp(60, 120, 10.0)];
        assert!((busiest(&ramps, 60 * MINUTE) - 10.0).abs() < 1e-6);
        assert!(busiest(&ramps, 120 * MINUTE) <= 0.0);
    }
}
