//! The sums of a day by charge, as one value stored with the day, so that a cycle is read without its lines.
//!
//! A byte for the version of the format, then for each charge, in a fixed width: its id, the number of lines,
//! the number of lines without an amount, and for each figure a byte (nothing, exact, too long) and the sum.
//! The lines are authoritative: a value in another format, or an impossible one, is computed from them again.

use rusqlite::{Connection, params};
use rust_decimal::Decimal;
use strum::{EnumCount as _, IntoEnumIterator as _};

use super::figures;
use crate::{
    domain::bill::{Figure, Sums, Tally},
    store::file::trouble::{Result, Trouble},
};

/// The format described above. Since 3, usage is what was used before any deduction.
const FORMAT: u8 = 3;

const NOTHING: u8 = 0;
const EXACT: u8 = 1;
const TOO_LONG: u8 = 2;

const TALLY: usize = 1 + 16;
const ROW: usize = 8 + 8 + 8 + Figure::COUNT * TALLY;

/// The sums of one charge.
pub(super) type ChargeSums = (i64, Sums);

fn encode(rows: &[ChargeSums]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(rows.len().saturating_mul(ROW).saturating_add(1));
    bytes.push(FORMAT);
    for (charge, sums) in rows {
        bytes.extend(charge.to_le_bytes());
        bytes.extend(sums.lines.to_le_bytes());
        bytes.extend(sums.unknown.to_le_bytes());
        for figure in Figure::iter() {
            let (kind, sum) = match sums.get(figure) {
                Tally::Nothing => (NOTHING, Decimal::ZERO),
                Tally::Exact(sum) => (EXACT, sum),
                Tally::TooLong => (TOO_LONG, Decimal::ZERO),
            };
            bytes.push(kind);
            bytes.extend(sum.serialize());
        }
    }
    bytes
}

/// The sums stored with a day; `None` if they have to be computed again.
pub(super) fn read(file: &Connection, day: i64) -> Result<Option<Vec<ChargeSums>>> {
    let mut statement = file.prepare("SELECT rollup FROM bill_day WHERE id = ?1")?;
    Ok(statement.query_row([day], |row| Ok(row.get_ref(0)?.as_bytes().ok().and_then(decode)))?)
}

/// `None` if the value has another format, or is impossible.
fn decode(bytes: &[u8]) -> Option<Vec<ChargeSums>> {
    let (form, rows) = bytes.split_first()?;
    let (rows, rest) = rows.as_chunks::<ROW>();
    let is_ours = *form == FORMAT && rest.is_empty();
    is_ours.then(|| rows.iter().map(row).collect()).flatten()
}

fn row(bytes: &[u8; ROW]) -> Option<ChargeSums> {
    let (charge, rest) = bytes.split_first_chunk()?;
    let (lines, rest) = rest.split_first_chunk()?;
    let (unknown, rest) = rest.split_first_chunk()?;
    let (figures, _) = rest.as_chunks::<TALLY>();
    let mut tallies = [Tally::Nothing; Figure::COUNT];
    for (tally, bytes) in tallies.iter_mut().zip(figures) {
        let (kind, sum) = bytes.split_first()?;
        let sum: [u8; 16] = sum.try_into().ok()?;
        *tally = match *kind {
            NOTHING => Tally::Nothing,
            EXACT => Tally::Exact(number(sum)?),
            TOO_LONG => Tally::TooLong,
            _ => return None,
        };
    }
    Some((
        i64::from_le_bytes(*charge),
        Sums::new(u64::from_le_bytes(*lines), u64::from_le_bytes(*unknown), tallies),
    ))
}

/// `None` for bytes that no number is encoded as.
fn number(bytes: [u8; 16]) -> Option<Decimal> {
    let number = Decimal::deserialize(bytes);
    (number.serialize() == bytes).then_some(number)
}

/// Computes the sums of a day's lines, by charge in the order of their ids.
pub(super) fn from_lines(file: &Connection, day: i64) -> Result<Vec<ChargeSums>> {
    let mut statement =
        file.prepare("SELECT charge, figures FROM bill_line WHERE day = ?1 ORDER BY charge, position")?;
    let mut lines = statement.query([day])?;
    let mut rows: Vec<ChargeSums> = Vec::new();
    while let Some(line) = lines.next()? {
        let (charge, text) =
            (line.get(0)?, line.get_ref(1)?.as_str().map_err(|error| Trouble::damaged(&error))?);
        let figures = figures::decode(text);
        match rows.last_mut() {
            Some((last, sums)) if *last == charge => sums.add(&figures),
            _ => {
                let mut sums = Sums::default();
                sums.add(&figures);
                rows.push((charge, sums));
            }
        }
    }
    Ok(rows)
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

    use super::*;

    fn tally() -> impl Strategy<Value = Tally> {
        let exact = (any::<i128>(), 0..=28_u32)
            .prop_map(|(digits, scale)| Tally::Exact(Decimal::from_i128_with_scale(digits >> 32, scale)));
        prop_oneof![Just(Tally::Nothing), exact, Just(Tally::TooLong)]
    }

    fn rows() -> impl Strategy<Value = Vec<ChargeSums>> {
        let sums = (any::<u64>(), any::<u64>(), uniform8(tally()))
            .prop_map(|(lines, unknown, tallies)| Sums::new(lines, unknown, tallies));
        prop::collection::vec((any::<i64>(), sums), 0..20)
    }

    proptest! {
        #[test]
        fn sums_round_trip_digit_by_digit(rows in rows()) {
            let bytes = encode(&rows);
            prop_assert_eq!(bytes.len(), 1 + rows.len() * ROW);
            let read = decode(&bytes).unwrap();
            prop_assert_eq!(encode(&read), bytes);
            prop_assert_eq!(read, rows);
        }

        #[test]
        fn any_bytes_are_decoded_without_a_panic_and_a_wrong_length_is_seen(bytes in prop::collection::vec(any::<u8>(), 0..500)) {
            if let Some(rows) = decode(&bytes) {
                prop_assert_eq!(bytes.len(), 1 + rows.len() * ROW);
            }
        }
    }

    #[test]
    fn impossible_values_are_rejected() {
        let sums = Sums::new(3, 1, [Tally::Exact("-12.40".parse().unwrap()); 8]);
        let right = encode(&[(7, sums)]);
        assert_eq!(decode(&right), Some(vec![(7, sums)]));
        assert_eq!(decode(&[FORMAT]), Some(vec![]), "a day without lines");
        for (what, at, byte) in [
            // The previous format, with the usage after deductions.
            ("old form", 0, FORMAT - 1),
            ("form", 0, FORMAT + 1),
            ("kind", 25, 3),
            ("flags", 26, 1),
            ("scale", 28, 29),
            ("sign", 29, 1),
        ] {
            let mut bytes = right.clone();
            bytes[at] = byte;
            assert_eq!(decode(&bytes), None, "{what}");
        }
        for bytes in [&[][..], &right[..right.len() - 1]] {
            assert_eq!(decode(bytes), None);
        }
    }
}
