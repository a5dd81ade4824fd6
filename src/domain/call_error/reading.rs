//! Recognises the error in a text of any origin: a code, a response's body, an exception, a line of a log.

use super::{
    KNOWN, KnownError,
    known::Code,
    name,
    tokens::{cleaned, tokens},
};

/// What a text says of a failed call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Absent if the text contains no known error.
    pub known: Option<&'static KnownError>,
    /// The vendor's code; absent if only the message tells.
    pub code: Option<&'static str>,
    /// The one in the text, else the usual one of the error.
    pub http_status: Option<u16>,
    text: String,
}

impl Reading {
    /// Reads `text`, in time that grows with its length.
    pub fn new(text: &str) -> Self {
        let text = cleaned(text);
        let found = recognise(&text);
        let (known, code) = found.map_or((None, None), |(known, code)| (Some(known), code));
        let usual = code.map(|code| code.status).or_else(|| known.map(|known| known.status));
        let http_status = status(&text).or(usual);
        Self { known, code: code.map(|code| code.name), http_status, text }
    }

    /// The name of the model in the text: one that is `listed`, or what the text calls so.
    pub fn model(&self, listed: impl Fn(&str) -> bool) -> Option<&str> {
        name::find(&self.text, listed)
    }
}

/// The first known error, with its code if the text contains one.
fn recognise(text: &str) -> Option<(&'static KnownError, Option<Code>)> {
    let lower = text.to_ascii_lowercase();
    let is_bare = tokens(text).nth(1).is_none();
    let codes: Vec<(&'static KnownError, Code)> =
        tokens(text).filter_map(|token| with_code(token, is_bare)).collect();
    KNOWN.iter().find_map(|known| {
        let code = known.codes.iter().find(|code| codes.iter().any(|(_, found)| found == *code)).copied();
        let has_message = || known.messages.iter().any(|message| lower.contains(message));
        (code.is_some() || has_message()).then_some((known, code))
    })
}

/// The error with this code. In a longer text it is a code only as the vendor writes it: `throttling` is a word.
fn with_code(token: &str, in_any_case: bool) -> Option<(&'static KnownError, Code)> {
    KNOWN.iter().find_map(|known| {
        let exact = known.codes.iter().find(|code| code.name == token);
        let code = exact.or_else(|| {
            let mut codes = known.codes.iter();
            codes.find(|code| in_any_case && code.name.eq_ignore_ascii_case(token))
        });
        Some((known, *code?))
    })
}

/// The words before an HTTP status, in lower case: `Error code: 403`, `"status_code": 400`, `HTTP/1.1 403`.
const BEFORE_STATUS: [&str; 10] =
    ["status", "status_code", "statuscode", "http_status", "httpstatus", "http", "1.1", "2", "code", "error"];

/// The HTTP status of an error in the text: the first number that is called so or begins the text, else the
/// first in angle brackets, as the vendor's messages begin.
fn status(text: &str) -> Option<u16> {
    let is_before = |word: &str| {
        BEFORE_STATUS.iter().any(|before| word.eq_ignore_ascii_case(before)) || word.ends_with("Error")
    };
    let before = std::iter::once("status").chain(tokens(text));
    let named = before.zip(tokens(text)).filter(|(word, _)| is_before(word));
    let bracketed = text.split('<').skip(1).filter_map(|rest| Some(rest.split_at_checked(3)?.0));
    named.map(|(_, number)| number).chain(bracketed).find_map(error_status)
}

fn error_status(token: &str) -> Option<u16> {
    let number = token.parse().ok()?;
    (token.len() == 3 && (400..600).contains(&number)).then_some(number)
}
