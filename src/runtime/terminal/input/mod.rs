//! Keys, clicks, pasted text and replies, read and decoded on the event loop.

mod decoder;
mod device;
mod keys;
mod mouse;
mod reply;

use std::{collections::VecDeque, io};

use tokio::time::Instant;

use self::{
    decoder::{Decoder, Token},
    device::{Device, Gone},
};
use crate::app::Message;

/// At most this much is read at once: the rest of a large paste waits in the terminal.
const MAX_CHUNKS: usize = 16;

/// The user's input, and the terminal's replies.
#[derive(Debug)]
pub(crate) struct Input {
    device: Device,
    decoder: Decoder,
    /// Decoded, but not yet returned.
    messages: VecDeque<Message>,
    /// When an unfinished sequence is given up.
    deadline: Option<Instant>,
}

impl Input {
    /// Only within an async runtime.
    pub(crate) fn listen() -> io::Result<Self> {
        Ok(Self::new(Device::open()?))
    }

    fn new(device: Device) -> Self {
        Self { device, decoder: Decoder::default(), messages: VecDeque::new(), deadline: None }
    }

    /// The next message; [`Message::Ended`] if the terminal is gone. Safe to cancel.
    pub(crate) async fn next(&mut self) -> Message {
        loop {
            if let Some(message) = self.messages.pop_front() {
                return message;
            }
            let Some(deadline) = self.deadline else {
                match self.device.read().await {
                    Ok(chunk) => self.feed(&chunk),
                    Err(Gone) => return Message::Ended,
                }
                continue;
            };
            match tokio::time::timeout_at(deadline, self.device.read()).await {
                Ok(Ok(chunk)) => self.feed(&chunk),
                Ok(Err(Gone)) => return Message::Ended,
                Err(_elapsed) => self.give_up(),
            }
        }
    }

    /// The next message, if it can be read without waiting.
    pub(crate) fn next_ready(&mut self) -> Option<Message> {
        for _ in 0..MAX_CHUNKS {
            if !self.messages.is_empty() {
                break;
            }
            // [`Input::next`] reports that the terminal is gone.
            let chunk = self.device.read_ready().ok().flatten()?;
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

#[cfg(test)]
mod tests;
