//! The detail of a model.

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    domain::{
        Model, Quantity, Quota, SpeedLimit, Status, Unit,
        bill::{Cycle, ItemClass},
        next_call::Reason,
    },
    words::{
        Lang, Text,
        facts::{amounts::BEFORE_TAX, from_bill::AT_MOST, reason},
        number, phrase, plain, time,
    },
};

pub(crate) const LEFT: Text = Text::new("left", "剩余");
pub(crate) const USED: Text = Text::new("used", "已用");
pub(crate) const USED_BY: Text = Text::new("used by", "使用方");
pub(crate) const EXPIRES: Text = Text::new("expires", "到期");
pub(crate) const NEXT_CALL: Text = Text::new("next call", "下次调用");
pub(crate) const AT_ZERO: Text = Text::new("when used up", "用完后");
pub(crate) const COST: Text = Text::new("cost", "费用");
pub(crate) const SCOPE: Text = Text::new("covers", "适用范围");
/// Between the next call in a word and its reason.
pub(crate) const COLON: Text = Text::new(": ", "：");
pub(crate) const SPEED_LIMIT: Text = Text::new("speed limit", "限流");
pub(crate) const STATUS: Text = Text::new("status", "状态");

pub(crate) const SCOPE_NOTE: Text = Text::new(
    "real-time calls; shared by the account and its RAM users",
    "仅限实时调用；主账号与其 RAM 用户共享",
);

/// Whether more may have been used than the exported bills tell.
fn is_at_most(model: &Model) -> bool {
    model.from_bill.as_ref().is_some_and(|from| from.is_at_most)
}

/// `24,098 of 1,000,000 tokens left`.
pub(crate) fn left(lang: Lang, model: &Model, status: Status) -> String {
    let Some(quota) = &model.quota else {
        return lang
            .pick(
                "not loaded yet: no answer from Alibaba for this model",
                "尚未加载：阿里云还没有返回该模型的额度",
            )
            .to_owned();
    };
    match status {
        Status::None => lang
            .pick(
                "no free quota for this version; similar models may have one",
                "该版本无免费额度；同系列模型可能有",
            )
            .to_owned(),
        Status::Unsupported if model.free_quota_only == Some(true) => {
            lang.pick("amount left unknown: Alibaba states none", "剩余额度未知：阿里云未提供数值").to_owned()
        }
        Status::Unsupported => number::status(lang, status).to_owned(),
        Status::Expired if quota.remaining.is_some_and(Quantity::is_positive) => {
            let share = share(lang, quota, model.unit);
            phrase!(lang, "{share} lapsed unused", "{share} 未使用，已失效")
        }
        _ if quota.remaining.is_none() && quota.total.is_none() => {
            lang.pick("no amounts in Alibaba's answer", "阿里云未返回数值").to_owned()
        }
        _ => {
            let share = share(lang, quota, model.unit);
            let most = if is_at_most(model) { AT_MOST.of(lang) } else { "" };
            phrase!(lang, "{most}{share} left", "{most}剩余 {share}")
        }
    }
}

fn share(lang: Lang, quota: &Quota, unit: Unit) -> String {
    let unit = number::unit(lang, unit);
    let [left, total] = [quota.remaining, quota.total].map(|quantity| quantity.map(number::grouped));
    match (left, total) {
        (Some(left), Some(total)) => phrase!(lang, "{left} of {total} {unit}", "{left}/{total} {unit}"),
        (Some(left), None) => format!("{left} {unit}"),
        (None, Some(total)) => phrase!(lang, "an unknown part of {total} {unit}", "?/{total} {unit}"),
        (None, None) => unit.to_owned(),
    }
}

/// When the quota was read, and its possible lag: `updated 14:11; figures lag up to 1 h`.
pub(crate) fn read(lang: Lang, moment: &str, has_number: bool) -> String {
    let behind = lang.pick("; figures lag up to 1 h", "；数据最多延迟 1 小时");
    format!("{} {moment}{}", lang.pick("updated", "更新于"), if has_number { behind } else { "" })
}

