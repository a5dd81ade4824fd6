//! `DescribeInstanceBill` and `QueryBillOverview`: what they require of a request, and what they answer.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use chrono::NaiveDate;

use super::state::{Known, On, Received};

/// The maximum number of lines on a page, and the default.
const MOST: usize = 300;
const DEFAULT: usize = 20;

/// The bills of the account. Rows are JSON, so that tests control every digit.
#[derive(Clone)]
pub(crate) struct BillFacts {
    /// The rows of each day, `YYYY-MM-DD`. A missing day has no `Data`.
    pub(crate) days: BTreeMap<String, Vec<String>>,
    /// The rows of the overview of each cycle, `YYYY-MM`.
    pub(crate) overview: BTreeMap<String, Vec<String>>,
    pub(crate) page: usize,
    /// Every page names itself as the next one.
    pub(crate) is_ring: bool,
    pub(crate) endless: Option<Endless>,
    /// The rows of a day are nested one level deeper, like those of older operations.
    pub(crate) is_nested: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Endless {
    /// A new line on every page.
    NewLines,
    /// The same, with a `TotalCount`.
    Beyond(usize),
    SameLines,
    NoLines,
    Lines(usize),
}

impl Default for BillFacts {
    fn default() -> Self {
        let (days, overview) = (BTreeMap::new(), BTreeMap::new());
        Self { days, overview, page: MOST, is_ring: false, endless: None, is_nested: false }
    }
}

pub(crate) fn parameters(received: &Received) -> BTreeMap<String, String> {
    pairs(received.parts.uri.query().unwrap_or_default()).into_iter().collect()
}

fn pairs(query: &str) -> Vec<(String, String)> {
    let parts = query.split('&').filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            (decoded(name), decoded(value))
        })
        .collect()
}

/// The query as the server writes it before it checks the signature.
pub(crate) fn canonical(query: &str) -> String {
    let encoded: BTreeSet<String> =
        pairs(query).iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    encoded.into_iter().collect::<Vec<_>>().join("&")
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits: String = rest.by_ref().take(2).map(char::from).collect();
            bytes.push(u8::from_str_radix(&digits, 16).unwrap_or(b'?'));
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                encoded.push(char::from(byte));
            }
            _ => write!(encoded, "%{byte:02X}").unwrap(),
        }
        encoded
    })
}

pub(crate) fn problem(on: &On, received: &Received, query: &BTreeMap<String, String>) -> Option<String> {
    let raw = received.parts.uri.query().unwrap_or_default();
    let allowed: &[&str] = match on {
        On::Bills => &[
            "BillingCycle",
            "BillingDate",
            "Granularity",
            "IsBillingItem",
            "IsHideZeroCharge",
            "MaxResults",
            "NextToken",
        ],
        On::Overview => &["BillingCycle"],
        _ => &[],
    };
    let parameter = |name: &str| query.get(name).map_or("", String::as_str);
    let cycle = parameter("BillingCycle");
    let is_day = |text: &str| text.parse::<NaiveDate>().is_ok_and(|day| day.to_string() == text);
    let mut written: Vec<&str> = raw.split('&').collect();
    written.sort_unstable();
    let of_all = [
        (written.join("&") == canonical(raw), "the query is not sent as it is signed"),
        (raw.is_empty() || pairs(raw).len() == query.len(), "a parameter comes twice"),
        (query.keys().all(|name| allowed.contains(&name.as_str())), "an unknown parameter"),
        (allowed.is_empty() || is_day(&format!("{cycle}-01")), "BillingCycle"),
    ];
    let of_bills = [
        (parameter("Granularity") == "DAILY", "Granularity"),
        (is_day(parameter("BillingDate")), "BillingDate"),
        (parameter("BillingDate").starts_with(&format!("{cycle}-")), "BillingDate is not in BillingCycle"),
        (parameter("IsBillingItem") == "true", "IsBillingItem"),
        (matches!(parameter("IsHideZeroCharge"), "" | "false"), "IsHideZeroCharge"),
        (parameter("MaxResults").parse().is_ok_and(|most: usize| (1..=MOST).contains(&most)), "MaxResults"),
    ];
    let of_bills = of_bills.into_iter().filter(|_| *on == On::Bills);
    of_all.into_iter().chain(of_bills).find(|(is_met, _)| !is_met).map(|(_, what)| format!("{what}: {raw}"))
}

