//! What a terminal answers: its type, colours and cursor. Without answers some programs wait for them.

/// Collects the answers to what a program asks.
#[derive(Default)]
pub(crate) struct Answers {
    pub(crate) pending: Vec<u8>,
    /// Within a synchronised update: the frame is not complete.
    pub(crate) is_updating: bool,
}

impl Answers {
    fn say(&mut self, answer: &str) {
        self.pending.extend_from_slice(answer.as_bytes());
    }
}

impl vt100::Callbacks for Answers {
    fn unhandled_csi(
        &mut self,
        screen: &mut vt100::Screen,
        first: Option<u8>,
        second: Option<u8>,
        params: &[&[u16]],
        end: char,
    ) {
        match (first, second, params, end) {
            (Some(b'?'), None, [[2026]], 'h') => self.is_updating = true,
            (Some(b'?'), None, [[2026]], 'l') => self.is_updating = false,
            (Some(b'?'), Some(b'$'), [[2026]], 'p') => self.say("\x1b[?2026;2$y"),
            (Some(b'?'), Some(b'$'), [[mode]], 'p') => self.say(&format!("\x1b[?{mode};0$y")),
            (None, None, [[6]], 'n') => {
                let (row, column) = screen.cursor_position();
                self.say(&format!("\x1b[{};{}R", row + 1, column + 1));
            }
            (None, None, [[5]], 'n') => self.say("\x1b[0n"),
            (None, None, _, 'c') => self.say("\x1b[?62;22c"),
            (Some(b'>'), None, _, 'c') => self.say("\x1b[>1;10;0c"),
            _ => {}
        }
    }

    fn unhandled_osc(&mut self, _: &mut vt100::Screen, params: &[&[u8]]) {
        match params {
            [b"10", b"?"] => self.say("\x1b]10;rgb:ffff/ffff/ffff\x1b\\"),
            [b"11", b"?"] => self.say("\x1b]11;rgb:0000/0000/0000\x1b\\"),
            _ => {}
        }
    }
}
