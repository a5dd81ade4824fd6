//! Why a model was charged, in words.

use chrono::{DateTime, Datelike as _, NaiveDate, Utc};

use super::{number, plain, time};
use crate::domain::{
    Zone,
    explain::{Look, Reason, Why, reason::Told},
};

/// What a cell of a table says: `ran out on 20 Nov 11:40`.
pub fn short(reason: &Reason, now: DateTime<Utc>, zone: Zone) -> String {
    match &reason.why {
        Why::Exhausted { ran_out_at: Some(at), .. } => format!("ran out {}", on(*at, now, zone)),
        Why::Exhausted { ran_out_at: None, .. } => "ran out".to_owned(),
        Why::Expired { quota } => {
            let day = quota.expires_at.map(|at| format!(" {}", day(zone.at(at).date_naive(), now, zone)));
            format!("expired{}", day.unwrap_or_default())
        }
        Why::Batch { .. } => "batch calls are never free".to_owned(),
        Why::Cache { .. } => "context cache".to_owned(),
        Why::Custom { .. } => "tuned or deployed model".to_owned(),
        Why::Sibling { sibling, .. } => format!("no free quota ({} has its own)", plain(sibling.as_str())),
        Why::NoQuota { .. } => "no free quota".to_owned(),
        Why::Region { region, .. } => format!("no free quota in {}", plain(region)),
        Why::Lag { .. } => "figures lag".to_owned(),
        Why::Unexplained { look, .. } => format!("unexplained: {}", missing(*look)),
    }
}

/// What the detail says: what is known, and what follows from it or what to look at next.
pub fn long(reason: &Reason, now: DateTime<Utc>, zone: Zone) -> String {
    let instant = |at: DateTime<Utc>| format!("{} {}", time::moment(at, now, zone), time::offset(at, zone));
    match &reason.why {
        Why::Exhausted { ran_out_at, quota } => {
            let when = ran_out_at.map_or_else(
                || "is used up (since when is not known)".to_owned(),
                |at| format!("was used up by {}", instant(at)),
            );
            format!("Its {} {when}. Calls after that are billed.", grant(quota))
        }
        Why::Expired { quota } => {
            let when = quota.expires_at.map(|at| format!(" on {}", instant(at))).unwrap_or_default();
            let lapsed = quota.remaining.filter(|left| left.is_positive());
            let lapsed = lapsed.map(|left| format!(", {} of it unused", number::grouped(left)));
            format!(
                "Its {} expired{when}{}. Calls after that are billed.",
                grant(quota),
                lapsed.unwrap_or_default()
            )
        }
        Why::Batch { items } => {
            format!("Free quota covers real-time calls only, never batch calls{}.", named(items))
        }
        Why::Cache { items } => format!("Free quota does not cover the context cache{}.", named(items)),
        Why::Custom { items } => {
            format!("Free quota does not cover training, deployments or tuned models{}.", named(items))
        }
        Why::Sibling { sibling, quota } => {
            let left = quota.remaining.map(|left| format!(", {} left", number::grouped(left)));
            format!(
                "This very model has no free quota. {} has its own{}: each version counts by itself.",
                plain(sibling.as_str()),
                left.unwrap_or_default()
            )
        }
        Why::NoQuota { quota } => match quota.quota_status.as_deref() {
            Some("UNKNOWN") => "Alibaba knows no free quota for this model.".to_owned(),
            _ => "This model has no free quota.".to_owned(),
        },
        Why::Region { region, quotas_region, .. } => {
            let read = quotas_region.map(|read| format!("; quotas are read for {}", read.as_str()));
            format!(
                "The calls were made in {}: free quota holds in Singapore only (international site) or Beijing only (China site){}.",
                plain(region),
                read.unwrap_or_default()
            )
        }
        Why::Lag { quota } => {
            let read = quota.read_at.map(|at| format!(" at {}", instant(at))).unwrap_or_default();
            format!(
                "Quota was left when it was read{read}, but that figure may be 1 h behind, and these days may be after it. Look again in an hour."
            )
        }
        Why::Unexplained { look, quota, .. } => unexplained(*look, quota, reason, now, zone),
    }
}

/// What keeps a reason from being told.
const fn missing(look: Look) -> &'static str {
    match look {
        Look::QuotasUnread => "quotas not read",
        Look::QuotasStale => "quotas are old",
        Look::ModelUnlisted => "model not listed",
        Look::QuotaUnclear => "quota not understood",
        Look::Lines => "see its lines",
        Look::InstanceId => "unknown ID",
        Look::Product => "not Model Studio",
    }
}

fn unexplained(look: Look, quota: &Told, reason: &Reason, now: DateTime<Utc>, zone: Zone) -> String {
    let next = match look {
        Look::QuotasUnread => {
            "its free quota was not read. Read the quotas: quotatop doctor says what keeps them"
        }
        Look::QuotasStale => "its free quota was read too long ago. Refresh the quotas first",
        Look::ModelUnlisted => {
            "Alibaba's catalogue does not list it, so that its free quota is not known. Look at the Instance ID of its lines"
        }
        Look::QuotaUnclear => {
            "Alibaba's answer for its free quota does not tell. Look at the model in the console"
        }
        Look::Lines => return unexplained_by_quota(quota, reason, now, zone),
        Look::InstanceId => "the Instance ID names no model. Look at the billing item of its lines",
        Look::Product => {
            "it is not Model Studio's: its free quotas do not cover it. Look at the product of its lines"
        }
    };
    format!("No rule explains this charge: {next}.")
}

