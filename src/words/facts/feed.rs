//! What the feeds are called.

use crate::{domain::FeedName, words::Lang};

/// As briefly as the header needs it.
pub(crate) const fn name(lang: Lang, feed: FeedName) -> &'static str {
    let chinese = match feed {
        FeedName::Quotas => "额度",
        FeedName::Account => "账户",
        FeedName::Bills => "账单",
    };
    lang.pick(feed.into_str(), chinese)
}

/// In full, for the wallboard.
pub(crate) const fn title(lang: Lang, feed: FeedName) -> &'static str {
    match feed {
        FeedName::Quotas => lang.pick("quotas", "免费额度"),
        _ => name(lang, feed),
    }
}
