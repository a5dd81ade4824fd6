//! List prices, to estimate what calls cost after the free quota. Only the bill is exact.
//!
//! Prices come from the server's model list, else from `assets/prices.json`: facts collected from public
//! tables that cite Model Studio's pricing pages. No price is ever converted.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::Number;

use super::{Quantity, Site, Unit, unit::unit_named_in};

const JSON: &str = include_str!("../../assets/prices.json");

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charge {
    /// Per million tokens, of the smallest prompts. At least one of the two is known.
    Tokens { input: Option<Decimal>, output: Option<Decimal> },
    /// Per image, second or character.
    Each(Decimal, Unit),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Price {
    pub charge: Charge,
    /// If stated.
    pub currency: Option<&'static str>,
    pub list: PriceList,
}

/// The source of a price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PriceList {
    /// The server's model list (`prices[]`).
    Server {
        /// By our clock.
        read_at: DateTime<Utc>,
    },
    /// The bundled list.
    Collected {
        site: Site,
        /// `YYYY-MM`.
        month: Box<str>,
    },
}

/// One row of a model's prices, as the server lists it (`prices[]`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed<'a> {
    /// `type`, e.g. `input_token`.
    pub kind: &'a str,
    /// `price`.
    pub amount: Decimal,
    /// `priceUnit`, e.g. `每千tokens`.
    pub per: &'a str,
}

/// Price types of input and output, in order of preference.
const INPUT: [&str; 3] = ["input_token", "text_input_token", "embedding_token"];
const OUTPUT: [&str; 2] = ["output_token", "text_output_token"];

/// The quantity of a price, by the words of its unit; longer numbers before their prefixes.
const SCALES: [(&str, u32); 9] = [
    ("百万", 1_000_000),
    ("million", 1_000_000),
    ("1000000", 1_000_000),
    ("1m", 1_000_000),
    ("10000", 10_000),
    ("万", 10_000),
    ("1000", 1000),
    ("1k", 1000),
    ("千", 1000),
];

