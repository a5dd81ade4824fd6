//! Charges that were read before, by their numbers: a cycle is read again and again, and to read a charge takes
//! longer than to read its sums. Belongs to one open file; only what a transaction has read may come in.

use std::{collections::HashMap, sync::Arc};

use rusqlite::Connection;

use super::shared::Texts;
use crate::{domain::bill::Charge, store::Trouble};

/// Beyond so many, those that were not just wanted are forgotten.
const MOST: usize = 10_000;

/// Charges by their numbers.
#[derive(Default)]
pub(in crate::store) struct Charges(HashMap<i64, Arc<Charge>>);

impl Charges {
    /// The charges of these numbers, in their order. One that cannot be read is empty: its figures still count.
    pub(super) fn of(&mut self, file: &Connection, ids: &[i64]) -> Result<Vec<(i64, Arc<Charge>)>, Trouble> {
        let mut texts = Texts::new(file)?;
        let mut charges = Vec::with_capacity(ids.len());
        for id in ids {
            let charge = match self.0.get(id) {
                Some(charge) => Arc::clone(charge),
                None => Arc::new(texts.read::<Charge>(*id)?.unwrap_or_default()),
            };
            charges.push((*id, charge));
        }
        if self.0.len().saturating_add(charges.len()) > MOST {
            self.0.clear();
        }
        self.0.extend(charges.iter().take(MOST).map(|(id, charge)| (*id, Arc::clone(charge))));
        Ok(charges)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{bills::shared::Numbering, schema};

    #[test]
    fn a_charge_is_read_once() {
        let mut file = Connection::open_in_memory().unwrap();
        schema::migrate(&mut file).unwrap();
        let charge = Charge { item: "Input tokens".to_owned(), ..Charge::default() };
        let id = Numbering::new(&file).unwrap().of(&serde_json::to_string(&charge).unwrap()).unwrap();
        let mut charges = Charges::default();
        let first = charges.of(&file, &[id, 99]).unwrap();
        assert_eq!(first, [(id, Arc::new(charge)), (99, Arc::default())]);
        file.execute("DELETE FROM bill_text", []).unwrap();
        assert_eq!(charges.of(&file, &[99, id]).unwrap(), [first[1].clone(), first[0].clone()]);
    }

    #[test]
    fn memory_is_bounded() {
        let mut file = Connection::open_in_memory().unwrap();
        schema::migrate(&mut file).unwrap();
        let mut charges = Charges::default();
        for first in [0, 6_000, 50_000] {
            let ids: Vec<i64> = (first..first + 8_000).collect();
            assert_eq!(charges.of(&file, &ids).unwrap().len(), ids.len());
            assert!(charges.0.len() <= MOST);
        }
        let many: Vec<i64> = (0..20_000).collect();
        assert_eq!(charges.of(&file, &many).unwrap().len(), many.len());
        assert!(charges.0.len() <= MOST);
    }
}
