//! The clipboard of the terminal's own machine, through OSC 52: it works over ssh, and needs no other program.

use base64::{Engine as _, engine::general_purpose::STANDARD};

/// What to write so that the terminal copies `text`.
pub(crate) fn copy(text: &str) -> String {
    format!("\x1b]52;c;{}\x1b\\", STANDARD.encode(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_the_text_ends_the_sequence() {
        let sequence = copy("a\x1b\\\x07b");
        assert_eq!(sequence, "\x1b]52;c;YRtcB2I=\x1b\\");
    }
}
