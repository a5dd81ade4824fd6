//! The clipboard of the terminal's machine through OSC 52, which works over ssh and needs no other program.

use base64::{Engine as _, engine::general_purpose::STANDARD};

/// The sequence with which the terminal copies `text`.
pub(crate) fn copy(text: &str) -> String {
    format!("\x1b]52;c;{}\x1b\\", STANDARD.encode(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_cannot_end_the_sequence() {
        let sequence = copy("a\x1b\\\x07b");
        assert_eq!(sequence, "\x1b]52;c;YRtcB2I=\x1b\\");
    }
}
