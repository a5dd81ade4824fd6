//! A line without what it shares with others, as bytes.
//!
//! The vendor's id (its length and one more, or 0 where there is none; its text); a byte with a bit for each
//! figure that the line states; each of these as a byte (decimal places, 0x80 if negative) and the digits as a
//! whole number; then the values of its further fields. Equal lines are equal bytes.

use rust_decimal::Decimal;
use strum::{EnumCount as _, IntoEnumIterator as _};

use super::varint;
use crate::domain::bill::{Figure, Figures};

const NEGATIVE: u8 = 0x80;
const MOST_DECIMALS: u8 = 28;

const _: () = assert!(Figure::COUNT <= 8, "a bit for each");

/// The bytes of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PackedLine<'a>(pub &'a [u8]);

/// Appends a line to `bytes`; `values` are those of its further fields.
pub fn pack(
    bytes: &mut Vec<u8>,
    row_id: Option<&str>,
    figures: &Figures,
    values: impl Iterator<Item = impl AsRef<str>>,
) {
    match row_id {
        Some(id) => {
            varint::put(bytes, varint::length(id.len()).saturating_add(1));
            bytes.extend_from_slice(id.as_bytes());
        }
        None => varint::put(bytes, 0),
    }
    put_figures(bytes, figures);
    values.for_each(|value| varint::put_text(bytes, value.as_ref()));
}

fn put_figures(bytes: &mut Vec<u8>, figures: &Figures) {
    let mut stated = 0;
    for figure in Figure::iter() {
        stated |= u8::from(figures.get(figure).is_some()) << figure.position();
    }
    bytes.push(stated);
    for number in Figure::iter().filter_map(|figure| figures.get(figure)) {
        put_decimal(bytes, number);
    }
}

/// Appends an exact number, with the decimal places that it is written with.
pub fn put_decimal(bytes: &mut Vec<u8>, number: Decimal) {
    let sign = if number.is_sign_negative() { NEGATIVE } else { 0 };
    bytes.push(sign | u8::try_from(number.scale()).unwrap_or_default());
    varint::put_long(bytes, number.mantissa().unsigned_abs());
}

/// Takes a number from the front.
pub fn take_decimal(bytes: &mut &[u8]) -> Option<Decimal> {
    let (form, rest) = bytes.split_first()?;
    *bytes = rest;
    let places = form & !NEGATIVE;
    if places > MOST_DECIMALS {
        return None;
    }
    let digits = i128::try_from(varint::take_long(bytes)?).ok()?;
    let mut number = Decimal::try_from_i128_with_scale(digits, places.into()).ok()?;
    number.set_sign_negative(form & NEGATIVE != 0);
    Some(number)
}

impl<'a> PackedLine<'a> {
    /// The vendor's id; absent where the line has none, or the bytes are no line.
    pub fn row_id(self) -> Option<&'a str> {
        let mut bytes = self.0;
        take_id(&mut bytes)?
    }

    /// None where the bytes are no line.
    pub fn figures(self) -> Figures {
        let mut bytes = self.0;
        let figures = take_id(&mut bytes).and_then(|_| take_figures(&mut bytes));
        figures.unwrap_or_default()
    }

    /// The values of its further fields.
    pub fn values(self) -> impl Iterator<Item = &'a str> {
        let mut rest = self.split().map_or(&[][..], |(_, values)| values);
        std::iter::from_fn(move || varint::take_text(&mut rest))
    }

    /// Its id and figures, and the values of its further fields; `None` if the bytes are no line.
    pub fn split(self) -> Option<(&'a [u8], &'a [u8])> {
        let mut rest = self.0;
        skip_head(&mut rest)?;
        self.0.split_at_checked(self.0.len().checked_sub(rest.len())?)
    }
}

/// Skips id and figures at the front of these bytes; `None` if they are no line.
pub fn skip_head(bytes: &mut &[u8]) -> Option<()> {
    take_id(bytes)?;
    let (stated, rest) = bytes.split_first()?;
    *bytes = rest;
    for _ in 0..stated.count_ones() {
        *bytes = bytes.get(1..)?;
        let length = bytes.iter().position(|byte| *byte < 0x80)?;
        *bytes = bytes.get(length.saturating_add(1)..)?;
    }
    Some(())
}

#[expect(clippy::option_option, reason = "unreadable, or none")]
fn take_id<'a>(bytes: &mut &'a [u8]) -> Option<Option<&'a str>> {
    let length = usize::try_from(varint::take(bytes)?).ok()?;
    let Some(length) = length.checked_sub(1) else { return Some(None) };
    let (id, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    std::str::from_utf8(id).ok().map(Some)
}

fn take_figures(bytes: &mut &[u8]) -> Option<Figures> {
    let (stated, rest) = bytes.split_first()?;
    *bytes = rest;
    let mut figures = Figures::default();
    for figure in Figure::iter().filter(|figure| stated & (1 << figure.position()) != 0) {
        figures.set(figure, Some(take_decimal(bytes)?));
    }
    Some(figures)
}

#[cfg(test)]
mod tests {
    use proptest::{array::uniform8, option, prelude::*};

    use super::*;

    fn figures(numbers: [Option<Decimal>; 8]) -> Figures {
        let mut figures = Figures::default();
        for (figure, number) in Figure::iter().zip(numbers) {
            figures.set(figure, number);
        }
        figures
    }

    #[test]
    fn the_form_is_stable() {
        let mut some = Figures::default();
        some.set(Figure::Usage, Some("16500".parse().unwrap()));
        some.set(Figure::Payable, Some("-12.40".parse().unwrap()));
        let mut bytes = Vec::new();
        pack(&mut bytes, Some("k1"), &some, ["x", ""].into_iter());
        assert_eq!(bytes, b"\x03k1\x41\x00\xf4\x80\x01\x82\xd8\x09\x01x\x00");
    }

    proptest! {
        #[test]
        fn every_digit_comes_back(
            numbers in uniform8(option::of((any::<i128>(), 0..=28_u32, 32..127_u32))),
            id in option::of(".{0,20}"),
            values in prop::collection::vec(".{0,200}", 0..4),
        ) {
            let numbers = numbers
                .map(|it| it.map(|(digits, scale, cut)| Decimal::from_i128_with_scale(digits >> cut, scale)));
            let before = figures(numbers);
            let mut bytes = Vec::new();
            pack(&mut bytes, id.as_deref(), &before, values.iter().map(String::as_str));
            let line = PackedLine(&bytes);
            prop_assert_eq!(line.row_id(), id.as_deref());
            prop_assert_eq!(line.values().collect::<Vec<_>>(), values);
            let after = line.figures();
            for figure in Figure::iter() {
                let digits = |figures: &Figures| figures.get(figure).map(|number| number.to_string());
                prop_assert_eq!(digits(&after), digits(&before));
            }
            let (head, _) = line.split().unwrap();
            prop_assert_eq!(PackedLine(head).figures(), before);
        }

        #[test]
        fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            let line = PackedLine(&bytes);
            let _ = (line.row_id(), line.figures(), line.split(), line.values().count());
        }
    }
}
