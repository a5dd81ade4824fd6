//! Texts around the pages: header, summary, banner, problem lines, fold line, filter line.

use chrono::{DateTime, Utc};

use crate::{
    domain::{
        FeedName, Quantity, Region, SourceKind, Unit, Zone,
        sort::SortKey,
        time::full_minute,
        totals::{SOON, Total, Untouched},
    },
    words::{Lang, Text, number, pages, phrase, plain, time},
};

pub(crate) const NAME: &str = "quotatop";
pub(crate) const OFFLINE: Text = Text::new("offline", "离线");
pub(crate) const OVERDUE: Text = Text::new("OVERDUE", "欠费");
pub(crate) const ACCOUNT: Text = Text::new("account", "账户");
/// An account that cannot be requested, from the longest to the shortest.
pub(crate) const ACCOUNT_OFF: [Text; 3] = [
    Text::new(
        "account not checked: needs an AccessKey with bss:DescribeAcccount",
        "未检查账户：需要有 bss:DescribeAcccount 权限的 AccessKey",
    ),
    Text::new("account not checked: needs an AccessKey", "未检查账户：需要 AccessKey"),
    Text::new("account not checked", "未检查账户"),
];

pub(crate) const fn region(lang: Lang, region: Region) -> &'static str {
    match region {
        Region::Singapore => lang.pick("Singapore", "新加坡"),
        Region::Beijing => lang.pick("Beijing", "北京"),
    }
}

/// The name of a source that is not an account.
pub(crate) const fn source(lang: Lang, source: SourceKind) -> Option<&'static str> {
    match source {
        SourceKind::Alibaba => None,
        SourceKind::Snapshot => Some(lang.pick("snapshot", "快照")),
        SourceKind::Demo => Some(lang.pick("demo data", "演示数据")),
        SourceKind::Prometheus => Some("Prometheus"),
    }
}

/// A recording that is replayed: its day with the year, since the clock shows its time and not today's.
pub(crate) fn recorded(lang: Lang, at: DateTime<Utc>, zone: Zone) -> String {
    let at = time::date(lang, at, DateTime::UNIX_EPOCH, zone);
    phrase!(lang, "recorded {at}", "录制于 {at}")
}

/// When a feed was read: `quotas 1 min ago`, `quotas now`, with `stale` if its data are.
pub(crate) fn feed_read(
    lang: Lang,
    name: FeedName,
    at: DateTime<Utc>,
    is_stale: bool,
    now: DateTime<Utc>,
) -> String {
    let stale = if is_stale { lang.pick(" stale", " 过时") } else { "" };
    format!("{} {}{stale}", pages::feed(lang, name), time::ago(lang, at, now))
}

/// A feed that is requested for the first time.
pub(crate) fn feed_loading(lang: Lang, name: FeedName) -> String {
    phrase!(lang, "{} loading", "正在加载{}", pages::feed(lang, name))
}

/// A feed that never had data.
pub(crate) fn feed_unread(lang: Lang, name: FeedName) -> String {
    phrase!(lang, "{} not loaded", "{}未加载", pages::feed(lang, name))
}

/// How long a feed has to wait: `quotas: rate-limited, retry in 42 s`.
pub(crate) fn feed_waits(lang: Lang, name: FeedName, until: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let (feed, wait) = (pages::feed(lang, name), time::until(lang, until, now));
    phrase!(lang, "{feed}: rate-limited, retry in {wait}", "{feed}：被限流，{wait}后重试")
}

/// How many models are marked: `3 marked`.
pub(crate) fn marked(lang: Lang, count: usize) -> String {
    phrase!(lang, "{count} marked", "已标记 {count} 个")
}

pub(crate) const MODELS: Text = Text::new("Models", "模型");

/// `Models 47`.
pub(crate) fn models(lang: Lang, count: usize) -> String {
    format!("{} {}", MODELS.of(lang), number::grouped(quantity(count)))
}

/// `Models 12 of 47`.
pub(crate) fn matching(lang: Lang, listed: usize, all: usize) -> String {
    let of = lang.pick(" of ", "/");
    format!("{}{of}{}", models(lang, listed), number::grouped(quantity(all)))
}

