//! Why a model was charged.

mod phrases;
mod unexplained;

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

use crate::{
    domain::{
        Zone,
        bill::{ItemClass, Tally},
        explain::{Charged, Reason, Why, reason::KnownQuota},
    },
    words::{Lang, Text, facts::amounts, number, phrase, plain, time},
};
use phrases::{day, grant, stop};
use unexplained::{missing, quotas_elsewhere, unexplained};

const BATCH: Text = Text::new("batch calls are never free", "批量调用不免费");
const CACHE: Text = Text::new("context cache", "上下文缓存");
const CUSTOM: Text = Text::new("tuned or deployed model", "自定义模型");

/// Why use of this kind costs money even with free quota left; `None` if free quota covers it.
pub(crate) const fn never_covered(class: ItemClass) -> Option<Text> {
    match class {
        ItemClass::RealTime => None,
        ItemClass::Batch => Some(BATCH),
        ItemClass::Cache => Some(CACHE),
        ItemClass::Custom => Some(CUSTOM),
    }
}

/// The text of a cell: `ran out on 20 Nov 11:40`.
pub(crate) fn short(lang: Lang, reason: &Reason, now: DateTime<Utc>, zone: Zone) -> String {
    match &reason.why {
        Why::Exhausted { ran_out_at: Some(at), .. } => {
            let at = on(lang, *at, now, zone);
            phrase!(lang, "ran out {at}", "{at} 用完")
        }
        Why::Exhausted { ran_out_at: None, .. } => lang.pick("ran out", "额度已用完").to_owned(),
        Why::Expired { quota } => {
            let day = quota.expires_at.map(|at| day(lang, zone.at(at).date_naive(), now, zone));
            match (lang, day) {
                (Lang::English, Some(day)) => format!("expired {day}"),
                (Lang::Chinese, Some(day)) => format!("{day}已到期"),
                (_, None) => lang.pick("expired", "已到期").to_owned(),
            }
        }
        Why::Batch { .. } => BATCH.of(lang).to_owned(),
        Why::Cache { .. } => CACHE.of(lang).to_owned(),
        Why::Custom { .. } => CUSTOM.of(lang).to_owned(),
        Why::Sibling { sibling, .. } => {
            let sibling = plain(sibling.as_str());
            phrase!(lang, "no free quota ({sibling} has its own)", "无免费额度（{sibling} 另有额度）")
        }
        Why::NoQuota { .. } => lang.pick("no free quota", "无免费额度").to_owned(),
        Why::Region { region, .. } => phrase!(lang, "no free quota in {}", "{} 无免费额度", plain(region)),
        Why::Lag { .. } => lang.pick("figures lag", "数据延迟").to_owned(),
        Why::Unexplained { look, .. } => {
            format!("{}{}", lang.pick("unexplained: ", "原因不明："), missing(lang, *look))
        }
    }
}

/// A reason beside others, with the cost that it accounts for: `57.15 USD: …`.
pub(crate) fn with_cost(lang: Lang, reason: &Reason, now: DateTime<Utc>, zone: Zone) -> String {
    let Charged { payable, payable_with_tax, currency, .. } = &reason.charged;
    let tally = |amount: &Option<Decimal>| amount.map_or(Tally::Nothing, Tally::Exact);
    let cost = amounts::payable(lang, tally(payable), tally(payable_with_tax), currency);
    let cost = cost.map(|cost| cost + lang.pick(": ", "：")).unwrap_or_default();
    cost + &long(lang, reason, now, zone)
}

