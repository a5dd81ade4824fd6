//! Texts of the Bills page: tab, filters, columns, totals, and why there is nothing to list.

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::{
    domain::{
        SourceKind,
        bill::{Cycle, Grouping, ProductFilter, report::BillSort},
    },
    words::{
        Lang, Text,
        facts::amounts::{BEFORE_TAX, INCL_TAX},
        number, phrase, plain, time,
    },
};

pub(crate) const BILLS: Text = Text::new("Bills", "账单");
pub(crate) const PAYABLE: Text = Text::new("PAYABLE", "应付金额");
pub(crate) const LIST_PRICE: Text = Text::new("LIST PRICE", "目录价");
pub(crate) const SAVED: Text = Text::new("SAVED", "优惠");
pub(crate) const COVERED: Text = Text::new("COVERED", "抵扣");
pub(crate) const USAGE: Text = Text::new("USAGE", "用量");
pub(crate) const SHARE: Text = Text::new("SHARE", "占比");
pub(crate) const CURRENCY: Text = Text::new("CURRENCY", "币种");
pub(crate) const LINES: Text = Text::new("LINES", "条数");
pub(crate) const WHY: Text = Text::new("WHY", "原因");
pub(crate) const DAY: Text = Text::new("DAY", "日期");
pub(crate) const MODEL: Text = Text::new("MODEL", "模型");
pub(crate) const ITEM: Text = Text::new("ITEM", "计费项");
pub(crate) const KEY: Text = Text::new("KEY", "API Key");
pub(crate) const KIND: Text = Text::new("KIND", "类型");
pub(crate) const CHANNEL: Text = Text::new("CHANNEL", "调用渠道");
pub(crate) const PRICE: Text = Text::new("PRICE", "单价");
pub(crate) const CONSOLE: Text = Text::new("console", "控制台");
pub(crate) const PRODUCT: Text = Text::new("PRODUCT", "产品");
pub(crate) const PRODUCTS: Text = Text::new("products", "产品");
pub(crate) const REFUNDED: Text = Text::new("net refund", "净退款");
pub(crate) const EXPECTED: Text = Text::new("expected", "预计");

/// Which part of the bars is emphasised: `qwen-plus highlighted`.
pub(crate) fn highlighted(lang: Lang, group: &str) -> String {
    phrase!(lang, "{group} highlighted", "高亮：{group}")
}

/// After a key that leads to the costs of a model which has none.
pub(crate) fn no_charges(lang: Lang, model: &str, cycle: Cycle) -> String {
    let model = plain(model);
    phrase!(lang, "no charges for {model} in {cycle}", "{model} 在 {cycle} 没有费用")
}

/// The heading of the group keys.
pub(crate) const fn key(lang: Lang, grouping: Grouping) -> &'static str {
    match grouping {
        Grouping::Model => MODEL.of(lang),
        Grouping::ApiKey => lang.pick("API KEY", "API Key"),
        Grouping::Workspace => lang.pick("WORKSPACE", "业务空间"),
        Grouping::Item => ITEM.of(lang),
        Grouping::Day => DAY.of(lang),
        Grouping::Instance => lang.pick("INSTANCE", "实例"),
    }
}

/// `by model`.
pub(crate) const fn grouping(lang: Lang, grouping: Grouping) -> &'static str {
    match grouping {
        Grouping::Model => lang.pick("by model", "按模型"),
        Grouping::ApiKey => lang.pick("by API key", "按 API Key"),
        Grouping::Workspace => lang.pick("by workspace", "按业务空间"),
        Grouping::Item => lang.pick("by item", "按计费项"),
        Grouping::Day => lang.pick("by day", "按日"),
        Grouping::Instance => lang.pick("by instance", "按实例"),
    }
}

/// The order of the groups. Days are in calendar order by default.
pub(crate) const fn order(lang: Lang, sort: BillSort, grouping: Grouping) -> &'static str {
    match (sort, grouping) {
        (BillSort::Payable | BillSort::Key, Grouping::Day) => lang.pick("sorted by day", "按日期排序"),
        (BillSort::Payable, _) => lang.pick("sorted by payable", "按应付金额排序"),
        (BillSort::Key, _) => lang.pick("sorted by name", "按名称排序"),
        (BillSort::Gross, _) => lang.pick("sorted by list price", "按目录价排序"),
        (BillSort::Lines, _) => lang.pick("sorted by lines", "按条数排序"),
    }
}

/// The selected product by its public name.
pub(crate) fn product(product: &ProductFilter) -> Cow<'_, str> {
    plain(product.as_str())
}

