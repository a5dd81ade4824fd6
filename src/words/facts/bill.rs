//! Bills: spending so far, and projected to the end of the cycle.

use chrono::NaiveDate;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::{
    domain::bill::{Cycle, LimitStatus, ProductFilter, Range, Spend},
    words::{
        Lang, Text,
        facts::amounts::{self, BEFORE_TAX, INCL_TAX},
        number, phrase, plain, time,
    },
};

pub(crate) const NOT_IN_A_SNAPSHOT: Text = Text::new(
    "a snapshot has no bills; use a profile with source = \"alibaba\"",
    "快照没有账单；请用 source = \"alibaba\" 的 Profile",
);
pub(crate) const NO_LINES: Text =
    Text::new("no bill lines for this product in this cycle", "此账期内该产品没有明细");
pub(crate) const NOT_READ: Text = Text::new("not loaded yet", "尚未加载");
pub(crate) const LINES_NOT_READ: Text =
    Text::new("the saved bill lines could not be read; run it again", "无法读取已保存的账单明细；请重新运行");

/// `1 line`, `1,234 lines`.
pub(crate) fn lines(lang: Lang, count: u64) -> String {
    number::counted(lang, count, ["line", "lines"], "条")
}

/// Stored bills could not be read.
pub(crate) fn not_readable(lang: Lang, why: &str) -> String {
    let why = plain(why);
    phrase!(
        lang,
        "the saved bills cannot be read: {why}; run: quotatop doctor",
        "无法读取已保存的账单：{why}；请运行：quotatop doctor",
    )
}

/// A cycle that has not begun.
pub(crate) fn not_begun(lang: Lang, cycle: Cycle, running: Cycle) -> String {
    phrase!(
        lang,
        "{cycle} has not begun; the current billing cycle is {running} (UTC+8)",
        "{cycle} 尚未开始；当前账期为 {running}（UTC+8）",
    )
}

/// The heading of printed bills: `2026-11, inference, before tax, bills through 20 Nov (days of UTC+8)`.
pub(crate) fn heading(
    lang: Lang,
    cycle: Cycle,
    product: &ProductFilter,
    is_with_tax: bool,
    covers: Option<NaiveDate>,
) -> String {
    let (product, through) = (plain(product.as_str()), through(lang, covers, cycle));
    let basis = if is_with_tax { INCL_TAX } else { BEFORE_TAX }.of(lang);
    phrase!(
        lang,
        "{cycle}, {product}, {basis}, {through} (days of UTC+8)",
        "{cycle}，{product}，{basis}，{through}（按 UTC+8 计日）",
    )
}

/// An amount that is only known with tax.
pub(crate) fn with_tax(lang: Lang, amount: &str) -> String {
    format!("{amount} {}", INCL_TAX.of(lang))
}

/// An incomplete sum: `at least 17.08 CNY`.
pub(crate) fn at_least(lang: Lang, amount: &str) -> String {
    format!("{}{amount}", lang.pick("at least ", "至少 "))
}

/// `Model Studio to date 17.08 CNY, about 24 (20 to 29) by 30 Nov`; for a closed cycle `2026-10: 17.08 CNY`.
pub(crate) fn spend(lang: Lang, spend: &Spend) -> String {
    let amounts = amounts::payable(lang, spend.to_date, spend.with_tax, &spend.currency);
    let amounts = amounts.unwrap_or_else(|| lang.pick("no amounts", "无金额").to_owned());
    let amounts = if spend.incomplete > 0 { at_least(lang, &amounts) } else { amounts };
    if spend.is_closed {
        return format!("{}{}{amounts}", spend.cycle, lang.pick(": ", "："));
    }
    let projected = spend.projected.map(|range| projected(lang, range, spend.cycle));
    let projected = projected.map(|range| format!("{}{range}", lang.pick(", ", "，"))).unwrap_or_default();
    let to_date = number::with_unit(lang.pick("Model Studio to date", "百炼本账期至今"), &amounts);
    format!("{to_date}{projected}")
}

/// `about 24 (20 to 29) by 30 Nov`.
pub(crate) fn projected(lang: Lang, range: Range, cycle: Cycle) -> String {
    let (likely, between) = (about(range.likely), between(lang, range));
    let last_day = time::day(lang, cycle.last_day());
    phrase!(lang, "about {likely}{between} by {last_day}", "预计到 {last_day}约 {likely}{between}")
}

