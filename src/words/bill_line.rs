//! What is said of one bill line: each field in our words beside the vendor's own name.

use std::borrow::Cow;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{number, plain, usage::Usage};
use crate::domain::bill::{BillLine, Charge, Figure, InstanceId, instance_id::Caller};

/// One field of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field<'a> {
    /// What it is, in our words; empty where we have none.
    pub word: &'static str,
    /// The vendor's own name for it; empty where it is read out of another field.
    pub name: Cow<'a, str>,
    /// What it says, safe to show.
    pub value: Cow<'a, str>,
}

/// Every field of a line that says something: what is known, the figures, then whatever else the vendor tells.
pub fn fields(day: NaiveDate, line: &BillLine) -> Vec<Field<'_>> {
    let charge = &*line.charge;
    let mut fields = vec![field("day", "BillingDate", day.to_string())];
    fields.extend(named(charge));
    fields.extend(Figure::ALL.into_iter().filter_map(|figure| told(figure, line)));
    fields.extend(
        line.row_id.as_deref().map(|id| field("row", "\u{8d26}\u{5355}\u{660e}\u{7ec6}ID", plain(id))),
    );
    let rest = charge.others.iter().chain(&line.extras);
    fields.extend(rest.map(|(name, value)| Field { word: "", name: plain(name), value: plain(value) }));
    fields
}

fn field<'a>(word: &'static str, name: &'static str, value: impl Into<Cow<'a, str>>) -> Field<'a> {
    Field { word, name: name.into(), value: value.into() }
}

/// The texts that have a word of ours, with the parts of the Instance ID below it.
fn named(charge: &Charge) -> impl Iterator<Item = Field<'_>> {
    let InstanceId { caller, workspace, model, direction, channel } = InstanceId::parse(&charge.instance_id);
    let part = |word, value: Box<str>| (word, "", Cow::from(plain(&value).into_owned()));
    let parts = [
        part("model", model.unwrap_or_default()),
        ("caller", "", Cow::from(self::caller(&caller).into_owned())),
        part("workspace", workspace),
        part("direction", direction),
        part("channel", channel),
    ];
    let text = |word, name, value| (word, name, plain(value));
    let before = [
        text("item", "BillingItem", &charge.item),
        text("item code", "BillingItemCode", &charge.item_code),
        text("kind of fee", "Item", &charge.fee_type),
        text("instance ID", "InstanceID", &charge.instance_id),
    ];
    let after = [
        text("product", "ProductName", &charge.product_name),
        text("product code", "ProductCode", &charge.product_code),
        text("detail", "ProductDetail", &charge.product_detail),
        text("commodity", "CommodityCode", &charge.commodity_code),
        text("region", "Region", &charge.region),
    ];
    let all = before.into_iter().chain(parts).chain(after);
    all.filter(|(.., value)| !value.is_empty()).map(|(word, name, value)| field(word, name, value))
}

/// A figure in our words, with its unit or currency.
fn told<'a>(figure: Figure, line: &BillLine) -> Option<Field<'a>> {
    let amount = line.figures.get(figure)?;
    let Charge { unit, currency, .. } = &*line.charge;
    let money = || number::money(amount, Some(currency));
    let used = || Usage::of(amount, unit).exact();
    Some(match figure {
        Figure::Usage => field("usage", "Usage", used()),
        Figure::Deducted => field("covered", "DeductedByResourcePackage", used()),
        Figure::Gross => field("list price", "PretaxGrossAmount", money()),
        Figure::Discount => field("discount", "InvoiceDiscount", money()),
        Figure::Coupons => field("coupons", "DeductedByCoupons", money()),
        Figure::Savings => {
            let name = "\u{8282}\u{7701}\u{8ba1}\u{5212}\u{62b5}\u{6263}\u{76ee}\u{5f55}\u{603b}\u{4ef7}";
            field("savings plan", name, money())
        }
        Figure::Payable => field("payable", "PretaxAmount", money()),
        Figure::PayableWithTax => {
            let name = "\u{5e94}\u{4ed8}\u{91d1}\u{989d}\u{ff08}\u{542b}\u{7a0e}\u{ff09}";
            field("incl. tax", name, money())
        }
    })
}

