//! Lines of a day as one value: compact, and quick to read and to write, since SQLite handles a few large rows
//! instead of many small ones.
//!
//! A byte for the version of the format; then for each line, as whole numbers of variable width: its charge,
//! less that of the line before; its position in the vendor's order, less that of the line before if that has
//! the same charge; the id of the names of its further fields, and how many there are, if the names are not
//! those of the line before; then its id and figures as in [`crate::domain::bill::PackedLine`], and for each further field 0 if the
//! line before has the same value, else the length of the value and one more, and the value.

use super::lines::{Lines, Row};
use crate::{
    domain::bill::packed::{skip_head, varint},
    store::file::trouble::Result,
};

/// The format described above.
const FORMAT: u8 = 1;
/// The bytes from which a block is full.
const FULL: usize = 32 << 10;
/// In place of names: there are no further fields.
const NO_NAMES: u64 = 0;
/// In place of names: those of the line before.
const SAME_NAMES: u64 = 1;

/// A block, and the charges of its first and its last line.
pub(super) struct Block {
    pub(super) first: i64,
    pub(super) last: i64,
    pub(super) bytes: Vec<u8>,
}

/// Packs lines, which are ordered by charge, then by position, into blocks.
pub(super) fn encode(lines: &Lines, mut write: impl FnMut(&Block) -> Result<()>) -> Result<()> {
    let mut block = Block { first: 0, last: 0, bytes: Vec::with_capacity(FULL.saturating_add(FULL / 8)) };
    let mut before: Option<&Row> = None;
    for row in &lines.rows {
        if block.bytes.len() >= FULL {
            write(&block)?;
            block.bytes.clear();
            before = None;
        }
        if before.is_none() {
            block.bytes.push(FORMAT);
            block.first = row.charge;
        }
        block.last = row.charge;
        put(&mut block.bytes, lines, row, before);
        before = Some(row);
    }
    if before.is_some() { write(&block) } else { Ok(()) }
}

fn put(bytes: &mut Vec<u8>, lines: &Lines, row: &Row, before: Option<&Row>) {
    let charge = before.map_or(0, |before| before.charge);
    varint::put(bytes, unsigned(row.charge.wrapping_sub(charge)));
    let position = before.filter(|before| before.charge == row.charge).map_or(0, |before| before.position);
    varint::put(bytes, u64::from(row.position.wrapping_sub(position)));
    let line = lines.line(row);
    let count = line.values().count();
    // Of damaged lines, those with the same names may have more values or fewer.
    let same =
        before.filter(|before| before.names == row.names && lines.line(before).values().count() == count);
    let (head, values) = line.split().unwrap_or_default();
    match row.names {
        None => varint::put(bytes, NO_NAMES),
        Some(_) if same.is_some() => varint::put(bytes, SAME_NAMES),
        Some(names) => {
            varint::put(bytes, unsigned(names).saturating_add(2));
            varint::put(bytes, varint::length(count));
        }
    }
    bytes.extend_from_slice(head);
    if row.names.is_none() {
        return;
    }
    let mut known = same.map(|before| lines.line(before).values());
    let mut rest = values;
    while let Some(value) = varint::take_text(&mut rest) {
        if known.as_mut().and_then(Iterator::next) == Some(value) {
            bytes.push(0);
        } else {
            varint::put(bytes, varint::length(value.len()).saturating_add(1));
            bytes.extend_from_slice(value.as_bytes());
        }
    }
}

/// Adds the lines of a block whose charge is requested; `None` if it is not as it was written.
pub(super) fn decode(mut bytes: &[u8], lines: &mut Lines, is_wanted: impl Fn(i64) -> bool) -> Option<()> {
    let (format, rest) = bytes.split_first()?;
    if *format != FORMAT {
        return None;
    }
    bytes = rest;
    let (mut charge, mut position, mut names) = (0_i64, 0_u32, None);
    let mut values: Vec<&str> = Vec::new();
    while !bytes.is_empty() {
        let step = signed(varint::take(&mut bytes)?);
        let on = if step == 0 { position } else { 0 };
        charge = charge.wrapping_add(step);
        position = on.wrapping_add(u32::try_from(varint::take(&mut bytes)?).ok()?);
        match varint::take(&mut bytes)? {
            NO_NAMES => {
                names = None;
                values.clear();
            }
            SAME_NAMES => {}
            id => {
                names = Some(signed(id.checked_sub(2)?));
                values.clear();
                let count = usize::try_from(varint::take(&mut bytes)?).ok()?;
                // Each takes at least a byte.
                if count > bytes.len() {
                    return None;
                }
                values.resize(count, "");
            }
        }
        let line = bytes;
        skip_head(&mut bytes)?;
        let head = line.get(..line.len().checked_sub(bytes.len())?)?;
        for value in &mut values {
            let Some(length) = varint::take(&mut bytes)?.checked_sub(1) else { continue };
            let (text, rest) = bytes.split_at_checked(usize::try_from(length).ok()?)?;
            // Refused here, where damage is reported: a line with another text would be read as one with fewer.
            *value = std::str::from_utf8(text).ok()?;
            bytes = rest;
        }
        if !is_wanted(charge) {
            continue;
        }
        let start = lines.bytes.len();
        lines.bytes.extend_from_slice(head);
        for value in &values {
            varint::put_text(&mut lines.bytes, value);
        }
        lines.push_packed(charge, position, names, start);
    }
    Some(())
}

