//! The answers of `DescribeInstanceBill` and `QueryBillOverview`.

use std::fmt;

use rust_decimal::Decimal;
use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use serde_json::value::RawValue;

use super::lenient::{amount, object, raw, text, truth};

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Bill<'a> {
    #[serde(default, deserialize_with = "truth")]
    pub(crate) success: Option<bool>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) code: Option<String>,
    #[serde(borrow, default, deserialize_with = "raw")]
    pub(crate) data: Option<&'a RawValue>,
}

/// Its `Data`: a page, or the whole overview.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct BillPage<'a> {
    #[serde(borrow, default, deserialize_with = "raw")]
    items: Option<&'a RawValue>,
    /// How many lines all pages hold.
    #[serde(default, deserialize_with = "text")]
    total_count: Option<String>,
    #[serde(default, rename = "AccountID", deserialize_with = "text")]
    pub(crate) account_id: Option<String>,
    /// Sent back as is; absent or empty on the last page.
    #[serde(default, deserialize_with = "text")]
    pub(crate) next_token: Option<String>,
}

/// `Items`, if its rows are one layer deeper.
#[derive(Deserialize)]
struct Nested<'a> {
    #[serde(borrow, default, deserialize_with = "raw", rename = "Item")]
    item: Option<&'a RawValue>,
}

impl<'a> BillPage<'a> {
    /// How many lines all pages hold, where the page says a number.
    pub(crate) fn total(&self) -> Option<usize> {
        self.total_count.as_ref()?.trim().parse().ok()
    }

    /// The raw rows of `Items`, or of `Item` within it; `None` if these are not lists.
    pub(crate) fn rows(&self) -> Option<Vec<&'a RawValue>> {
        let Some(items) = self.items else { return Some(Vec::new()) };
        if items.get().starts_with('[') {
            return list(items);
        }
        let nested: Nested<'a> = object(items.get()).ok()?;
        nested.item.map_or_else(|| Some(Vec::new()), list)
    }
}

fn list(rows: &RawValue) -> Option<Vec<&RawValue>> {
    serde_json::from_str(rows.get()).ok()
}

/// A row of `DescribeInstanceBill`: its raw fields, in their order.
pub(crate) struct BillRow<'a>(pub(crate) Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for BillRow<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Fields;

        impl<'de> Visitor<'de> for Fields {
            type Value = BillRow<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a row")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields = Vec::with_capacity(48);
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(BillRow(fields))
            }
        }

        from.deserialize_map(Fields)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct OverviewRow {
    #[serde(default, deserialize_with = "amount")]
    pub(crate) outstanding_amount: Option<Decimal>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) currency: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_flat_or_one_layer_deeper() {
        for (items, rows) in [
            (r#"{"Items":[{},1,null]}"#, Some(3)),
            (r#"{"Items":{"Item":[{},{}]}}"#, Some(2)),
            (r#"{"Items":[]}"#, Some(0)),
            (r#"{"Items":{}}"#, Some(0)),
            (r#"{"Items":{"Item":null}}"#, Some(0)),
            (r#"{"Items":null}"#, Some(0)),
            ("{}", Some(0)),
            (r#"{"Items":"none"}"#, None),
            (r#"{"Items":{"Item":{}}}"#, None),
            (r#"{"Items":7}"#, None),
        ] {
            let page: BillPage<'_> = object(items).unwrap();
            assert_eq!(page.rows().map(|rows| rows.len()), rows, "{items}");
        }
    }

    #[test]
    fn a_row_keeps_its_fields_in_their_order() {
        let row: BillRow<'_> = object(r#"{"b":1.50,"a":{"x":[]},"\u0063":null}"#).unwrap();
        let fields: Vec<_> = row.0.iter().map(|(name, raw)| (name.as_str(), raw.get())).collect();
        assert_eq!(fields, [("b", "1.50"), ("a", r#"{"x":[]}"#), ("c", "null")]);
        for odd in ["null", "7", "[]", "\"row\"", "{\"a\":"] {
            assert!(object::<BillRow<'_>>(odd).is_err(), "{odd}");
        }
    }
}
