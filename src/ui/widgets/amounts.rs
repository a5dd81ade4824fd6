//! Sums of a bill as cells; incomplete sums are marked.

use ratatui::style::Style;
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

/// How a column writes sums of money.
#[derive(Clone, Copy)]
pub(crate) struct Money<'a> {
    pub(crate) lang: Lang,
    pub(crate) theme: &'a Theme,
    /// Of an amount that is not zero.
    pub(crate) style: Style,
    /// Writes all digits, or fewer.
    pub(crate) digits: fn(Decimal) -> String,
    /// Whether the heading names the currency, so that the cells need not.
    pub(crate) in_heading: bool,
}

impl Money<'_> {
    /// A sum; empty if no line has an amount.
    pub(crate) fn sum(&self, sum: Tally, currency: &str) -> Cell<'static> {
        self.with_unit(sum, &self.currency(currency))
    }

    /// The amount payable. Amounts known only with tax are listed separately, never added.
    pub(crate) fn payable(
        &self,
        before: Tally,
        with_tax: Tally,
        currency: &str,
        incomplete: u64,
    ) -> Cell<'static> {
        let (lang, theme) = (self.lang, self.theme);
        let mark = if incomplete > 0 { words::UNKNOWN } else { "" };
        let unit = number::with_unit(&self.currency(currency), mark);
        let Tally::Exact(taxed) = with_tax else {
            return match before {
                Tally::Nothing if incomplete > 0 => Cell::Words("?".into(), theme.warning),
                before => self.with_unit(before, unit.trim_start()),
            };
        };
        let (amount, unit) = match before {
            Tally::Nothing => (taxed, format!("{unit} {}", words::INCL_TAX.of(lang))),
            Tally::Exact(amount) => {
                let taxed = (self.digits)(taxed);
                (amount, format!("{unit} {} {taxed} {}", words::AND.of(lang), words::INCL_TAX.of(lang)))
            }
            Tally::TooLong => return self.with_unit(before, unit.trim_start()),
        };
        Cell::Amount(Amount::new(&(self.digits)(amount), unit.trim_start()), self.style)
    }

    fn currency(&self, currency: &str) -> String {
        if self.in_heading { String::new() } else { plain(currency).into_owned() }
    }

    fn with_unit(&self, sum: Tally, unit: &str) -> Cell<'static> {
        match sum {
            Tally::Nothing => Cell::Nothing,
            Tally::Exact(amount) => {
                let style = if amount.is_zero() { self.theme.quiet } else { self.style };
                Cell::Amount(Amount::new(&(self.digits)(amount), unit), style)
            }
            Tally::TooLong => Cell::Words(words::TOO_LONG.of(self.lang).into(), self.theme.warning),
        }
    }
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
