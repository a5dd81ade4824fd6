//! Totals of a bill by currency, and what they are based on.

use chrono::NaiveDate;

use crate::{
    domain::bill::{Figure, Gap, Grouping, Origin, Sums},
    words::{
        Lang, Text,
        facts::{
            amounts::{amount, payable, with_unknown},
            bill::lines,
        },
        number, phrase, time,
    },
};

pub(crate) const TOTAL: Text = Text::new("total", "合计");

/// The totals in one currency, from the longest to the shortest: `17.08 CNY payable, 18.25 CNY list price,
/// 6 lines`. Amounts known only with tax are listed separately, never added.
pub(crate) fn total(lang: Lang, sums: &Sums, currency: &str) -> [String; 3] {
    let payable = payable(lang, sums.get(Figure::Payable), sums.get(Figure::PayableWithTax), currency);
    let payable = with_unknown(payable, sums.unknown);
    let lines = lines(lang, sums.lines);
    let gross = amount(lang, sums.get(Figure::Gross), currency);
    let payable = match payable {
        Some(payable) => phrase!(lang, "{payable}", "应付 {payable}"),
        None => lang.pick("no amounts", "无金额").to_owned(),
    };
    let gross =
        gross.map(|gross| phrase!(lang, ", {gross} list price", "，目录价 {gross}")).unwrap_or_default();
    [
        phrase!(lang, "{payable} payable{gross}, {lines}", "{payable}{gross}，{lines}"),
        phrase!(lang, "{payable}, {lines}", "{payable}，{lines}"),
        payable,
    ]
}

/// The totals that are under no column, in the order in which they are left out: `18.25 list price`, `6 lines`.
pub(crate) fn beside(lang: Lang, sums: &Sums, has_list_price: bool) -> [Option<String>; 2] {
    let gross = amount(lang, sums.get(Figure::Gross), "").filter(|_| !has_list_price);
    [gross.map(|gross| phrase!(lang, "{gross} list price", "目录价 {gross}")), Some(lines(lang, sums.lines))]
}

/// What is missing from the totals, from the longest to the shortest: `incomplete: amount of 2 lines unknown,
/// 1 day lacks rows`. `None` if they are complete.
pub(crate) fn incomplete(lang: Lang, unknown: u64, gaps: u64) -> Option<[String; 2]> {
    if unknown == 0 && gaps == 0 {
        return None;
    }
    let unknown =
        (unknown > 0).then(|| phrase!(lang, "amount of {} unknown", "{}金额未知", lines(lang, unknown)));
    let gaps =
        (gaps > 0).then(|| number::counted(lang, gaps, ["day incomplete", "days incomplete"], "天缺少明细"));
    let parts: Vec<String> = [unknown, gaps].into_iter().flatten().collect();
    let short = lang.pick("incomplete", "不完整");
    Some([format!("{short}{}{}", lang.pick(": ", "："), parts.join(lang.pick(", ", "，"))), short.to_owned()])
}

/// Why a day is incomplete: `1 row was skipped (not as many columns as the header)`.
pub(crate) fn gap(lang: Lang, gap: Gap) -> String {
    let why = crate::words::cli::bill_file::skipped(lang, gap.reason).message;
    let rows = number::grouped(gap.rows.into());
    match lang {
        Lang::English if gap.rows == 1 => format!("1 row was skipped ({why})"),
        Lang::English => format!("{rows} rows were skipped ({why})"),
        Lang::Chinese => format!("跳过 {rows} 行（{why}）"),
    }
}

/// An incomplete day, and why: `2026-11-20 is incomplete: 1 row was skipped (...)`.
pub(crate) fn day_gap(lang: Lang, day: NaiveDate, gap: Gap) -> String {
    let why = self::gap(lang, gap);
    phrase!(lang, "{day} is incomplete: {why}", "{day} 不完整：{why}")
}

/// Lines with an unreadable Instance ID, from the longest to the shortest. Grouped by a part of it, they
/// share one key.
pub(crate) fn unread(lang: Lang, count: u64, grouping: Grouping) -> [String; 2] {
    let lines = lines(lang, count);
    let place = match grouping {
        Grouping::Model | Grouping::ApiKey | Grouping::Workspace => {
            lang.pick(" under \"other\"", "，归入“other”")
        }
        Grouping::Item | Grouping::Day | Grouping::Instance => "",
    };
    [
        phrase!(lang, "{lines} with an unknown instance ID{place}", "{lines}实例 ID 无法识别{place}"),
        phrase!(lang, "{lines} with unknown ID", "{lines} ID 未知"),
    ]
}

/// The origin of the days and the last complete one: `from the API, complete to 20 Nov`, from the
/// longest to the shortest.
pub(crate) fn coverage(
    lang: Lang,
    from_api: usize,
    from_files: usize,
    through: Option<NaiveDate>,
) -> [String; 2] {
    let origin = origins(lang, from_api, from_files);
    let through = through.map(|day| phrase!(lang, "complete to {}", "完整至 {}", time::day(lang, day)));
    let short = through.clone().unwrap_or_default();
    let gap = lang.pick(", ", "，");
    [through.map_or_else(|| origin.clone(), |through| format!("{origin}{gap}{through}")), short]
}

