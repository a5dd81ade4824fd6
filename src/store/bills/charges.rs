//! Charges by id. They are never changed and never deleted, so an id means the same for as long as the file
//! exists.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension as _, Statement, params};

use super::intern::{Interner, Texts};
use crate::{
    domain::bill::Charge,
    store::file::trouble::{Result, Trouble},
};

/// Gives ids to charges, within a transaction that may write.
pub(super) struct ChargeIds<'file> {
    find: Statement<'file>,
    add: Statement<'file>,
}

impl<'file> ChargeIds<'file> {
    pub(super) fn new(file: &'file Connection) -> Result<Self> {
        Ok(Self {
            find: file.prepare("SELECT id, rest, instance FROM bill_charge WHERE hash = ?1")?,
            add: file
                .prepare("INSERT INTO bill_charge (rest, instance, hash) VALUES (?1, ?2, ?3) RETURNING id")?,
        })
    }

    /// The id of the charge with this Instance ID; `rest` is the id of its other texts. It is stored if it is
    /// new.
    pub(super) fn id(&mut self, rest: i64, instance: &str) -> Result<i64> {
        let hash = hash(rest, instance);
        let mut rows = self.find.query([hash])?;
        while let Some(row) = rows.next()? {
            if row.get::<_, i64>(1)? == rest && row.get_ref(2)?.as_str().is_ok_and(|text| text == instance) {
                return Ok(row.get(0)?);
            }
        }
        drop(rows);
        Ok(self.add.query_row(params![rest, instance, hash], |row| row.get(0))?)
    }
}

/// The id of what a charge has besides its Instance ID.
pub(super) fn rest_id(texts: &mut Interner<'_>, charge: &Charge) -> Result<i64> {
    let rest = Charge { instance_id: String::new(), ..charge.clone() };
    texts.id(&serde_json::to_string(&rest).map_err(|error| Trouble::unusable(&error))?)
}

/// FNV-1a: it is stored, so it must be the same in every version.
fn hash(rest: i64, instance: &str) -> i64 {
    let bytes = rest.to_le_bytes().into_iter().chain(instance.bytes());
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    i64::from_le_bytes(hash.to_le_bytes())
}

/// Reads charges by their ids.
pub(super) struct Charges<'file> {
    find: Statement<'file>,
    find_many: Statement<'file>,
    rests: Rests<'file>,
}

/// Reads what charges have besides their Instance IDs, each once.
pub(super) struct Rests<'file> {
    texts: Texts<'file>,
    known: HashMap<i64, Charge>,
}

/// Up to this many charges are read one by one, more in the order of their ids.
const FEW: usize = 16;

impl<'file> Charges<'file> {
    pub(super) fn new(file: &'file Connection) -> Result<Self> {
        Ok(Self {
            find: file.prepare("SELECT rest, instance FROM bill_charge WHERE id = ?1")?,
            find_many: file.prepare(
                "SELECT id, rest, instance FROM bill_charge WHERE id BETWEEN ?1 AND ?2 ORDER BY id",
            )?,
            rests: Rests { texts: Texts::new(file)?, known: HashMap::new() },
        })
    }

    /// The id of what the charge has besides its Instance ID, and that; `None` if there is none.
    pub(super) fn parts(&mut self, id: i64) -> Result<Option<(i64, String)>> {
        Ok(self.find.query_row([id], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
    }

    /// Calls `take` with each of these ids, which ascend, and its parts.
    pub(super) fn each(
        &mut self,
        ids: &[i64],
        mut take: impl FnMut(&mut Rests<'file>, i64, Option<(i64, &str)>) -> Result<()>,
    ) -> Result<()> {
        let (Some(first), Some(last)) = (ids.first(), ids.last()) else { return Ok(()) };
        let span = usize::try_from(last.saturating_sub(*first)).unwrap_or(usize::MAX);
        // Charges of a day are stored together, so that reading all between its ids is quickest.
        if ids.len() <= FEW || span / 4 > ids.len() {
            for id in ids {
                let parts = self.parts(*id)?;
                take(
                    &mut self.rests,
                    *id,
                    parts.as_ref().map(|(rest, instance)| (*rest, instance.as_str())),
                )?;
            }
            return Ok(());
        }
        let mut ids = ids.iter().copied().peekable();
        let mut rows = self.find_many.query([first, last])?;
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            while let Some(missing) = ids.next_if(|wanted| *wanted < id) {
                take(&mut self.rests, missing, None)?;
            }
            if ids.next_if_eq(&id).is_some() {
                let instance = row.get_ref(2)?.as_str().unwrap_or_default();
                take(&mut self.rests, id, Some((row.get(1)?, instance)))?;
            }
        }
        ids.try_for_each(|missing| take(&mut self.rests, missing, None))
    }

    /// The charge with this id; `None` if there is none. Texts that cannot be read are empty.
    pub(super) fn read(&mut self, id: i64) -> Result<Option<Charge>> {
        let Some((rest, instance_id)) = self.parts(id)? else { return Ok(None) };
        Ok(Some(Charge { instance_id, ..self.rests.rest(rest)?.clone() }))
    }

    /// A charge without its Instance ID; empty if it cannot be read.
    pub(super) fn rest(&mut self, id: i64) -> Result<&Charge> {
        self.rests.rest(id)
    }
}

impl Rests<'_> {
    /// A charge without its Instance ID; empty if it cannot be read.
    pub(super) fn rest(&mut self, id: i64) -> Result<&Charge> {
        if !self.known.contains_key(&id) {
            self.known.insert(id, self.texts.read::<Charge>(id)?.unwrap_or_default());
        }
        Ok(self.known.get(&id).unwrap_or(Charge::NONE))
    }
}

/// Moves charges from the texts, where versions before had them as a whole, to their own table. Their ids stay.
pub(crate) fn set_charges_apart(file: &Connection) -> Result<()> {
    let last: Option<i64> = file.query_row("SELECT max(id) FROM bill_text", [], |row| row.get(0))?;
    let mut texts = file.prepare("SELECT id, text FROM bill_text WHERE id <= ?1 AND text LIKE '{%'")?;
    let mut add = file.prepare("INSERT INTO bill_charge VALUES (?1, ?2, ?3, ?4)")?;
    let mut remove = file.prepare("DELETE FROM bill_text WHERE id = ?1")?;
    let mut interner = Interner::new(file)?;
    let mut rests: HashMap<Charge, i64> = HashMap::new();
    let mut rows = texts.query([last])?;
    let mut moved = Vec::new();
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        // One that cannot be read is as it was: unreadable.
        let text = row.get_ref(1)?.as_str().unwrap_or_default();
        let Ok(charge) = serde_json::from_str::<Charge>(text) else { continue };
        let rest = Charge { instance_id: String::new(), ..charge.clone() };
        let rest = if let Some(known) = rests.get(&rest) {
            *known
        } else {
            let id = rest_id(&mut interner, &rest)?;
            rests.insert(rest, id);
            id
        };
        add.execute(params![id, rest, charge.instance_id, hash(rest, &charge.instance_id)])?;
        if id != rest {
            moved.push(id);
        }
    }
    for id in moved {
        remove.execute([id])?;
    }
    Ok(())
}