/// The text of the detail: what is known, and what follows from it or what to look at next.
pub(crate) fn long(lang: Lang, reason: &Reason, now: DateTime<Utc>, zone: Zone) -> String {
    let instant = |at: DateTime<Utc>| instant(lang, at, now, zone);
    match &reason.why {
        Why::Exhausted { ran_out_at, quota } => {
            let used_up = exhausted(lang, quota, ran_out_at.map(instant));
            format!("{used_up}{}", billed_after(lang, reason.charged.free_quota_only))
        }
        Why::Expired { quota } => {
            let expired = expired(lang, quota, quota.expires_at.map(instant));
            format!("{expired}{}", billed_after(lang, reason.charged.free_quota_only))
        }
        Why::Batch { items } => {
            let named = named(lang, items);
            phrase!(
                lang,
                "Free quota covers real-time calls only, never batch calls{named}.",
                "免费额度只抵扣实时调用，不抵扣批量调用{named}。",
            )
        }
        Why::Cache { items } => {
            let text =
                lang.pick("Free quota may not cover the context cache", "免费额度可能不抵扣上下文缓存");
            format!("{text}{}{}", named(lang, items), stop(lang))
        }
        Why::Custom { items } => {
            let text = lang.pick(
                "Free quota does not cover training, deployments or tuned models",
                "免费额度不抵扣训练、部署和调优后的模型",
            );
            format!("{text}{}{}", named(lang, items), stop(lang))
        }
        Why::Sibling { sibling, quota } => {
            let (sibling, left) = (plain(sibling.as_str()), quota.remaining.map(number::grouped));
            let left = left.map(|left| phrase!(lang, ", {left} left", "，剩余 {left}")).unwrap_or_default();
            phrase!(
                lang,
                "No free quota for this version; {sibling} has its own{left}.",
                "该版本没有免费额度；{sibling} 另有额度{left}。",
            )
        }
        Why::NoQuota { quota } => {
            let text = match quota.quota_status.as_deref() {
                Some("UNKNOWN") => {
                    lang.pick("No free quota known for this model.", "没有该模型的免费额度信息。")
                }
                _ => lang.pick("This model has no free quota.", "该模型没有免费额度。"),
            };
            text.to_owned()
        }
        Why::Region { region, quotas_region, .. } => {
            let (region, read) = (plain(region), quotas_region.map(<&str>::from));
            let read =
                read.map(|read| phrase!(lang, "; the quotas are those of {read}", "；额度来自 {read}"));
            let read = read.unwrap_or_default();
            phrase!(
                lang,
                "The calls were made in {region}: free quota covers only Singapore (international site) or Beijing (China site){read}.",
                "调用发生在 {region}：免费额度仅适用于新加坡（国际站）或北京（中国站）{read}。",
            )
        }
        Why::Lag { quota } => {
            let read = quota.read_at.map(instant);
            let read = read.map(|at| phrase!(lang, " ({at})", "（{at}）")).unwrap_or_default();
            phrase!(
                lang,
                "Quota was left at the last update{read}, but figures lag up to 1 h. Check again in an hour.",
                "最近更新时{read}尚有剩余额度，但数据最多延迟 1 小时。请一小时后再看。",
            )
        }
        Why::Unexplained { elsewhere: Some(elsewhere), .. } => quotas_elsewhere(lang, elsewhere),
        Why::Unexplained { look, quota, .. } => unexplained(lang, *look, quota, reason, now, zone),
    }
}

fn exhausted(lang: Lang, quota: &KnownQuota, at: Option<String>) -> String {
    let grant = grant(lang, quota);
    match at {
        Some(at) => phrase!(lang, "Its {grant} was used up by {at}.", "其{grant}在 {at} 之前已用完。",),
        None => {
            phrase!(lang, "Its {grant} is used up (time unknown).", "其{grant}已用完（时间未知）。",)
        }
    }
}

fn expired(lang: Lang, quota: &KnownQuota, at: Option<String>) -> String {
    let grant = grant(lang, quota);
    let lapsed = quota.remaining.filter(|left| left.is_positive()).map(number::grouped);
    let when = match at {
        Some(at) => phrase!(lang, " on {at}", "于 {at} "),
        None => String::new(),
    };
    let lapsed = match lapsed {
        Some(left) => phrase!(lang, ", {left} of it unused", "，其中 {left} 未使用"),
        None => String::new(),
    };
    phrase!(lang, "Its {grant} expired{when}{lapsed}.", "其{grant}已{when}到期{lapsed}。",)
}

/// What happened to the calls after the end of a quota, by Free Quota Only for those calls.
const fn billed_after(lang: Lang, free_quota_only: Option<bool>) -> &'static str {
    match free_quota_only {
        None => lang.pick(" Calls after that are billed.", "此后的调用计费。"),
        Some(false) => lang
            .pick(" Free Quota Only was off: calls are billed.", "免费额度用完即停未开启，此后的调用计费。"),
        Some(true) => lang.pick(
            " Calls were billed although Free Quota Only was on: it takes half an hour to work.",
            "此后的调用仍计费：免费额度用完即停虽已开启，但约半小时后才生效。",
        ),
    }
}

