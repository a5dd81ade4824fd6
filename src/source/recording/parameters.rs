//! What a request asks for, so that a recorded answer is found again.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::Asked;

/// The parameters of which each value has an answer of its own: another one's would be wrong.
const DECISIVE: [&str; 8] =
    ["BillingCycle", "BillingDate", "NextToken", "pageNo", "PageNum", "taskId", "modelType", "query"];

/// The part of the console's parameters that only says who asks.
const CALLER: &str = "cornerstoneParam";

/// The fields of the console's address that every call has.
const ADDRESS: [&str; 3] = ["action", "product", "api"];

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parameters {
    /// The decisive ones.
    pub(super) decisive: BTreeMap<String, String>,
    /// All of them, in one order.
    pub(super) all: String,
}

impl Parameters {
    pub(super) fn new(asked: &Asked) -> Self {
        let params = asked.form.get("params").and_then(|text| serde_json::from_str::<Value>(text).ok());
        let mut data = params.and_then(|params| params.get("Data").cloned()).unwrap_or_default();
        if let Some(fields) = data.as_object_mut() {
            fields.remove(CALLER);
        }
        let query: BTreeMap<&String, &String> =
            asked.query.iter().filter(|(name, _)| !ADDRESS.contains(&name.as_str())).collect();
        let mut decisive = BTreeMap::new();
        collect(&data, &mut decisive);
        for (name, value) in &query {
            if DECISIVE.contains(&name.as_str()) {
                decisive.insert((*name).clone(), (*value).clone());
            }
        }
        Self { decisive, all: format!("{query:?} {data}") }
    }
}

/// The decisive parameters, however deep they are.
fn collect(data: &Value, found: &mut BTreeMap<String, String>) {
    let Some(fields) = data.as_object() else { return };
    let fields: &Map<String, Value> = fields;
    for (name, value) in fields {
        if DECISIVE.contains(&name.as_str()) {
            found.insert(name.clone(), value.as_str().map_or_else(|| value.to_string(), str::to_owned));
        }
        collect(value, found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(query: &[(&str, &str)], params: &str) -> Parameters {
        let pairs = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
        };
        Parameters::new(&Asked {
            query: pairs(query),
            form: pairs(&[("params", params)]),
            ..Asked::default()
        })
    }

    #[test]
    fn who_asks_makes_no_difference_and_what_is_asked_does() {
        let one =
            asked(&[("api", "a")], r#"{"Api":"a","Data":{"b":[1],"cornerstoneParam":{"switchAgent":1}}}"#);
        assert_eq!(one, asked(&[("api", "x")], r#"{"Data":{"cornerstoneParam":{},"b":[1]}}"#));
        assert_ne!(one, asked(&[("api", "a")], r#"{"Data":{"b":[2]}}"#));
        assert_eq!(one.decisive, BTreeMap::new());
        let page = asked(&[], r#"{"Data":{"input":{"pageNo":2,"taskId":"t"}}}"#);
        assert_eq!(
            page.decisive.into_iter().collect::<Vec<_>>(),
            [("pageNo", "2"), ("taskId", "t")].map(owned)
        );
        let query = |query: &str, time: &str| asked(&[("query", query), ("time", time)], "");
        let now = query("sum(a)", "2026-11-28T00:00:00Z");
        assert_eq!(now.decisive, query("sum(a)", "2026-11-29T00:00:00Z").decisive);
        assert_ne!(now.decisive, query("sum(b)", "2026-11-28T00:00:00Z").decisive);
        let day = asked(&[("BillingDate", "2026-11-28"), ("MaxResults", "300")], "no JSON");
        assert_eq!(day.decisive.into_iter().collect::<Vec<_>>(), [owned(("BillingDate", "2026-11-28"))]);
    }

    fn owned((name, value): (&str, &str)) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }
}
