//! What a part of an Instance ID is, by its own text.

use super::metered;
use crate::domain::site::is_region_id;

/// A part, recognised; the empty ones are significant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part<'a> {
    Empty,
    /// `VENDOR/MODEL`.
    Resold(&'a str),
    Workspace(&'a str),
    /// What was counted.
    Kind(&'a str),
    Channel(&'a str),
    Region(&'a str),
    /// A key, an order, or a flag.
    Digits(&'a str),
    /// A word for a site, or the commodity with its unit: nothing that other fields of the line lack.
    Known,
    /// Nothing of these: a model, by its place.
    Other(&'a str),
}

const WORKSPACES: [&str; 2] = ["llm-", "ws-"];
const CHANNELS: [&str; 3] = ["app", "bmp", "assistant-api"];
const SITES: [&str; 6] = ["international", "china", "domestic", "global", "intl", "cn"];
/// Units in the commodity of a resold model (`intlcmgjllm10000000-KTokens-4`), in lower case.
const COMMODITY_UNITS: [&str; 8] =
    ["ktokens", "tokens", "images", "image", "seconds", "second", "times", "characters"];

impl<'a> Part<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        if text.is_empty() {
            Self::Empty
        } else if text.bytes().all(|byte| byte.is_ascii_digit()) {
            Self::Digits(text)
        } else if WORKSPACES.iter().any(|prefix| text.starts_with(prefix)) {
            Self::Workspace(text)
        } else if text.contains('/') {
            Self::Resold(text)
        } else if metered::is_kind(text) {
            Self::Kind(text)
        } else if CHANNELS.contains(&text) {
            Self::Channel(text)
        } else if is_region_id(text) {
            Self::Region(text)
        } else if SITES.iter().any(|site| text.eq_ignore_ascii_case(site)) || is_commodity(text) {
            Self::Known
        } else {
            Self::Other(text)
        }
    }

    pub(super) const fn as_resold(self) -> Option<&'a str> {
        if let Self::Resold(text) = self { Some(text) } else { None }
    }

    pub(super) const fn as_workspace(self) -> Option<&'a str> {
        if let Self::Workspace(text) = self { Some(text) } else { None }
    }

    pub(super) const fn as_channel(self) -> Option<&'a str> {
        if let Self::Channel(text) = self { Some(text) } else { None }
    }

    pub(super) const fn as_region(self) -> Option<&'a str> {
        if let Self::Region(text) = self { Some(text) } else { None }
    }

    pub(super) const fn as_other(self) -> Option<&'a str> {
        if let Self::Other(text) = self { Some(text) } else { None }
    }

    /// 0 = off, 1 = on.
    pub(super) fn as_flag(self) -> Option<bool> {
        match self {
            Self::Digits("0") => Some(false),
            Self::Digits("1") => Some(true),
            _ => None,
        }
    }
}

/// Whether it ends in a unit and a number.
fn is_commodity(text: &str) -> bool {
    let mut ends = text.rsplit('-');
    let (number, unit) = (ends.next().unwrap_or_default(), ends.next().unwrap_or_default());
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number && COMMODITY_UNITS.iter().any(|known| unit.eq_ignore_ascii_case(known))
}
