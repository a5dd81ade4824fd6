//! Formats ages, countdowns and instants.
//!
//! Minutes are counted between full minutes of the clock, so that all texts change together; seconds are only
//! shown under ten minutes.

use chrono::{DateTime, Datelike as _, NaiveDate, TimeDelta, Utc};

use super::{Lang, Text, phrase, plain};
use crate::domain::{
    Zone,
    time::{SECONDS_UNDER, full_minute, full_second},
};

/// TZ does not name a time zone.
pub fn unusable_zone(lang: Lang, zone: &str) -> String {
    let zone = plain(zone);
    phrase!(
        lang,
        "TZ={zone} is not a time zone; times are shown in UTC; set TZ to a name like Asia/Shanghai",
        "TZ={zone} 不是时区，时间以 UTC 显示；请将 TZ 设为 Asia/Shanghai 之类的名称",
    )
}

/// A duration in its two largest units: `12 d 4 h`, `20 h 14 min`, `9 min 05 s`, `9 s`; from ten minutes to an
/// hour in one, `14 min`.
pub fn duration(lang: Lang, length: TimeDelta) -> String {
    let seconds = length.num_seconds().max(0);
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
    let rest = seconds % 60;
    match (lang, days, hours, minutes) {
        (Lang::English, 0, 0, 0) => format!("{rest} s"),
        (Lang::English, 0, 0, 10..) => format!("{minutes} min"),
        (Lang::English, 0, 0, _) => format!("{minutes} min {rest:02} s"),
        (Lang::English, 0, _, _) => format!("{hours} h {minutes} min"),
        (Lang::English, ..) => format!("{days} d {hours} h"),
        (Lang::Chinese, 0, 0, 0) => format!("{rest} 秒"),
        (Lang::Chinese, 0, 0, 10..) => format!("{minutes} 分钟"),
        (Lang::Chinese, 0, 0, _) => format!("{minutes} 分 {rest:02} 秒"),
        (Lang::Chinese, 0, _, _) => format!("{hours} 小时 {minutes} 分"),
        (Lang::Chinese, ..) => format!("{days} 天 {hours} 小时"),
    }
}

/// A duration in its largest unit: `2 d`, `5 h`, `1 min`.
pub fn rough(lang: Lang, length: TimeDelta) -> String {
    let minutes = length.num_minutes().max(0);
    match (minutes / 1_440, minutes / 60) {
        (0, 0) => format!("{minutes} {}", lang.pick("min", "分钟")),
        (0, hours) => format!("{hours} {}", lang.pick("h", "小时")),
        (days, _) => format!("{days} {}", lang.pick("d", "天")),
    }
}

/// The time until a future `instant`: it changes every second where it has seconds, else on the full minute.
pub fn until(lang: Lang, instant: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let left = instant.signed_duration_since(now);
    let counted_from = if left < SECONDS_UNDER { full_second(now) } else { full_minute(now) };
    duration(lang, instant.signed_duration_since(counted_from))
}

/// The time since `instant`: `just now` within the same minute, else `1 min ago`.
pub fn ago(lang: Lang, instant: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let age = full_minute(now).signed_duration_since(full_minute(instant));
    if age < TimeDelta::minutes(1) {
        return lang.pick("just now", "刚刚").to_owned();
    }
    phrase!(lang, "{} ago", "{}前", rough(lang, age))
}

/// An expiry: `in 12 d 4 h`, `expired 2 d ago` (less than a minute: `expired`).
pub fn expiry(lang: Lang, instant: DateTime<Utc>, now: DateTime<Utc>) -> String {
    if instant > now {
        return ahead(lang, &until(lang, instant, now));
    }
    let over = full_minute(now).signed_duration_since(full_minute(instant));
    if over < TimeDelta::minutes(1) {
        lang.pick("expired", "已到期").to_owned()
    } else {
        phrase!(lang, "expired {} ago", "{}前到期", rough(lang, over))
    }
}

