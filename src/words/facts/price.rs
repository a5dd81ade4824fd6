//! The price of a model beyond its free quota, and its price list.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

use crate::{
    domain::{
        Unit, Zone,
        price::{Charge, Price, PriceList},
    },
    words::{Lang, Text, number, phrase, time},
};

const INPUT: Text = Text::new("in", "输入");
const OUTPUT: Text = Text::new("out", "输出");
const PER_MILLION: Text = Text::new("per million tokens", "百万 Token");

/// `1.60 in, 6.40 out USD per million tokens (list price, international, 2026-11); about 0.15 to 0.59 USD a
/// day at this pace`; `per_day` = at least and at most.
pub(crate) fn price(
    lang: Lang,
    price: &Price,
    per_day: Option<(Option<Decimal>, Option<Decimal>)>,
    (now, zone): (DateTime<Utc>, Zone),
) -> String {
    let with_currency = |text: String| match price.currency {
        Some(currency) => format!("{text} {currency}"),
        None => text,
    };
    let (amounts, per) = charge(lang, price.charge);
    let list = match &price.list {
        PriceList::Collected { site, month } => {
            let site = number::site(lang, *site);
            phrase!(lang, "list price, {site}, {month}", "目录价，{site}，{month}")
        }
        PriceList::Server { read_at } => {
            let read_at = time::moment(lang, *read_at, now, zone);
            phrase!(
                lang,
                "Model Studio's list of {read_at}, currency unknown",
                "百炼模型列表，{read_at} 更新，未注明币种",
            )
        }
    };
    let listed = phrase!(lang, "{} {per} ({list})", "{}/{per}（{list}）", with_currency(amounts));
    match (per_day.and_then(|costs| range(lang, costs)), lang) {
        (None, _) => listed,
        (Some(cost), Lang::English) => format!("{listed}; {} a day at this rate", with_currency(cost)),
        (Some(cost), Lang::Chinese) => format!("{listed}；按当前用量每天{}", with_currency(cost)),
    }
}

/// The amounts and their unit.
fn charge(lang: Lang, charge: Charge) -> (String, &'static str) {
    match charge {
        Charge::Tokens { input, output } => {
            let ways = [(input, INPUT), (output, OUTPUT)].into_iter();
            let text = ways.filter_map(|(amount, way)| Some((number::digits(amount?), way.of(lang))));
            let text: Vec<String> = match lang {
                Lang::English => text.map(|(amount, way)| format!("{amount} {way}")).collect(),
                Lang::Chinese => text.map(|(amount, way)| format!("{way} {amount}")).collect(),
            };
            (text.join(lang.pick(", ", "，")), PER_MILLION.of(lang))
        }
        Charge::Each(amount, unit) => {
            let (scale, per) = match unit {
                Unit::Images => (1, lang.pick("per image", "张")),
                Unit::Seconds => (1, lang.pick("per second", "秒")),
                Unit::Characters => (10_000, lang.pick("per 10,000 characters", "万字符")),
                Unit::Tokens => (1_000_000, PER_MILLION.of(lang)),
                Unit::Units => (1, lang.pick("per unit", "单位")),
            };
            (number::digits(amount.saturating_mul(scale.into())), per)
        }
    }
}

/// `about 0.15 to 0.59`, `at most 0.59`, `under 0.01`. The amounts are in whole hundredths.
fn range(lang: Lang, (least, most): (Option<Decimal>, Option<Decimal>)) -> Option<String> {
    if most.or(least)?.is_zero() {
        return Some(lang.pick("under 0.01", "不到 0.01").to_owned());
    }
    let least = least.filter(|least| !least.is_zero());
    match (least.map(number::digits), most.map(number::digits)) {
        (Some(least), Some(most)) if least != most => {
            Some(phrase!(lang, "about {least} to {most}", "约 {least} 至 {most}"))
        }
        (Some(one), _) => Some(format!("{} {one}", lang.pick("about", "约"))),
        (None, Some(most)) => Some(format!("{} {most}", lang.pick("at most", "最多"))),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: Lang = Lang::English;

    fn decimal(text: &str) -> Option<Decimal> {
        text.parse().ok()
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn sentence(lang: Lang, listed: &Price, per_day: Option<(Option<Decimal>, Option<Decimal>)>) -> String {
        price(lang, listed, per_day, (at("2026-11-22T06:12:07Z"), Zone::UTC))
    }

    #[test]
    fn a_price_names_its_list() {
        let charge = Charge::Tokens { input: decimal("1.6"), output: decimal("6.4") };
        let list = PriceList::Collected { site: crate::domain::Site::International, month: "2026-11".into() };
        let listed = Price { charge, currency: Some("USD"), list };
        let base = "1.60 in, 6.40 out USD per million tokens (list price, international, 2026-11)";
        assert_eq!(sentence(ENGLISH, &listed, None), base);
        for (per_day, cost) in [
            ((decimal("0.15"), decimal("0.59")), "about 0.15 to 0.59"),
            ((decimal("0.15"), decimal("0.150")), "about 0.15"),
            ((decimal("0.15"), None), "about 0.15"),
            ((None, decimal("0.59")), "at most 0.59"),
            ((decimal("0.00"), decimal("0.02")), "at most 0.02"),
            ((decimal("0.00"), decimal("0.00")), "under 0.01"),
            ((decimal("0.00"), None), "under 0.01"),
        ] {
            let text = sentence(ENGLISH, &listed, Some(per_day));
            assert_eq!(text, format!("{base}; {cost} USD a day at this rate"));
        }
        assert_eq!(
            sentence(Lang::Chinese, &listed, Some((decimal("0.15"), decimal("0.59")))),
            "输入 1.60，输出 6.40 USD/百万 Token（目录价，国际站，2026-11）；按当前用量每天约 0.15 至 0.59 USD"
        );
    }

    #[test]
    fn prices_of_the_server_have_no_currency() {
        let list = || PriceList::Server { read_at: at("2026-11-22T06:11:00Z") };
        let price = |charge| Price { charge, currency: None, list: list() };
        let tokens = price(Charge::Tokens { input: decimal("1.6"), output: None });
        assert_eq!(
            sentence(ENGLISH, &tokens, Some((decimal("0.15"), None))),
            "1.60 in per million tokens (Model Studio's list of 06:11, currency unknown); about 0.15 a day at \
             this rate"
        );
        for (amount, unit, expected) in [
            ("0.2", Unit::Images, "0.20 per image"),
            ("0.24", Unit::Seconds, "0.24 per second"),
            ("0.0002", Unit::Characters, "2.00 per 10,000 characters"),
        ] {
            let each = price(Charge::Each(amount.parse().unwrap(), unit));
            let list = "(Model Studio's list of 06:11, currency unknown)";
            assert_eq!(sentence(ENGLISH, &each, None), format!("{expected} {list}"));
        }
        assert_eq!(
            sentence(Lang::Chinese, &tokens, None),
            "输入 1.60/百万 Token（百炼模型列表，06:11 更新，未注明币种）"
        );
    }
}
