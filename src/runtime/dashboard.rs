//! The dashboard's loop: sleep until something happens or something visible changes; take in everything that
//! is ready; draw once.

use std::{io, sync::Arc, time::Duration};

use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::{
    Clock, Configured, Look, Reread, Setup,
    engine::{
        effects::{Flow, Outside},
        watch_config::Rereading,
    },
    local_zone,
    oneshot::once,
    terminal::{self, Input, Output, Question, Screen, Signals, Terminal, Told, give_back_on_panic},
};
use crate::{
    app::{self, Effect, Message, State, chrome::themes::Background, copied::Copied, message::MouseDid},
    ui::{self, Scene, Theme},
    words::Lang,
};

/// The store has this long to write, once the terminal is given back.
const CLOSING_TIME: Duration = Duration::from_millis(500);
/// At most this much is taken in before a frame is drawn.
const MOST_AT_ONCE: usize = 256;

/// Shows the dashboard until a person leaves it, or the terminal is gone. Where the configuration changes, it begins
/// anew as that says, on the same screen.
pub fn dashboard(setup: Setup, look: Look, configured: Configured, clock: Clock) -> io::Result<()> {
    let mut begun = Begun::new(setup, look, clock);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    // Before the terminal is taken: a signal that nobody listens to would leave it as it is.
    let signals = {
        let _inside = runtime.enter();
        Signals::listen()?
    };
    give_back_on_panic();
    begun.state.size = terminal::size();
    let mut screen = Screen::new(Output::start()?, begun.state.size);
    let terminal = Terminal::take(&mut screen)?;
    let mut question = Question::new(std::env::var("TERM").ok().as_deref());
    question.ask(begun.state.themes.follows(), &mut screen);
    draw(&mut screen, &begun.state, &mut begun.face, clock)?;

    let input = Input::listen()?;
    let (reread, rereads) = unbounded_channel();
    let rereading = Rereading::start(configured, reread);
    let mut stage = Stage {
        screen,
        signals,
        input,
        question,
        background: None,
        rereading,
        rereads,
        terminal: Some(terminal),
    };
    loop {
        let (mut session, inbox) = begun.start(clock);
        let next = runtime.block_on(session.run(&mut stage, inbox));
        let Session { state, outside, .. } = session;
        if !matches!(next, Ok(Next::Anew(..))) {
            drop(stage.terminal.take());
        }
        outside.close(CLOSING_TIME);
        match next {
            Ok(Next::Anew(anew)) => {
                let (setup, look) = *anew;
                begun = Begun::new(setup, look, clock);
                begun.state.resume(&state, clock.now());
                begun.state.extents = ui::measure(&begun.state, begun.face.look.lang);
                if let Some(background) = stage.background {
                    begun.state.themes.follow(background);
                }
                stage.question.ask(begun.state.themes.follows(), &mut stage.screen);
            }
            other => {
                runtime.shutdown_background();
                return other.map(|_| ());
            }
        }
    }
}

/// What stays, whatever the configuration becomes.
struct Stage {
    screen: Screen,
    signals: Signals,
    input: Input,
    question: Question,
    /// What the terminal has told of itself.
    background: Option<Background>,
    rereading: Rereading,
    rereads: UnboundedReceiver<Reread>,
    terminal: Option<Terminal>,
}

impl Stage {
    /// Notes what is of more than one session.
    const fn note(&mut self, message: &Message) {
        self.question.note(message);
        if let Message::Background(background) = message {
            self.background = Some(*background);
        }
    }
}

/// What comes after a session.
enum Next {
    /// Nothing: the program ends.
    Leave,
    /// Another, with this configuration.
    Anew(Box<(Setup, Look)>),
}

/// What is known before anything is asked.
struct Begun {
    face: Face,
    state: State,
    outside: Outside,
    inbox: UnboundedReceiver<Message>,
}

impl Begun {
    fn new(setup: Setup, look: Look, clock: Clock) -> Self {
        // Answers to an earlier session go nowhere.
        let (messages, inbox) = unbounded_channel();
        let (mut state, outside) = once::begin(&Arc::new(setup), &messages, clock, false);
        state.themes = look.names();
        state.action_texts = ui::keys::action_texts(look.lang);
        state.extents = ui::measure(&state, look.lang);
        let face = Face::new(look, &state);
        Self { face, state, outside, inbox }
    }

