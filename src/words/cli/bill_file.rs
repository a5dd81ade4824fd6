//! Results of reading exported Bill Details files.

use crate::{
    domain::bill::{
        BillPart, Figure, FileFacts, FileLimit, FileRefusal, SaveCounts, SkipReason, SkippedRows,
    },
    words::{Lang, Report, Text, facts::bill::lines, number, phrase, plain, text},
};

/// Limits for naming the columns of a refused file, which may be any text.
const MAX_NAMES: usize = 80;
const MAX_NAME_LENGTH: usize = 40;

/// How to export a readable file.
const EXPORT_AGAIN: Text = Text::new(
    "export it again from the console's Bill Details, and do not edit it",
    "请从控制台的账单明细重新导出，不要改动文件",
);

/// Why a profile cannot store bills.
pub const NO_ACCOUNT: Text = Text::new(
    "bills belong to an account; use a profile with source = \"alibaba\"",
    "账单属于账号；请用 source = \"alibaba\" 的 Profile",
);
/// Why readable files were not imported either.
pub const NOTHING_TAKEN: Text = Text::new(
    "nothing imported: without that file some days would be incomplete; fix it or leave it out",
    "未导入任何内容：缺少该文件，部分日期会不完整；请修正或去掉它",
);

/// Why lines were not saved, and where.
pub fn not_saved(lang: Lang, path: &str, why: &str) -> String {
    let (path, why) = (plain(path), plain(why));
    phrase!(
        lang,
        "bills cannot be saved in {path}: {why}; run: quotatop doctor",
        "无法在 {path} 保存账单：{why}；请运行：quotatop doctor",
    )
}

/// The number of models whose free quota the exports tell.
pub fn grants(lang: Lang, models: usize) -> String {
    let models = u64::try_from(models).unwrap_or(u64::MAX);
    let models = number::counted(lang, models, ["model", "models"], "个模型");
    phrase!(
        lang,
        "the bill shows the free quota of {models}; see: quotatop list",
        "账单包含 {models}的免费额度；请运行：quotatop list",
    )
}

/// A file that was read:
/// `bill.csv: 5,000 lines of 2026-11-01 to 2026-11-21, exported 2026-11-22 06:10 UTC`.
pub fn read(lang: Lang, name: &str, facts: &FileFacts) -> String {
    let (name, lines) = (plain(name), lines(lang, facts.lines));
    let days = facts.days.map(|(first, last)| {
        if first == last { first.to_string() } else { format!("{first} {} {last}", lang.pick("to", "至")) }
    });
    let repeated = counted(lang, facts.repeated, lang.pick("already in another file", "条已在其他文件中"));
    let unreadable = counted(
        lang,
        facts.unreadable,
        lang.pick("unknown figures, saved as text", "个数值无法识别，按文本保存"),
    );
    let exported = facts.exported_at.format("%Y-%m-%d %H:%M UTC");
    match lang {
        Lang::English => {
            let days = days.map_or_else(String::new, |days| format!(" of {days}"));
            format!("{name}: {lines}{days}, exported {exported}{repeated}{unreadable}")
        }
        Lang::Chinese => {
            let days = days.map_or_else(String::new, |days| format!("{days} 共 "));
            format!("{name}：{days}{lines}，导出于 {exported}{repeated}{unreadable}")
        }
    }
}

/// Skipped rows: `12 rows skipped (from line 7): no day`.
pub fn rows(lang: Lang, rows: &SkippedRows, why: &str) -> String {
    let (count, first) = (number::grouped(rows.rows.into()), rows.first_line);
    match lang {
        Lang::English if rows.rows == 1 => format!("1 row skipped (line {first}): {why}"),
        Lang::English => format!("{count} rows skipped (from line {first}): {why}"),
        Lang::Chinese => format!("跳过 {count} 行（从第 {first} 行起）：{why}"),
    }
}

/// Columns of amounts with an unknown meaning.
pub fn unknown_amounts(lang: Lang, columns: &[String]) -> Report {
    let columns: Vec<_> = columns.iter().map(|name| plain(name)).collect();
    let columns = columns.join(lang.pick(", ", "、"));
    match lang {
        Lang::English => Report {
            message: format!("unknown amounts in the columns {columns}"),
            remedy: "they are saved as text and not added up".to_owned(),
        },
        Lang::Chinese => Report {
            message: format!("无法识别这些列的金额：{columns}"),
            remedy: "按文本保存，不计入合计".to_owned(),
        },
    }
}

