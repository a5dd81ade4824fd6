//! The account.

use rust_decimal::Decimal;

use crate::{
    domain::{
        AccountState, Site,
        bill::{Cycle, Outstanding},
    },
    words::{Lang, Report, Text, number, phrase, plain},
};

pub(crate) const STATE: Text = Text::new("state", "状态");
pub(crate) const AVAILABLE: Text = Text::new("available", "可用额度");
pub(crate) const CASH: Text = Text::new("cash", "现金余额");
pub(crate) const CREDIT: Text = Text::new("credit", "信用额度");
pub(crate) const READ: Text = Text::new("updated", "更新时间");
pub(crate) const MEANS: Text = Text::new("means", "含义");
pub(crate) const PAY: Text = Text::new("pay", "缴费");
pub(crate) const TROUBLE: Text = Text::new("problem", "问题");
pub(crate) const REMEDY: Text = Text::new("fix", "解决办法");

/// The state in words; `owed` is an amount with its currency.
pub(crate) fn state(lang: Lang, state: AccountState, owed: Option<&str>) -> String {
    match (state, owed) {
        (AccountState::Overdue, Some(owed)) => phrase!(lang, "overdue: {owed}", "欠费：{owed}"),
        (AccountState::Overdue, None) => lang.pick("overdue", "欠费").to_owned(),
        (AccountState::Good, _) => lang.pick("good: not overdue", "正常：没有欠费").to_owned(),
        (AccountState::Unknown, _) => lang.pick("unknown: balance not loaded", "未知：余额未加载").to_owned(),
    }
}

/// What the state means for calls.
pub(crate) const fn means(lang: Lang, state: AccountState) -> &'static str {
    match state {
        AccountState::Overdue => lang.pick(
            "All calls are refused (HTTP 400 Arrearage) until it is paid, even with free quota left.",
            "结清前，所有调用都会被拒绝（HTTP 400 Arrearage），即使还有免费额度。",
        ),
        AccountState::Good => lang.pick(
            "Calls go through. Only a balance below zero is overdue; accounts paid by card always show 0.00.",
            "账户正常，不影响调用。余额小于 0 才算欠费；银行卡自动扣款的账户始终显示 0.00。",
        ),
        AccountState::Unknown => lang.pick(
            "If the account is overdue, all calls are refused, even with free quota left. NEXT CALL is based on the quota only.",
            "若账户已欠费，所有调用都会被拒绝，即使还有免费额度。“下次调用”仅按额度判断。",
        ),
    }
}

/// The debt of a negative balance, with its currency.
pub(crate) fn owed(available: Option<Decimal>, currency: Option<&str>) -> Option<String> {
    Some(number::money(debt(available?)?, currency))
}

/// The debt of a negative balance, without its currency.
pub(crate) fn amount_owed(available: Decimal) -> Option<String> {
    Some(number::money(debt(available)?, None))
}

fn debt(available: Decimal) -> Option<Decimal> {
    (available < Decimal::ZERO).then(|| available.abs())
}

/// An unpaid closed cycle. It need not be overdue yet: a card may still be charged.
pub(crate) fn unpaid(lang: Lang, cycle: Cycle, outstanding: &Outstanding, site: Option<Site>) -> Report {
    let amounts: Vec<String> =
        outstanding.0.iter().map(|(currency, amount)| number::money(*amount, Some(currency))).collect();
    let amounts = amounts.join(" + ");
    let message =
        phrase!(lang, "the {cycle} bill is unpaid: {amounts} due", "{cycle} 账单未结清：待付 {amounts}",);
    Report { message, remedy: pay(site).to_owned() }
}

/// Where to pay, on `site` or on either site.
pub(crate) const fn pay(site: Option<Site>) -> &'static str {
    match site {
        Some(Site::International) => "https://billing-cost.console.alibabacloud.com",
        Some(Site::China) => "https://billing-cost.console.aliyun.com",
        None => {
            "https://billing-cost.console.alibabacloud.com (China: https://billing-cost.console.aliyun.com)"
        }
    }
}

/// `1 min ago (14:11), with the AccessKey of ...`.
pub(crate) fn read(lang: Lang, ago: &str, moment: &str, is_stale: bool, credential: Option<&str>) -> String {
    let stale = if is_stale { lang.pick(", stale", "，已过时") } else { "" };
    let with =
        credential.map_or_else(String::new, |name| phrase!(lang, ", with {}", "，使用 {}", plain(name)));
    format!("{ago}{}{stale}{with}", lang.aside(moment))
}

/// The credentials that were searched for, in order.
pub(crate) fn looked_for(lang: Lang, places: &[String]) -> String {
    format!("{}{}", lang.pick("looked for: ", "已查找："), plain(&places.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_negative_balances_are_owed() {
        let owes = |amount: &str| owed(Some(amount.parse().unwrap()), Some("USD"));
        assert_eq!(owes("-12.4").as_deref(), Some("12.40 USD"));
        assert_eq!(owes("0"), None);
        assert_eq!(owes("3"), None);
        assert_eq!(owed(None, None), None);
    }

    #[test]
    fn debts_have_a_currency() {
        for (lang, said) in [(Lang::English, "overdue: 12.40 USD"), (Lang::Chinese, "欠费：12.40 USD")] {
            assert_eq!(state(lang, AccountState::Overdue, Some("12.40 USD")), said);
        }
    }

    #[test]
    fn a_reading_says_how_old_it_is_and_whose() {
        for (lang, ago, said) in [
            (Lang::English, "1 h ago", "1 h ago (13:12), stale, with default"),
            (Lang::Chinese, "1 小时前", "1 小时前（13:12），已过时，使用 default"),
        ] {
            assert_eq!(read(lang, ago, "13:12", true, Some("default")), said);
        }
    }
}
