//! Texts by number, each stored once: equal texts are equal numbers, and a text is examined once, however many
//! lines have it.

use std::{
    collections::HashMap,
    hash::{BuildHasher as _, BuildHasherDefault, Hasher, RandomState},
};

/// Texts in one piece of memory, numbered from 0 in the order of their first occurrence.
#[derive(Debug, Clone, Default)]
pub struct Interner {
    text: String,
    /// Where each text ends.
    ends: Vec<usize>,
    /// The last text with this hash.
    by_hash: HashMap<u64, u32, BuildHasherDefault<IsHash>>,
    /// The texts with the same hash as a later one, by the number of that one.
    same_hash: HashMap<u32, u32>,
    hasher: RandomState,
}

impl Interner {
    /// The number of this text, which is added if it is new.
    pub fn number(&mut self, text: &str) -> u32 {
        let hash = self.hasher.hash_one(text);
        let first = self.by_hash.get(&hash).copied();
        let mut candidate = first;
        while let Some(number) = candidate {
            if self.get(number) == text {
                return number;
            }
            candidate = self.same_hash.get(&number).copied();
        }
        let number = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        self.text.push_str(text);
        self.ends.push(self.text.len());
        if let Some(first) = first {
            self.same_hash.insert(number, first);
        }
        self.by_hash.insert(hash, number);
        number
    }

    /// The text with this number; empty if there is none.
    pub fn get(&self, number: u32) -> &str {
        let Ok(at) = usize::try_from(number) else { return "" };
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        self.ends.get(at).and_then(|end| self.text.get(start..*end)).unwrap_or_default()
    }

    /// How many texts there are.
    pub const fn len(&self) -> usize {
        self.ends.len()
    }

    pub const fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// In the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..u32::try_from(self.ends.len()).unwrap_or(u32::MAX)).map(|number| self.get(number))
    }
}

/// The key is a hash already.
#[derive(Debug, Clone, Default)]
struct IsHash(u64);

impl Hasher for IsHash {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_one_number() {
        let mut texts = Interner::default();
        let numbers = ["a", "", "价格", "a", "", "ab"].map(|text| texts.number(text));
        assert_eq!(numbers, [0, 1, 2, 0, 1, 3]);
        assert_eq!(texts.iter().collect::<Vec<_>>(), ["a", "", "价格", "ab"]);
        assert_eq!((texts.get(4), texts.get(u32::MAX), texts.len()), ("", "", 4));
    }

    #[test]
    fn texts_with_the_same_hash_stay_apart() {
        let mut texts = Interner::default();
        let numbers = ["a", "b", "c"].map(|text| texts.number(text));
        // As if all three had the hash of the first.
        let hash = texts.hasher.hash_one("a");
        texts.by_hash = std::iter::once((hash, 2)).collect();
        texts.same_hash = [(2, 1), (1, 0)].into();
        assert_eq!((texts.number("a"), numbers), (0, [0, 1, 2]));
    }
}
