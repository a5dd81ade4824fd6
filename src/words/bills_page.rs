//! What stands on the page of the bills: its tab, its filters, the names of its columns, its totals, and what is
//! said where there is nothing to list.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::{Told, number, plain, time};
use crate::domain::{
    Cause, FeedName, SourceKind,
    bill::{Cycle, Grouping, ProductFilter, report::BillSort},
};

/// The page's tab.
pub const BILLS: &str = "Bills";
/// What every amount on the page is.
pub const BEFORE_TAX: &str = "before tax";
/// What is to be paid.
pub const PAYABLE: &str = "PAYABLE";
/// What it would cost without any discount.
pub const LIST_PRICE: &str = "LIST PRICE";
/// What discounts, coupons and plans took off the list price.
pub const SAVED: &str = "SAVED";
/// The part of the usage that free quota or a package covered.
pub const COVERED: &str = "COVERED";
/// What was used.
pub const USAGE: &str = "USAGE";
/// The part in all that is to be paid.
pub const SHARE: &str = "SHARE";
/// In which currency.
pub const CURRENCY: &str = "CURRENCY";
/// How many lines.
pub const LINES: &str = "LINES";
/// Why it was charged.
pub const WHY: &str = "WHY";
/// The vendor's day.
pub const DAY: &str = "DAY";
/// The model.
pub const MODEL: &str = "MODEL";
/// What is billed.
pub const ITEM: &str = "ITEM";
/// Whose calls.
pub const KEY: &str = "KEY";
/// What is counted.
pub const DIRECTION: &str = "DIRECTION";
/// By which way the calls came.
pub const CHANNEL: &str = "CHANNEL";
/// The price of one unit.
pub const PRICE: &str = "PRICE";
/// Instead of a sum that has too many digits to be exact.
pub const TOO_LONG: &str = "over 28 digits";
/// Behind an amount of which only that with tax is known.
pub const INCL_TAX: &str = "incl. tax";
/// Calls that were made in the console, with nobody's API key.
pub const CONSOLE: &str = "console";
/// A product.
pub const PRODUCT: &str = "PRODUCT";
/// The title of the products.
pub const PRODUCTS: &str = "products";
/// In the chart, at a day on which more came back than was to be paid.
pub const REFUNDED: &str = "more refunded than paid";

/// The name on top of the groups.
pub const fn key(grouping: Grouping) -> &'static str {
    match grouping {
        Grouping::Model => MODEL,
        Grouping::ApiKey => "API KEY",
        Grouping::Workspace => "WORKSPACE",
        Grouping::Item => ITEM,
        Grouping::Day => DAY,
        Grouping::Instance => "INSTANCE",
    }
}

/// `by model`.
pub const fn grouping(grouping: Grouping) -> &'static str {
    match grouping {
        Grouping::Model => "by model",
        Grouping::ApiKey => "by API key",
        Grouping::Workspace => "by workspace",
        Grouping::Item => "by item",
        Grouping::Day => "by day",
        Grouping::Instance => "by instance",
    }
}

/// What groups are ordered by. Days that are ordered by nothing else are ordered by themselves.
pub const fn order(sort: BillSort, grouping: Grouping) -> &'static str {
    match (sort, grouping) {
        (BillSort::Payable | BillSort::Key, Grouping::Day) => "sorted by day",
        (BillSort::Payable, _) => "sorted by payable",
        (BillSort::Key, _) => "sorted by name",
        (BillSort::Gross, _) => "sorted by list price",
        (BillSort::Lines, _) => "sorted by lines",
    }
}

/// The product that is chosen, as the contract names it.
pub fn product(product: &ProductFilter) -> Cow<'_, str> {
    plain(product.as_str())
}

/// What a product's word stands for; nothing where it stands for itself.
pub const fn product_means(product: &ProductFilter) -> &'static str {
    match product {
        ProductFilter::Inference => "Model Studio's inference",
        ProductFilter::ModelStudio => "everything of Model Studio",
        ProductFilter::All => "everything that is billed",
        ProductFilter::Text(_) => "",
    }
}

/// A day in a table: days stand under days.
pub fn day_cell(day: NaiveDate) -> String {
    format!("{:>6}", time::day(day))
}

/// `search: qwen`.
pub fn search(text: &str) -> String {
    format!("search: {}", plain(text))
}

/// `1 line`, `1,234 lines`.
pub fn lines(count: u64) -> String {
    if count == 1 { "1 line".to_owned() } else { format!("{} lines", number::count(count)) }
}

/// The title of the chart: `payable per day, CNY before tax`.
pub fn chart(currency: &str) -> String {
    let currency = plain(currency);
    let gap = if currency.is_empty() { "" } else { " " };
    format!("payable per day, {currency}{gap}{BEFORE_TAX}")
}

