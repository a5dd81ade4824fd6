//! The script of the day.

use chrono::TimeDelta;

use crate::{
    scripted_day::environment::midnight,
    support::standin::{Facts, Fault, ModelFact, On, Standin},
};

pub(crate) const CROWD: usize = 20;

/// The programs: one runs all day, one joins it.
const FIRST: usize = 0;
pub(crate) const SECOND: usize = 1;

pub(crate) enum Step {
    AtServer(Box<dyn Fn(&Standin)>),
    Start(usize),
    Stop(usize),
    Kill(usize),
}

use Step::{AtServer, Kill, Start, Stop};

pub(crate) fn facts() -> Facts {
    let mut models = vec![
        model("calm", 640_000, None, false),
        model("fading", 500_000, None, false),
        model("stopped", 300_000, None, true),
        model("steady", 1_000_000, None, false),
        model("forgotten", 200_000, Some(hours(7)), false),
        model("ageing", 700_000, Some(TimeDelta::days(7) + hours(9)), false),
    ];
    models.extend((0..CROWD).map(|at| model(&member(at), 900_000, Some(hours(12)), true)));
    Facts { models, ..Facts::default() }
}

pub(crate) fn member(at: usize) -> String {
    format!("crowd-{at:02}")
}

pub(crate) fn script() -> Vec<(TimeDelta, Step)> {
    let mut script = vec![
        (clock("00:00"), Start(FIRST)),
        (clock("02:00"), left("fading", 50_000)),
        (clock("04:00"), left("fading", 0)),
        (clock("05:00"), left("stopped", 0)),
        // Another instance joins, and the first restarts meanwhile.
        (clock("10:00"), Start(SECOND)),
        (clock("11:30"), Stop(FIRST)),
        (clock("11:40"), Start(FIRST)),
        (clock("15:00"), AtServer(Box::new(|standin| standin.set_balance("-12.40")))),
        (clock("16:30"), Stop(SECOND)),
        (clock("18:00"), AtServer(Box::new(|standin| standin.set_balance("500.00")))),
        // The servers fail for three hours, in different ways. The program dies just before that is reported.
        (clock("19:00"), AtServer(Box::new(|standin| standin.fault(On::Everything, Fault::Truncated)))),
        (clock("19:30"), Kill(FIRST)),
        (clock("19:30"), Start(FIRST)),
        (clock("21:00"), AtServer(Box::new(|standin| standin.fault(On::Everything, unavailable())))),
        (clock("22:00"), AtServer(Box::new(Standin::heal))),
        (clock("22:30"), AtServer(Box::new(end_login))),
        (clock("23:20"), AtServer(Box::new(log_in))),
    ];
    // This one is used evenly.
    script.extend((1..24).map(|hour| (hours(hour), left("steady", 1_000_000 - 30_000 * hour))));
    script.sort_by_key(|(at, _)| *at);
    script
}

fn model(name: &str, remaining: u64, expires: Option<TimeDelta>, only: bool) -> ModelFact {
    let mut model = ModelFact::text(name, "1000000", &remaining.to_string());
    model.free_quota_only = Some(only);
    if let (Some(quota), Some(after)) = (&mut model.quota, expires) {
        quota.expires_ms = (midnight() + after).timestamp_millis().to_string();
    }
    model
}

fn left(model: &'static str, remaining: i64) -> Step {
    AtServer(Box::new(move |standin| standin.set_remaining(model, &remaining.to_string())))
}

/// The login ends, and the key pair may not mint another token.
fn end_login(standin: &Standin) {
    standin.revoke_tokens();
    standin.fault(On::Mint, Fault::forbidden());
}

fn log_in(standin: &Standin) {
    standin.heal();
    standin.change(|facts| facts.tokens.push("standin-token".into()));
}

fn unavailable() -> Fault {
    Fault::status(503)
}

fn hours(count: i64) -> TimeDelta {
    TimeDelta::hours(count)
}

fn clock(text: &str) -> TimeDelta {
    let (hours, minutes) = text.split_once(':').unwrap();
    TimeDelta::minutes(hours.parse::<i64>().unwrap() * 60 + minutes.parse::<i64>().unwrap())
}
