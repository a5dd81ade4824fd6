//! Texts that many lines share are stored once and referred to by id. They are never changed and never
//! deleted, so an id means the same for as long as the file exists.

use rusqlite::{Connection, OptionalExtension, Statement};

use crate::store::file::trouble::Result;

/// Gives ids to texts, within a transaction that may write.
pub(super) struct Interner<'file> {
    find: Statement<'file>,
    add: Statement<'file>,
}

impl<'file> Interner<'file> {
    pub(super) fn new(file: &'file Connection) -> Result<Self> {
        Ok(Self {
            find: file.prepare("SELECT id FROM bill_text WHERE text = ?1")?,
            add: file.prepare("INSERT INTO bill_text (text) VALUES (?1) RETURNING id")?,
        })
    }

    /// The id of this text, which is stored if it is new.
    pub(super) fn id(&mut self, text: &str) -> Result<i64> {
        if let Some(id) = self.find.query_row([text], |row| row.get(0)).optional()? {
            return Ok(id);
        }
        Ok(self.add.query_row([text], |row| row.get(0))?)
    }
}

/// Reads texts by their ids.
pub(super) struct Texts<'file>(Statement<'file>);

impl<'file> Texts<'file> {
    pub(super) fn new(file: &'file Connection) -> Result<Self> {
        Ok(Self(file.prepare("SELECT text FROM bill_text WHERE id = ?1")?))
    }

    /// The text with this id, if there is one.
    pub(super) fn raw(&mut self, id: i64) -> Result<Option<String>> {
        Ok(self.0.query_row([id], |row| row.get(0)).optional()?)
    }

    /// The value of the JSON text with this id; `None` if it is invalid or missing.
    pub(super) fn read<T: serde::de::DeserializeOwned>(&mut self, id: i64) -> Result<Option<T>> {
        Ok(self.raw(id)?.and_then(|text| serde_json::from_str(&text).ok()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::file::schema;

    #[test]
    fn a_text_has_one_id() {
        let file = schema::in_memory();
        let mut interner = Interner::new(&file).unwrap();
        let [a, b] = ["\"a\"", "\"b\""].map(|text| interner.id(text).unwrap());
        assert_ne!(a, b);
        assert_eq!(interner.id("\"a\""), Ok(a));
        let broken = interner.id("\"").unwrap();
        let mut texts = Texts::new(&file).unwrap();
        for (id, text) in [(a, Some("a")), (b, Some("b")), (broken, None), (99, None)] {
            assert_eq!(texts.read::<String>(id).unwrap().as_deref(), text, "{id}");
        }
    }
}
