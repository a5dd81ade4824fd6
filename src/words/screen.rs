//! What stands around the list: header, summary, banner, notes, fold line, filter line.

use chrono::{DateTime, Utc};

use super::{number, plain, time};
use crate::domain::{
    FeedName, Quantity, Region, SourceKind, Unit,
    sort::SortKey,
    time::full_minute,
    totals::{SOON, Total, Untouched},
};

/// The program's name.
pub const NAME: &str = "quotatop";
/// Nothing is asked.
pub const OFFLINE: &str = "offline";
/// The banner's first word.
pub const OVERDUE: &str = "OVERDUE";
/// What the banner's key opens, and the account page's title.
pub const ACCOUNT: &str = "account";
/// What is said of an account that cannot be asked, from the longest to the shortest.
pub const ACCOUNT_OFF: [&str; 3] = [
    "account not checked: needs an AccessKey with bss:DescribeAcccount",
    "account not checked: needs an AccessKey",
    "account not checked",
];

/// A region as people call it.
pub const fn region(region: Region) -> &'static str {
    match region {
        Region::Singapore => "Singapore",
        Region::Beijing => "Beijing",
    }
}

/// A source that is no account; nothing for one that is.
pub const fn source(source: SourceKind) -> Option<&'static str> {
    match source {
        SourceKind::Alibaba => None,
        SourceKind::Snapshot => Some("from a snapshot"),
        SourceKind::Demo => Some("demo data"),
    }
}

/// A feed's word.
pub const fn feed(name: FeedName) -> &'static str {
    name.as_str()
}

/// When a feed was read: `quotas 1 min ago`, `quotas now`, with `stale` where its data are.
pub fn feed_read(name: FeedName, at: DateTime<Utc>, is_stale: bool, now: DateTime<Utc>) -> String {
    let stale = if is_stale { " stale" } else { "" };
    format!("{} {}{stale}", feed(name), time::ago(at, now))
}

/// A feed that is asked for the first time.
pub fn feed_asked(name: FeedName) -> String {
    format!("{} being read", feed(name))
}

/// A feed that never had data.
pub fn feed_unread(name: FeedName) -> String {
    format!("{} not read", feed(name))
}

/// How long a feed's server asks to wait: `quotas wait 42 s`.
pub fn feed_waits(name: FeedName, until: DateTime<Utc>, now: DateTime<Utc>) -> String {
    format!("{} wait {}", feed(name), time::until(until, now))
}

/// The tab of the models, where none is known.
pub const MODELS: &str = "Models";

/// `Models 47`.
pub fn models(count: usize) -> String {
    format!("Models {}", number::grouped(quantity(count)))
}

/// `Models 12 of 47`.
pub fn matching(listed: usize, all: usize) -> String {
    format!("Models {} of {}", number::grouped(quantity(listed)), number::grouped(quantity(all)))
}

/// `filter: qwen`.
pub fn filter(text: &str) -> String {
    format!("filter: {}", plain(text))
}

/// `by attention`.
pub fn order(key: SortKey) -> String {
    let by = match key {
        SortKey::Attention => "attention",
        SortKey::Model => "model",
        SortKey::Kind => "kind",
        SortKey::Left => "what is left",
        SortKey::Percent => "% left",
        SortKey::Expires => "expiry",
        SortKey::RunsOut => "when it runs out",
        SortKey::NextCall => "next call",
    };
    format!("by {by}")
}

/// `text: 3.2 M tokens left in 7 models, 900 k lapse in 7 days`, from the longest to the shortest: what lapses is the
/// last to go, since nothing else tells it.
pub fn total(total: &Total) -> [String; 3] {
    let (kind, left) = (number::kind(total.kind), amount(total.left, total.unit));
    let short = format!("{} left", number::short(total.left));
    let lapse = total
        .lapses
        .is_positive()
        .then(|| format!("{} lapse in {} days", number::short(total.lapses), SOON.num_days()));
    let with = lapse.as_ref().map_or_else(String::new, |lapse| format!(", {lapse}"));
    [
        format!("{kind}: {left} left in {}{with}", number::models(total.models)),
        format!("{kind}: {short}{with}"),
        format!("{kind}: {}", lapse.unwrap_or(short)),
    ]
}

/// `3.2 M tokens`.
pub fn amount(quantity: Quantity, unit: Unit) -> String {
    format!("{} {}", number::short(quantity), number::unit(unit))
}

/// The banner, from the longest to the shortest. `owed` is an amount with its currency.
pub fn overdue(owed: &str) -> [String; 4] {
    [
        format!("The account owes {owed}. Every call is refused until it is paid, even where quota is left."),
        format!("The account owes {owed}. Every call is refused until it is paid."),
        format!("It owes {owed}: every call is refused."),
        format!("owes {owed}"),
    ]
}