/// `in 12 d 4 h`.
fn ahead(lang: Lang, length: &str) -> String {
    phrase!(lang, "in {length}", "{length}后")
}

/// The widest text of [`countdown`] within a hundred days.
pub const WIDEST_COUNTDOWN: Text = Text::new("23 h 59 min", "99 天 23 小时");
/// The widest text of [`brief_countdown`] within a hundred days.
pub const WIDEST_BRIEF_COUNTDOWN: Text = Text::new("99 d 23 h", "23 小时前");
/// The widest text of [`ago`] within 1,000 days.
pub const WIDEST_AGO: Text = Text::new("59 min ago", "59 分钟前");

/// An expiry under a heading that says so: `12 d 4 h`, `20 h 14 min`, `47 min`, `9:05`, `expired`, `2 d ago`.
pub fn countdown(lang: Lang, instant: DateTime<Utc>, now: DateTime<Utc>) -> String {
    if instant.signed_duration_since(now) < TimeDelta::hours(1) {
        return brief_countdown(lang, instant, now);
    }
    until(lang, instant, now)
}

/// A shorter form: `20 h`, `12 d 4 h`; `20 小时`, `12 天`.
pub fn brief_countdown(lang: Lang, instant: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let left = instant.signed_duration_since(now);
    if left <= TimeDelta::zero() {
        // The first hour would be wider than any countdown.
        let is_fresh = left > -TimeDelta::hours(1);
        return if is_fresh { lang.pick("expired", "已到期").to_owned() } else { ago(lang, instant, now) };
    }
    if left < SECONDS_UNDER {
        let seconds = instant.signed_duration_since(full_second(now)).num_seconds();
        return format!("{}:{:02}", seconds / 60, seconds % 60);
    }
    if lang == Lang::English && left >= TimeDelta::days(1) {
        return until(lang, instant, now);
    }
    rough(lang, instant.signed_duration_since(full_minute(now)))
}

/// The shortest form, without seconds: `in 12 d`, `in 5 h`, `in 1 min`, `expired`.
pub fn rough_expiry(lang: Lang, instant: DateTime<Utc>, now: DateTime<Utc>) -> String {
    if instant <= now {
        return lang.pick("expired", "已到期").to_owned();
    }
    let left = instant.signed_duration_since(full_minute(now));
    ahead(lang, &rough(lang, left.max(TimeDelta::minutes(1))))
}

/// An expiry as a clause: `expires in 20 h 14 min`, `expired 2 d ago`.
pub fn expires(lang: Lang, instant: DateTime<Utc>, now: DateTime<Utc>) -> String {
    as_clause(lang, expiry(lang, instant, now), instant > now)
}

/// The same without seconds: `expires in 9 min`.
pub fn expires_to_the_minute(lang: Lang, instant: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let (is_ahead, left) = (instant > now, instant.signed_duration_since(now));
    let has_seconds = is_ahead && left < SECONDS_UNDER;
    let when = if has_seconds { rough_expiry(lang, instant, now) } else { expiry(lang, instant, now) };
    as_clause(lang, when, is_ahead)
}

fn as_clause(lang: Lang, expiry: String, is_ahead: bool) -> String {
    if is_ahead { phrase!(lang, "expires {expiry}", "{expiry}到期") } else { expiry }
}

/// The time of day, with the date if it is not today: `14:12`, `20 Nov 11:40`, `20 Nov 2027 11:40`.
pub fn moment(lang: Lang, instant: DateTime<Utc>, now: DateTime<Utc>, zone: Zone) -> String {
    let (at, today) = (zone.at(instant), zone.at(now));
    let clock = at.format("%H:%M");
    if at.date_naive() == today.date_naive() {
        return clock.to_string();
    }
    format!("{} {clock}", at.format(day_form(lang, at.year() == today.year())))
}

