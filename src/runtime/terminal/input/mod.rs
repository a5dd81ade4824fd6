//! Keys, clicks, pasted text and replies: read from the terminal on a thread, decoded on the event loop.
//!
//! A blocking `read` works with every terminal device on every system; waiting for `/dev/tty` with kqueue or
//! `poll` does not (macOS).

mod decoder;
mod keys;
mod mouse;
mod reply;

use std::{
    collections::VecDeque,
    fs::File,
    io::{self, IsTerminal as _},
    os::fd::{AsFd as _, OwnedFd},
    thread,
};

use rustix::{event::PollFlags, io::Errno};
use tokio::{
    sync::mpsc::{self, Receiver, Sender},
    time::Instant,
};

use self::decoder::{Decoder, Token};
use super::output::wait_for;
use crate::app::Message;

/// A terminal returns at most this much at once.
const CHUNK_BYTES: usize = 4096;
/// Limits reading ahead: a large paste waits in the terminal, not in memory.
const MAX_CHUNKS: usize = 16;

/// The user's input, and the terminal's replies.
#[derive(Debug)]
pub(crate) struct Input {
    chunks: Receiver<Box<[u8]>>,
    decoder: Decoder,
    /// Decoded, but not yet returned.
    messages: VecDeque<Message>,
    /// When an unfinished sequence is given up.
    deadline: Option<Instant>,
}

impl Input {
    /// Starts reading, on a thread that ends with the terminal or the program.
    pub(crate) fn listen() -> io::Result<Self> {
        let terminal = terminal()?;
        let (sender, chunks) = mpsc::channel(MAX_CHUNKS);
        thread::Builder::new().name("input".into()).spawn(move || read(&terminal, &sender))?;
        Ok(Self { chunks, decoder: Decoder::default(), messages: VecDeque::new(), deadline: None })
    }

    /// The next message; [`Message::Ended`] if the terminal is gone. Safe to cancel.
    pub(crate) async fn next(&mut self) -> Message {
        loop {
            if let Some(message) = self.messages.pop_front() {
                return message;
            }
            let Some(deadline) = self.deadline else {
                match self.chunks.recv().await {
                    Some(chunk) => self.feed(&chunk),
                    None => return Message::Ended,
                }
                continue;
            };
            match tokio::time::timeout_at(deadline, self.chunks.recv()).await {
                Ok(Some(chunk)) => self.feed(&chunk),
                Ok(None) => return Message::Ended,
                Err(_elapsed) => self.give_up(),
            }
        }
    }

    /// The next message, if it has been read.
    pub(crate) fn next_ready(&mut self) -> Option<Message> {
        for _ in 0..MAX_CHUNKS {
            if !self.messages.is_empty() {
                break;
            }
            let chunk = self.chunks.try_recv().ok()?;
            self.feed(&chunk);
        }
        self.messages.pop_front()
    }

    fn feed(&mut self, chunk: &[u8]) {
        let mut tokens = Vec::new();
        self.decoder.feed(chunk, &mut tokens);
        self.messages.extend(tokens.into_iter().filter_map(message));
        self.deadline = self.decoder.patience().and_then(|patience| Instant::now().checked_add(patience));
    }

    fn give_up(&mut self) {
        let mut tokens = Vec::new();
        self.decoder.give_up(&mut tokens);
        self.messages.extend(tokens.into_iter().filter_map(message));
        self.deadline = None;
    }
}

/// The messages of `chunks`, and of what is unfinished after the last.
#[cfg(any(test, fuzzing))]
pub(crate) fn decoded<'a>(chunks: impl Iterator<Item = &'a [u8]>) -> Vec<Message> {
    let (mut decoder, mut tokens) = (Decoder::default(), Vec::new());
    chunks.for_each(|chunk| decoder.feed(chunk, &mut tokens));
    decoder.give_up(&mut tokens);
    tokens.into_iter().filter_map(message).collect()
}

/// The message of a token; `None` if it has no meaning here, such as an unrequested report.
fn message(token: Token) -> Option<Message> {
    match token {
        Token::Character { character, alt } => keys::character(character, alt).map(Message::Key),
        Token::Ss3 { parameters, last } => keys::ss3(&parameters, last).map(Message::Key),
        Token::Csi { parameters, last } => csi(&parameters, last),
        Token::X10Mouse(report) => mouse::x10(report).map(Message::Mouse),
        Token::Osc(text) => reply::background(&text).map(Message::Background),
        Token::Paste(text) => Some(Message::Pasted(text)),
    }
}

fn csi(parameters: &[u8], last: u8) -> Option<Message> {
    match (parameters, last) {
        ([b'<', parameters @ ..], b'M') => mouse::sgr(parameters).map(Message::Mouse),
        (parameters, b'M') => mouse::urxvt(parameters).map(Message::Mouse),
        (parameters, last) => keys::csi(parameters, last).map(Message::Key),
    }
}

/// Standard input, or the controlling terminal if that is redirected.
fn terminal() -> io::Result<OwnedFd> {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        stdin.as_fd().try_clone_to_owned()
    } else {
        File::open("/dev/tty").map(OwnedFd::from)
    }
}

/// Reads until the terminal is gone, which its end and every error mean.
fn read(terminal: &OwnedFd, chunks: &Sender<Box<[u8]>>) {
    let mut buffer = [0; CHUNK_BYTES];
    loop {
        let is_open = match rustix::io::read(terminal, &mut buffer) {
            Ok(length) => match buffer.get(..length) {
                Some(bytes @ [_, ..]) => chunks.blocking_send(bytes.into()).is_ok(),
                _ => false,
            },
            Err(Errno::INTR) => true,
            Err(Errno::AGAIN) => wait_for(terminal, PollFlags::IN).is_ok(),
            Err(_gone) => false,
        };
        if !is_open {
            return;
        }
    }
}

#[cfg(test)]
mod tests;
