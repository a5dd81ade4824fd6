//! One day of the bill (`DescribeInstanceBill`, by day and billing item), page by page.

use std::{
    collections::{HashSet, hash_map::DefaultHasher},
    hash::{Hash, Hasher},
};

use chrono::NaiveDate;
use serde_json::value::RawValue;

use super::line::Lines;
use crate::{
    domain::{
        Cause, Limit,
        bill::{BillDay, BillOwner, Cycle, Gap, Origin, SkipReason},
    },
    source::alibaba::{
        Live, billing,
        credentials::KeyPair,
        fetch::Fetch,
        openapi::{self, Operation},
        wire::bill::BillPage,
    },
};

const WHAT: &str = "the bill of a day";

const PAGE: &str = "300";

/// The most bytes of a page: ten times what its lines usually take.
const LIMIT: u64 = 8 * 1024 * 1024;

/// The most lines of a page that are taken: the server gives 300 at most.
const MOST_LINES: usize = 1000;

const MOST_EMPTY_PAGES: usize = 3;

/// Returns the day and the number of rows or figures that were not understood.
pub(super) async fn read(
    live: &Live,
    fetch: &Fetch,
    pair: &KeyPair,
    day: NaiveDate,
) -> Result<(BillDay, usize), Cause> {
    let origin = live.origins.billing(fetch.logins.site);
    let (cycle, date) = (Cycle::of_day(day).to_string(), day.to_string());
    // Lines that arrive while the pages are read may be missing: the day is as old as its first page.
    let read_at = (live.clock)();
    let mut lines = Lines::default();
    let (mut owner, mut progress) = (None, Progress::default());
    let mut token: Option<String> = None;
    let most_pages = live.limits.day_pages;
    for _ in 0..most_pages {
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
        let body = openapi::call(live, fetch, pair, &operation).await?;
        token = add_page(&mut lines, &mut owner, &mut progress, &operation, &body)?;
        if token.is_none() {
            let (lines, odd, lost) = lines.finish();
            let gap = (lost > 0).then_some(Gap { reason: SkipReason::Malformed, rows: lost });
            return Ok((BillDay { day, owner, origin: Origin::Api, read_at, gap, lines }, odd));
        }
    }
    Err(Cause::OverLimit { what: WHAT.to_owned(), limit: Limit::Pages(most_pages) })
}

/// Adds a page's lines and owner; returns the token of the next page, if any.
fn add_page(
    lines: &mut Lines,
    owner: &mut Option<BillOwner>,
    progress: &mut Progress,
    operation: &Operation<'_>,
    body: &str,
) -> Result<Option<String>, Cause> {
    let Some(data) = operation.bill(body)? else { return Ok(None) };
    let page: BillPage<'_> = operation.read(data.get())?;
    let rows = page.rows().ok_or_else(|| operation.undecodable("no Items".to_owned()))?;
    if rows.len() > MOST_LINES {
        return Err(operation.undecodable(format!("more than {MOST_LINES} lines on a page")));
    }
    *owner = owner.take().or_else(|| BillOwner::parse(page.account_id.as_deref()?));
    let total = page.total();
    let token = page.next_token.filter(|token| !token.trim().is_empty());
    if let Some(token) = &token {
        progress.follow(token, &rows, total).map_err(|detail| operation.undecodable(detail))?;
    }
    for row in rows {
        lines.add(row);
    }
    Ok(token)
}

/// Detects pagination that would never end.
#[derive(Default)]
struct Progress {
    tokens: HashSet<String>,
    lines: usize,
    empty_pages: usize,
    last_page: Option<u64>,
}

impl Progress {
    /// Moves on to the page of `token`; an error if the pages would never end.
    fn follow(&mut self, token: &str, rows: &[&RawValue], total: Option<usize>) -> Result<(), String> {
        if !self.tokens.insert(token.to_owned()) {
            return Err("a NextToken came twice".to_owned());
        }
        self.empty_pages = if rows.is_empty() { self.empty_pages.saturating_add(1) } else { 0 };
        if self.empty_pages > MOST_EMPTY_PAGES {
            return Err(format!("{} pages without a line follow each other", self.empty_pages));
        }
        // Lines may be equal, and so may pages of nothing but equal lines.
        let differs = rows.windows(2).any(|pair| matches!(pair, [one, next] if one.get() != next.get()));
        let page = differs.then(|| fingerprint(rows));
        if page.is_some() && page == self.last_page {
            return Err("a page came twice".to_owned());
        }
        self.last_page = page;
        // The total may change while pages are read.
        self.lines = self.lines.saturating_add(rows.len());
        match total {
            Some(total) if total > 0 && self.lines > total => {
                Err(format!("more lines than its TotalCount of {total}"))
            }
            _ => Ok(()),
        }
    }
}

fn fingerprint(rows: &[&RawValue]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for row in rows {
        row.get().hash(&mut hasher);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Follows pages with these rows and total counts.
    fn follow(pages: &[(&str, Option<usize>)]) -> Result<(), String> {
        let mut progress = Progress::default();
        pages.iter().enumerate().try_for_each(|(place, (rows, total))| {
            let rows: Vec<&RawValue> = serde_json::from_str(rows).unwrap();
            progress.follow(&place.to_string(), &rows, *total)
        })
    }

    #[test]
    fn pages_lead_somewhere() {
        for (pages, error) in [
            (&[("[1]", None), ("[1]", None), ("[1]", None)][..], None),
            (&[("[1,1]", Some(4)), ("[1,1]", Some(4))], None),
            (&[("[1,2]", None), ("[2,1]", None), ("[1,2]", None)], None),
            (&[("[]", None), ("[]", None), ("[]", None), ("[1]", None), ("[]", None)], None),
            (&[("[1]", Some(0)), ("[2]", Some(0))], None),
            (&[("[1]", Some(1)), ("[2]", Some(2))], None),
            (&[("[1,2]", None), ("[1,2]", None)], Some("a page came twice")),
            (&[("[]", None); 4], Some("4 pages without a line follow each other")),
            (&[("[1]", Some(1)), ("[2]", Some(1))], Some("more lines than its TotalCount of 1")),
        ] {
            assert_eq!(follow(pages).err().as_deref(), error, "{pages:?}");
        }
    }
}
