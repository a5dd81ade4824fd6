//! Stores what a command has read itself, as if a poll had brought it: other commands use stored data for some
//! minutes.

use std::{io, sync::Arc, time::Duration};

use crate::{
    app::{Message, account::schedule::Task},
    domain::{Fetched, ModelName, Response, request::Rows},
    runtime::{
        clock::Clock,
        engine::{
            CLOSING_TIME,
            run::{Engine, Until, async_runtime},
            setup::Setup,
        },
    },
};

/// Stores the Free Quota Only states of these models; what is absent is no longer known.
pub fn note_switches(setup: &Setup, rows: Vec<(ModelName, Option<bool>)>, clock: Clock) -> io::Result<()> {
    let setup = Arc::new(Setup { offline: true, ..setup.clone() });
    let mut engine = Engine::new(&setup, clock, true);
    let runtime = async_runtime()?;
    runtime.block_on(async {
        engine.runner.start_stores();
        let tag = engine.state.profile().tag(engine.state.current());
        let read = Response::FreeQuotaOnly(Rows { rows, ..Rows::default() });
        let message = Message::Fetched(tag, Task::Switches, Fetched::from(Ok(read)));
        let until = Until::Done { is_done: |_, _| true, deadline: clock.instant(Duration::ZERO) };
        engine.run(message, until, &mut ()).await
    })?;
    engine.close(CLOSING_TIME);
    runtime.shutdown_background();
    Ok(())
}
