//! The result of `check`, in a sentence: the outcome of calls, the reason, and what is left.

use chrono::{DateTime, Utc};

use crate::{
    domain::{
        Model, NextCall, Quantity, Status, Thresholds, Unit,
        check::{CheckOptions, Verdict, Why},
        next_call,
    },
    words::{Lang, chrome::bars::ACCOUNT_OFF, number, pages::models::detail, phrase, plain, time},
};

/// A check and its outcome.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Checked<'a> {
    /// The requested name of the model.
    pub name: &'a str,
    pub model: Option<&'a Model>,
    pub options: &'a CheckOptions,
    pub verdict: Verdict,
}

/// The answer in one sentence: `free: real-time calls to qwen-turbo; 640,000 of 1,000,000 tokens left ...`.
pub(crate) fn sentence(lang: Lang, checked: &Checked<'_>, now: DateTime<Utc>) -> String {
    let verdict = verdict(lang, checked.verdict);
    let calls = calls(lang, checked);
    let why = checked.verdict.why().map(|why| reason(lang, why, checked, now));
    let why = why.map(|why| format!("{}{why}", lang.pick(": ", "："))).unwrap_or_default();
    let left = left(lang, checked, now).map(|left| format!("{}{left}", lang.pick("; ", "；")));
    let left = left.unwrap_or_default();
    phrase!(lang, "{verdict}: {calls}{why}{left}", "{verdict}：{calls}{why}{left}")
}

/// Which calls: `real-time calls to qwen-max using up to 5,000 tokens`; without the amount if it is one.
fn calls(lang: Lang, checked: &Checked<'_>) -> String {
    let unit = number::unit(lang, checked.model.map_or(Unit::Units, |model| model.unit));
    let (need, name) = (number::grouped(checked.options.need), plain(checked.name));
    let mode =
        if checked.options.batch { lang.pick("batch", "批量") } else { lang.pick("real-time", "实时") };
    let amount = if checked.options.need == Quantity::from(1) {
        String::new()
    } else {
        phrase!(lang, " using up to {need} {unit}", "（最多使用 {need} {unit}）")
    };
    phrase!(lang, "{mode} calls to {name}{amount}", "对 {name} 的{mode}调用{amount}")
}

/// The verdict in a word, that of the next call.
const fn verdict(lang: Lang, verdict: Verdict) -> &'static str {
    let call = match verdict {
        Verdict::Covered => NextCall::Free,
        Verdict::Billed(_) => NextCall::Billed,
        Verdict::Refused(_) => NextCall::Refused,
        Verdict::Unknown(_) => NextCall::Unknown,
    };
    number::next_call(lang, call)
}

