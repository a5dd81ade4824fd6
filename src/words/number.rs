//! Formats numbers: `24,098`, `3.2 M`, `12.40 USD`.

use rust_decimal::{Decimal, RoundingStrategy};

use super::Lang;
use crate::domain::{Kind, NextCall, Quantity, Site, Status, Unit};

/// All digits, in groups of three: `24,098`, `-1,234.5`.
pub fn grouped(quantity: Quantity) -> String {
    group(&quantity.to_string())
}

/// An amount of money with its currency: `-1,234.50 USD`; at least two decimals.
pub fn money(amount: Decimal, currency: Option<&str>) -> String {
    let currency = currency.map(super::plain).unwrap_or_default();
    format!("{} {currency}", digits(amount)).trim_end().to_owned()
}

/// The digits of an amount of money, exactly: `-1,234.50`; at least two decimals.
pub fn digits(amount: Decimal) -> String {
    let amount = amount.normalize();
    group(&if amount.scale() < 2 { format!("{amount:.2}") } else { amount.to_string() })
}

/// An amount of money in hundredths: `85.90`. What is less than that is not shown as nothing: `<0.01`.
pub fn hundredths(amount: Decimal) -> String {
    let rounded = amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    match (rounded.is_zero(), amount.is_zero()) {
        (true, false) if amount.is_sign_negative() => ">-0.01".to_owned(),
        (true, false) => "<0.01".to_owned(),
        _ => digits(rounded),
    }
}

/// All digits of a number that is not money: `1,234.5`.
pub fn exact(number: Decimal) -> String {
    group(&number.normalize().to_string())
}

/// A count: `1,234`.
pub fn count(count: u64) -> String {
    group(&count.to_string())
}

fn group(digits: &str) -> String {
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |rest| ("-", rest));
    let (whole, fraction) =
        digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let mut grouped = String::with_capacity(digits.len().saturating_mul(2));
    grouped.push_str(sign);
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && whole.len().saturating_sub(position).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if let Some(fraction) = fraction {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    grouped
}

/// The magnitudes of large numbers, from the largest.
const MAGNITUDES: [(u128, &str); 4] =
    [(1_000_000_000_000, "T"), (1_000_000_000, "G"), (1_000_000, "M"), (1_000, "k")];
/// The same in Chinese, which counts in ten thousands.
const WAN: [(u128, &str); 3] = [(1_000_000_000_000, "万亿"), (100_000_000, "亿"), (10_000, "万")];

/// Rounded down to a few digits with a magnitude: `950`, `24.0 k`, `3.2 M`, `38 M`, `1.5 G`; `2.4 万`,
/// `3800 万`.
pub fn short(lang: Lang, quantity: Quantity) -> String {
    let number = quantity.decimal();
    let whole = number.trunc().mantissa().unsigned_abs();
    let sign = if number.is_sign_negative() { "-" } else { "" };
    match shortened(lang, whole) {
        Some((count, 0, name)) => format!("{sign}{count} {name}"),
        Some((count, tenths, name)) => format!("{sign}{count}.{tenths} {name}"),
        None => group(&number.round_dp_with_strategy(1, RoundingStrategy::ToZero).normalize().to_string()),
    }
}

/// A whole number in its magnitude: how many, with tenths below a hundred; `None` below the smallest one.
pub(super) fn shortened(lang: Lang, whole: u128) -> Option<(u128, u128, &'static str)> {
    let magnitudes: &[_] = lang.pick(&MAGNITUDES, &WAN);
    let (size, name) = magnitudes.iter().find(|(size, _)| whole >= *size)?;
    let count = whole.checked_div(*size)?;
    let tenths = whole.checked_rem(*size)?.checked_div(size / 10)?;
    Some((count, if count < 100 { tenths } else { 0 }, name))
}

/// A round number beside an axis: in the short form from ten thousand on, else with all its digits.
pub(crate) fn tick(lang: Lang, number: Decimal) -> String {
    if number.abs() >= Decimal::from(10_000) {
        return short(lang, number.into());
    }
    exact(number)
}

/// Joins two words with a space, except between Chinese words (`38 秒`, `3.8 万秒`).
pub(crate) fn with_unit(left: &str, right: &str) -> String {
    let is_chinese = |character: char| !character.is_ascii();
    let is_close = right.is_empty() || (left.ends_with(is_chinese) && right.starts_with(is_chinese));
    format!("{left}{}{right}", if is_close { "" } else { " " })
}

