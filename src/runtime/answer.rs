//! The terminal's answer to the question for its background, picked out of the keys as which it arrives: the
//! library that reads keys knows no such answer, and makes `Alt-]`, `1`, `1`, `;`, `r` ... of it.
//!
//! Pure: it reads no terminal and no clock. Whatever turns out to be no answer goes on as it came.

use crate::app::{Code, Key, themes::Background};

/// What the answer begins with (`OSC 11 ;`).
const LEAD: &str = "\x1b]11;";
/// A colour is not longer: `rgba:ffff/ffff/ffff/ffff`.
const LONGEST: usize = 32;

/// What became of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Heard {
    /// It is held back: it may belong to the answer.
    Held,
    /// These keys are keys, the held ones among them.
    Keys(Vec<Key>),
    /// This was the answer; what it says of the background, where that can be read.
    Answer(Option<Background>),
}

/// Listens for the answer, from the question on, until it has come.
#[derive(Debug, Default)]
pub(super) struct Listener {
    is_awaited: bool,
    /// The beginning of what may be the answer.
    held: Vec<Key>,
    /// The key before was Esc: an answer that was torn apart behind its first byte begins so.
    after_escape: bool,
}

/// What the held keys are, as far as they go.
enum Reading {
    /// The answer may go on.
    Open,
    /// The answer, with its colour.
    Answer(Option<Background>),
    /// Something else.
    Other,
}

impl Listener {
    /// The terminal was asked: from now on it may answer.
    pub(super) const fn expect_answer(&mut self) {
        self.is_awaited = true;
    }

    /// Whether keys are held back: whoever reads should not wait for the next one for ever.
    pub(super) const fn holds(&self) -> bool {
        !self.held.is_empty()
    }

    /// The held keys: something else came, or nothing for too long.
    pub(super) fn release(&mut self) -> Vec<Key> {
        self.after_escape = false;
        std::mem::take(&mut self.held)
    }

    /// Takes the next key.
    pub(super) fn take(&mut self, key: Key) -> Heard {
        if !self.is_awaited {
            return Heard::Keys(vec![key]);
        }
        if self.held.is_empty() {
            return if self.begins_with(key) { self.hold(key) } else { self.pass(key) };
        }
        self.held.push(key);
        match read(&self.held) {
            Reading::Open => Heard::Held,
            Reading::Answer(background) => {
                self.is_awaited = false;
                self.held.clear();
                Heard::Answer(background)
            }
            Reading::Other => {
                self.held.pop();
                let mut keys = self.release();
                // What interrupted one beginning may be another.
                match self.take(key) {
                    Heard::Keys(more) => keys.extend(more),
                    Heard::Held | Heard::Answer(_) => {}
                }
                Heard::Keys(keys)
            }
        }
    }

    fn begins_with(&self, key: Key) -> bool {
        key == alt(']') || (self.after_escape && key == Key::char(']'))
    }

    fn hold(&mut self, key: Key) -> Heard {
        self.held.push(key);
        Heard::Held
    }

    /// Esc is never held: it has to do at once what it does.
    fn pass(&mut self, key: Key) -> Heard {
        self.after_escape = key == Key::plain(Code::Esc);
        Heard::Keys(vec![key])
    }
}

const fn alt(character: char) -> Key {
    Key { code: Code::Char(character), ctrl: false, alt: true }
}

/// What these keys are.
fn read(keys: &[Key]) -> Reading {
    let Some(text) = as_sent(keys) else { return Reading::Other };
    if LEAD.starts_with(&text) {
        return Reading::Open;
    }
    let Some(rest) = text.strip_prefix(LEAD) else { return Reading::Other };
    if let Some(colour) = rest.strip_suffix('\x07').or_else(|| rest.strip_suffix("\x1b\\")) {
        return Reading::Answer(background(colour));
    }
    let so_far = rest.strip_suffix('\x1b').unwrap_or(rest);
    let may_go_on = so_far.len() <= LONGEST
        && so_far.chars().all(|character| character.is_ascii_alphanumeric() || ":/#".contains(character));
    if may_go_on { Reading::Open } else { Reading::Other }
}

