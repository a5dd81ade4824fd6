//! The result of `check`, in a sentence: the outcome of calls, the reason, and what is left.

use chrono::{DateTime, Utc};

use crate::{
    domain::{
        Model, Quantity, Status, Thresholds, Unit,
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

/// The answer in one sentence: `covered: real-time calls to qwen-turbo that use up to 1 token ...`.
pub(crate) fn sentence(lang: Lang, checked: &Checked<'_>, now: DateTime<Utc>) -> String {
    let verdict = lang.pick(checked.verdict.into_str(), chinese(checked.verdict));
    let (calls, outcome) = (calls(lang, checked), outcome(lang, checked.verdict));
    let why = checked.verdict.why().map(|why| reason(lang, why, checked, now));
    let why = why.map(|why| format!("{}{why}", lang.pick(": ", "，因为"))).unwrap_or_default();
    let left = left(lang, checked, now).map(|left| format!("{}{left}", lang.pick("; ", "；")));
    let left = left.unwrap_or_default();
    phrase!(lang, "{verdict}: {calls} {outcome}{why}{left}", "{verdict}：{calls}{outcome}{why}{left}")
}

/// Which calls: `real-time calls to qwen-max that use up to 5,000 tokens`.
fn calls(lang: Lang, checked: &Checked<'_>) -> String {
    let unit = number::unit(lang, checked.model.map_or(Unit::Units, |model| model.unit));
    let is_one = checked.options.need == Quantity::from(1);
    let single = unit.strip_suffix('s').filter(|single| is_one && !single.is_empty());
    let (need, name) = (number::grouped(checked.options.need), plain(checked.name));
    let unit = single.unwrap_or(unit);
    let mode =
        if checked.options.batch { lang.pick("batch", "批量") } else { lang.pick("real-time", "实时") };
    phrase!(
        lang,
        "{mode} calls to {name} that use up to {need} {unit}",
        "对 {name} 的{mode}调用 (最多使用 {need} {unit}) ",
    )
}

/// The verdict in one Chinese word.
const fn chinese(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Covered => "可抵扣",
        Verdict::Billed(_) => "计费",
        Verdict::Refused(_) => "拒绝",
        Verdict::Unknown(_) => "未知",
    }
}

const fn outcome(lang: Lang, verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Covered => lang.pick("are covered by its free quota", "可由其免费额度抵扣"),
        Verdict::Billed(_) => lang.pick("would be billed", "会被计费"),
        Verdict::Refused(_) => lang.pick("would be refused", "会被拒绝"),
        Verdict::Unknown(Why::NeverBilled) => {
            lang.pick("are free or refused, never billed", "可能免费或被拒绝，不会计费")
        }
        Verdict::Unknown(_) => lang.pick("may be billed or refused", "可能被计费或拒绝"),
    }
}

