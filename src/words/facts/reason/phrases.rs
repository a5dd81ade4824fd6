//! Phrases that several reasons share.

use chrono::{DateTime, Datelike as _, NaiveDate, Utc};

use crate::{
    domain::{Zone, explain::reason::KnownQuota},
    words::{Lang, number, time},
};

/// The full stop.
pub(super) const fn stop(lang: Lang) -> &'static str {
    lang.pick(".", "。")
}

/// `free quota of 1,000,000 tokens`.
pub(super) fn grant(lang: Lang, quota: &KnownQuota) -> String {
    let unit = quota.unit.map(|unit| number::unit(lang, unit)).unwrap_or_default();
    let total = quota.total.map(|total| format!("{} {unit}", number::grouped(total)).trim_end().to_owned());
    match (lang, total) {
        (Lang::English, Some(total)) => format!("free quota of {total}"),
        (Lang::Chinese, Some(total)) => format!("免费额度（共 {total}）"),
        (_, None) => lang.pick("free quota", "免费额度").to_owned(),
    }
}

/// `18 Nov`, `18 Nov 2025`.
pub(super) fn day(lang: Lang, day: NaiveDate, now: DateTime<Utc>, zone: Zone) -> String {
    day.format(time::day_form(lang, day.year() == zone.at(now).year())).to_string()
}
