//! Texts of the wallboard: few words, and countdowns of constant width.

pub(crate) mod accounts;

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    domain::{FeedName, Kind, Unit, bill::Spend, freshness::LAG, time::full_minute},
    words::{Lang, Text, facts::amounts::payable, phrase, time},
};

pub(crate) const OVERDUE: Text = Text::new("OVERDUE", "欠费");
pub(crate) const OVERDUE_MEANS: Text = Text::new(
    "All calls are refused until it is paid, even with quota left.",
    "结清前所有调用都会被拒绝，即使还有免费额度。",
);
pub(crate) const BILLED_MEANS: Text =
    Text::new("Free quota gone, calls are billed:", "免费额度已无，以下模型的调用正在计费：");
pub(crate) const STALE: Text = Text::new("STALE", "已过时");
pub(crate) const FAILED: Text = Text::new("FAILED", "读取失败");
pub(crate) const QUOTAS_WRONG: Text = Text::new(
    "Quotas are not updating: figures below may be out of date.",
    "免费额度未能更新：下方数字可能已过时。",
);
pub(crate) const ACCOUNT_WRONG: Text =
    Text::new("The account is not updating: it may be overdue.", "账户信息未能更新：可能已经欠费。");
pub(crate) const FLEET_WRONG: Text = Text::new(
    "The accounts are not updating: figures below may be out of date.",
    "账号信息未能更新：下方数字可能已过时。",
);
pub(crate) const NEXT_CALL: Text = Text::new("next call", "下次调用");
pub(crate) const HELD: Text = Text::new("paused: Space resumes", "已暂停：按空格键继续");
pub(crate) const EMPTY: Text = Text::new("used up", "已用完");
pub(crate) const NOT_USED: Text = Text::new("idle", "近期未使用");
pub(crate) const ESTIMATING: Text = Text::new("estimating", "估算中");
pub(crate) const NO_EXPIRY: Text = Text::new("expiry unknown", "到期时间未知");
pub(crate) const NEEDS_TERMINAL: &str =
    "watch needs a terminal on standard output; use instead: quotatop list";

/// A duration in its two largest units, the second always with two digits: `12 d 04 h`, `5 h 58 min`, `58 min`.
pub(crate) fn length(lang: Lang, length: TimeDelta) -> String {
    let minutes = length.num_minutes().max(0);
    let (days, hours, rest) = (minutes / 1_440, minutes / 60 % 24, minutes % 60);
    match (lang, days, hours) {
        (Lang::English, 0, 0) => format!("{rest} min"),
        (Lang::English, 0, _) => format!("{hours} h {rest:02} min"),
        (Lang::English, ..) => format!("{days} d {hours:02} h"),
        (Lang::Chinese, 0, 0) => format!("{rest} 分钟"),
        (Lang::Chinese, 0, _) => format!("{hours} 小时 {rest:02} 分"),
        (Lang::Chinese, ..) => format!("{days} 天 {hours:02} 小时"),
    }
}

/// The time until `instant` in full minutes, at least one.
pub(crate) fn until(lang: Lang, instant: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let left = instant.signed_duration_since(full_minute(now));
    length(lang, left.max(TimeDelta::minutes(1)))
}

/// The age of something read at `instant`; `now` for instants in the future.
pub(crate) fn age(lang: Lang, instant: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let age = full_minute(now).signed_duration_since(full_minute(instant));
    if age < TimeDelta::minutes(1) { lang.pick("now", "刚刚").to_owned() } else { time::rough(lang, age) }
}

/// When it runs out: `runs out in 5 h 58 min`.
pub(crate) fn runs_out(lang: Lang, instant: DateTime<Utc>, now: DateTime<Utc>) -> String {
    if instant <= now {
        return lang.pick("running out", "即将用完").to_owned();
    }
    let left = until(lang, instant, now);
    phrase!(lang, "runs out in {left}", "{left}后用完")
}

/// When it expires, or how long ago it did: `expires in 12 d 04 h`.
pub(crate) fn expires(lang: Lang, instant: DateTime<Utc>, now: DateTime<Utc>) -> String {
    if instant > now {
        let left = until(lang, instant, now);
        return phrase!(lang, "expires in {left}", "{left}后到期");
    }
    let over = full_minute(now).signed_duration_since(full_minute(instant));
    let over = length(lang, over);
    phrase!(lang, "expired {over} ago", "{over}前到期")
}

