//! Sums of a bill as cells: all digits, with the currency; incomplete sums are marked.

use rust_decimal::Decimal;

use crate::{
    domain::bill::{Figure, Group, Sums, Tally, report::Used},
    ui::{
        Theme,
        widgets::cell::{Amount, Cell},
    },
    words::{
        Lang,
        facts::{amounts as words, usage::Usage},
        number, plain,
    },
};

/// A sum of money; empty if no line has an amount.
pub(crate) fn money(lang: Lang, sum: Tally, currency: &str, theme: &Theme) -> Cell<'static> {
    match sum {
        Tally::Nothing => Cell::Nothing,
        Tally::Exact(amount) => {
            let style = if amount.is_zero() { theme.quiet } else { theme.text };
            Cell::Amount(Amount::new(&number::digits(amount), &plain(currency)), style)
        }
        Tally::TooLong => Cell::Words(words::TOO_LONG.of(lang).into(), theme.warning),
    }
}

/// The amount payable. Amounts known only with tax are listed separately, never added.
pub(crate) fn payable(
    lang: Lang,
    before: Tally,
    with_tax: Tally,
    currency: &str,
    incomplete: u64,
    theme: &Theme,
) -> Cell<'static> {
    let mark = if incomplete > 0 { format!(" {}", words::UNKNOWN) } else { String::new() };
    let currency = format!("{}{mark}", plain(currency));
    let Tally::Exact(taxed) = with_tax else {
        return match before {
            Tally::Nothing if incomplete > 0 => Cell::Words("?".into(), theme.warning),
            before => money(lang, before, &currency, theme),
        };
    };
    let (digits, unit) = match before {
        Tally::Nothing => (number::digits(taxed), format!("{currency} {}", words::INCL_TAX.of(lang))),
        Tally::Exact(amount) => {
            let unit = format!(
                "{currency} {} {} {}",
                words::AND.of(lang),
                number::digits(taxed),
                words::INCL_TAX.of(lang)
            );
            (number::digits(amount), unit)
        }
        Tally::TooLong => return money(lang, before, &currency, theme),
    };
    Cell::Amount(Amount::new(&digits, unit.trim_start()), theme.text)
}

/// The amount payable for all lines of a group.
pub(crate) fn payable_of(lang: Lang, group: &Group, theme: &Theme) -> Cell<'static> {
    let sum = |figure| group.sums.get(figure);
    let (before, with_tax) = (sum(Figure::Payable), sum(Figure::PayableWithTax));
    payable(lang, before, with_tax, &group.currency, group.incomplete(), theme)
}

/// The savings on the list price by discounts, coupons and plans.
pub(crate) fn saved(sums: &Sums) -> Tally {
    let mut saved = Tally::Nothing;
    for figure in [Figure::Discount, Figure::Coupons, Figure::Savings] {
        saved.merge(sums.get(figure));
    }
    // Lines without a discount have an amount of 0.
    if saved == Tally::Exact(Decimal::ZERO) { Tally::Nothing } else { saved }
}

/// The usage of a group in its first unit, and the number of other units.
pub(crate) fn usage(lang: Lang, group: &Group, theme: &Theme) -> Cell<'static> {
    rounded(lang, group.usage.iter().map(|used| (used, used.amount)), theme)
}

/// The part of the usage that free quota or a package covered.
pub(crate) fn covered(lang: Lang, group: &Group, theme: &Theme) -> Cell<'static> {
    let covered = group.usage.iter().filter(|used| used.deducted().exact() != Some(Decimal::ZERO));
    rounded(lang, covered.map(|used| (used, used.deducted())), theme)
}

fn rounded<'a>(lang: Lang, amounts: impl Iterator<Item = (&'a Used, Tally)>, theme: &Theme) -> Cell<'static> {
    let mut amounts = amounts.filter(|(_, amount)| *amount != Tally::Nothing);
    match amounts.next() {
        None => Cell::Nothing,
        Some((used, Tally::Exact(amount))) => {
            let usage = Usage::of(amount, &used.unit);
            let more = amounts.count();
            let unit =
                if more == 0 { usage.unit(lang).to_owned() } else { format!("{} +{more}", usage.unit(lang)) };
            Cell::Amount(Amount::round(usage.short(lang), &unit), theme.text)
        }
        Some(_) => Cell::Words(words::TOO_LONG.of(lang).into(), theme.warning),
    }
}
