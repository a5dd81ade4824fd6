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
pub(crate) const CLOSED: Text = Text::new("Model Studio in closed cycles", "已结束账期的百炼费用");
pub(crate) const CLOSED_NOTE: Text = Text::new(
    "Amounts are before tax; paid or due means the whole bill.",
    "金额为税前；是否结清按整张账单计。",
);
pub(crate) const ALERT: Text = Text::new("alert", "告警");

const NO_AMOUNTS: Text = Text::new("no amounts", "无金额");

/// The title of what Model Studio costs in the running cycle.
pub(crate) fn spending(lang: Lang, cycle: Cycle) -> String {
    phrase!(lang, "Model Studio in {cycle}", "{cycle} 百炼费用")
}

/// `85.90 USD`, `at least 85.90 USD`.
pub(crate) fn so_far(lang: Lang, spend: &Spend) -> String {
    let amounts = amounts::payable(lang, spend.to_date, spend.with_tax, &spend.currency);
    let amounts = amounts.unwrap_or_else(|| NO_AMOUNTS.of(lang).to_owned());
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

/// What a closed cycle cost, by currency: `31.20 CNY + 3.20 USD`; marked as a lower bound if only `days` of the
/// days `of` the cycle are loaded, or an amount is unknown. Without `spends`, no day is loaded.
pub(crate) fn closed_cost(lang: Lang, spends: Option<(&[Spend], usize, usize)>) -> String {
    let Some((spends, days, of)) = spends else {
        return lang.pick("bill not loaded", "账单未加载").to_owned();
    };
    let is_partial = days < of;
    let amounts = spends.iter().map(|spend| {
        amounts::payable(lang, spend.to_date, spend.with_tax, &spend.currency)
            .unwrap_or_else(|| NO_AMOUNTS.of(lang).to_owned())
    });
    let amounts: Vec<String> = amounts.collect();
    let loaded = phrase!(lang, "{days} of {of} days loaded", "已加载 {days}/{of} 天");
    let loaded = if is_partial { lang.aside(&loaded) } else { String::new() };
    if amounts.is_empty() {
        return format!("{}{loaded}", lang.pick("nothing billed", "无费用"));
    }
    let amounts = amounts.join(" + ");
    let is_least = is_partial || spends.iter().any(|spend| spend.incomplete > 0);
    format!("{}{loaded}", if is_least { at_least(lang, &amounts) } else { amounts })
}

/// Whether the whole bill of a closed cycle is paid, behind what it cost: `, paid`, `, 12.40 USD due`. Without
/// `outstanding`, that was not checked. An amount that was not read lately has its moment, `as_of`.
pub(crate) fn payment(lang: Lang, outstanding: Option<&Outstanding>, as_of: Option<&str>) -> String {
    let comma = lang.pick(", ", "，");
    let Some(Outstanding(amounts)) = outstanding else {
        return format!("{comma}{}", lang.pick("payment not checked", "是否结清未查询"));
    };
    if amounts.is_empty() {
        return format!("{comma}{}", lang.pick("paid", "已结清"));
    }
    let due = amounts.iter().map(|(currency, amount)| number::money(*amount, Some(currency)));
    let due = due.collect::<Vec<_>>().join(" + ");
    let as_of = as_of
        .map_or_else(String::new, |moment| lang.aside(&phrase!(lang, "as of {moment}", "截至 {moment}")));
    phrase!(lang, ", {due} due{as_of}", "，待付 {due}{as_of}")
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

    /// Absent is not zero, and a part of the days is no total.
    #[test]
    fn what_a_closed_cycle_cost_says_how_much_of_it_is_known() {
        let (exact, unknown, none) = (spend("31.2", 0), spend("31.2", 1), spend("", 0));
        let with_tax = Tally::Exact("1.06".parse().unwrap());
        let taxed = Spend { currency: "CNY".into(), with_tax, ..spend("", 0) };
        let too_long = Spend { to_date: Tally::TooLong, ..spend("", 0) };
        for (spends, days, english, chinese) in [
            (vec![exact.clone()], 31, "31.20 USD", "31.20 USD"),
            (
                vec![exact.clone()],
                10,
                "at least 31.20 USD (10 of 31 days loaded)",
                "至少 31.20 USD（已加载 10/31 天）",
            ),
            (vec![unknown], 31, "at least 31.20 USD", "至少 31.20 USD"),
            (vec![exact, taxed], 31, "31.20 USD + 1.06 CNY incl. tax", "31.20 USD + 1.06 CNY 含税"),
            (vec![none], 31, "no amounts", "无金额"),
            (vec![too_long], 31, "over 28 digits of USD", "超过 28 位的 USD"),
            (vec![], 31, "nothing billed", "无费用"),
            (vec![], 0, "nothing billed (0 of 31 days loaded)", "无费用（已加载 0/31 天）"),
        ] {
            assert_eq!(closed_cost(Lang::English, Some((&spends, days, 31))), english);
            assert_eq!(closed_cost(Lang::Chinese, Some((&spends, days, 31))), chinese);
        }
        assert_eq!(closed_cost(Lang::English, None), "bill not loaded");
        assert_eq!(closed_cost(Lang::Chinese, None), "账单未加载");
    }

    #[test]
    fn a_closed_cycle_is_paid_or_due_or_not_checked() {
        let due = Outstanding(vec![("USD".into(), "12.4".parse().unwrap())]);
        let both = Outstanding([due.0.clone(), vec![("CNY".into(), "3".parse().unwrap())]].concat());
        let paid = Outstanding::default();
        for (outstanding, as_of, english, chinese) in [
            (Some(&paid), None, ", paid", "，已结清"),
            (Some(&paid), Some("2 Nov"), ", paid", "，已结清"),
            (Some(&due), None, ", 12.40 USD due", "，待付 12.40 USD"),
            (Some(&due), Some("2 Nov"), ", 12.40 USD due (as of 2 Nov)", "，待付 12.40 USD（截至 2 Nov）"),
            (Some(&both), None, ", 12.40 USD + 3.00 CNY due", "，待付 12.40 USD + 3.00 CNY"),
            (None, None, ", payment not checked", "，是否结清未查询"),
        ] {
            assert_eq!(payment(Lang::English, outstanding, as_of), english);
            assert_eq!(payment(Lang::Chinese, outstanding, as_of), chinese);
        }
    }
}
