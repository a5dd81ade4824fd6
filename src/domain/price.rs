//! List prices, to tell what comes after the free quota. A price is an estimate: the bill is the truth.
//!
//! `assets/prices.json`: facts collected from public price tables, which name the Model Studio pricing pages.

use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::Number;

use super::{Quantity, Site};

const JSON: &str = include_str!("../../assets/prices.json");

/// The list price of a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Price {
    /// For input, per million tokens, of the smallest prompts.
    pub input: Option<Decimal>,
    /// For output, per million tokens, of the smallest prompts.
    pub output: Option<Decimal>,
    /// The currency.
    pub currency: &'static str,
    /// The month in which the list was collected, `YYYY-MM`.
    pub collected: Box<str>,
}

impl Price {
    /// What a day costs at so many tokens an hour: at least (all of it input) and at most (all of it output), as far as
    /// the prices are known, to the hundredth. Absent where neither is, or where it is more than can be counted.
    pub fn per_day(&self, tokens_per_hour: Quantity) -> Option<(Option<Decimal>, Option<Decimal>)> {
        let millions = tokens_per_hour.decimal().checked_mul(24.into())?.checked_div(1_000_000.into())?;
        let cost = |price: Decimal| Some(price.checked_mul(millions)?.round_dp(2));
        let (least, most) = (self.input.and_then(cost), self.output.and_then(cost));
        (least.is_some() || most.is_some()).then_some((least, most))
    }
}

#[derive(Deserialize)]
struct List<'a> {
    collected: &'a str,
    #[serde(borrow)]
    models: Vec<Row<'a>>,
}

#[derive(Deserialize)]
struct Row<'a> {
    model: &'a str,
    #[serde(default)]
    usd_per_million_tokens: Vec<Tier>,
}

#[derive(Deserialize)]
struct Tier {
    input: Option<Number>,
    output: Option<Number>,
}

/// The list price of this model on this site; the list knows the international site alone, and no price is ever
/// converted.
pub fn list_price(model: &str, site: Option<Site>) -> Option<Price> {
    if site != Some(Site::International) {
        return None;
    }
    // The list is part of the program, and a test reads it.
    let list: List<'_> = serde_json::from_str(JSON).ok()?;
    let row = list.models.iter().find(|row| row.model == model)?;
    let tier = row.usd_per_million_tokens.first()?;
    let price = Price {
        input: exact(tier.input.as_ref()),
        output: exact(tier.output.as_ref()),
        currency: "USD",
        collected: list.collected.into(),
    };
    (price.input.is_some() || price.output.is_some()).then_some(price)
}

/// A number as it is written, to the digit.
fn exact(number: Option<&Number>) -> Option<Decimal> {
    number?.to_string().parse::<Quantity>().ok().map(Quantity::decimal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_is_told_for_its_site_alone() {
        let price = list_price("qwen-max", Some(Site::International)).unwrap();
        assert_eq!((price.input, price.output), ("1.6".parse().ok(), "6.4".parse().ok()));
        assert_eq!((price.currency, &*price.collected), ("USD", "2026-11"));
        assert_eq!(list_price("qwen-max", Some(Site::China)), None);
        assert_eq!(list_price("qwen-max", None), None);
        assert_eq!(list_price("no-such-model", Some(Site::International)), None);
    }

    #[test]
    fn a_day_costs_between_its_input_and_its_output() {
        let price = |input: Option<&str>, output: Option<&str>| Price {
            input: input.map(|text| text.parse().unwrap()),
            output: output.map(|text| text.parse().unwrap()),
            currency: "USD",
            collected: "2026-11".into(),
        };
        let decimal = |text: &str| text.parse::<Decimal>().ok();
        let pace = Quantity::from(3870);
        assert_eq!(price(Some("1.6"), Some("6.4")).per_day(pace), Some((decimal("0.15"), decimal("0.59"))));
        assert_eq!(price(None, Some("6.4")).per_day(pace), Some((None, decimal("0.59"))));
        assert_eq!(price(None, None).per_day(pace), None);
        let endless = Quantity::from(Decimal::MAX);
        assert_eq!(price(Some("1.6"), None).per_day(endless), None);
    }

    #[test]
    fn tiers_begin_with_the_smallest_prompts() {
        let price = list_price("qwen-flash", Some(Site::International)).unwrap();
        assert_eq!(price.input, "0.05".parse().ok());
    }
}
