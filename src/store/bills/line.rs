//! The lines of a day: conversion between line and row, and how a day's rows are read and replaced.

use std::{collections::HashMap, hash::Hash, sync::Arc};

use rusqlite::{Connection, params};

use super::{
    figures,
    intern::{Interner, Texts},
};
use crate::{
    domain::bill::{BillLine, Charge},
    store::file::trouble::{Result, Trouble},
};

/// A line as stored; equal rows are equal lines.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct LineRow {
    /// The id of its charge.
    pub(super) charge: i64,
    pub(super) row_id: Option<String>,
    pub(super) figures: String,
    /// The id of the names of its further fields, and their values as JSON.
    pub(super) extras: Option<(i64, String)>,
}

/// The rows of these lines. Interns what they share, so the transaction must be one that may write.
pub(super) fn rows(file: &Connection, lines: &[BillLine]) -> Result<Vec<LineRow>> {
    let mut interner = Interner::new(file)?;
    let mut charges: HashMap<&Charge, i64> = HashMap::new();
    let mut names: HashMap<Vec<&String>, i64> = HashMap::new();
    let mut rows = Vec::with_capacity(lines.len());
    for line in lines {
        let charge = once(&mut charges, &*line.charge, |charge| interner.id(&json(charge)?))?;
        let mut extras = None;
        if !line.extras.is_empty() {
            let (texts, values): (Vec<&String>, Vec<&String>) =
                line.extras.iter().map(|(name, value)| (name, value)).unzip();
            let names = once(&mut names, texts, |texts| interner.id(&json(texts)?))?;
            extras = Some((names, json(&values)?));
        }
        let figures = figures::encode(&line.figures);
        rows.push(LineRow { charge, row_id: line.row_id.clone(), figures, extras });
    }
    Ok(rows)
}

/// The id of what lines share; `intern` is called once for each.
fn once<Shared: Eq + Hash>(
    ids: &mut HashMap<Shared, i64>,
    shared: Shared,
    intern: impl FnOnce(&Shared) -> Result<i64>,
) -> Result<i64> {
    if let Some(id) = ids.get(&shared) {
        return Ok(*id);
    }
    let id = intern(&shared)?;
    ids.insert(shared, id);
    Ok(id)
}

fn json(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Trouble::unusable(&error))
}

/// The rows of a stored day, in the vendor's order.
pub(super) fn of_day(file: &Connection, day: i64) -> Result<Vec<LineRow>> {
    let mut statement = file
        .prepare("SELECT position, charge, row_id, figures, names, extras FROM bill_line WHERE day = ?1")?;
    let rows = statement.query_map([day], |row| {
        let (names, values): (Option<i64>, Option<String>) = (row.get(4)?, row.get(5)?);
        let line = LineRow {
            charge: row.get(1)?,
            row_id: row.get(2)?,
            figures: row.get(3)?,
            extras: names.zip(values),
        };
        Ok((row.get::<_, i64>(0)?, line))
    })?;
    let mut rows: Vec<(i64, LineRow)> = rows.collect::<Result<_, _>>()?;
    rows.sort_unstable_by_key(|(position, _)| *position);
    Ok(rows.into_iter().map(|(_, row)| row).collect())
}

/// Replaces the rows of a day.
pub(super) fn replace(file: &Connection, day: i64, rows: &[LineRow]) -> Result<()> {
    file.execute("DELETE FROM bill_line WHERE day = ?1", [day])?;
    let mut insert = file.prepare("INSERT INTO bill_line VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
    let mut ordered: Vec<(i64, &LineRow)> = (0..).zip(rows).collect();
    // In the table's order, each row is appended after the one before.
    ordered.sort_by_key(|(_, row)| row.charge);
    for (position, row) in ordered {
        let (names, values) = row.extras.as_ref().map(|(names, values)| (names, values)).unzip();
        insert.execute(params![day, row.charge, position, row.row_id, row.figures, names, values])?;
    }
    Ok(())
}

/// Reads single lines by day, charge and position.
pub(super) struct Lines<'file> {
    find: rusqlite::Statement<'file>,
    texts: Texts<'file>,
    names: HashMap<i64, Vec<String>>,
}

impl<'file> Lines<'file> {
    pub(super) fn new(file: &'file Connection) -> Result<Self> {
        let find = file.prepare(
            "SELECT row_id, figures, names, extras FROM bill_line
             WHERE day = ?1 AND charge = ?2 AND position = ?3",
        )?;
        Ok(Self { find, texts: Texts::new(file)?, names: HashMap::new() })
    }

    /// The line of this charge at this position. Further fields that cannot be read are left out.
    pub(super) fn read(
        &mut self,
        day: i64,
        (id, charge): (i64, &Arc<Charge>),
        position: i64,
    ) -> Result<BillLine> {
        type Columns = (Option<String>, String, Option<i64>, Option<String>);
        let (row_id, text, names, values): Columns = self
            .find
            .query_row([day, id, position], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
        let mut extras = Vec::new();
        if let Some((names, values)) = names.zip(values) {
            let values: Vec<String> = serde_json::from_str(&values).unwrap_or_default();
            extras = self.names_of(names)?.iter().cloned().zip(values).collect();
        }
        Ok(BillLine { charge: Arc::clone(charge), figures: figures::decode(&text), row_id, extras })
    }

    fn names_of(&mut self, id: i64) -> Result<&[String]> {
        if !self.names.contains_key(&id) {
            let names = self.texts.read(id)?.unwrap_or_default();
            self.names.insert(id, names);
        }
        Ok(self.names.get(&id).map_or(&[], Vec::as_slice))
    }
}