/// The same with the day in any case: `today 14:12`, `tomorrow 09:00`, `20 Nov 11:40`.
pub fn day_and_time(lang: Lang, instant: DateTime<Utc>, now: DateTime<Utc>, zone: Zone) -> String {
    let (at, today) = (zone.at(instant), zone.at(now).date_naive());
    let day = match at.date_naive().signed_duration_since(today).num_days() {
        0 => lang.pick("today", "今天"),
        1 => lang.pick("tomorrow", "明天"),
        _ => return moment(lang, instant, now, zone),
    };
    format!("{day} {}", at.format("%H:%M"))
}

/// The date: `20 Nov`, `20 Nov 2027`.
pub fn date(lang: Lang, instant: DateTime<Utc>, now: DateTime<Utc>, zone: Zone) -> String {
    let (at, today) = (zone.at(instant), zone.at(now));
    at.format(day_form(lang, at.year() == today.year())).to_string()
}

/// A day of the vendor's calendar: `20 Nov`. The billing cycle next to it has the year.
pub fn day(lang: Lang, day: NaiveDate) -> String {
    day.format(day_form(lang, true)).to_string()
}

/// A day whose month is known: `20`.
pub fn day_of_month(lang: Lang, day: NaiveDate) -> String {
    day.format(lang.pick("%-d", "%-d日")).to_string()
}

/// The format of a day, with the year unless it is the current one.
pub(super) const fn day_form(lang: Lang, is_this_year: bool) -> &'static str {
    if is_this_year {
        lang.pick("%-d %b", "%-m月%-d日")
    } else {
        lang.pick("%-d %b %Y", "%Y年%-m月%-d日")
    }
}

/// The time with its offset: `14:12 +08`.
pub fn clock(now: DateTime<Utc>, zone: Zone) -> String {
    format!("{} {}", zone.at(now).format("%H:%M"), offset(now, zone))
}

/// The zone's offset from UTC at `instant`: `+08`, `-03:30`.
pub fn offset(instant: DateTime<Utc>, zone: Zone) -> String {
    let seconds = zone.at(instant).offset().local_minus_utc();
    let minutes = seconds.abs() / 60 % 60;
    let sign = if seconds < 0 { '-' } else { '+' };
    let hours = format!("{sign}{:02}", seconds.abs() / 3_600);
    if minutes == 0 { hours } else { format!("{hours}:{minutes:02}") }
}

#[cfg(test)]
mod tests {
    use chrono::FixedOffset;

    use super::*;

    const EN: Lang = Lang::English;
    const ZH: Lang = Lang::Chinese;
    const NOW: &str = "2026-11-22T06:12:07Z";

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn countdowns_show_seconds_under_ten_minutes_and_else_change_on_the_minute() {
        for (instant, shown) in [
            ("2026-12-04T10:12:07Z", "in 12 d 4 h"),
            ("2026-11-23T02:26:30Z", "in 20 h 14 min"),
            ("2026-11-22T07:12:07Z", "in 1 h 0 min"),
            ("2026-11-22T07:12:06Z", "in 1 h 0 min"),
            ("2026-11-22T07:11:59Z", "in 59 min"),
            ("2026-11-22T06:26:12Z", "in 14 min"),
            ("2026-11-22T06:22:08Z", "in 10 min"),
            ("2026-11-22T06:22:06Z", "in 9 min 59 s"),
            ("2026-11-22T06:12:16Z", "in 9 s"),
            (NOW, "expired"),
            ("2026-11-22T06:10:59Z", "expired 2 min ago"),
            ("2026-11-20T06:12:07Z", "expired 2 d ago"),
        ] {
            assert_eq!(expiry(EN, at(instant), at(NOW)), shown, "{instant}");
        }
    }

