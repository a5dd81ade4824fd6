//! Decodes keys.

use crate::app::{Code, Key};

/// The modifiers of a key as terminals encode them: 1 + Shift 1 + Alt 2 + Ctrl 4 + ...
#[derive(Debug, Clone, Copy)]
struct Modifiers(u32);

impl Modifiers {
    const fn has(self, bit: u32) -> bool {
        self.0.saturating_sub(1) & bit != 0
    }

    const fn shift(self) -> bool {
        self.has(1)
    }

    const fn with(self, code: Code) -> Key {
        Key { code, ctrl: self.has(4), alt: self.has(2) }
    }
}

/// The key of a plain character, which includes Ctrl.
pub(super) fn character(character: char, alt: bool) -> Option<Key> {
    let ctrl = |letter| Key { code: Code::Char(letter), ctrl: true, alt };
    let plain = |code| Key { code, ctrl: false, alt };
    Some(match character {
        '\r' => plain(Code::Enter),
        '\t' => plain(Code::Tab),
        '\x1b' => plain(Code::Esc),
        '\x7f' => plain(Code::Backspace),
        '\0' => ctrl(' '),
        '\x01'..='\x1a' => ctrl(shifted(character, 'a', '\x01')?),
        '\x1c'..='\x1f' => ctrl(shifted(character, '4', '\x1c')?),
        character if character.is_control() => return None,
        character => plain(Code::Char(character)),
    })
}

/// The character as far from `to` as `character` is from `from`.
fn shifted(character: char, to: char, from: char) -> Option<char> {
    char::from_u32(u32::from(character).checked_sub(u32::from(from))?.checked_add(u32::from(to))?)
}

/// The key of `SS3 parameters final`.
pub(super) fn ss3(parameters: &[u8], last: u8) -> Option<Key> {
    let parameters = numbers(parameters)?;
    let modifiers = modifiers_of_final(&parameters);
    match last {
        b'R' => Some(modifiers.with(Code::F(3))),
        // The keypad in application mode: `*` to `9`, as `j` to `y`.
        b'j'..=b'y' => Some(modifiers.with(Code::Char(char::from(last.checked_sub(b'j' - b'*')?)))),
        b'M' => Some(modifiers.with(Code::Enter)),
        b'I' => Some(modifiers.with(Code::Tab)),
        _ => Some(modifiers.with(by_final(last)?)),
    }
}

/// The key of `CSI parameters final`; `None` for a report or the release of a key.
pub(super) fn csi(parameters: &[u8], last: u8) -> Option<Key> {
    if let (b"[", b'A'..=b'E') = (parameters, last) {
        return Some(Key::plain(Code::F(last.checked_sub(b'A' - 1)?)));
    }
    let parameters = numbers(parameters)?;
    if is_release(&parameters) {
        return None;
    }
    match last {
        b'~' if number(&parameters, 0) == Some(27) => {
            by_codepoint(number(&parameters, 2)?, None, modifiers(&parameters))
        }
        b'~' => Some(modifiers(&parameters).with(by_number(number(&parameters, 0)?)?)),
        b'u' => {
            let alternate = parameters.first().and_then(|first| first.get(1).copied().flatten());
            by_codepoint(number(&parameters, 0)?, alternate, modifiers(&parameters))
        }
        b'Z' => Some(modifiers_of_final(&parameters).with(Code::BackTab)),
        _ => Some(modifiers_of_final(&parameters).with(by_final(last)?)),
    }
}

/// Numbers separated by semicolons, each with its subparameters, separated by colons. `None` for anything
/// else, such as a report.
fn numbers(parameters: &[u8]) -> Option<Vec<Vec<Option<u32>>>> {
    let text = std::str::from_utf8(parameters).ok()?;
    let number = |text: &str| match text {
        "" => Some(None),
        text if text.bytes().all(|byte| byte.is_ascii_digit()) => text.parse().ok().map(Some),
        _ => None,
    };
    text.split(';').map(|part| part.split(':').map(number).collect()).collect()
}

fn number(parameters: &[Vec<Option<u32>>], position: usize) -> Option<u32> {
    parameters.get(position)?.first().copied().flatten()
}

fn modifiers(parameters: &[Vec<Option<u32>>]) -> Modifiers {
    Modifiers(number(parameters, 1).unwrap_or(1))
}

/// Some terminals leave out the number before the modifiers.
fn modifiers_of_final(parameters: &[Vec<Option<u32>>]) -> Modifiers {
    let position = parameters.len().saturating_sub(1).min(1);
    Modifiers(number(parameters, position).unwrap_or(1))
}

fn is_release(parameters: &[Vec<Option<u32>>]) -> bool {
    parameters.get(1).and_then(|part| part.get(1)).copied().flatten() == Some(3)
}

/// `CSI R` is not F3: a cursor position report looks the same.
const fn by_final(last: u8) -> Option<Code> {
    Some(match last {
        b'A' => Code::Up,
        b'B' => Code::Down,
        b'C' => Code::Right,
        b'D' => Code::Left,
        b'F' => Code::End,
        b'H' => Code::Home,
        b'P' => Code::F(1),
        b'Q' => Code::F(2),
        b'S' => Code::F(4),
        _ => return None,
    })
}

fn by_number(number: u32) -> Option<Code> {
    Some(match number {
        1 | 7 => Code::Home,
        4 | 8 => Code::End,
        5 => Code::PageUp,
        6 => Code::PageDown,
        11..=15 => function(number, 10)?,
        17..=21 => function(number, 11)?,
        23 | 24 => function(number, 12)?,
        _ => return None,
    })
}

fn function(number: u32, before: u32) -> Option<Code> {
    u8::try_from(number.checked_sub(before)?).ok().map(Code::F)
}

/// A key by its code point (`CSI u`, modifyOtherKeys); `alternate` is the character with Shift.
fn by_codepoint(codepoint: u32, alternate: Option<u32>, modifiers: Modifiers) -> Option<Key> {
    let code = match codepoint {
        9 if modifiers.shift() => Code::BackTab,
        9 => Code::Tab,
        13 => Code::Enter,
        27 => Code::Esc,
        127 => Code::Backspace,
        // Keys without a character are in the private use area; these are the keypad's.
        57_344..=63_743 => keypad(codepoint)?,
        _ => {
            let character = char::from_u32(codepoint).filter(|character| !character.is_control())?;
            Code::Char(alternate.and_then(char::from_u32).filter(|_| modifiers.shift()).unwrap_or(character))
        }
    };
    Some(modifiers.with(code))
}

fn keypad(codepoint: u32) -> Option<Code> {
    Some(match codepoint {
        57_399..=57_408 => Code::Char(char::from_digit(codepoint.checked_sub(57_399)?, 10)?),
        57_409 => Code::Char('.'),
        57_410 => Code::Char('/'),
        57_411 => Code::Char('*'),
        57_412 => Code::Char('-'),
        57_413 => Code::Char('+'),
        57_414 => Code::Enter,
        57_415 => Code::Char('='),
        57_416 => Code::Char(','),
        57_417 => Code::Left,
        57_418 => Code::Right,
        57_419 => Code::Up,
        57_420 => Code::Down,
        57_421 => Code::PageUp,
        57_422 => Code::PageDown,
        57_423 => Code::Home,
        57_424 => Code::End,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
