//! One table of the file while it is read: keys are read by name, and every key that was not read is unknown.
//! So the accepted keys are listed only where they are read.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use super::{
    near,
    problem::{Accepted, Hint, What},
    text, value,
};

/// A problem at a byte of the text.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) at: usize,
    pub(super) key: String,
    pub(super) what: What,
}

/// A table that is being read.
pub(super) struct Section<'a> {
    table: &'a DeTable<'a>,
    /// Its dotted name; empty for the whole file.
    path: String,
    /// Where it begins in the text.
    at: usize,
    /// The keys read so far.
    read: Vec<&'static str>,
    found: &'a mut Vec<Found>,
}

impl Section<'_> {
    /// Reads a table with `body`, then reports every key that `body` did not read.
    pub(super) fn read<T>(
        table: &DeTable<'_>,
        (path, at): (String, usize),
        found: &mut Vec<Found>,
        body: impl FnOnce(&mut Section<'_>) -> T,
    ) -> T {
        let mut section = Section { table, path, at, read: Vec::new(), found };
        let read = body(&mut section);
        section.report_unknown();
        read
    }

    /// The value of `key`; `None` if it is absent, or not accepted, which is reported.
    pub(super) fn value<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&DeValue<'_>) -> Result<T, What>,
    ) -> Option<T> {
        self.read.push(key);
        let value = self.table.get(key)?;
        match read(value.get_ref()) {
            Ok(value) => Some(value),
            Err(what) => {
                self.report(value.span().start, key, what);
                None
            }
        }
    }

    /// The table `key`, read by `body`; `None` if it is absent or not a table.
    pub(super) fn table<T>(
        &mut self,
        key: &'static str,
        body: impl FnOnce(&mut Section<'_>) -> T,
    ) -> Option<T> {
        self.value(key, value::table)?;
        let value = self.table.get(key)?;
        let table = value.get_ref().as_table()?;
        Some(Section::read(table, (self.name(key), value.span().start), self.found, body))
    }

    /// The tables inside the table `key`, whose names the user chooses, each read by `body`. A value that is
    /// not a table counts as an empty one, so that its name is known. `None` if `key` is absent or not a
    /// table.
    pub(super) fn named<T>(
        &mut self,
        key: &'static str,
        is_name: fn(&str) -> bool,
        body: fn(&mut Section<'_>) -> T,
    ) -> Option<BTreeMap<String, T>> {
        self.value(key, value::table)?;
        let path = self.name(key);
        let mut read = BTreeMap::new();
        for (name, value) in self.table.get(key)?.get_ref().as_table()? {
            let path = format!("{path}.{}", text::key(name.get_ref()));
            if !is_name(name.get_ref()) {
                let given = Some(text::quoted_short(name.get_ref()));
                let what = What::WrongValue { given, accepted: Accepted::ProfileName };
                self.found.push(Found { at: name.span().start, key: path.clone(), what });
            }
            let nothing = DeTable::new();
            let table = value.get_ref().as_table().unwrap_or(&nothing);
            if let Err(what) = value::table(value.get_ref()) {
                self.found.push(Found { at: value.span().start, key: path.clone(), what });
            }
            read.insert(name.to_string(), Section::read(table, (path, name.span().start), self.found, body));
        }
        Some(read)
    }

    /// Whether the file has `key`, accepted or not.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Reports a problem of `key` at the value of `other`.
    pub(super) fn report_at(&mut self, other: &str, key: &str, what: What) {
        let at = self.table.get(other).map_or(0, |value| value.span().start);
        self.report(at, key, what);
    }

    /// Reports that `key` is missing, at the beginning of the table.
    pub(super) fn report_missing(&mut self, key: &str, what: What) {
        self.report(self.at, key, what);
    }

    fn report(&mut self, at: usize, key: &str, what: What) {
        let key = self.name(key);
        self.found.push(Found { at, key, what });
    }

    fn report_unknown(&mut self) {
        for (key, value) in self.table {
            let name: &str = key.get_ref();
            if self.read.contains(&name) {
                continue;
            }
            let hint = if near::is_credential(name, value.get_ref()) {
                Some(Hint::Credential)
            } else {
                near::nearest(name, &self.read).map(Hint::DidYouMean)
            };
            self.report(key.span().start, name, What::Unknown { accepted: self.read.clone(), hint });
        }
    }

    fn name(&self, key: &str) -> String {
        let key = text::key(key);
        if self.path.is_empty() { key } else { format!("{}.{key}", self.path) }
    }
}