    #[test]
    fn a_countdown_needs_no_words_under_its_heading() {
        for (instant, [english, brief_english], [chinese, brief_chinese]) in [
            ("2026-12-04T10:12:07Z", ["12 d 4 h"; 2], ["12 天 4 小时", "12 天"]),
            ("2026-11-23T06:12:07Z", ["1 d 0 h"; 2], ["1 天 0 小时", "1 天"]),
            ("2026-11-23T02:26:30Z", ["20 h 14 min", "20 h"], ["20 小时 14 分", "20 小时"]),
            ("2026-11-22T07:12:07Z", ["1 h 0 min", "1 h"], ["1 小时 0 分", "1 小时"]),
            ("2026-11-22T06:59:00Z", ["47 min"; 2], ["47 分钟"; 2]),
            ("2026-11-22T06:21:12Z", ["9:05"; 2], ["9:05"; 2]),
            ("2026-11-22T06:12:16Z", ["0:09"; 2], ["0:09"; 2]),
            (NOW, ["expired"; 2], ["已到期"; 2]),
            ("2026-11-22T05:12:08Z", ["expired"; 2], ["已到期"; 2]),
            ("2026-11-22T05:12:07Z", ["1 h ago"; 2], ["1 小时前"; 2]),
            ("2026-11-20T06:12:07Z", ["2 d ago"; 2], ["2 天前"; 2]),
        ] {
            assert_eq!(countdown(EN, at(instant), at(NOW)), english);
            assert_eq!(brief_countdown(EN, at(instant), at(NOW)), brief_english);
            assert_eq!(countdown(ZH, at(instant), at(NOW)), chinese);
            assert_eq!(brief_countdown(ZH, at(instant), at(NOW)), brief_chinese);
        }
    }

    #[test]
    fn a_countdown_fits_its_reserved_width() {
        let width = crate::words::text::width;
        for minutes in (-143_999..143_999_i64).step_by(7) {
            let instant = at(NOW) + TimeDelta::minutes(minutes) + TimeDelta::seconds(minutes.rem_euclid(60));
            for lang in [EN, ZH] {
                let text = countdown(lang, instant, at(NOW));
                assert!(width(&text) <= width(WIDEST_COUNTDOWN.of(lang)), "{text}");
                let text = brief_countdown(lang, instant, at(NOW));
                assert!(width(&text) <= width(WIDEST_BRIEF_COUNTDOWN.of(lang)), "{text}");
            }
        }
    }

    #[test]
    fn a_rough_expiry_has_no_seconds() {
        for (instant, shown) in [
            ("2026-12-04T10:12:07Z", "in 12 d"),
            ("2026-11-22T08:12:07Z", "in 2 h"),
            ("2026-11-22T06:13:30Z", "in 1 min"),
            ("2026-11-22T06:12:08Z", "in 1 min"),
            (NOW, "expired"),
        ] {
            assert_eq!(rough_expiry(EN, at(instant), at(NOW)), shown, "{instant}");
        }
    }

    #[test]
    fn an_expiry_is_a_clause_before_and_after_it() {
        for (instant, exact, to_the_minute, chinese) in [
            (
                "2026-11-23T02:26:00Z",
                "expires in 20 h 14 min",
                "expires in 20 h 14 min",
                "20 小时 14 分后到期",
            ),
            ("2026-11-22T06:21:12Z", "expires in 9 min 05 s", "expires in 9 min", "9 分 05 秒后到期"),
            (NOW, "expired", "expired", "已到期"),
            ("2026-11-20T06:12:07Z", "expired 2 d ago", "expired 2 d ago", "2 天前到期"),
        ] {
            assert_eq!(expires(EN, at(instant), at(NOW)), exact);
            assert_eq!(expires_to_the_minute(EN, at(instant), at(NOW)), to_the_minute);
            assert_eq!(expires(ZH, at(instant), at(NOW)), chinese);
        }
    }