impl Charge {
    /// From the rows of a model's prices. Rows that are not fully understood are ignored; absent if that
    /// leaves none, or contradictory ones.
    pub fn from_rows(rows: &[Listed<'_>]) -> Option<Self> {
        let by_tokens = |kinds: &[&str]| {
            let mut kinds = kinds.iter().filter_map(|kind| rows.iter().find(|row| row.kind == *kind));
            kinds.find_map(|row| match row.for_one()? {
                (amount, Unit::Tokens) => amount.checked_mul(1_000_000.into()).map(|price| price.normalize()),
                _ => None,
            })
        };
        let (input, output) = (by_tokens(&INPUT), by_tokens(&OUTPUT));
        if input.is_some() || output.is_some() {
            return Some(Self::Tokens { input, output });
        }
        let mut each = rows.iter().filter_map(Listed::for_one).filter(|(_, unit)| *unit != Unit::Tokens);
        let (amount, unit) = each.next()?;
        each.all(|other| other == (amount, unit)).then_some(Self::Each(amount.normalize(), unit))
    }

    /// The daily cost of `per_hour` units: at least (all input) and at most (all output), as far as the
    /// prices are known, in hundredths.
    pub fn per_day(&self, per_hour: Quantity, unit: Unit) -> Option<(Option<Decimal>, Option<Decimal>)> {
        let per_day = per_hour.decimal().checked_mul(24.into())?;
        let cost = |price: Decimal, of: Decimal| Some(price.checked_mul(of)?.round_dp(2));
        match *self {
            Self::Tokens { input, output } if unit == Unit::Tokens => {
                let millions = per_day.checked_div(1_000_000.into())?;
                let of = |price: Option<Decimal>| cost(price?, millions);
                let (least, most) = (of(input), of(output));
                (least.is_some() || most.is_some()).then_some((least, most))
            }
            Self::Each(amount, counted) if unit == counted => {
                cost(amount, per_day).map(|cost| (Some(cost), Some(cost)))
            }
            Self::Tokens { .. } | Self::Each(..) => None,
        }
    }
}

impl Listed<'_> {
    /// The price of one unit; absent if not understood.
    fn for_one(&self) -> Option<(Decimal, Unit)> {
        let unit = unit_named_in(self.per)?;
        let per = self.per.to_ascii_lowercase().replace([',', ' '], "");
        let scale =
            SCALES.into_iter().find_map(|(word, scale)| per.split_once(word).map(|rest| (rest, scale)));
        // No price is per token, so the quantity was not understood.
        let ((before, after), scale) =
            scale.or_else(|| (unit != Unit::Tokens).then_some(((&*per, ""), 1)))?;
        let digits: String =
            before.chars().chain(after.chars()).filter(|character| character.is_numeric()).collect();
        let is_understood = matches!(&*digits, "" | "1") && self.amount >= Decimal::ZERO;
        self.amount.checked_div(scale.into()).filter(|_| is_understood).map(|amount| (amount, unit))
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

/// The price in the bundled list, which has the international site only.
pub fn list_price(model: &str, site: Option<Site>) -> Option<Price> {
    if site != Some(Site::International) {
        return None;
    }
    // The list is bundled, and a test parses it.
    let list: List<'_> = serde_json::from_str(JSON).ok()?;
    let row = list.models.iter().find(|row| row.model == model)?;
    let tier = row.usd_per_million_tokens.first()?;
    let (input, output) = (exact(tier.input.as_ref()), exact(tier.output.as_ref()));
    (input.is_some() || output.is_some()).then(|| Price {
        charge: Charge::Tokens { input, output },
        currency: Some("USD"),
        list: PriceList::Collected { site: Site::International, month: list.collected.into() },
    })
}

fn exact(number: Option<&Number>) -> Option<Decimal> {
    number?.to_string().parse::<Quantity>().ok().map(Quantity::decimal)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Option<Decimal> {
        text.parse().ok()
    }

    fn tokens(input: Option<&str>, output: Option<&str>) -> Charge {
        Charge::Tokens { input: input.and_then(decimal), output: output.and_then(decimal) }
    }

    #[test]
    fn the_bundled_list_is_of_the_international_site() {
        let price = list_price("qwen-max", Some(Site::International)).unwrap();
        assert_eq!((price.charge, price.currency), (tokens(Some("1.6"), Some("6.4")), Some("USD")));
        let list = PriceList::Collected { site: Site::International, month: "2026-11".into() };
        assert_eq!(price.list, list);
        assert_eq!(list_price("qwen-max", Some(Site::China)), None);
        assert_eq!(list_price("qwen-max", None), None);
        assert_eq!(list_price("no-such-model", Some(Site::International)), None);
    }

    #[test]
    fn a_day_costs_between_its_input_and_its_output() {
        let pace = Quantity::from(3870);
        let per_day = |charge: Charge| charge.per_day(pace, Unit::Tokens);
        let both = Some((decimal("0.15"), decimal("0.59")));
        assert_eq!(per_day(tokens(Some("1.6"), Some("6.4"))), both);
        assert_eq!(per_day(tokens(None, Some("6.4"))), Some((None, decimal("0.59"))));
        assert_eq!(tokens(Some("1.6"), None).per_day(pace, Unit::Seconds), None);
        let endless = Quantity::from(Decimal::MAX);
        assert_eq!(tokens(Some("1.6"), None).per_day(endless, Unit::Tokens), None);
        let image = Charge::Each("0.2".parse().unwrap(), Unit::Images);
        assert_eq!(image.per_day(3.into(), Unit::Images), Some((decimal("14.4"), decimal("14.4"))));
        assert_eq!(image.per_day(3.into(), Unit::Tokens), None);
    }

    #[test]
    fn tiers_begin_with_the_smallest_prompts() {
        let price = list_price("qwen-flash", Some(Site::International)).unwrap();
        assert!(matches!(price.charge, Charge::Tokens { input, .. } if input == decimal("0.05")));
    }

    #[test]
    fn the_servers_prices_are_read_if_they_are_understood() {
        let each = |amount: &str, unit| Some(Charge::Each(amount.parse().unwrap(), unit));
        for (rows, charge) in [
            (&[("input_token", "0.0032", "每千tokens")][..], Some(tokens(Some("3.2"), None))),
            (
                &[("output_token", "0.0064", "元/千tokens"), ("input_token", "0.0016", "每千tokens")],
                Some(tokens(Some("1.6"), Some("6.4"))),
            ),
            (&[("input_token", "1.6", "每百万tokens")], Some(tokens(Some("1.6"), None))),
            (&[("input_token", "1.6", "Per 1M tokens")], Some(tokens(Some("1.6"), None))),
            (&[("input_token", "1.6", "per 1,000,000 tokens")], Some(tokens(Some("1.6"), None))),
            (&[("output_token", "0.002", "USD / 1K tokens")], Some(tokens(None, Some("2")))),
            (&[("text_input_token", "2", "每百万tokens")], Some(tokens(Some("2"), None))),
            // Cached input is not input; the first tier applies.
            (
                &[
                    ("input_token_cache", "9", "每百万tokens"),
                    ("input_token", "1", "每百万tokens"),
                    ("input_token", "2", "每百万tokens"),
                ],
                Some(tokens(Some("1"), None)),
            ),
            (&[("image_number", "0.20", "每张")], each("0.2", Unit::Images)),
            (&[("video_duration", "0.24", "每秒")], each("0.24", Unit::Seconds)),
            (&[("tts_text_number", "2", "每万字符")], each("0.0002", Unit::Characters)),
            (&[("a", "0.2", "每张"), ("b", "0.20", "每张")], each("0.2", Unit::Images)),
            // Ambiguous.
            (&[("720P", "0.2", "每秒"), ("1080P", "0.4", "每秒")], None),
            (&[("input_token", "1.6", "tokens")], None),
            (&[("input_token", "1.6", "每100万tokens")], None),
            (&[("input_token", "-1", "每千tokens")], None),
            (&[("video_duration", "1", "每5秒")], None),
            (&[("call", "1", "次")], None),
            (&[], None),
        ] {
            let listed = |&(kind, amount, per): &(&'static str, &str, &'static str)| Listed {
                kind,
                amount: amount.parse().unwrap(),
                per,
            };
            let listed: Vec<Listed<'_>> = rows.iter().map(listed).collect();
            assert_eq!(Charge::from_rows(&listed), charge, "{rows:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_price_is_safe(kind in ".*", per in "[每百千万0-9a-z张秒token ,]{0,12}", digits: i64, scale in 0_u32..28) {
            let _ = Charge::from_rows(&[Listed { kind: &kind, amount: Decimal::new(digits, scale), per: &per }]);
        }
    }
}
