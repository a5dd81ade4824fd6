//! Amounts for property tests.

use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::domain::bill::Tally;

/// Sums of up to 127 - `cut` bits, with up to 28 decimal places.
pub(super) fn exact(cut: u32) -> impl Strategy<Value = Tally> {
    (any::<i128>(), 0..=28_u32)
        .prop_map(move |(digits, scale)| Tally::Exact(Decimal::from_i128_with_scale(digits >> cut, scale)))
}
