//! The words of a status line: as few as possible.

use crate::words::{Lang, Text, phrase};

/// What is not known.
pub(crate) const UNKNOWN: &str = "?";
pub(crate) const OVERDUE: Text = Text::new("OVERDUE", "欠费");
pub(crate) const ALL_REFUSED: Text =
    Text::new("all calls are refused until it is paid", "结清前所有调用都会被拒绝");
/// Where nothing is known at all.
pub(crate) const NOTHING: &str = "quotatop ?";
pub(crate) const NO_DATA: Text = Text::new(
    "no saved data for this login; run: quotatop list (or keep running: quotatop poll)",
    "没有该登录的已保存数据；请运行 quotatop list（或让 quotatop poll 持续运行）",
);

/// What is left of a quota: `24,098 left (2.4 %)`.
pub(crate) fn left(lang: Lang, left: &str, percent: Option<&str>) -> String {
    let percent = percent.map(|percent| lang.aside(&format!("{percent} %"))).unwrap_or_default();
    phrase!(lang, "{left} left{percent}", "剩余 {left}{percent}")
}

/// A figure of which less may be left.
pub(crate) fn at_most(lang: Lang, left: &str) -> String {
    phrase!(lang, "at most {left}", "至多 {left}")
}

/// `1 billed`; the count may be `1+`.
pub(crate) fn billed(lang: Lang, count: &str) -> String {
    phrase!(lang, "{count} billed", "{count} 个计费")
}

/// `2 low`; the count may be `2+`.
pub(crate) fn low(lang: Lang, count: &str) -> String {
    phrase!(lang, "{count} low", "{count} 个偏低")
}

/// Marks a line whose data are old.
pub(crate) fn old(lang: Lang, age: &str) -> String {
    phrase!(lang, "{age} old", "{age}前的数据")
}

/// What an amount below a hundredth is: `under 0.01 USD`. The sign of it would begin markup in some bars.
pub(crate) fn under(lang: Lang, amount: &str) -> String {
    amount.replace('<', lang.pick("under ", "不足 "))
}