fn unexplained_by_quota(quota: &Told, reason: &Reason, now: DateTime<Utc>, zone: Zone) -> String {
    let left = quota.remaining.map(|left| {
        let expiry = quota.expires_at.map(|at| {
            let verb = if at <= now { "expired" } else { "expires" };
            format!(" and {verb} {}", day(zone.at(at).date_naive(), now, zone))
        });
        format!("its {} has {} left{}", grant(quota), number::grouped(left), expiry.unwrap_or_default())
    });
    let charged = reason
        .charged
        .first_day
        .map(|first| format!("charged from {} (days of UTC+8)", day(first, now, zone)));
    let facts: Vec<String> = [charged, left].into_iter().flatten().collect();
    let facts = if facts.is_empty() { String::new() } else { format!(": {}", facts.join("; ")) };
    format!(
        "No rule explains this charge{facts}. Look at the billing items, regions and API keys of its lines."
    )
}

/// `free quota of 1,000,000 tokens`.
fn grant(quota: &Told) -> String {
    let unit = quota.unit.map(number::unit).unwrap_or_default();
    let of = quota.total.map(|total| format!(" of {} {unit}", number::grouped(total)).trim_end().to_owned());
    format!("free quota{}", of.unwrap_or_default())
}

/// ` (billed as Batch input)`.
fn named(items: &[String]) -> String {
    if items.is_empty() { String::new() } else { format!(" (billed as {})", plain(&items.join(", "))) }
}

/// `today 11:40`, `on 20 Nov 11:40`.
fn on(instant: DateTime<Utc>, now: DateTime<Utc>, zone: Zone) -> String {
    let is_today = zone.at(instant).date_naive() == zone.at(now).date_naive();
    format!("{} {}", if is_today { "today" } else { "on" }, time::moment(instant, now, zone))
}

/// `18 Nov`, `18 Nov 2025`.
fn day(day: NaiveDate, now: DateTime<Utc>, zone: Zone) -> String {
    let form = if day.year() == zone.at(now).year() { "%-d %b" } else { "%-d %b %Y" };
    day.format(form).to_string()
}

#[cfg(test)]
mod tests {
    use chrono::FixedOffset;

    use super::*;
    use crate::domain::{Region, Site, Unit, explain::Charged};

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
        };
        Reason { charged, why }
    }

    fn quota(remaining: &str, expires: &str) -> Told {
        Told {
            total: Some(1_000_000.into()),
            remaining: Some(remaining.parse().unwrap()),
            unit: Some(Unit::Tokens),
            expires_at: Some(at(expires)),
            read_at: Some(at(NOW)),
            ..Told::default()
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
        let unexplained = |look| Why::Unexplained { look, ran_out_at: None, quota: lapsed() };
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
            (used_up(None), "ran out", "is used up (since when is not known)."),
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
            (Why::Cache { items: Vec::new() }, "context cache", "does not cover the context cache."),
            (
                Why::Custom { items: Vec::new() },
                "tuned or deployed model",
                "training, deployments or tuned models.",
            ),
            (
                Why::Sibling { sibling: "qwen-max".into(), quota: lapsed() },
                "no free quota (qwen-max has its own)",
                "qwen-max has its own, 512,000 left: each version counts by itself.",
            ),
            (Why::NoQuota { quota: Told::default() }, "no free quota", "This model has no free quota."),
            (region, "no free quota in us-east-1", "; quotas are read for ap-southeast-1."),
            (Why::Lag { quota: lapsed() }, "figures lag", "when it was read at 14:12 +08, but that figure"),
            (
                unexplained(Look::Lines),
                "unexplained: see its lines",
                "charged from 10 Nov (days of UTC+8); its free quota of 1,000,000 tokens has 512,000 left and expired 18 Nov. Look at",
            ),
            (unexplained(Look::QuotasStale), "unexplained: quotas are old", "Refresh the quotas first."),
        ] {
            let reason = reason(why);
            assert_eq!(short(&reason, at(NOW), CHINA), cell);
            let told = long(&reason, at(NOW), CHINA);
            assert!(told.contains(sentence), "{told}");
            assert!(told.is_ascii() && told.ends_with('.'), "{told}");
        }
    }

    #[test]
    fn every_look_says_where() {
        for look in [
            Look::QuotasUnread,
            Look::QuotasStale,
            Look::ModelUnlisted,
            Look::QuotaUnclear,
            Look::Lines,
            Look::InstanceId,
            Look::Product,
        ] {
            let reason = reason(Why::Unexplained { look, ran_out_at: None, quota: Told::default() });
            let told = long(&reason, at(NOW), CHINA);
            let where_to = ["Look at", "Read the", "Refresh the"];
            assert!(where_to.iter().any(|verb| told.contains(verb)), "{told}");
        }
    }
}
