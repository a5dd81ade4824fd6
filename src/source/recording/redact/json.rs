//! Rewrites the strings and numbers of a JSON text; everything else stays as it is, byte for byte. A text that
//! only resembles JSON (cut off, say) is walked through the same way.

/// Nested deeper, a text is read as if it were flat.
const DEEPEST: usize = 256;

/// Decides what becomes of the parts of a JSON text; `None` leaves a part as it is.
pub(super) trait Rewrite {
    /// The name of a field.
    fn name(&mut self, name: &str) -> Option<String>;
    /// A string: the value of the field `name`, or in a list of it; the name is empty outside objects.
    fn string(&mut self, name: &str, text: &str) -> Option<String>;
    /// A number, in JSON's own form.
    fn number(&mut self, name: &str, text: &str) -> Option<String>;
    /// A string that cannot be decoded, or what does not belong into JSON.
    fn other(&mut self, text: &str) -> String;
}

/// Rewrites `text`.
pub(super) fn rewrite(text: &str, by: &mut impl Rewrite) -> String {
    let mut out = String::with_capacity(text.len());
    let mut names: Vec<String> = Vec::new();
    let (mut name, mut rest, mut deeper) = (String::new(), text, 0_usize);
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => string_length(rest),
            '{' | '}' | '[' | ']' | ',' | ':' => 1,
            _ if first.is_ascii_whitespace() => 1,
            _ => rest.find(is_border).unwrap_or(rest.len()),
        };
        let (token, after) = rest.split_at(length);
        rest = after;
        match first {
            '"' if after.trim_start().starts_with(':') => {
                name = decoded(token).unwrap_or_default();
                match by.name(&name) {
                    Some(other) => push_string(&mut out, &other),
                    None if name.is_empty() && token.len() > 2 => push_other(&mut out, token, by),
                    None => out.push_str(token),
                }
            }
            '"' => match decoded(token).map(|text| by.string(&name, &text)) {
                Some(None) => out.push_str(token),
                Some(Some(other)) => push_string(&mut out, &other),
                None => push_other(&mut out, token, by),
            },
            '{' | '[' => {
                if names.len() < DEEPEST {
                    names.push(name.clone());
                } else {
                    deeper = deeper.saturating_add(1);
                }
                out.push(first);
            }
            '}' | ']' => {
                // Values of a list have the name of the list; each field brings its own.
                if deeper == 0 {
                    name = names.pop().unwrap_or_default();
                } else {
                    deeper = deeper.saturating_sub(1);
                }
                out.push(first);
            }
            ',' | ':' => out.push(first),
            _ if first.is_ascii_whitespace() => out.push_str(token),
            _ if matches!(token, "true" | "false" | "null") => out.push_str(token),
            _ if is_number(token) => match by.number(&name, token) {
                Some(other) => out.push_str(&other),
                None => out.push_str(token),
            },
            _ => out.push_str(&by.other(token)),
        }
    }
    out
}

/// The bytes of the string at the beginning, with its quotes; up to the end if it is not closed.
fn string_length(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return at.saturating_add(1),
            _ => {}
        }
    }
    text.len()
}

fn is_border(character: char) -> bool {
    matches!(character, '"' | '{' | '}' | '[' | ']' | ',' | ':') || character.is_ascii_whitespace()
}

fn decoded(token: &str) -> Option<String> {
    serde_json::from_str(token).ok()
}

fn push_string(out: &mut String, text: &str) {
    // A string always has a JSON form.
    out.push_str(&serde_json::to_string(text).unwrap_or_else(|_| "\"\"".to_owned()));
}

/// A string that cannot be decoded: another one, or itself.
fn push_other(out: &mut String, token: &str, by: &mut impl Rewrite) {
    let other = by.other(token);
    if other == token { out.push_str(token) } else { push_string(out, &other) }
}

fn is_number(token: &str) -> bool {
    token.starts_with(|first: char| first == '-' || first.is_ascii_digit())
        && serde_json::from_str::<serde_json::Number>(token).is_ok()
}

/// Whether `text` is JSON.
pub(super) fn is_json(text: &str) -> bool {
    serde_json::from_str::<serde::de::IgnoredAny>(text.trim_start_matches('\u{feff}')).is_ok()
}

/// Whether `text` is a JSON object or list.
pub(super) fn is_nested(text: &str) -> bool {
    text.trim_start().starts_with(['{', '[']) && is_json(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Notes what it is shown, and changes nothing or everything.
    struct Witness {
        seen: Vec<String>,
        changes: bool,
    }

    impl Rewrite for Witness {
        fn name(&mut self, _: &str) -> Option<String> {
            None
        }
        fn string(&mut self, name: &str, text: &str) -> Option<String> {
            self.seen.push(format!("{name}={text}"));
            self.changes.then(|| "x".to_owned())
        }
        fn number(&mut self, name: &str, text: &str) -> Option<String> {
            self.seen.push(format!("{name}#{text}"));
            None
        }
        fn other(&mut self, text: &str) -> String {
            self.seen.push(format!("?{text}"));
            if self.changes { "x".to_owned() } else { text.to_owned() }
        }
    }

    fn seen(text: &str, changes: bool) -> (String, Vec<String>) {
        let mut witness = Witness { seen: Vec::new(), changes };
        (rewrite(text, &mut witness), witness.seen)
    }

    #[test]
    fn every_value_comes_with_the_name_of_its_field() {
        for (text, values) in [
            (r#"{"a":"1","b":{"c":2,"d":["e",{"f":"g"},"h"]},"i":-3.5e-7}"#, "a=1 c#2 d=e f=g d=h i#-3.5e-7"),
            (r#"["a",1,[true,null,"b"]]"#, "=a #1 =b"),
            (r#"{"a\u0062":"\u00e9\"\\"}"#, "ab=é\"\\"),
            (r#"{"a":"cut"#, "?\"cut"),
            (r#"{"a":"\ud800"}"#, "?\"\\ud800\""),
            ("<html>no</html>", "?<html>no</html>"),
            ("0123", "?0123"),
            ("", ""),
        ] {
            assert_eq!(seen(text, false), (text.to_owned(), split(values)), "{text}");
        }
        let (text, _) = seen(r#" {"a" : "b" , "c":[ "d",1.0 ]} "#, true);
        assert_eq!(text, r#" {"a" : "x" , "c":[ "x",1.0 ]} "#);
    }

    fn split(values: &str) -> Vec<String> {
        values.split(' ').filter(|value| !value.is_empty()).map(str::to_owned).collect()
    }

    #[test]
    fn depth_costs_nothing() {
        let deep = format!("{}\"a\"{}", "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(seen(&deep, false).0, deep);
    }

    proptest! {
        #[test]
        fn any_text_is_walked_through_and_is_the_same_where_nothing_is_changed(text in any::<String>()) {
            prop_assert_eq!(seen(&text, false).0, text);
        }
    }
}
