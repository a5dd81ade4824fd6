//! The account's balance (BssOpenApi 2017-12-14, `QueryAccountBalance`).

use super::{
    Live,
    openapi::{self, Operation},
    visit::Visit,
    wire::signed::{BalanceAnswer, BalanceData},
};
use crate::{
    domain::{Balance, Cause},
    source::http::Origin,
};

/// An operation of the billing interface, without parameters.
pub(super) const fn operation<'a>(
    origin: &'a Origin,
    action: &'a str,
    permission: &'a str,
    what: &'a str,
) -> Operation<'a> {
    Operation {
        origin,
        path: "/",
        query: &[],
        action,
        version: "2017-12-14",
        content_type: None,
        permission,
        what,
        limit: openapi::LIMIT,
        pace: None,
    }
}

/// The balance.
pub(super) async fn balance(live: &Live, visit: &Visit) -> Result<Balance, Cause> {
    let Some(pair) = &visit.logins.pair else { return Err(visit.logins.why_no_pair()) };
    let origin = live.origins.billing(visit.logins.site);
    // The permission is spelled so, with three c, by the vendor.
    let operation = operation(&origin, "QueryAccountBalance", "bss:DescribeAcccount", "the balance");
    let body = openapi::call(live, visit, pair, &operation).await?;
    let answer: BalanceAnswer<'_> = operation.read(&body)?;
    let data = answer.data.ok_or_else(|| operation.undecodable("no Data".to_owned()))?;
    let data: BalanceData = operation.read(data.get())?;
    Ok(Balance {
        available: data.available_amount,
        cash: data.available_cash_amount,
        credit: data.credit_amount,
        currency: data.currency.map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()),
    })
}
