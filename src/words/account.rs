//! What is said of the account.

use rust_decimal::Decimal;

use super::{Told, number, plain};
use crate::domain::{
    AccountState, Site,
    bill::{Cycle, Outstanding},
};

/// Whether it may call at all.
pub const STATE: &str = "state";
/// What decides that.
pub const AVAILABLE: &str = "available";
/// The cash in it.
pub const CASH: &str = "cash";
/// The credit line.
pub const CREDIT: &str = "credit";
/// When it was read, and with what.
pub const READ: &str = "read";
/// What that means.
pub const MEANS: &str = "means";
/// Where to pay.
pub const PAY: &str = "pay";
/// What went wrong.
pub const TROUBLE: &str = "trouble";
/// What to do about it.
pub const REMEDY: &str = "remedy";

/// The state in words; `owed` is an amount with its currency.
pub fn state(state: AccountState, owed: Option<&str>) -> String {
    match (state, owed) {
        (AccountState::Overdue, Some(owed)) => format!("overdue: it owes {owed}"),
        (AccountState::Overdue, None) => "overdue".to_owned(),
        (AccountState::Good, _) => "good: nothing is owed".to_owned(),
        (AccountState::Unknown, _) => "unknown: the balance was not read".to_owned(),
    }
}

/// What the state means for calls.
pub const fn means(state: AccountState) -> &'static str {
    match state {
        AccountState::Overdue => {
            "every call to every model is refused (HTTP 400 Arrearage) until it is paid, even where free quota is left"
        }
        AccountState::Good => {
            "the account stops no call. It would be overdue below zero; zero is good, and an account billed by card always reads zero"
        }
        AccountState::Unknown => {
            "whether the account is overdue is not known. If it is, every call is refused, even where free quota is left: next call looks at the quota alone"
        }
    }
}

/// What is owed of a balance below zero, with its currency; nothing for any other.
pub fn owed(available: Option<Decimal>, currency: Option<&str>) -> Option<String> {
    let available = available.filter(|amount| *amount < Decimal::ZERO)?;
    Some(number::money(available.abs(), currency))
}

/// A closed cycle that is not paid. It need not be overdue yet: a card may still be charged.
pub fn unpaid(cycle: Cycle, outstanding: &Outstanding, site: Option<Site>) -> Told {
    let amounts: Vec<String> =
        outstanding.0.iter().map(|(currency, amount)| number::money(*amount, Some(currency))).collect();
    Told {
        message: format!("the bill of {cycle} is not paid: {} outstanding", amounts.join(" + ")),
        remedy: pay(site).to_owned(),
    }
}

/// Where one pays, on the site that is known; on both where none is.
pub const fn pay(site: Option<Site>) -> &'static str {
    match site {
        Some(Site::International) => "https://billing-cost.console.alibabacloud.com",
        Some(Site::China) => "https://billing-cost.console.aliyun.com",
        None => {
            "https://billing-cost.console.alibabacloud.com (China: https://billing-cost.console.aliyun.com)"
        }
    }
}

/// `1 min ago (14:11), with the AccessKey of ...`.
pub fn read(ago: &str, moment: &str, is_stale: bool, credential: Option<&str>) -> String {
    let stale = if is_stale { ", stale" } else { "" };
    let with = credential.map_or_else(String::new, |name| format!(", with {}", plain(name)));
    format!("{ago} ({moment}){stale}{with}")
}

/// What was looked for, in order.
pub fn looked_for(places: &[String]) -> String {
    format!("looked for: {}", plain(&places.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_below_zero_is_owed() {
        let owes = |amount: &str| owed(Some(amount.parse().unwrap()), Some("USD"));
        assert_eq!(owes("-12.4").as_deref(), Some("12.40 USD"));
        assert_eq!(owes("0"), None);
        assert_eq!(owes("3"), None);
        assert_eq!(owed(None, None), None);
        assert_eq!(state(AccountState::Overdue, Some("12.40 USD")), "overdue: it owes 12.40 USD");
    }
}
