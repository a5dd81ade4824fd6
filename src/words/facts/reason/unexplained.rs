//! Charges that no rule explains: what is known, and where to look next.

use std::borrow::Cow;

use chrono::{DateTime, Utc};

use super::phrases::{day, grant, stop};
use crate::{
    domain::{
        Region, Site, Zone,
        explain::{Elsewhere, Look, Reason, reason::KnownQuota, region_with_quota},
    },
    words::{Lang, number, phrase, plain},
};

/// What is missing to find a reason.
pub(super) const fn missing(lang: Lang, look: Look) -> &'static str {
    match look {
        Look::QuotasUnread => lang.pick("quotas not loaded", "额度未加载"),
        Look::QuotasStale => lang.pick("quotas are old", "额度过时"),
        Look::QuotasElsewhere => lang.pick("quotas of another region", "额度属于其他地域"),
        Look::ModelUnlisted => lang.pick("model not listed", "模型未列出"),
        Look::QuotaUnclear => lang.pick("quota unclear", "额度不明确"),
        Look::Lines => lang.pick("see its lines", "请看明细"),
        Look::InstanceId => lang.pick("unknown ID", "ID 未知"),
        Look::Product => lang.pick("not Model Studio", "非百炼产品"),
    }
}

/// If the known quotas belong to another site or region than the charge: which profile reads the right ones.
pub(super) fn quotas_elsewhere(lang: Lang, elsewhere: &Elsewhere) -> String {
    let billed = place(lang, elsewhere.site, Some(plain(&elsewhere.region)).filter(|name| !name.is_empty()));
    let read =
        place(lang, elsewhere.quotas_site, elsewhere.quotas_region.map(|region| region.into_str().into()));
    // A line without a site was billed in the other region.
    let site = elsewhere.site.unwrap_or(match elsewhere.quotas_region {
        Some(Region::Singapore) => Site::China,
        _ => Site::International,
    });
    let (site, region) = (site.into_str(), region_with_quota(site).into_str());
    phrase!(
        lang,
        "No rule explains this charge: it was billed {billed}, but the quotas are those {read}. Load the right ones with a profile with site = \"{site}\", region = \"{region}\".",
        "没有规则能解释这笔费用：计费于{billed}，而额度属于{read}。请用 site = \"{site}\"、region = \"{region}\" 的 Profile 加载对应额度。",
    )
}

