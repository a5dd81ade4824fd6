//! The event loop that the dashboard, the wallboard, `poll` and the one-shot commands share.

use std::{future::pending, io, sync::Arc, time::Duration};

use tokio::{
    sync::mpsc::{UnboundedReceiver, unbounded_channel},
    time::{Instant, sleep_until},
};

use super::{
    effects::{EffectRunner, Flow},
    setup::Setup,
    start::start,
};
use crate::{
    app::{
        self, Effect, Message, Profile, ProfileId, State, account::schedule::Task, copied::Copied,
        wake::next_wake,
    },
    domain::{Cause, Fetched, Now},
    runtime::clock::Clock,
};

/// At most this many messages are taken in before the front end draws.
const MAX_BATCH: usize = 256;

/// What differs between the programs that run the engine. `()` is a program without a front end.
pub(crate) trait FrontEnd {
    /// A message is about to reach the reducer.
    fn preview(&mut self, _: &State, _: &mut Message) {}

    /// The reducer has taken in a message: what it has to know as a consequence.
    fn follow_up(&mut self, _: &State) -> Option<Message> {
        None
    }

    /// Copies to the clipboard.
    fn copy(&mut self, _: &Copied) {}

    /// Everything that was ready has been taken in.
    fn draw(&mut self, _: &State) -> io::Result<()> {
        Ok(())
    }

    /// Leaves the terminal to the shell for a while; what to take in afterwards.
    fn suspend(&mut self) -> io::Result<Option<Message>> {
        Ok(None)
    }

    /// The next thing that happens.
    async fn next(&mut self) -> Event {
        pending().await
    }

    /// A message that is there already.
    fn next_ready(&mut self) -> Option<Message> {
        None
    }
}

impl FrontEnd for () {}

/// What a front end waits for.
#[expect(clippy::large_enum_variant, reason = "each is moved once")]
pub(crate) enum Event {
    Message(Message),
    Flow(Flow),
}

/// When a run ends.
pub(crate) enum Until {
    /// The program quits. Meanwhile the engine also wakes when the state changes by time alone.
    Quit,
    /// This holds, at the latest at the deadline.
    Done { is_done: fn(&State, Now) -> bool, deadline: Instant },
}

/// Why a run has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    Quit,
    Done,
    TimedOut,
}

/// The state, and everything that feeds it.
pub(crate) struct Engine {
    pub(crate) state: State,
    pub(crate) runner: EffectRunner,
    pub(crate) clock: Clock,
    inbox: UnboundedReceiver<Message>,
}

impl Engine {
    /// Fetches nothing yet. One-shot commands fetch everything `once`.
    pub(crate) fn new(setup: &Arc<Setup>, clock: Clock, once: bool) -> Self {
        // Answers to an earlier engine go nowhere.
        let (messages, inbox) = unbounded_channel();
        let (state, runner) = start(setup, &messages, clock, once);
        Self { state, runner, clock, inbox }
    }

    /// Takes in `first`, and then whatever happens.
    pub(crate) async fn run(
        &mut self,
        first: Message,
        until: Until,
        front: &mut impl FrontEnd,
    ) -> io::Result<Ended> {
        let mut flow = self.take(first, front);
        loop {
            match flow {
                Flow::Continue => {}
                Flow::Quit => return Ok(Ended::Quit),
                Flow::Suspend => {
                    if let Some(message) = front.suspend()? {
                        self.take(message, front);
                    }
                }
            }
            if let Until::Done { is_done, .. } = until
                && is_done(&self.state, self.clock.now())
            {
                return Ok(Ended::Done);
            }
            front.draw(&self.state)?;
            let wake = match until {
                Until::Quit => self.clock.instant(next_wake(&self.state, self.clock.now())),
                Until::Done { deadline, .. } => deadline,
            };
            flow = tokio::select! {
                event = front.next() => match event {
                    Event::Message(message) => self.take(message, front),
                    Event::Flow(flow) => flow,
                },
                Some(message) = self.inbox.recv() => self.take(message, front),
                () = sleep_until(wake) => match until {
                    Until::Quit => self.take(Message::Woke, front),
                    Until::Done { .. } => return Ok(Ended::TimedOut),
                },
            };
            flow = self.take_ready(flow, front);
        }
    }

