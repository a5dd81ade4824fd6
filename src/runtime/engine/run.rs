//! The event loop that the dashboard, the wallboard, `poll` and the one-shot commands share.

use std::{collections::VecDeque, future::pending, io, sync::Arc, time::Duration};

use strum::IntoEnumIterator as _;
use tokio::{
    sync::mpsc::{UnboundedReceiver, unbounded_channel},
    time::Instant,
};

use super::{
    alarm::Alarm,
    effects::{EffectRunner, Flow},
    setup::Setup,
    start::{MOST_READS, start},
};
use crate::{
    app::{
        self, Effect, Message, Profile, ProfileId, State, account::schedule::Task, copied::Copied,
        wake::Waking,
    },
    domain::{Cause, Fetched, Now},
    runtime::clock::Clock,
    store::PeekFile,
};

/// At most this many messages are handled before a redraw.
const MAX_BATCH: usize = 256;

/// How long sources at hand may take before the first frame is drawn without them.
const SETTLING_TIME: Duration = Duration::from_millis(250);

/// What differs between users of the engine; `()` for those without a front end.
pub(crate) trait FrontEnd {
    /// A message is about to reach the reducer.
    fn preview(&mut self, _: &State, _: &mut Message) {}

    /// A message has been handled; the follow-up, if any, is handled with it.
    fn follow_up(&mut self, _: &State) -> Option<Message> {
        None
    }

    fn copy(&mut self, _: &Copied) {}

    fn check_config(&mut self) {}

    /// Shows what has changed since the last frame.
    fn draw(&mut self, _: &State) -> io::Result<()> {
        Ok(())
    }

    /// Stops the program until the shell continues it; the message to handle afterwards.
    fn suspend(&mut self) -> io::Result<Option<Message>> {
        Ok(None)
    }

    async fn next(&mut self) -> Event {
        pending().await
    }

    fn next_ready(&mut self) -> Option<Message> {
        None
    }
}

impl FrontEnd for () {}

#[expect(clippy::large_enum_variant, reason = "each is moved once")]
pub(crate) enum Event {
    Message(Message),
    Flow(Flow),
}

/// When a run ends.
pub(crate) enum Until {
    /// The program quits. Until then the engine also wakes when the state changes with time.
    Quit,
    /// `is_done`, or the deadline.
    Done { is_done: fn(&State, Now) -> bool, deadline: Instant },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    Quit,
    Done,
    TimedOut,
}

/// The reducer's state and the runner of its effects.
pub(crate) struct Engine {
    pub(crate) state: State,
    pub(crate) runner: EffectRunner,
    pub(crate) clock: Clock,
    inbox: UnboundedReceiver<Message>,
    /// The store's file, until the first frame is prepared.
    peek: Option<PeekFile>,
    /// What is to be done once the next frame is out.
    deferred: Vec<Effect>,
    /// Absent after a message.
    waking: Option<Waking>,
}

impl Engine {
    /// Fetches nothing yet. One-shot commands fetch everything `once`.
    pub(crate) fn new(setup: &Arc<Setup>, clock: Clock, once: bool) -> Self {
        // Answers to an earlier engine go nowhere.
        let (messages, inbox) = unbounded_channel();
        let (state, runner, peek) = start(setup, &messages, clock, once);
        Self { state, runner, clock, inbox, peek: peek.filter(|_| !once), deferred: Vec::new(), waking: None }
    }

    /// Brings the state to what the first frame shows: all that is known before any source answers. What the reducer
    /// wants to read for it is read from the store's file at once; everything else waits for [`Self::run`].
    pub(crate) fn prepare(&mut self, front: &mut impl FrontEnd) {
        let file = self.peek.take();
        let mut effects = VecDeque::from(self.handle(Message::Woke, front));
        let mut room = MOST_READS;
        while let Some(effect) = effects.pop_front() {
            // There is one at most, and it is on screen. Of the others there may be one for each account.
            let is_shown = matches!(effect, Effect::ReadHistory(..));
            let file = file.as_ref().filter(|_| room > 0 || is_shown);
            if let Some(message) = file.and_then(|file| self.runner.read_at_once(&effect, file)) {
                room = room.saturating_sub(1);
                effects.extend(self.handle(message, front));
            } else {
                self.deferred.push(effect);
            }
        }
    }

    /// Takes in all that sources at hand answer, before the first frame: it would change with every answer.
    pub(crate) async fn settle(&mut self, front: &mut impl FrontEnd) -> io::Result<()> {
        self.runner.start_stores();
        let deadline = Instant::now() + SETTLING_TIME;
        self.run(Message::Woke, Until::Done { is_done: is_complete, deadline }, front).await.map(drop)
    }

