//! Converts rows of `DescribeInstanceBill` to bill lines. What many lines have in common is stored once.

use std::{collections::HashSet, sync::Arc};

use serde_json::value::RawValue;

use crate::{
    domain::bill::{BillLine, Charge, Figure, Figures},
    source::alibaba::wire::{
        bill::BillRow,
        lenient::{amount_in, object, words},
    },
};

/// Fields shared by many lines that have no field of their own in a [`Charge`], in the order of the vendor's
/// documentation: the order within a row is not guaranteed.
const OTHERS: [&str; 22] = [
    "NickName",
    "InstanceConfig",
    "InstanceSpec",
    "InternetIP",
    "IntranetIP",
    "Zone",
    "ProductType",
    "PipCode",
    "SubscriptionType",
    "ItemName",
    "BillingType",
    "BizType",
    "ListPrice",
    "ListPriceUnit",
    "OwnerID",
    "BillAccountID",
    "BillAccountName",
    "ResourceGroup",
    "Tag",
    "CostUnit",
    "ServicePeriod",
    "ServicePeriodUnit",
];

#[derive(Default)]
pub(super) struct Lines {
    read: Vec<BillLine>,
    charges: HashSet<Arc<Charge>>,
    odd: usize,
    lost: u64,
}

impl Lines {
    /// Adds the line of a row. One that is not an object is left out and counted; so is a figure that is not
    /// exact, whose text becomes an extra.
    pub(super) fn add(&mut self, row: &RawValue) {
        let Ok(BillRow(fields)) = object(row.get()) else {
            self.odd = self.odd.saturating_add(1);
            self.lost = self.lost.saturating_add(1);
            return;
        };
        let currency = fields.iter().find(|(name, _)| name == "Currency").and_then(|(_, raw)| stated(raw));
        let currency = currency.unwrap_or_default();
        let (mut charge, mut figures) = (Charge::default(), Figures::default());
        let (mut others, mut extras) = (Vec::new(), Vec::new());
        for (name, raw) in fields {
            let text = stated(raw);
            if let Some(slot) = typed(&mut charge, &name) {
                *slot = text.unwrap_or_default();
            } else if let Some(figure) = figure(&name) {
                let currency = if figure.is_money() { currency.as_str() } else { "" };
                if let Ok(value) = amount_in(currency, raw) {
                    figures.set(figure, value);
                } else {
                    self.odd = self.odd.saturating_add(1);
                    extras.extend(text.map(|text| (name, text)));
                }
            } else if let Some(place) = OTHERS.iter().position(|other| *other == name) {
                others.extend(text.map(|text| (place, (name, text))));
            } else if is_scalar(raw) {
                extras.extend(text.map(|text| (name, text)));
            }
        }
        others.sort_by_key(|(place, _)| *place);
        charge.others = others.into_iter().map(|(_, other)| other).collect();
        charge.currency.make_ascii_uppercase();
        let charge = self.shared(charge);
        self.read.push(BillLine { charge, figures, row_id: None, extras });
    }

    /// The lines, the number of parts not understood, and the number of rows left out.
    pub(super) fn finish(self) -> (Vec<BillLine>, usize, u64) {
        (self.read, self.odd, self.lost)
    }

    fn shared(&mut self, charge: Charge) -> Arc<Charge> {
        if let Some(held) = self.charges.get(&charge) {
            return Arc::clone(held);
        }
        let charge = Arc::new(charge);
        self.charges.insert(Arc::clone(&charge));
        charge
    }
}

/// The field's text, trimmed; `None` if empty.
fn stated(raw: &RawValue) -> Option<String> {
    let text = words(raw).ok().flatten()?;
    let trimmed = text.trim();
    match trimmed.len() {
        0 => None,
        length if length == text.len() => Some(text),
        _ => Some(trimmed.to_owned()),
    }
}

fn is_scalar(raw: &RawValue) -> bool {
    !raw.get().starts_with(['{', '['])
}

/// The field of a charge in which this field of a row is stored.
fn typed<'a>(charge: &'a mut Charge, name: &str) -> Option<&'a mut String> {
    Some(match name {
        "InstanceID" => &mut charge.instance_id,
        "ProductCode" => &mut charge.product_code,
        "ProductName" => &mut charge.product_name,
        "ProductDetail" => &mut charge.product_detail,
        "CommodityCode" => &mut charge.commodity_code,
        "Region" => &mut charge.region,
        "Item" => &mut charge.fee_type,
        "BillingItem" => &mut charge.item,
        "BillingItemCode" => &mut charge.item_code,
        "Currency" => &mut charge.currency,
        "UsageUnit" => &mut charge.unit,
        _ => return None,
    })
}

