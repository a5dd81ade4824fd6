//! The account's balance (BssOpenApi 2017-12-14, `QueryAccountBalance`).

use super::{
    Live,
    openapi::{self, Operation},
    visit::Visit,
    wire::signed::{BalanceAnswer, BalanceData},
};
use crate::domain::{Balance, Cause};

/// The balance.
pub(super) async fn balance(live: &Live, visit: &Visit) -> Result<Balance, Cause> {
    let Some(pair) = &visit.logins.pair else { return Err(visit.logins.why_no_pair()) };
    let origin = live.origins.billing(visit.logins.site);
    let operation = Operation {
        origin: &origin,
        path: "/",
        action: "QueryAccountBalance",
        version: "2017-12-14",
        content_type: None,
        // Spelled so, with three c, by the vendor.
        permission: "bss:DescribeAcccount",
        what: "the balance",
    };
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
