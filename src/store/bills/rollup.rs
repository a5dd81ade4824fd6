//! The sums of a day by charge, as one value stored with the day, so that a cycle is read without its lines.
//!
//! A byte for the version of the format; then for each charge, in the order of their ids, as whole numbers of
//! variable width: its id, less that of the charge before; the number of lines, and of those without an amount;
//! two bytes with a bit for each figure, whether its sum is exact or too long; and the exact sums.
//! The lines are authoritative: a value in another format, or an impossible one, is computed from them again.

use rusqlite::{Connection, Statement, params};
use strum::{EnumCount as _, IntoEnumIterator as _};

use super::lines::{self, Lines};
use crate::{
    domain::bill::{
        Figure, Sums, Tally,
        packed::{put_decimal, take_decimal, varint},
    },
    store::file::trouble::Result,
};

/// The format described above. Since 3, usage is what was used before any deduction; since 4, widths vary.
const FORMAT: u8 = 4;

/// The sums of one charge.
pub(super) type ChargeSums = (i64, Sums);

fn encode(rows: &[ChargeSums]) -> Vec<u8> {
    let mut bytes = vec![FORMAT];
    let mut before = 0_i64;
    for (charge, sums) in rows {
        varint::put(&mut bytes, u64::from_le_bytes(charge.wrapping_sub(before).to_le_bytes()));
        varint::put(&mut bytes, sums.lines);
        varint::put(&mut bytes, sums.unknown);
        let (mut exact, mut too_long) = (0_u8, 0_u8);
        for figure in Figure::iter() {
            match sums.get(figure) {
                Tally::Nothing => {}
                Tally::Exact(_) => exact |= 1 << figure.position(),
                Tally::TooLong => too_long |= 1 << figure.position(),
            }
        }
        bytes.extend([exact, too_long]);
        for sum in Figure::iter().filter_map(|figure| sums.get(figure).exact()) {
            put_decimal(&mut bytes, sum);
        }
        before = *charge;
    }
    bytes
}

/// Reads the sums of many days, with the memory of one.
pub(super) struct Rollups<'file> {
    file: &'file Connection,
    find: Statement<'file>,
    rows: Vec<ChargeSums>,
}

/// The sums of a day, in the order of their charges' ids.
pub(super) struct Rollup<'a> {
    pub(super) rows: &'a [ChargeSums],
    /// Whether they are as stored; else they were computed from the day's lines.
    pub(super) is_stored: bool,
}

impl<'file> Rollups<'file> {
    pub(super) fn new(file: &'file Connection) -> Result<Self> {
        let find = file.prepare("SELECT rollup FROM bill_day WHERE id = ?1")?;
        Ok(Self { file, find, rows: Vec::new() })
    }

    pub(super) fn read(&mut self, day: i64) -> Result<Rollup<'_>> {
        let rows = &mut self.rows;
        rows.clear();
        let read = self.find.query_row([day], |row| {
            Ok(row.get_ref(0)?.as_bytes().ok().and_then(|bytes| decode(bytes, rows)))
        })?;
        if read.is_none() {
            self.rows = from_lines(self.file, day)?;
        }
        Ok(Rollup { rows: &self.rows, is_stored: read.is_some() })
    }
}

/// The sums of a day: as stored, else computed from its lines.
pub(super) fn of_day(file: &Connection, day: i64) -> Result<Vec<ChargeSums>> {
    let mut rollups = Rollups::new(file)?;
    rollups.read(day)?;
    Ok(rollups.rows)
}

/// Adds the rows of a value; `None` if it has another format, or is impossible.
fn decode(bytes: &[u8], rows: &mut Vec<ChargeSums>) -> Option<()> {
    let (format, mut rest) = bytes.split_first()?;
    if *format != FORMAT {
        return None;
    }
    let mut before = None;
    while !rest.is_empty() {
        let step = i64::from_le_bytes(varint::take(&mut rest)?.to_le_bytes());
        let charge = before.map_or(Some(step), |before: i64| before.checked_add(step))?;
        if before.is_some_and(|before| charge <= before) {
            return None;
        }
        rows.push((charge, take_sums(&mut rest)?));
        before = Some(charge);
    }
    Some(())
}

