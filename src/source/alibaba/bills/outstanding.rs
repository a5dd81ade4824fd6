//! The outstanding amounts of a cycle (`QueryBillOverview`, one row for each commodity).

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::value::RawValue;

use crate::{
    domain::{
        Cause,
        bill::{Cycle, Outstanding, Tally},
    },
    source::alibaba::{
        Live, billing,
        fetch::Fetch,
        openapi::{self, Operation},
        wire::{
            bill::{BillPage, OverviewRow},
            lenient::object,
        },
    },
};

pub(in crate::source::alibaba) async fn outstanding(
    live: &Live,
    fetch: &Fetch,
    cycle: Cycle,
) -> Result<Outstanding, Cause> {
    let Some(pair) = &fetch.logins.pair else { return Err(fetch.logins.why_no_pair()) };
    let origin = live.origins.billing(fetch.logins.site);
    let cycle = cycle.to_string();
    let operation = Operation {
        query: &[("BillingCycle", &cycle)],
        pace: Some(&live.bill_calls),
        ..billing::operation(
            &origin,
            "QueryBillOverview",
            "bssapi:QueryBillOverview",
            "the unpaid amount of a bill",
        )
    };
    let body = openapi::call(live, fetch, pair, &operation).await?;
    let Some(data) = operation.bill(&body)? else { return Ok(Outstanding::default()) };
    let page: BillPage<'_> = operation.read(data.get())?;
    let rows = page.rows().ok_or_else(|| operation.undecodable("no Items".to_owned()))?;
    summed(&rows).map_err(|detail| operation.undecodable(detail.to_owned()))
}

/// The sums by currency without zeros. A single odd row fails them all: less than what is owed must not be
/// reported.
fn summed(rows: &[&RawValue]) -> Result<Outstanding, &'static str> {
    let mut sums: BTreeMap<String, Tally> = BTreeMap::new();
    for raw in rows {
        let row: OverviewRow = object(raw.get()).ok().ok_or("an unexpected row")?;
        let currency = row.currency.unwrap_or_default().trim().to_ascii_uppercase();
        sums.entry(currency).or_default().add(row.outstanding_amount);
    }
    if sums.values().any(|sum| *sum == Tally::TooLong) {
        return Err("a sum has too many digits");
    }
    let sums = sums.into_iter().filter_map(|(currency, sum)| Some((currency, sum.exact()?)));
    Ok(Outstanding(sums.filter(|(_, sum)| *sum != Decimal::ZERO).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(rows: &str) -> Result<Vec<(String, String)>, &'static str> {
        let rows: Vec<&RawValue> = serde_json::from_str(rows).unwrap();
        let Outstanding(sums) = summed(&rows)?;
        Ok(sums.into_iter().map(|(currency, sum)| (currency, sum.to_string())).collect())
    }

    #[test]
    fn each_currency_is_summed_by_itself_and_zero_is_paid() {
        for (rows, expected) in [
            ("[]", vec![]),
            (r#"[{"Currency":"CNY","OutstandingAmount":0.00}]"#, vec![]),
            (r#"[{"Currency":"CNY"},{"Currency":"CNY","OutstandingAmount":null}]"#, vec![]),
            (
                r#"[{"Currency":"USD","OutstandingAmount":"1,000.10"},{"Currency":" cny\n","OutstandingAmount":0.1},
                    {"Currency":"CNY","OutstandingAmount":0.2},{"Currency":"JPY","OutstandingAmount":5},
                    {"Currency":"JPY","OutstandingAmount":-5}]"#,
                vec![("CNY", "0.3"), ("USD", "1000.10")],
            ),
            (r#"[{"OutstandingAmount":-1.5}]"#, vec![("", "-1.5")]),
        ] {
            let expected: Vec<_> =
                expected.into_iter().map(|(c, s): (&str, &str)| (c.into(), s.into())).collect();
            assert_eq!(sums(rows), Ok(expected), "{rows}");
        }
    }

    #[test]
    fn no_part_of_a_debt_is_told_as_the_whole() {
        for rows in [
            "[7]",
            "[null]",
            r#"[{"Currency":"CNY","OutstandingAmount":1},{"Currency":"CNY","OutstandingAmount":"many"}]"#,
            r#"[{"OutstandingAmount":79228162514264337593543950335},{"OutstandingAmount":0.1}]"#,
        ] {
            assert!(sums(rows).is_err(), "{rows}");
        }
    }
}