/// A share of a whole, to the nearest percent, so that shares add up to about 100; one decimal below one.
pub fn share(percent: Decimal) -> String {
    let places = u32::from(percent.abs() < Decimal::ONE);
    percent.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero).normalize().to_string()
}

/// A percentage: one decimal below ten, whole above; both rounded down.
pub fn percent(percent: Decimal) -> String {
    let places = u32::from(percent < Decimal::TEN);
    percent.round_dp_with_strategy(places, RoundingStrategy::ToZero).normalize().to_string()
}

/// A unit after a number: `tokens`, `s`.
pub const fn unit(lang: Lang, unit: Unit) -> &'static str {
    match unit {
        Unit::Tokens => lang.pick("tokens", "Token"),
        Unit::Images => lang.pick("images", "张"),
        Unit::Seconds => lang.pick("s", "秒"),
        Unit::Characters => lang.pick("characters", "字符"),
        Unit::Units => lang.pick("units", "单位"),
    }
}

/// A unit after a number, beside durations: seconds say what they are of, if `kind` does: `s of video`.
pub const fn unit_of(lang: Lang, unit: Unit, kind: Option<Kind>) -> &'static str {
    match (unit, kind) {
        (Unit::Seconds, Some(Kind::Video)) => lang.pick("s of video", "秒视频"),
        (Unit::Seconds, Some(Kind::Audio)) => lang.pick("s of audio", "秒音频"),
        _ => self::unit(lang, unit),
    }
}

/// The suffix of `left/total` in the list: empty for tokens, the usual unit, else ` s`, ` images`.
pub const fn unit_in_list(lang: Lang, unit: Unit) -> &'static str {
    match unit {
        Unit::Tokens | Unit::Units => "",
        Unit::Images => lang.pick(" images", " 张"),
        Unit::Seconds => lang.pick(" s", " 秒"),
        Unit::Characters => lang.pick(" chars", " 字符"),
    }
}

/// The site of an account.
pub(crate) const fn site(lang: Lang, site: Site) -> &'static str {
    match site {
        Site::International => lang.pick("international", "国际站"),
        Site::China => lang.pick("china", "中国站"),
    }
}

pub const fn kind(lang: Lang, kind: Kind) -> &'static str {
    let chinese = match kind {
        Kind::Text => "文本",
        Kind::Vision => "视觉",
        Kind::Multimodal => "多模态",
        Kind::Image => "图像",
        Kind::Video => "视频",
        Kind::Audio => "语音",
        Kind::Embedding => "向量",
        Kind::Other => "其他",
    };
    lang.pick(kind.into_str(), chinese)
}

pub const fn status(lang: Lang, status: Status) -> &'static str {
    let chinese = match status {
        Status::Ok => "正常",
        Status::Low => "偏低",
        Status::Expiring => "即将到期",
        Status::Exhausted => "已用完",
        Status::Expired => "已到期",
        Status::None => "无免费额度",
        Status::Unsupported => "无额度信息",
        Status::Unknown => "未知",
    };
    let english = match status {
        Status::Exhausted => "used up",
        Status::Unsupported => "no quota known",
        status => status.into_str(),
    };
    lang.pick(english, chinese)
}

pub const fn next_call(lang: Lang, call: NextCall) -> &'static str {
    let chinese = match call {
        NextCall::Free => "免费",
        NextCall::Billed => "计费",
        NextCall::Refused => "拒绝",
        NextCall::Unknown => "未知",
    };
    lang.pick(call.into_str(), chinese)
}

/// `1 model`, `7 models`.
pub fn models(lang: Lang, count: usize) -> String {
    counted(lang, u64::try_from(count).unwrap_or(u64::MAX), ["model", "models"], "个模型")
}