/// `about 24 USD (20 to 29) by 30 Nov`, beside a label that says that it is expected.
pub(crate) fn expected(lang: Lang, range: Range, cycle: Cycle, currency: &str) -> String {
    let (likely, between, currency) = (about(range.likely), between(lang, range), plain(currency));
    let last_day = time::day(lang, cycle.last_day());
    phrase!(
        lang,
        "about {likely} {currency}{between} by {last_day}",
        "到 {last_day}约 {likely} {currency}{between}"
    )
}

fn between(lang: Lang, range: Range) -> String {
    let (low, high, to) = (about(range.low), about(range.high), lang.pick("to", "至"));
    if low == high { String::new() } else { lang.aside(&format!("{low} {to} {high}")) }
}

/// `17.08 of 20.00 CNY this month`, with the projection.
pub(crate) fn against(lang: Lang, spend: &Spend, threshold: Decimal, status: LimitStatus) -> String {
    let to_date = number::hundredths(spend.to_date.exact().unwrap_or_default());
    let to_date = if spend.incomplete > 0 { at_least(lang, &to_date) } else { to_date };
    let whole = number::money(threshold, Some(&spend.currency));
    let text = phrase!(lang, "{to_date} of {whole} this month", "本月 {to_date} / {whole}");
    match (status, spend.projected) {
        (LimitStatus::Over, _) => format!("{text}{}", lang.pick(": over the limit", "，已超出上限")),
        (LimitStatus::ProjectedOver, Some(range)) => {
            phrase!(lang, "{text}, about {} projected", "{text}，预计约 {}", about(range.likely))
        }
        (LimitStatus::ProjectedOver | LimitStatus::Below, _) => text,
    }
}

/// The last complete day of bills: `bills through 20 Nov`.
pub(crate) fn through(lang: Lang, day: Option<NaiveDate>, cycle: Cycle) -> String {
    match (lang, day) {
        (Lang::English, Some(day)) if day == cycle.last_day() => format!("bills of {cycle} are complete"),
        (Lang::English, Some(day)) => format!("bills through {}", time::day(lang, day)),
        (Lang::English, None) => format!("no complete day of {cycle} yet"),
        (Lang::Chinese, Some(day)) if day == cycle.last_day() => format!("{cycle} 账单已完整"),
        (Lang::Chinese, Some(day)) => format!("账单截至 {}", time::day(lang, day)),
        (Lang::Chinese, None) => format!("{cycle} 尚无完整的一天"),
    }
}