/// The bytes that these keys were made of, where an answer can hold them.
fn as_sent(keys: &[Key]) -> Option<String> {
    let mut text = String::new();
    for (position, key) in keys.iter().enumerate() {
        match *key {
            // The escape before it came as a key of its own.
            Key { code: Code::Char(']'), ctrl: false, .. } if position == 0 => text.push_str("\x1b]"),
            Key { code: Code::Char('g'), ctrl: true, alt: false } => text.push('\x07'),
            Key { code: Code::Char('\\'), ctrl: false, alt: true } => text.push_str("\x1b\\"),
            Key { code: Code::Esc, .. } => text.push('\x1b'),
            Key { code: Code::Char(character), ctrl: false, alt: false } => text.push(character),
            _ => return None,
        }
    }
    Some(text)
}

/// What a colour (`rgb:1e1e/1e1e/1e1e`, `rgba:...`, `#1e1e1e`) is as a background.
fn background(colour: &str) -> Option<Background> {
    let channels: Vec<&str> = match colour.strip_prefix('#') {
        Some(digits) if digits.is_ascii() && !digits.is_empty() && digits.len().is_multiple_of(3) => {
            let (red, rest) = digits.split_at(digits.len() / 3);
            let (green, blue) = rest.split_at(digits.len() / 3);
            vec![red, green, blue]
        }
        Some(_) => return None,
        None => colour.strip_prefix("rgb:").or_else(|| colour.strip_prefix("rgba:"))?.split('/').collect(),
    };
    let channels: Vec<f64> = channels.into_iter().map(channel).collect::<Option<_>>()?;
    let (&[red, green, blue] | &[red, green, blue, _]) = channels.as_slice() else { return None };
    // Half as bright as white to the eye is a fifth of its light.
    let light = 0.2126 * red.powf(2.2) + 0.7152 * green.powf(2.2) + 0.0722 * blue.powf(2.2);
    Some(if light > 0.2 { Background::Light } else { Background::Dark })
}

