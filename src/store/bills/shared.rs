//! Texts that many lines share: kept once, and told by a number. They are never changed and never deleted, so a
//! number that was read once means the same for as long as the file lives.

use rusqlite::{Connection, OptionalExtension, Statement};

use crate::store::Trouble;

/// Gives numbers to texts, within a transaction that may write.
pub(super) struct Numbering<'file> {
    find: Statement<'file>,
    add: Statement<'file>,
}

impl<'file> Numbering<'file> {
    pub(super) fn new(file: &'file Connection) -> Result<Self, Trouble> {
        Ok(Self {
            find: file.prepare("SELECT id FROM bill_text WHERE text = ?1")?,
            add: file.prepare("INSERT INTO bill_text (text) VALUES (?1) RETURNING id")?,
        })
    }

    /// The number of this text; it is kept if it is new.
    pub(super) fn of(&mut self, text: &str) -> Result<i64, Trouble> {
        if let Some(id) = self.find.query_row([text], |row| row.get(0)).optional()? {
            return Ok(id);
        }
        Ok(self.add.query_row([text], |row| row.get(0))?)
    }
}

/// Reads texts by their numbers.
pub(super) struct Texts<'file>(Statement<'file>);

impl<'file> Texts<'file> {
    pub(super) fn new(file: &'file Connection) -> Result<Self, Trouble> {
        Ok(Self(file.prepare("SELECT text FROM bill_text WHERE id = ?1")?))
    }

    /// The text of this number; `None` where there is none.
    pub(super) fn raw(&mut self, id: i64) -> Result<Option<String>, Trouble> {
        Ok(self.0.query_row([id], |row| row.get(0)).optional()?)
    }

    /// What `read` makes of the JSON text of this number; `None` where it is none, or there is no such text.
    pub(super) fn read<T: serde::de::DeserializeOwned>(&mut self, id: i64) -> Result<Option<T>, Trouble> {
        Ok(self.raw(id)?.and_then(|text| serde_json::from_str(&text).ok()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::schema;

    #[test]
    fn a_text_has_one_number() {
        let mut file = Connection::open_in_memory().unwrap();
        schema::migrate(&mut file).unwrap();
        let mut numbering = Numbering::new(&file).unwrap();
        let [a, b] = ["\"a\"", "\"b\""].map(|text| numbering.of(text).unwrap());
        assert_ne!(a, b);
        assert_eq!(numbering.of("\"a\""), Ok(a));
        let broken = numbering.of("\"").unwrap();
        let mut texts = Texts::new(&file).unwrap();
        for (id, text) in [(a, Some("a")), (b, Some("b")), (broken, None), (99, None)] {
            assert_eq!(texts.read::<String>(id).unwrap().as_deref(), text, "{id}");
        }
    }
}
