//! Splits the bytes that a terminal sends into characters, control sequences and pasted text.
//!
//! Pure: it reads no terminal and no clock. Every sequence of ECMA-48 is recognised as a whole, known or not;
//! an unfinished one is given up after a silence. A parser for programs' output (`vte`, `anstyle-parse`) does
//! not fit: input has a lone Esc, `Alt-[`, SS3 keys, X10 mouse reports and pasted text, and timeouts depend
//! on the parser's state.

use std::time::Duration;

/// Esc, or Alt with a key that also begins a sequence, is a key if nothing follows for this long.
const ESCAPE_SILENCE: Duration = Duration::from_millis(40);
/// A sequence or character that stops in the middle is given up after this long.
const SEQUENCE_SILENCE: Duration = Duration::from_millis(80);
/// A paste that stops in the middle ends after this long.
const PASTE_SILENCE: Duration = Duration::from_secs(1);

/// Known sequences are shorter; the rest of a longer one is skipped.
const MAX_SEQUENCE: usize = 1024;
/// The most bytes of a paste, which goes into a search field; the rest is dropped.
pub(super) const MAX_PASTE: usize = 64 * 1024;
const PASTE_END: &[u8] = b"\x1b[201~";

const CTRL_C: u8 = 0x03;
const BEL: u8 = 0x07;
const CAN: u8 = 0x18;
const SUB: u8 = 0x1a;
const ESC: u8 = 0x1b;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A character or control character, with Alt where Esc came before it.
    Character { character: char, alt: bool },
    /// `CSI parameters final`; a private marker and intermediate bytes are among the parameters.
    Csi { parameters: Vec<u8>, last: u8 },
    /// `SS3 parameters final`: a key in application mode.
    Ss3 { parameters: Vec<u8>, last: u8 },
    /// The text of an operating system command.
    Osc(Vec<u8>),
    /// The three bytes of a mouse report in X10 encoding.
    X10Mouse([u8; 3]),
    /// Pasted text.
    Paste(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum State {
    #[default]
    Ground,
    /// A multi-byte character.
    Character {
        alt: bool,
    },
    Escape,
    /// `CSI` or, by its introducer `O`, `SS3`.
    Sequence {
        introducer: u8,
    },
    /// A mouse report in X10 encoding.
    X10Mouse,
    /// OSC, DCS, APC, PM or SOS, up to its string terminator or BEL.
    Text {
        introducer: u8,
        after_escape: bool,
    },
    /// Pasted text; the last `matched` bytes are the beginning of its end mark.
    Paste {
        matched: usize,
    },
}

/// Splits bytes into tokens; a read may end anywhere.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    state: State,
    /// The unfinished token.
    pending: Vec<u8>,
}

impl Decoder {
    pub(super) fn feed(&mut self, bytes: &[u8], tokens: &mut Vec<Token>) {
        for byte in bytes {
            self.take(*byte, tokens);
        }
    }

    /// How long the terminal may be silent before [`Decoder::give_up`]; `None` if nothing is unfinished.
    pub(super) const fn patience(&self) -> Option<Duration> {
        match self.state {
            State::Ground => None,
            State::Escape => Some(ESCAPE_SILENCE),
            State::Sequence { .. } | State::Text { .. } if self.pending.is_empty() => Some(ESCAPE_SILENCE),
            State::Paste { .. } => Some(PASTE_SILENCE),
            _ => Some(SEQUENCE_SILENCE),
        }
    }

    /// Ends what is unfinished: what could be a key is that key, pasted text ends here, and the rest is
    /// dropped.
    pub(super) fn give_up(&mut self, tokens: &mut Vec<Token>) {
        let pending = std::mem::take(&mut self.pending);
        let key = |character: u8, alt| Token::Character { character: char::from(character), alt };
        match std::mem::take(&mut self.state) {
            State::Escape | State::Text { after_escape: true, .. } => tokens.push(key(ESC, false)),
            State::Sequence { introducer } | State::Text { introducer, .. } if pending.is_empty() => {
                tokens.push(key(introducer, true));
            }
            State::Paste { .. } => tokens.push(pasted(&pending)),
            _ => {}
        }
    }

    fn take(&mut self, byte: u8, tokens: &mut Vec<Token>) {
        // Ctrl-C always gets through. Ctrl-X and Ctrl-Z cancel a sequence according to ECMA-48.
        if byte == CTRL_C || (matches!(byte, CAN | SUB) && !matches!(self.state, State::Paste { .. })) {
            return self.interrupt(byte, tokens);
        }
        match self.state {
            State::Ground => self.begin(byte, false, tokens),
            State::Character { alt } => self.continue_character(byte, alt, tokens),
            State::Escape => self.after_escape(byte, tokens),
            State::Sequence { introducer } => self.continue_sequence(byte, introducer, tokens),
            State::X10Mouse => self.continue_mouse(byte, tokens),
            State::Text { introducer, after_escape } => {
                self.continue_text(byte, introducer, after_escape, tokens);
            }
            State::Paste { matched } => self.continue_paste(byte, matched, tokens),
        }
    }

    /// Ends what is unfinished, and begins again with `byte`.
    fn interrupt(&mut self, byte: u8, tokens: &mut Vec<Token>) {
        self.give_up(tokens);
        self.begin(byte, false, tokens);
    }

