//! PromQL as text, put together so that no value can end its quotation and no name can be anything else.
//!
//! It must not know any server or metric.

use std::fmt::{self, Write as _};

use chrono::TimeDelta;
use strum::IntoStaticStr;

pub use crate::domain::fleet::Compare;
use crate::domain::fleet::is_label;

/// A name that Prometheus would not accept, from which no expression is made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no name of a metric or a label")]
pub struct NotAName(pub String);

/// How several values become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Fold {
    Sum,
    Avg,
    Max,
}

/// Which series of a metric are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selector {
    text: String,
    has_matcher: bool,
    /// The first name that is none.
    wrong: Option<NotAName>,
}

/// An expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromQl(String);

impl fmt::Display for PromQl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Selector {
    /// All series of `metric`.
    pub fn of(metric: &str) -> Self {
        let wrong = (!is_metric(metric)).then(|| NotAName(metric.to_owned()));
        Self { text: metric.to_owned(), has_matcher: false, wrong }
    }

    /// All series of all metrics, of which a condition has to choose some.
    pub fn any() -> Self {
        Self { text: String::new(), has_matcher: false, wrong: None }
    }

    /// Of these, the ones whose `label` compares so with `value`. An absent label is an empty one.
    #[must_use]
    pub fn with(mut self, label: &str, compare: Compare, value: &str) -> Self {
        if !is_label(label) {
            self.wrong.get_or_insert_with(|| NotAName(label.to_owned()));
        }
        self.text.push(if self.has_matcher { ',' } else { '{' });
        self.text.push_str(label);
        self.text.push_str(compare.operator());
        push_quoted(&mut self.text, value);
        self.has_matcher = true;
        self
    }

    /// The newest sample of each series.
    pub fn newest(self) -> Result<PromQl, NotAName> {
        let Self { mut text, has_matcher, wrong } = self;
        if has_matcher {
            text.push('}');
        }
        wrong.map_or(Ok(PromQl(text)), Err)
    }

    /// All samples of each series in the `window` that ends when it is evaluated, as one value. A sample on the
    /// border belongs to the later one of two windows only.
    pub fn over_time(self, how: Fold, window: TimeDelta) -> Result<PromQl, NotAName> {
        let PromQl(selector) = self.newest()?;
        // Up to version 2, Prometheus counts a sample at the very beginning of a window; version 3 does not.
        let window = window.num_milliseconds().saturating_sub(1).max(1);
        Ok(PromQl(format!("{}_over_time({selector}[{}])", how.into_str(), duration(window))))
    }
}

impl PromQl {
    /// An expression of our own, in which `$1` to `$9` are replaced by `parts`.
    pub fn around(expression: &'static str, parts: &[Self]) -> Self {
        let mut text = String::new();
        let mut rest = expression.split('$');
        text.push_str(rest.next().unwrap_or_default());
        for piece in rest {
            let mut signs = piece.chars();
            let number =
                signs.next().and_then(|sign| sign.to_digit(10)).and_then(|digit| usize::try_from(digit).ok());
            let part = number.and_then(|number| number.checked_sub(1)).and_then(|at| parts.get(at));
            // Writing to a text cannot fail.
            let _ = part.map(|part| write!(text, "{part}"));
            text.push_str(signs.as_str());
        }
        Self(text)
    }

    /// All series that have the same values of these labels, as one. The others are left out.
    pub fn by(self, how: Fold, labels: &[&str]) -> Result<Self, NotAName> {
        match labels.iter().find(|label| !is_label(label)) {
            Some(wrong) => Err(NotAName((*wrong).to_owned())),
            None => Ok(Self(format!("{} by ({}) ({self})", how.into_str(), labels.join(", ")))),
        }
    }
}

/// Alternatives of [`Compare::Matches`], each literally.
pub fn any_of<'a>(values: impl IntoIterator<Item = &'a str>) -> String {
    let literal = |value: &str| {
        value.chars().fold(String::new(), |mut out, sign| {
            if r"\.+*?()|[]{}^$".contains(sign) {
                out.push('\\');
            }
            out.push(sign);
            out
        })
    };
    values.into_iter().map(literal).collect::<Vec<_>>().join("|")
}

/// `[a-zA-Z_:][a-zA-Z0-9_:]*`.
fn is_metric(text: &str) -> bool {
    text.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '_' || sign == ':')
        && text.starts_with(|first: char| !first.is_ascii_digit())
}

/// Whatever the lexer of Prometheus does not take as it is becomes an escape. It takes U+FFFD for broken UTF-8.
fn push_quoted(out: &mut String, value: &str) {
    out.push('"');
    for sign in value.chars() {
        match sign {
            '"' | '\\' => out.extend(['\\', sign]),
            '\n' => out.push_str("\\n"),
            '\u{fffd}' => out.push_str("\\ufffd"),
            // Writing to a text cannot fail.
            _ if sign.is_control() => {
                let _ = write!(out, "\\u{:04x}", u32::from(sign));
            }
            _ => out.push(sign),
        }
    }
    out.push('"');
}

