//! How long after a free quota is used up its alert comes: by the vendor's figure, which is published hours apart, and
//! by the calls, which are known some minutes later.

use std::sync::Arc;

use quotatop::domain::{
    AccountState, Model, ModelName, NextCall, Quantity, Quota, Status, Thresholds,
    alert::{Observed, Rule, Rules, SeenModel, Watch},
    calls::{
        CallFailure, CallPoint, CallRange, CallRow, CallSeries, CallStats, Calls, CallsSource, RecentCalls,
        RecentUse,
    },
    forecast::Forecaster,
};
use rust_decimal::Decimal;

use crate::forecast::{
    meter::{Meter, instant},
    method::zone,
    random::Chance,
    simulated::{Account, HOURS},
};

/// The vendor's monitoring is this late, in seconds, and is read at this interval.
const LATE: i64 = 120;
const EVERY: i64 = 300;
/// How long before and after the end the account is watched, in seconds.
const BEFORE: i64 = 3600;
const AFTER: i64 = 3 * 3600;

/// What happens at the end of a quota.
#[derive(Clone, Copy, PartialEq)]
enum End {
    /// Calls go on and are billed.
    Billed,
    /// Calls are refused, and the source tells why.
    RefusedByCode,
    /// Calls are refused, and the source tells only that they failed.
    Refused,
}

/// How accounts were warned.
#[derive(Debug, Default)]
struct Outcome {
    /// Seconds from *used up* to the alert; negative if it came first.
    delays: Vec<i64>,
    missed: u32,
    /// Minutes in which a call was said to be free, though nothing was left.
    wrong_free: u32,
    /// The same, though the calls that had used it up were already read.
    wrong_free_though_seen: u32,
    /// Minutes in which something was left by the calls, but more than the figure says.
    above_figure: u32,
    /// Minutes in the hour before the end in which a call was said to be free.
    free: u32,
}

impl Outcome {
    fn median(&mut self) -> i64 {
        self.delays.sort_unstable();
        self.delays[self.delays.len() / 2]
    }
}

/// One model of one account around the end of its quota.
struct Case {
    account: Account,
    meter: Meter,
    out: i64,
    end: End,
    /// When the calls are read, modulo [`EVERY`].
    phase: i64,
    /// What it may use within an hour by its history.
    hourly_use: Option<Quantity>,
}

impl Case {
    fn nth(number: u64) -> Option<Self> {
        let account = Account::nth(number);
        let meter = Meter::nth(number, &account, account.start + HOURS as i64 * 3600);
        let mut chance = Chance::seeded(number ^ 0xca11);
        let out = account.runs_out(account.start + 26 * 3600)?;
        let has_expired = account.grant_at(out).2.is_some_and(|expires| expires <= out + AFTER);
        let is_refilled = account.refill.is_some_and(|(at, ..)| at > account.start + 26 * 3600);
        if out < account.start + 86400 || has_expired || is_refilled {
            return None;
        }
        let end = [End::Billed, End::Billed, End::RefusedByCode, End::Refused][chance.whole(0, 4) as usize];
        let phase = chance.whole(0, EVERY);
        let history = meter.history(&account, out - BEFORE);
        let forecaster = Forecaster::at(instant(out - BEFORE), zone(account.offset));
        let hourly_use = forecaster.forecast(&history).hourly_use;
        Some(Self { account, meter, out, end, phase, hourly_use })
    }

    /// What the figure shows at `now`.
    fn figure(&self, now: i64) -> Quantity {
        Decimal::from(self.account.remaining(self.meter.counted(now)) as i64).into()
    }

    /// When the calls were last read at `now`.
    const fn read_at(&self, now: i64) -> i64 {
        (now - self.phase).div_euclid(EVERY) * EVERY + self.phase
    }

    /// The calls of the hour before `to`.
    fn calls(&self, to: i64) -> Calls {
        let (from, known) = (to - 3600, to - LATE);
        let mut series = CallSeries::silent(instant(from), instant(to), chrono::TimeDelta::minutes(1));
        let (mut refused, mut sum) = (0, 0.0);
        for minute in (from..known).step_by(60) {
            let until = (minute + 60).min(known);
            let is_over = minute >= self.out && self.end != End::Billed;
            let used = self.account.used_by(until) - self.account.used_by(minute);
            // The vendor counts whole tokens, and none twice.
            let before = sum;
            sum += used;
            let tokens = sum as u64 - before as u64;
            if is_over && tokens > 0 {
                refused += 1;
                series.add(instant(minute), CallPoint { calls: 1, failed: 1, used: Quantity::ZERO });
            } else {
                series.add(instant(minute), CallPoint { calls: 1, failed: 0, used: tokens.into() });
            }
        }
        let code = if self.end == End::RefusedByCode { "AllocationQuota.FreeTierOnly" } else { "4xx" };
        let failure = CallFailure { status: Some(403), code: code.into(), calls: refused };
        let failures = if refused > 0 { vec![failure] } else { Vec::new() };
        Calls {
            source: CallsSource::Prometheus,
            range: CallRange::Hour,
            from: instant(from),
            to: instant(to),
            is_complete: true,
            workspace: None,
            rows: vec![CallRow {
                model: name(),
                caller: None,
                workspace: None,
                stats: CallStats { failures, ..CallStats::default() },
                series: Some(series),
            }],
            by_model: Vec::new(),
        }
    }