    #[test]
    fn ages_change_on_the_full_minute() {
        for (instant, now, shown) in [
            ("2026-11-22T06:12:00Z", "2026-11-22T06:12:59Z", "just now"),
            ("2026-11-22T06:11:59Z", "2026-11-22T06:12:00Z", "1 min ago"),
            ("2026-11-22T05:12:30Z", "2026-11-22T06:12:29Z", "1 h ago"),
            ("2026-11-22T06:13:00Z", "2026-11-22T06:12:00Z", "just now"),
        ] {
            assert_eq!(ago(EN, at(instant), at(now)), shown);
        }
    }

    #[test]
    fn a_countdown_is_stable_within_its_step() {
        let expires = at("2026-11-25T06:30:30Z");
        let minute = at("2026-11-22T06:12:00Z");
        for second in 0..60 {
            for form in [expiry, countdown] {
                assert_eq!(form(EN, expires, minute + TimeDelta::seconds(second)), form(EN, expires, minute));
            }
        }
    }

    #[test]
    fn chinese_puts_past_and_future_after_the_time() {
        for (instant, expires, roughly, since) in [
            ("2026-12-04T10:12:07Z", "12 天 4 小时后", "12 天后", "刚刚"),
            ("2026-11-23T02:26:30Z", "20 小时 14 分后", "20 小时后", "刚刚"),
            ("2026-11-22T06:26:12Z", "14 分钟后", "14 分钟后", "刚刚"),
            ("2026-11-22T06:12:16Z", "9 秒后", "1 分钟后", "刚刚"),
            (NOW, "已到期", "已到期", "刚刚"),
            ("2026-11-22T06:10:59Z", "2 分钟前到期", "已到期", "2 分钟前"),
            ("2026-11-20T06:12:07Z", "2 天前到期", "已到期", "2 天前"),
        ] {
            let (instant, now) = (at(instant), at(NOW));
            assert_eq!(expiry(ZH, instant, now), expires);
            assert_eq!(rough_expiry(ZH, instant, now), roughly);
            assert_eq!(ago(ZH, instant, now), since);
        }
    }

    #[test]
    fn chinese_days_go_from_the_year_down() {
        for (instant, said, day_alone) in [
            ("2026-11-22T03:40:00Z", "03:40", "11月22日"),
            ("2026-11-02T03:40:00Z", "11月2日 03:40", "11月2日"),
            ("2027-01-01T00:00:00Z", "2027年1月1日 00:00", "2027年1月1日"),
        ] {
            assert_eq!(moment(ZH, at(instant), at(NOW), Zone::UTC), said);
            assert_eq!(date(ZH, at(instant), at(NOW), Zone::UTC), day_alone);
        }
    }

    #[test]
    fn moments_follow_the_zone_through_daylight_saving() {
        // Berlin in 2026: +02:00 until 25 October 01:00 UTC, then +01:00
        let berlin = Zone(|instant| {
            let summer = instant < "2026-10-25T01:00:00Z".parse::<DateTime<Utc>>().unwrap();
            FixedOffset::east_opt(if summer { 7200 } else { 3600 }).unwrap()
        });
        assert_eq!(clock(at("2026-10-25T00:59:59Z"), berlin), "02:59 +02");
        assert_eq!(clock(at("2026-10-25T01:00:00Z"), berlin), "02:00 +01");
        assert_eq!(moment(EN, at("2026-10-24T23:30:00Z"), at("2026-10-25T02:00:00Z"), berlin), "01:30");
        assert_eq!(
            moment(EN, at("2026-10-24T21:30:00Z"), at("2026-10-25T02:00:00Z"), berlin),
            "24 Oct 23:30"
        );
        assert_eq!(moment(EN, at("2027-01-01T00:00:00Z"), at(NOW), Zone::UTC), "1 Jan 2027 00:00");
        let kathmandu = Zone(|_| FixedOffset::east_opt(20_700).unwrap());
        assert_eq!(clock(at(NOW), kathmandu), "11:57 +05:45");
        let newfoundland = Zone(|_| FixedOffset::west_opt(12_600).unwrap());
        assert_eq!(clock(at(NOW), newfoundland), "02:42 -03:30");
    }
}