/// `in 华北2（北京） on the China site`.
fn place(lang: Lang, site: Option<Site>, region: Option<Cow<'_, str>>) -> String {
    let site = site.map(|site| match site {
        Site::International => lang.pick("on the international site", "国际站"),
        Site::China => lang.pick("on the China site", "中国站"),
    });
    let region = region.map(|region| phrase!(lang, "in {region}", "{region}"));
    let mut parts = [region, site.map(str::to_owned)];
    if lang == Lang::Chinese {
        parts.reverse();
    }
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// What no rule explains, and what to look at next.
pub(super) fn unexplained(
    lang: Lang,
    look: Look,
    quota: &KnownQuota,
    reason: &Reason,
    now: DateTime<Utc>,
    zone: Zone,
) -> String {
    let next = match look {
        Look::QuotasUnread => lang.pick(
            "its free quota is not loaded. Run: quotatop doctor",
            "其免费额度未加载。请运行：quotatop doctor",
        ),
        Look::QuotasStale => lang.pick(
            "its free quota is out of date. Refresh the quotas first",
            "其免费额度数据过时。请先刷新额度",
        ),
        Look::QuotasElsewhere => lang.pick(
            "it was billed on another site or in another region than the quotas. Load the quotas of that site and region",
            "其计费站点或地域与额度不同。请先加载该站点和地域的额度",
        ),
        Look::ModelUnlisted => lang.pick(
            "the model list lacks it, so its free quota is unknown. Look at the Instance ID of its lines",
            "模型列表中没有它，免费额度未知。请查看明细的实例 ID",
        ),
        Look::QuotaUnclear => lang.pick(
            "Alibaba's answer for its free quota is unclear. Look at the model in the console",
            "阿里云返回的免费额度信息不明确。请在控制台查看该模型",
        ),
        Look::Lines => return unexplained_by_quota(lang, quota, reason, now, zone),
        Look::InstanceId => lang.pick(
            "the Instance ID names no model. Look at the billing item of its lines",
            "实例 ID 中没有模型。请查看明细的计费项",
        ),
        Look::Product => lang.pick(
            "it is not a Model Studio product, so free quota does not cover it. Look at the product of its lines",
            "该费用不属于百炼，不适用免费额度。请查看明细的产品",
        ),
    };
    format!("{}{next}{}", lang.pick("No rule explains this charge: ", "没有规则能解释这笔费用："), stop(lang))
}

fn unexplained_by_quota(
    lang: Lang,
    quota: &KnownQuota,
    reason: &Reason,
    now: DateTime<Utc>,
    zone: Zone,
) -> String {
    let day = |date| day(lang, date, now, zone);
    let left = quota.remaining.map(|left| {
        let (grant, left) = (grant(lang, quota), number::grouped(left));
        let expiry = quota.expires_at.map(|at| (day(zone.at(at).date_naive()), at <= now));
        let expiry = match expiry {
            Some((day, true)) => phrase!(lang, " and expired {day}", "，已于 {day}到期"),
            Some((day, false)) => phrase!(lang, " and expires {day}", "，将于 {day}到期"),
            None => String::new(),
        };
        phrase!(lang, "its {grant} has {left} left{expiry}", "其{grant}剩余 {left}{expiry}")
    });
    let charged =
        reason.charged.first_day.map(day).map(|first| {
            phrase!(lang, "charged from {first} (days of UTC+8)", "{first}起计费（按 UTC+8 计日）")
        });
    let facts: Vec<String> = [charged, left].into_iter().flatten().collect();
    let (colon, semicolon) = (lang.pick(": ", "："), lang.pick("; ", "；"));
    let facts = if facts.is_empty() { String::new() } else { format!("{colon}{}", facts.join(semicolon)) };
    phrase!(
        lang,
        "No rule explains this charge{facts}. Look at the billing items, regions and API keys of its lines.",
        "没有规则能解释这笔费用{facts}。请查看明细的计费项、地域和 API Key。",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::explain::{Charged, Why};

    #[test]
    fn every_missing_fact_has_a_source() {
        let now = "2026-11-22T06:12:07Z".parse().unwrap();
        let charged = Charged {
            currency: "CNY".into(),
            payable: None,
            payable_with_tax: None,
            first_day: None,
            free_quota_only: None,
            last_day: None,
        };
        for look in [
            Look::QuotasUnread,
            Look::QuotasStale,
            Look::QuotasElsewhere,
            Look::ModelUnlisted,
            Look::QuotaUnclear,
            Look::Lines,
            Look::InstanceId,
            Look::Product,
        ] {
            let why =
                Why::Unexplained { look, ran_out_at: None, quota: KnownQuota::default(), elsewhere: None };
            let reason = Reason { charged: charged.clone(), why };
            for (lang, where_to) in [
                (Lang::English, ["Look at", "Load the", "Refresh the", "Run: "]),
                (Lang::Chinese, ["请查看", "请先加载", "请先刷新", "请运行"]),
            ] {
                let text = unexplained(lang, look, &KnownQuota::default(), &reason, now, Zone::UTC);
                let says = where_to.iter().any(|verb| text.contains(verb)) || text.contains("请在控制台查看");
                assert!(says, "{text}");
            }
        }
    }

    #[test]
    fn the_profile_that_reads_the_right_quotas_is_named() {
        let china = Elsewhere {
            region: "华北2（北京）".into(),
            site: Some(Site::China),
            quotas_region: Some(Region::Singapore),
            quotas_site: Some(Site::International),
        };
        let unnamed = Elsewhere { region: String::new(), ..china.clone() };
        let bare = Elsewhere {
            region: "Singapore".into(),
            site: None,
            quotas_region: Some(Region::Beijing),
            quotas_site: None,
        };
        for (elsewhere, parts) in [
            (
                &china,
                [
                    "in 华北2（北京） on the China site,",
                    "in ap-southeast-1 on the international site.",
                    "region = \"cn-beijing\"",
                ],
            ),
            (&unnamed, ["billed on the China site,", "site = \"china\"", "region = \"cn-beijing\""]),
            (&bare, ["billed in Singapore,", "site = \"international\"", "region = \"ap-southeast-1\""]),
        ] {
            let text = quotas_elsewhere(Lang::English, elsewhere);
            assert!(parts.iter().all(|part| text.contains(part)), "{text}");
            assert!(quotas_elsewhere(Lang::Chinese, elsewhere).contains(parts[2]));
        }
    }
}