    /// Begins to ask.
    fn start(self, clock: Clock) -> (Session, UnboundedReceiver<Message>) {
        let Self { face, state, outside, inbox } = self;
        (Session { state, face, clock, outside }, inbox)
    }
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

/// Draws, unless the terminal has not taken the last frame yet.
fn draw(screen: &mut Screen, state: &State, face: &mut Face, clock: Clock) -> io::Result<()> {
    if !screen.is_ready() {
        return Ok(());
    }
    face.turn(state);
    let now = clock.now().utc;
    let loud = state.profiles().map(|(_, profile)| profile.alerts.loud(now).count()).sum();
    screen.title(face.look.lang, loud);
    let scene = scene(state, face, clock);
    screen.show(state.size, |buffer| ui::draw(&scene, buffer))
}

/// Measures what the last message has changed, so that nothing is drawn or scrolled by what was measured before.
fn measure(state: &mut State, lang: Lang, clock: Clock) -> Vec<Effect> {
    let extents = ui::measure(state, lang);
    if extents == state.extents {
        return Vec::new();
    }
    app::update(state, Message::Measured(extents), clock.now())
}

fn scene<'a>(state: &'a State, face: &'a Face, clock: Clock) -> Scene<'a> {
    let Face { look, theme, .. } = face;
    Scene { state, theme, glyphs: &look.glyphs, lang: look.lang, now: clock.now(), zone: local_zone() }
}

struct Session {
    state: State,
    face: Face,
    clock: Clock,
    outside: Outside,
}

impl Session {
    async fn run(&mut self, stage: &mut Stage, mut inbox: UnboundedReceiver<Message>) -> io::Result<Next> {
        self.outside.start_stores();
        self.outside.start_delivery(true);
        self.outside.serve_outbox();
        self.outside.watch_files();
        let mut flow = self.take(Message::Woke, stage);
        loop {
            match flow {
                Flow::GoOn => {}
                Flow::Quit => {
                    stage.question.settle(async || stage.input.next().await).await;
                    return Ok(Next::Leave);
                }
                Flow::Suspend => self.suspend(stage)?,
            }
            draw(&mut stage.screen, &self.state, &mut self.face, self.clock)?;
            stage.rereading.look(self.clock.now().monotonic);
            let wake = self.clock.instant(app::wake::next_wake(&self.state, self.clock.now()));
            flow = tokio::select! {
                message = stage.input.next() => self.take(message, stage),
                Some(message) = inbox.recv() => self.take(message, stage),
                Some(reread) = stage.rereads.recv() => match reread {
                    Ok(anew) => return Ok(Next::Anew(Box::new(anew))),
                    Err(problem) => self.take(Message::Configuration(problem), stage),
                },
                told = stage.signals.next() => match told {
                    Told::End => self.take(Message::Ended, stage),
                    Told::Resize => self.resize(stage),
                    Told::Stop => Flow::Suspend,
                },
                () = stage.screen.catch_up() => Flow::GoOn,
                () = tokio::time::sleep_until(wake) => self.take(Message::Woke, stage),
            };
            flow = self.take_ready(flow, stage, &mut inbox);
        }
    }

    fn take(&mut self, mut message: Message, stage: &mut Stage) -> Flow {
        if let Message::Mouse(mouse) = &mut message
            && mouse.what == MouseDid::Click
        {
            let scene = scene(&self.state, &self.face, self.clock);
            mouse.command = ui::hit(&scene, mouse.column, mouse.row);
        }
        #[cfg(debug_assertions)]
        panic_if_told(&message);
        self.outside.adopt_login(&message);
        stage.note(&message);
        let mut flow = Flow::GoOn;
        let mut effects = once::step(&mut self.state, message, self.clock);
        effects.extend(measure(&mut self.state, self.face.look.lang, self.clock));
        for effect in effects {
            if let Effect::Copy(copied) = &effect {
                self.copy(copied, &mut stage.screen);
            }
            match self.outside.carry_out(effect) {
                Flow::GoOn => {}
                other => flow = other,
            }
        }
        flow
    }

    fn copy(&self, copied: &Copied, screen: &mut Screen) {
        let (lang, now) = (self.face.look.lang, self.clock.now().utc);
        if let Some(text) = ui::clipboard::text(lang, copied, now, local_zone()) {
            screen.send(&terminal::copy(&text));
        }
    }

    /// Takes in everything that is ready by now, so that it costs one frame in all.
    fn take_ready(
        &mut self,
        mut flow: Flow,
        stage: &mut Stage,
        inbox: &mut UnboundedReceiver<Message>,
    ) -> Flow {
        for _ in 0..MOST_AT_ONCE {
            if flow != Flow::GoOn {
                break;
            }
            let pressed = stage.input.next_ready();
            let Some(message) = pressed.or_else(|| inbox.try_recv().ok()) else { break };
            flow = self.take(message, stage);
        }
        flow
    }

    /// The terminal has, or had, another size. Even where it is the old one again by now, what was on the screen
    /// may be lost.
    fn resize(&mut self, stage: &mut Stage) -> Flow {
        stage.screen.forget();
        self.take(Message::Resized(terminal::size()), stage)
    }

    fn suspend(&mut self, stage: &mut Stage) -> io::Result<()> {
        stage.terminal = None;
        terminal::stop_here();
        stage.terminal = Some(Terminal::take(&mut stage.screen)?);
        self.resize(stage);
        Ok(())
    }
}

/// Panics where a test told so, to prove that the terminal is given back then, too. Not in a release.
#[cfg(debug_assertions)]
fn panic_if_told(message: &Message) {
    let is_told =
        *message == Message::Key(app::Key::char('!')) && std::env::var_os("QUOTATOP_TEST_PANIC").is_some();
    assert!(!is_told, "as the test told");
}
