//! Charges that were read before, by id: a cycle is read again and again, and reading a charge takes longer
//! than reading its sums. Belongs to one open file; a transaction adds only what it has read.

use std::{collections::HashMap, sync::Arc};

use rusqlite::Connection;

use super::charges::Charges;
use crate::{domain::bill::Charge, store::file::trouble::Result};

/// Beyond this many, only the charges of the last request stay.
const MAX_CHARGES: usize = 10_000;

/// Charges by id.
#[derive(Default)]
pub(crate) struct ChargeCache(HashMap<i64, Arc<Charge>>);

impl ChargeCache {
    /// The charges with these ids, in their order. One that cannot be read is empty: its figures still count.
    pub(super) fn read(&mut self, file: &Connection, ids: &[i64]) -> Result<Vec<(i64, Arc<Charge>)>> {
        let mut stored = Charges::new(file)?;
        let mut charges = Vec::with_capacity(ids.len());
        for id in ids {
            let charge = match self.0.get(id) {
                Some(charge) => Arc::clone(charge),
                None => Arc::new(stored.read(*id)?.unwrap_or_default()),
            };
            charges.push((*id, charge));
        }
        if self.0.len().saturating_add(charges.len()) > MAX_CHARGES {
            self.0.clear();
        }
        self.0.extend(charges.iter().take(MAX_CHARGES).map(|(id, charge)| (*id, Arc::clone(charge))));
        Ok(charges)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{
        bills::{
            charges::{ChargeIds, rest_id},
            intern::Interner,
        },
        file::schema,
    };

    #[test]
    fn a_charge_is_read_once() {
        let file = schema::in_memory();
        let charge = Charge { item: "Input tokens".to_owned(), ..Charge::default() };
        let rest = rest_id(&mut Interner::new(&file).unwrap(), &charge).unwrap();
        let id = ChargeIds::new(&file).unwrap().id(rest, "").unwrap();
        let mut charges = ChargeCache::default();
        let first = charges.read(&file, &[id, 99]).unwrap();
        assert_eq!(first, [(id, Arc::new(charge)), (99, Arc::default())]);
        file.execute("DELETE FROM bill_charge", []).unwrap();
        assert_eq!(charges.read(&file, &[99, id]).unwrap(), [first[1].clone(), first[0].clone()]);
    }

    #[test]
    fn memory_is_bounded() {
        let file = schema::in_memory();
        let mut charges = ChargeCache::default();
        for first in [0, 6_000, 50_000] {
            let ids: Vec<i64> = (first..first + 8_000).collect();
            assert_eq!(charges.read(&file, &ids).unwrap().len(), ids.len());
            assert!(charges.0.len() <= MAX_CHARGES);
        }
        let many: Vec<i64> = (0..20_000).collect();
        assert_eq!(charges.read(&file, &many).unwrap().len(), many.len());
        assert!(charges.0.len() <= MAX_CHARGES);
    }
}
