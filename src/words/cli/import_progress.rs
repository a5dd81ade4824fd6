//! How far an import has got, on one line of a terminal; and what is left of it when it is interrupted.

use chrono::TimeDelta;

use crate::{
    domain::bill::SaveCounts,
    words::{Lang, facts::bill::lines, number, phrase, time},
};

/// The cells of the bar.
const BAR: u64 = 24;

/// How much of the files was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// In bytes.
    pub done: u64,
    /// In bytes.
    pub whole: u64,
    pub lines: u64,
    pub elapsed: TimeDelta,
}

/// `[#####...]  52 %  520,000 lines  115,000 lines/s  4 s left`.
pub fn reading(lang: Lang, at: &Reading) -> String {
    let bar = bar(at.done, at.whole);
    let millis = u64::try_from(at.elapsed.num_milliseconds()).unwrap_or_default();
    let lines_read = lines(lang, at.lines);
    let mut text = format!("{bar}  {lines_read}");
    if let Some(speed) = at.lines.saturating_mul(1_000).checked_div(millis).filter(|speed| *speed > 0) {
        text.push_str("  ");
        text.push_str(&phrase!(lang, "{}/s", "每秒 {}", lines(lang, speed)));
    }
    // A first impression of the speed misleads.
    if let Some(left) = left(at, millis).filter(|_| millis >= 500) {
        text.push_str("  ");
        text.push_str(&phrase!(lang, "{} left", "还需 {}", time::duration(lang, left)));
    }
    text
}

/// `[#####...]  50 %  saving: 12 of 24 days`.
pub fn storing(lang: Lang, done: u64, whole: u64) -> String {
    let bar = bar(done, whole);
    let (done, whole) = (number::grouped(done.into()), number::grouped(whole.into()));
    phrase!(lang, "{bar}  saving: {done} of {whole} days", "{bar}  正在保存：第 {done} / {whole} 天")
}

/// What was stored before an import was interrupted.
pub fn interrupted(lang: Lang, taken: SaveCounts, days_left: usize) -> String {
    let left = number::count(u64::try_from(days_left).unwrap_or(u64::MAX));
    if taken == SaveCounts::default() {
        return lang.pick("interrupted: nothing was imported", "已中断：未导入任何内容").to_owned();
    }
    phrase!(
        lang,
        "interrupted with {left} days left; the others are complete; import again for the rest",
        "已中断，还剩 {left} 天；其余日期已完整；请重新导入",
    )
}

fn left(at: &Reading, millis: u64) -> Option<TimeDelta> {
    let rest = at.whole.checked_sub(at.done)?;
    let left = u128::from(millis).checked_mul(u128::from(rest))?.checked_div(u128::from(at.done))?;
    TimeDelta::try_milliseconds(i64::try_from(left).ok()?)
}

fn bar(done: u64, whole: u64) -> String {
    let parts = |of: u64| {
        let parts = u128::from(done).saturating_mul(u128::from(of)).checked_div(u128::from(whole));
        u64::try_from(parts.unwrap_or_default()).unwrap_or(of).min(of)
    };
    let filled = usize::try_from(parts(BAR)).unwrap_or_default();
    let empty = usize::try_from(BAR.saturating_sub(parts(BAR))).unwrap_or_default();
    format!("[{}{}] {:>3} %", "#".repeat(filled), ".".repeat(empty), parts(100))
}

#[cfg(test)]
mod tests {
    use super::*;

    const EN: Lang = Lang::English;
    const ZH: Lang = Lang::Chinese;

    #[test]
    fn a_line_says_how_far_how_fast_and_how_long() {
        let at = |done, whole, lines, seconds| Reading {
            done,
            whole,
            lines,
            elapsed: TimeDelta::seconds(seconds),
        };
        for (lang, at, said) in [
            (EN, at(0, 0, 0, 0), "[........................]   0 %  0 lines"),
            (
                EN,
                at(50, 100, 520_000, 4),
                "[############............]  50 %  520,000 lines  130,000 lines/s  4 s left",
            ),
            (
                ZH,
                at(50, 100, 520_000, 4),
                "[############............]  50 %  520,000 条  每秒 130,000 条  还需 4 秒",
            ),
            // A file that grows meanwhile.
            (EN, at(120, 100, 9, 9), "[########################] 100 %  9 lines  1 line/s"),
        ] {
            assert_eq!(reading(lang, &at), said);
        }
        assert_eq!(storing(EN, 12, 24), "[############............]  50 %  saving: 12 of 24 days");
    }

    #[test]
    fn an_interruption_says_what_is_stored() {
        let some = SaveCounts { days: 2, new: 9, ..SaveCounts::default() };
        for (lang, taken, said) in [
            (EN, SaveCounts::default(), "interrupted: nothing was imported"),
            (EN, some, "interrupted with 5 days left; the others are complete; import again for the rest"),
            (ZH, some, "已中断，还剩 5 天；其余日期已完整；请重新导入"),
        ] {
            assert_eq!(interrupted(lang, taken, 5), said);
        }
    }
}