    /// Handles `first`, and then every event.
    pub(crate) async fn run(
        &mut self,
        first: Message,
        until: Until,
        front: &mut impl FrontEnd,
    ) -> io::Result<Ended> {
        let mut alarm = Alarm::new()?;
        // Without a first frame nobody has closed it.
        self.peek = None;
        self.carry_out();
        let mut flow = self.take(first, front);
        loop {
            match flow {
                Flow::Continue => {}
                Flow::Quit => {
                    self.carry_out();
                    return Ok(Ended::Quit);
                }
                Flow::Suspend => {
                    self.carry_out();
                    if let Some(message) = front.suspend()? {
                        self.take(message, front);
                    }
                }
            }
            front.draw(&self.state)?;
            self.carry_out();
            if let Until::Done { is_done, .. } = until
                && is_done(&self.state, self.clock.now())
            {
                return Ok(Ended::Done);
            }
            let now = self.clock.now();
            let (wake, waking) = match until {
                Until::Quit => {
                    let waking = *self.waking.get_or_insert_with(|| Waking::new(&self.state, now));
                    (self.clock.instant(waking.next(now)), Some(waking))
                }
                Until::Done { deadline, .. } => (deadline, None),
            };
            flow = tokio::select! {
                event = front.next() => match event {
                    Event::Message(message) => self.take(message, front),
                    Event::Flow(flow) => flow,
                },
                Some(message) = self.inbox.recv() => self.take(message, front),
                woken = alarm.wait_until(wake) => {
                    woken?;
                    let Some(waking) = waking else { return Ok(Ended::TimedOut) };
                    if waking.is_only_second(self.clock.now()) {
                        // Events that are ready wait for the next round: there are hardly any, and looking for them
                        // each second costs more than a frame of their own.
                        flow = Flow::Continue;
                        continue;
                    }
                    self.take(Message::Woke, front)
                }
            };
            flow = self.take_ready(flow, front);
        }
    }

    fn take(&mut self, message: Message, front: &mut impl FrontEnd) -> Flow {
        let effects = self.handle(message, front);
        let mut flow = Flow::Continue;
        for effect in effects {
            match effect {
                Effect::Copy(copied) => front.copy(&copied),
                Effect::CheckConfig => front.check_config(),
                Effect::Suspend => flow = Flow::Suspend,
                Effect::Quit => flow = Flow::Quit,
                // What is read is shown by a later frame; what is written comes before the frame that shows it.
                effect if effect.is_read() => self.deferred.push(effect),
                effect => self.runner.run(effect),
            }
        }
        flow
    }

    /// Passes `message` to the reducer, and what the front end makes of it.
    fn handle(&mut self, mut message: Message, front: &mut impl FrontEnd) -> Vec<Effect> {
        front.preview(&self.state, &mut message);
        self.runner.adopt_login(&message);
        let mut effects = self.update(message);
        if let Some(message) = front.follow_up(&self.state) {
            effects.extend(app::update(&mut self.state, message, self.clock.now()));
        }
        effects
    }

    /// Does what has been deferred: no frame waits for it.
    pub(crate) fn carry_out(&mut self) {
        for effect in std::mem::take(&mut self.deferred) {
            self.runner.run(effect);
        }
    }

    /// Passes `message` to the reducer, after any change of the clock check.
    fn update(&mut self, message: Message) -> Vec<Effect> {
        self.waking = None;
        let clock = Clock::state();
        let mut effects = Vec::new();
        if clock != self.state.clock {
            effects = app::update(&mut self.state, Message::Clock(clock), self.clock.now());
        }
        effects.extend(app::update(&mut self.state, message, self.clock.now()));
        effects
    }

    /// Handles all ready messages, so that they cost a single frame.
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

    /// Fails every task that is still running.
    pub(crate) fn give_up(&mut self, after: Duration) {
        let running = |(id, profile): (ProfileId, &Profile)| {
            let tasks = Task::iter().filter(|task| profile.schedule.is_under_way(*task));
            tasks.map(|task| (profile.tag(id), task)).collect::<Vec<_>>()
        };
        for (tag, task) in self.state.profiles().flat_map(running).collect::<Vec<_>>() {
            let timed_out = Cause::TimedOut { host: "the server".to_owned(), seconds: after.as_secs() };
            self.update(Message::Fetched(tag, task, Fetched::from(Err(timed_out))));
        }
    }

    /// Gives the store at most `within` to write accepted data.
    pub(crate) fn close(self, within: Duration) -> State {
        let Self { mut state, runner, clock, mut inbox, .. } = self;
        runner.close(within);
        take_last_reports(&mut state, &mut inbox, clock);
        state
    }

    /// Sets damaged files aside, and restarts without them.
    pub(crate) fn set_damaged_store_aside(self, setup: &Arc<Setup>, within: Duration) -> Self {
        let Self { runner, clock, mut inbox, .. } = self;
        runner.set_damaged_store_aside(within);
        let mut engine = Self::new(setup, clock, true);
        take_last_reports(&mut engine.state, &mut inbox, clock);
        engine
    }
}

/// Handles the store's reports while closing: only then it is known whether everything was stored.
fn take_last_reports(state: &mut State, inbox: &mut UnboundedReceiver<Message>, clock: Clock) {
    while let Ok(message) = inbox.try_recv() {
        if let Message::Store(_) = message {
            app::update(state, message, clock.now());
        }
    }
}

/// Whether no profile has a task that is running or due.
pub(crate) fn is_settled(state: &State, now: Now) -> bool {
    state.profiles().all(|(_, profile)| profile.is_settled(now.monotonic))
}

/// Whether nothing is under way that may change what is shown.
fn is_complete(state: &State, now: Now) -> bool {
    let is_reading = state.profiles().any(|(_, profile)| profile.forecasts.is_reading_history());
    is_settled(state, now) && is_evaluated(state, now) && !is_reading
}

/// Whether no evaluation of the alert rules is under way.
pub(crate) fn is_evaluated(state: &State, _: Now) -> bool {
    state.profiles().all(|(_, profile)| !profile.evaluation.is_under_way)
}

/// With a single thread.
pub(crate) fn async_runtime() -> io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()
}
