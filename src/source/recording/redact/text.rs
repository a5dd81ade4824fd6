//! Takes out of a text what looks like an ID, a secret, an address, a telephone number or a name.

use super::{
    Redactor,
    fields::is_known,
    pseudonyms::{Hidden, is_digits, is_pseudonym},
    shapes::{LONG_IN_SENTENCE, is_address, is_base64, is_permission, is_plain_word, is_vendors, kind_of},
    values::{LONG_NUMBER, is_time, says_nothing},
};
use crate::domain::site::is_region_id;

/// How much of a text is believed to be the vendor's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    /// A field of a known meaning.
    Field,
    /// A sentence, which may quote anything.
    Sentence,
}

/// Words after which a sentence names someone.
const BEFORE_A_NAME: [&str; 22] = [
    "user",
    "users",
    "account",
    "accounts",
    "owner",
    "principal",
    "operator",
    "member",
    "company",
    "customer",
    "nickname",
    "name",
    "named",
    "contact",
    "username",
    "tenant",
    "uid",
    "dear",
    "role",
    "用户",
    "账号",
    "公司",
];

/// Words that follow these without being a name.
const NO_NAME: &[&str] = &[
    "a",
    "an",
    "the",
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "has",
    "have",
    "had",
    "does",
    "do",
    "did",
    "not",
    "no",
    "can",
    "cannot",
    "may",
    "must",
    "should",
    "will",
    "with",
    "without",
    "of",
    "or",
    "and",
    "in",
    "on",
    "to",
    "from",
    "for",
    "by",
    "at",
    "as",
    "if",
    "that",
    "this",
    "which",
    "who",
    "whose",
    "id",
    "ids",
    "name",
    "info",
    "information",
    "balance",
    "status",
    "state",
    "type",
    "exists",
    "exist",
    "found",
    "missing",
    "invalid",
    "overdue",
    "owner",
    "authorized",
    "does't",
    "doesn't",
    "don't",
    "isn't",
    "please",
    "flow",
    "control",
    "request",
    "requests",
    "policy",
    "permission",
    "permissions",
    "group",
    "quota",
    "limit",
    "level",
    "due",
    "does",
    "only",
];

/// In characters; longer ones are read like the rest of the sentence.
const LONGEST_QUOTATION: usize = 300;

/// The characters that a telephone number may have, with all signs.
const LONGEST_PHONE: usize = 40;

