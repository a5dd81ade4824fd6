//! The demo account's past: four weeks of figures that lead to those it starts from, in the vendor's hourly
//! steps.
//!
//! One night the machine was asleep, and nothing was read.

use chrono::{DateTime, Datelike as _, FixedOffset, Timelike as _, Utc};
use rust_decimal::Decimal;
use serde::Deserialize;

use super::{after, pace};
use crate::domain::{Quantity, forecast::Seen};

/// How far back it reaches.
const HOURS: i64 = 28 * 24;
const HOUR: i64 = 3_600;
const POLL: i64 = 60;
/// When nothing was read, in seconds before the start of the demo.
const ASLEEP: (i64, i64) = (9 * 24 * HOUR + 5 * HOUR, 9 * 24 * HOUR - 2 * HOUR);
/// Singapore's time zone.
const ZONE_HOURS: i32 = 8;

/// How a model was used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Habit {
    /// By a service, around the clock.
    Steady,
    /// On workdays, in working hours.
    Office,
    /// For a few hours now and then.
    Bursts,
}

/// A model's past. Spans are in seconds before the start of the demo.
pub(super) struct Past {
    /// Absent if the model was not used in these weeks.
    pub(super) habit: Option<Habit>,
    pub(super) used_for: i64,
    pub(super) idle_for: i64,
    pub(super) left: Quantity,
    pub(super) total: Quantity,
    pub(super) expires_at: Option<DateTime<Utc>>,
    pub(super) seed: u64,
}

impl Past {
    /// The readings until `started`, oldest first.
    pub(super) fn seen(&self, started: DateTime<Utc>) -> Vec<Seen> {
        let minute = i64::try_from(self.seed.checked_rem(60).unwrap_or(0)).unwrap_or(0);
        let mut seen: Vec<Seen> = Vec::new();
        for (hours_ago, left) in self.steps(started) {
            let ago = hours_ago.saturating_mul(HOUR).saturating_add(minute.saturating_mul(60));
            let from = after(started, ago.saturating_neg());
            if seen.last().is_some_and(|last| last.remaining == left) {
                continue;
            }
            if let Some(last) = seen.last_mut() {
                last.until = after(from, -POLL);
            }
            let (total, expires_at) = (Some(self.total), self.expires_at);
            seen.push(Seen { from, until: started, remaining: left, total, expires_at });
        }
        let asleep = (after(started, -ASLEEP.0), after(started, -ASLEEP.1));
        seen.into_iter().flat_map(|seen| awake(seen, asleep)).collect()
    }

    /// What was left, by hours before the start, oldest first.
    fn steps(&self, started: DateTime<Utc>) -> Vec<(i64, Quantity)> {
        let [idle, used] = [self.idle_for, self.used_for].map(|span| span.checked_div(HOUR).unwrap_or(0));
        let oldest = idle.saturating_add(used).max(HOURS);
        let mut later = Decimal::ZERO;
        let mut use_after = Vec::new();
        for hours_ago in 0..=oldest {
            use_after.push((hours_ago, later));
            if (idle..idle.saturating_add(used)).contains(&hours_ago) {
                later = later.saturating_add(self.weight(started, hours_ago).into());
            }
        }
        let used = self.total.decimal().saturating_sub(self.left.decimal());
        let scale = self.left.decimal().scale();
        let left = |share: Decimal| {
            let back = used.saturating_mul(share).checked_div(later).unwrap_or_default();
            Quantity::from(self.left.decimal().saturating_add(back.round_dp(scale)))
        };
        let within = use_after.into_iter().filter(|(hours_ago, _)| *hours_ago <= HOURS);
        let mut steps: Vec<_> = within.map(|(hours_ago, share)| (hours_ago, left(share))).collect();
        steps.reverse();
        steps
    }

    /// The relative weight of that hour's use.
    fn weight(&self, started: DateTime<Utc>, hours_ago: i64) -> u64 {
        let at = after(started, hours_ago.saturating_neg().saturating_mul(HOUR));
        let zone = FixedOffset::east_opt(ZONE_HOURS.saturating_mul(3_600));
        let local = zone.map_or_else(|| at.fixed_offset(), |zone| at.with_timezone(&zone));
        let is_workday = local.weekday().number_from_monday() <= 5;
        let weight = match (self.habit, local.hour()) {
            (Some(Habit::Steady), 8..23) => 12,
            (Some(Habit::Steady), _) => 8,
            (Some(Habit::Office), 9..12 | 13..19) if is_workday => 12,
            (Some(Habit::Office), 12 | 19..22) if is_workday => 4,
            (Some(Habit::Bursts), _) => {
                let few_hours = hours_ago.checked_div(3).unwrap_or(0);
                u64::from(pace::noise(self.seed, few_hours).is_multiple_of(9)) * 12
            }
            (Some(Habit::Office) | None, _) => 0,
        };
        let percent = pace::noise(self.seed, hours_ago).checked_rem(101).unwrap_or(0).saturating_add(50);
        weight.saturating_mul(percent)
    }
}

