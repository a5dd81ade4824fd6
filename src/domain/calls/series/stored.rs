//! A series as it is stored.

use std::{borrow::Cow, fmt::Write as _};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use super::{CallPoint, CallSeries, MOST};
use crate::domain::Quantity;

/// One text for all steps: a value for each would take several times as long to read.
#[derive(Serialize, Deserialize)]
struct Stored<'a> {
    begin: DateTime<Utc>,
    step: u32,
    /// After each step a semicolon, before it calls, failed calls and use, or nothing if it is silent.
    #[serde(borrow)]
    steps: Cow<'a, str>,
}

impl Serialize for CallSeries {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut steps = String::new();
        for CallPoint { calls, failed, used } in &self.points {
            if (*calls, *failed, *used) != (0, 0, Quantity::ZERO) {
                // Writing to a text does not fail.
                let _ = write!(steps, "{calls} {failed} {}", used.decimal());
            }
            steps.push(';');
        }
        Stored { begin: self.begin, step: self.step, steps: steps.into() }.serialize(to)
    }
}

impl<'de> Deserialize<'de> for CallSeries {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let Stored { begin, step, steps } = Stored::deserialize(from)?;
        let points = points(&steps).ok_or_else(|| D::Error::custom("not the steps of calls"))?;
        Ok(Self { begin, step: step.max(1), points })
    }
}

/// Without room to spare, as there are thousands of series; absent if a step cannot be read.
fn points(steps: &str) -> Option<Vec<CallPoint>> {
    let steps = steps.split_terminator(';').take(MOST);
    let mut points = Vec::with_capacity(steps.clone().count());
    for step in steps {
        points.push(point(step)?);
    }
    Some(points)
}

fn point(step: &str) -> Option<CallPoint> {
    if step.is_empty() {
        return Some(CallPoint::default());
    }
    let mut parts = step.splitn(3, ' ');
    let (calls, failed) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    Some(CallPoint { calls, failed, used: parts.next()?.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::domain::fixture::at;

    const fn point(calls: u32, failed: u32, used: Quantity) -> CallPoint {
        CallPoint { calls, failed, used }
    }

    #[test]
    fn what_is_stored_is_read_again() {
        let (begin, end) = (at("2026-11-28T06:00:00Z"), at("2026-11-28T06:03:30Z"));
        let mut series = CallSeries::silent(begin, end, TimeDelta::minutes(1));
        series.add(begin, point(1, 0, 10.into()));
        series.add(at("2026-11-28T06:02:59Z"), point(2, 1, "5.5".parse().unwrap()));
        let text = serde_json::to_string(&series).unwrap();
        assert!(text.contains("1 0 10;;2 1 5.5;;"), "{text}");
        assert_eq!(serde_json::from_str::<CallSeries>(&text).unwrap(), series);
    }

    #[test]
    fn steps_are_read_or_the_whole_series_is_refused() {
        let read = |steps: &str| {
            let text = format!(r#"{{"begin":"2026-11-28T06:00:00Z","step":0,"steps":"{steps}"}}"#);
            serde_json::from_str::<CallSeries>(&text).map(|series| (series.step(), series.points)).ok()
        };
        let odd = point(0, 2, "0.5".parse().unwrap());
        for (steps, points) in [
            ("", Some(vec![])),
            (";", Some(vec![CallPoint::default()])),
            (";2 0 3;0 2 0.5", Some(vec![CallPoint::default(), point(2, 0, 3.into()), odd])),
            (r"\u003b2 0 3;", Some(vec![CallPoint::default(), point(2, 0, 3.into())])),
            ("2 0", None),
            ("2 0 3 4;", None),
            ("-1 0 3;", None),
            ("4294967296 0 3;", None),
            ("2 0 three;", None),
        ] {
            assert_eq!(read(steps), points.map(|points| (TimeDelta::seconds(1), points)), "{steps:?}");
        }
        assert_eq!(read(&";".repeat(MOST + 9)).map(|(_, points)| points.len()), Some(MOST));
    }
}