/// The figure in which this field of a row is stored.
fn figure(name: &str) -> Option<Figure> {
    Some(match name {
        "Usage" => Figure::Usage,
        "DeductedByResourcePackage" => Figure::Deducted,
        "PretaxGrossAmount" => Figure::Gross,
        "InvoiceDiscount" => Figure::Discount,
        "DeductedByCoupons" => Figure::Coupons,
        "PretaxAmount" => Figure::Payable,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use strum::IntoEnumIterator as _;

    use super::*;

    fn read(rows: &[&str]) -> (Vec<BillLine>, usize) {
        let mut lines = Lines::default();
        for row in rows {
            lines.add(serde_json::from_str(row).unwrap());
        }
        let (read, odd, _) = lines.finish();
        (read, odd)
    }

    fn texts(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn every_field_finds_its_place() {
        let row = r#"{"BillingDate":"2026-11-20","Tag":"key:team value:demo","InstanceID":" 1;llm-a;qwen-max;x;app ",
            "ProductCode":"sfm","ProductName":"N","ProductDetail":"D","CommodityCode":"C","Region":"R","Item":"Refund",
            "BillingItem":"B","BillingItemCode":"BC","Currency":" cny ","UsageUnit":"张","ListPrice":0.0024,
            "NickName":"","Zone":null,"Usage":"1,250","DeductedByResourcePackage":" 0 ","PretaxGrossAmount":-3.10,
            "InvoiceDiscount":0,"DeductedByCoupons":null,"PretaxAmount":15e2,"CashAmount":0.00,"BrandNew":true,
            "Deep":{"a":1},"List":[1],"OutstandingAmount":"3"}"#;
        let (lines, odd) = read(&[row]);
        let [line] = lines.as_slice() else { panic!("{lines:?}") };
        let expected = Charge {
            instance_id: "1;llm-a;qwen-max;x;app".into(),
            product_code: "sfm".into(),
            product_name: "N".into(),
            product_detail: "D".into(),
            commodity_code: "C".into(),
            region: "R".into(),
            fee_type: "Refund".into(),
            item: "B".into(),
            item_code: "BC".into(),
            currency: "CNY".into(),
            unit: "张".into(),
            others: texts(&[("ListPrice", "0.0024"), ("Tag", "key:team value:demo")]),
        };
        assert_eq!((&*line.charge, odd, &line.row_id), (&expected, 0, &None));
        let figures = Figure::iter()
            .map(|figure| line.figures.get(figure).map(|value| value.to_string()))
            .collect::<Vec<_>>();
        let stated = [Some("1250"), Some("0"), Some("-3.10"), Some("0"), None, None, Some("1500"), None];
        assert_eq!(figures, stated.map(|text| text.map(str::to_owned)));
        let extras = [
            ("BillingDate", "2026-11-20"),
            ("CashAmount", "0.00"),
            ("BrandNew", "true"),
            ("OutstandingAmount", "3"),
        ];
        assert_eq!(line.extras, texts(&extras));
    }

    #[test]
    fn what_cannot_be_read_exactly_is_kept_as_it_came_and_counted() {
        for (written, extra) in [
            ("\"many\"", "many"),
            ("1e99", "1e99"),
            ("0.12345678901234567890123456789012", "0.12345678901234567890123456789012"),
            ("true", "true"),
            ("[1]", "[1]"),
            ("\"12.40 CNY\"", "12.40 CNY"),
        ] {
            let (lines, odd) = read(&[&format!(r#"{{"PretaxAmount":{written},"Usage":7}}"#)]);
            assert_eq!((lines.len(), odd), (1, 1), "{written}");
            let [line] = lines.as_slice() else { panic!("{lines:?}") };
            assert_eq!(line.figures.get(Figure::Payable), None, "{written}");
            assert_eq!(line.figures.get(Figure::Usage).map(|usage| usage.to_string()).as_deref(), Some("7"));
            assert_eq!(line.extras, texts(&[("PretaxAmount", extra)]));
        }
    }

    #[test]
    fn amounts_in_other_dress_are_read_and_those_of_another_currency_are_not() {
        for (payable, figure) in [
            ("(0.50)", Some("-0.50")),
            ("\u{2212}0.30", Some("-0.30")),
            ("0.30-", Some("-0.30")),
            ("１，２３４．５", Some("1234.5")),
            ("¥12.40", Some("12.40")),
            ("12.40 CNY", Some("12.40")),
            ("12.40 USD", None),
            ("$12.40", None),
            ("1,5", None),
            ("(-1)", None),
        ] {
            // The currency may come behind the amounts.
            let row = format!(r#"{{"PretaxAmount":"{payable}","Usage":"7 CNY","Currency":"CNY"}}"#);
            let (lines, odd) = read(&[&row]);
            let [line] = lines.as_slice() else { panic!("{lines:?}") };
            let read = line.figures.get(Figure::Payable).map(|number| number.to_string());
            assert_eq!(read.as_deref(), figure, "{payable}");
            assert_eq!((odd, line.figures.get(Figure::Usage)), (1 + usize::from(figure.is_none()), None));
            let extra = line.extras.iter().find(|(name, _)| name == "PretaxAmount");
            assert_eq!(extra.map(|(_, text)| text.as_str()), figure.is_none().then_some(payable));
        }
    }

    #[test]
    fn a_row_that_is_no_object_costs_itself_alone() {
        let (lines, odd) = read(&["null", "{}", "7", "[]", "\"row\"", r#"{"PretaxAmount":1}"#]);
        assert_eq!((lines.len(), odd), (2, 4));
    }

    #[test]
    fn equal_charges_are_held_once_in_whatever_order_their_fields_come() {
        let (lines, _) = read(&[
            r#"{"InstanceID":"a","Zone":"z","NickName":"n","PretaxAmount":1}"#,
            r#"{"NickName":"n","PretaxAmount":2,"Zone":"z","InstanceID":"a"}"#,
            r#"{"InstanceID":"b","Zone":"z","NickName":"n","PretaxAmount":1}"#,
        ]);
        let [one, two, other] = lines.as_slice() else { panic!("{lines:?}") };
        assert!(Arc::ptr_eq(&one.charge, &two.charge) && one.charge != other.charge);
        assert_eq!(one.charge.others, texts(&[("NickName", "n"), ("Zone", "z")]));
    }

    proptest! {
        #[test]
        fn any_field_is_survived(name in "[A-Za-z]{1,20}", value in "-?[0-9]{0,40}(\\.[0-9]{0,40})?|[^\"\\\\\\x00-\\x1f]{0,40}") {
            for name in [&*name, "PretaxAmount", "Currency", "Tag"] {
                let (lines, odd) = read(&[&format!(r#"{{"{name}":"{value}"}}"#)]);
                prop_assert!(lines.len() == 1 && odd <= 1);
            }
        }
    }
}