/// The blocks of these lines, read and written again; `None` if the bytes are no block.
#[cfg(any(test, fuzzing))]
pub(in crate::store) fn rewritten(bytes: &[u8]) -> Option<Vec<Vec<u8>>> {
    let mut lines = Lines::default();
    decode(bytes, &mut lines, |_| true)?;
    lines.sort_by_charge();
    let mut blocks = Vec::new();
    let write = |block: &Block| {
        blocks.push(block.bytes.clone());
        Ok(())
    };
    encode(&lines, write).ok()?;
    Some(blocks)
}

/// Small numbers of either sign as small numbers.
fn unsigned(number: i64) -> u64 {
    u64::from_le_bytes(((number << 1) ^ (number >> 63)).to_le_bytes())
}

fn signed(number: u64) -> i64 {
    let half = i64::from_le_bytes((number >> 1).to_le_bytes());
    if number & 1 == 0 { half } else { !half }
}

#[cfg(test)]
mod tests {
    use proptest::{option, prelude::*};

    use super::*;
    use crate::domain::bill::{Figure, Figures, packed::pack};

    fn lines() -> impl Strategy<Value = Lines> {
        let values = prop::collection::vec(prop_oneof![Just("same".to_owned()), ".{0,9}"], 0..4);
        let line = (1..9_i64, option::of("[a-z]{0,9}"), any::<i32>(), values, 0..2_i64, 0..2_000_usize);
        prop::collection::vec(line, 0..60).prop_map(|all| {
            let mut lines = Lines::default();
            for (at, (charge, id, payable, mut values, names, long)) in (0..).zip(all) {
                if long > 1_950 {
                    values.push("x".repeat(FULL / 3));
                }
                let start = lines.bytes.len();
                let mut figures = Figures::default();
                figures.set(Figure::Payable, Some(payable.into()));
                pack(&mut lines.bytes, id.as_deref(), &figures, values.iter());
                let names = (!values.is_empty()).then_some(names * 9 + i64::try_from(values.len()).unwrap());
                lines.push_packed(charge * charge * 1_000, at * 3, names, start);
            }
            lines.rows.sort_by_key(|row| (row.charge, row.position));
            lines
        })
    }

    fn blocks(lines: &Lines) -> Vec<(i64, i64, Vec<u8>)> {
        let mut blocks = Vec::new();
        encode(lines, |block| {
            blocks.push((block.first, block.last, block.bytes.clone()));
            Ok(())
        })
        .unwrap();
        blocks
    }

    proptest! {
        #[test]
        fn lines_come_back_in_their_order(lines in lines()) {
            let mut read = Lines::default();
            for (first, last, bytes) in blocks(&lines) {
                let before = read.rows.len();
                prop_assert_eq!(decode(&bytes, &mut read, |_| true), Some(()));
                let here = &read.rows[before..];
                prop_assert_eq!((here[0].charge, here[here.len() - 1].charge), (first, last));
            }
            prop_assert_eq!(read.rows.len(), lines.rows.len());
            for (read_row, row) in read.rows.iter().zip(&lines.rows) {
                prop_assert_eq!((read_row.position, read.view(read_row)), (row.position, lines.view(row)));
            }
        }

        #[test]
        fn only_what_is_requested_is_read(lines in lines()) {
            let mut read = Lines::default();
            for (_, _, bytes) in blocks(&lines) {
                decode(&bytes, &mut read, |charge| charge == 4_000).unwrap();
            }
            let wanted: Vec<_> = lines.views().filter(|line| line.charge == 4_000).collect();
            prop_assert_eq!(read.views().collect::<Vec<_>>(), wanted);
        }

        #[test]
        fn a_damaged_block_is_refused_or_written_as_it_is_read(
            lines in lines(), at in any::<prop::sample::Index>(), byte in any::<u8>(),
        ) {
            for (_, _, mut block) in blocks(&lines).into_iter().take(1) {
                let at = at.index(block.len());
                block[at] = byte;
                for written in rewritten(&block).into_iter().flatten() {
                    prop_assert_eq!(rewritten(&written), Some(vec![written]));
                }
            }
        }

        #[test]
        fn any_bytes_are_survived_and_torn_blocks_are_seen(
            bytes in prop::collection::vec(any::<u8>(), 0..200), lines in lines(), at in any::<prop::sample::Index>(),
        ) {
            let _ = decode(&bytes, &mut Lines::default(), |_| true);
            let _ = decode(&[&[FORMAT], &*bytes].concat(), &mut Lines::default(), |_| true);
            for (_, _, whole) in blocks(&lines).into_iter().take(1) {
                let mut read = Lines::default();
                let torn = decode(&whole[..at.index(whole.len())], &mut read, |_| true);
                prop_assert!(torn.is_none() || read.rows.len() < lines.rows.len());
            }
        }
    }
}
