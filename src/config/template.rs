//! The body of a webhook: JSON with placeholders that are filled for each message.

use std::fmt::Write as _;

use crate::domain::json::Inside;

/// All but the last are written inside strings.
pub(super) const PLACEHOLDERS: [&str; 7] =
    ["{title}", "{text}", "{id}", "{profile}", "{rule}", "{severity}", MESSAGE];

/// The whole message, as a value.
const MESSAGE: &str = "{message}";

/// A template that becomes JSON, whatever it is filled with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template(String);

impl Template {
    /// `text`, if it becomes JSON.
    pub fn parse(text: &str) -> Option<Self> {
        let template = Self(text.to_owned());
        // Inside strings a quote is escaped, and a message breaks the JSON; outside it is the reverse.
        let is_json = |value: &str, message: &str| {
            let filled = template.fill(|_| value.to_owned(), message);
            serde_json::from_str::<serde::de::IgnoredAny>(&filled).is_ok()
        };
        (is_json("\"1", r#"{"a":"b"}"#) && is_json("", "0")).then_some(template)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The body, with the `value` of each placeholder, by its name without braces; escaped. `message` is the
    /// whole message as JSON.
    pub fn fill(&self, value: impl Fn(&str) -> String, message: &str) -> String {
        let mut filled = String::with_capacity(self.0.len());
        let mut rest = self.0.as_str();
        while let Some((before, placeholder, after)) = next_placeholder(rest) {
            filled.push_str(before);
            if placeholder == MESSAGE {
                filled.push_str(message);
            } else {
                // Writing to a String cannot fail.
                let _ = write!(filled, "{}", Inside(&value(placeholder.trim_matches(['{', '}']))));
            }
            rest = after;
        }
        filled.push_str(rest);
        filled
    }
}

fn next_placeholder(text: &str) -> Option<(&str, &'static str, &str)> {
    let found = PLACEHOLDERS.into_iter().filter_map(|place| Some((text.find(place)?, place)));
    let (at, place) = found.min()?;
    let (before, tail) = text.split_at_checked(at)?;
    Some((before, place, tail.strip_prefix(place)?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_template_must_become_json() {
        for (text, is_template) in [
            (r#"{"text": "{title}\n{text}"}"#, true),
            (r#"{"msgtype": "text", "text": {"content": "quotatop {severity}: {title}"}}"#, true),
            (r#"{"event": {message}, "id": "{id}"}"#, true),
            ("{message}", true),
            (r#""{text}""#, true),
            (r#"{"a": "{unknown}"}"#, true),
            ("{}", true),
            (r#"{"text": {title}}"#, false),
            (r#"{"text": "{message}"}"#, false),
            (r#"{"text": "{title}"#, false),
            ("payload={title}", false),
            ("", false),
        ] {
            assert_eq!(Template::parse(text).is_some(), is_template, "{text}");
        }
    }

    #[test]
    fn values_are_not_filled_again() {
        let template = Template::parse(r#"["{title}", "{id}", {message}]"#).unwrap();
        let filled = template.fill(|name| format!("{{{name}}} {{text}}"), r#"{"a":"{title}"}"#);
        assert_eq!(filled, r#"["{title} {text}", "{id} {text}", {"a":"{title}"}]"#);
    }

    proptest! {
        #[test]
        fn any_text_stays_text(text in "(?s).{0,40}") {
            let template = Template::parse(r#"{"text": "{title}"}"#).unwrap();
            let body: serde_json::Value = serde_json::from_str(&template.fill(|_| text.clone(), "0")).unwrap();
            prop_assert_eq!(body["text"].as_str(), Some(text.as_str()));
        }

        #[test]
        fn no_template_panics_or_makes_anything_but_json(text in "([\\[\\]{}\":,a1 ]|\\{title\\}|\\{message\\}){0,12}", value in "(?s).{0,8}") {
            if let Some(template) = Template::parse(&text) {
                let filled = template.fill(|_| value.clone(), "{}");
                prop_assert!(serde_json::from_str::<serde_json::Value>(&filled).is_ok(), "{}", filled);
            }
        }
    }
}
