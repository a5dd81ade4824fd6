//! Values that say nothing of a person or an account, whatever field has them.

use crate::domain::site::is_region_id;

/// Single values that say nothing of an account, whatever field has them; in lower case.
const SAYS_NOTHING: &[&str] = &[
    "true",
    "false",
    "null",
    "none",
    "ok",
    "success",
    "yes",
    "no",
    "enable",
    "enabled",
    "disable",
    "disabled",
    "on",
    "off",
    "valid",
    "invalid",
    "unknown",
    "active",
    "inactive",
    "normal",
    "running",
    "pending",
    "finished",
    "succeeded",
    "failed",
    "international",
    "domestic",
    "china",
    "intl",
    "public",
    "post",
    "get",
    "text",
    "multimodal",
    "audio",
    "embedding",
    "vision",
    "image",
    "video",
    "payasyougo",
    "subscription",
    "cny",
    "usd",
    "tokens",
    "token",
    "images",
    "seconds",
    "daily",
    "monthly",
];

/// Whether this value may stay in a field that is not known.
pub(super) fn says_nothing(text: &str) -> bool {
    SAYS_NOTHING.contains(&text.to_ascii_lowercase().as_str())
        || is_small_number(text)
        || is_time(text)
        || is_region_id(text)
}

fn is_small_number(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    digits > 0
        && digits < LONG_NUMBER
        && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-')
        && text.parse::<f64>().is_ok()
}

/// Digits in a row of a time: those of `143200`.
const LONGEST_OF_DAY: usize = 6;

/// Digits of a fraction of a second.
const NANOSECONDS: usize = 9;

/// From this many digits on, a number may be the ID of an account or a telephone number.
pub(super) const LONG_NUMBER: usize = 9;

/// `2026-11-28`, `2026-11-28T14:32:00Z`, `2026-11-28 14:32:00`; with the number of someone behind it, it is none.
pub(super) fn is_time(text: &str) -> bool {
    let (seconds, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_short = |text: &str, most: usize| {
        text.split(|c: char| !c.is_ascii_digit()).all(|digits| digits.len() <= most)
    };
    let is_of = |byte: &u8| byte.is_ascii_digit() || b"-:.+TZ /".contains(byte);
    let starts = |digits: usize| text.bytes().take(digits).all(|byte| byte.is_ascii_digit());
    (7..=35).contains(&text.len())
        && text.bytes().all(|byte| is_of(&byte))
        && starts(4)
        && text.get(4..5).is_some_and(|sign| sign == "-" || sign == "/")
        && text.starts_with("20")
        && is_short(seconds, LONGEST_OF_DAY)
        && is_short(fraction, NANOSECONDS)
}

/// A number as servers write it, also with thousands separated.
pub(super) fn is_amount(text: &str) -> bool {
    let text = text.trim();
    text.len() <= 40
        && text.bytes().any(|byte| byte.is_ascii_digit())
        && text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.,eE".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_nothing_stays() {
        for text in [
            "true",
            "CNY",
            "12",
            "-3.5",
            "2026-11-28",
            "2026-11-28T14:32:00Z",
            "2026-11-28T14:32:00.123456789+08:00",
            "2026-11-28 143200",
            "ap-southeast-1",
            "cn-beijing",
        ] {
            assert!(says_nothing(text), "{text}");
        }
        for text in ["2026-11-28 13800138000", "2026/5000000000000001", "2026-11.5000000000000001"] {
            assert!(!says_nothing(text), "{text}");
        }
        for text in ["zhang", "123456789", "1.2.3.4", "2026", "", "ws-0abc", "13800138000", "us", "me-"] {
            assert!(!says_nothing(text) || text == "2026", "{text}");
        }
    }
}
