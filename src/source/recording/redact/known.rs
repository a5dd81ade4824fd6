//! Names, addresses and IDs that were found in fields of theirs, and have to be taken out of every text.

use std::collections::{BTreeSet, HashMap};

use super::pseudonyms::Hidden;

/// The bytes by which a value is looked for; no value is shorter.
const START: usize = 4;

/// The most that are searched for in texts. Those beyond are still taken out of their own fields.
const MOST: usize = 50_000;

#[derive(Debug, Default)]
pub(super) struct Known {
    values: HashMap<String, Hidden>,
    /// The values by their first bytes, the longest first.
    starts: HashMap<[u8; START], Vec<String>>,
}

impl Known {
    pub(super) fn extend(&mut self, values: impl IntoIterator<Item = (String, Hidden)>) {
        for (value, kind) in values {
            let Some(start) = value.as_bytes().first_chunk::<START>().copied() else { continue };
            if self.values.len() >= MOST || self.values.contains_key(&value) {
                continue;
            }
            let others = self.starts.entry(start).or_default();
            let at = others.partition_point(|other| other.len() >= value.len());
            others.insert(at, value.clone());
            self.values.insert(value, kind);
        }
    }

    pub(super) fn kind(&self, value: &str) -> Option<Hidden> {
        self.values.get(value).copied()
    }

    /// The known values that `text` contains, the longest first.
    pub(super) fn within(&self, text: &str) -> Vec<(String, Hidden)> {
        let mut found = BTreeSet::new();
        for (at, start) in text.as_bytes().windows(START).enumerate() {
            let Some(values) = start.first_chunk::<START>().and_then(|start| self.starts.get(start)) else {
                continue;
            };
            let rest = text.as_bytes().get(at..).unwrap_or_default();
            let here = values.iter().filter(|value| rest.starts_with(value.as_bytes()));
            found.extend(here.map(|value| (std::cmp::Reverse(value.len()), value)));
        }
        found.into_iter().filter_map(|(_, value)| Some((value.clone(), self.kind(value)?))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_value_comes_first() {
        let mut known = Known::default();
        let values = ["zhang", "zhang.san", "abc", "张三丰", "5000000000000001", "zhang"];
        known.extend(values.map(|value| (value.to_owned(), Hidden::Name)));
        for (text, found) in [
            ("", vec![]),
            ("abc", vec![]),
            ("by zhang.san, zhang", vec!["zhang.san", "zhang"]),
            ("张三丰 of 5000000000000001", vec!["5000000000000001", "张三丰"]),
            ("zhan", vec![]),
        ] {
            let within: Vec<_> = known.within(text).into_iter().map(|(value, _)| value).collect();
            assert_eq!(within, found, "{text}");
        }
        assert_eq!((known.kind("zhang"), known.kind("abc")), (Some(Hidden::Name), None));
    }
}