/// What is left once the calls that the figure does not include are counted: `; about 12,000 by the calls until
/// 14:05`.
pub(crate) fn about(lang: Lang, left: Quantity, until: &str) -> String {
    let left = number::grouped(left);
    phrase!(lang, "; about {left} by the calls until {until}", "；按截至 {until} 的调用估算约剩 {left}")
}

/// `975,902 tokens`.
pub(crate) fn used(lang: Lang, quantity: Quantity, unit: Unit) -> String {
    format!("{} {}", number::grouped(quantity), number::unit(lang, unit))
}

/// `in 12 d 4 h, on 4 Dec 18:12`.
pub(crate) fn expires(lang: Lang, at: DateTime<Utc>, now: DateTime<Utc>, moment: &str) -> String {
    format!("{}{}", time::expiry(lang, at, now), lang.aside(moment))
}

pub(crate) const NO_EXPIRY: Text = Text::new("unknown", "未知");

/// The reason for the next call's outcome.
pub(crate) fn reason(
    lang: Lang,
    reason: Reason,
    model: &Model,
    status: Status,
    now: DateTime<Utc>,
) -> String {
    let has_expired = status == Status::Expired;
    let over =
        if has_expired { lang.pick("expired", "已到期") } else { lang.pick("used up", "已用完") };
    let fixed = match reason {
        Reason::Overdue => lang.pick("the account is overdue", "账户欠费"),
        Reason::NoFreeQuota => lang.pick("this model has no free quota", "该模型无免费额度"),
        Reason::Unsupported => number::status(lang, Status::Unsupported),
        Reason::NeverBilled => lang.pick(
            "free or refused, never billed (Free Quota Only is on)",
            "免费或被拒绝，不会计费（已开启免费额度用完即停）",
        ),
        Reason::Unclear if model.quota.is_none() => lang.pick("quota not loaded yet", "额度尚未加载"),
        Reason::Unclear => lang.pick("Alibaba's answer is unclear", "阿里云的返回不明确"),
        Reason::Stopped => {
            return phrase!(lang, "{over}, and Free Quota Only is on", "{over}，且已开启免费额度用完即停");
        }
        Reason::Charged => {
            return phrase!(lang, "{over}, and Free Quota Only is off", "{over}，且未开启免费额度用完即停");
        }
        Reason::SwitchUnknown => {
            return phrase!(lang, "{over}; Free Quota Only: unknown", "{over}；免费额度用完即停：未知",);
        }
        Reason::SwitchNew => {
            return phrase!(
                lang,
                "{over}; Free Quota Only may take half an hour to stop calls",
                "{over}；免费额度用完即停约半小时后生效",
            );
        }
        Reason::ClockUnsure => lang.pick("this machine's clock is unreliable", "本机时钟不可靠"),
        Reason::FromBill => lang.pick("the bill does not show later use", "账单不含此后的用量"),
        Reason::RefusedLately => {
            lang.pick("calls were refused because it is used up", "近期有调用因额度用完而被拒绝")
        }
        Reason::UsedSince => {
            lang.pick("calls since this figure have used it up", "此数据之后的调用已将其用完")
        }
        Reason::TooOld => return too_old(lang, model, now),
        Reason::WithinMargin => return within_margin(lang, model),
        Reason::Covered => lang.pick("covered by what is left", "由剩余额度抵扣"),
    };
    fixed.to_owned()
}

/// `updated 2 h ago, too old to be sure`.
fn too_old(lang: Lang, model: &Model, now: DateTime<Utc>) -> String {
    let Some(quota) = &model.quota else { return String::new() };
    let ago = time::ago(lang, quota.read_at, now);
    phrase!(lang, "updated {ago}, too old to be sure", "{ago}更新，时间过久，无法确定")
}