impl Redactor<'_> {
    /// `text` without what identifies anyone.
    pub(super) fn scrubbed(&mut self, text: &str, trust: Trust) -> String {
        let text = self.without_known(text);
        let text = self.without_phones(&text);
        let mut out = String::with_capacity(text.len());
        let (mut before, mut rest) = (String::new(), text.as_str());
        while let Some(first) = rest.chars().next() {
            if trust == Trust::Sentence
                && let Some((quoted, after, end)) = quotation(first, rest, out.chars().next_back())
            {
                out.push(first);
                out.push_str(&self.quoted(quoted));
                out.push(end);
                rest = after;
                before.clear();
                continue;
            }
            let length =
                if is_gap(first) { first.len_utf8() } else { rest.find(is_gap).unwrap_or(rest.len()) };
            let (word, after) = rest.split_at(length);
            rest = after;
            if is_gap(first) {
                out.push(first);
                if is_han(first) {
                    // Words have two characters, and no space between them.
                    let last = before.chars().next_back().filter(|last| is_han(*last));
                    before = last.into_iter().chain([first]).collect();
                }
                continue;
            }
            let is_named =
                trust == Trust::Sentence && BEFORE_A_NAME.contains(&before.to_lowercase().as_str());
            out.push_str(&self.word(word, trust, is_named));
            word.trim_matches(|c: char| !c.is_alphanumeric()).clone_into(&mut before);
        }
        out
    }

    /// A word between spaces; the marks around it stay.
    fn word(&mut self, text: &str, trust: Trust, is_named: bool) -> String {
        let core = text.trim_end_matches(['.', ':', '?', '!', '=']);
        let end = text.get(core.len()..).unwrap_or_default();
        if let Some(scheme) = core.find("://") {
            return self.url(core, scheme) + end;
        }
        if core.contains('@') && core.len() > 2 {
            return self.hidden(Hidden::Email, core) + end;
        }
        if core.starts_with("acs:") || core.starts_with("arn:") {
            return self.resource(core) + end;
        }
        if is_address(core) {
            return self.hidden(Hidden::Ip, core) + end;
        }
        if is_named && !NO_NAME.contains(&core.to_lowercase().as_str()) && !core.is_empty() {
            return self.named(core) + end;
        }
        if is_time(core) {
            return text.to_owned();
        }
        // Of long base64, what is between its signs may be short.
        if core.len() >= 32 && is_base64(core) {
            return self.hidden(Hidden::Secret, core) + end;
        }
        let mut out = String::with_capacity(text.len());
        let mut before = "";
        for part in core.split_inclusive([':', '/', '=', '&', '?', '#', '%', '+', '\\', '~', '^', '*', '$']) {
            let bare = part.trim_end_matches(|c: char| !is_word(c));
            let is_value =
                trust == Trust::Sentence && BEFORE_A_NAME.contains(&before.to_lowercase().as_str());
            let is_value = is_value && !bare.is_empty();
            let new = if is_value { self.named(bare) } else { self.bare(bare, trust) };
            out.push_str(&new);
            out.push_str(part.get(bare.len()..).unwrap_or_default());
            before = bare;
        }
        out + end
    }

    /// A part without signs but `-`, `_` and `.`.
    fn bare(&mut self, text: &str, trust: Trust) -> String {
        if text.chars().count() < 4
            || is_pseudonym(text)
            || self.is_name_of_ours(text)
            || is_time(text)
            || is_region_id(text)
        {
            return text.to_owned();
        }
        if is_address(text) {
            return self.hidden(Hidden::Ip, text);
        }
        if let Some(kind) = kind_of(text) {
            return self.hidden(kind, text);
        }
        if is_digits(text) {
            let longest = if trust == Trust::Sentence { LONG_IN_SENTENCE } else { LONG_NUMBER };
            let is_day = text.len() == 8 && text.starts_with("20");
            return if text.len() >= longest && !is_day {
                self.digits(Hidden::Id, text)
            } else {
                text.to_owned()
            };
        }
        if trust == Trust::Sentence && !is_plain_word(text) {
            return self.hidden(Hidden::Text, text);
        }
        self.without_long_numbers(text)
    }

    /// What follows a word like `user`.
    fn named(&mut self, text: &str) -> String {
        if is_pseudonym(text) {
            return text.to_owned();
        }
        let number = is_digits(text).then_some(Hidden::Account);
        self.hidden(kind_of(text).or(number).unwrap_or(Hidden::Name), text)
    }

    /// What is within quotes, in a sentence: names and IDs more often than not.
    fn quoted(&mut self, text: &str) -> String {
        let is_ours = |part: &str| {
            self.is_name_of_ours(part)
                || is_pseudonym(part)
                || is_known(part)
                || says_nothing(part)
                || is_permission(part)
        };
        if text.trim().is_empty() || text.split([' ', ',']).all(|part| part.is_empty() || is_ours(part)) {
            return text.to_owned();
        }
        self.hidden(kind_of(text).unwrap_or(Hidden::Text), text)
    }

    /// The scheme and, if it is the vendor's, the server.
    fn url(&mut self, text: &str, scheme: usize) -> String {
        let (prefix, rest) = text.split_at(scheme.saturating_add(3));
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        if is_vendors(host) && scheme < 6 {
            let more = if host.len() < rest.len() { "/…" } else { "" };
            return format!("{prefix}{host}{more}");
        }
        self.hidden(Hidden::Url, text)
    }

    /// `acs:ram::5000000000000001:user/zhang`: service, region and kind stay, if they can be no ID.
    fn resource(&mut self, text: &str) -> String {
        let (arn, bare) = text.strip_prefix("arn:").map_or(("", text), |bare| ("arn:", bare));
        let parts: Vec<&str> = bare.splitn(5, ':').collect();
        let [scheme, service, region, account, rest] = parts.as_slice() else {
            return self.hidden(Hidden::Id, text);
        };
        let (kind, name) = rest.split_once('/').unwrap_or(("", rest));
        let is_word = |part: &str| part.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        let is_region = matches!(*region, "" | "*") || is_region_id(region);
        if !is_region || ![scheme, service, kind].into_iter().all(is_word) {
            return self.hidden(Hidden::Id, text);
        }
        let account = if account.is_empty() { String::new() } else { self.hidden(Hidden::Account, account) };
        let name = if matches!(name, "" | "*") { name.to_owned() } else { self.hidden(Hidden::Name, name) };
        let slash = if kind.is_empty() { "" } else { "/" };
        format!("{arn}{scheme}:{service}:{region}:{account}:{kind}{slash}{name}")
    }

    /// Digits for digits, where many follow each other within a word: a fine-tuned model, a product.
    fn without_long_numbers(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let is_digit = first.is_ascii_digit();
            let length = rest.find(|c: char| c.is_ascii_digit() != is_digit).unwrap_or(rest.len());
            let (run, after) = rest.split_at(length);
            out.push_str(&if is_digit && run.len() >= LONG_NUMBER {
                self.digits(Hidden::Id, run)
            } else {
                run.to_owned()
            });
            rest = after;
        }
        out
    }

    /// `+86 138 0013 8000`, `138-0013-8000`.
    fn without_phones(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let follows_word =
                out.chars().next_back().is_some_and(|c| c.is_alphanumeric() || "-_./:".contains(c));
            if !first.is_ascii_digit() && first != '+' {
                out.push(first);
                rest = rest.get(first.len_utf8()..).unwrap_or_default();
                continue;
            }
            let of_phone = |c: char| c.is_ascii_digit() || " -()+".contains(c);
            let length = rest.find(|c: char| !of_phone(c)).unwrap_or(rest.len()).min(LONGEST_PHONE);
            let run = rest.get(..length).unwrap_or_default().trim_end_matches([' ', '-', '(', '+']);
            let digits = run.bytes().filter(u8::is_ascii_digit).count();
            let is_split = run.bytes().any(|byte| b" -()".contains(&byte));
            let is_phone = !follows_word
                && !is_time(run.get(..10).unwrap_or_default())
                && (first == '+' && (8..=15).contains(&digits)
                    || first.is_ascii_digit() && is_split && (10..=13).contains(&digits));
            if is_phone {
                out.push_str(&self.hidden(Hidden::Phone, run));
                rest = rest.get(run.len()..).unwrap_or_default();
            } else {
                let (run, after) = rest.split_at(run.len().max(1));
                out.push_str(run);
                rest = after;
            }
        }
        out
    }
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '-' | '_' | '.')
}

fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn is_gap(character: char) -> bool {
    is_han(character)
        || character.is_whitespace()
        || "\"'`()[]{}<>,;|“”‘’「」『』《》【】，。；、！？：（）".contains(character)
}

/// What is quoted at the beginning of `text`, what follows, and the closing mark. An apostrophe is none.
fn quotation(first: char, text: &str, before: Option<char>) -> Option<(&str, &str, char)> {
    const MARKS: [(char, char); 9] = [
        ('"', '"'),
        ('\'', '\''),
        ('`', '`'),
        ('[', ']'),
        ('“', '”'),
        ('‘', '’'),
        ('「', '」'),
        ('《', '》'),
        ('【', '】'),
    ];
    let (_, end) = MARKS.into_iter().find(|(open, _)| *open == first)?;
    if first == '\'' && before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let closing = text.char_indices().skip(1).take(LONGEST_QUOTATION).find(|(_, sign)| *sign == end)?;
    let quoted = text.get(first.len_utf8()..closing.0)?;
    Some((quoted, text.get(closing.0.saturating_add(end.len_utf8())..)?, end))
}