/// Why calls are not, or perhaps not, covered.
pub(crate) fn reason(lang: Lang, why: Why, checked: &Checked<'_>, now: DateTime<Utc>) -> String {
    let fixed = match why {
        Why::Overdue => lang.pick("the account is overdue", "账户欠费"),
        Why::AccountUnchecked => {
            let ignore = lang.pick(", or pass --ignore-account", "，或加上 --ignore-account");
            return format!("{}{ignore}", ACCOUNT_OFF[0].of(lang));
        }
        Why::AccountTooOld(at) => {
            let ago = time::ago(lang, at, now);
            return phrase!(
                lang,
                "account last checked {ago}; run: quotatop account, or pass --ignore-account",
                "账户上次检查于{ago}；请运行：quotatop account，或加上 --ignore-account",
            );
        }
        Why::Batch => lang.pick("free quota never covers batch calls", "免费额度不抵扣批量调用"),
        Why::NoSuchModel => lang.pick("unknown model; see: quotatop list", "未知模型；请运行：quotatop list"),
        Why::NoFreeQuota => lang.pick("this model has no free quota", "该模型无免费额度"),
        Why::Unsupported => number::status(lang, Status::Unsupported),
        Why::NeverBilled => lang.pick(
            "free or refused, never billed (Free Quota Only is on)",
            "免费或被拒绝，不会计费（已开启免费额度用完即停）",
        ),
        Why::Unclear => lang.pick("not enough quota data to say", "额度信息不足以判断"),
        Why::Over if has_expired(checked, now) => lang.pick("free quota expired", "免费额度已到期"),
        Why::Over => lang.pick("free quota used up", "免费额度已用完"),
        Why::TooLittle => lang.pick("less than that is left", "剩余额度不足"),
        Why::SwitchUnknown => {
            lang.pick("too little left; Free Quota Only: unknown", "剩余额度不足；免费额度用完即停：未知")
        }
        Why::SwitchNew => lang.pick(
            "too little left; Free Quota Only may take half an hour to stop calls",
            "剩余额度不足；免费额度用完即停约半小时后生效",
        ),
        Why::FromBill => lang.pick(
            "quota from an exported bill, which does not show later use",
            "额度来自导出的账单，不含此后的用量",
        ),
        Why::ClockUnsure => lang.pick(
            "this machine's clock is unreliable; run: timedatectl set-ntp true",
            "本机时钟不可靠；请运行：timedatectl set-ntp true",
        ),
        Why::TooOld => lang.pick("quota data too old to be sure", "额度数据过旧，无法确定"),
        Why::WithinMargin => {
            let margin = checked.model.map_or(Quantity::ZERO, |model| next_call::margin(model, now));
            let certain = remaining(checked).unwrap_or_default().minus_to_zero(margin);
            let (need, certain) = (number::grouped(checked.options.need), number::grouped(certain));
            return phrase!(
                lang,
                "needs {need}, only {certain} certain (figures lag up to 1 h)",
                "需要 {need}，仅 {certain} 可确定（数据最多延迟 1 小时）",
            );
        }
    };
    fixed.to_owned()
}

/// Whether the quota has expired rather than been used up.
fn has_expired(checked: &Checked<'_>, now: DateTime<Utc>) -> bool {
    expires_at(checked).is_some_and(|at| at <= now) && remaining(checked).is_none_or(Quantity::is_positive)
}

/// What is left, and when that was read.
fn left(lang: Lang, checked: &Checked<'_>, now: DateTime<Utc>) -> Option<String> {
    let model = checked.model?;
    let read_at = model.quota.as_ref()?.read_at;
    let status = Status::of(model, &Thresholds::default(), now);
    let (left, ago) = (detail::left(lang, model, status), time::ago(lang, read_at, now));
    Some(phrase!(lang, "{left} (updated {ago})", "{left}（{ago}更新）"))
}

fn remaining(checked: &Checked<'_>) -> Option<Quantity> {
    checked.model?.quota.as_ref()?.remaining
}