/// How long it has been used up: `used up 2 d 03 h ago`.
pub(crate) fn used_up_since(lang: Lang, instant: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let since = full_minute(now).signed_duration_since(full_minute(instant));
    let since = length(lang, since);
    phrase!(lang, "used up {since} ago", "{since}前用完")
}

pub(crate) const LASTS: Text = Text::new("lasts", "够用");

/// The number of billed models, and the rest: `2 MODELS BILLED`. In Chinese the number stands alone, since only
/// digits have a large form.
pub(crate) fn billed(lang: Lang, models: usize) -> (String, &'static str) {
    match (lang, models) {
        (Lang::English, 1) => ("1 MODEL".to_owned(), "BILLED"),
        (Lang::English, _) => (format!("{models} MODELS"), "BILLED"),
        (Lang::Chinese, _) => (models.to_string(), "个模型正在计费"),
    }
}

/// Below their count: `models, none needs attention`.
pub(crate) fn calm_models(lang: Lang, models: usize) -> String {
    match (lang, models) {
        (Lang::English, 1) => "model, needs no attention".to_owned(),
        (Lang::English, _) => "models, none needs attention".to_owned(),
        (Lang::Chinese, _) => "个模型，均无需关注".to_owned(),
    }
}

/// The noun alone: `models`.
pub(crate) const fn models(lang: Lang, models: usize) -> &'static str {
    match (lang, models) {
        (Lang::English, 1) => "model",
        (Lang::English, _) => "models",
        (Lang::Chinese, _) => "个模型",
    }
}

/// A fresh feed: `quotas 1 min`; without a name, the accounts of a fleet.
pub(crate) fn fresh(lang: Lang, name: Option<FeedName>, at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    format!("{} {}", title(lang, name), age(lang, at, now))
}

fn title(lang: Lang, name: Option<FeedName>) -> &'static str {
    name.map_or(lang.pick("accounts", "账号"), |name| super::feed_title(lang, name))
}

/// A stale feed: `quotas STALE 2 h`.
pub(crate) fn stale(lang: Lang, name: Option<FeedName>, at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let is_unchecked = name == Some(FeedName::Account) && now.signed_duration_since(at) > LAG;
    let word =
        if is_unchecked { lang.pick("UNCHECKED", "未检查") } else { lang.pick("STALE", "已过时") };
    format!("{} {word} {}", title(lang, name), age(lang, at, now))
}

/// A feed that was never read.
pub(crate) fn failed(lang: Lang, name: Option<FeedName>) -> String {
    format!("{} {}", title(lang, name), lang.pick("FAILED", "读取失败"))
}

/// A feed that is requested for the first time.
pub(crate) fn awaited(lang: Lang, name: Option<FeedName>) -> String {
    format!("{} {}", title(lang, name), lang.pick("loading", "加载中"))
}

/// A feed for which there are no credentials.
pub(crate) fn off(lang: Lang, name: Option<FeedName>) -> String {
    format!("{} {}", title(lang, name), lang.pick("not checked", "未检查"))
}

/// The counts of the wallboard: `47 models, 3 urgent`.
pub(crate) fn counts(lang: Lang, models: usize, urgent: usize) -> String {
    let all = format!("{models} {}", self::models(lang, models));
    match (lang, urgent) {
        (_, 0) => all,
        (Lang::English, _) => format!("{all}, {urgent} urgent"),
        (Lang::Chinese, _) => format!("{all}，{urgent} 个紧急"),
    }
}

/// `page 2 of 3`.
pub(crate) fn page(lang: Lang, page: usize, pages: usize) -> String {
    phrase!(lang, "page {page} of {pages}", "第 {page} 页，共 {pages} 页")
}

/// The number of names without room: `and 12 more`.
pub(crate) fn more(lang: Lang, count: usize) -> String {
    phrase!(lang, "and {count} more", "还有 {count} 个")
}

