//! The dashboard's loop: sleep until something happens or something visible changes; take in everything that
//! is ready; draw once.

use std::{io, sync::Arc, time::Duration};

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::{
    Clock, Look, Setup,
    background::Question,
    clipboard,
    effects::{Flow, Outside},
    headless, input, local_zone,
    screen::Screen,
    signals::{self, Signals, Told},
    terminal::{Terminal, give_back_on_panic},
    watching::Watching,
};
use crate::{
    app::{self, Effect, Message, Size, State, copied::Copied, message::Tag, view::End},
    domain::alert::Alerts,
    ui::{self, Scene, Theme},
};

/// The store has this long to write, once the terminal is given back.
const CLOSING_TIME: Duration = Duration::from_millis(500);
/// At most this much is taken in before a frame is drawn.
const MOST_AT_ONCE: usize = 256;

/// Shows the dashboard until a person leaves it, or the terminal is gone.
pub fn dashboard(setup: Setup, look: Look, clock: Clock) -> io::Result<()> {
    let setup = Arc::new(setup);
    let (messages, inbox) = unbounded_channel();
    let (mut state, outside) = headless::begin(&setup, &messages, clock, false);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    // Before the terminal is taken: a signal that nobody listens to would leave it as it is.
    let signals = {
        let _inside = runtime.enter();
        Signals::listen()?
    };
    give_back_on_panic();
    let terminal = Terminal::take()?;
    state.size = size()?;
    state.help_end = End(ui::help_end(look.lang));
    state.line_end = End(ui::line_end(look.lang));
    state.themes = look.names();
    state.sentences = ui::keys::sentences(look.lang);
    let mut question = Question::new(state.themes.follows(), std::env::var("TERM").ok().as_deref());
    let mut face = Face::new(look, &state);
    let mut screen = Screen::new(state.size);
    draw(&mut screen, &state, &mut face, clock)?;
    question.ask()?;

    let (noted, alerts) = unbounded_channel();
    let watching = Watching::new(true, noted);
    let mut session =
        Session { state, screen, face, question, clock, outside, watching, alerts, terminal: Some(terminal) };
    let outcome = runtime.block_on(session.run(inbox, signals, &messages));
    let Session { outside, watching, terminal, .. } = session;
    drop(terminal);
    watching.end();
    outside.close(CLOSING_TIME);
    runtime.shutdown_background();
    outcome
}

/// How the screen looks, with the theme that is shown.
struct Face {
    look: Look,
    shown: usize,
    theme: Theme,
}

impl Face {
    fn new(look: Look, state: &State) -> Self {
        let shown = state.themes.shown();
        Self { theme: look.theme(shown), shown, look }
    }

    /// The theme that the state wants shown.
    fn turn(&mut self, state: &State) {
        let shown = state.themes.shown();
        if self.shown != shown {
            (self.shown, self.theme) = (shown, self.look.theme(shown));
        }
    }
}

fn draw(screen: &mut Screen, state: &State, face: &mut Face, clock: Clock) -> io::Result<()> {
    face.turn(state);
    let scene = scene(state, face, clock);
    screen.show(state.size, |buffer| ui::draw(&scene, buffer))?;
    let now = clock.now().utc;
    let loud = state.profiles().map(|(_, profile)| profile.alerts.loud(now).count()).sum();
    screen.title(face.look.lang, loud)
}

fn scene<'a>(state: &'a State, face: &'a Face, clock: Clock) -> Scene<'a> {
    let Face { look, theme, .. } = face;
    Scene { state, theme, glyphs: &look.glyphs, lang: look.lang, now: clock.now(), zone: local_zone() }
}

fn size() -> io::Result<Size> {
    crossterm::terminal::size().map(|(width, height)| Size { width, height })
}

struct Session {
    state: State,
    screen: Screen,
    face: Face,
    question: Question,
    clock: Clock,
    outside: Outside,
    watching: Watching,
    alerts: UnboundedReceiver<(Tag, Alerts)>,
    terminal: Option<Terminal>,
}

impl Session {
    async fn run(
        &mut self,
        mut inbox: UnboundedReceiver<Message>,
        mut signals: Signals,
        messages: &UnboundedSender<Message>,
    ) -> io::Result<()> {
        input::listen(messages.clone(), self.question.is_awaited())?;
        self.outside.start_stores();
        self.watching.serve(&self.outside);
        self.outside.watch_files();
        let mut flow = self.take(Message::Woke);
        loop {
            match flow {
                Flow::GoOn => {}
                Flow::Quit => {
                    self.question.settle(&mut inbox).await;
                    return Ok(());
                }
                Flow::Suspend => self.suspend()?,
            }
            draw(&mut self.screen, &self.state, &mut self.face, self.clock)?;
            self.watching.look(&self.state, &self.outside, self.clock);
            let wake = self.clock.instant(app::wake::next_wake(&self.state, self.clock.now()));
            flow = tokio::select! {
                Some(message) = inbox.recv() => self.take(message),
                Some((tag, alerts)) = self.alerts.recv() => self.take(Message::Alerts(tag, alerts)),
                told = signals.next() => match told {
                    Told::End => self.take(Message::Ended),
                    Told::Resize => self.resize()?,
                    Told::Stop => Flow::Suspend,
                },
                () = tokio::time::sleep_until(wake) => self.take(Message::Woke),
            };
            flow = self.take_ready(flow, &mut inbox);
        }
    }

    fn take(&mut self, mut message: Message) -> Flow {
        if let Message::Mouse(mouse) = &mut message {
            let scene = scene(&self.state, &self.face, self.clock);
            mouse.command = ui::hit(&scene, mouse.column, mouse.row);
        }
        #[cfg(debug_assertions)]
        panic_if_told(&message);
        self.outside.adopt_login(&message);
        self.watching.note(&message);
        self.question.note(&message);
        let mut flow = Flow::GoOn;
        for effect in app::update(&mut self.state, message, self.clock.now()) {
            if let Effect::Copy(copied) = &effect {
                self.copy(copied);
            }
            match self.outside.carry_out(effect) {
                Flow::GoOn => {}
                other => flow = other,
            }
        }
        flow
    }

    fn copy(&mut self, copied: &Copied) {
        if let Some(text) = ui::copied::text(self.face.look.lang, copied, self.clock.now().utc, local_zone())
        {
            self.screen.send(&clipboard::copy(&text));
        }
    }

    /// Takes in everything that is ready by now, so that it costs one frame in all.
    fn take_ready(&mut self, mut flow: Flow, inbox: &mut UnboundedReceiver<Message>) -> Flow {
        for _ in 0..MOST_AT_ONCE {
            if flow != Flow::GoOn {
                break;
            }
            let Ok(message) = inbox.try_recv() else { break };
            flow = self.take(message);
        }
        flow
    }

    /// The terminal has, or had, another size. Even where it is the old one again by now, what was on the screen
    /// may be lost.
    fn resize(&mut self) -> io::Result<Flow> {
        self.screen.forget();
        Ok(self.take(Message::Resized(size()?)))
    }

    fn suspend(&mut self) -> io::Result<()> {
        self.terminal = None;
        signals::stop_here();
        self.terminal = Some(Terminal::take()?);
        self.resize().map(|_| ())
    }
}

/// Panics where a test told so, to prove that the terminal is given back then, too. Not in a release.
#[cfg(debug_assertions)]
fn panic_if_told(message: &Message) {
    let is_told =
        *message == Message::Key(app::Key::char('!')) && std::env::var_os("QUOTATOP_TEST_PANIC").is_some();
    assert!(!is_told, "as the test told");
}