/// Why nothing was imported from a readable file.
pub fn no_lines(lang: Lang, facts: &FileFacts) -> Report {
    let (message, remedy) = if facts.skipped.is_empty() {
        (
            lang.pick("has a header and no lines", "只有表头，没有明细"),
            lang.pick("export a period with charges", "请导出有消费的时段"),
        )
    } else {
        (
            lang.pick("nothing imported: no row is a bill line", "未导入任何内容：没有一行是账单明细"),
            EXPORT_AGAIN.of(lang),
        )
    };
    Report { message: message.to_owned(), remedy: remedy.to_owned() }
}

/// The outcome of an import: `5,000 lines new, 0 already known, 0 outdated`.
pub fn summary(lang: Lang, taken: SaveCounts) -> String {
    let SaveCounts { new, known, outdated, not_whole, days, gaps } = taken;
    let (new, known, days) = (lines(lang, new), number::grouped(known.into()), number::grouped(days.into()));
    let outdated = counted(lang, outdated, lang.pick("outdated", "条已有更新的明细"));
    let not_whole = counted(
        lang,
        not_whole,
        lang.pick("skipped: their day is already complete", "条未导入：其日期已有完整明细"),
    );
    let gaps =
        counted(lang, gaps, lang.pick("of them incomplete: rows were skipped", "天不完整：有行被跳过"));
    phrase!(
        lang,
        "{new} new, {known} already known{outdated}{not_whole}; days saved: {days}{gaps}",
        "新增 {new}，已有 {known} 条{outdated}{not_whole}；写入 {days} 天{gaps}",
    )
}

fn counted(lang: Lang, count: u64, what: &str) -> String {
    let comma = lang.pick(", ", "，");
    if count == 0 { String::new() } else { format!("{comma}{} {what}", number::grouped(count.into())) }
}

/// Why a file was refused, and what to do.
pub fn refused(lang: Lang, refusal: &FileRefusal) -> Report {
    Report { message: refused_for(lang, refusal), remedy: remedy(lang, refusal) }
}

fn refused_for(lang: Lang, refusal: &FileRefusal) -> String {
    let fixed = match refusal {
        FileRefusal::Empty => lang.pick("is empty", "是空文件"),
        FileRefusal::DaySummary => lang
            .pick("is a daily summary; its lines would be counted twice", "是按日汇总，其明细会被重复计算"),
        FileRefusal::Archive => {
            lang.pick("is an archive or a workbook, not CSV", "是压缩包或工作簿，不是 CSV")
        }
        FileRefusal::Folder => lang.pick("is a folder", "是目录"),
        FileRefusal::NotAFile => lang.pick("is not a regular file", "不是普通文件"),
        FileRefusal::NotText => lang.pick("is not text", "不是文本"),
        FileRefusal::NotUtf8 => {
            lang.pick("is in neither UTF-8 nor UTF-16", "既不是 UTF-8 也不是 UTF-16 编码")
        }
        FileRefusal::TooLarge(limit) => return too_large(lang, *limit),
        FileRefusal::CutOff => lang.pick("ends within a row", "在一行中间中断"),
        FileRefusal::SameAs(other) => {
            let other = plain(other);
            return phrase!(lang, "is the same as {other}", "与 {other} 相同");
        }
        FileRefusal::NotABill { missing, found } => {
            let comma = lang.pick(", ", "、");
            let missing: Vec<&str> = missing.iter().map(|part| part_name(lang, *part)).collect();
            let more = if found.len() > MAX_NAMES { ", ..." } else { "" };
            let found: Vec<_> = found
                .iter()
                .take(MAX_NAMES)
                .map(|name| text::cut(&plain(name), MAX_NAME_LENGTH, "...").into_owned())
                .collect();
            let (missing, found) = (missing.join(comma), format!("{}{more}", found.join(comma)));
            return phrase!(
                lang,
                "has no column for {missing}; it has {found}",
                "缺少这些列：{missing}；现有：{found}",
            );
        }
        FileRefusal::Unreadable { detail } => {
            return format!("{}{}", lang.pick("cannot be read: ", "无法读取："), plain(detail));
        }
    };
    fixed.to_owned()
}

