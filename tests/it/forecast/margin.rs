//! A call must not be called free when the quota is used up but the figure does not show it yet.

use quotatop::domain::{
    Quantity,
    forecast::{Forecaster, Verdict},
};

use crate::forecast::{
    meter::{Meter, instant},
    method::zone,
    random::Chance,
    simulated::{Account, HOURS},
};

/// How often the last figure exceeded the margin within the hour after the quota had run out.
#[derive(Debug, Default)]
pub(crate) struct Margin {
    pub(crate) cases: u32,
    /// With 2 % of the grant alone.
    pub(crate) beyond_share: u32,
    /// With the hourly use, where that is more.
    pub(crate) beyond_use: u32,
    /// Not called free two days before the end: the cost of caution.
    pub(crate) cautious: u32,
    pub(crate) healthy: u32,
}

pub(crate) fn margins(accounts: impl Iterator<Item = u64>) -> Margin {
    let mut margin = Margin::default();
    for number in accounts {
        let account = Account::nth(number);
        let meter = Meter::nth(number, &account, account.start + HOURS as i64 * 3600);
        let mut chance = Chance::seeded(number ^ 0xab1e);
        let Some(out) = account.runs_out(account.start + 26 * 86400) else { continue };
        if account.grant_at(out).2.is_some_and(|expires| expires <= out) || out > account.start + 60 * 86400 {
            continue;
        }
        let ask = |now: i64| {
            let history = meter.history(&account, now);
            let last = history.last().copied().filter(|seen| now - seen.until.timestamp() < 600)?;
            let forecast = Forecaster::at(instant(now), zone(account.offset)).forecast(&history);
            let share = Quantity::from(last.total?.decimal() / rust_decimal::Decimal::from(50));
            let is_open = !matches!(forecast.verdict, Verdict::AlreadyOut { .. });
            let beyond_share = is_open && last.remaining > share;
            let may_be_gone = forecast.hourly_use.is_some_and(|most| most >= last.remaining);
            Some((beyond_share, beyond_share && !may_be_gone))
        };
        if let Some((share, hourly)) = ask(out + chance.whole(0, 3600)) {
            margin.cases += 1;
            margin.beyond_share += u32::from(share);
            margin.beyond_use += u32::from(hourly);
        }
        // Two days before, calls are free.
        if let Some((share, hourly)) = ask(out - 48 * 3600).filter(|_| out - 60 * 3600 > account.start) {
            margin.healthy += u32::from(share);
            margin.cautious += u32::from(share && !hourly);
        }
    }
    margin
}

#[test]
fn with_the_hourly_use_calls_are_not_called_free_too_long() {
    let margin = margins(0..210);
    assert!(margin.cases > 80, "{margin:?}");
    assert!(margin.beyond_use * 3 <= margin.beyond_share, "{margin:?}");
    assert!(margin.cautious * 4 <= margin.healthy, "{margin:?}");
}
