//! Reads lines of values one after the other, in the order in which they were written. Hundreds of lines are read before
//! the first frame: a reader of any JSON takes several times as long.

use std::{borrow::Cow, str::FromStr};

use chrono::{DateTime, Utc};

use crate::{
    domain::{ModelName, Quantity},
    store::file::instant::from_micros,
};

/// Lines, and how far they were read. Each value takes itself and the comma after it.
pub(super) struct Values<'a> {
    text: &'a str,
    at: usize,
}

/// A value is not there, or of another kind.
pub(super) struct Unreadable;

pub(super) type Read<T> = Result<T, Unreadable>;

impl<'a> Values<'a> {
    pub(super) const fn of(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// The next line: an array, after which nothing follows. Absent after the last one.
    pub(super) fn line<T>(&mut self, read: impl FnOnce(&mut Self) -> Read<T>) -> Option<Read<T>> {
        self.peek()?;
        let begin = self.at;
        let mut value = self.array(read);
        if !matches!(self.peek(), None | Some(b'\n')) {
            value = Err(Unreadable);
        }
        if value.is_err() {
            self.at = begin;
            self.pass_to(|byte| byte == b'\n');
        }
        self.take_if(b'\n');
        Some(value)
    }

    pub(super) fn array<T>(&mut self, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        self.take(b'[')?;
        let value = read(self)?;
        self.take(b']')?;
        self.take_if(b',');
        Ok(value)
    }

    /// A name, with a value in an object or without any.
    pub(super) fn variant<T>(&mut self, read: impl FnOnce(&mut Self, &str) -> Read<T>) -> Read<T> {
        let has_value = self.take_if(b'{');
        let name = self.text()?;
        if has_value {
            self.take(b':')?;
        }
        let value = read(self, &name)?;
        if has_value {
            self.take(b'}')?;
            self.take_if(b',');
        }
        Ok(value)
    }

    /// The value, or `null`.
    pub(super) fn maybe<T>(&mut self, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<Option<T>> {
        if self.peek() != Some(b'n') {
            return read(self).map(Some);
        }
        if self.rest_of_value()? == "null" { Ok(None) } else { Err(Unreadable) }
    }

    /// The same of a value that earlier versions did not write: it is absent at the end.
    pub(super) fn later<T>(&mut self, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<Option<T>> {
        if self.peek() == Some(b']') { Ok(None) } else { self.maybe(read) }
    }

    /// A text that borrows from the line, unless it has escapes.
    pub(super) fn text(&mut self) -> Read<Cow<'a, str>> {
        let begin = self.at;
        self.take(b'"')?;
        let inside = self.up_to(|byte| matches!(byte, b'"' | b'\\'))?;
        let text = if self.take_if(b'"') { Cow::Borrowed(inside) } else { self.escaped_text(begin)?.into() };
        self.take_if(b',');
        Ok(text)
    }

    fn escaped_text(&mut self, begin: usize) -> Read<String> {
        let rest = self.text.get(begin..).unwrap_or_default();
        let mut texts = serde_json::Deserializer::from_str(rest).into_iter();
        let Some(Ok(text)) = texts.next() else { return Err(Unreadable) };
        self.at = begin.saturating_add(texts.byte_offset());
        Ok(text)
    }

    pub(super) fn name(&mut self) -> Read<ModelName> {
        self.text().map(|name| ModelName::new(&*name))
    }

    pub(super) fn quantity(&mut self) -> Read<Quantity> {
        if self.peek() == Some(b'"') { parsed(&self.text()?) } else { self.plain() }
    }

    pub(super) fn instant(&mut self) -> Read<DateTime<Utc>> {
        from_micros(self.integer()?).ok_or(Unreadable)
    }

    pub(super) fn integer(&mut self) -> Read<i64> {
        let is_negative = self.take_if(b'-');
        // The most negative number has no positive counterpart.
        let (begin, mut negative) = (self.at, 0_i64);
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            self.at = self.at.saturating_add(1);
            let digit = i64::from(digit.saturating_sub(b'0'));
            negative =
                negative.checked_mul(10).and_then(|number| number.checked_sub(digit)).ok_or(Unreadable)?;
        }
        if self.at == begin {
            return Err(Unreadable);
        }
        self.take_if(b',');
        if is_negative { Ok(negative) } else { negative.checked_neg().ok_or(Unreadable) }
    }

    /// Another number, `true` or `false`.
    pub(super) fn plain<T: FromStr>(&mut self) -> Read<T> {
        parsed(self.rest_of_value()?)
    }

    fn rest_of_value(&mut self) -> Read<&'a str> {
        let value = self.up_to(|byte| matches!(byte, b',' | b']' | b'}'))?;
        self.take_if(b',');
        Ok(value)
    }

    /// What comes before such a byte, on the same line.
    fn up_to(&mut self, is_end: impl Fn(u8) -> bool) -> Read<&'a str> {
        let begin = self.at;
        self.pass_to(|byte| byte == b'\n' || is_end(byte));
        self.text.get(begin..self.at).ok_or(Unreadable)
    }

    fn pass_to(&mut self, is_end: impl Fn(u8) -> bool) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let length = rest.iter().position(|byte| is_end(*byte)).unwrap_or(rest.len());
        self.at = self.at.saturating_add(length);
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, expected: u8) -> Read<()> {
        if self.take_if(expected) { Ok(()) } else { Err(Unreadable) }
    }

    fn take_if(&mut self, expected: u8) -> bool {
        let is_there = self.peek() == Some(expected);
        self.at = self.at.saturating_add(usize::from(is_there));
        is_there
    }
}

fn parsed<T: FromStr>(text: &str) -> Read<T> {
    text.parse().ok().ok_or(Unreadable)
}
