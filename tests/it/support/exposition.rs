//! What a page of metrics says, in either text format of Prometheus: read strictly, as its specification has it.

use std::collections::{BTreeMap, BTreeSet};

pub(crate) type Labels = BTreeMap<String, String>;

/// A page that was read to its end.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Exposition {
    pub(crate) samples: Vec<(String, Labels, f64)>,
    /// The type of each family.
    pub(crate) types: BTreeMap<String, String>,
}

impl Exposition {
    /// Reads a page; the first thing that is wrong with it, if anything is.
    pub(crate) fn parse(page: &str) -> Result<Self, String> {
        let mut read = Self { samples: Vec::new(), types: BTreeMap::new() };
        let (mut family, mut series, mut is_over) = (String::new(), BTreeSet::new(), false);
        let page = page.strip_suffix('\n').ok_or("no line end at the end")?;
        for line in page.split('\n') {
            let wrong = |what: &str| format!("{what}: {line:?}");
            if is_over {
                return Err(wrong("after the end"));
            }
            if line == "# EOF" {
                is_over = true;
            } else if let Some(rest) = line.strip_prefix("# HELP ") {
                let (name, help) = rest.split_once(' ').ok_or_else(|| wrong("no help"))?;
                if help.is_empty() || help.contains('\\') {
                    return Err(wrong("odd help"));
                }
                name.clone_into(&mut family);
            } else if let Some(rest) = line.strip_prefix("# TYPE ") {
                let (name, kind) = rest.split_once(' ').ok_or_else(|| wrong("no type"))?;
                if name != family || read.types.insert(name.to_owned(), kind.to_owned()).is_some() {
                    return Err(wrong("not in one group"));
                }
            } else {
                let (name, labels, value) = sample(line).ok_or_else(|| wrong("no sample"))?;
                let suffix = name.strip_prefix(family.as_str()).ok_or_else(|| wrong("of another group"))?;
                if !["", "_total", "_bucket", "_sum", "_count"].contains(&suffix) {
                    return Err(wrong("of no group"));
                }
                if !series.insert((name.clone(), labels.clone())) {
                    return Err(wrong("twice"));
                }
                read.samples.push((name, labels, value));
            }
        }
        Ok(read)
    }

    /// The values of the samples of this name with these labels, and perhaps others.
    pub(crate) fn values(&self, name: &str, labels: &[(&str, &str)]) -> Vec<f64> {
        let has = |of: &Labels| labels.iter().all(|(key, value)| of.get(*key).is_some_and(|it| it == value));
        let found = self.samples.iter().filter(|(of, with, _)| of == name && has(with));
        found.map(|(_, _, value)| *value).collect()
    }

    /// The value of the only such sample; absent if there is none.
    pub(crate) fn value(&self, name: &str, labels: &[(&str, &str)]) -> Option<f64> {
        let values = self.values(name, labels);
        assert!(values.len() < 2, "{name} {labels:?}: {values:?}");
        values.first().copied()
    }

    /// The labels of the samples of this name.
    pub(crate) fn labels(&self, name: &str) -> Vec<&Labels> {
        self.samples.iter().filter(|(of, ..)| of == name).map(|(_, labels, _)| labels).collect()
    }
}

fn sample(line: &str) -> Option<(String, Labels, f64)> {
    let (name, mut rest) = line.split_once('{')?;
    let is_name = |text: &str| {
        text.starts_with(|first: char| first.is_ascii_alphabetic())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    let mut labels = Labels::new();
    loop {
        let (key, after) = rest.split_once("=\"")?;
        let (value, after) = quoted(after)?;
        if !is_name(key) || labels.insert(key.to_owned(), value).is_some() {
            return None;
        }
        let Some(next) = after.strip_prefix(',') else {
            let value: f64 = after.strip_prefix("} ")?.replace("+Inf", "inf").parse().ok()?;
            return is_name(name).then(|| (name.to_owned(), labels, value));
        };
        rest = next;
    }
}

/// The text up to a quote that is not escaped, and what follows it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let (mut value, mut letters) = (String::new(), text.chars());
    loop {
        match letters.next()? {
            '"' => return Some((value, letters.as_str())),
            '\\' => value.push(match letters.next()? {
                'n' => '\n',
                escaped @ ('\\' | '"') => escaped,
                _ => return None,
            }),
            // Prometheus takes it for the end.
            '\0' => return None,
            plain => value.push(plain),
        }
    }
}
