//! The account in words: what it owes, and what that means.

use chrono::{DateTime, Utc};

use super::{number, time};
use crate::domain::{AccountState, Balance, Site, Snapshot};

/// Why the account may not be checked, as short as it can be said.
pub const NOT_CHECKED: &str = "account not checked: needs an AccessKey with bss:DescribeAcccount";

/// What an overdue account means, in one sentence.
pub const OVERDUE_MEANS: &str = "Every call is refused until it is paid, even where quota is left.";

/// The overdue account in one line: `OVERDUE  The account owes 12.40 USD. Every call is refused …`.
pub fn overdue(balance: Option<&Balance>) -> String {
    let owed = balance.and_then(|balance| Some((balance.available?.abs(), balance.currency.as_deref())));
    let sentence = owed.map_or_else(
        || "The account owes money.".to_owned(),
        |(amount, currency)| format!("The account owes {}.", number::money(amount, currency)),
    );
    format!("OVERDUE  {sentence} {OVERDUE_MEANS}")
}

/// Where to pay.
pub const fn where_to_pay(site: Option<Site>) -> &'static str {
    match site {
        Some(Site::China) => "https://billing-cost.console.aliyun.com",
        Some(Site::International) | None => "https://billing-cost.console.alibabacloud.com",
    }
}

/// The account's state in a word or two.
pub const fn state(state: AccountState) -> &'static str {
    match state {
        AccountState::Overdue => "overdue",
        AccountState::Good => "good",
        AccountState::Unknown => "not checked",
    }
}

/// What is known of the account, as pairs of name and value.
pub fn lines(snapshot: &Snapshot, now: DateTime<Utc>) -> Vec<(&'static str, String)> {
    let balance = snapshot.balance.as_ref();
    let currency = balance.and_then(|balance| balance.currency.as_deref());
    let amount = |amount: Option<_>| amount.map(|amount| number::money(amount, currency));
    let mut lines = vec![("account", state(snapshot.account_state()).to_owned())];
    let known = [
        ("available", balance.and_then(|balance| amount(balance.available))),
        ("cash", balance.and_then(|balance| amount(balance.cash))),
        ("credit", balance.and_then(|balance| amount(balance.credit))),
        ("read", snapshot.account.fetched_at.map(|at| time::ago(at, now))),
    ];
    lines.extend(known.into_iter().filter_map(|(name, value)| Some((name, value?))));
    if snapshot.account_state() == AccountState::Overdue {
        lines.push(("", format!("{OVERDUE_MEANS} Pay at {}", where_to_pay(snapshot.site))));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_owed_is_said_with_its_currency_where_it_is_known() {
        let balance = |available: Option<&str>, currency: Option<&str>| Balance {
            available: available.map(|text| text.parse().unwrap()),
            currency: currency.map(str::to_owned),
            ..Balance::default()
        };
        let owes = |balance: Option<&Balance>| overdue(balance).replace(&format!(" {OVERDUE_MEANS}"), "");
        assert_eq!(owes(Some(&balance(Some("-12.40"), Some("USD")))), "OVERDUE  The account owes 12.40 USD.");
        assert_eq!(owes(Some(&balance(Some("-12.4"), None))), "OVERDUE  The account owes 12.40.");
        assert_eq!(owes(None), "OVERDUE  The account owes money.");
    }
}
