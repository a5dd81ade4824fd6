//! `quotatop poll`: polls, raises alerts and delivers them without a screen, as a service or once.

use std::{
    collections::HashMap,
    future::pending,
    io,
    mem::{self, Discriminant},
    path::PathBuf,
    sync::Arc,
    time::Duration,
};

use chrono::{DateTime, Utc};

use super::{
    clock::Clock,
    engine::{
        CLOSING_TIME,
        effects::Flow,
        run::{Ended, Engine, Event, FrontEnd, Until, async_runtime, is_evaluated, is_settled},
        setup::Setup,
        watch_files::FileWatcher,
    },
    exporter::{self, Export, Exporter},
    terminal::{Signal, Signals, stop_here},
};
use crate::{
    app::{Message, ProfileId, State},
    domain::{
        Cause, Storage, StoreTrouble,
        alert::{self, ChannelState},
        login::Lapse,
    },
};

/// The time limit of polling once, in addition to those of the channels.
const POLLING_TIME: Duration = Duration::from_secs(30);
/// What is added to it for each account: many take turns.
const EACH: Duration = Duration::from_millis(200);

/// News that a service logs.
#[derive(Debug, Clone, Copy)]
pub enum News<'a> {
    /// Alerts were raised or resolved.
    Alerts(&'a alert::Message),
    /// A channel has begun to fail.
    Failing(&'a ChannelState),
    /// A channel that failed delivers again.
    Recovered(&'a ChannelState),
    /// From now on nothing is stored.
    NotStored(&'a StoreTrouble),
    /// Data are stored again.
    StoredAgain,
    /// This machine's clock is wrong.
    Clock(&'a Cause),
    /// The file of the metrics cannot be written.
    TextfileFailing(&'a io::Error),
    /// It can be written again.
    TextfileRecovered,
    /// A console login will have to be renewed by hand soon. The name of its profile, if there are several.
    Lapsing(Option<&'a str>, &'a Lapse),
}

/// Polls until a signal ends the program, and exports metrics.
pub fn poll(setup: Setup, export: Export, clock: Clock, report: impl Fn(News<'_>)) -> io::Result<State> {
    serve(setup, export, clock, false, report)
}

/// Polls every feed once, unless another instance does and its data are fresh; delivers new messages and
/// those left in the outbox, and writes the file of the metrics, if there is one. The outcome is in the state.
pub fn poll_once(
    setup: Setup,
    textfile: Option<PathBuf>,
    clock: Clock,
    report: impl Fn(News<'_>),
) -> io::Result<State> {
    serve(setup, Export { server: None, textfile }, clock, true, report)
}

fn serve(
    setup: Setup,
    export: Export,
    clock: Clock,
    once: bool,
    report: impl Fn(News<'_>),
) -> io::Result<State> {
    let lang = setup.lang;
    let mut engine = Engine::new(&Arc::new(setup), clock, once);
    engine.state.yield_to_others();
    let runtime = async_runtime()?;
    let signals = {
        let _inside = runtime.enter();
        Signals::listen()?
    };
    let mut reporter = Reporter {
        report,
        once,
        signals,
        exporter: None,
        reported_clock: None,
        reported_lapses: HashMap::new(),
        reported_textfile: false,
    };
    runtime.block_on(async {
        engine.runner.start_stores();
        engine.runner.start_delivery(false);
        let counts = engine.runner.request_counts();
        if once {
            run_once(&mut engine, &mut reporter).await?;
            if let Some(path) = export.textfile {
                reporter.report_textfile(&exporter::write_once(path, &counts, &engine.state));
            }
            return Ok(());
        }
        if export.is_wanted() {
            reporter.exporter = Some(Exporter::start(export, counts, &engine.state, lang)?);
        }
        engine.runner.report_channels().await;
        engine.runner.serve_outbox();
        let _watcher = engine.runner.snapshots().map(|snapshots| {
            let watcher = FileWatcher::start(None);
            watcher.watch(snapshots);
            watcher
        });
        engine.run(Message::Woke, Until::Quit, &mut reporter).await.map(drop)
    })?;
    let state = engine.close(CLOSING_TIME);
    runtime.shutdown_background();
    Ok(state)
}

async fn run_once(engine: &mut Engine, reporter: &mut Reporter<impl Fn(News<'_>)>) -> io::Result<()> {
    let accounts = u32::try_from(engine.state.profiles().count()).unwrap_or(u32::MAX);
    let limit = POLLING_TIME.saturating_add(EACH.saturating_mul(accounts));
    let until = Until::Done { is_done: is_settled, deadline: engine.clock.instant(limit) };
    match engine.run(Message::Woke, until, reporter).await? {
        Ended::Quit => return Ok(()),
        Ended::Done => {}
        Ended::TimedOut => engine.give_up(limit),
    }
    // A store answers at once, unless its file is locked.
    let end = engine.clock.now().monotonic.saturating_add(CLOSING_TIME);
    let until = Until::Done { is_done: is_evaluated, deadline: engine.clock.instant(end) };
    engine.run(Message::EvaluateAlerts, until, reporter).await?;
    tokio::select! {
        () = engine.runner.deliver_due() => {}
        () = reporter.end() => {}
    }
    // The last reports of the store and the channels.
    engine.runner.report_channels().await;
    engine.take_ready(Flow::Continue, reporter);
    engine.carry_out();
    Ok(())
}

/// Reports each change once, not at every attempt.
struct Reporter<T> {
    report: T,
    /// If set, the caller reports channels and storage at the end.
    once: bool,
    signals: Signals,
    /// Absent if nothing is exported.
    exporter: Option<Exporter>,
    /// The last reported problem of the clock.
    reported_clock: Option<Discriminant<Cause>>,
    /// The last reported first use of a login that may lapse, by profile.
    reported_lapses: HashMap<ProfileId, DateTime<Utc>>,
    /// Whether it is reported that the file of the metrics cannot be written.
    reported_textfile: bool,
}

impl<T: Fn(News<'_>)> FrontEnd for Reporter<T> {
    fn preview(&mut self, state: &State, message: &mut Message) {
        match message {
            Message::Alerts(_, alerts) => {
                alerts.messages.iter().for_each(|message| (self.report)(News::Alerts(message)));
            }
            Message::Channels(channels) if !self.once => self.report_channels(state, channels),
            Message::Store(storage) if !self.once => self.report_storage(state, storage),
            _ => {}
        }
    }

    fn follow_up(&mut self, state: &State) -> Option<Message> {
        let cause = state.clock_warning();
        let kind = cause.as_ref().map(mem::discriminant);
        if mem::replace(&mut self.reported_clock, kind) != kind
            && let Some(cause) = cause
        {
            (self.report)(News::Clock(&cause));
        }
        if !self.once {
            self.report_lapses(state);
        }
        if let Some(exporter) = &mut self.exporter {
            exporter.note_change();
        }
        None
    }

    fn draw(&mut self, state: &State) -> io::Result<()> {
        if let Some(exporter) = &mut self.exporter {
            exporter.answer(state);
        }
        Ok(())
    }

    async fn next(&mut self) -> Event {
        let reader = async {
            match &mut self.exporter {
                Some(exporter) => exporter.next().await,
                None => pending().await,
            }
        };
        let signal = tokio::select! {
            signal = self.signals.next() => signal,
            written = reader => {
                if let Some(outcome) = written {
                    self.report_textfile(&outcome);
                }
                return Event::Flow(Flow::Continue);
            }
        };
        Event::Flow(match signal {
            Signal::End => Flow::Quit,
            Signal::Resize => Flow::Continue,
            Signal::Stop => {
                stop_here();
                Flow::Continue
            }
        })
    }
}

impl<T: Fn(News<'_>)> Reporter<T> {
    fn report_storage(&self, state: &State, storage: &Storage) {
        match (&state.storage.trouble, &storage.trouble) {
            (None, Some(trouble)) => (self.report)(News::NotStored(trouble)),
            (Some(_), None) => (self.report)(News::StoredAgain),
            _ => {}
        }
    }

    /// Each login once, however long it still lasts.
    fn report_lapses(&mut self, state: &State) {
        for (id, profile) in state.profiles() {
            if let Some(lapse) = &profile.lapse
                && self.reported_lapses.insert(id, lapse.first_used) != Some(lapse.first_used)
            {
                (self.report)(News::Lapsing(state.has_several().then(|| profile.name()), lapse));
            }
        }
    }

    fn report_textfile(&mut self, written: &io::Result<()>) {
        match (written, mem::replace(&mut self.reported_textfile, written.is_err())) {
            (Err(error), false) => (self.report)(News::TextfileFailing(error)),
            (Ok(()), true) => (self.report)(News::TextfileRecovered),
            _ => {}
        }
    }

    fn report_channels(&self, state: &State, channels: &[ChannelState]) {
        for channel in channels {
            let before = state.channels.iter().find(|before| before.channel == channel.channel);
            match (before.is_some_and(|before| before.failing_since.is_some()), channel.failing_since) {
                (false, Some(_)) => (self.report)(News::Failing(channel)),
                (true, None) => (self.report)(News::Recovered(channel)),
                _ => {}
            }
        }
    }

    /// Waits for a signal to end.
    async fn end(&mut self) {
        while self.signals.next().await != Signal::End {}
    }
}