    fn model(&self, now: i64, remaining: Quantity, recent: Option<RecentUse>) -> Model {
        let (_, grant, expires) = self.account.grant_at(now);
        let quota = Quota {
            total: Some(Decimal::from(grant as i64).into()),
            remaining: Some(remaining),
            expires_at: expires.map(instant),
            quota_status: Some("VALID".into()),
            read_at: instant(now),
        };
        Model {
            quota: Some(quota),
            free_quota_only: Some(self.end != End::Billed),
            // Read too long ago to rule out billing.
            free_quota_only_read_at: Some(instant(now - 86400)),
            hourly_use: self.hourly_use,
            recent: recent.map(Into::into),
            ..Model::named(name())
        }
    }

    /// Watches the account minute by minute until the alert.
    fn watch(&self, has_calls: bool, outcome: &mut Outcome) {
        let begin = self.out - BEFORE;
        let mut figure = self.figure(begin);
        let mut since =
            (1..=240).map(|minutes| begin - minutes * 60).take_while(|at| self.figure(*at) == figure);
        let mut since = since.by_ref().last().unwrap_or(begin);
        let (mut watch, mut calls) = (Watch::default(), None::<(i64, RecentCalls)>);
        for now in (begin..self.out + AFTER).step_by(60) {
            if self.figure(now) != figure {
                (figure, since) = (self.figure(now), now);
            }
            let read_at = self.read_at(now);
            if has_calls && calls.as_ref().is_none_or(|(at, _)| *at != read_at) {
                let read = RecentCalls::of(&self.calls(read_at)).unwrap();
                let whole = calls.map_or(read.clone(), |(_, earlier)| read.after(&earlier));
                calls = Some((read_at, whole));
            }
            let recent = calls.as_ref().map(|(_, calls)| calls.use_of(&name(), instant(since)));
            let model = self.model(now, figure, recent);
            let status = Status::of(&model, &Thresholds::default(), instant(now));
            let is_free = NextCall::of(&model, status, AccountState::Good, instant(now)) == NextCall::Free;
            let is_wrong = is_free && now > self.out;
            outcome.wrong_free += u32::from(is_wrong);
            outcome.wrong_free_though_seen += u32::from(is_wrong && read_at - LATE >= self.out);
            outcome.free += u32::from(is_free && now < self.out);
            outcome.above_figure += u32::from(model.about_left().is_some_and(|left| left > figure));
            let observed = Observed {
                profile: "default".into(),
                models: vec![SeenModel { model, runs_out: None }],
                ..Observed::default()
            };
            let events = watch.observe(&observed, &Rules::default(), instant(now)).events;
            if events.iter().any(|event| matches!(event.rule, Rule::Exhausted | Rule::Billed)) {
                outcome.delays.push(now - self.out);
                return;
            }
        }
        outcome.missed += 1;
    }
}

fn name() -> ModelName {
    ModelName::new(Arc::from("m"))
}

#[test]
fn by_the_calls_the_alert_comes_within_minutes() {
    let [mut figure, mut calls] = [Outcome::default(), Outcome::default()];
    for case in (0..2000).filter_map(Case::nth) {
        case.watch(false, &mut figure);
        case.watch(true, &mut calls);
    }
    assert!(calls.delays.len() > 1000 && calls.missed == 0, "{}", calls.missed);
    assert!(figure.median() > 30 * 60, "{} s", figure.median());
    assert!(calls.median() <= 10 * 60, "{} s", calls.median());
    // Nobody can know of a burst in the minutes that are not read yet, such as one that is the first use of a small
    // grant and takes all of it. Apart from these, free is never wrong.
    assert_eq!(calls.wrong_free_though_seen, 0);
    assert!(calls.wrong_free * 50 <= figure.wrong_free, "{} of {}", calls.wrong_free, figure.wrong_free);
    assert!(calls.free * 2 > figure.free, "{} of {}", calls.free, figure.free);
    assert_eq!(calls.above_figure, 0);
}
