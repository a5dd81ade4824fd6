//! Whole numbers in as few bytes as they need: seven bits a byte, the lowest first (LEB128).

const MORE: u8 = 0x80;
const BITS: u32 = 7;

/// Appends a number.
pub fn put(bytes: &mut Vec<u8>, mut number: u64) {
    while let [low, ..] = number.to_le_bytes()
        && number >= u64::from(MORE)
    {
        bytes.push(low | MORE);
        number >>= BITS;
    }
    let [low, ..] = number.to_le_bytes();
    bytes.push(low);
}

/// Appends a number of up to 128 bits; a small one as [`put`] does.
pub fn put_long(bytes: &mut Vec<u8>, mut number: u128) {
    loop {
        if let Ok(short) = u64::try_from(number) {
            return put(bytes, short);
        }
        let [low, ..] = number.to_le_bytes();
        bytes.push(low | MORE);
        number >>= BITS;
    }
}

/// Takes a number from the front; `None` if the bytes end within it, or it does not fit.
pub fn take(bytes: &mut &[u8]) -> Option<u64> {
    let (first, rest) = bytes.split_first()?;
    if *first < MORE {
        *bytes = rest;
        return Some(u64::from(*first));
    }
    u64::try_from(take_long(bytes)?).ok()
}

/// [`take`] for up to 128 bits.
pub fn take_long(bytes: &mut &[u8]) -> Option<u128> {
    let mut number = 0_u128;
    let mut short = 0_u64;
    let mut shift = 0;
    loop {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        let bits = byte & !MORE;
        // Nine bytes fit into 64 bits, with which this is far faster.
        if shift < 63 {
            short |= u64::from(bits) << shift;
        } else {
            let long =
                u128::from(bits).checked_shl(shift).filter(|long| long >> shift == u128::from(bits))?;
            number |= long;
        }
        if *byte < MORE {
            return Some(number | u128::from(short));
        }
        shift = shift.saturating_add(BITS);
    }
}

/// Appends a text, with its length in bytes in front.
pub fn put_text(bytes: &mut Vec<u8>, text: &str) {
    put(bytes, length(text.len()));
    bytes.extend_from_slice(text.as_bytes());
}

/// Takes a text with its length from the front.
pub fn take_text<'a>(bytes: &mut &'a [u8]) -> Option<&'a str> {
    let length = usize::try_from(take(bytes)?).ok()?;
    let (text, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    std::str::from_utf8(text).ok()
}

/// A length as a number.
pub fn length(bytes: usize) -> u64 {
    u64::try_from(bytes).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn small_numbers_are_a_byte() {
        for (number, bytes) in [(0, &[0][..]), (127, &[127]), (128, &[128, 1]), (300, &[0xac, 2])] {
            let mut written = Vec::new();
            put(&mut written, number);
            assert_eq!(written, bytes);
        }
    }

    proptest! {
        #[test]
        fn numbers_and_texts_come_back(short in any::<u64>(), long in any::<u128>(), cut in 0..128_u32, text in ".{0,200}") {
            let (short, long) = (short >> (cut % 64), long >> cut);
            let mut bytes = Vec::new();
            put(&mut bytes, short);
            put_long(&mut bytes, long);
            put_long(&mut bytes, short.into());
            put_text(&mut bytes, &text);
            let mut rest = bytes.as_slice();
            prop_assert_eq!(take(&mut rest), Some(short));
            prop_assert_eq!(take_long(&mut rest), Some(long));
            prop_assert_eq!(take(&mut rest), Some(short));
            prop_assert_eq!(take_text(&mut rest), Some(text.as_str()));
            prop_assert!(rest.is_empty());
            for end in 0..bytes.len() {
                let mut torn = &bytes[..end];
                let whole = take(&mut torn).zip(take_long(&mut torn)).zip(take(&mut torn));
                prop_assert!(whole.is_none() || take_text(&mut torn).is_none());
            }
        }

        #[test]
        fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            let _ = (take(&mut bytes.as_slice()), take_long(&mut bytes.as_slice()), take_text(&mut bytes.as_slice()));
        }
    }
}