/// Who made the calls: an API key's ID, `console`, the older lines' billing type; nothing where it is not told.
pub fn caller(caller: &Caller) -> Cow<'_, str> {
    match caller {
        Caller::ApiKey(id) => plain(id),
        Caller::Console => super::bills_page::CONSOLE.into(),
        Caller::BillingType(kind) => plain(kind),
        Caller::Unread => "".into(),
    }
}

/// What is billed: the item's name, else its code, else what the Instance ID says is counted.
pub fn item<'a>(charge: &'a Charge, instance: &'a InstanceId) -> Cow<'a, str> {
    let names = [charge.item.as_str(), &charge.item_code, &instance.direction];
    plain(names.into_iter().find(|name| !name.is_empty()).unwrap_or_default())
}

/// What one unit costs by the list, and which unit; absent where the line does not say.
pub fn price(charge: &Charge) -> Option<(Cow<'_, str>, Cow<'_, str>)> {
    const PRICES: [&str; 3] =
        ["ListPrice", "\u{5b98}\u{7f51}\u{76ee}\u{5f55}\u{4ef7}", "\u{76ee}\u{5f55}\u{4ef7}"];
    const UNITS: [&str; 2] = ["ListPriceUnit", "\u{4ef7}\u{683c}\u{5355}\u{4f4d}"];
    // Exported files may put the group's name before the field's.
    let other = |names: &[&str]| {
        let is_named = |name: &str| names.contains(&name.rsplit('/').next().unwrap_or(name));
        charge.others.iter().find(|(name, _)| is_named(name)).map(|(_, value)| value.as_str())
    };
    let price = other(&PRICES).filter(|price| !price.is_empty())?;
    let digits = price.parse::<Decimal>().map_or_else(|_| plain(price), |price| number::exact(price).into());
    Some((digits, plain(other(&UNITS).unwrap_or_default())))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::bill::Figures;

    #[test]
    fn every_field_that_says_something_is_told_once() {
        let text = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let charge = Charge {
            instance_id: ";llm-a;qwen-plus;input_token;bmp".into(),
            item: "\u{8f93}\u{5165}Token\u{6570}".into(),
            currency: "CNY".into(),
            unit: "\u{5343}tokens".into(),
            others: vec![text("ListPrice", "0.00080"), text("ListPriceUnit", "\u{5143}/\u{5343}Tokens")],
            ..Charge::default()
        };
        let mut figures = Figures::default();
        figures.set(Figure::Usage, Some("16.5".parse().unwrap()));
        figures.set(Figure::Payable, Some("-0.0132".parse().unwrap()));
        let extras = vec![text("Evil\u{1b}", "\u{202e}x")];
        let line = BillLine { charge: Arc::new(charge), figures, row_id: None, extras };
        let told: Vec<_> = fields("2026-11-20".parse().unwrap(), &line)
            .into_iter()
            .map(|field| format!("{}|{}|{}", field.word, field.name, field.value))
            .collect();
        assert_eq!(
            told,
            [
                "day|BillingDate|2026-11-20",
                "item|BillingItem|\u{8f93}\u{5165}Token\u{6570}",
                "instance ID|InstanceID|;llm-a;qwen-plus;input_token;bmp",
                "model||qwen-plus",
                "caller||console",
                "workspace||llm-a",
                "direction||input_token",
                "channel||bmp",
                "usage|Usage|16,500 tokens",
                "payable|PretaxAmount|-0.0132 CNY",
                "|ListPrice|0.00080",
                "|ListPriceUnit|\u{5143}/\u{5343}Tokens",
                "|Evil\\u001b|\\u202ex",
            ]
        );
        let (price, unit) = price(&line.charge).unwrap();
        assert_eq!((&*price, &*unit), ("0.0008", "\u{5143}/\u{5343}Tokens"));
    }

    #[test]
    fn a_price_is_found_under_the_name_of_any_layout() {
        for name in [
            "\u{76ee}\u{5f55}\u{4ef7}",
            "\u{5b9a}\u{4ef7}\u{4fe1}\u{606f}/\u{5b98}\u{7f51}\u{76ee}\u{5f55}\u{4ef7}",
        ] {
            let charge = Charge { others: vec![(name.into(), "see rules".into())], ..Charge::default() };
            assert_eq!(price(&charge).unwrap().0, "see rules");
        }
        assert_eq!(price(&Charge::default()), None);
    }
}
