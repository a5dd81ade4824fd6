//! A day of a bill with packed lines.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use super::{ChargeBook, PackedLine, pack};
use crate::domain::bill::{BillDay, BillLine, BillOwner, Gap, Origin};

/// [`BillDay`] in little memory.
#[derive(Debug, Clone)]
pub struct PackedDay {
    pub day: NaiveDate,
    /// Whose bill it is, if stated.
    pub owner: Option<BillOwner>,
    pub origin: Origin,
    /// When it was fetched, or the file was exported.
    pub read_at: DateTime<Utc>,
    /// Absent if the day was read completely.
    pub gap: Option<Gap>,
    /// What the lines refer to.
    pub book: Arc<ChargeBook>,
    pub lines: PackedLines,
}

/// Lines in their original order.
#[derive(Debug, Clone, Default)]
pub struct PackedLines {
    pub bytes: Vec<u8>,
    pub places: Vec<Place>,
}

/// Where a line is among the bytes, and what it refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The number of its charge.
    pub charge: u32,
    /// The number of the names of its further fields; absent = it has none.
    pub names: Option<u32>,
    pub start: usize,
    pub length: u32,
}

impl PackedLines {
    /// Adds a line that is packed at the end of the bytes, from `start` on.
    pub fn push_packed(&mut self, charge: u32, names: Option<u32>, start: usize) {
        let length = u32::try_from(self.bytes.len().saturating_sub(start)).unwrap_or(u32::MAX);
        self.places.push(Place { charge, names, start, length });
    }

    pub fn line(&self, place: &Place) -> PackedLine<'_> {
        let length = usize::try_from(place.length).unwrap_or_default();
        PackedLine(self.bytes.get(place.start..place.start.saturating_add(length)).unwrap_or_default())
    }

    pub fn iter(&self) -> impl Iterator<Item = (&Place, PackedLine<'_>)> {
        self.places.iter().map(|place| (place, self.line(place)))
    }

    /// The number of lines.
    pub const fn len(&self) -> usize {
        self.places.len()
    }

    pub const fn is_empty(&self) -> bool {
        self.places.is_empty()
    }
}

impl From<BillDay> for PackedDay {
    fn from(day: BillDay) -> Self {
        let mut book = ChargeBook::default();
        let mut packed = PackedLines::default();
        for BillLine { charge, figures, row_id, extras } in &day.lines {
            let names: Vec<String> = extras.iter().map(|(name, _)| name.clone()).collect();
            let names = if names.is_empty() { None } else { Some(book.names_number(names)) };
            let start = packed.bytes.len();
            pack(
                &mut packed.bytes,
                row_id.as_deref(),
                figures,
                extras.iter().map(|(_, value)| value.as_str()),
            );
            packed.push_packed(book.number(charge), names, start);
        }
        let BillDay { day, owner, origin, read_at, gap, .. } = day;
        Self { day, owner, origin, read_at, gap, book: Arc::new(book), lines: packed }
    }
}

impl PackedDay {
    /// The day with its lines in full.
    pub fn unpack(&self) -> BillDay {
        let Self { day, origin, read_at, gap, .. } = *self;
        let mut charges = std::collections::HashMap::new();
        let lines = self.lines.iter().map(|(place, line)| {
            let charge =
                charges.entry(place.charge).or_insert_with(|| Arc::new(self.book.charge(place.charge)));
            let names = place.names.map_or(&[][..], |names| self.book.names(names));
            BillLine {
                charge: Arc::clone(charge),
                figures: line.figures(),
                row_id: line.row_id().map(str::to_owned),
                extras: names.iter().cloned().zip(line.values().map(str::to_owned)).collect(),
            }
        });
        BillDay { day, owner: self.owner.clone(), origin, read_at, gap, lines: lines.collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        bill::{Charge, Figure, Figures},
        fixture::at,
    };

    #[test]
    fn a_day_comes_back_as_it_was() {
        let charge = |instance: &str| Arc::new(Charge { instance_id: instance.into(), ..Charge::default() });
        let line = |instance, payable: &str, extras: &[&str]| {
            let mut figures = Figures::default();
            figures.set(Figure::Payable, payable.parse().ok());
            let extras =
                extras.iter().map(|name| ((*name).to_owned(), format!("{name} of {payable}"))).collect();
            BillLine { charge: charge(instance), figures, row_id: Some(payable.to_owned()), extras }
        };
        let day = BillDay {
            day: "2026-11-20".parse().unwrap(),
            owner: BillOwner::parse("5000000000000001"),
            origin: Origin::File,
            read_at: at("2026-11-21T06:00:00Z"),
            gap: None,
            lines: vec![line("b", "1.50", &["x"]), line("a", "", &[]), line("b", "-2", &["x", "y"])],
        };
        assert_eq!(PackedDay::from(day.clone()).unpack(), day);
    }
}
