//! Keys, clicks and pasted text: read on a thread of their own, and translated into the program's messages.

use std::{
    fs::File,
    io::{self, IsTerminal as _},
    os::fd::{AsFd, BorrowedFd},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use crossterm::event::{
    self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use rustix::event::{PollFd, PollFlags};
use tokio::sync::mpsc::UnboundedSender;

use super::answer::{Heard, Listener};
use crate::app::{
    Code, Key, Message,
    message::{Mouse, MouseDid},
};

/// Keys that look like the beginning of the terminal's answer are held back for so long; an answer comes faster.
const HOLD: Duration = Duration::from_secs(1);

/// Starts reading, on threads that end with the program.
///
/// The library reads a terminal that has vanished for ever without a pause, so nobody but its own thread may
/// wait for it, and another thread looks whether the terminal is still there.
///
/// `expected` is raised when the terminal is asked for its background: its answer is no key.
pub(super) fn listen(messages: UnboundedSender<Message>, expected: Arc<AtomicBool>) -> io::Result<()> {
    let keyboard = Keyboard::find()?;
    let (keys, mut listener) = (messages.clone(), Listener::default());
    let read = move || while forward(&keys, &mut listener, &expected).is_some() {};
    thread::Builder::new().name("input".into()).spawn(read)?;
    let watch = move || {
        keyboard.wait_for_its_end();
        let _ = messages.send(Message::Ended);
    };
    thread::Builder::new().name("hang-up".into()).spawn(watch)?;
    Ok(())
}

/// Forwards the next event; `None` where nothing will come any more.
fn forward(
    messages: &UnboundedSender<Message>,
    listener: &mut Listener,
    expected: &AtomicBool,
) -> Option<()> {
    let Ok(event) = next(listener) else {
        let _ = messages.send(Message::Ended);
        return None;
    };
    if expected.swap(false, Ordering::Acquire) {
        listener.expect_answer();
    }
    for message in understood(event, listener) {
        messages.send(message).ok()?;
    }
    Some(())
}

/// The next event; none where keys are held back, and nothing has come since for too long.
fn next(listener: &Listener) -> io::Result<Option<Event>> {
    if listener.holds() && !event::poll(HOLD)? {
        return Ok(None);
    }
    event::read().map(Some)
}

/// What an event means, after what was held back before it.
fn understood(event: Option<Event>, listener: &mut Listener) -> Vec<Message> {
    let keys = |keys: Vec<Key>| keys.into_iter().map(Message::Key).collect();
    match event.map(message) {
        None => keys(listener.release()),
        Some(None) => Vec::new(),
        Some(Some(Message::Key(key))) => match listener.take(key) {
            Heard::Held | Heard::Answer(None) => Vec::new(),
            Heard::Answer(Some(background)) => vec![Message::Background(background)],
            Heard::Keys(heard) => keys(heard),
        },
        Some(Some(message)) => {
            let mut messages: Vec<Message> = keys(listener.release());
            messages.push(message);
            messages
        }
    }
}

/// Where keys come from: standard input, or the terminal itself where that is something else.
enum Keyboard {
    Stdin(io::Stdin),
    Tty(File),
}

impl Keyboard {
    fn find() -> io::Result<Self> {
        let stdin = io::stdin();
        if stdin.is_terminal() { Ok(Self::Stdin(stdin)) } else { File::open("/dev/tty").map(Self::Tty) }
    }

    fn fd(&self) -> BorrowedFd<'_> {
        match self {
            Self::Stdin(stdin) => stdin.as_fd(),
            Self::Tty(tty) => tty.as_fd(),
        }
    }

    /// Waits until the terminal is gone. Asked for nothing, the system tells only that.
    fn wait_for_its_end(&self) {
        let mut watched = [PollFd::from_borrowed_fd(self.fd(), PollFlags::empty())];
        while rustix::event::poll(&mut watched, None) == Err(rustix::io::Errno::INTR) {}
    }
}

/// What `event` means; `None` where it means nothing here.
fn message(event: Event) -> Option<Message> {
    match event {
        Event::Key(event) => key(event).map(Message::Key),
        Event::Mouse(event) => mouse(event).map(Message::Mouse),
        Event::Paste(text) => Some(Message::Pasted(text)),
        // The signal tells of another size, and earlier.
        Event::Resize(..) | Event::FocusGained | Event::FocusLost => None,
    }
}

fn key(event: KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let code = match event.code {
        KeyCode::Char(character) => Code::Char(character),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::F(number @ 1..=12) => Code::F(number),
        _ => return None,
    };
    let has = |modifier| event.modifiers.contains(modifier);
    Some(Key { code, ctrl: has(KeyModifiers::CONTROL), alt: has(KeyModifiers::ALT) })
}

fn mouse(event: MouseEvent) -> Option<Mouse> {
    let what = match event.kind {
        MouseEventKind::Down(MouseButton::Left) => MouseDid::Click,
        MouseEventKind::ScrollUp => MouseDid::WheelUp,
        MouseEventKind::ScrollDown => MouseDid::WheelDown,
        _ => return None,
    };
    Some(Mouse { what, column: event.column, row: event.row, command: None })
}
