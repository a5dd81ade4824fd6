//! Forecasts compared with what happened.

use crate::forecast::{
    meter::Meter,
    method::guess,
    random::Chance,
    simulated::{Account, HOURS},
};

/// How often the range was right.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Coverage {
    pub(crate) judged: u32,
    pub(crate) below: u32,
    pub(crate) above: u32,
}

impl Coverage {
    pub(crate) fn percent(self) -> f64 {
        f64::from(self.judged - self.below - self.above) / f64::from(self.judged) * 100.0
    }
}

/// How the forecasts of many accounts compare with what happened.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// At any moment. Obvious cases (it lasts, and the whole range says so) are left out: they would make every
    /// range look good.
    pub(crate) coverage: Coverage,
    /// Hours by which the point is off, a day before it runs out.
    errors: Vec<f64>,
    /// "It lasts" within 12 h before it runs out, also at the true pace of the last day and before the expiry.
    pub(crate) cases_at_pace: u32,
    pub(crate) wrong_at_pace: u32,
}

impl Outcome {
    /// The median error of the point a day before the end, in hours.
    pub(crate) fn median_error(&self) -> f64 {
        let mut errors = self.errors.clone();
        errors.sort_by(f64::total_cmp);
        errors[errors.len() / 2]
    }
}

pub(crate) fn trial(accounts: impl Iterator<Item = u64>) -> Outcome {
    let mut outcome = Outcome::default();
    for number in accounts {
        let account = Account::nth(number);
        let end = account.start + HOURS as i64 * 3600;
        let meter = Meter::nth(number, &account, end);
        let mut chance = Chance::seeded(number ^ 0xfeed);
        at_any_moment(&account, &meter, &mut chance, &mut outcome);
        before_the_end(&account, &meter, &mut chance, &mut outcome);
    }
    outcome
}

/// Just after the last poll not after `instant`.
fn moment(meter: &Meter, account: &Account, instant: i64) -> Option<i64> {
    let now = meter.poll_before(instant);
    let (_, _, expires) = account.grant_at(now);
    let is_open = now > account.start && expires.is_none_or(|at| at > now) && account.remaining(now) > 0.0;
    is_open.then_some(now)
}

fn truth(account: &Account, now: i64) -> Option<i64> {
    let (_, _, expires) = account.grant_at(now);
    let limit = expires.unwrap_or(i64::MAX).min(now + 110 * 86400);
    account.runs_out(now).filter(|at| *at < limit)
}

fn at_any_moment(account: &Account, meter: &Meter, chance: &mut Chance, outcome: &mut Outcome) {
    let (_, _, expires) = account.grant_at(account.start + 28 * 86400);
    let end = [truth(account, account.start + 28 * 86400), expires, Some(account.start + 28 * 86400)];
    let end = end.into_iter().flatten().min().unwrap_or_default();
    let from = account.refill.map_or(account.start, |(at, ..)| at) + 6 * 3600;
    if end <= from {
        return;
    }
    let Some(now) = moment(meter, account, chance.whole(from, end)) else { return };
    let history = meter.history(account, now);
    let Some(guess) = guess(&history, now, account.offset).filter(|guess| guess.has_range) else { return };
    let truth = truth(account, now).map(|at| at.max(now));
    // What is beyond the simulation is unknown.
    let known = |at: Option<i64>| at.filter(|at| *at < now + 110 * 86400);
    let (earliest, latest) = (known(guess.earliest), known(guess.latest));
    if truth.is_none() && earliest.is_none() {
        return;
    }
    let never = i64::MAX;
    let at = truth.unwrap_or(never);
    outcome.coverage.judged += 1;
    outcome.coverage.below += u32::from(at < earliest.unwrap_or(never));
    outcome.coverage.above += u32::from(at > latest.unwrap_or(never));
}

fn before_the_end(account: &Account, meter: &Meter, chance: &mut Chance, outcome: &mut Outcome) {
    let watched = account.start + 26 * 86400;
    let Some(out) = truth(account, watched).filter(|out| *out < watched + 10 * 86400) else { return };
    if let Some(now) = moment(meter, account, out - 86400)
        && let Some(guess) = guess(&meter.history(account, now), now, account.offset)
    {
        let off = guess.at.map_or(1e9, |at| (at - out).abs() as f64 / 3600.0);
        outcome.errors.push(off);
    }
    let Some(now) = moment(meter, account, out - chance.whole(0, 12 * 3600)) else { return };
    let Some(guess) = guess(&meter.history(account, now), now, account.offset) else { return };
    let today = (account.used_by(now) - account.used_by(now - 86400)) / 24.0;
    let is_wrong = u32::from(guess.at.is_none());
    let (_, _, expires) = account.grant_at(now);
    let open = expires.map_or(12.0, |at| (at - now) as f64 / 3600.0).min(12.0);
    if account.remaining(now) <= open * today {
        outcome.cases_at_pace += 1;
        outcome.wrong_at_pace += is_wrong;
    }
}
