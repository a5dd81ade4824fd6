//! The loop without a screen: polls, raises alerts and carries them, until it is told to end, or once.

use std::{
    io,
    mem::{self, Discriminant},
    sync::Arc,
    time::Duration,
};

use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::{
    Clock, Setup,
    channels::{Channels, Envelope},
    effects::{Flow, Outside},
    headless, local_zone,
    terminal::{Signals, Told, stop_here},
    watching::{Watching, trial},
};
use crate::{
    app::{self, Message, State, message::Tag},
    domain::{
        Cause,
        alert::{self, Alerts},
    },
};

/// The store has this long to write at the end.
const CLOSING_TIME: Duration = Duration::from_secs(5);
/// Polling once takes no longer than this; what it has to deliver takes as long as its channels may.
const LONGEST_POLL: Duration = Duration::from_secs(30);

/// Polls, raises alerts and carries them, until the system says to end; `told` gets each new message, `warned` what is
/// wrong with this machine's clock when that shows.
pub fn poll(
    setup: Setup,
    clock: Clock,
    told: impl Fn(&alert::Message),
    warned: impl Fn(&Cause),
) -> io::Result<State> {
    serve(setup, clock, false, (told, warned))
}

/// The same once: every feed is asked, unless another instance does that already and what it has read is fresh; what
/// is new or was left over is carried.
pub fn poll_once(setup: Setup, clock: Clock, told: impl Fn(&alert::Message)) -> io::Result<State> {
    serve(setup, clock, true, (told, |_: &Cause| ()))
}

fn serve(
    setup: Setup,
    clock: Clock,
    once: bool,
    (told, warned): (impl Fn(&alert::Message), impl Fn(&Cause)),
) -> io::Result<State> {
    let setup = Arc::new(setup);
    let (messages, inbox) = unbounded_channel();
    let (mut state, outside) = headless::begin(&setup, &messages, clock, once);
    state.yield_to_others();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let signals = {
        let _inside = runtime.enter();
        Signals::listen()?
    };
    let (noted, alerts) = unbounded_channel();
    let watching = Watching::new(false, noted);
    let mut service = Service {
        state,
        outside,
        watching,
        clock,
        signals,
        inbox,
        alerts,
        told,
        warned,
        clock_warned_of: None,
    };
    runtime.block_on(async {
        service.outside.start_stores();
        if once {
            service.once().await;
        } else {
            service.outside.watch_files();
            service.run().await;
        }
    });
    let Service { mut state, outside, watching, mut inbox, .. } = service;
    watching.end();
    outside.close(CLOSING_TIME);
    runtime.shutdown_background();
    headless::take_last_reports(&mut state, &mut inbox, clock);
    Ok(state)
}

struct Service<T, W> {
    state: State,
    outside: Outside,
    watching: Watching,
    clock: Clock,
    signals: Signals,
    inbox: UnboundedReceiver<Message>,
    alerts: UnboundedReceiver<(Tag, Alerts)>,
    told: T,
    warned: W,
    /// What is wrong with the clock, as it was last said.
    clock_warned_of: Option<Discriminant<Cause>>,
}

impl<T: Fn(&alert::Message), W: Fn(&Cause)> Service<T, W> {
    async fn run(&mut self) {
        self.watching.serve(&self.outside);
        let mut flow = self.take(Message::Woke);
        while flow != Flow::Quit {
            self.watching.look(&self.state, &self.outside, self.clock);
            let wake = self.clock.instant(app::wake::next_wake(&self.state, self.clock.now()));
            flow = tokio::select! {
                Some(message) = self.inbox.recv() => self.take(message),
                Some((_, alerts)) = self.alerts.recv() => self.tell(&alerts),
                told = self.signals.next() => match told {
                    Told::End => Flow::Quit,
                    Told::Resize => Flow::GoOn,
                    Told::Stop => {
                        stop_here();
                        Flow::GoOn
                    }
                },
                () = tokio::time::sleep_until(wake) => self.take(Message::Woke),
            };
        }
    }

    async fn once(&mut self) {
        let end = self.clock.instant(LONGEST_POLL);
        let mut flow = self.take(Message::Woke);
        while flow != Flow::Quit && !headless::is_settled(&self.state, self.clock) {
            flow = tokio::select! {
                Some(message) = self.inbox.recv() => self.take(message),
                told = self.signals.next() => if told == Told::End { return } else { Flow::GoOn },
                () = tokio::time::sleep_until(end) => {
                    headless::give_up(&mut self.state, LONGEST_POLL, self.clock);
                    Flow::Quit
                }
            };
        }
        self.watching.look_at_all(&self.state, &self.outside, self.clock);
        // The store answers at once, or never where it is unusable.
        let end = self.clock.instant(self.clock.now().monotonic.saturating_add(CLOSING_TIME));
        for _ in self.state.profiles() {
            let Ok(Some((_, alerts))) = tokio::time::timeout_at(end, self.alerts.recv()).await else { break };
            self.tell(&alerts);
        }
        tokio::select! {
            () = self.watching.carry(&self.outside) => {}
            () = end_of(&mut self.signals) => {}
        }
    }

    fn take(&mut self, message: Message) -> Flow {
        self.outside.adopt_login(&message);
        self.watching.note(&message);
        let mut flow = Flow::GoOn;
        for effect in headless::step(&mut self.state, message, self.clock) {
            match self.outside.carry_out(effect) {
                Flow::Quit => flow = Flow::Quit,
                Flow::GoOn | Flow::Suspend => {}
            }
        }
        self.warn_of_clock();
        flow
    }

    /// Says once how the clock is wrong.
    fn warn_of_clock(&mut self) {
        let cause = self.state.clock_warning();
        let kind = cause.as_ref().map(mem::discriminant);
        if mem::replace(&mut self.clock_warned_of, kind) != kind
            && let Some(cause) = cause
        {
            (self.warned)(&cause);
        }
    }

    fn tell(&self, alerts: &Alerts) -> Flow {
        alerts.messages.iter().for_each(&self.told);
        Flow::GoOn
    }
}

async fn end_of(signals: &mut Signals) {
    while signals.next().await != Told::End {}
}

/// Sends a message over each channel of `setup`, and tells how each went.
pub fn try_channels(
    setup: &Setup,
    mut told: impl FnMut(&str, Result<(), alert::NotCarried>),
) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let now = Clock::utc();
    let Some(message) = trial(&setup.first.name, now) else { return Ok(()) };
    runtime.block_on(async {
        let channels = Channels::new(&setup.channels);
        for name in setup.channels.keys() {
            told(name, channels.carry(name, Envelope::new(setup.lang, &message, now, local_zone())).await);
        }
    });
    runtime.shutdown_background();
    Ok(())
}