/// The label of a figure: `tokens left`, `seconds of video left`, or `tokens lapsed` after the expiry.
pub(crate) fn left(lang: Lang, (unit, kind): (Unit, Kind), has_lapsed: bool) -> String {
    match lang {
        Lang::English => {
            let of = match (unit, kind) {
                (Unit::Seconds, Kind::Video) => " of video",
                (Unit::Seconds, Kind::Audio) => " of audio",
                _ => "",
            };
            format!("{}{of} {}", unit.into_str(), if has_lapsed { "lapsed" } else { "left" })
        }
        Lang::Chinese => {
            let unit = match unit {
                Unit::Tokens => "Token",
                Unit::Images => "张",
                Unit::Seconds => "秒",
                Unit::Characters => "字符",
                Unit::Units => "单位",
            };
            format!("{}（{unit}）", if has_lapsed { "已失效" } else { "剩余" })
        }
    }
}

/// The grant: `of 1,000,000`.
pub(crate) fn of_total(lang: Lang, total: &str) -> String {
    phrase!(lang, "of {total}", "总额度 {total}")
}

/// The cost of the current cycle with two decimals, then the cost only known with tax; `None` if neither is
/// known.
pub(crate) fn cost(lang: Lang, spend: &Spend) -> Option<String> {
    let cost = payable(lang, spend.to_date, spend.with_tax, &spend.currency)?;
    Some(if spend.incomplete > 0 { crate::words::facts::bill::at_least(lang, &cost) } else { cost })
}

/// The cost of all of Model Studio in the current cycle: `Model Studio 17.08 USD this month`.
pub(crate) fn this_month(lang: Lang, amounts: &str) -> String {
    phrase!(lang, "Model Studio {amounts} this month", "百炼本月 {amounts}")
}

/// The newest alert: `12 min ago`.
pub(crate) fn ago(lang: Lang, instant: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let age = full_minute(now).signed_duration_since(full_minute(instant));
    if age < TimeDelta::minutes(1) {
        return lang.pick("just now", "刚刚").to_owned();
    }
    let age = length(lang, age);
    phrase!(lang, "{age} ago", "{age}前")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::bill::Tally;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn countdowns_have_no_seconds_and_ages_are_never_negative() {
        let now = at("2026-11-22T06:12:07Z");
        let english = Lang::English;
        for (instant, said) in [
            ("2026-12-04T10:12:07Z", "expires in 12 d 04 h"),
            ("2026-11-22T12:10:07Z", "expires in 5 h 58 min"),
            ("2026-11-22T06:12:08Z", "expires in 1 min"),
            ("2026-11-22T06:12:07Z", "expired 0 min ago"),
            ("2026-11-20T06:12:07Z", "expired 2 d 00 h ago"),
        ] {
            assert_eq!(expires(english, at(instant), now), said);
        }
        assert_eq!(runs_out(english, now, now), "running out");
        assert_eq!(age(english, at("2027-01-01T00:00:00Z"), now), "now");
        assert_eq!(
            stale(Lang::Chinese, Some(FeedName::Quotas), at("2026-11-22T04:00:00Z"), now),
            "免费额度 已过时 2 小时"
        );
    }

    #[test]
    fn costs_known_only_with_tax_are_shown() {
        let exact = |text: &str| Tally::Exact(text.parse().unwrap());
        let spend = |to_date, with_tax| Spend {
            cycle: "2026-11".parse().unwrap(),
            currency: "USD".into(),
            to_date,
            with_tax,
            incomplete: 0,
            through: None,
            days: Vec::new(),
            projected: None,
            expected: Vec::new(),
            is_closed: false,
        };
        for (to_date, with_tax, said) in [
            (exact("139.19598"), Tally::Nothing, Some("139.20 USD")),
            (exact("1"), exact("2.125"), Some("1.00 USD and 2.13 USD incl. tax")),
            (Tally::Nothing, exact("2"), Some("2.00 USD incl. tax")),
            (Tally::TooLong, Tally::Nothing, Some("over 28 digits of USD")),
            (Tally::Nothing, Tally::Nothing, None),
        ] {
            assert_eq!(cost(Lang::English, &spend(to_date, with_tax)).as_deref(), said);
        }
    }
}