fn take_sums(bytes: &mut &[u8]) -> Option<Sums> {
    let (lines, unknown) = (varint::take(bytes)?, varint::take(bytes)?);
    let ([exact, too_long], rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    if exact & too_long != 0 {
        return None;
    }
    let mut tallies = [Tally::Nothing; Figure::COUNT];
    for (figure, tally) in Figure::iter().zip(&mut tallies) {
        let bit = 1 << figure.position();
        if exact & bit != 0 {
            *tally = Tally::Exact(take_decimal(bytes)?);
        } else if too_long & bit != 0 {
            *tally = Tally::TooLong;
        }
    }
    Some(Sums::new(lines, unknown, tallies))
}

/// Computes the sums of a day's lines, by charge in the order of their ids.
pub(super) fn from_lines(file: &Connection, day: i64) -> Result<Vec<ChargeSums>> {
    let mut lines = lines::of_day(file, day)?;
    lines.sort_by_charge();
    Ok(sums(&lines))
}

/// The sums of lines, which are ordered by charge.
fn sums(lines: &Lines) -> Vec<ChargeSums> {
    let mut rows: Vec<ChargeSums> = Vec::new();
    for line in lines.views() {
        let figures = line.line.figures();
        match rows.last_mut() {
            Some((last, sums)) if *last == line.charge => sums.add(&figures),
            _ => rows.push((line.charge, Sums::of(&figures))),
        }
    }
    rows
}

/// Stores the sums of these lines, which are ordered by charge, with their day.
pub(super) fn save(file: &Connection, day: i64, lines: &Lines) -> Result<()> {
    file.execute("UPDATE bill_day SET rollup = ?2 WHERE id = ?1", params![day, encode(&sums(lines))])?;
    Ok(())
}

/// Computes the sums of a day from its lines and stores them with it.
pub(super) fn renew(file: &Connection, day: i64) -> Result<()> {
    let rollup = encode(&from_lines(file, day)?);
    file.execute("UPDATE bill_day SET rollup = ?2 WHERE id = ?1", params![day, rollup])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::{array::uniform8, prelude::*};
    use rust_decimal::Decimal;

    use super::*;

    fn tally() -> impl Strategy<Value = Tally> {
        let exact = (any::<i128>(), 0..=28_u32)
            .prop_map(|(digits, scale)| Tally::Exact(Decimal::from_i128_with_scale(digits >> 32, scale)));
        prop_oneof![Just(Tally::Nothing), exact, Just(Tally::TooLong)]
    }

    fn rows() -> impl Strategy<Value = Vec<ChargeSums>> {
        let sums = (any::<u64>(), any::<u64>(), uniform8(tally()))
            .prop_map(|(lines, unknown, tallies)| Sums::new(lines, unknown, tallies));
        prop::collection::btree_map(0..=i64::MAX, sums, 0..20).prop_map(|rows| rows.into_iter().collect())
    }

    fn read(bytes: &[u8]) -> Option<Vec<ChargeSums>> {
        let mut rows = Vec::new();
        decode(bytes, &mut rows).map(|()| rows)
    }

    proptest! {
        #[test]
        fn sums_round_trip_digit_by_digit(rows in rows()) {
            let bytes = encode(&rows);
            let found = read(&bytes).unwrap();
            prop_assert_eq!(encode(&found), bytes);
            prop_assert_eq!(found, rows);
        }

        #[test]
        fn torn_values_are_seen(rows in rows(), at in any::<prop::sample::Index>()) {
            let bytes = encode(&rows);
            let found = read(&bytes[..at.index(bytes.len())]);
            prop_assert!(found.is_none_or(|found| found.len() < rows.len()));
        }

        #[test]
        fn any_bytes_are_decoded_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..500)) {
            read(&bytes);
            read(&[&[FORMAT], &*bytes].concat());
        }
    }

    #[test]
    fn impossible_values_are_rejected() {
        let sums = Sums::new(3, 1, [Tally::Exact("-12.40".parse().unwrap()); 8]);
        let right = encode(&[(7, sums)]);
        assert_eq!(read(&right), Some(vec![(7, sums)]));
        assert_eq!(read(&[FORMAT]), Some(vec![]), "a day without lines");
        for (what, at, byte) in [
            // The previous format, in a fixed width.
            ("old form", 0, FORMAT - 1),
            ("form", 0, FORMAT + 1),
            ("both exact and too long", 5, 1),
            ("scale", 6, 29),
        ] {
            let mut bytes = right.clone();
            bytes[at] = byte;
            assert_eq!(read(&bytes), None, "{what}");
        }
        let twice = encode(&[(7, sums), (7, sums)]);
        let descending = encode(&[(7, sums), (6, sums)]);
        for bytes in [&[][..], &right[..right.len() - 1], &twice, &descending] {
            assert_eq!(read(bytes), None);
        }
    }
}