/// Why calls are not, or perhaps not, covered.
pub(crate) fn reason(lang: Lang, why: Why, checked: &Checked<'_>, now: DateTime<Utc>) -> String {
    let fixed = match why {
        Why::Overdue => lang.pick("the account is overdue", "账户欠费"),
        Why::AccountUnchecked => {
            let ignore = lang.pick(", or say --ignore-account", "，或加上 --ignore-account");
            return format!("{}{ignore}", ACCOUNT_OFF[0].of(lang));
        }
        Why::AccountTooOld(at) => {
            let ago = time::ago(lang, at, now);
            return phrase!(
                lang,
                "the account was last checked {ago} and may be overdue by now; see: quotatop account, or say --ignore-account",
                "账户上次检查于{ago}，可能已欠费；请运行：quotatop account，或加上 --ignore-account",
            );
        }
        Why::Batch => lang.pick("free quota never covers batch calls", "免费额度不抵扣批量调用"),
        Why::NoSuchModel => lang.pick(
            "no model of this name is known; see: quotatop list",
            "没有这个名称的模型；请运行：quotatop list",
        ),
        Why::NoFreeQuota => lang.pick("this model has no free quota", "该模型无免费额度"),
        Why::Unsupported => lang.pick("Alibaba knows no free quota for it", "阿里云没有该模型的免费额度信息"),
        Why::NeverBilled => lang.pick(
            "Alibaba states no amount, but Free Quota Only is on",
            "阿里云没有给出额度数值，但已开启免费额度用完即停",
        ),
        Why::Unclear => lang.pick("what is known of its quota does not tell", "已知的额度信息不足以判断"),
        Why::Over if has_expired(checked, now) => lang.pick("the free quota has expired", "免费额度已到期"),
        Why::Over => lang.pick("the free quota is used up", "免费额度已用完"),
        Why::TooLittle => lang.pick("less than that is left", "剩余额度不足"),
        Why::SwitchUnknown => lang.pick(
            "too little is left, and whether Free Quota Only is on is not known",
            "剩余额度不足，且不清楚是否开启了免费额度用完即停",
        ),
        Why::FromBill => lang.pick(
            "its quota is from an exported bill, which does not tell what was used since",
            "其额度来自导出的账单，不含此后的用量",
        ),
        Why::ClockUnsure => lang.pick(
            "this machine's clock cannot be relied on; set it, e.g.: timedatectl set-ntp true",
            "本机时钟不可靠；请校准，例如：timedatectl set-ntp true",
        ),
        Why::TooOld => {
            lang.pick("what is left was read too long ago to be sure", "剩余额度的读取时间过久，无法确定")
        }
        Why::WithinMargin => {
            let margin = checked.model.map_or(Quantity::ZERO, |model| next_call::margin(model, now));
            let behind =
                lang.pick("figures may lag by up to an hour, here by", "数据最多延迟 1 小时，此处误差可达");
            return format!("{behind} {}", number::grouped(margin));
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
    Some(phrase!(lang, "{left} (read {ago})", "{left} ({ago}读取)"))
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
                "covered: real-time calls to qwen-max that use up to 5,000 tokens are covered by its free quota; \
                 640,000 of 1,000,000 tokens left (read 2 min ago)",
                "可抵扣：对 qwen-max 的实时调用 (最多使用 5,000 Token) 可由其免费额度抵扣；剩余 640,000/1,000,000 Token (2 分钟前读取)",
            ),
            (
                Some(model(24_098)),
                need(5_000),
                Verdict::Unknown(Why::WithinMargin),
                "unknown: real-time calls to qwen-max that use up to 5,000 tokens may be billed or refused: figures \
                 may lag by up to an hour, here by 20,000; 24,098 of 1,000,000 tokens left (read 2 min ago)",
                "未知：对 qwen-max 的实时调用 (最多使用 5,000 Token) 可能被计费或拒绝，因为数据最多延迟 1 小时，此处误差可达 20,000；剩余 24,098/1,000,000 Token (2 分钟前读取)",
            ),
            (
                Some(model(0)),
                need(1),
                Verdict::Billed(Why::Over),
                "billed: real-time calls to qwen-max that use up to 1 token would be billed: the free quota is used \
                 up; 0 of 1,000,000 tokens left (read 2 min ago)",
                "计费：对 qwen-max 的实时调用 (最多使用 1 Token) 会被计费，因为免费额度已用完；剩余 0/1,000,000 Token (2 分钟前读取)",
            ),
            (
                Some(model(640_000)),
                batch,
                Verdict::Billed(Why::Batch),
                "billed: batch calls to qwen-max that use up to 1 token would be billed: free quota never covers \
                 batch calls; 640,000 of 1,000,000 tokens left (read 2 min ago)",
                "计费：对 qwen-max 的批量调用 (最多使用 1 Token) 会被计费，因为免费额度不抵扣批量调用；剩余 640,000/1,000,000 Token (2 分钟前读取)",
            ),
            (
                Some(Model { free_quota_only: Some(true), ..unstated() }),
                need(1),
                Verdict::Unknown(Why::NeverBilled),
                "unknown: real-time calls to qwen-max that use up to 1 token are free or refused, never billed: \
                 Alibaba states no amount, but Free Quota Only is on; how much is left is unknown: Alibaba states \
                 no amount (read 2 min ago)",
                "未知：对 qwen-max 的实时调用 (最多使用 1 Token) 可能免费或被拒绝，不会计费，因为阿里云没有给出额度数值，但已开启免费额度用完即停；剩余未知：阿里云没有给出额度数值 (2 分钟前读取)",
            ),
            (
                None,
                need(1),
                Verdict::Unknown(Why::NoSuchModel),
                "unknown: real-time calls to qwen-max that use up to 1 unit may be billed or refused: no model of \
                 this name is known; see: quotatop list",
                "未知：对 qwen-max 的实时调用 (最多使用 1 单位) 可能被计费或拒绝，因为没有这个名称的模型；请运行：quotatop list",
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
            (Lang::English, "the free quota has expired; 512,000 of 1,000,000 tokens lapsed unused"),
            (Lang::Chinese, "免费额度已到期；到期作废 512,000/1,000,000 Token"),
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