/// ` (billed as Batch input)`.
fn named(lang: Lang, items: &[String]) -> String {
    if items.is_empty() {
        return String::new();
    }
    let items = items.join(lang.pick(", ", "、"));
    phrase!(lang, " (billed as {})", "（计费项：{}）", plain(&items))
}

/// `14:12 +08`.
fn instant(lang: Lang, at: DateTime<Utc>, now: DateTime<Utc>, zone: Zone) -> String {
    format!("{} {}", time::moment(lang, at, now, zone), time::offset(at, zone))
}

/// `today 11:40`, `on 20 Nov 11:40`.
fn on(lang: Lang, instant: DateTime<Utc>, now: DateTime<Utc>, zone: Zone) -> String {
    let moment = time::moment(lang, instant, now, zone);
    let is_today = zone.at(instant).date_naive() == zone.at(now).date_naive();
    match lang {
        Lang::English => format!("{} {moment}", if is_today { "today" } else { "on" }),
        Lang::Chinese if is_today => format!("今天 {moment}"),
        Lang::Chinese => moment,
    }
}

#[cfg(test)]
mod tests {
    use chrono::FixedOffset;

    use super::*;
    use crate::domain::{
        Region, Site, Unit,
        explain::{Charged, Look},
    };

    const EN: Lang = Lang::English;
    const ZH: Lang = Lang::Chinese;
    const NOW: &str = "2026-11-22T06:12:07Z";
    const CHINA: Zone = Zone(|_| FixedOffset::east_opt(28_800).unwrap());

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn reason(why: Why) -> Reason {
        let charged = Charged {
            currency: "CNY".into(),
            payable: None,
            payable_with_tax: None,
            first_day: Some("2026-11-10".parse().unwrap()),
            last_day: None,
            free_quota_only: None,
        };
        Reason { charged, why }
    }

    fn quota(remaining: &str, expires: &str) -> KnownQuota {
        KnownQuota {
            total: Some(1_000_000.into()),
            remaining: Some(remaining.parse().unwrap()),
            unit: Some(Unit::Tokens),
            expires_at: Some(at(expires)),
            read_at: Some(at(NOW)),
            ..KnownQuota::default()
        }
    }

    #[test]
    fn a_cell_and_a_sentence_for_each_reason() {
        let lapsed = || quota("512000", "2026-11-18T03:00:00Z");
        let used_up = |at: Option<&str>| Why::Exhausted {
            ran_out_at: at.map(|at| at.parse().unwrap()),
            quota: quota("0", "2027-01-01T00:00:00Z"),
        };
        let items = || vec!["Batch\u{1b} input".to_owned()];
        let unexplained =
            |look| Why::Unexplained { look, ran_out_at: None, quota: lapsed(), elsewhere: None };
        let region = Why::Region {
            region: "us-east-1".into(),
            quotas_region: Some(Region::Singapore),
            site: Some(Site::China),
        };
        for (why, cell, sentence) in [
            (
                used_up(Some("2026-11-20T03:40:00Z")),
                "ran out on 20 Nov 11:40",
                "Its free quota of 1,000,000 tokens was used up by 20 Nov 11:40 +08. Calls after that are billed.",
            ),
            (used_up(Some("2026-11-22T01:05:00Z")), "ran out today 09:05", "was used up by 09:05 +08."),
            (used_up(None), "ran out", "is used up (time unknown)."),
            (
                Why::Expired { quota: lapsed() },
                "expired 18 Nov",
                "expired on 18 Nov 11:00 +08, 512,000 of it unused. Calls after that are billed.",
            ),
            (
                Why::Batch { items: items() },
                "batch calls are never free",
                "never batch calls (billed as Batch\\u001b input).",
            ),
            (Why::Cache { items: Vec::new() }, "context cache", "may not cover the context cache."),
            (
                Why::Custom { items: Vec::new() },
                "tuned or deployed model",
                "training, deployments or tuned models.",
            ),
            (
                Why::Sibling { sibling: "qwen-max".into(), quota: lapsed() },
                "no free quota (qwen-max has its own)",
                "qwen-max has its own, 512,000 left.",
            ),
            (Why::NoQuota { quota: KnownQuota::default() }, "no free quota", "This model has no free quota."),
            (region, "no free quota in us-east-1", "; the quotas are those of ap-southeast-1."),
            (Why::Lag { quota: lapsed() }, "figures lag", "at the last update (14:12 +08), but figures"),
            (
                unexplained(Look::Lines),
                "unexplained: see its lines",
                "charged from 10 Nov (days of UTC+8); its free quota of 1,000,000 tokens has 512,000 left and expired 18 Nov. Look at",
            ),
            (unexplained(Look::QuotasStale), "unexplained: quotas are old", "Refresh the quotas first."),
        ] {
            let reason = reason(why);
            assert_eq!(short(EN, &reason, at(NOW), CHINA), cell);
            let text = long(EN, &reason, at(NOW), CHINA);
            assert!(text.contains(sentence), "{text}");
            assert!(text.is_ascii() && text.ends_with('.'), "{text}");
        }
    }