    /// The first byte of a token, or the one after Esc (`alt`) if that begins no sequence.
    fn begin(&mut self, byte: u8, alt: bool, tokens: &mut Vec<Token>) {
        self.state = State::Ground;
        if byte == ESC {
            self.state = State::Escape;
        } else if byte.is_ascii() {
            tokens.push(Token::Character { character: char::from(byte), alt });
        } else {
            self.continue_character(byte, alt, tokens);
        }
    }

    fn continue_character(&mut self, byte: u8, alt: bool, tokens: &mut Vec<Token>) {
        self.state = State::Character { alt };
        self.pending.push(byte);
        match std::str::from_utf8(&self.pending) {
            Ok(text) => {
                tokens.extend(text.chars().map(|character| Token::Character { character, alt }));
                self.reset();
            }
            // Incomplete.
            Err(error) if error.error_len().is_none() => {}
            // Not UTF-8: dropped, but the byte that broke off a character may begin the next token.
            Err(_) => {
                let broke_off = self.pending.len() > 1;
                self.reset();
                if broke_off {
                    self.begin(byte, false, tokens);
                }
            }
        }
    }

    fn after_escape(&mut self, byte: u8, tokens: &mut Vec<Token>) {
        match byte {
            b'[' | b'O' => self.state = State::Sequence { introducer: byte },
            b']' | b'P' | b'_' | b'^' | b'X' => {
                self.state = State::Text { introducer: byte, after_escape: false };
            }
            ESC => self.interrupt(byte, tokens),
            _ => self.begin(byte, true, tokens),
        }
    }

    fn continue_sequence(&mut self, byte: u8, introducer: u8, tokens: &mut Vec<Token>) {
        match (byte, introducer, self.pending.as_slice()) {
            // The Linux console's F1 to F5: one more byte follows.
            (b'[', b'[', b"") | (0x20..=0x3f, ..) => self.push(byte),
            (b'M', b'[', b"") => self.state = State::X10Mouse,
            (b'~', b'[', b"200") => {
                self.reset();
                self.state = State::Paste { matched: 0 };
            }
            (0x40..=0x7e, ..) => {
                let parameters = self.reset();
                if parameters.len() < MAX_SEQUENCE {
                    let is_csi = introducer == b'[';
                    let ss3 = |parameters, last| Token::Ss3 { parameters, last };
                    let csi = |parameters, last| Token::Csi { parameters, last };
                    tokens.push(if is_csi { csi(parameters, byte) } else { ss3(parameters, byte) });
                }
            }
            _ => self.interrupt(byte, tokens),
        }
    }

    fn continue_mouse(&mut self, byte: u8, tokens: &mut Vec<Token>) {
        if byte == ESC {
            return self.interrupt(byte, tokens);
        }
        self.pending.push(byte);
        if let Ok(report) = <[u8; 3]>::try_from(self.pending.as_slice()) {
            self.reset();
            tokens.push(Token::X10Mouse(report));
        }
    }

    fn continue_text(&mut self, byte: u8, introducer: u8, after_escape: bool, tokens: &mut Vec<Token>) {
        match byte {
            BEL => self.end_text(introducer, tokens),
            b'\\' if after_escape => self.end_text(introducer, tokens),
            // Not the string terminator: something else has begun.
            _ if after_escape => {
                self.reset();
                self.state = State::Escape;
                self.after_escape(byte, tokens);
            }
            ESC => self.state = State::Text { introducer, after_escape: true },
            _ => self.push(byte),
        }
    }

    /// Only an OSC can have a meaning here.
    fn end_text(&mut self, introducer: u8, tokens: &mut Vec<Token>) {
        let text = self.reset();
        if introducer == b']' {
            tokens.push(Token::Osc(text));
        }
    }

    fn continue_paste(&mut self, byte: u8, matched: usize, tokens: &mut Vec<Token>) {
        if PASTE_END.get(matched) == Some(&byte) {
            let matched = matched.saturating_add(1);
            self.state = State::Paste { matched };
            if matched == PASTE_END.len() {
                self.give_up(tokens);
            }
            return;
        }
        // What looked like the end mark is text. Only its first byte is Esc, so that another Esc begins it
        // again.
        let text = PASTE_END.get(..matched).unwrap_or_default().iter();
        let begins = byte == ESC;
        for byte in text.chain((!begins).then_some(&byte)) {
            if self.pending.len() < MAX_PASTE {
                self.pending.push(*byte);
            }
        }
        self.state = State::Paste { matched: usize::from(begins) };
    }

    fn push(&mut self, byte: u8) {
        if self.pending.len() < MAX_SEQUENCE {
            self.pending.push(byte);
        }
    }

    /// Returns to the ground state; the unfinished token.
    fn reset(&mut self) -> Vec<u8> {
        self.state = State::Ground;
        std::mem::take(&mut self.pending)
    }
}

/// The text of a paste, without a character that the limit cuts in two.
fn pasted(bytes: &[u8]) -> Token {
    let whole = match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => bytes.get(..error.valid_up_to()).unwrap_or_default(),
        _ => bytes,
    };
    Token::Paste(String::from_utf8_lossy(whole).into_owned())
}

#[cfg(test)]
mod tests;