/// One to four hexadecimal digits, as a share of the largest number of as many.
fn channel(digits: &str) -> Option<f64> {
    let length = u32::try_from(digits.len()).ok().filter(|length| (1..=4).contains(length))?;
    let value = u16::from_str_radix(digits, 16).ok()?;
    let most = 16_u32.checked_pow(length)?.checked_sub(1)?;
    Some(f64::from(value) / f64::from(most))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// As the library that reads keys makes keys of bytes; `torn` are the positions at which a read ended.
    fn keys(bytes: &str, torn: &[usize]) -> Vec<Key> {
        let characters: Vec<char> = bytes.chars().collect();
        let mut keys = Vec::new();
        let mut at = 0;
        while at < characters.len() {
            let next = characters.get(at + 1).filter(|_| !torn.contains(&(at + 1)));
            keys.push(match (characters[at], next) {
                ('\x1b', Some(character)) => {
                    at += 1;
                    alt(*character)
                }
                ('\x1b', None) => Key::plain(Code::Esc),
                ('\x07', _) => Key::ctrl('g'),
                (character, _) => Key::char(character),
            });
            at += 1;
        }
        keys
    }

    fn expecting() -> Listener {
        let mut listener = Listener::default();
        listener.expect_answer();
        listener
    }

    /// What is heard in all: the keys, and the answers.
    fn heard(listener: &mut Listener, keys: &[Key]) -> (Vec<Key>, Vec<Option<Background>>) {
        let (mut passed, mut answers) = (Vec::new(), Vec::new());
        for key in keys {
            match listener.take(*key) {
                Heard::Held => {}
                Heard::Keys(keys) => passed.extend(keys),
                Heard::Answer(background) => answers.push(background),
            }
        }
        (passed, answers)
    }

    #[test]
    fn an_answer_is_no_key() {
        for (answer, background) in [
            ("\x1b]11;rgb:ffff/ffff/ffff\x1b\\", Some(Background::Light)),
            ("\x1b]11;rgb:fdfd/f6f6/e3e3\x07", Some(Background::Light)),
            ("\x1b]11;rgb:1e1e/1e1e/1e1e\x07", Some(Background::Dark)),
            ("\x1b]11;rgb:0/0/0\x1b\\", Some(Background::Dark)),
            ("\x1b]11;rgba:2828/2c2c/3434/ffff\x1b\\", Some(Background::Dark)),
            ("\x1b]11;#FAFAFA\x1b\\", Some(Background::Light)),
            // Blue, as bright as it is, is dark to the eye.
            ("\x1b]11;rgb:00/00/ff\x1b\\", Some(Background::Dark)),
            ("\x1b]11;rgb:00/00\x1b\\", None),
            ("\x1b]11;\x1b\\", None),
            ("\x1b]11;nonsense\x07", None),
        ] {
            let mut listener = expecting();
            let (passed, answers) = heard(&mut listener, &keys(&format!("q{answer}w"), &[]));
            assert_eq!(passed, [Key::char('q'), Key::char('w')], "{answer:?}");
            assert_eq!(answers, [background], "{answer:?}");
            assert!(!listener.holds());
        }
    }

    #[test]
    fn an_answer_that_comes_in_pieces_is_one() {
        let answer = "\x1b]11;rgb:ffff/ffff/ffff\x1b\\";
        for torn in 1..answer.len() {
            let (passed, answers) = heard(&mut expecting(), &keys(answer, &[torn]));
            assert_eq!(answers, [Some(Background::Light)], "torn at {torn}");
            // Behind its first byte nobody can know yet that it is not the key.
            let escape = [Key::plain(Code::Esc)];
            assert_eq!(passed, if torn == 1 { &escape[..] } else { &[] }, "torn at {torn}");
        }
    }

    #[test]
    fn keys_that_begin_like_an_answer_are_only_late() {
        let mut listener = expecting();
        let typed = keys("\x1b]11;r", &[]);
        assert_eq!(heard(&mut listener, &typed).0, []);
        assert!(listener.holds());
        assert_eq!(listener.release(), typed);
        let typed = keys("\x1b]1q\x1b]\x1b]11;\x1b]j", &[]);
        assert_eq!(heard(&mut listener, &typed).0, typed);
        // It is still understood after all of that; and nothing is held once it has come.
        assert_eq!(heard(&mut listener, &keys("\x1b]11;rgb:0/0/0\x07", &[])).1, [Some(Background::Dark)]);
        let after = keys("\x1b]11;rgb:0/0/0\x07", &[]);
        assert_eq!(heard(&mut listener, &after), (after, vec![]));
    }

    #[test]
    fn where_nothing_was_asked_nothing_is_held() {
        let typed = keys("\x1b]11;rgb:0/0/0\x07", &[]);
        assert_eq!(heard(&mut Listener::default(), &typed), (typed, vec![]));
    }

    fn any_key() -> impl Strategy<Value = Key> {
        let code = prop_oneof![
            prop::sample::select("]1;rgb:/fg\\0#q".chars().collect::<Vec<_>>()).prop_map(Code::Char),
            any::<char>().prop_map(Code::Char),
            Just(Code::Esc),
            Just(Code::Enter),
        ];
        (code, any::<bool>(), any::<bool>()).prop_map(|(code, ctrl, alt)| Key { code, ctrl, alt })
    }

    proptest! {
        #[test]
        fn no_key_is_lost_and_none_overtakes_another(typed in prop::collection::vec(any_key(), 0..60)) {
            let mut listener = expecting();
            let (mut passed, answers) = heard(&mut listener, &typed);
            passed.extend(listener.release());
            // By chance they may be an answer.
            prop_assume!(answers.is_empty());
            prop_assert_eq!(passed, typed);
        }

        #[test]
        fn typing_around_the_answer_is_received(before in "[a-z/1-9]{0,8}", after in "[a-z/1-9;]{0,8}") {
            let sent = format!("{before}\x1b]11;rgb:ffff/ffff/ffff\x1b\\{after}");
            let (passed, answers) = heard(&mut expecting(), &keys(&sent, &[]));
            prop_assert_eq!(passed, keys(&format!("{before}{after}"), &[]));
            prop_assert_eq!(answers, vec![Some(Background::Light)]);
        }
    }
}