/// `1h30m`, of milliseconds.
fn duration(milliseconds: i64) -> String {
    const UNITS: [(i64, &str); 4] = [(3_600_000, "h"), (60_000, "m"), (1000, "s"), (1, "ms")];
    let mut rest = milliseconds;
    let mut text = String::new();
    for (length, unit) in UNITS {
        let count = rest.checked_div(length).unwrap_or_default();
        rest = rest.checked_rem(length).unwrap_or_default();
        if count > 0 {
            // Writing to a text cannot fail.
            let _ = write!(text, "{count}{unit}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_expression_reads_as_it_was_put_together() {
        let calls = || Selector::of("model_call_count");
        for (expression, text) in [
            (calls().newest(), "model_call_count"),
            (
                calls()
                    .with("model", Compare::Equal, "qwen-max")
                    .with("status_code", Compare::DoesNotMatch, "2..")
                    .newest(),
                r#"model_call_count{model="qwen-max",status_code!~"2.."}"#,
            ),
            (
                calls()
                    .over_time(Fold::Sum, TimeDelta::minutes(15))
                    .and_then(|it| it.by(Fold::Sum, &["model", "apikey_id"])),
                "sum by (model, apikey_id) (sum_over_time(model_call_count[14m59s999ms]))",
            ),
            (
                calls().with("a", Compare::NotEqual, "").over_time(Fold::Max, TimeDelta::days(30)),
                r#"max_over_time(model_call_count{a!=""}[719h59m59s999ms])"#,
            ),
            (calls().over_time(Fold::Avg, TimeDelta::zero()), "avg_over_time(model_call_count[1ms])"),
            (
                calls().with("a", Compare::Matches, &any_of(["x.y", "z|"])).newest(),
                r#"model_call_count{a=~"x\\.y|z\\|"}"#,
            ),
            (Selector::of("job:calls:rate5m").newest(), "job:calls:rate5m"),
            (Selector::any().with("a", Compare::Equal, "b").newest(), r#"{a="b"}"#),
            (
                calls()
                    .newest()
                    .map(|one| PromQl::around("($1 > 0) <= 0.1 * $2 unless $3", &[one.clone(), one])),
                "(model_call_count > 0) <= 0.1 * model_call_count unless ",
            ),
        ] {
            assert_eq!(expression.unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_name_that_is_none_makes_no_expression() {
        for metric in ["", "1a", "a b", "a{", "ä", "a-b"] {
            assert_eq!(Selector::of(metric).newest(), Err(NotAName(metric.into())));
        }
        for label in ["", "1a", "a:b", "a=\"", "a,b"] {
            let wrong =
                Selector::of("up").with(label, Compare::Equal, "").over_time(Fold::Sum, TimeDelta::days(1));
            assert_eq!(wrong, Err(NotAName(label.into())));
            assert_eq!(
                Selector::of("up").newest().unwrap().by(Fold::Sum, &["a", label]),
                Err(NotAName(label.into()))
            );
        }
    }

    /// What Prometheus makes of a quoted text (`promql/parser/lex.go` and `strutil.Unquote`): the value, and what
    /// follows it.
    fn unquoted(text: &str) -> Option<(String, &str)> {
        let mut signs = text.strip_prefix('"')?.chars();
        let mut value = String::new();
        loop {
            match signs.next()? {
                '"' => return Some((value, signs.as_str())),
                '\n' | '\u{fffd}' => return None,
                '\\' => value.push(match signs.next()? {
                    'n' => '\n',
                    sign @ ('"' | '\\') => sign,
                    'u' => {
                        let digits: String = signs.by_ref().take(4).collect();
                        char::from_u32(u32::from_str_radix(&digits, 16).ok()?)?
                    }
                    _ => return None,
                }),
                sign => value.push(sign),
            }
        }
    }

    proptest! {
        #[test]
        fn any_value_of_a_label_survives(value in any::<String>(), rest in "[\"\\\\\n\u{0}\u{fffd}a]*") {
            for value in [value.clone() + &rest, value, rest] {
                let text = Selector::of("up").with("a", Compare::Equal, &value).newest().unwrap().to_string();
                let quoted = text.strip_prefix("up{a=").unwrap();
                prop_assert_eq!(unquoted(quoted), Some((value, "}")));
            }
        }

        #[test]
        fn only_names_are_names(text in "\\PC{0,8}") {
            let is_metric = Selector::of(&text).newest().is_ok();
            let is_fit = !text.is_empty()
                && !text.as_bytes()[0].is_ascii_digit()
                && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b':');
            prop_assert_eq!(is_metric, is_fit);
        }
    }
}