/// `filter: qwen`.
pub(crate) fn filter(lang: Lang, text: &str) -> String {
    format!("{}{}", lang.pick("filter: ", "筛选："), plain(text))
}

/// The title of the chooser of an order.
pub(crate) const SORT: Text = Text::new("sort", "排序");

/// `by attention`.
pub(crate) fn order(lang: Lang, key: SortKey) -> String {
    let (english, chinese) = match key {
        SortKey::Attention => ("attention", "紧急程度"),
        SortKey::Model => ("model", "模型"),
        SortKey::Kind => ("kind", "类型"),
        SortKey::Left => ("amount left", "剩余额度"),
        SortKey::Percent => ("% left", "剩余 %"),
        SortKey::Expires => ("expiry", "到期时间"),
        SortKey::RunsOut => ("when it runs out", "预计用完时间"),
        SortKey::NextCall => ("next call", "下次调用"),
    };
    phrase!(lang, "by {english}", "按{chinese}")
}

/// `text: 3.2 M tokens left in 7 models, 900 k lapse within 7 d`, from the longest to the shortest. What
/// lapses is dropped last, since nothing else shows it.
pub(crate) fn total(lang: Lang, total: &Total) -> [String; 3] {
    let (kind, left) = (number::kind(lang, total.kind), amount(lang, total.left, total.unit));
    let models = number::models(lang, total.models);
    let (short, lapsing, days) =
        (number::short(lang, total.left), number::short(lang, total.lapses), SOON.num_days());
    let lapses = total.lapses.is_positive();
    let short = phrase!(lang, "{short} left", "剩余 {short}");
    let lapsing = number::with_unit(&lapsing, lang.pick("lapse within", "将在"));
    let lapse = lapses.then(|| phrase!(lang, "{lapsing} {days} d", "{lapsing} {days} 天内失效"));
    let with = lapse.as_ref().map(|lapse| phrase!(lang, ", {lapse}", "，{lapse}")).unwrap_or_default();
    [
        phrase!(lang, "{kind}: {left} left in {models}{with}", "{kind}：{models}剩余 {left}{with}"),
        phrase!(lang, "{kind}: {short}{with}", "{kind}：{short}{with}"),
        phrase!(lang, "{kind}: {}", "{kind}：{}", lapse.unwrap_or(short)),
    ]
}

/// `3.2 M tokens`.
pub(crate) fn amount(lang: Lang, quantity: Quantity, unit: Unit) -> String {
    number::with_unit(&number::short(lang, quantity), number::unit(lang, unit))
}

/// The banner, from the longest to the shortest. `owed` is an amount with its currency.
pub(crate) fn overdue(lang: Lang, owed: &str) -> [String; 4] {
    match lang {
        Lang::English => [
            format!("The account owes {owed}. All calls are refused until it is paid, even with quota left."),
            format!("The account owes {owed}. All calls are refused until it is paid."),
            format!("{owed} overdue: all calls are refused."),
            format!("{owed} overdue"),
        ],
        Lang::Chinese => [
            format!("账户欠费 {owed}。结清前所有调用都会被拒绝，即使还有免费额度。"),
            format!("账户欠费 {owed}。结清前所有调用都会被拒绝。"),
            format!("欠费 {owed}：所有调用都会被拒绝。"),
            format!("欠费 {owed}"),
        ],
    }
}

/// The age of the banner's data: `read 2 h ago`.
pub(crate) fn read_ago(lang: Lang, at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    phrase!(lang, "updated {}", "{}更新", time::ago(lang, at, now))
}

/// `since 14:02`.
pub(crate) fn since(lang: Lang, moment: &str) -> String {
    phrase!(lang, "since {moment}", "自 {moment} 起")
}

/// When a failure began, and when the next attempt is made: `since 14:02, retry at 14:04`.
pub(crate) fn since_and_next(lang: Lang, since: &str, next: &str) -> String {
    phrase!(lang, "since {since}, retry at {next}", "自 {since} 起，{next} 重试")
}

