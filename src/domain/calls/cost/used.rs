//! What a model used, by the prices of its parts, and what the cheapest and the dearest of it cost.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use crate::domain::{
    Quantity, Unit,
    calls::{Usage, UsageKind},
    price::Charge,
};

const MILLION: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);

/// Some of what a model used, with the prices of one: at least, and at most.
struct Part {
    amount: Quantity,
    least: Decimal,
    most: Decimal,
}

/// What a model used.
pub(super) struct Use {
    parts: Vec<Part>,
    unit: Unit,
    /// Whether anything of it has no price.
    pub(super) is_partial: bool,
}

impl Use {
    pub(super) fn new(charge: Charge, usage: &Usage, total: Quantity) -> Self {
        match charge {
            Charge::Tokens { input, output } => Self::of_tokens((input, output), usage, total),
            Charge::Each(price, unit) => Self {
                parts: vec![Part { amount: total, least: price, most: price }],
                unit,
                is_partial: false,
            },
        }
    }

    /// Cached input may cost nothing, and at most as much as other input. Tokens that are neither input nor output
    /// may be either.
    fn of_tokens(
        (input, output): (Option<Decimal>, Option<Decimal>),
        usage: &Usage,
        total: Quantity,
    ) -> Self {
        let of_kind = |kind| usage.get(&kind).unwrap_or(Quantity::ZERO);
        let (sent, received) = (of_kind(UsageKind::InputTokens), of_kind(UsageKind::OutputTokens));
        let cached = of_kind(UsageKind::CachedTokens).min(sent);
        let cheaper = input.into_iter().chain(output).min();
        let dearer = input.max(output);
        let zero = Some(Decimal::ZERO).filter(|_| input.is_some());
        let mut used = Self { parts: Vec::new(), unit: Unit::Tokens, is_partial: false };
        for (amount, least, most) in [
            (cached, zero, input),
            (sent.minus_to_zero(cached), input, input),
            (received, output, output),
            (total.minus_to_zero(sent.plus(received)), cheaper, dearer),
        ] {
            match least.zip(most).filter(|_| amount.is_positive()) {
                Some((least, most)) => used.parts.push(Part { amount, least, most }),
                None => used.is_partial |= amount.is_positive(),
            }
        }
        used
    }

    /// What `billed` of it costs, if it is the cheapest of it.
    pub(super) fn least(&self, billed: Quantity) -> Decimal {
        let mut parts: Vec<(Quantity, Decimal)> =
            self.parts.iter().map(|part| (part.amount, part.least)).collect();
        parts.sort_by_key(|(_, price)| *price);
        self.cost(&parts, billed)
    }

    /// What `billed` of it costs, if it is the dearest of it.
    pub(super) fn most(&self, billed: Quantity) -> Decimal {
        let mut parts: Vec<(Quantity, Decimal)> =
            self.parts.iter().map(|part| (part.amount, part.most)).collect();
        parts.sort_by_key(|(_, price)| Reverse(*price));
        self.cost(&parts, billed)
    }

    /// The first of `parts`, up to `billed`.
    fn cost(&self, parts: &[(Quantity, Decimal)], billed: Quantity) -> Decimal {
        let mut rest = billed;
        let mut sum = Decimal::ZERO;
        for (amount, price) in parts {
            let taken = rest.min(*amount);
            sum = sum.saturating_add(taken.decimal().saturating_mul(*price));
            rest = rest.minus_to_zero(taken);
        }
        // Prices of tokens are those of a million.
        let sum = if self.unit == Unit::Tokens { sum.checked_div(MILLION).unwrap_or(sum) } else { sum };
        sum.normalize()
    }
}
