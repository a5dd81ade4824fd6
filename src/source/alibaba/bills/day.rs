//! One day of the bill (`DescribeInstanceBill`, by day and billing item), page by page.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::line::Lines;
use crate::{
    domain::{
        Cause,
        bill::{BillDay, Cycle, Origin},
    },
    source::alibaba::{
        Live, billing,
        credentials::KeyPair,
        openapi::{self, Operation},
        visit::Visit,
        wire::bill::BillPage,
    },
};

/// What is read, as a failure names it.
const WHAT: &str = "the bill of a day";

/// The most lines of a page that the server gives.
const PAGE: &str = "300";

/// The most bytes of a page: ten times what its lines usually take.
const LIMIT: u64 = 8 * 1024 * 1024;

/// No more pages of one day than this are ever asked for.
const MOST_PAGES: usize = 1000;

/// The day, and how much of it could not be understood.
pub(super) async fn read(
    live: &Live,
    visit: &Visit,
    pair: &KeyPair,
    day: NaiveDate,
) -> Result<(BillDay, usize), Cause> {
    let origin = live.origins.billing(visit.logins.site);
    let (cycle, date) = (Cycle::of_day(day).to_string(), day.to_string());
    // Lines that come in while the pages are read may be missing: the day is as old as its first page.
    let read_at = (live.clock)();
    let mut lines = Lines::default();
    let mut tokens: HashSet<String> = HashSet::new();
    let mut token: Option<String> = None;
    for _ in 0..MOST_PAGES {
        let query = [
            ("BillingCycle", cycle.as_str()),
            ("Granularity", "DAILY"),
            ("BillingDate", date.as_str()),
            ("IsBillingItem", "true"),
            ("MaxResults", PAGE),
        ];
        let query: Vec<_> =
            query.into_iter().chain(token.as_deref().map(|token| ("NextToken", token))).collect();
        let operation = Operation {
            query: &query,
            limit: LIMIT,
            pace: Some(&live.bill_calls),
            ..billing::operation(&origin, "DescribeInstanceBill", "bssapi:DescribeInstanceBill", WHAT)
        };
        let body = openapi::call(live, visit, pair, &operation).await?;
        match add_page(&mut lines, &operation, &body)? {
            None => {
                let (lines, odd) = lines.finish();
                return Ok((BillDay { day, origin: Origin::Api, read_at, lines }, odd));
            }
            Some(next) if tokens.contains(&next) => {
                return Err(operation.undecodable("a NextToken came twice".to_owned()));
            }
            Some(next) => {
                tokens.insert(next.clone());
                token = Some(next);
            }
        }
    }
    let detail = format!("more than {MOST_PAGES} pages");
    Err(Cause::Undecodable { what: WHAT.to_owned(), detail })
}

/// Adds the lines of a page; the token of the next one, where there is one. What the page says of their number
/// (`TotalCount`) changes while it is read, and is passed over.
fn add_page(lines: &mut Lines, operation: &Operation<'_>, body: &str) -> Result<Option<String>, Cause> {
    let Some(data) = operation.bill(body)? else { return Ok(None) };
    let page: BillPage<'_> = operation.read(data.get())?;
    let rows = page.rows().ok_or_else(|| operation.undecodable("no Items".to_owned()))?;
    for row in rows {
        lines.add(row);
    }
    Ok(page.next_token.filter(|token| !token.trim().is_empty()))
}
