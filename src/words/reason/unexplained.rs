//! What is said of a charge that no rule explains: what is known, and where to look next.

use chrono::{DateTime, Utc};

use super::{day, grant, stop};
use crate::{
    domain::{
        Zone,
        explain::{Look, Reason, reason::Told},
    },
    words::{Lang, number},
};

/// What keeps a reason from being told.
pub(super) const fn missing(lang: Lang, look: Look) -> &'static str {
    match look {
        Look::QuotasUnread => lang.pick("quotas not read", "额度未读取"),
        Look::QuotasStale => lang.pick("quotas are old", "额度过时"),
        Look::ModelUnlisted => lang.pick("model not listed", "模型未列出"),
        Look::QuotaUnclear => lang.pick("quota not understood", "额度无法识别"),
        Look::Lines => lang.pick("see its lines", "请看明细"),
        Look::InstanceId => lang.pick("unknown ID", "ID 未知"),
        Look::Product => lang.pick("not Model Studio", "非百炼产品"),
    }
}

/// What no rule explains, and what to look at next.
pub(super) fn unexplained(
    lang: Lang,
    look: Look,
    quota: &Told,
    reason: &Reason,
    now: DateTime<Utc>,
    zone: Zone,
) -> String {
    let next = match look {
        Look::QuotasUnread => lang.pick(
            "its free quota was not read. Read the quotas: quotatop doctor says what keeps them",
            "其免费额度未读取。请先读取额度：quotatop doctor 会说明原因",
        ),
        Look::QuotasStale => lang.pick(
            "its free quota was read too long ago. Refresh the quotas first",
            "其免费额度的读取时间过早。请先刷新额度",
        ),
        Look::ModelUnlisted => lang.pick(
            "Alibaba's catalogue does not list it, so that its free quota is not known. Look at the Instance ID of its lines",
            "阿里云的模型目录未列出它，无从得知其免费额度。请查看明细的实例 ID",
        ),
        Look::QuotaUnclear => lang.pick(
            "Alibaba's answer for its free quota does not tell. Look at the model in the console",
            "阿里云返回的免费额度信息不明确。请在控制台查看该模型",
        ),
        Look::Lines => return unexplained_by_quota(lang, quota, reason, now, zone),
        Look::InstanceId => lang.pick(
            "the Instance ID names no model. Look at the billing item of its lines",
            "实例 ID 中没有模型。请查看明细的计费项",
        ),
        Look::Product => lang.pick(
            "it is not Model Studio's: its free quotas do not cover it. Look at the product of its lines",
            "它不属于百炼，百炼的免费额度不抵扣它。请查看明细的产品",
        ),
    };
    format!("{}{next}{}", lang.pick("No rule explains this charge: ", "没有规则能解释这笔费用："), stop(lang))
}

fn unexplained_by_quota(lang: Lang, quota: &Told, reason: &Reason, now: DateTime<Utc>, zone: Zone) -> String {
    let day = |date| day(lang, date, now, zone);
    let left = quota.remaining.map(|left| {
        let (grant, left) = (grant(lang, quota), number::grouped(left));
        let expiry = quota.expires_at.map(|at| (day(zone.at(at).date_naive()), at <= now));
        match (lang, expiry) {
            (Lang::English, None) => format!("its {grant} has {left} left"),
            (Lang::English, Some((day, over))) => {
                format!("its {grant} has {left} left and {} {day}", if over { "expired" } else { "expires" })
            }
            (Lang::Chinese, None) => format!("其{grant}剩余 {left}"),
            (Lang::Chinese, Some((day, over))) => {
                format!("其{grant}剩余 {left}，{}{day}到期", if over { "已于 " } else { "将于 " })
            }
        }
    });
    let charged = reason.charged.first_day.map(day).map(|first| match lang {
        Lang::English => format!("charged from {first} (days of UTC+8)"),
        Lang::Chinese => format!("{first}起计费 (按 UTC+8 计日)"),
    });
    let facts: Vec<String> = [charged, left].into_iter().flatten().collect();
    let (colon, semicolon) = (lang.pick(": ", "："), lang.pick("; ", "；"));
    let facts = if facts.is_empty() { String::new() } else { format!("{colon}{}", facts.join(semicolon)) };
    match lang {
        Lang::English => format!(
            "No rule explains this charge{facts}. Look at the billing items, regions and API keys of its lines."
        ),
        Lang::Chinese => {
            format!("没有规则能解释这笔费用{facts}。请查看明细的计费项、地域和 API Key。")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::explain::{Charged, Why};

    #[test]
    fn every_look_says_where() {
        let now = "2026-11-22T06:12:07Z".parse().unwrap();
        let charged = Charged {
            currency: "CNY".into(),
            payable: None,
            payable_with_tax: None,
            first_day: None,
            last_day: None,
        };
        for look in [
            Look::QuotasUnread,
            Look::QuotasStale,
            Look::ModelUnlisted,
            Look::QuotaUnclear,
            Look::Lines,
            Look::InstanceId,
            Look::Product,
        ] {
            let why = Why::Unexplained { look, ran_out_at: None, quota: Told::default() };
            let reason = Reason { charged: charged.clone(), why };
            for (lang, where_to) in [
                (Lang::English, ["Look at", "Read the", "Refresh the"]),
                (Lang::Chinese, ["请查看", "请先读取", "请先刷新"]),
            ] {
                let told = unexplained(lang, look, &Told::default(), &reason, now, Zone::UTC);
                let says = where_to.iter().any(|verb| told.contains(verb)) || told.contains("请在控制台查看");
                assert!(says, "{told}");
            }
        }
    }
}
