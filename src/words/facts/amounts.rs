//! Sums of a bill, in hundredths: all digits would be hard to compare, and the single lines have them.

use crate::{
    domain::bill::Tally,
    words::{Lang, Text, number, plain},
};

pub(crate) const BEFORE_TAX: Text = Text::new("before tax", "税前");
pub(crate) const TOO_LONG: Text = Text::new("over 28 digits", "超过 28 位");
pub(crate) const INCL_TAX: Text = Text::new("incl. tax", "含税");
pub(crate) const AND: Text = Text::new("and", "和");
pub(crate) const UNKNOWN: &str = "+ ?";

/// The amount payable before tax, and the amount only known with tax, if either is known.
pub(crate) fn payable(lang: Lang, before: Tally, with_tax: Tally, currency: &str) -> Option<String> {
    let before = amount(lang, before, currency);
    let with_tax = amount(lang, with_tax, currency);
    let with_tax = with_tax.map(|amount| format!("{amount} {}", INCL_TAX.of(lang)));
    let amounts: Vec<String> = before.into_iter().chain(with_tax).collect();
    (!amounts.is_empty()).then(|| amounts.join(&format!(" {} ", AND.of(lang))))
}

/// A sum with its currency; `None` if no line has an amount.
pub(crate) fn amount(lang: Lang, sum: Tally, currency: &str) -> Option<String> {
    let currency = plain(currency);
    match sum {
        Tally::Nothing => None,
        Tally::Exact(amount) => {
            Some(format!("{} {currency}", number::hundredths(amount)).trim_end().to_owned())
        }
        Tally::TooLong => {
            let of = lang.pick(" of ", "的 ");
            Some(format!("{}{of}{currency}", TOO_LONG.of(lang)))
        }
    }
}

/// `17.08 CNY + ?`: an amount payable, marked if it is incomplete.
pub(crate) fn with_unknown(payable: Option<String>, incomplete: u64) -> Option<String> {
    match (payable, incomplete) {
        (payable, 0) => payable,
        (Some(payable), _) => Some(format!("{payable} {UNKNOWN}")),
        (None, _) => Some("?".to_owned()),
    }
}
