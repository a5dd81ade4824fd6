//! The lines of a day in the file: how a line becomes a row and back, and how a day's rows are read and replaced.

use std::{collections::HashMap, hash::Hash, sync::Arc};

use rusqlite::{Connection, params};

use super::{
    figures,
    shared::{Numbering, Texts},
};
use crate::{
    domain::bill::{BillLine, Charge},
    store::Trouble,
};

/// A line as the file holds it; equal rows are equal lines.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct LineRow {
    /// The number of its charge.
    pub(super) charge: i64,
    pub(super) row_id: Option<String>,
    pub(super) figures: String,
    /// The number of the names of its further fields, and their values as JSON.
    pub(super) extras: Option<(i64, String)>,
}

/// The rows of these lines. What they share gets its numbers, so the transaction must be one that may write.
pub(super) fn rows(file: &Connection, lines: &[BillLine]) -> Result<Vec<LineRow>, Trouble> {
    let mut numbering = Numbering::new(file)?;
    let mut charges: HashMap<&Charge, i64> = HashMap::new();
    let mut names: HashMap<Vec<&String>, i64> = HashMap::new();
    let mut rows = Vec::with_capacity(lines.len());
    for line in lines {
        let charge = once(&mut charges, &*line.charge, |charge| numbering.of(&json(charge)?))?;
        let mut extras = None;
        if !line.extras.is_empty() {
            let (told, values): (Vec<&String>, Vec<&String>) =
                line.extras.iter().map(|(name, value)| (name, value)).unzip();
            let names = once(&mut names, told, |told| numbering.of(&json(told)?))?;
            extras = Some((names, json(&values)?));
        }
        let figures = figures::encode(&line.figures);
        rows.push(LineRow { charge, row_id: line.row_id.clone(), figures, extras });
    }
    Ok(rows)
}

/// The number of what lines share; `number` is asked for it once.
fn once<Shared: Eq + Hash>(
    numbers: &mut HashMap<Shared, i64>,
    shared: Shared,
    number: impl FnOnce(&Shared) -> Result<i64, Trouble>,
) -> Result<i64, Trouble> {
    if let Some(id) = numbers.get(&shared) {
        return Ok(*id);
    }
    let id = number(&shared)?;
    numbers.insert(shared, id);
    Ok(id)
}

fn json(value: &impl serde::Serialize) -> Result<String, Trouble> {
    serde_json::to_string(value).map_err(|error| Trouble::unusable(&error))
}

/// The rows of a day that is kept, in the vendor's order.
pub(super) fn of_day(file: &Connection, day: i64) -> Result<Vec<LineRow>, Trouble> {
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
pub(super) fn replace(file: &Connection, day: i64, rows: &[LineRow]) -> Result<(), Trouble> {
    file.execute("DELETE FROM bill_line WHERE day = ?1", [day])?;
    let mut insert = file.prepare("INSERT INTO bill_line VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
    let mut ordered: Vec<(i64, &LineRow)> = (0..).zip(rows).collect();
    // In the order of the table, each row is appended to the one before.
    ordered.sort_by_key(|(_, row)| row.charge);
    for (position, row) in ordered {
        let (names, values) = row.extras.as_ref().map(|(names, values)| (names, values)).unzip();
        insert.execute(params![day, row.charge, position, row.row_id, row.figures, names, values])?;
    }
    Ok(())
}

/// Reads single lines by their places.
pub(super) struct Lines<'file> {
    find: rusqlite::Statement<'file>,
    texts: Texts<'file>,
    names: HashMap<i64, Vec<String>>,
}

impl<'file> Lines<'file> {
    pub(super) fn new(file: &'file Connection) -> Result<Self, Trouble> {
        let find = file.prepare(
            "SELECT row_id, figures, names, extras FROM bill_line
             WHERE day = ?1 AND charge = ?2 AND position = ?3",
        )?;
        Ok(Self { find, texts: Texts::new(file)?, names: HashMap::new() })
    }

    /// The line of this charge at this place. Further fields that cannot be read are left out.
    pub(super) fn read(
        &mut self,
        day: i64,
        (id, charge): (i64, &Arc<Charge>),
        position: i64,
    ) -> Result<BillLine, Trouble> {
        type Told = (Option<String>, String, Option<i64>, Option<String>);
        let (row_id, text, names, values): Told = self
            .find
            .query_row([day, id, position], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
        let mut extras = Vec::new();
        if let Some((names, values)) = names.zip(values) {
            let values: Vec<String> = serde_json::from_str(&values).unwrap_or_default();
            extras = self.names_of(names)?.iter().cloned().zip(values).collect();
        }
        Ok(BillLine { charge: Arc::clone(charge), figures: figures::decode(&text), row_id, extras })
    }

    fn names_of(&mut self, id: i64) -> Result<&[String], Trouble> {
        if !self.names.contains_key(&id) {
            let names = self.texts.read(id)?.unwrap_or_default();
            self.names.insert(id, names);
        }
        Ok(self.names.get(&id).map_or(&[], Vec::as_slice))
    }
}
