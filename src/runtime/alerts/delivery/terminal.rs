//! The terminal as a channel: its bell, and its desktop notifications.

use std::{
    env,
    io::{self, IsTerminal as _},
};

use super::envelope::Envelope;
use crate::{domain::alert::DeliveryError, runtime::terminal};

pub(super) fn ring() -> Result<(), DeliveryError> {
    write("\x07")
}

pub(super) fn notify(envelope: &Envelope) -> Result<(), DeliveryError> {
    let variable = |name: &str| env::var(name).unwrap_or_default();
    let knows_777 = variable("TERM").starts_with("foot")
        || variable("TERM").starts_with("rxvt")
        || !variable("VTE_VERSION").is_empty();
    write(&notification(&envelope.title, knows_777))
}

/// OSC 777 has a title and a body, separated by semicolons; OSC 9, which more terminals know, only a text. A
/// terminal that knows both would show both.
fn notification(text: &str, knows_777: bool) -> String {
    // The text has no C0 control characters, but a C1 one could end the sequence, too.
    let text: String = text.chars().filter(|character| !character.is_control()).collect();
    if knows_777 {
        format!("\x1b]777;notify;quotatop;{}\x1b\\", text.replace(';', ","))
    } else {
        // To ConEmu a number before a semicolon is a command.
        format!("\x1b]9;quotatop: {text}\x1b\\")
    }
}

fn write(sequence: &str) -> Result<(), DeliveryError> {
    if !io::stdout().is_terminal() {
        return Err(DeliveryError::NoTerminal);
    }
    terminal::write(sequence).map_err(|_gone| DeliveryError::NoTerminal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_end_the_sequence() {
        let text = "default: a;b\u{1b}\\\u{9c}\u{7}c";
        assert_eq!(notification(text, true), "\x1b]777;notify;quotatop;default: a,b\\c\x1b\\");
        assert_eq!(notification(text, false), "\x1b]9;quotatop: default: a;b\\c\x1b\\");
    }
}
