//! Texts of the list: headings and cells.

use crate::{
    domain::{Quantity, Quota, Status, Unit},
    words::{Lang, Text, number, phrase, text, widths},
};

pub(crate) const MODEL: Text = Text::new("MODEL", "模型");
pub(crate) const KIND: Text = Text::new("KIND", "类型");
pub(crate) const LEFT_OF_TOTAL: Text = Text::new("LEFT / TOTAL", "剩余额度 / 总额度");
pub(crate) const LEFT: Text = Text::new("LEFT", "剩余");
pub(crate) const PERCENT_LEFT: Text = Text::new("% LEFT", "剩余 %");
pub(crate) const HISTORY: Text = Text::new("7 DAYS", "近 7 天");
pub(crate) const EXPIRES: Text = Text::new("EXPIRES", "到期时间");
pub(crate) const RUNS_OUT: Text = Text::new("RUNS OUT", "预计用完");
pub(crate) const COST: Text = Text::new("COST", "费用");
pub(crate) const NEXT_CALL: Text = Text::new("NEXT CALL", "下次调用");

/// Instead of numbers where the server states none, but Free Quota Only is on.
pub(crate) const NEVER_BILLED: [Text; 2] =
    [Text::new("unknown, never billed", "额度未知，不会计费"), Text::new("never billed", "不会计费")];

/// The remaining quota in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Left {
    /// `24,098` of `1,000,000`, and the unit.
    Numbers {
        left: String,
        /// The grant, after a slash.
        total: String,
        /// The unit after a space; empty for tokens.
        unit: &'static str,
    },
    /// A text instead of numbers, from its longest form to its shortest.
    Words(Vec<String>),
}

/// The remaining quota in the list.
pub(crate) fn left(lang: Lang, quota: Option<&Quota>, unit: Unit, status: Status) -> Left {
    let words = |english: &str, chinese: &str| Left::Words(vec![lang.pick(english, chinese).to_owned()]);
    let Some(quota) = quota else { return words("not loaded yet", "尚未加载") };
    let suffix = number::unit_in_list(lang, unit);
    match (status, quota.remaining, quota.total) {
        (Status::None, ..) => words("no free quota", "无免费额度"),
        (Status::Unsupported, ..) => Left::Words(vec![number::status(lang, status).to_owned()]),
        (_, Some(left), Some(total)) => Left::Numbers {
            left: number::grouped(left),
            total: format!("/{}", number::grouped(total)),
            unit: suffix,
        },
        (_, None, None) => Left::Words(vec![number::status(lang, Status::Unknown).to_owned()]),
        (Status::Expired, Some(left), None) if left.is_positive() => {
            Left::Words(vec![phrase!(lang, "{}{suffix} unused", "{}{suffix}未使用", number::grouped(left))])
        }
        (_, Some(left), None) => {
            Left::Words(vec![phrase!(lang, "{}{suffix} left", "剩余 {}{suffix}", number::grouped(left))])
        }
        (_, None, Some(total)) => Left::Words(vec![format!("?/{}{suffix}", number::grouped(total))]),
    }
}

/// The width of the numbers, and of the text instead of or after them.
pub(crate) fn left_width(lang: Lang, quota: Option<&Quota>, unit: Unit, status: Status) -> (u16, u16) {
    let columns = |columns| u16::try_from(columns).unwrap_or(u16::MAX);
    let numbers = quota.and_then(|quota| Some((quota.remaining?, quota.total?)));
    let unit_width = text::width(number::unit_in_list(lang, unit));
    let numbers = numbers.map_or(0, |(left, total)| {
        let slash = widths::grouped(left).saturating_add(widths::grouped(total)).saturating_add(1);
        columns(slash.saturating_add(unit_width))
    });
    // Most rows are numbers, which are measured without formatting them.
    if numbers > 0 && !matches!(status, Status::None | Status::Unsupported) {
        return (numbers, 0);
    }
    match left(lang, quota, unit, status) {
        Left::Numbers { .. } => (numbers, 0),
        Left::Words(forms) => (0, forms.first().map_or(0, |words| columns(text::width(words)))),
    }
}