/// `figures lag up to 1 h: the last 1.9 % may be gone already`.
fn within_margin(lang: Lang, model: &Model) -> String {
    let share = model.quota.as_ref().and_then(Quota::left_percent).unwrap_or_default();
    let share = number::percent(share);
    phrase!(
        lang,
        "figures lag up to 1 h: the last {share} % may be gone already",
        "数据最多延迟 1 小时：剩余的 {share}% 可能已用完",
    )
}

/// The effect of Free Quota Only, before or after the quota has ended.
pub(crate) const fn at_zero(lang: Lang, free_quota_only: Option<bool>, has_ended: bool) -> &'static str {
    match (free_quota_only, has_ended) {
        (Some(true), false) => lang.pick(
            "Free Quota Only is ON: calls will then fail instead of being billed",
            "免费额度用完即停已开启：调用将失败，不会计费",
        ),
        (Some(true), true) => lang.pick(
            "Free Quota Only is ON: calls fail instead of being billed",
            "免费额度用完即停已开启：调用失败，不会计费",
        ),
        (Some(false), false) => lang.pick(
            "Free Quota Only is OFF: calls will then be billed. Turn it on before that",
            "免费额度用完即停未开启：调用将计费。请在用完前开启",
        ),
        (Some(false), true) => lang.pick(
            "Free Quota Only is OFF: calls are billed. It can no longer be turned on",
            "免费额度用完即停未开启：调用正在计费，且已无法开启",
        ),
        (None, _) => lang.pick("Free Quota Only: unknown", "免费额度用完即停：未知"),
    }
}

/// `600 calls/min, 1 M tokens/min by default; not the free quota`.
pub(crate) fn speed_limit(lang: Lang, limit: SpeedLimit) -> String {
    let calls = limit.calls_per_minute.map(|calls| {
        let calls = number::count(calls.get());
        phrase!(lang, "{calls} calls/min", "{calls} 次/分钟")
    });
    let tokens = limit.tokens_per_minute.map(|tokens| {
        let tokens = number::short(lang, tokens.get().into());
        phrase!(lang, "{tokens} tokens/min", "{tokens} Token/分钟")
    });
    let both: Vec<String> = calls.into_iter().chain(tokens).collect();
    let both = both.join(lang.pick(", ", "，"));
    phrase!(lang, "{both} by default; not the free quota", "默认 {both}；与免费额度无关")
}

/// `FROZEN (unrecognised status)`.
pub(crate) fn status_word(lang: Lang, word: &str) -> String {
    let unknown = lang.pick(" (unrecognised status)", "（未识别的状态）");
    format!("{}{unknown}", plain(word))
}

/// After the cost of a model: ` in 2026-11 before tax, first billed 20 Nov; m shows why`. Use that free quota
/// never covers may be billed first: `first billed 1 Nov: batch calls are never free`. An amount that includes
/// tax says so itself.
pub(crate) fn cost(
    lang: Lang,
    cycle: Cycle,
    is_before_tax: bool,
    first: Option<(NaiveDate, Option<ItemClass>)>,
    key: &str,
) -> String {
    let before_tax = if is_before_tax {
        format!("{}{}", lang.pick(" ", "，"), BEFORE_TAX.of(lang))
    } else {
        String::new()
    };
    let first = first.map(|(day, class)| {
        let day = time::day(lang, day);
        let reason = class.and_then(reason::never_covered).map(|reason| reason.of(lang));
        let reason = reason.map(|reason| format!("{}{reason}", lang.pick(": ", "：")));
        let reason = reason.unwrap_or_default();
        phrase!(lang, ", first billed {day}{reason}", "，{day}首次计费{reason}")
    });
    let first = first.unwrap_or_default();
    phrase!(
        lang,
        " in {cycle}{before_tax}{first}; {key} shows why",
        "（{cycle}{before_tax}）{first}；按 {key} 查看原因",
    )
}

#[cfg(test)]
mod tests;