fn too_large(lang: Lang, limit: FileLimit) -> String {
    let (what, size) = match limit {
        FileLimit::FileBytes(bytes) => (lang.pick("is larger than", "大于"), mebibytes(bytes)),
        FileLimit::RowBytes(bytes) => (lang.pick("has a row larger than", "有一行大于"), mebibytes(bytes)),
        FileLimit::Columns(count) => {
            (lang.pick("has more columns than", "列数超过"), number::grouped(count.into()))
        }
        FileLimit::Lines(count) => {
            let what = lang.pick("makes more lines in one import than", "使一次导入的明细条数超过");
            (what, number::grouped(count.into()))
        }
    };
    format!("{what} {size}")
}

fn mebibytes(bytes: u64) -> String {
    format!("{} MiB", number::grouped((bytes >> 20).into()))
}

fn remedy(lang: Lang, refusal: &FileRefusal) -> String {
    let fixed = match refusal {
        FileRefusal::Empty => lang.pick(
            "leave it out; deliveries to OSS contain empty files",
            "请去掉它；投递到 OSS 的账单会带有空文件",
        ),
        FileRefusal::Folder => lang.pick("name the .csv files in it", "请指定其中的 .csv 文件"),
        FileRefusal::NotAFile => {
            lang.pick("save its contents to a file, and import that", "请先把内容保存为文件再导入")
        }
        FileRefusal::TooLarge(FileLimit::FileBytes(_) | FileLimit::Lines(_)) => {
            lang.pick("export shorter periods, and import them one by one", "请按更短的时段导出，并分次导入")
        }
        FileRefusal::NotText | FileRefusal::TooLarge(FileLimit::RowBytes(_) | FileLimit::Columns(_)) => {
            EXPORT_AGAIN.of(lang)
        }
        FileRefusal::DaySummary => lang
            .pick("import the file without daysummary in its name", "请导入文件名中不含 daysummary 的文件"),
        FileRefusal::SameAs(_) => lang.pick("nothing to do", "无需处理"),
        FileRefusal::Archive => lang.pick(
            "unpack it, or export as CSV; then import all .csv files at once",
            "请先解压，或导出为 CSV；然后一次导入所有 .csv 文件",
        ),
        FileRefusal::NotUtf8 => {
            let or = lang.pick(", or: ", "，或运行：");
            return format!("{}{or}iconv -f GB18030 -t UTF-8 FILE > NEW.csv", EXPORT_AGAIN.of(lang));
        }
        FileRefusal::NotABill { .. } => lang.pick(
            "export Bill Details by day, by billing item, with all columns",
            "请按日、按计费项导出账单明细，并包含全部列",
        ),
        FileRefusal::CutOff => lang.pick("download it again", "请重新下载"),
        FileRefusal::Unreadable { .. } => {
            lang.pick("check the path and its permissions", "请检查路径及其权限")
        }
    };
    fixed.to_owned()
}

/// Why rows were skipped, and what to do.
pub fn skipped(lang: Lang, reason: SkipReason) -> Report {
    let (message, remedy) = match reason {
        SkipReason::NoDay => (
            lang.pick("no day", "没有日期"),
            lang.pick("export by day, with the billing date", "请按日导出，并包含账单日期"),
        ),
        SkipReason::WrongColumns => {
            (lang.pick("not as many columns as the header", "列数与表头不一致"), EXPORT_AGAIN.of(lang))
        }
        SkipReason::NotUtf8 => (lang.pick("not UTF-8", "不是 UTF-8 编码"), EXPORT_AGAIN.of(lang)),
        SkipReason::NoSubject => (
            lang.pick("neither an instance nor a product", "既无实例也无产品"),
            lang.pick("export with all columns", "请导出全部列"),
        ),
        SkipReason::NoAccount => (
            lang.pick("no account ID, in a file of several accounts", "多账号文件中的行没有账号 ID"),
            EXPORT_AGAIN.of(lang),
        ),
        SkipReason::Malformed => (
            lang.pick("not in the documented form", "格式与文档不符"),
            lang.pick("refresh the bill", "请刷新账单"),
        ),
    };
    Report { message: message.to_owned(), remedy: remedy.to_owned() }
}

/// A column that a bill must have.
const fn part_name(lang: Lang, part: BillPart) -> &'static str {
    match part {
        BillPart::Day => lang.pick("the day", "日期"),
        BillPart::Subject => lang.pick("what was charged", "计费对象"),
        BillPart::Payable => lang.pick("the amount payable", "应付金额"),
    }
}

