//! What is known without a single request: for a status line, which a bar asks for every few seconds. The store's file is
//! only read, on this thread, and nothing else is read of it than what is wanted.

use std::{io, sync::Arc, time::Duration};

use crate::{
    app::{self, Message, State},
    domain::{BillsEnd, FeedName, bill::Cycle},
    runtime::{
        clock::Clock,
        engine::{
            CLOSING_TIME,
            profile::{forecasts, start_of_history},
            run::{Engine, Until, async_runtime, is_evaluated, is_settled},
            setup::{DataSource, Setup},
        },
    },
    store::Glance,
};

/// The demo, a file or a recording answers at once; a stream was read before.
const READING_TIME: Duration = Duration::from_secs(5);

/// What is wanted besides models and balance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wanted {
    pub forecasts: bool,
    pub alerts: bool,
    /// What the running cycle has cost.
    pub spend: bool,
}

/// The last known data of the first profile, or those of its file, recording or demo.
pub fn saved(mut setup: Setup, wanted: Wanted, clock: Clock) -> io::Result<State> {
    let bills = wanted.spend.then_some(FeedName::Bills);
    setup.first.wanted = FeedName::OF_SNAPSHOT.into_iter().chain(bills).collect();
    match setup.first.source {
        DataSource::Alibaba | DataSource::Fleet(_) => {
            let setup = Arc::new(Setup { offline: true, ..setup });
            Ok(glance(Engine::new(&setup, clock, true), wanted))
        }
        _ => read(setup, wanted, clock),
    }
}

/// The last known data of an account, with what else is wanted and stored. Effects of the reducer are not carried out:
/// what they would read has been read, and nothing is written.
fn glance(engine: Engine, wanted: Wanted) -> State {
    let Engine { mut state, runner, clock, .. } = engine;
    if let Some(trouble) = runner.last_known_trouble() {
        state.storage.trouble = Some(trouble.clone());
    }
    let id = state.current();
    let Some(profile) = runner.profile(id).filter(|_| wanted != Wanted::default()) else { return state };
    let Some(file) = profile.setup.store.as_deref().and_then(Glance::open) else { return state };
    let (tag, now) = (state.profile().tag(id), clock.now());
    let mut messages = Vec::new();
    if wanted.spend
        && let Some(account) = &profile.identity.bills
    {
        let stored = file.cycle(account, Cycle::at(now.utc), state.profile().bills.detail);
        messages.extend(stored.map(|stored| Message::CycleRead(tag, Box::new(stored))));
    }
    if wanted.forecasts
        && let Some(histories) = file.histories(&profile.identity, start_of_history())
    {
        let bills_end = BillsEnd::of(&state.profile().snapshot.models);
        messages.push(Message::Forecasts(tag, forecasts(histories, bills_end, now.utc)));
    }
    if wanted.alerts {
        let alerts = file.alerts(&profile.setup.name, now.utc);
        messages.extend(alerts.map(|alerts| Message::Alerts(tag, alerts)));
    }
    for message in messages {
        app::update(&mut state, message, now);
    }
    state
}

/// From a source that makes no requests.
fn read(setup: Setup, wanted: Wanted, clock: Clock) -> io::Result<State> {
    let mut engine = Engine::new(&Arc::new(setup), clock, true);
    let runtime = async_runtime()?;
    runtime.block_on(async {
        engine.runner.start_stores();
        let deadline = clock.instant(READING_TIME);
        let until = Until::Done { is_done: is_settled, deadline };
        engine.run(Message::Woke, until, &mut ()).await?;
        if wanted.alerts && engine.state.profile().has_alerts() {
            let until = Until::Done { is_done: is_evaluated, deadline };
            engine.run(Message::EvaluateAlerts, until, &mut ()).await?;
        }
        io::Result::Ok(())
    })?;
    let state = engine.close(CLOSING_TIME);
    runtime.shutdown_background();
    Ok(state)
}