/// Remaining and granted quota, rounded to save room.
pub(crate) fn rounded(lang: Lang, left: Quantity, total: Quantity) -> (String, String) {
    (number::short(lang, left), format!("/{}", number::short(lang, total)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const EN: Lang = Lang::English;

    fn quota(left: Option<&str>, total: Option<&str>, word: Option<&str>) -> Quota {
        Quota {
            total: total.map(|number| number.parse().unwrap()),
            remaining: left.map(|number| number.parse().unwrap()),
            expires_at: None,
            quota_status: word.map(Into::into),
            read_at: "2026-11-22T06:12:07Z".parse().unwrap(),
        }
    }

    #[test]
    fn absent_numbers_are_never_zero() {
        let words = |text: &str| Left::Words(vec![text.to_owned()]);
        let numbers =
            |left: &str, total: &str| Left::Numbers { left: left.into(), total: total.into(), unit: " s" };
        for (status, left_of, total, word, said) in [
            (Status::Unknown, None, None, None, words("unknown")),
            (Status::Unknown, None, Some("50"), Some("VALID"), words("?/50 s")),
            (Status::Unknown, Some("38"), None, Some("VALID"), words("38 s left")),
            (Status::Unknown, Some("38"), Some("50"), Some("FROZEN"), numbers("38", "/50")),
            (Status::Unknown, None, None, Some("A\u{1b}[2JB"), words("unknown")),
            (Status::Expired, Some("38"), Some("50"), Some("VALID"), numbers("38", "/50")),
            (Status::Expired, Some("38"), None, Some("VALID"), words("38 s unused")),
            (Status::None, Some("0"), Some("0"), Some("VALID"), words("no free quota")),
            (Status::Unsupported, None, None, Some("UNKNOWN"), words("no quota known")),
        ] {
            assert_eq!(left(EN, Some(&quota(left_of, total, word)), Unit::Seconds, status), said);
        }
        assert_eq!(left(EN, None, Unit::Tokens, Status::Unknown), words("not loaded yet"));
    }

    #[test]
    fn chinese_puts_the_word_before_the_number() {
        for (status, left_of, total, said) in [
            (Status::Unknown, None, None, "未知"),
            (Status::Unknown, Some("38"), None, "剩余 38 秒"),
            (Status::Expired, Some("38"), None, "38 秒未使用"),
            (Status::None, Some("0"), Some("0"), "无免费额度"),
        ] {
            let text = left(Lang::Chinese, Some(&quota(left_of, total, None)), Unit::Seconds, status);
            assert_eq!(text, Left::Words(vec![said.to_owned()]));
        }
    }

    #[test]
    fn cells_are_as_wide_as_measured() {
        for (left_of, total, word) in [
            (Some("24098"), Some("1000000"), "VALID"),
            (Some("0"), Some("36000.5"), "VALID"),
            (Some("731000"), Some("1000000"), "FROZEN"),
            (Some("38"), None, "FROZEN"),
            (None, None, "VALID"),
        ] {
            let quota = quota(left_of, total, Some(word));
            for lang in [EN, Lang::Chinese] {
                for status in [Status::Ok, Status::Exhausted, Status::Expired, Status::Unknown, Status::None]
                {
                    let columns = match left(lang, Some(&quota), Unit::Images, status) {
                        Left::Numbers { left, total, unit } => {
                            text::width(&left) + text::width(&total) + text::width(unit)
                        }
                        Left::Words(forms) => text::width(&forms[0]),
                    };
                    let (numbers, words) = left_width(lang, Some(&quota), Unit::Images, status);
                    assert_eq!(columns, usize::from(numbers.max(words)), "{quota:?} {status:?}");
                }
            }
        }
    }

    #[test]
    fn numbers_are_separate_for_alignment() {
        let text =
            left(EN, Some(&quota(Some("24098"), Some("1000000"), Some("VALID"))), Unit::Tokens, Status::Low);
        assert_eq!(text, Left::Numbers { left: "24,098".into(), total: "/1,000,000".into(), unit: "" });
        let over =
            left(EN, Some(&quota(Some("0"), Some("50"), Some("VALID"))), Unit::Seconds, Status::Expired);
        assert_eq!(over, Left::Numbers { left: "0".into(), total: "/50".into(), unit: " s" });
    }
}