    fn take(&mut self, mut message: Message, front: &mut impl FrontEnd) -> Flow {
        front.preview(&self.state, &mut message);
        self.runner.adopt_login(&message);
        let mut effects = self.update(message);
        if let Some(message) = front.follow_up(&self.state) {
            effects.extend(app::update(&mut self.state, message, self.clock.now()));
        }
        let mut flow = Flow::Continue;
        for effect in effects {
            if let Effect::Copy(copied) = &effect {
                front.copy(copied);
            }
            match self.runner.run(effect) {
                Flow::Continue => {}
                other => flow = other,
            }
        }
        flow
    }

    /// Hands `message` to the reducer; before it, what has become known of this machine's clock.
    fn update(&mut self, message: Message) -> Vec<Effect> {
        let clock = Clock::state();
        let mut effects = Vec::new();
        if clock != self.state.clock {
            effects = app::update(&mut self.state, Message::Clock(clock), self.clock.now());
        }
        effects.extend(app::update(&mut self.state, message, self.clock.now()));
        effects
    }

    /// Takes in everything that is ready by now, so that it costs one frame in all.
    pub(crate) fn take_ready(&mut self, mut flow: Flow, front: &mut impl FrontEnd) -> Flow {
        for _ in 0..MAX_BATCH {
            if flow != Flow::Continue {
                break;
            }
            let ready = front.next_ready().or_else(|| self.inbox.try_recv().ok());
            let Some(message) = ready else { break };
            flow = self.take(message, front);
        }
        flow
    }

    /// What is still under way has taken too long: it fails.
    pub(crate) fn give_up(&mut self, after: Duration) {
        let is_under_way = |profile: &Profile, task| profile.schedule.is_under_way(task);
        let under_way = |(id, profile): (ProfileId, &Profile)| {
            let tasks = Task::ALL.into_iter().filter(|task| is_under_way(profile, *task));
            tasks.map(|task| (profile.tag(id), task)).collect::<Vec<_>>()
        };
        for (tag, task) in self.state.profiles().flat_map(under_way).collect::<Vec<_>>() {
            let timed_out = Cause::TimedOut { host: "the server".to_owned(), seconds: after.as_secs() };
            self.update(Message::Fetched(tag, task, Fetched::from(Err(timed_out))));
        }
    }

    /// Ends: the store has at most `within` to write what it has acknowledged.
    pub(crate) fn close(self, within: Duration) -> State {
        let Self { mut state, runner, clock, mut inbox } = self;
        runner.close(within);
        take_last_reports(&mut state, &mut inbox, clock);
        state
    }

    /// Has damaged files set aside, and starts again without them.
    pub(crate) fn set_damaged_store_aside(self, setup: &Arc<Setup>, within: Duration) -> Self {
        let Self { runner, clock, mut inbox, .. } = self;
        runner.set_damaged_store_aside(within);
        let mut engine = Self::new(setup, clock, true);
        take_last_reports(&mut engine.state, &mut inbox, clock);
        engine
    }
}

/// Takes in what the store has reported while it closed: only then it is known whether all was stored.
fn take_last_reports(state: &mut State, inbox: &mut UnboundedReceiver<Message>, clock: Clock) {
    while let Ok(message) = inbox.try_recv() {
        if let Message::Store(_) = message {
            app::update(state, message, clock.now());
        }
    }
}

/// Whether nothing of any profile is under way, and nothing can be done now.
pub(crate) fn is_settled(state: &State, now: Now) -> bool {
    state.profiles().all(|(_, profile)| profile.is_settled(now.monotonic))
}

/// Everything runs on one thread.
pub(crate) fn async_runtime() -> io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()
}