/// A figure, as the table of columns in docs/bills.md names it.
pub const fn figure(lang: Lang, figure: Figure) -> &'static str {
    match figure {
        Figure::Usage => lang.pick("usage", "用量"),
        Figure::Deducted => lang.pick("deducted by free quota or a package", "免费额度或资源包抵扣量"),
        Figure::Gross => lang.pick("gross (list price)", "目录价"),
        Figure::Discount => lang.pick("discount", "优惠"),
        Figure::Coupons => lang.pick("coupons", "优惠券抵扣"),
        Figure::Savings => lang.pick("savings plan or subscription", "节省计划或订阅抵扣"),
        Figure::Payable => lang.pick("payable, before tax", "应付金额（税前）"),
        Figure::PayableWithTax => lang.pick("payable, with tax", "应付金额（含税）"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EN: Lang = Lang::English;
    const ZH: Lang = Lang::Chinese;

    #[test]
    fn counts_of_zero_are_omitted() {
        let taken = SaveCounts { new: 5_000, days: 21, ..SaveCounts::default() };
        let partial = SaveCounts { new: 2, not_whole: 3, days: 1, gaps: 1, ..SaveCounts::default() };
        let outdated = SaveCounts { outdated: 12, ..taken };
        for (lang, taken, said) in [
            (EN, taken, "5,000 lines new, 0 already known; days saved: 21"),
            (ZH, taken, "新增 5,000 条，已有 0 条；写入 21 天"),
            (EN, outdated, "5,000 lines new, 0 already known, 12 outdated; days saved: 21"),
            (
                EN,
                partial,
                "2 lines new, 0 already known, 3 skipped: their day is already complete; days saved: 1, 1 of them incomplete: rows were skipped",
            ),
            (
                ZH,
                partial,
                "新增 2 条，已有 0 条，3 条未导入：其日期已有完整明细；写入 1 天，1 天不完整：有行被跳过",
            ),
            (ZH, outdated, "新增 5,000 条，已有 0 条，12 条已有更新的明细；写入 21 天"),
        ] {
            assert_eq!(summary(lang, taken), said);
        }
    }

    #[test]
    fn a_file_is_reported_with_its_days() {
        let day = |day: &str| day.parse().unwrap();
        let facts = |days| FileFacts {
            lines: 5_000,
            days,
            exported_at: "2026-11-22T06:10:00Z".parse().unwrap(),
            repeated: 3,
            unreadable: 0,
            unknown_amounts: Vec::new(),
            skipped: Vec::new(),
        };
        for (lang, days, said) in [
            (
                EN,
                Some((day("2026-11-01"), day("2026-11-21"))),
                "a.csv: 5,000 lines of 2026-11-01 to 2026-11-21, exported 2026-11-22 06:10 UTC, 3 already in another file",
            ),
            (
                ZH,
                Some((day("2026-11-01"), day("2026-11-21"))),
                "a.csv：2026-11-01 至 2026-11-21 共 5,000 条，导出于 2026-11-22 06:10 UTC，3 条已在其他文件中",
            ),
            (
                ZH,
                Some((day("2026-11-01"), day("2026-11-01"))),
                "a.csv：2026-11-01 共 5,000 条，导出于 2026-11-22 06:10 UTC，3 条已在其他文件中",
            ),
            (ZH, None, "a.csv：5,000 条，导出于 2026-11-22 06:10 UTC，3 条已在其他文件中"),
        ] {
            assert_eq!(read(lang, "a.csv", &facts(days)), said);
        }
    }

    #[test]
    fn missing_and_present_columns_are_named() {
        let refusal = FileRefusal::NotABill {
            missing: vec![BillPart::Day, BillPart::Payable],
            found: vec!["A\u{1b}".into(), "B".into()],
        };
        for (lang, said) in [
            (EN, "has no column for the day, the amount payable; it has A\\u001b, B"),
            (ZH, "缺少这些列：日期、应付金额；现有：A\\u001b、B"),
        ] {
            assert_eq!(refused(lang, &refusal).message, said);
            assert!(refused(lang, &FileRefusal::NotUtf8).remedy.ends_with("FILE > NEW.csv"));
        }
    }
}