/// A `NextToken` must have been issued for the same day.
pub(crate) fn strange_token(known: &Known, query: &BTreeMap<String, String>) -> Option<String> {
    let token = query.get("NextToken").filter(|token| !token.is_empty())?;
    let given = known.bill_tokens.get(token).is_some_and(|(day, _)| Some(day) == query.get("BillingDate"));
    (!given).then(|| format!("NextToken {token:?} was not given for this day"))
}

pub(crate) fn page(known: &mut Known, query: &BTreeMap<String, String>) -> String {
    let (cycle, day) = (&query["BillingCycle"], &query["BillingDate"]);
    let facts = std::sync::Arc::clone(&known.facts.bills);
    if let Some(endless) = &facts.endless {
        return endless_page(known, endless, day);
    }
    let Some(rows) = facts.days.get(day) else { return success("") };
    let start = query.get("NextToken").and_then(|token| known.bill_tokens.get(token)).map_or(0, |at| at.1);
    let requested = query.get("MaxResults").and_then(|most| most.parse().ok()).unwrap_or(DEFAULT);
    let size = requested.min(facts.page).max(1);
    let end = rows.len().min(start + size);
    let next = if facts.is_ring { start } else { end };
    let token = if facts.is_ring || end < rows.len() {
        // With every kind of character that must be encoded.
        let token = format!("CAES+{}/{next}=~* &%{day}", known.bill_tokens.len());
        let token = if facts.is_ring { "CAES+again/==".to_owned() } else { token };
        known.bill_tokens.insert(token.clone(), (day.clone(), next));
        token
    } else {
        String::new()
    };
    let items = format!("[{}]", rows[start..end].join(","));
    let items = if facts.is_nested { format!(r#"{{"Item":{items}}}"#) } else { items };
    let (total, token) = (rows.len(), serde_json::Value::from(token));
    success(&format!(
        r#","Data":{{"BillingCycle":"{cycle}","AccountID":"1000000000000001","AccountName":"fake@example.com","TotalCount":{total},"MaxResults":{size},"NextToken":{token},"Items":{items}}}"#
    ))
}

fn endless_page(known: &mut Known, endless: &Endless, day: &str) -> String {
    let number = known.bill_tokens.len();
    let token = format!("CAES+{number}");
    known.bill_tokens.insert(token.clone(), (day.to_owned(), 0));
    let row = |id: usize| format!(r#"{{"InstanceID":"i-{id}","PretaxAmount":1}}"#);
    let items = match endless {
        Endless::NewLines | Endless::Beyond(_) => row(number),
        Endless::SameLines => [row(1), row(2)].join(","),
        Endless::NoLines => String::new(),
        Endless::Lines(count) => vec![row(1); *count].join(","),
    };
    let total = match endless {
        Endless::Beyond(total) => format!(r#""TotalCount":{total},"#),
        _ => String::new(),
    };
    success(&format!(r#","Data":{{{total}"NextToken":"{token}","Items":[{items}]}}"#))
}

pub(crate) fn overview(facts: &BillFacts, query: &BTreeMap<String, String>) -> String {
    let cycle = &query["BillingCycle"];
    let rows = facts.overview.get(cycle).map(|rows| rows.join(",")).unwrap_or_default();
    success(&format!(r#","Data":{{"BillingCycle":"{cycle}","AccountID":"1","Items":{{"Item":[{rows}]}}}}"#))
}

fn success(data: &str) -> String {
    format!(r#"{{"Code":"Success","Message":"Successful!","RequestId":"r-1","Success":true{data}}}"#)
}