/// The account was in good standing, but has not been checked recently.
pub(crate) fn account_unchecked(lang: Lang, moment: &str) -> String {
    phrase!(lang, "account not checked since {moment}", "账户自 {moment} 起未检查")
}

/// When the next request is made: `retry in 42 s`.
pub(crate) fn next_request_in(lang: Lang, until: DateTime<Utc>, now: DateTime<Utc>) -> String {
    phrase!(lang, "retry in {}", "{}后重试", time::until(lang, until, now))
}

/// `38 unused models: 38 M tokens left, next to lapse in 20 d`, from the longest to the shortest.
pub(crate) fn untouched(lang: Lang, untouched: &Untouched, now: DateTime<Utc>) -> [String; 4] {
    let left: Vec<String> = untouched.left.iter().map(|(unit, left)| amount(lang, *left, *unit)).collect();
    let count = number::grouped(quantity(untouched.models));
    let first = left.first().map_or("", String::as_str);
    let lapse = untouched
        .first_lapse
        .map(|at| time::rough(lang, at.signed_duration_since(full_minute(now))))
        .map(|away| phrase!(lang, ", next to lapse in {away}", "，最早 {away}后失效"));
    let lapse = lapse.unwrap_or_default();
    let all = left.join(lang.pick(", ", "、"));
    [
        phrase!(
            lang,
            "{count} unused models: {all} left{lapse}",
            "{count} 个未使用的模型：剩余 {all}{lapse}"
        ),
        phrase!(
            lang,
            "{count} unused models: {first} and more left{lapse}",
            "{count} 个未使用的模型：剩余 {first} 等{lapse}"
        ),
        phrase!(lang, "{count} unused{lapse}", "{count} 个未使用{lapse}"),
        phrase!(lang, "{count} unused", "{count} 个未使用"),
    ]
}

/// `12 matches`.
pub(crate) fn matches(lang: Lang, count: usize) -> String {
    number::counted(lang, u64::try_from(count).unwrap_or(u64::MAX), ["match", "matches"], "个匹配")
}

/// The required size of the terminal; `by` goes between columns and rows.
pub(crate) fn too_small(lang: Lang, needs: (u16, u16), has: (u16, u16), by: &str) -> String {
    let (needs, has) = (format!("{}{by}{}", needs.0, needs.1), format!("{}{by}{}", has.0, has.1));
    phrase!(lang, "needs {needs}, has {has}", "需要 {needs}，现有 {has}")
}