/// The meaning of a product's name; empty where it needs no explanation.
pub(crate) const fn product_description(lang: Lang, product: &ProductFilter) -> &'static str {
    match product {
        ProductFilter::Inference => lang.pick("Model Studio inference", "百炼模型推理"),
        ProductFilter::ModelStudio => lang.pick("all of Model Studio", "百炼全部费用"),
        ProductFilter::All => lang.pick("all products", "全部产品"),
        ProductFilter::Text(_) => "",
    }
}

/// A day in a table, of fixed width.
pub(crate) fn day_cell(lang: Lang, day: NaiveDate) -> String {
    format!("{:>6}", time::day(lang, day))
}

/// `search: qwen`.
pub(crate) fn search(lang: Lang, text: &str) -> String {
    format!("{}{}", lang.pick("search: ", "搜索："), plain(text))
}

/// Whether the amounts of a chart include tax.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TaxBasis {
    BeforeTax,
    WithTax,
    /// Those of some days do, of others not.
    DaysDiffer,
}

/// The title of the chart: `payable per day, CNY before tax`.
pub(crate) fn chart(lang: Lang, currency: &str, basis: TaxBasis) -> String {
    let currency = plain(currency);
    let gap = if currency.is_empty() { "" } else { " " };
    let basis = match basis {
        TaxBasis::BeforeTax => BEFORE_TAX.of(lang),
        TaxBasis::WithTax => INCL_TAX.of(lang),
        TaxBasis::DaysDiffer => lang.pick("before tax, some days incl. tax", "税前，部分日期含税"),
    };
    format!("{}{currency}{gap}{basis}", lang.pick("payable per day, ", "每日应付金额，"))
}

/// The days whose amounts may still grow: `29 Nov incomplete`; `None` if there are none.
pub(crate) fn days_incomplete(lang: Lang, days: &[NaiveDate]) -> Option<String> {
    match days {
        [] => None,
        [day] => Some(phrase!(lang, "{} incomplete", "{}不完整", time::day(lang, *day))),
        days => {
            Some(number::counted(lang, to_count(days), ["day incomplete", "days incomplete"], "天不完整"))
        }
    }
}

fn to_count(days: &[NaiveDate]) -> u64 {
    u64::try_from(days.len()).unwrap_or(u64::MAX)
}

/// The last complete day: `bills through 20 Nov`.
pub(crate) fn through(lang: Lang, day: NaiveDate, is_stale: bool) -> String {
    let stale = if is_stale { lang.pick(" stale", " 过时") } else { "" };
    format!("{} {}{stale}", lang.pick("bills through", "账单截至"), time::day(lang, day))
}

/// The number of stored days: `bills 12 of 23 days`.
pub(crate) fn progress(lang: Lang, days: usize, of: usize) -> String {
    phrase!(lang, "bills {days} of {of} days", "账单 {days}/{of} 天")
}

/// Bills that were imported and cannot be requested: `bills from files through 20 Nov`; or if the first days are
/// missing, how many there are.
pub(crate) fn imported(lang: Lang, through: Option<NaiveDate>, (days, of): (usize, usize)) -> String {
    match through.map(|day| time::day(lang, day)) {
        Some(day) => phrase!(lang, "bills from files through {day}", "账单来自文件，截至 {day}"),
        None => phrase!(lang, "bills from files, {days} of {of} days", "账单来自文件，{days}/{of} 天"),
    }
}

/// Bills that cannot be requested, from the longest to the shortest.
pub(crate) const OFF: [Text; 3] = [
    Text::new(
        "bills off: need an AccessKey with bssapi:DescribeInstanceBill",
        "账单未启用：需要有 bssapi:DescribeInstanceBill 权限的 AccessKey",
    ),
    Text::new("bills off: need an AccessKey", "账单未启用：需要 AccessKey"),
    Text::new("bills off", "账单未启用"),
];

/// The store is being read.
pub(crate) fn reading(lang: Lang, cycle: Cycle) -> String {
    phrase!(lang, "Loading the bill of {cycle}.", "正在加载 {cycle} 的账单。")
}

/// The first days of a cycle are being requested.
pub(crate) fn requesting(lang: Lang, cycle: Cycle, source: SourceKind, (days, of): (usize, usize)) -> String {
    let verb = match source {
        SourceKind::Demo => lang.pick("Loading", "正在加载"),
        _ => lang.pick("Requesting", "正在查询"),
    };
    phrase!(
        lang,
        "{verb} the bill of {cycle}: {days} of {of} days.",
        "{verb} {cycle} 的账单：{days}/{of} 天。",
    )
}

