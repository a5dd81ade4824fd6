//! The names of keys: in a configuration (`ctrl+x`, `space`, `pgup`, `f5`, `?`) and on screen (`Ctrl-X`).

use std::fmt;

use super::{Code, Key};

/// The names of keys without a character, in a configuration and on screen.
const NAMED: [(&str, &str, Code); 14] = [
    ("space", "Space", Code::Char(' ')),
    ("enter", "Enter", Code::Enter),
    ("esc", "Esc", Code::Esc),
    ("tab", "Tab", Code::Tab),
    ("shift+tab", "Shift-Tab", Code::BackTab),
    ("backspace", "Backspace", Code::Backspace),
    ("up", "Up", Code::Up),
    ("down", "Down", Code::Down),
    ("left", "Left", Code::Left),
    ("right", "Right", Code::Right),
    ("pgup", "PgUp", Code::PageUp),
    ("pgdn", "PgDn", Code::PageDown),
    ("home", "Home", Code::Home),
    ("end", "End", Code::End),
];

impl Key {
    /// `None` if the name is unknown, or a terminal cannot distinguish the key from another (Ctrl-I is Tab).
    /// Only single characters are case-sensitive.
    pub fn parse(name: &str) -> Option<Self> {
        let (mut rest, mut ctrl, mut alt) = (name, false, false);
        loop {
            if let Some(after) = after(rest, "ctrl+").filter(|_| !ctrl) {
                (rest, ctrl) = (after, true);
            } else if let Some(after) = after(rest, "alt+").filter(|_| !alt) {
                (rest, alt) = (after, true);
            } else {
                break;
            }
        }
        let code = code(rest)?;
        let code = match code {
            Code::Char(character) if ctrl => Code::Char(character.to_ascii_lowercase()),
            code => code,
        };
        (!ctrl || works_with_ctrl(code)).then_some(Self { code, ctrl, alt })
    }

    /// [`Key::parse`] reads it back.
    pub fn name(self) -> String {
        let mut name = String::new();
        if self.ctrl {
            name.push_str("ctrl+");
        }
        if self.alt {
            name.push_str("alt+");
        }
        match (self.code.names(), self.code) {
            (Some((word, _)), _) => name + word,
            (None, Code::Char(character)) => format!("{name}{character}"),
            (None, Code::F(number)) => format!("{name}f{number}"),
            (None, _) => name,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let modifiers = [("Ctrl-", self.ctrl), ("Alt-", self.alt)];
        modifiers.iter().filter(|(_, is_held)| *is_held).try_for_each(|(name, _)| f.write_str(name))?;
        match (self.code.names(), self.code) {
            (Some((_, label)), _) => f.write_str(label),
            (None, Code::Char(character)) if self.ctrl => write!(f, "{}", character.to_ascii_uppercase()),
            (None, Code::Char(character)) => write!(f, "{character}"),
            (None, Code::F(number)) => write!(f, "F{number}"),
            (None, _) => Ok(()),
        }
    }
}

impl Code {
    fn names(self) -> Option<(&'static str, &'static str)> {
        NAMED.iter().find(|(.., code)| *code == self).map(|(word, label, _)| (*word, *label))
    }
}

/// The text after `prefix`, ignoring case.
fn after<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(rest)
}

fn code(name: &str) -> Option<Code> {
    if let Some((.., code)) = NAMED.iter().find(|(word, ..)| word.eq_ignore_ascii_case(name)) {
        return Some(*code);
    }
    let mut characters = name.chars();
    if let (Some(character), None) = (characters.next(), characters.next()) {
        return is_visible(character).then_some(Code::Char(character));
    }
    let number = after(name, "f")?;
    let number = (1..=12_u8).find(|one| one.to_string() == number)?;
    Some(Code::F(number))
}

/// A space counts as visible; combining marks do not.
fn is_visible(character: char) -> bool {
    character == ' ' || character.is_ascii_graphic() || character.escape_debug().count() == 1
}

/// Whether a terminal distinguishes this key with Ctrl from others.
const fn works_with_ctrl(code: Code) -> bool {
    match code {
        Code::Char(character) => matches!(character, 'a'..='h' | 'j'..='l' | 'n'..='z' | ' '),
        Code::Enter | Code::Esc | Code::Tab | Code::BackTab | Code::Backspace => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn keys_are_read_by_their_names() {
        let with = |ctrl, alt, code| Some(Key { code, ctrl, alt });
        for (name, key) in [
            ("q", Some(Key::char('q'))),
            ("Q", Some(Key::char('Q'))),
            ("+", Some(Key::char('+'))),
            ("刷", Some(Key::char('刷'))),
            (" ", Some(Key::char(' '))),
            ("space", Some(Key::char(' '))),
            ("Esc", Some(Key::plain(Code::Esc))),
            ("shift+tab", Some(Key::plain(Code::BackTab))),
            ("F5", Some(Key::plain(Code::F(5)))),
            ("f12", Some(Key::plain(Code::F(12)))),
            ("ctrl+x", Some(Key::ctrl('x'))),
            ("Ctrl+X", Some(Key::ctrl('x'))),
            ("ctrl+space", Some(Key::ctrl(' '))),
            ("ctrl+up", with(true, false, Code::Up)),
            ("alt+x", with(false, true, Code::Char('x'))),
            ("alt+X", with(false, true, Code::Char('X'))),
            ("alt++", with(false, true, Code::Char('+'))),
            ("alt+ctrl+x", with(true, true, Code::Char('x'))),
            ("alt+enter", with(false, true, Code::Enter)),
            ("ctrl+i", None),
            ("ctrl+m", None),
            ("ctrl+tab", None),
            ("ctrl+ctrl+x", None),
            ("ctrl+", None),
            ("shift+x", None),
            ("f0", None),
            ("f13", None),
            ("f05", None),
            ("page up", None),
            ("qq", None),
            ("", None),
            ("\t", None),
            ("\u{200b}", None),
            ("\u{301}", None),
        ] {
            assert_eq!(Key::parse(name), key, "{name}");
        }
    }

    proptest! {
        #[test]
        fn names_round_trip(name in "(ctrl\\+|alt\\+){0,2}(\\PC|f[0-9]{1,2}|[a-z+]{0,9})") {
            if let Some(key) = Key::parse(&name) {
                prop_assert_eq!(Key::parse(&key.name()), Some(key), "{}", name);
            }
        }
    }
}
