//! Fetches everything once, for commands that print and exit.

use std::{io, sync::Arc, time::Duration};

use tokio::time::timeout_at;

use crate::{
    app::{self, Message, State},
    domain::StoreReason,
    runtime::{
        clock::Clock,
        engine::{
            CLOSING_TIME,
            run::{Ended, Engine, Until, async_runtime, is_settled},
            setup::Setup,
        },
    },
};

/// The time limit of a one-shot command, including closing the store (contract).
const TOTAL_TIME: Duration = Duration::from_secs(30);
/// The part reserved for reading lines: another program may have locked the store's file.
const READING_TIME: Duration = Duration::from_secs(5);

/// Fetches everything in `setup` once; failed feeds have their last known data.
pub fn once(setup: Setup, clock: Clock) -> io::Result<State> {
    let setup = Arc::new(setup);
    let mut engine = Engine::new(&setup, clock, true);
    if setup.offline && setup.bills.is_none() && setup.calls.is_empty() {
        return Ok(last_known(engine, &setup));
    }
    let lines = setup.bills.as_ref().filter(|wanted| wanted.lines);
    let reading_time = if lines.is_some() { READING_TIME } else { Duration::ZERO };
    let fetching_time = TOTAL_TIME.saturating_sub(CLOSING_TIME).saturating_sub(reading_time);
    let deadline = clock.instant(fetching_time);
    let runtime = async_runtime()?;
    runtime.block_on(async {
        engine.runner.start_stores();
        let until = Until::Done { is_done: is_settled, deadline };
        if engine.run(Message::Woke, until, &mut ()).await? == Ended::TimedOut {
            engine.give_up(fetching_time);
        }
        let deadline = deadline.max(clock.instant(clock.now().monotonic.saturating_add(READING_TIME)));
        if let Some(wanted) = lines
            && let Some(profile) = engine.runner.profile(engine.state.current())
            && let Ok(Some(message)) =
                timeout_at(deadline, profile.all_lines(&engine.state, wanted.cycle)).await
        {
            app::update(&mut engine.state, message, clock.now());
        }
        io::Result::Ok(())
    })?;
    let state = engine.close(CLOSING_TIME);
    runtime.shutdown_background();
    Ok(state)
}

/// The stored data. A store is only opened to set damaged files aside.
fn last_known(mut engine: Engine, setup: &Arc<Setup>) -> State {
    let trouble = engine.runner.last_known_trouble().cloned();
    if trouble.as_ref().is_some_and(|trouble| trouble.reason == StoreReason::Damaged) {
        engine = engine.set_damaged_store_aside(setup, CLOSING_TIME);
    } else {
        engine.state.storage.trouble = trouble.or(engine.state.storage.trouble);
    }
    engine.state
}
