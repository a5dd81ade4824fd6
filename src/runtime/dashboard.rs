//! The dashboard and the wallboard: the engine with a terminal.

use std::{io, sync::Arc, time::Duration};

use tokio::{
    runtime::Runtime,
    sync::mpsc::{UnboundedReceiver, unbounded_channel},
};

use super::{
    clock::Clock,
    engine::{
        effects::Flow,
        run::{Engine, Event, FrontEnd, Until, async_runtime},
        setup::Setup,
        watch_config::{ConfigSource, Reloaded, WatchedConfig},
        watch_files::FileWatcher,
    },
    terminal::{
        self, BackgroundQuery, Input, Output, Screen, Signal, Signals, Terminal, appearance::Appearance,
        restore_on_panic,
    },
    zone::local_zone,
};
use crate::{
    app::{
        Message, State,
        chrome::themes::Background,
        copied::Copied,
        message::MouseKind,
        redraw::{Drawn, Redraw},
    },
    ui::{self, Scene, Theme},
};

/// How long the store may take to close once the terminal is restored.
const CLOSING_TIME: Duration = Duration::from_millis(500);

/// Shows the dashboard until the user quits or the terminal is gone. When the configuration changes, it
/// restarts on the same screen.
pub fn dashboard(setup: Setup, appearance: Appearance, config: ConfigSource, clock: Clock) -> io::Result<()> {
    let (mut engine, mut theme) = start(setup, appearance, clock);
    let runtime = async_runtime()?;
    engine.state.size = terminal::size();
    prepare(&mut engine, &theme, &runtime)?;
    // Before the terminal is set up: without a handler a signal would end the program without restoring it.
    let signals = {
        let _inside = runtime.enter();
        Signals::listen()?
    };
    restore_on_panic();
    let has_links = terminal::are_hyperlinks_supported(&|name| std::env::var(name).ok());
    let mut screen = Screen::new(Output::start()?, engine.state.size, has_links);
    let terminal = Terminal::take(&mut screen)?;
    let mut query = BackgroundQuery::new(std::env::var("TERM").ok().as_deref());
    query.send(engine.state.themes.follows(), &mut screen);
    draw(&mut screen, &engine.state, &mut theme, clock)?;
    screen.let_out();

    let input = {
        let _inside = runtime.enter();
        Input::listen()?
    };
    let (sender, reloads) = unbounded_channel();
    let file_watcher = FileWatcher::start(Some(WatchedConfig { source: config, reloads: sender }));
    let mut front = TerminalContext {
        screen,
        signals,
        input,
        query,
        background: None,
        file_watcher,
        reloads,
        reloaded: None,
        terminal: Some(terminal),
        theme,
        clock,
        drawn: None,
    };
    loop {
        let ended = runtime.block_on(run(&mut engine, &mut front));
        let reloaded = front.reloaded.take();
        if reloaded.is_none() {
            drop(front.terminal.take());
        }
        let before = engine.close(CLOSING_TIME);
        let Some((setup, appearance)) = reloaded else {
            runtime.shutdown_background();
            return ended;
        };
        (engine, front.theme) = start(setup, appearance, clock);
        front.drawn = None;
        engine.state.resume(&before, clock.now());
        prepare(&mut engine, &front.theme, &runtime)?;
        if let Some(background) = front.background {
            engine.state.themes.follow(background);
        }
        front.query.send(engine.state.themes.follows(), &mut front.screen);
    }
}

fn start(setup: Setup, appearance: Appearance, clock: Clock) -> (Engine, ActiveTheme) {
    let mut engine = Engine::new(&Arc::new(setup), clock, false);
    let state = &mut engine.state;
    state.themes = appearance.names();
    state.action_texts = ui::keys::action_texts(appearance.lang);
    let theme = ActiveTheme::new(appearance, state);
    (engine, theme)
}

/// Brings the state to what the next frame shows.
fn prepare(engine: &mut Engine, theme: &ActiveTheme, runtime: &Runtime) -> io::Result<()> {
    let clock = engine.clock;
    engine.state.extents = ui::measure(&scene(&engine.state, theme, clock));
    let mut measuring = Measuring(theme, clock);
    engine.prepare(&mut measuring);
    if engine.runner.is_all_at_hand() { runtime.block_on(engine.settle(&mut measuring)) } else { Ok(()) }
}

/// Measures what the screen would show.
struct Measuring<'a>(&'a ActiveTheme, Clock);

impl FrontEnd for Measuring<'_> {
    fn follow_up(&mut self, state: &State) -> Option<Message> {
        let Self(theme, clock) = *self;
        measured(state, theme, clock)
    }
}

/// Measures again, so that nothing is drawn or scrolled with stale extents.
fn measured(state: &State, theme: &ActiveTheme, clock: Clock) -> Option<Message> {
    let extents = ui::measure(&scene(state, theme, clock));
    (extents != state.extents).then_some(Message::Measured(extents))
}

async fn run(engine: &mut Engine, front: &mut TerminalContext) -> io::Result<()> {
    engine.runner.start_stores();
    engine.runner.start_delivery(true);
    engine.runner.serve_outbox();
    if let Some(snapshots) = engine.runner.snapshots() {
        front.file_watcher.watch(snapshots);
    }
    engine.run(Message::Woke, Until::Quit, front).await?;
    if front.reloaded.is_none() {
        front.query.settle(async || front.input.next().await).await;
    }
    Ok(())
}

