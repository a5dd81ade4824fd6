//! The ids that an open file gave to the charges and names of a book: an import saves many days of one.

use std::sync::{Arc, Weak};

use rusqlite::Connection;

use super::{
    charges::{self, ChargeIds},
    free_use::Subjects,
    intern::Interner,
};
use crate::{
    domain::bill::ChargeBook,
    store::file::trouble::{Result, Trouble},
};

/// Ids by the numbers in a book; absent = not requested yet. Those of a transaction that is not committed are
/// void.
#[derive(Default)]
pub(crate) struct KnownIds {
    book: Weak<ChargeBook>,
    charges: Vec<Option<i64>>,
    rests: Vec<Option<i64>>,
    names: Vec<Option<i64>>,
    /// What its charges mean for free quotas.
    pub(super) subjects: Subjects,
}

/// Gives ids to what the lines of a day refer to, within a transaction that may write.
pub(super) struct Ids<'a> {
    book: &'a ChargeBook,
    known: &'a mut KnownIds,
    charges: ChargeIds<'a>,
    texts: Interner<'a>,
}

impl<'a> Ids<'a> {
    pub(super) fn new(
        file: &'a Connection,
        known: &'a mut KnownIds,
        book: &'a Arc<ChargeBook>,
    ) -> Result<Self> {
        if !std::ptr::eq(known.book.as_ptr(), Arc::as_ptr(book)) {
            *known = KnownIds { book: Arc::downgrade(book), ..KnownIds::default() };
        }
        Ok(Self { book, known, charges: ChargeIds::new(file)?, texts: Interner::new(file)? })
    }

    /// The id of the charge with this number.
    pub(super) fn charge(&mut self, number: u32) -> Result<i64> {
        let Self { book, known, charges, texts } = self;
        once(&mut known.charges, number, || {
            let rest = book.rest_of(number).ok_or_else(|| Trouble::unusable(&"a charge without a number"))?;
            let nothing = Arc::default();
            let rest = once(&mut known.rests, rest, || {
                charges::rest_id(texts, book.rest_at(rest).unwrap_or(&nothing))
            })?;
            charges.id(rest, book.instance_id(number))
        })
    }

    /// The id of the names with this number.
    pub(super) fn names(&mut self, number: u32) -> Result<i64> {
        let Self { book, known, texts, .. } = self;
        once(&mut known.names, number, || {
            let names =
                serde_json::to_string(book.names(number)).map_err(|error| Trouble::unusable(&error))?;
            texts.id(&names)
        })
    }
}

/// The id of what has this number; `intern` is called once for each.
fn once(ids: &mut Vec<Option<i64>>, number: u32, intern: impl FnOnce() -> Result<i64>) -> Result<i64> {
    let at = usize::try_from(number).unwrap_or(usize::MAX);
    if let Some(Some(id)) = ids.get(at) {
        return Ok(*id);
    }
    let id = intern()?;
    if ids.len() <= at {
        ids.resize(at.saturating_add(1), None);
    }
    if let Some(known) = ids.get_mut(at) {
        *known = Some(id);
    }
    Ok(id)
}
