//! Keys, independent of the terminal library.

mod name;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Code {
    /// As typed (a capital letter already includes shift).
    Char(char),
    Enter,
    Esc,
    Tab,
    /// Shift-Tab.
    BackTab,
    Backspace,
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    Home,
    End,
    /// F1 to F12.
    F(u8),
}

/// A key with its modifiers; shift is part of the character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    pub code: Code,
    pub ctrl: bool,
    pub alt: bool,
}

impl Key {
    pub const fn plain(code: Code) -> Self {
        Self { code, ctrl: false, alt: false }
    }

    pub const fn char(character: char) -> Self {
        Self::plain(Code::Char(character))
    }

    pub const fn ctrl(character: char) -> Self {
        Self { code: Code::Char(character), ctrl: true, alt: false }
    }

    /// The character that this key types into a text.
    pub fn typed(self) -> Option<char> {
        match self {
            Self { code: Code::Char(character), ctrl: false, alt: false } if !character.is_control() => {
                Some(character)
            }
            _ => None,
        }
    }
}

/// An action and its keys, as far as the configuration needs them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bindable {
    /// Lower-case words joined by hyphens.
    pub name: &'static str,
    /// The default keys.
    pub keys: &'static [Key],
    /// Keys that the user cannot rebind.
    pub fixed: &'static [Key],
    /// Whether it may have a key of another action, since both never apply at the same time.
    pub may_share: bool,
}