/// Offline, and nothing of the cycle is saved.
pub(crate) fn offline(lang: Lang, cycle: Cycle) -> String {
    phrase!(
        lang,
        "No saved bill of {cycle}, and --offline makes no requests.",
        "没有已保存的 {cycle} 账单，而 --offline 不发出请求。",
    )
}

/// A cycle could not be read.
pub(crate) fn failed(lang: Lang, cycle: Cycle) -> String {
    phrase!(lang, "The bill of {cycle} could not be loaded.", "无法加载 {cycle} 的账单。")
}

/// No bills were imported into a snapshot.
pub(crate) fn not_imported(lang: Lang, cycle: Cycle) -> String {
    phrase!(lang, "No bill of {cycle} was imported.", "尚未导入 {cycle} 的账单。")
}

/// How to import bills into a snapshot.
pub(crate) const IMPORT: (&str, Text) = (
    "quotatop import FILE",
    Text::new("imports exported Bill Details (CSV)", "导入从控制台导出的账单明细（CSV）"),
);

/// The cycle has no lines.
pub(crate) fn no_lines(lang: Lang, cycle: Cycle) -> String {
    phrase!(lang, "The bill of {cycle} has no lines.", "{cycle} 的账单没有明细。")
}

/// The cycle has lines, but none of this product.
pub(crate) fn none_of_product(lang: Lang, cycle: Cycle, product: &ProductFilter, others: u64) -> String {
    let (product, number) = (self::product(product), number::count(others));
    match lang {
        Lang::English => {
            format!("No lines for \"{product}\" in {cycle} ({number} in other products).")
        }
        Lang::Chinese => {
            format!("{cycle} 没有“{product}”的明细（其他产品有 {number} 条）。")
        }
    }
}

/// No line matches the search.
pub(crate) fn no_match(lang: Lang, cycle: Cycle, search: &str) -> String {
    phrase!(lang, "No lines match \"{}\" in {cycle}.", "{cycle} 没有匹配“{}”的明细。", plain(search))
}

pub(crate) const CLEARS: Text = Text::new("clears the search", "清除搜索");
pub(crate) const OTHER_PRODUCTS: Text = Text::new("other products", "其他产品");
pub(crate) const OTHER_CYCLES: Text = Text::new("other cycles", "其他账期");

#[cfg(test)]
mod tests {
    use super::*;

    const EN: Lang = Lang::English;
    const ZH: Lang = Lang::Chinese;

    #[test]
    fn counts_read_as_sentences() {
        let cycle = "2026-11".parse().unwrap();
        assert_eq!(
            none_of_product(EN, cycle, &ProductFilter::Inference, 2345),
            "No lines for \"inference\" in 2026-11 (2,345 in other products)."
        );
    }

    #[test]
    fn incomplete_days_are_named_or_counted() {
        let day: NaiveDate = "2026-11-29".parse().unwrap();
        for (days, text) in [(0, None), (1, Some("29 Nov incomplete")), (3, Some("3 days incomplete"))] {
            assert_eq!(days_incomplete(EN, &vec![day; days]).as_deref(), text);
        }
    }

    #[test]
    fn chinese_needs_no_plural() {
        let cycle = "2026-11".parse().unwrap();
        let day: NaiveDate = "2026-11-02".parse().unwrap();
        assert_eq!(days_incomplete(ZH, &[day]).as_deref(), Some("11月2日不完整"));
        for (text, expected) in [
            (
                none_of_product(ZH, cycle, &ProductFilter::Inference, 1),
                "2026-11 没有“inference”的明细（其他产品有 1 条）。",
            ),
            (no_match(ZH, cycle, "\u{1b}"), "2026-11 没有匹配“\\u001b”的明细。"),
            (chart(ZH, "CNY", TaxBasis::BeforeTax), "每日应付金额，CNY 税前"),
            (chart(ZH, "", TaxBasis::BeforeTax), "每日应付金额，税前"),
            (chart(ZH, "CNY", TaxBasis::DaysDiffer), "每日应付金额，CNY 税前，部分日期含税"),
            (through(ZH, day, true), "账单截至 11月2日 过时"),
        ] {
            assert_eq!(text, expected);
        }
    }

    #[test]
    fn days_of_a_table_are_of_one_width() {
        for (lang, columns) in [(EN, 6), (ZH, 8)] {
            for day in ["2026-01-02", "2026-01-22", "2026-11-02", "2026-11-22"] {
                let cell = day_cell(lang, day.parse().unwrap());
                assert_eq!(crate::words::text::width(&cell), columns, "{cell}");
            }
        }
    }
}