fn expires_at(checked: &Checked<'_>) -> Option<DateTime<Utc>> {
    checked.model?.quota.as_ref()?.expires_at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Quota;

    const NOW: &str = "2026-11-22T06:12:07Z";

    fn model(remaining: u64) -> Model {
        let quota = Quota {
            total: Some(1_000_000.into()),
            remaining: Some(remaining.into()),
            expires_at: Some("2026-12-04T10:12:07Z".parse().unwrap()),
            quota_status: Some("VALID".into()),
            read_at: "2026-11-22T06:10:07Z".parse().unwrap(),
        };
        Model { quota: Some(quota), unit: Unit::Tokens, ..Model::named("qwen-max".into()) }
    }

    /// A model for which the server states nothing but `UNKNOWN`.
    fn unstated() -> Model {
        let mut model = model(0);
        model.quota = model.quota.map(|quota| Quota {
            total: None,
            remaining: None,
            expires_at: None,
            quota_status: Some("UNKNOWN".into()),
            ..quota
        });
        model
    }

    fn sentence_of(lang: Lang, model: Option<&Model>, options: CheckOptions, verdict: Verdict) -> String {
        sentence(lang, &Checked { name: "qwen-max", model, options: &options, verdict }, NOW.parse().unwrap())
    }

    #[test]
    fn sentences_say_which_calls_what_they_would_be_and_what_is_left() {
        let need = |need: u64| CheckOptions { need: need.into(), ..CheckOptions::default() };
        let batch = CheckOptions { batch: true, ..need(1) };
        for (model, options, verdict, english, chinese) in [
            (
                Some(model(640_000)),
                need(5_000),
                Verdict::Covered,
                "free: real-time calls to qwen-max using up to 5,000 tokens; \
                 640,000 of 1,000,000 tokens left (updated 2 min ago)",
                "免费：对 qwen-max 的实时调用（最多使用 5,000 Token）；剩余 640,000/1,000,000 Token（2 分钟前更新）",
            ),
            (
                Some(model(24_098)),
                need(5_000),
                Verdict::Unknown(Why::WithinMargin),
                "unknown: real-time calls to qwen-max using up to 5,000 tokens: needs 5,000, only 4,098 certain \
                 (figures lag up to 1 h); 24,098 of 1,000,000 tokens left (updated 2 min ago)",
                "未知：对 qwen-max 的实时调用（最多使用 5,000 Token）：需要 5,000，仅 4,098 可确定（数据最多延迟 1 小时）；剩余 24,098/1,000,000 Token（2 分钟前更新）",
            ),
            (
                Some(model(0)),
                need(1),
                Verdict::Billed(Why::Over),
                "billed: real-time calls to qwen-max: free quota used up; 0 of 1,000,000 tokens left (updated 2 min ago)",
                "计费：对 qwen-max 的实时调用：免费额度已用完；剩余 0/1,000,000 Token（2 分钟前更新）",
            ),
            (
                Some(model(640_000)),
                batch,
                Verdict::Billed(Why::Batch),
                "billed: batch calls to qwen-max: free quota never covers batch calls; 640,000 of 1,000,000 tokens left \
                 (updated 2 min ago)",
                "计费：对 qwen-max 的批量调用：免费额度不抵扣批量调用；剩余 640,000/1,000,000 Token（2 分钟前更新）",
            ),
            (
                Some(Model { free_quota_only: Some(true), ..unstated() }),
                need(1),
                Verdict::Unknown(Why::NeverBilled),
                "unknown: real-time calls to qwen-max: free or refused, never billed (Free Quota Only is on); \
                 amount left unknown: Alibaba states none (updated 2 min ago)",
                "未知：对 qwen-max 的实时调用：免费或被拒绝，不会计费（已开启免费额度用完即停）；剩余额度未知：阿里云未提供数值（2 分钟前更新）",
            ),
            (
                None,
                need(1),
                Verdict::Unknown(Why::NoSuchModel),
                "unknown: real-time calls to qwen-max: unknown model; see: quotatop list",
                "未知：对 qwen-max 的实时调用：未知模型；请运行：quotatop list",
            ),
        ] {
            assert_eq!(sentence_of(Lang::English, model.as_ref(), options, verdict), english);
            assert_eq!(sentence_of(Lang::Chinese, model.as_ref(), options, verdict), chinese);
        }
    }

    #[test]
    fn a_lapsed_quota_is_not_called_used_up() {
        let mut lapsed = model(512_000);
        lapsed.quota.as_mut().unwrap().expires_at = Some(NOW.parse().unwrap());
        let sentence_of =
            |lang| sentence_of(lang, Some(&lapsed), CheckOptions::default(), Verdict::Billed(Why::Over));
        for (lang, expected) in [
            (Lang::English, "free quota expired; 512,000 of 1,000,000 tokens lapsed unused"),
            (Lang::Chinese, "免费额度已到期；512,000/1,000,000 Token 未使用，已失效"),
        ] {
            assert!(sentence_of(lang).contains(expected), "{}", sentence_of(lang));
        }
    }

    #[test]
    fn a_name_is_data() {
        let checked = Checked {
            name: "a\u{1b}[2J",
            model: None,
            options: &CheckOptions::default(),
            verdict: Verdict::Unknown(Why::NoSuchModel),
        };
        for lang in Lang::ALL {
            assert!(!sentence(lang, &checked, NOW.parse().unwrap()).contains('\u{1b}'));
        }
    }
}
