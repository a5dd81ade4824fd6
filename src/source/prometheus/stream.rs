//! Reads a list of JSON item by item, so that only one item is held at a time.

use std::{fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{SeqAccess, Visitor},
};

/// Hands each item of a list to `take`, until it says no. Whether it never did.
pub(super) fn each<'de, T, D, F>(from: D, take: F) -> Result<bool, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
    F: FnMut(T) -> bool,
{
    from.deserialize_seq(Each { take, item: PhantomData })
}

struct Each<T, F> {
    take: F,
    item: PhantomData<T>,
}

impl<'de, T: Deserialize<'de>, F: FnMut(T) -> bool> Visitor<'de> for Each<T, F> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<bool, A::Error> {
        while let Some(item) = list.next_element()? {
            if !(self.take)(item) {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
