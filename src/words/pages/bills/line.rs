//! The fields of a bill line: our label and the vendor's name for each.

use std::borrow::Cow;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use strum::IntoEnumIterator as _;

use super::{kind::kind, labels::CONSOLE};
use crate::{
    domain::bill::{
        BillLine, Charge, Deduction, Figure, InstanceId, Tally, covered::LIST_PRICES, instance_id::Caller,
    },
    words::{Lang, facts::usage::Usage, number, plain},
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Field<'a> {
    /// Our label; empty if we have none.
    pub word: &'static str,
    /// The vendor's name; empty if it is derived from another field.
    pub name: Cow<'a, str>,
    /// Safe to show.
    pub value: Cow<'a, str>,
}

/// All fields with a value: known ones, figures, then all others of the vendor.
pub(crate) fn fields(lang: Lang, day: NaiveDate, line: &BillLine) -> Vec<Field<'_>> {
    let charge = &*line.charge;
    let mut fields = vec![field(lang.pick("day", "账单日期"), "BillingDate", day.to_string())];
    fields.extend(named(lang, charge));
    fields.extend(Figure::iter().filter_map(|figure| amount(lang, figure, line)));
    fields
        .extend(line.row_id.as_deref().map(|id| field(lang.pick("row", "明细 ID"), "账单明细ID", plain(id))));
    let rest = charge.others.iter().chain(&line.extras);
    fields.extend(rest.map(|(name, value)| Field { word: "", name: plain(name), value: plain(value) }));
    fields
}

fn field<'a>(word: &'static str, name: &'static str, value: impl Into<Cow<'a, str>>) -> Field<'a> {
    Field { word, name: name.into(), value: value.into() }
}

/// The texts with a label of ours, including the parts of the Instance ID.
fn named(lang: Lang, charge: &Charge) -> impl Iterator<Item = Field<'_>> {
    let instance = InstanceId::parse(&charge.instance_id);
    let kind = kind(lang, &instance).into_owned();
    let InstanceId { caller, workspace, model, channel, free_quota_only, .. } = instance;
    let switch = free_quota_only.map_or("", |is_on| switch(lang, is_on));
    let part = |english, chinese, value: &str| {
        (lang.pick(english, chinese), "", Cow::from(plain(value).into_owned()))
    };
    let parts = [
        part("model", "模型", model.unwrap_or_default()),
        (lang.pick("caller", "调用方"), "", Cow::from(self::caller(lang, &caller).into_owned())),
        part("workspace", "业务空间", workspace),
        (lang.pick("kind", "类型"), "", kind.into()),
        part("channel", "调用渠道", channel),
        (lang.pick("Free Quota Only", "免费额度用完即停"), "", switch.into()),
    ];
    let text = |english, chinese, name, value| (lang.pick(english, chinese), name, plain(value));
    let before = [
        text("item", "计费项", "BillingItem", &charge.item),
        text("item code", "计费项代码", "BillingItemCode", &charge.item_code),
        text("fee type", "费用类型", "Item", &charge.fee_type),
        text("instance ID", "实例 ID", "InstanceID", &charge.instance_id),
    ];
    let after = [
        text("product", "产品", "ProductName", &charge.product_name),
        text("product code", "产品代码", "ProductCode", &charge.product_code),
        text("detail", "产品明细", "ProductDetail", &charge.product_detail),
        text("commodity", "商品", "CommodityCode", &charge.commodity_code),
        text("region", "地域", "Region", &charge.region),
    ];
    let all = before.into_iter().chain(parts).chain(after);
    all.filter(|(.., value)| !value.is_empty()).map(|(word, name, value)| field(word, name, value))
}

/// Whether Free Quota Only was on for the charge.
const fn switch(lang: Lang, is_on: bool) -> &'static str {
    if is_on { lang.pick("on", "开启") } else { lang.pick("off", "关闭") }
}