fn origins(lang: Lang, from_api: usize, from_files: usize) -> String {
    let days = |count: usize| match lang {
        Lang::English if count == 1 => "1 day".to_owned(),
        Lang::English => format!("{count} days"),
        Lang::Chinese => format!("{count} 天"),
    };
    let (api, file) = (origin(lang, Origin::Api), origin(lang, Origin::File));
    match (lang, from_api, from_files) {
        (_, 0, 0) => lang.pick("no day yet", "尚无数据").to_owned(),
        (Lang::English, _, 0) => format!("from {api}"),
        (Lang::English, 0, files) => format!("{} from {file}", days(files)),
        (Lang::English, read, files) => format!("{} from {api}, {} from {file}", days(read), days(files)),
        (Lang::Chinese, _, 0) => format!("来源：{api}"),
        (Lang::Chinese, 0, files) => format!("来源：{file}（{}）", days(files)),
        (Lang::Chinese, read, files) => format!("来源：{api}（{}）、{file}（{}）", days(read), days(files)),
    }
}

const fn origin(lang: Lang, origin: Origin) -> &'static str {
    match origin {
        Origin::Api => lang.pick("the API", "API"),
        Origin::File => lang.pick("exported files", "导出文件"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::bill::Figures;

    const EN: Lang = Lang::English;
    const ZH: Lang = Lang::Chinese;

    #[test]
    fn coverage_names_its_sources_and_its_end() {
        let day = "2026-11-20".parse().ok();
        for (api, files, through, text) in [
            (22, 0, day, "from the API, complete to 20 Nov"),
            (0, 9, day, "9 days from exported files, complete to 20 Nov"),
            (0, 1, None, "1 day from exported files"),
            (13, 9, day, "13 days from the API, 9 days from exported files, complete to 20 Nov"),
            (0, 0, None, "no day yet"),
        ] {
            assert_eq!(coverage(EN, api, files, through)[0], text);
        }
    }

    #[test]
    fn unreadable_lines_are_reported_with_their_group() {
        assert_eq!(unread(EN, 3, Grouping::Model)[0], "3 lines with an unknown instance ID under \"other\"");
        assert_eq!(unread(EN, 1, Grouping::Day)[0], "1 line with an unknown instance ID");
    }

    #[test]
    fn amounts_known_only_with_tax_are_never_added() {
        let mut sums = Sums::default();
        assert_eq!(total(EN, &sums, "CNY")[2], "no amounts");
        let mut figures = Figures::default();
        figures.set(Figure::Payable, Some("17.076".parse().unwrap()));
        figures.set(Figure::Gross, Some("18.246".parse().unwrap()));
        sums.add(&figures);
        assert_eq!(total(EN, &sums, "CNY")[0], "17.08 CNY payable, 18.25 CNY list price, 1 line");
        let mut taxed = Figures::default();
        taxed.set(Figure::PayableWithTax, Some("1.06".parse().unwrap()));
        sums.add(&taxed);
        assert_eq!(total(EN, &sums, "CNY")[1], "17.08 CNY and 1.06 CNY incl. tax, 2 lines");
        let mut endless = Figures::default();
        endless.set(Figure::Payable, Some(rust_decimal::Decimal::MAX));
        sums.add(&endless);
        assert_eq!(total(EN, &sums, "CNY")[2], "over 28 digits of CNY and 1.06 CNY incl. tax");
    }

    #[test]
    fn what_is_below_no_column_is_beside_the_totals() {
        let mut sums = Sums::default();
        let mut figures = Figures::default();
        figures.set(Figure::Gross, Some("18.246".parse().unwrap()));
        sums.add(&figures);
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(beside(EN, &sums, false), [some("18.25 list price"), some("1 line")]);
        assert_eq!(beside(ZH, &sums, false), [some("目录价 18.25"), some("1 条")]);
        assert_eq!(beside(EN, &sums, true), [None, some("1 line")]);
    }

    #[test]
    fn chinese_names_the_sum_before_the_amount() {
        let mut sums = Sums::default();
        assert_eq!(total(ZH, &sums, "CNY")[0], "无金额，0 条");
        let mut figures = Figures::default();
        figures.set(Figure::Payable, Some("17.076".parse().unwrap()));
        figures.set(Figure::Gross, Some("18.246".parse().unwrap()));
        sums.add(&figures);
        let mut taxed = Figures::default();
        taxed.set(Figure::PayableWithTax, Some("1.06".parse().unwrap()));
        sums.add(&taxed);
        let text = total(ZH, &sums, "CNY");
        assert_eq!(text[0], "应付 17.08 CNY 和 1.06 CNY 含税，目录价 18.25 CNY，2 条");
        assert_eq!(text[2], "应付 17.08 CNY 和 1.06 CNY 含税");
    }

    #[test]
    fn chinese_names_the_sources() {
        let day = "2026-11-20".parse().ok();
        for (api, files, through, text) in [
            (22, 0, day, "来源：API，完整至 11月20日"),
            (0, 1, None, "来源：导出文件（1 天）"),
            (13, 9, day, "来源：API（13 天）、导出文件（9 天），完整至 11月20日"),
            (0, 0, None, "尚无数据"),
        ] {
            assert_eq!(coverage(ZH, api, files, through)[0], text);
        }
        assert_eq!(unread(ZH, 3, Grouping::Model), ["3 条实例 ID 无法识别，归入“other”", "3 条 ID 未知"]);
    }
}
