//! The texts of a calendar of quotas. A calendar is read days later: no text says *today*, or how long until then.

use crate::words::{Lang, Text, number, phrase};

/// The name of the calendar.
pub(crate) const NAME: Text = Text::new("Free AI quotas", "AI 免费额度");

/// The title of an expiry.
pub(crate) fn expires(lang: Lang, model: &str) -> String {
    phrase!(lang, "{model}: free quota expires", "{model}：免费额度到期")
}

/// The title of the end that a forecast says.
pub(crate) fn runs_out(lang: Lang, model: &str) -> String {
    phrase!(lang, "{model}: free quota runs out (forecast)", "{model}：免费额度用完（预测）")
}

/// The account of a profile.
pub(crate) fn account(lang: Lang, name: &str) -> String {
    phrase!(lang, "account: {name}", "账户：{name}")
}

/// What is left: `24,098 of 1,000,000 tokens left`.
pub(crate) fn left(lang: Lang, left: &str, total: Option<&str>, unit: &str) -> String {
    let of = total.map(|total| phrase!(lang, "{left} of {total}", "{left}/{total}"));
    let amount = number::with_unit(of.as_deref().unwrap_or(left), unit);
    phrase!(lang, "{amount} left", "剩余 {amount}")
}

/// The range of a forecast; without a latest time it may be any later.
pub(crate) fn between(lang: Lang, earliest: &str, latest: Option<&str>) -> String {
    match latest {
        Some(latest) => phrase!(lang, "between {earliest} and {latest}", "{earliest} 至 {latest} 之间"),
        None => phrase!(lang, "{earliest} at the earliest", "最早 {earliest}"),
    }
}

/// What calls are after that, if that is known.
pub(crate) fn then(lang: Lang, free_quota_only: Option<bool>) -> Option<&'static str> {
    free_quota_only.map(|is_on| {
        if is_on {
            lang.pick(
                "then calls are refused (Free Quota Only is on)",
                "之后调用会被拒绝（免费额度用完即停已开启）",
            )
        } else {
            lang.pick("then calls are billed", "之后调用将计费")
        }
    })
}