/// How far the bills reach: `bills through 20 Nov`.
pub fn through(day: NaiveDate, is_stale: bool) -> String {
    let stale = if is_stale { " stale" } else { "" };
    format!("bills through {}{stale}", time::day(day))
}

/// How many days are there: `bills 12 of 23 days`.
pub fn progress(days: usize, of: usize) -> String {
    format!("bills {days} of {of} days")
}

/// What is said of bills that cannot be asked for, from the longest to the shortest.
pub const OFF: [&str; 3] = [
    "bills off: need an AccessKey with bssapi:DescribeInstanceBill",
    "bills off: need an AccessKey",
    "bills off",
];

/// What happened, and what to do about it, where it is about bills.
pub fn told(cause: &Cause) -> Told {
    match cause {
        Cause::NoAccessKey { .. } => Told {
            message: "bills need an AccessKey".to_owned(),
            remedy: "set ALIBABA_CLOUD_ACCESS_KEY_ID and _SECRET of a RAM user allowed \
                     bssapi:DescribeInstanceBill, or run: aliyun configure"
                .to_owned(),
        },
        _ => super::told(cause),
    }
}

/// The same, in the words of `feed`.
pub fn told_of(feed: FeedName, cause: &Cause) -> Told {
    if feed == FeedName::Bills { told(cause) } else { super::told(cause) }
}

/// The store is being read.
pub fn reading(cycle: Cycle) -> String {
    format!("Reading the bill of {cycle}.")
}

/// The first answer for a cycle is awaited.
pub fn asking(cycle: Cycle, source: SourceKind, (days, of): (usize, usize)) -> String {
    let asks = if source == SourceKind::Demo { "Reading" } else { "Asking Alibaba for" };
    format!("{asks} the bill of {cycle}: {days} of {of} days.")
}

/// Nothing was kept of a cycle, and nothing is asked.
pub fn offline(cycle: Cycle) -> String {
    format!("Nothing of {cycle} was kept from an earlier run, and offline nothing is asked.")
}

/// A cycle could not be read.
pub fn failed(cycle: Cycle) -> String {
    format!("The bill of {cycle} could not be read.")
}

/// A snapshot has bills only where some were imported.
pub fn not_imported(cycle: Cycle) -> String {
    format!("No bill of {cycle} was imported.")
}

/// How to bring bills into a snapshot.
pub const IMPORT: (&str, &str) = ("quotatop import FILE", "brings in exported Bill Details (CSV)");

/// The cycle has no lines.
pub fn no_lines(cycle: Cycle) -> String {
    format!("The bill of {cycle} has no lines.")
}

/// The cycle has lines, but none of this product.
pub fn none_of_product(cycle: Cycle, product: &ProductFilter, others: u64) -> String {
    let product = self::product(product);
    format!("No line of {cycle} is under \"{product}\"; {} under other products.", are(others))
}

fn are(lines: u64) -> String {
    if lines == 1 { "1 is".to_owned() } else { format!("{} are", number::count(lines)) }
}

/// No line has the words that are searched for.
pub fn no_match(cycle: Cycle, search: &str) -> String {
    format!("No line of {cycle} has \"{}\".", plain(search))
}

/// What the key that clears the search does.
pub const CLEARS: &str = "clears the search";
/// What the key for the products does.
pub const OTHER_PRODUCTS: &str = "other products";
/// What the arrows do.
pub const OTHER_CYCLES: &str = "other cycles";

/// Behind what a model has cost: ` in 2026-11 before tax, first billed 20 Nov; m shows the bill`.
pub fn cost(cycle: Cycle, first_day: Option<NaiveDate>, key: &str) -> String {
    let first = first_day.map_or_else(String::new, |day| format!(", first billed {}", time::day(day)));
    format!(" in {cycle} {BEFORE_TAX}{first}; {key} shows the bill")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_permission_is_named_with_its_policy() {
        let action = Some("bssapi:DescribeInstanceBill".to_owned());
        let told = told(&Cause::Forbidden { action, code: "NotAuthorized".into() });
        for named in ["bssapi:DescribeInstanceBill", "AliyunBSSReadOnlyAccess"] {
            assert!(format!("{} {}", told.message, told.remedy).contains(named), "{told:?}");
        }
    }

    #[test]
    fn a_missing_key_is_told_of_bills() {
        assert!(!told(&Cause::NoAccessKey { looked_for: vec![] }).remedy.contains("Acccount"));
    }

    #[test]
    fn counts_read_as_sentences() {
        let cycle = "2026-11".parse().unwrap();
        assert_eq!(
            none_of_product(cycle, &ProductFilter::Inference, 2345),
            "No line of 2026-11 is under \"inference\"; 2,345 are under other products."
        );
    }
}
