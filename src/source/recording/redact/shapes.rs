//! What a value looks like: an ID, a secret, an address, a word.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::{
    pseudonyms::{Hidden, is_digits},
    values::says_nothing,
};

/// Parts of a workspace's ID, an AccessKey's, an API key, a token of the console or of a login.
const BEGINNINGS: [(&str, Hidden); 8] = [
    ("llm-", Hidden::Workspace),
    ("ws-", Hidden::Workspace),
    ("ltai", Hidden::Key),
    ("akia", Hidden::Key),
    ("sts.", Hidden::Key),
    ("sk-", Hidden::Key),
    ("eyj", Hidden::Secret),
    ("ghp_", Hidden::Secret),
];

/// A part of this length with letters and digits is a key rather than a word.
const OPAQUE: usize = 16;

/// A key changes between letters and digits at least so often.
const OPAQUE_TURNS: usize = 3;

/// No word is as long as this.
const OPAQUE_LETTERS: usize = 40;

/// A shorter number in a sentence is a count, a status, a line.
pub(super) const LONG_IN_SENTENCE: usize = 7;

/// What an unmistakable value is.
pub(super) fn kind_of(text: &str) -> Option<Hidden> {
    let lower = text.to_ascii_lowercase();
    let begins = BEGINNINGS.iter().find(|(start, _)| lower.len() > start.len() && lower.starts_with(start));
    if let Some((_, kind)) = begins {
        return Some(*kind);
    }
    if text.contains("://") {
        return Some(Hidden::Url);
    }
    if text.contains('@') {
        return Some(Hidden::Email);
    }
    if is_address(text) {
        return Some(Hidden::Ip);
    }
    let is_hex = |part: &str| part.bytes().all(|byte| byte.is_ascii_hexdigit());
    let has_digit = |part: &str| part.bytes().any(|byte| byte.is_ascii_digit());
    let compact = text.replace('-', "");
    if compact.len() >= OPAQUE && is_hex(&compact) && has_digit(&compact) && !is_digits(&compact) {
        return Some(Hidden::Id);
    }
    let is_opaque = |part: &str| {
        let bytes = part.as_bytes();
        let turns =
            bytes.iter().zip(bytes.iter().skip(1)).filter(|(a, b)| a.is_ascii_digit() != b.is_ascii_digit());
        part.len() >= OPAQUE && turns.count() >= OPAQUE_TURNS
            || part.len() >= OPAQUE_LETTERS && part.is_ascii()
    };
    text.split(['-', '_', '.']).any(is_opaque).then_some(Hidden::Secret)
}

/// Whether a word of a sentence can be no ID: a plain word, a code, a version, a short number with a unit.
pub(super) fn is_plain_word(text: &str) -> bool {
    let is_letters = |part: &str| part.chars().all(char::is_alphabetic);
    let is_shouted = |part: &str| part.len() >= 5 && part.bytes().all(|byte| byte.is_ascii_uppercase());
    let parts: Vec<&str> = text.split(['-', '.']).collect();
    let is_version = text.trim_start_matches('v').split('.').all(|part| part.len() <= 4 && is_digits(part));
    is_version
        || says_nothing(text)
        || !text.contains('_') && parts.iter().all(|part| is_letters(part) && !is_shouted(part))
}

/// A RAM action or the vendor's policy: `bss:DescribeAcccount`.
pub(super) fn is_permission(text: &str) -> bool {
    text.split_once(':').is_some_and(|(service, action)| {
        let is_letters = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphabetic());
        is_letters(service) && service.len() <= 16 && is_letters(action) && action.len() <= 48
    })
}

pub(super) fn is_address(text: &str) -> bool {
    let bare = text.trim_matches(['[', ']']);
    let host = bare.rsplit_once(':').filter(|(_, port)| is_digits(port)).map_or(bare, |(host, _)| host);
    host.parse::<Ipv4Addr>().is_ok()
        || bare.parse::<Ipv4Addr>().is_ok()
        || bare.contains(':') && bare.parse::<Ipv6Addr>().is_ok()
}

pub(super) fn is_base64(text: &str) -> bool {
    let has = |is: fn(&u8) -> bool| text.bytes().any(|byte| is(&byte));
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=_-".contains(&byte))
        && has(u8::is_ascii_uppercase)
        && has(u8::is_ascii_lowercase)
        && has(u8::is_ascii_digit)
        && !text.contains("--")
        && text.split(['-', '_']).any(|part| part.len() >= OPAQUE)
}

/// One of the vendor's servers.
pub(super) fn is_vendors(host: &str) -> bool {
    const DOMAINS: [&str; 5] =
        ["aliyuncs.com", "aliyun.com", "alibabacloud.com", "alibabacloudcs.com", "aliyun-inc.com"];
    let is_host = host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(&byte));
    let labels = |domain: &str| host.strip_suffix(domain).and_then(|labels| labels.strip_suffix('.'));
    is_host
        && DOMAINS.iter().any(|domain| {
            labels(domain).is_some_and(|labels| {
                !labels.split(['.', '-']).any(is_digits_of_account)
                    && labels.split('.').all(|label| kind_of(label).is_none())
            })
        })
}

/// Some hosts begin with the ID of an account; others with that of a workspace.
fn is_digits_of_account(label: &str) -> bool {
    label.len() >= LONG_IN_SENTENCE && is_digits(label)
}
