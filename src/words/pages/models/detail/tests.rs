use std::num::NonZeroU64;

use super::*;
use crate::domain::Kind;

#[test]
fn amounts_before_tax_are_said_to_be() {
    let (cycle, day) = ("2026-11".parse().unwrap(), "2026-11-20".parse().ok());
    for (lang, is_before_tax, expected) in [
        (Lang::English, true, " in 2026-11 before tax, first billed 20 Nov; m shows why"),
        (Lang::English, false, " in 2026-11, first billed 20 Nov; m shows why"),
        (Lang::Chinese, true, "（2026-11，税前），11月20日首次计费；按 m 查看原因"),
        (Lang::Chinese, false, "（2026-11），11月20日首次计费；按 m 查看原因"),
    ] {
        let first = day.map(|day| (day, Some(ItemClass::RealTime)));
        assert_eq!(cost(lang, cycle, is_before_tax, first, "m"), expected);
    }
}

#[test]
fn a_speed_limit_is_no_quota() {
    for (calls, tokens, english, chinese) in [
        (
            600,
            1_000_000,
            "600 calls/min, 1 M tokens/min by default; not the free quota",
            "默认 600 次/分钟，100 万 Token/分钟；与免费额度无关",
        ),
        (1_200, 0, "1,200 calls/min by default; not the free quota", "默认 1,200 次/分钟；与免费额度无关"),
        (0, 50_000, "50 k tokens/min by default; not the free quota", "默认 5 万 Token/分钟；与免费额度无关"),
    ] {
        let limit = SpeedLimit::new(NonZeroU64::new(calls), NonZeroU64::new(tokens)).unwrap();
        assert_eq!(speed_limit(Lang::English, limit), english);
        assert_eq!(speed_limit(Lang::Chinese, limit), chinese);
    }
}

#[test]
fn what_free_quota_never_covers_may_be_billed_first() {
    let (cycle, day) = ("2026-11".parse().unwrap(), "2026-11-01".parse().unwrap());
    for (lang, class, expected) in [
        (
            Lang::English,
            Some(ItemClass::Batch),
            " in 2026-11 before tax, first billed 1 Nov: batch calls are never free; m shows why",
        ),
        (
            Lang::Chinese,
            Some(ItemClass::Cache),
            "（2026-11，税前），11月1日首次计费：上下文缓存；按 m 查看原因",
        ),
        (Lang::English, None, " in 2026-11 before tax, first billed 1 Nov; m shows why"),
    ] {
        assert_eq!(cost(lang, cycle, true, Some((day, class)), "m"), expected);
    }
}

#[test]
fn reasons_name_what_decides() {
    let now: DateTime<Utc> = "2026-11-22T06:12:07Z".parse().unwrap();
    let quota = Quota {
        total: Some(Quantity::from(1000)),
        remaining: Some(Quantity::from(19)),
        expires_at: None,
        quota_status: Some("VALID".into()),
        read_at: "2026-11-22T05:02:07Z".parse().unwrap(),
    };
    let named = Model::named("m".into());
    let model = Model { kind: Kind::Text, unit: Unit::Tokens, quota: Some(quota), ..named };
    for (why, status, english, chinese) in [
        (
            Reason::WithinMargin,
            Status::Low,
            "figures lag up to 1 h: the last 1.9 % may be gone already",
            "数据最多延迟 1 小时：剩余的 1.9% 可能已用完",
        ),
        (
            Reason::TooOld,
            Status::Ok,
            "updated 1 h ago, too old to be sure",
            "1 小时前更新，时间过久，无法确定",
        ),
        (
            Reason::Charged,
            Status::Exhausted,
            "used up, and Free Quota Only is off",
            "已用完，且未开启免费额度用完即停",
        ),
        (
            Reason::Stopped,
            Status::Expired,
            "expired, and Free Quota Only is on",
            "已到期，且已开启免费额度用完即停",
        ),
        (
            Reason::NeverBilled,
            Status::Unsupported,
            "free or refused, never billed (Free Quota Only is on)",
            "免费或被拒绝，不会计费（已开启免费额度用完即停）",
        ),
        (Reason::Overdue, Status::Ok, "the account is overdue", "账户欠费"),
    ] {
        assert_eq!(reason(Lang::English, why, &model, status, now), english);
        assert_eq!(reason(Lang::Chinese, why, &model, status, now), chinese);
    }
}

#[test]
fn the_remaining_quota_is_shown_as_far_as_known() {
    let quota = |remaining: Option<u64>, total: Option<u64>| Quota {
        total: total.map(Quantity::from),
        remaining: remaining.map(Quantity::from),
        expires_at: None,
        quota_status: None,
        read_at: "2026-11-22T05:02:07Z".parse().unwrap(),
    };
    let whole = quota(Some(19), Some(1_000));
    for (quota, unit, status, english, chinese) in [
        (Some(whole.clone()), Unit::Tokens, Status::Low, "19 of 1,000 tokens left", "剩余 19/1,000 Token"),
        (
            Some(whole.clone()),
            Unit::Tokens,
            Status::Expired,
            "19 of 1,000 tokens lapsed unused",
            "19/1,000 Token 未使用，已失效",
        ),
        (Some(whole), Unit::Images, Status::Low, "19 of 1,000 images left", "剩余 19/1,000 张"),
        (
            Some(quota(None, Some(1_000))),
            Unit::Seconds,
            Status::Unknown,
            "an unknown part of 1,000 s left",
            "剩余 ?/1,000 秒",
        ),
        (
            None,
            Unit::Tokens,
            Status::Unknown,
            "not loaded yet: no answer from Alibaba for this model",
            "尚未加载：阿里云还没有返回该模型的额度",
        ),
    ] {
        let model = Model { unit, quota, ..Model::named("m".into()) };
        assert_eq!(left(Lang::English, &model, status), english);
        assert_eq!(left(Lang::Chinese, &model, status), chinese);
    }
}
