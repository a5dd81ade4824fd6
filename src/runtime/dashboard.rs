//! The dashboard's loop: sleep until something happens or something visible changes; take in everything that
//! is ready; draw once.

use std::{future::poll_fn, io, sync::Arc, task::Poll, time::Duration};

use crossterm::event::{Event, EventStream};
use futures_util::StreamExt as _;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::{
    Clock, Look, Setup,
    effects::{Flow, Outside},
    headless, input, local_zone,
    screen::Screen,
    signals::{self, Signals, Told},
    sources,
    terminal::{Terminal, give_back_on_panic},
    watch_file::watch_file,
};
use crate::{
    app::{self, Message, ProfileId, Size, State},
    source::snapshot::SnapshotSource,
    ui::{self, Scene},
};

/// The store has this long to write, once the terminal is given back.
const CLOSING_TIME: Duration = Duration::from_millis(500);
/// At most this much is taken in before a frame is drawn.
const MOST_AT_ONCE: usize = 256;

/// Shows the dashboard until a person leaves it, or the terminal is gone.
pub fn dashboard(setup: Setup, look: Look, clock: Clock) -> io::Result<()> {
    let setup = Arc::new(setup);
    let (messages, inbox) = unbounded_channel();
    let (source, file) = sources::build(&setup);
    let (mut state, identity) = headless::begin(&setup, file.as_deref(), clock, false);
    give_back_on_panic();
    let terminal = Terminal::take()?;
    let (width, height) = crossterm::terminal::size()?;
    state.size = Size { width, height };
    let mut screen = Screen::new(state.size);
    draw(&mut screen, &state, &look, clock)?;

    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let outside = Outside::new(Arc::clone(&setup), source, identity, messages.clone());
    let mut session = Session { state, screen, look, clock, outside, terminal: Some(terminal) };
    let outcome = runtime.block_on(session.run(inbox, &messages, file));
    let Session { outside, terminal, .. } = session;
    drop(terminal);
    outside.close(CLOSING_TIME);
    runtime.shutdown_background();
    outcome
}

fn draw(screen: &mut Screen, state: &State, look: &Look, clock: Clock) -> io::Result<()> {
    let scene =
        Scene { state, theme: &look.theme, glyphs: &look.glyphs, now: clock.now(), zone: local_zone() };
    screen.show(state.size, |buffer| ui::draw(&scene, buffer))
}

struct Session {
    state: State,
    screen: Screen,
    look: Look,
    clock: Clock,
    outside: Outside,
    terminal: Option<Terminal>,
}

impl Session {
    async fn run(
        &mut self,
        mut inbox: UnboundedReceiver<Message>,
        messages: &UnboundedSender<Message>,
        file: Option<Arc<SnapshotSource>>,
    ) -> io::Result<()> {
        let mut keys = EventStream::new();
        let mut signals = Signals::listen()?;
        self.outside.start_store();
        if let Some(file) = file {
            watch_file(file, ProfileId(0), messages.clone());
        }
        let mut flow = self.take(Message::Woke);
        loop {
            match flow {
                Flow::GoOn => {}
                Flow::Quit => return Ok(()),
                Flow::Suspend => {
                    // A living event stream would eat the keys that are meant for the shell.
                    drop(keys);
                    self.suspend()?;
                    keys = EventStream::new();
                }
            }
            draw(&mut self.screen, &self.state, &self.look, self.clock)?;
            let wake = self.clock.instant(app::wake::next_wake(&self.state, self.clock.now()));
            flow = tokio::select! {
                event = keys.next() => self.take(key_message(event)),
                Some(message) = inbox.recv() => self.take(message),
                told = signals.next() => match told {
                    Told::Stop => Flow::Suspend,
                    Told::End => self.take(Message::Ended),
                },
                () = tokio::time::sleep_until(wake) => self.take(Message::Woke),
            };
            flow = self.take_ready(flow, &mut keys, &mut inbox).await;
        }
    }

    fn take(&mut self, message: Message) -> Flow {
        #[cfg(debug_assertions)]
        panic_if_told(&message);
        let mut flow = Flow::GoOn;
        for effect in app::update(&mut self.state, message, self.clock.now()) {
            match self.outside.carry_out(effect) {
                Flow::GoOn => {}
                other => flow = other,
            }
        }
        flow
    }

    /// Takes in everything that is ready by now, so that it costs one frame in all.
    async fn take_ready(
        &mut self,
        mut flow: Flow,
        keys: &mut EventStream,
        inbox: &mut UnboundedReceiver<Message>,
    ) -> Flow {
        for _ in 0..MOST_AT_ONCE {
            if flow != Flow::GoOn {
                break;
            }
            let message = match inbox.try_recv() {
                Ok(message) => message,
                Err(_) => match ready(keys).await {
                    Poll::Ready(event) => key_message(event),
                    Poll::Pending => break,
                },
            };
            flow = self.take(message);
        }
        flow
    }

    fn suspend(&mut self) -> io::Result<()> {
        self.terminal = None;
        signals::stop_here();
        self.terminal = Some(Terminal::take()?);
        let (width, height) = crossterm::terminal::size()?;
        self.take(Message::Resized(Size { width, height }));
        self.screen.forget();
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

/// The terminal's next event, where one is ready. Asked with this task's own waker: the stream remembers the
/// first one that it is given, and would never wake the loop again for any other.
async fn ready(keys: &mut EventStream) -> Poll<Option<io::Result<Event>>> {
    poll_fn(|context| Poll::Ready(keys.poll_next_unpin(context))).await
}

/// What the terminal's next event means. The end of its input, or an error, means that it is gone.
fn key_message(event: Option<io::Result<Event>>) -> Message {
    match event {
        Some(Ok(event)) => input::message(event).unwrap_or(Message::Woke),
        Some(Err(_)) | None => Message::Ended,
    }
}