/// How old what the banner says is: `read 2 h ago`.
pub fn read_ago(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    format!("read {}", time::ago(at, now))
}

/// `since 14:02`.
pub fn since(moment: &str) -> String {
    format!("since {moment}")
}

/// When something is asked again: `asked again in 42 s`.
pub fn asked_again(until: DateTime<Utc>, now: DateTime<Utc>) -> String {
    format!("asked again in {}", time::until(until, now))
}

/// `38 untouched: 38 M tokens left, first lapse in 20 d`, from the longest to the shortest.
pub fn untouched(untouched: &Untouched, now: DateTime<Utc>) -> [String; 4] {
    let left: Vec<String> = untouched.left.iter().map(|(unit, left)| amount(*left, *unit)).collect();
    let count = number::grouped(quantity(untouched.models));
    let lapse = untouched.first_lapse.map_or_else(String::new, |at| {
        format!(", first lapse in {}", time::rough(at.signed_duration_since(full_minute(now))))
    });
    let first = left.first().map_or("", String::as_str);
    [
        format!("{count} untouched: {} left{lapse}", left.join(", ")),
        format!("{count} untouched: {first} and more left{lapse}"),
        format!("{count} untouched{lapse}"),
        format!("{count} untouched"),
    ]
}

/// `12 matches`.
pub fn matches(count: usize) -> String {
    if count == 1 { "1 match".to_owned() } else { format!("{} matches", number::grouped(quantity(count))) }
}

/// How large the terminal has to be; `by` is the sign between columns and rows.
pub fn too_small(needs: (u16, u16), has: (u16, u16), by: &str) -> String {
    format!("needs {}{by}{}, has {}{by}{}", needs.0, needs.1, has.0, has.1)
}

fn quantity(count: usize) -> Quantity {
    Quantity::from(u64::try_from(count).unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Kind;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn counts_have_their_units() {
        let left = "3299999".parse().unwrap();
        let sum = Total { kind: Kind::Text, unit: Unit::Tokens, left, models: 7, lapses: Quantity::ZERO };
        assert_eq!(total(&sum)[0], "text: 3.2 M tokens left in 7 models");
        let sum = Total { lapses: Quantity::from(900_000), ..sum };
        assert_eq!(
            total(&sum),
            [
                "text: 3.2 M tokens left in 7 models, 900 k lapse in 7 days",
                "text: 3.2 M left, 900 k lapse in 7 days",
                "text: 900 k lapse in 7 days"
            ]
        );
        let sum = Total {
            kind: Kind::Video,
            unit: Unit::Seconds,
            left: Quantity::from(38),
            models: 1,
            lapses: Quantity::ZERO,
        };
        assert_eq!(total(&sum)[0], "video: 38 s left in 1 model");
        assert_eq!(matches(1), "1 match");
        assert_eq!(matches(1200), "1,200 matches");
        assert_eq!(matching(0, 47), "Models 0 of 47");
    }

    #[test]
    fn untouched_models_are_told_in_one_line() {
        let now = at("2026-11-22T06:12:07Z");
        let mut some = Untouched { models: 38, ..Untouched::default() };
        some.left.insert(Unit::Tokens, "38000000".parse().unwrap());
        assert_eq!(untouched(&some, now)[0], "38 untouched: 38 M tokens left");
        some.left.insert(Unit::Images, Quantity::from(100));
        some.first_lapse = Some(at("2026-12-12T08:00:00Z"));
        assert_eq!(
            untouched(&some, now),
            [
                "38 untouched: 38 M tokens, 100 images left, first lapse in 20 d",
                "38 untouched: 38 M tokens and more left, first lapse in 20 d",
                "38 untouched, first lapse in 20 d",
                "38 untouched",
            ]
        );
        // counted between full minutes: it says the same until the minute is over
        some.first_lapse = Some(at("2026-11-22T06:42:00Z"));
        assert!(untouched(&some, now)[0].ends_with("in 30 min"));
        assert_eq!(untouched(&some, now), untouched(&some, at("2026-11-22T06:12:59Z")));
    }

    #[test]
    fn feeds_say_how_old_they_are() {
        let now = at("2026-11-22T06:12:07Z");
        let hour_ago = at("2026-11-22T05:12:00Z");
        assert_eq!(feed_read(FeedName::Quotas, hour_ago, false, now), "quotas 1 h ago");
        assert_eq!(feed_read(FeedName::Account, hour_ago, true, now), "account 1 h ago stale");
        assert_eq!(feed_waits(FeedName::Quotas, at("2026-11-22T06:12:49Z"), now), "quotas wait 42 s");
    }
}
