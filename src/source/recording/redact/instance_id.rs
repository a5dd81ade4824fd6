//! Instance IDs: every part keeps its form, so that the parser reads a replayed one like the original.

use super::{
    Redactor,
    pseudonyms::{Hidden, is_digits},
    shapes::kind_of,
    text::Trust,
    values::{LONG_NUMBER, says_nothing},
};
use crate::domain::site::is_region_id;

/// A shorter number is a flag or a count.
const SHORTEST_ID: usize = 5;

/// Lines of trainings are divided by the latter.
const DIVIDERS: [char; 2] = [';', '!'];

/// The unit of a resold model.
const UNIT: &str = "KTokens";

impl Redactor<'_> {
    /// The Instance ID of a bill line.
    pub(super) fn instance_id(&mut self, text: &str) -> String {
        let parts: Vec<&str> = text.split(DIVIDERS).collect();
        let mut dividers = text.matches(DIVIDERS);
        let mut out = String::with_capacity(text.len());
        for (at, part) in parts.iter().enumerate() {
            let next = parts.get(at.saturating_add(1)).copied().unwrap_or_default();
            let bare = part.trim();
            let new = self.part(bare, is_workspace(next.trim()));
            // Spaces around a part stay.
            let (before, after) = part.split_once(bare).unwrap_or_default();
            out.push_str(before);
            out.push_str(&new);
            out.push_str(after);
            out.push_str(dividers.next().unwrap_or_default());
        }
        out
    }

    fn part(&mut self, part: &str, is_before_workspace: bool) -> String {
        if part.is_empty() || self.is_name_of_ours(part) || is_region_id(part) {
            return part.to_owned();
        }
        if is_workspace(part) {
            return self.hidden(Hidden::Workspace, part);
        }
        if is_digits(part) {
            // A user's order, or the key: digits are read as the same.
            return match (is_before_workspace, part.len() >= SHORTEST_ID) {
                (true, _) => self.digits(Hidden::Key, part),
                (false, true) => self.digits(Hidden::Id, part),
                (false, false) => part.to_owned(),
            };
        }
        if is_commodity(part) {
            return part.to_owned();
        }
        if let Some(kind) = kind_of(part) {
            return self.hidden(kind, part);
        }
        let part = self.scrubbed(part, Trust::Field);
        if says_nothing(&part) || is_vocabulary(&part) { part } else { self.hidden(Hidden::Text, &part) }
    }
}

fn is_workspace(part: &str) -> bool {
    ["llm-", "ws-"].iter().any(|prefix| part.strip_prefix(prefix).is_some_and(|rest| !rest.is_empty()))
}

/// What is sold of a resold model, its unit and a number: `intlcmgjllm10000000-KTokens-4`.
fn is_commodity(part: &str) -> bool {
    let mut parts = part.split('-');
    let is_code = |code: &str| {
        code.len() <= 24
            && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
            && code.split(|c: char| !c.is_ascii_digit()).all(|digits| digits.len() < LONG_NUMBER)
    };
    parts.next().is_some_and(is_code) && parts.next() == Some(UNIT) && parts.all(is_digits)
}

/// A model, a kind of usage, a channel, a resolution, a commodity: words in small letters, or with the signs and
/// digits that these have.
fn is_vocabulary(part: &str) -> bool {
    let is_sign = |byte: u8| b"-_./:".contains(&byte);
    let is_fit = part.bytes().all(|byte| byte.is_ascii_alphanumeric() || is_sign(byte)) && part.len() <= 80;
    let has_small = part.bytes().any(|byte| byte.is_ascii_lowercase());
    let has_capital = part.bytes().any(|byte| byte.is_ascii_uppercase());
    let names_vendor =
        part.split_once('/').is_some_and(|(vendor, model)| !vendor.is_empty() && !model.is_empty());
    let is_resolution = part.len() <= 5 && part.bytes().any(|byte| byte.is_ascii_digit());
    is_fit && (has_small && !has_capital || names_vendor || is_resolution)
}
