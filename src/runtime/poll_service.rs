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
    engine::effects::{Flow, Outside},
    oneshot::once,
    terminal::{Signals, Told, stop_here},
};
use crate::{
    app::{self, Message, State},
    domain::{
        Cause, Storage, StoreTrouble,
        alert::{self, Alerts, ChannelState},
    },
};

/// The store has this long to write at the end.
const CLOSING_TIME: Duration = Duration::from_secs(5);
/// Polling once takes no longer than this; what it has to deliver takes as long as its channels may.
const LONGEST_POLL: Duration = Duration::from_secs(30);

/// Something that a service says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum News<'a> {
    /// Alerts that are raised, or over.
    Alerts(&'a alert::Message),
    /// A channel fails, though it did not before.
    Failing(&'a ChannelState),
    /// A channel that failed delivers again.
    Recovered(&'a ChannelState),
    /// Nothing is stored from now on.
    NotStored(&'a StoreTrouble),
    /// What is known is stored again.
    StoredAgain,
    /// What is wrong with this machine's clock.
    Clock(&'a Cause),
}

/// Polls, raises alerts and delivers them, until the system says to end; `told` gets each piece of news.
pub fn poll(setup: Setup, clock: Clock, told: impl Fn(News<'_>)) -> io::Result<State> {
    serve(setup, clock, false, told)
}

/// The same once: every feed is asked, unless another instance does that already and what it has read is fresh; what
/// is new or was left over is delivered. How the deliveries went is in the state.
pub fn poll_once(setup: Setup, clock: Clock, told: impl Fn(News<'_>)) -> io::Result<State> {
    serve(setup, clock, true, told)
}

fn serve(setup: Setup, clock: Clock, once: bool, told: impl Fn(News<'_>)) -> io::Result<State> {
    let setup = Arc::new(setup);
    let (messages, inbox) = unbounded_channel();
    let (mut state, outside) = once::begin(&setup, &messages, clock, once);
    state.yield_to_others();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let signals = {
        let _inside = runtime.enter();
        Signals::listen()?
    };
    let mut service = Service { state, outside, clock, signals, inbox, told, clock_warned_of: None };
    runtime.block_on(async {
        service.outside.start_stores();
        service.outside.start_delivery(false);
        if once {
            service.once().await;
        } else {
            service.outside.watch_files();
            service.run().await;
        }
    });
    let Service { mut state, outside, mut inbox, .. } = service;
    outside.close(CLOSING_TIME);
    runtime.shutdown_background();
    once::take_last_reports(&mut state, &mut inbox, clock);
    Ok(state)
}

struct Service<T> {
    state: State,
    outside: Outside,
    clock: Clock,
    signals: Signals,
    inbox: UnboundedReceiver<Message>,
    told: T,
    /// What is wrong with the clock, as it was last said.
    clock_warned_of: Option<Discriminant<Cause>>,
}

impl<T: Fn(News<'_>)> Service<T> {
    async fn run(&mut self) {
        self.report_channels().await;
        self.outside.serve_outbox();
        let mut flow = self.take(Message::Woke);
        while flow != Flow::Quit {
            let wake = self.clock.instant(app::wake::next_wake(&self.state, self.clock.now()));
            flow = tokio::select! {
                Some(message) = self.inbox.recv() => {
                    match &message {
                        Message::Alerts(_, alerts) => self.tell_of_alerts(alerts),
                        Message::Channels(states) => self.tell_of_channels(states),
                        Message::Store(storage) => self.tell_of_storage(storage),
                        _ => {}
                    }
                    self.take(message)
                }
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
        while flow != Flow::Quit && !once::is_settled(&self.state, self.clock) {
            flow = tokio::select! {
                Some(message) = self.inbox.recv() => self.take(message),
                told = self.signals.next() => if told == Told::End { return } else { Flow::GoOn },
                () = tokio::time::sleep_until(end) => {
                    once::give_up(&mut self.state, LONGEST_POLL, self.clock);
                    Flow::Quit
                }
            };
        }
        self.take(Message::EvaluateAlerts);
        // The store answers at once, also where it can only use memory; one that is locked may take a while.
        let end = self.clock.instant(self.clock.now().monotonic.saturating_add(CLOSING_TIME));
        while self.state.profiles().any(|(_, profile)| profile.evaluation.is_under_way) {
            let Ok(Some(message)) = tokio::time::timeout_at(end, self.inbox.recv()).await else { break };
            if let Message::Alerts(_, alerts) = &message {
                self.tell_of_alerts(alerts);
            }
            self.take(message);
        }
        if let Some(post) = self.outside.post() {
            tokio::select! {
                () = post.deliver_due() => {}
                () = end_of(&mut self.signals) => {}
            }
        }
        // What the store and the channels have to say of it.
        self.report_channels().await;
        while let Ok(message) = self.inbox.try_recv() {
            self.take(message);
        }
    }

    fn take(&mut self, message: Message) -> Flow {
        self.outside.adopt_login(&message);
        let mut flow = Flow::GoOn;
        for effect in once::step(&mut self.state, message, self.clock) {
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
            (self.told)(News::Clock(&cause));
        }
    }

    fn tell_of_alerts(&self, alerts: &Alerts) {
        alerts.messages.iter().for_each(|message| (self.told)(News::Alerts(message)));
    }

    /// Has it reported how the deliveries over the channels go.
    async fn report_channels(&self) {
        if let Some(post) = self.outside.post() {
            post.report_now().await;
        }
    }

    /// Says that nothing is stored, or is again: once, not at every attempt.
    fn tell_of_storage(&self, storage: &Storage) {
        match (&self.state.storage.trouble, &storage.trouble) {
            (None, Some(trouble)) => (self.told)(News::NotStored(trouble)),
            (Some(_), None) => (self.told)(News::StoredAgain),
            _ => {}
        }
    }

    /// Says which channels begin to fail, and which have recovered: each once, not at every attempt.
    fn tell_of_channels(&self, states: &[ChannelState]) {
        for state in states {
            let before = self.state.channels.iter().find(|before| before.channel == state.channel);
            match (before.is_some_and(|before| before.failing_since.is_some()), state.failing_since) {
                (false, Some(_)) => (self.told)(News::Failing(state)),
                (true, None) => (self.told)(News::Recovered(state)),
                _ => {}
            }
        }
    }
}

async fn end_of(signals: &mut Signals) {
    while signals.next().await != Told::End {}
}
