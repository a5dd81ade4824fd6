//! Texts of the account page: spending, its limit, closed cycles. Those of the balance are in `facts::account`.

use rust_decimal::Decimal;

use crate::{
    domain::bill::{Cycle, LimitStatus, Outstanding, Spend, Tally},
    words::{
        Lang, Text,
        facts::{
            amounts::{self, BEFORE_TAX},
            bill::at_least,
        },
        number, phrase,
    },
};

pub(crate) const SO_FAR: Text = Text::new("so far", "至今");
pub(crate) const EXPECTED: Text = Text::new("expected", "预计");
pub(crate) const LIMIT: Text = Text::new("limit", "上限");
pub(crate) const DATA: Text = Text::new("data", "数据");
pub(crate) const CLOSED: Text = Text::new("closed billing cycles", "已结束的账期");
pub(crate) const ALERT: Text = Text::new("alert", "告警");

/// The title of what Model Studio costs in the running cycle.
pub(crate) fn spending(lang: Lang, cycle: Cycle) -> String {
    phrase!(lang, "Model Studio in {cycle}", "{cycle} 百炼费用")
}

/// `85.90 USD`, `at least 85.90 USD`.
pub(crate) fn so_far(lang: Lang, spend: &Spend) -> String {
    let amounts = amounts::payable_rounded(lang, spend.to_date, spend.with_tax, &spend.currency);
    let amounts = amounts.unwrap_or_else(|| lang.pick("no amounts", "无金额").to_owned());
    if spend.incomplete > 0 { at_least(lang, &amounts) } else { amounts }
}

/// `, before tax`, unless an amount includes it.
pub(crate) fn before_tax(lang: Lang, spend: &Spend) -> String {
    match (spend.to_date, spend.with_tax) {
        (Tally::Nothing, _) | (_, Tally::Exact(_) | Tally::TooLong) => String::new(),
        _ => format!("{}{}", lang.pick(", ", "，"), BEFORE_TAX.of(lang)),
    }
}

/// How near the limit is: `100.00 USD: 86 % spent`.
pub(crate) fn limit(lang: Lang, spend: &Spend, limit: Decimal, status: LimitStatus) -> String {
    let whole = number::money(limit, Some(&spend.currency));
    let cost = spend.to_date.exact().unwrap_or_default();
    let percent = cost.saturating_mul(Decimal::ONE_HUNDRED).checked_div(limit).map(number::percent);
    let share =
        percent.map(|percent| phrase!(lang, ": {percent} % spent", "：已用 {percent}%")).unwrap_or_default();
    let status = match status {
        LimitStatus::Below => "",
        LimitStatus::ProjectedOver => lang.pick(", on track to exceed it", "，预计将超出"),
        LimitStatus::Over => lang.pick(", exceeded", "，已超出"),
    };
    format!("{whole}{share}{status}")
}

/// A closed cycle: `2026-10  paid`, `2026-10  12.40 USD due`.
pub(crate) fn closed_cycle(lang: Lang, cycle: Cycle, outstanding: &Outstanding) -> String {
    let due: Vec<String> =
        outstanding.0.iter().map(|(currency, amount)| number::money(*amount, Some(currency))).collect();
    if due.is_empty() {
        return phrase!(lang, "{cycle}  paid", "{cycle}  已结清");
    }
    let due = due.join(" + ");
    phrase!(lang, "{cycle}  {due} due", "{cycle}  待付 {due}")
}

/// The configured limit of the balance: `below 5.00 USD`.
pub(crate) fn balance_alert(lang: Lang, limit: Decimal, currency: Option<&str>) -> String {
    let limit = number::money(limit, currency);
    phrase!(lang, "below {limit}", "低于 {limit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spend(to_date: &str, incomplete: u64) -> Spend {
        Spend {
            cycle: "2026-11".parse().unwrap(),
            currency: "USD".into(),
            to_date: to_date.parse().map_or(Tally::Nothing, Tally::Exact),
            with_tax: Tally::Nothing,
            incomplete,
            through: None,
            days: Vec::new(),
            is_closed: false,
            projected: None,
            expected: Vec::new(),
        }
    }

    #[test]
    fn amounts_are_rounded_and_lower_bounds_marked() {
        for (spend, said) in [
            (spend("85.89516", 0), "85.90 USD, before tax"),
            (spend("85.89516", 2), "at least 85.90 USD, before tax"),
            (spend("", 0), "no amounts"),
        ] {
            let lang = Lang::English;
            assert_eq!(format!("{}{}", so_far(lang, &spend), before_tax(lang, &spend)), said);
        }
    }

    #[test]
    fn a_limit_says_how_near_it_is() {
        for (spent, limit, status, english, chinese) in [
            ("86", "100", LimitStatus::Below, "100.00 USD: 86 % spent", "100.00 USD：已用 86%"),
            (
                "86",
                "100",
                LimitStatus::ProjectedOver,
                "100.00 USD: 86 % spent, on track to exceed it",
                "100.00 USD：已用 86%，预计将超出",
            ),
            (
                "120",
                "100",
                LimitStatus::Over,
                "100.00 USD: 120 % spent, exceeded",
                "100.00 USD：已用 120%，已超出",
            ),
            ("1", "0", LimitStatus::Over, "0.00 USD, exceeded", "0.00 USD，已超出"),
        ] {
            let limit: Decimal = limit.parse().unwrap();
            assert_eq!(super::limit(Lang::English, &spend(spent, 0), limit, status), english);
            assert_eq!(super::limit(Lang::Chinese, &spend(spent, 0), limit, status), chinese);
        }
    }

    #[test]
    fn a_closed_cycle_is_paid_or_due() {
        let cycle: Cycle = "2026-10".parse().unwrap();
        let due = Outstanding(vec![("USD".into(), "12.4".parse().unwrap())]);
        assert_eq!(closed_cycle(Lang::English, cycle, &Outstanding::default()), "2026-10  paid");
        assert_eq!(closed_cycle(Lang::English, cycle, &due), "2026-10  12.40 USD due");
        assert_eq!(closed_cycle(Lang::Chinese, cycle, &due), "2026-10  待付 12.40 USD");
    }
}