fn quantity(count: usize) -> Quantity {
    Quantity::from(u64::try_from(count).unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Kind;

    const EN: Lang = Lang::English;
    const ZH: Lang = Lang::Chinese;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn counts_have_their_units() {
        let left = "3299999".parse().unwrap();
        let sum = Total { kind: Kind::Text, unit: Unit::Tokens, left, models: 7, lapses: Quantity::ZERO };
        assert_eq!(total(EN, &sum)[0], "text: 3.2 M tokens left in 7 models");
        let sum = Total { lapses: Quantity::from(900_000), ..sum };
        assert_eq!(
            total(EN, &sum),
            [
                "text: 3.2 M tokens left in 7 models, 900 k lapse within 7 d",
                "text: 3.2 M left, 900 k lapse within 7 d",
                "text: 900 k lapse within 7 d"
            ]
        );
        let sum = Total {
            kind: Kind::Video,
            unit: Unit::Seconds,
            left: Quantity::from(38),
            models: 1,
            lapses: Quantity::ZERO,
        };
        assert_eq!(total(EN, &sum)[0], "video: 38 s left in 1 model");
        assert_eq!(matches(EN, 1), "1 match");
        assert_eq!(matches(EN, 1200), "1,200 matches");
        assert_eq!(matching(EN, 0, 47), "Models 0 of 47");
    }

    #[test]
    fn untouched_models_take_one_line() {
        let now = at("2026-11-22T06:12:07Z");
        let mut some = Untouched { models: 38, ..Untouched::default() };
        some.left.insert(Unit::Tokens, "38000000".parse().unwrap());
        assert_eq!(untouched(EN, &some, now)[0], "38 unused models: 38 M tokens left");
        some.left.insert(Unit::Images, Quantity::from(100));
        some.first_lapse = Some(at("2026-12-12T08:00:00Z"));
        assert_eq!(
            untouched(EN, &some, now),
            [
                "38 unused models: 38 M tokens, 100 images left, next to lapse in 20 d",
                "38 unused models: 38 M tokens and more left, next to lapse in 20 d",
                "38 unused, next to lapse in 20 d",
                "38 unused",
            ]
        );
        // Counted in full minutes, so that the text only changes with the clock's minute.
        some.first_lapse = Some(at("2026-11-22T06:42:00Z"));
        assert!(untouched(EN, &some, now)[0].ends_with("in 30 min"));
        assert_eq!(untouched(EN, &some, now), untouched(EN, &some, at("2026-11-22T06:12:59Z")));
    }

    #[test]
    fn feeds_say_how_old_they_are() {
        let now = at("2026-11-22T06:12:07Z");
        let hour_ago = at("2026-11-22T05:12:00Z");
        assert_eq!(feed_read(EN, FeedName::Quotas, hour_ago, false, now), "quotas 1 h ago");
        assert_eq!(feed_read(EN, FeedName::Account, hour_ago, true, now), "account 1 h ago stale");
        assert_eq!(
            feed_waits(EN, FeedName::Quotas, at("2026-11-22T06:12:49Z"), now),
            "quotas: rate-limited, retry in 42 s"
        );
    }

    #[test]
    fn chinese_sums_up_in_its_own_order() {
        let now = at("2026-11-22T06:12:07Z");
        let left = "3299999".parse().unwrap();
        let lapses = Quantity::from(900_000);
        let sum = Total { kind: Kind::Text, unit: Unit::Tokens, left, models: 7, lapses };
        assert_eq!(
            total(ZH, &sum),
            [
                "文本：7 个模型剩余 329 万 Token，90 万将在 7 天内失效",
                "文本：剩余 329 万，90 万将在 7 天内失效",
                "文本：90 万将在 7 天内失效",
            ]
        );
        let mut some = Untouched { models: 38, ..Untouched::default() };
        some.left.insert(Unit::Tokens, "38000000".parse().unwrap());
        some.left.insert(Unit::Images, Quantity::from(20_000));
        some.first_lapse = Some(at("2026-12-12T08:00:00Z"));
        assert_eq!(
            untouched(ZH, &some, now),
            [
                "38 个未使用的模型：剩余 3800 万 Token、2 万张，最早 20 天后失效",
                "38 个未使用的模型：剩余 3800 万 Token 等，最早 20 天后失效",
                "38 个未使用，最早 20 天后失效",
                "38 个未使用",
            ]
        );
    }

    #[test]
    fn chinese_counts_and_ages() {
        let now = at("2026-11-22T06:12:07Z");
        let (hour_ago, soon) = (at("2026-11-22T05:12:00Z"), at("2026-11-22T06:12:49Z"));
        for (text, expected) in [
            (matching(ZH, 12, 1_047), "模型 12/1,047"),
            (matches(ZH, 1), "1 个匹配"),
            (filter(ZH, "qwen"), "筛选：qwen"),
            (order(ZH, SortKey::Percent), "按剩余 %"),
            (feed_read(ZH, FeedName::Account, hour_ago, true, now), "账户 1 小时前 过时"),
            (feed_loading(ZH, FeedName::Quotas), "正在加载额度"),
            (feed_waits(ZH, FeedName::Quotas, soon, now), "额度：被限流，42 秒后重试"),
            (read_ago(ZH, now, now), "刚刚更新"),
            (next_request_in(ZH, soon, now), "42 秒后重试"),
            (too_small(ZH, (80, 24), (60, 20), "x"), "需要 80x24，现有 60x20"),
        ] {
            assert_eq!(text, expected);
        }
    }
}