    #[test]
    fn free_quota_only_is_evidence() {
        let quota = quota("0", "2027-01-01T00:00:00Z");
        for (switch, english, chinese) in [
            (None, ". Calls after that are billed.", "此后的调用计费。"),
            (Some(false), ". Free Quota Only was off: calls are billed.", "免费额度用完即停未开启，"),
            (Some(true), " although Free Quota Only was on:", "免费额度用完即停虽已开启，"),
        ] {
            for why in [
                Why::Exhausted { ran_out_at: None, quota: quota.clone() },
                Why::Expired { quota: quota.clone() },
            ] {
                let mut reason = reason(why);
                reason.charged.free_quota_only = switch;
                let texts = [EN, ZH].map(|lang| long(lang, &reason, at(NOW), CHINA));
                assert!(texts[0].contains(english) && texts[1].contains(chinese), "{texts:?}");
            }
        }
    }

    #[test]
    fn chinese_has_a_cell_and_a_sentence_too() {
        let lapsed = || quota("512000", "2026-11-18T03:00:00Z");
        let ran_out = |at: &str| Why::Exhausted {
            ran_out_at: at.parse().ok(),
            quota: quota("0", "2027-01-01T00:00:00Z"),
        };
        let unexplained =
            |look| Why::Unexplained { look, ran_out_at: None, quota: lapsed(), elsewhere: None };
        for (why, cell, sentence) in [
            (
                ran_out("2026-11-20T03:40:00Z"),
                "11月20日 11:40 用完",
                "其免费额度（共 1,000,000 Token）在 11月20日 11:40 +08 之前已用完。此后的调用计费。",
            ),
            (
                ran_out("2026-11-22T01:05:00Z"),
                "今天 09:05 用完",
                "其免费额度（共 1,000,000 Token）在 09:05 +08 之前已用完。此后的调用计费。",
            ),
            (
                Why::Expired { quota: lapsed() },
                "11月18日已到期",
                "其免费额度（共 1,000,000 Token）已于 11月18日 11:00 +08 到期，其中 512,000 未使用。此后的调用计费。",
            ),
            (Why::Expired { quota: KnownQuota::default() }, "已到期", "其免费额度已到期。此后的调用计费。"),
            (
                Why::Batch { items: vec!["Batch\u{1b} input".to_owned()] },
                "批量调用不免费",
                "免费额度只抵扣实时调用，不抵扣批量调用（计费项：Batch\\u001b input）。",
            ),
            (
                Why::Sibling { sibling: "qwen-max".into(), quota: lapsed() },
                "无免费额度（qwen-max 另有额度）",
                "该版本没有免费额度；qwen-max 另有额度，剩余 512,000。",
            ),
            (
                Why::Lag { quota: KnownQuota::default() },
                "数据延迟",
                "最近更新时尚有剩余额度，但数据最多延迟 1 小时。请一小时后再看。",
            ),
            (
                unexplained(Look::Lines),
                "原因不明：请看明细",
                "没有规则能解释这笔费用：11月10日起计费（按 UTC+8 计日）；其免费额度（共 1,000,000 Token）剩余 512,000，已于 11月18日到期。请查看明细的计费项、地域和 API Key。",
            ),
        ] {
            let reason = reason(why);
            assert_eq!(short(ZH, &reason, at(NOW), CHINA), cell);
            assert_eq!(long(ZH, &reason, at(NOW), CHINA), sentence);
        }
    }
}
