//! The filter that the user types: words that must all match, and `field:word` for one field.

use strum::{EnumString, IntoEnumIterator};

use super::{Kind, NextCall, Status};

/// The empty filter matches everything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    terms: Vec<Term>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Term {
    /// `-status:none`.
    negated: bool,
    field: Field,
    /// Lower-case alternatives (`status:low,expired`).
    words: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString)]
#[strum(serialize_all = "snake_case")]
enum Field {
    #[strum(disabled)]
    Any,
    Profile,
    Model,
    Kind,
    Status,
    #[strum(serialize = "next")]
    NextCall,
}

/// What a filter is matched against.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    /// In lower case. A word without a field does not match it, since it would match all models.
    pub profile: &'a str,
    /// In any case.
    pub model: &'a str,
    pub kind: Kind,
    pub status: Status,
    pub next_call: NextCall,
}

impl Filter {
    /// Every text is a filter: a word with an unknown field is a plain word, and a field without a word
    /// (while the user is still typing) matches everything.
    pub fn parse(text: &str) -> Self {
        let terms = text.split_whitespace().filter_map(Term::parse).collect();
        Self { terms }
    }

    pub const fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    pub fn matches(&self, candidate: Candidate<'_>) -> bool {
        self.terms.iter().all(|term| term.matches(candidate))
    }
}

/// A word of a filter that matches no model, whatever models there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownWord {
    /// The field whose value is unknown; absent if the field itself is.
    pub field: Option<&'static str>,
    /// In lower case.
    pub word: String,
    pub accepted: Vec<&'static str>,
}

impl UnknownWord {
    /// The first one in `text`. While a filter is being typed each is only unfinished.
    pub fn find(text: &str) -> Option<Self> {
        text.split_whitespace().find_map(|text| {
            let lower = text.to_lowercase();
            let text = lower.strip_prefix('-').unwrap_or(&lower);
            let (name, words) = text.split_once(':')?;
            let (field, accepted) = match name.parse() {
                Err(_) => {
                    return Some(Self {
                        field: None,
                        word: name.to_owned(),
                        accepted: fields().map(|(name, _)| name).to_vec(),
                    });
                }
                Ok(Field::Kind) => ("kind", values::<Kind>()),
                Ok(Field::Status) => ("status", values::<Status>()),
                Ok(Field::NextCall) => ("next", values::<NextCall>()),
                Ok(Field::Any | Field::Model | Field::Profile) => return None,
            };
            let is_unknown = |word: &&str| !accepted.iter().any(|value| value.starts_with(word));
            let word = words.split(',').find(is_unknown)?.to_owned();
            Some(Self { field: Some(field), word, accepted })
        })
    }
}

/// The fields of a filter, and the words that each accepts, if it accepts only some. The beginning of a word is
/// enough.
pub fn fields() -> [(&'static str, Vec<&'static str>); 5] {
    [
        ("model", Vec::new()),
        ("kind", values::<Kind>()),
        ("status", values::<Status>()),
        ("next", values::<NextCall>()),
        ("profile", Vec::new()),
    ]
}

fn values<T: IntoEnumIterator + Into<&'static str>>() -> Vec<&'static str> {
    T::iter().map(Into::into).collect()
}

/// Whether `name`, in any case, contains `word`, which is in lower case. Nearly all names are in lower case.
pub fn contains(name: &str, word: &str) -> bool {
    let is_lower = name.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { name.contains(word) } else { name.to_lowercase().contains(word) }
}

impl Term {
    fn parse(text: &str) -> Option<Self> {
        let text = text.to_lowercase();
        let (negated, text) = text.strip_prefix('-').map_or((false, &*text), |rest| (true, rest));
        let with_field = text.split_once(':').and_then(|(name, words)| Some((name.parse().ok()?, words)));
        let (field, words) = with_field.unwrap_or((Field::Any, text));
        let alternatives = words.split(|character| character == ',' && field != Field::Any);
        let words: Vec<String> = alternatives.filter(|word| !word.is_empty()).map(str::to_owned).collect();
        (!words.is_empty()).then_some(Self { negated, field, words })
    }

    fn matches(&self, candidate: Candidate<'_>) -> bool {
        self.words.iter().any(|word| self.finds(word, candidate)) != self.negated
    }

    fn finds(&self, word: &str, candidate: Candidate<'_>) -> bool {
        let kind = candidate.kind.into_str().starts_with(word);
        let status = candidate.status.into_str().starts_with(word);
        let next_call = candidate.next_call.into_str().starts_with(word);
        let model = || contains(candidate.model, word);
        match self.field {
            Field::Any => model() || kind || status,
            Field::Profile => candidate.profile.contains(word),
            Field::Model => model(),
            Field::Kind => kind,
            Field::Status => status,
            Field::NextCall => next_call,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(filter: &str) -> bool {
        Filter::parse(filter).matches(Candidate {
            profile: "prod",
            model: "Qwen-Max-通义",
            kind: Kind::Text,
            status: Status::Expired,
            next_call: NextCall::Billed,
        })
    }

    #[test]
    fn words_that_can_match_nothing_are_found() {
        for (filter, found) in [
            ("qwen kind:video,im -status:low next:billed model:x profile:y kind:", None),
            ("kind:nope", Some((Some("kind"), "nope"))),
            ("qwen -STATUS:low,Gone", Some((Some("status"), "gone"))),
            ("next:paid kind:nope", Some((Some("next"), "paid"))),
            ("colour:red", Some((None, "colour"))),
        ] {
            let unknown = UnknownWord::find(filter);
            let unknown = unknown.as_ref().map(|unknown| (unknown.field, unknown.word.as_str()));
            assert_eq!(unknown, found, "{filter}");
        }
    }

    #[test]
    fn every_word_must_match() {
        for filter in [
            "",
            "  ",
            "qwen",
            "MAX",
            "max qwen",
            "通义",
            "expired",
            "text",
            "status:expired",
            "status:exp",
            "kind:text",
            "next:billed",
            "model:max",
            "profile:prod",
            "profile:dev,PRO",
            "-profile:dev",
            "status:low,expired",
            "status:",
            "-status:low",
            "-video qwen",
            "-",
            "status:,",
        ] {
            assert!(matches(filter), "{filter}");
        }
        for filter in [
            "plus",
            "qwen plus",
            "status:ok",
            "kind:exp",
            "model:text",
            "next:free",
            "prod",
            "profile:dev",
            "-profile:prod",
            "-qwen",
            "-status:expired",
            "foo:qwen",
        ] {
            assert!(!matches(filter), "{filter}");
        }
    }
}
