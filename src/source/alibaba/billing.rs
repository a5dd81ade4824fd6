//! The account's balance (BssOpenApi 2017-12-14, `QueryAccountBalance`).

use super::{
    Live,
    fetch::Fetch,
    openapi::{self, Operation},
    wire::signed::{BalanceAnswer, BalanceData},
};
use crate::{
    domain::{Balance, Cause},
    source::http::{Method, Origin},
};

pub(super) const fn operation<'a>(
    origin: &'a Origin,
    action: &'a str,
    permission: &'a str,
    what: &'a str,
) -> Operation<'a> {
    Operation {
        method: Method::POST,
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

pub(super) async fn balance(live: &Live, fetch: &Fetch) -> Result<Balance, Cause> {
    let Some(pair) = &fetch.logins.pair else { return Err(fetch.logins.why_no_pair()) };
    let origin = live.origins.billing(fetch.logins.site);
    // The vendor spells this permission with three c.
    let operation = operation(&origin, "QueryAccountBalance", "bss:DescribeAcccount", "the balance");
    let body = openapi::call(live, fetch, pair, &operation).await?;
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