/// The parts of a reading outside the hours without readings.
fn awake(seen: Seen, asleep: (DateTime<Utc>, DateTime<Utc>)) -> impl Iterator<Item = Seen> {
    let before = Seen { until: seen.until.min(asleep.0), ..seen };
    let after = Seen { from: seen.from.max(asleep.1), ..seen };
    let is_apart = seen.until < asleep.0 || seen.from > asleep.1;
    let parts = if is_apart { [Some(seen), None] } else { [Some(before), Some(after)] };
    parts.into_iter().flatten().filter(|part| part.from <= part.until)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use chrono::TimeDelta;

    use super::*;
    use crate::{
        domain::{forecast::Forecaster, forecast::Verdict, time::Zone},
        source::demo::{Scene, at, histories},
    };

    fn started() -> DateTime<Utc> {
        "2026-11-22T06:12:07Z".parse().unwrap()
    }

    fn past() -> HashMap<String, Vec<Seen>> {
        histories(started()).into_iter().map(|(name, seen)| (name.to_string(), seen)).collect()
    }

    #[test]
    fn it_leads_to_the_figures_of_now_in_order_and_over_four_weeks() {
        let now = at(Scene::Tour, started(), started());
        let past = past();
        for (name, seen) in &past {
            let model = now.models.iter().find(|model| model.name.as_str() == name).unwrap();
            let quota = model.quota.as_ref().unwrap();
            let last = seen.last().unwrap();
            let figures = (Some(last.remaining), last.total, last.expires_at, last.until);
            assert_eq!(figures, (quota.remaining, quota.total, quota.expires_at, started()), "{name}");
            assert!(seen.windows(2).all(|pair| pair[0].until < pair[1].from), "{name}");
            assert!(seen.windows(2).all(|pair| pair[0].remaining >= pair[1].remaining), "{name}");
            assert!(seen.iter().all(|seen| seen.from <= seen.until && Some(seen.remaining) <= seen.total));
            assert!(seen[0].from <= started() - TimeDelta::days(28), "{name}");
        }
        assert!(past.len() > 40, "{}", past.len());
    }

    #[test]
    fn each_model_has_its_own_past() {
        let past = past();
        let moved =
            |name: &str| past[name].windows(2).filter(|pair| pair[0].remaining > pair[1].remaining).count();
        assert!(moved("qwen-max") > 200, "{}", moved("qwen-max"));
        assert!((100..250).contains(&moved("qwen-turbo")), "{}", moved("qwen-turbo"));
        assert_eq!(moved("wan2.7-t2v") + moved("qwen-max-latest"), 0);
        assert_eq!(past["qwen-max-latest"].len(), 2, "nothing but the night without a reading");
        let empty = |seen: &&Seen| !seen.remaining.is_positive();
        let ran_out = past["qwen-plus"].iter().find(empty).unwrap().from;
        assert!((47..=49).contains(&(started() - ran_out).num_hours()), "{ran_out}");
        assert!(past["qwen-max"].iter().all(|seen| !empty(&seen)));
    }

    #[test]
    fn its_forecasts_are_those_of_the_pictures() {
        let past = past();
        let forecaster = Forecaster::at(started(), Zone::UTC);
        let verdict = |name: &str| forecaster.forecast(&past[name]).verdict;
        let Verdict::RunsOut(runs_out) = verdict("qwen-max") else { panic!("{:?}", verdict("qwen-max")) };
        let hours = (runs_out.at - started()).num_hours();
        assert!((2..12).contains(&hours), "within the day: {hours} h");
        for (name, is_so) in [
            ("qwen-turbo", (|it| matches!(it, Verdict::Lapses(_))) as fn(Verdict) -> bool),
            ("wan2.7-t2v", |it| matches!(it, Verdict::NotUsed { .. })),
            ("qwen-plus", |it| matches!(it, Verdict::AlreadyOut { after: Some(_), .. })),
            ("qwen-vl-max", |it| matches!(it, Verdict::Expired { .. })),
        ] {
            assert!(is_so(verdict(name)), "{name}: {:?}", verdict(name));
        }
    }
}
