//! The words on screen, explained.

use crate::words::Text;

/// A word, and what it means.
pub(crate) const GLOSSARY: &[(Text, Text)] = &[
    (Text::new("left", "剩余"), Text::new("what can still be used", "还能使用的额度")),
    (Text::new("used up", "用完"), Text::new("0 left", "剩余为 0")),
    (
        Text::new("runs out", "预计用完"),
        Text::new("when it will be used up at this rate", "按当前速度用完的时间"),
    ),
    (
        Text::new("expires", "到期"),
        Text::new("when what is left can no longer be used", "剩余额度失效的时间"),
    ),
    (
        Text::new("lapses", "到期失效"),
        Text::new("what will be left, and lost, at expiry", "到期时未使用而失去的额度"),
    ),
    (
        Text::new("low", "偏低"),
        Text::new("10 % or less is left (low_percent)", "剩余 10% 或更少（low_percent）"),
    ),
    (Text::new("expiring", "即将到期"), Text::new("within 7 days (expiring)", "7 天内到期（expiring）")),
    (Text::new("idle", "近期未使用"), Text::new("no use lately", "最近没有用量")),
    (Text::new("unused", "未使用"), Text::new("never used, and not urgent", "从未用过，也不紧急")),
    (
        Text::new("free", "免费"),
        Text::new("the next call is covered by free quota", "下次调用由免费额度抵扣"),
    ),
    (Text::new("billed", "计费"), Text::new("the next call costs money", "下次调用会产生费用")),
    (Text::new("refused", "拒绝"), Text::new("the next call fails", "下次调用会失败")),
    (Text::new("unknown", "未知"), Text::new("not enough data to say", "信息不足，无法判断")),
    (
        Text::new("Free Quota Only", "用完即停"),
        Text::new("calls fail instead of being billed when used up", "额度用完后调用失败，不会计费"),
    ),
    (
        Text::new("overdue", "欠费"),
        Text::new("the account owes money: all calls are refused", "账户欠费，所有调用都会被拒绝"),
    ),
    (
        Text::new("stale", "过时"),
        Text::new("old data: the last update failed or is late", "数据较旧：最近一次更新失败或未进行"),
    ),
    (Text::new("payable", "应付金额"), Text::new("what a charge costs after discounts", "优惠后的费用")),
    (Text::new("cycle", "账期"), Text::new("a month of bills", "一个自然月的账单")),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;

    #[test]
    fn every_word_is_explained_once_in_every_language() {
        for lang in Lang::ALL {
            for (position, (word, meaning)) in GLOSSARY.iter().enumerate() {
                let (word, meaning) = (word.of(lang), meaning.of(lang));
                assert!(!word.is_empty() && meaning.is_ascii() == (lang == Lang::English), "{word}");
                let before = GLOSSARY.iter().take(position);
                assert!(before.into_iter().all(|(other, _)| other.of(lang) != word), "{word} twice");
            }
        }
    }
}