/// A count with its noun in singular or plural: `1 line`, `1,234 lines`.
pub(super) fn counted(lang: Lang, count: u64, [one, many]: [&str; 2], chinese: &str) -> String {
    let noun = lang.pick(if count == 1 { one } else { many }, chinese);
    format!("{} {noun}", self::count(count))
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator as _;

    use super::*;

    fn quantity(text: &str) -> Quantity {
        text.parse().unwrap()
    }

    #[test]
    fn digits_are_grouped_in_threes() {
        for (number, shown) in [
            ("0", "0"),
            ("999", "999"),
            ("1000", "1,000"),
            ("24098", "24,098"),
            ("1000000", "1,000,000"),
            ("-1234.5", "-1,234.5"),
            ("0.25", "0.25"),
        ] {
            assert_eq!(grouped(quantity(number)), shown);
        }
    }

    #[test]
    fn shares_are_rounded_to_the_nearest() {
        for (percent, shown) in
            [("62.88", "63"), ("21.38", "21"), ("0.6", "0.6"), ("0.04", "0"), ("99.5", "100")]
        {
            assert_eq!(share(percent.parse().unwrap()), shown);
        }
    }

    #[test]
    fn money_in_hundredths_is_never_nothing_by_rounding() {
        for (amount, shown) in [
            ("0", "0.00"),
            ("0.004", "<0.01"),
            ("0.005", "0.01"),
            ("-0.004", ">-0.01"),
            ("-0.0", "0.00"),
            ("85.89516", "85.90"),
            ("1234.5", "1,234.50"),
            ("-2.085", "-2.09"),
            ("79228162514264337593543950335", "79,228,162,514,264,337,593,543,950,335.00"),
        ] {
            assert_eq!(hundredths(amount.parse().unwrap()), shown, "{amount}");
        }
    }

    #[test]
    fn short_forms_round_down() {
        for (number, shown) in [
            ("0", "0"),
            ("950", "950"),
            ("999.99", "999.9"),
            ("1000", "1 k"),
            ("24098", "24 k"),
            ("24998", "24.9 k"),
            ("999999", "999 k"),
            ("3299999", "3.2 M"),
            ("38000000", "38 M"),
            ("1500000000", "1.5 G"),
            ("-24998", "-24.9 k"),
        ] {
            assert_eq!(short(Lang::English, quantity(number)), shown, "{number}");
        }
    }

    #[test]
    fn ticks_lose_no_digit() {
        for (number, shown) in
            [("0", "0"), ("0.005", "0.005"), ("9500", "9,500"), ("-20", "-20"), ("20000", "20 k")]
        {
            assert_eq!(tick(Lang::English, number.parse().unwrap()), shown);
        }
        assert_eq!(tick(Lang::Chinese, Decimal::from(150_000)), "15 万");
    }

    #[test]
    fn chinese_counts_in_ten_thousands() {
        for (number, shown) in [
            ("0", "0"),
            ("999.99", "999.9"),
            ("9999", "9,999"),
            ("10000", "1 万"),
            ("24998", "2.4 万"),
            ("999999", "99.9 万"),
            ("3299999", "329 万"),
            ("38000000", "3800 万"),
            ("99999999", "9999 万"),
            ("328000000", "3.2 亿"),
            ("1200000000000", "1.2 万亿"),
            ("-24998", "-2.4 万"),
        ] {
            assert_eq!(short(Lang::Chinese, quantity(number)), shown, "{number}");
        }
    }

    #[test]
    fn no_word_is_the_same_twice_in_a_column() {
        for lang in Lang::ALL {
            let words: std::collections::BTreeSet<_> =
                Status::iter().map(|each| status(lang, each)).collect();
            assert_eq!(words.len(), Status::iter().len());
        }
        assert_eq!(models(Lang::English, 1), "1 model");
        assert_eq!(models(Lang::Chinese, 1_200), "1,200 个模型");
    }

    #[test]
    fn money_has_two_decimals_or_more() {
        for (amount, shown) in [
            ("-12.4", "-12.40 USD"),
            ("0", "0.00 USD"),
            ("10000.00", "10,000.00 USD"),
            ("1.2345", "1.2345 USD"),
            ("5.976000", "5.976 USD"),
            ("-0.000", "0.00 USD"),
        ] {
            assert_eq!(money(amount.parse().unwrap(), Some("USD")), shown);
        }
        assert_eq!(money(Decimal::ONE, None), "1.00");
        assert_eq!(money(Decimal::ONE, Some("\u{1b}[2J")), "1.00 \\u001b[2J");
    }

    #[test]
    fn percentages_never_round_up() {
        for (number, shown) in [
            ("0.1", "0.1"),
            ("2.4", "2.4"),
            ("9.9", "9.9"),
            ("64.9", "64"),
            ("99.9", "99"),
            ("100", "100"),
            ("0", "0"),
        ] {
            assert_eq!(percent(number.parse().unwrap()), shown);
        }
    }
}