/// An estimate with two or three significant digits: `0.42`, `2.4`, `24`, `1,230`.
fn about(amount: Decimal) -> String {
    let size = amount.abs();
    let places = match size {
        _ if size < Decimal::ONE => 2,
        _ if size < Decimal::TEN => 1,
        _ => 0,
    };
    let mut unit = Decimal::ONE;
    while size.checked_div(unit).is_some_and(|digits| digits >= Decimal::ONE_THOUSAND) {
        unit = unit.saturating_mul(Decimal::TEN);
    }
    let rounded = amount
        .checked_div(unit)
        .unwrap_or(amount)
        .round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    number::grouped(rounded.saturating_mul(unit).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::bill::Tally;

    const EN: Lang = Lang::English;
    const ZH: Lang = Lang::Chinese;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn range(low: &str, likely: &str, high: &str) -> Range {
        Range { low: decimal(low), likely: decimal(likely), high: decimal(high) }
    }

    fn spent(to_date: &str, projected: Option<Range>) -> Spend {
        Spend {
            cycle: "2026-11".parse().unwrap(),
            currency: "CNY".into(),
            to_date: Tally::Exact(decimal(to_date)),
            with_tax: Tally::Nothing,
            incomplete: 0,
            through: None,
            days: Vec::new(),
            is_closed: false,
            projected,
            expected: Vec::new(),
        }
    }

    #[test]
    fn spending_is_in_hundredths_and_projections_are_rounded() {
        let guess = Some(range("19.6", "24.2", "28.9"));
        assert_eq!(
            spend(EN, &spent("17.076", guess)),
            "Model Studio to date 17.08 CNY, about 24 (20 to 29) by 30 Nov"
        );
        assert_eq!(spend(EN, &spent("1234.5", None)), "Model Studio to date 1,234.50 CNY");
        let sure = spent("17.076", Some(Range::exactly(decimal("17.1"))));
        assert_eq!(spend(EN, &sure), "Model Studio to date 17.08 CNY, about 17 by 30 Nov");
        let closed = Spend { is_closed: true, ..sure };
        assert_eq!(spend(EN, &closed), "2026-11: 17.08 CNY");
        let taxed = Spend { with_tax: Tally::Exact(decimal("2.12")), ..spent("17", None) };
        assert_eq!(spend(EN, &taxed), "Model Studio to date 17.00 CNY and 2.12 CNY incl. tax");
        let unknown = Spend { to_date: Tally::Nothing, ..spent("0", None) };
        assert_eq!(spend(EN, &unknown), "Model Studio to date no amounts");
        let long = Spend { to_date: Tally::TooLong, ..spent("0", None) };
        assert_eq!(spend(EN, &long), "Model Studio to date over 28 digits of CNY");
    }

    #[test]
    fn estimates_have_two_or_three_digits() {
        for (amount, shown) in [
            ("0", "0"),
            ("0.004", "0"),
            ("0.426", "0.43"),
            ("2.449", "2.4"),
            ("9.96", "10"),
            ("23.5", "24"),
            ("999.4", "999"),
            ("1234.5", "1,230"),
            ("1234567", "1,230,000"),
            ("-23.5", "-24"),
        ] {
            assert_eq!(about(decimal(amount)), shown, "{amount}");
        }
        assert!(!about(Decimal::MAX).is_empty());
    }

    #[test]
    fn a_threshold_is_shown_with_the_projection() {
        let spend = spent("17.076", Some(range("19.6", "24.2", "28.9")));
        let text = |status| against(EN, &spend, decimal("20"), status);
        assert_eq!(text(LimitStatus::Below), "17.08 of 20.00 CNY this month");
        assert_eq!(text(LimitStatus::ProjectedOver), "17.08 of 20.00 CNY this month, about 24 projected");
        assert_eq!(text(LimitStatus::Over), "17.08 of 20.00 CNY this month: over the limit");
    }

    #[test]
    fn the_last_complete_day_is_named() {
        let cycle = "2026-11".parse().unwrap();
        for (day, expected) in [
            (None, "no complete day of 2026-11 yet"),
            (Some("2026-11-20"), "bills through 20 Nov"),
            (Some("2026-11-30"), "bills of 2026-11 are complete"),
        ] {
            assert_eq!(through(EN, day.map(|day| day.parse().unwrap()), cycle), expected);
        }
    }

    #[test]
    fn chinese_names_the_day_before_the_estimate() {
        let guess = spent("17.076", Some(range("19.6", "24.2", "28.9")));
        let closed = Spend { is_closed: true, ..guess.clone() };
        let taxed = Spend { with_tax: Tally::Exact(decimal("2.12")), ..spent("17", None) };
        let unknown = Spend { to_date: Tally::Nothing, ..spent("0", None) };
        for (text, expected) in [
            (spend(ZH, &guess), "百炼本账期至今 17.08 CNY，预计到 11月30日约 24（20 至 29）"),
            (spend(ZH, &closed), "2026-11：17.08 CNY"),
            (spend(ZH, &taxed), "百炼本账期至今 17.00 CNY 和 2.12 CNY 含税"),
            (spend(ZH, &unknown), "百炼本账期至今无金额"),
            (
                against(ZH, &guess, decimal("20"), LimitStatus::ProjectedOver),
                "本月 17.08 / 20.00 CNY，预计约 24",
            ),
            (against(ZH, &guess, decimal("20"), LimitStatus::Over), "本月 17.08 / 20.00 CNY，已超出上限"),
            (through(ZH, "2026-11-02".parse().ok(), guess.cycle), "账单截至 11月2日"),
            (through(ZH, None, guess.cycle), "2026-11 尚无完整的一天"),
            (
                heading(ZH, guess.cycle, &ProductFilter::Inference, false, "2026-11-30".parse().ok()),
                "2026-11，inference，税前，2026-11 账单已完整（按 UTC+8 计日）",
            ),
        ] {
            assert_eq!(text, expected);
        }
    }
}