/// The terminal, and other state that survives a reload of the configuration.
struct TerminalContext {
    screen: Screen,
    signals: Signals,
    input: Input,
    query: BackgroundQuery,
    /// As reported by the terminal.
    background: Option<Background>,
    file_watcher: FileWatcher,
    reloads: UnboundedReceiver<Reloaded>,
    /// The dashboard restarts with these.
    reloaded: Option<(Setup, Appearance)>,
    /// Absent while suspended.
    terminal: Option<Terminal>,
    theme: ActiveTheme,
    clock: Clock,
    /// Absent before the first frame of a configuration.
    drawn: Option<Drawn>,
}

impl FrontEnd for TerminalContext {
    fn preview(&mut self, state: &State, message: &mut Message) {
        self.note(state, message);
        if let Message::Mouse(mouse) = message
            && mouse.kind == MouseKind::Click
        {
            mouse.command = ui::hit(&scene(state, &self.theme, self.clock), mouse.column, mouse.row);
        }
        #[cfg(debug_assertions)]
        panic_on_request(message);
        if let Message::Background(background) = message {
            self.background = Some(*background);
            self.query.answered();
        }
    }

    fn follow_up(&mut self, state: &State) -> Option<Message> {
        let measured = measured(state, &self.theme, self.clock)?;
        self.note(state, &measured);
        Some(measured)
    }

    fn copy(&mut self, copied: &Copied) {
        let (lang, now) = (self.theme.appearance.lang, self.clock.now().utc);
        if let Some(text) = ui::clipboard::text(lang, copied, now, local_zone()) {
            self.screen.send(&terminal::copy(&text));
        }
    }

    fn check_config(&mut self) {
        self.file_watcher.check_config_now();
    }

    fn draw(&mut self, state: &State) -> io::Result<()> {
        if !self.screen.is_ready() {
            return Ok(());
        }
        let now = self.clock.now();
        match self.drawn.as_ref().map_or(Redraw::Whole, |drawn| drawn.redraw(state, now)) {
            Redraw::Parts(parts) => {
                let scene = Scene { now, ..scene(state, &self.theme, self.clock) };
                self.screen.show_parts(&parts, |buffer| ui::draw_within(&scene, &parts, buffer))?;
                self.file_watcher.tick();
                if self.drawn.as_ref().is_some_and(Drawn::is_current) {
                    return Ok(());
                }
            }
            Redraw::Whole => {
                draw(&mut self.screen, state, &mut self.theme, self.clock)?;
                self.file_watcher.check_config();
            }
        }
        self.drawn = Some(Drawn::new(state, now));
        Ok(())
    }

    fn suspend(&mut self) -> io::Result<Option<Message>> {
        self.terminal = None;
        terminal::stop_here();
        self.terminal = Some(Terminal::take(&mut self.screen)?);
        Ok(Some(self.resized()))
    }

    async fn next(&mut self) -> Event {
        tokio::select! {
            message = self.input.next() => Event::Message(message),
            Some(reloaded) = self.reloads.recv() => match reloaded {
                Ok(reloaded) => {
                    self.reloaded = Some(reloaded);
                    Event::Flow(Flow::Quit)
                }
                Err(problem) => Event::Message(Message::Configuration(problem)),
            },
            signal = self.signals.next() => match signal {
                Signal::End => Event::Message(Message::Ended),
                Signal::Resize => Event::Message(self.resized()),
                Signal::Stop => Event::Flow(Flow::Suspend),
            },
            () = self.screen.catch_up() => Event::Flow(Flow::Continue),
        }
    }

    fn next_ready(&mut self) -> Option<Message> {
        self.input.next_ready()
    }
}

impl TerminalContext {
    /// `message` is about to be handled.
    fn note(&mut self, state: &State, message: &Message) {
        if let Some(drawn) = &mut self.drawn {
            drawn.note(state, message);
        }
    }

    /// The screen may be lost, even if the size is the same again.
    fn resized(&mut self) -> Message {
        self.screen.forget();
        Message::Resized(terminal::size())
    }
}

struct ActiveTheme {
    appearance: Appearance,
    /// Its position, and whether it follows the terminal's background.
    shown: (usize, bool),
    theme: Theme,
}

impl ActiveTheme {
    fn new(appearance: Appearance, state: &State) -> Self {
        Self { theme: appearance.theme(&state.themes), shown: Self::shown(state), appearance }
    }

    fn update(&mut self, state: &State) {
        let shown = Self::shown(state);
        if self.shown != shown {
            (self.shown, self.theme) = (shown, self.appearance.theme(&state.themes));
        }
    }

    const fn shown(state: &State) -> (usize, bool) {
        (state.themes.shown(), state.themes.follows())
    }
}

/// Draws, unless the terminal has not read the previous frame.
fn draw(screen: &mut Screen, state: &State, theme: &mut ActiveTheme, clock: Clock) -> io::Result<()> {
    if !screen.is_ready() {
        return Ok(());
    }
    theme.update(state);
    let now = clock.now().utc;
    let new = state.profiles().map(|(_, profile)| profile.alerts.counts(now).new).sum();
    screen.title(theme.appearance.lang, new);
    let scene = scene(state, theme, clock);
    screen.show(state.size, |buffer| ui::draw(&scene, buffer))
}

fn scene<'a>(state: &'a State, active: &'a ActiveTheme, clock: Clock) -> Scene<'a> {
    let ActiveTheme { appearance, theme, .. } = active;
    let (glyphs, lang) = (&appearance.glyphs, appearance.lang);
    Scene { state, theme, glyphs, lang, now: clock.now(), zone: local_zone() }
}

/// Lets a test check that a panic restores the terminal. Not in a release.
#[cfg(debug_assertions)]
fn panic_on_request(message: &Message) {
    let is_requested = *message == Message::Key(crate::app::Key::char('!'))
        && std::env::var_os("QUOTATOP_TEST_PANIC").is_some();
    assert!(!is_requested, "as the test requested");
}