/// A figure with our label, and its unit or currency.
fn amount<'a>(lang: Lang, figure: Figure, line: &BillLine) -> Option<Field<'a>> {
    let amount = if figure == Figure::Usage { line.figures.used() } else { line.figures.get(figure) }?;
    let Charge { unit, currency, .. } = &*line.charge;
    let deduction = || {
        let gross = line.figures.get(Figure::Gross).map_or(Tally::Nothing, Tally::Exact);
        Deduction::new(&line.charge, gross)
    };
    let money = || number::money(amount, Some(currency));
    let used = || Usage::of(amount, unit).exact(lang);
    Some(match figure {
        Figure::Usage => field(lang.pick("usage", "用量"), "Usage", used()),
        Figure::Deducted => field(deducted(lang, deduction()), "DeductedByResourcePackage", used()),
        Figure::Gross => field(lang.pick("list price", "目录价"), "PretaxGrossAmount", money()),
        Figure::Discount => field(lang.pick("discount", "优惠"), "InvoiceDiscount", money()),
        Figure::Coupons => field(lang.pick("coupons", "优惠券"), "DeductedByCoupons", money()),
        Figure::Savings => field(lang.pick("savings plan", "节省计划"), "节省计划抵扣目录总价", money()),
        Figure::Payable => field(lang.pick("payable", "应付金额"), "PretaxAmount", money()),
        Figure::PayableWithTax => field(lang.pick("incl. tax", "含税应付"), "应付金额（含税）", money()),
    })
}

/// What a deduction of usage was taken from.
const fn deducted(lang: Lang, source: Deduction) -> &'static str {
    match source {
        Deduction::FreeQuota => lang.pick("by free quota", "免费额度抵扣"),
        Deduction::Package => lang.pick("by a package", "资源包抵扣"),
        Deduction::Unclear => lang.pick("covered", "抵扣"),
    }
}

/// Who made the calls: an API key's ID, `console`, or the billing type of older lines; empty if unknown.
pub(crate) fn caller<'a>(lang: Lang, caller: &Caller<'a>) -> Cow<'a, str> {
    match caller {
        Caller::ApiKey(id) => plain(id),
        Caller::Console => CONSOLE.of(lang).into(),
        Caller::BillingType(kind) => plain(kind),
        Caller::Unread => "".into(),
    }
}

/// The billed item: its name, else its code, else the unit in the Instance ID.
pub(crate) fn item<'a>(charge: &'a Charge, instance: &InstanceId<'a>) -> Cow<'a, str> {
    let names = [charge.item.as_str(), &charge.item_code, instance.kind];
    plain(names.into_iter().find(|name| !name.is_empty()).unwrap_or_default())
}

/// The list price of a unit, and the unit, if the line states them.
pub(crate) fn price(charge: &Charge) -> Option<(Cow<'_, str>, Cow<'_, str>)> {
    const UNITS: [&str; 2] = ["ListPriceUnit", "\u{4ef7}\u{683c}\u{5355}\u{4f4d}"];
    let price = charge.other(&LIST_PRICES)?;
    let digits = price.parse::<Decimal>().map_or_else(|_| plain(price), |price| number::exact(price).into());
    Some((digits, plain(charge.other(&UNITS).unwrap_or_default())))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::bill::Figures;

    #[test]
    fn every_field_with_a_value_is_listed_once() {
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
        let texts: Vec<_> = fields(Lang::English, "2026-11-20".parse().unwrap(), &line)
            .into_iter()
            .map(|field| format!("{}|{}|{}", field.word, field.name, field.value))
            .collect();
        assert_eq!(
            texts,
            [
                "day|BillingDate|2026-11-20",
                "item|BillingItem|\u{8f93}\u{5165}Token\u{6570}",
                "instance ID|InstanceID|;llm-a;qwen-plus;input_token;bmp",
                "model||qwen-plus",
                "caller||console",
                "workspace||llm-a",
                "kind||input",
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

    #[test]
    fn our_words_are_chinese_and_the_vendors_names_stay() {
        let charge = Charge {
            instance_id: ";llm-a;qwen-plus;input_token;bmp".into(),
            currency: "CNY".into(),
            unit: "千tokens".into(),
            ..Charge::default()
        };
        let mut figures = Figures::default();
        figures.set(Figure::Usage, Some("16.5".parse().unwrap()));
        figures.set(Figure::PayableWithTax, Some("1.06".parse().unwrap()));
        let line = BillLine { charge: Arc::new(charge), figures, row_id: Some("7".into()), extras: vec![] };
        let texts: Vec<_> = fields(Lang::Chinese, "2026-11-20".parse().unwrap(), &line)
            .into_iter()
            .map(|field| format!("{}|{}|{}", field.word, field.name, field.value))
            .collect();
        assert_eq!(
            texts,
            [
                "账单日期|BillingDate|2026-11-20",
                "实例 ID|InstanceID|;llm-a;qwen-plus;input_token;bmp",
                "模型||qwen-plus",
                "调用方||控制台",
                "业务空间||llm-a",
                "类型||输入",
                "调用渠道||bmp",
                "用量|Usage|16,500 Token",
                "含税应付|应付金额（含税）|1.06 CNY",
                "明细 ID|账单明细ID|7",
            ]
        );
    }
}
