//! Which series of a Prometheus belong to a fleet: the label matchers that the user writes (configuration, `match`).

use std::{
    fmt,
    iter::Peekable,
    str::{Chars, FromStr},
};

/// How the value of a label is compared. Regular expressions match whole values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compare {
    Equal,
    NotEqual,
    Matches,
    DoesNotMatch,
}

/// One condition: `team="a"`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matcher {
    pub label: String,
    pub compare: Compare,
    pub value: String,
}

/// Conditions that all hold: `team="a", env=~"prod|test"`. They are parsed here and
/// rendered again in each query, so that none can be anything but a condition.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Matchers(pub Vec<Matcher>);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not label matchers: expected e.g. team=\"a\", env=~\"prod|test\"")]
pub struct NotMatchers;

impl FromStr for Matchers {
    type Err = NotMatchers;

    /// The braces around them may be left out.
    fn from_str(text: &str) -> Result<Self, NotMatchers> {
        let text = text.trim();
        let text = match text.strip_prefix('{') {
            Some(inner) => inner.strip_suffix('}').ok_or(NotMatchers)?,
            None => text,
        };
        let mut reader = Reader { signs: text.chars().peekable() };
        let mut matchers = Vec::new();
        reader.skip_blanks();
        while reader.signs.peek().is_some() {
            matchers.push(reader.matcher().ok_or(NotMatchers)?);
            reader.skip_blanks();
            match reader.signs.next() {
                None => break,
                Some(',') => reader.skip_blanks(),
                Some(_) => return Err(NotMatchers),
            }
        }
        Ok(Self(matchers))
    }
}

impl fmt::Display for Matchers {
    /// As it is read.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, Matcher { label, compare, value }) in self.0.iter().enumerate() {
            let comma = if position > 0 { ", " } else { "" };
            let value = value.replace('\\', r"\\").replace('"', r#"\""#).replace('\n', r"\n");
            write!(f, "{comma}{label}{}\"{value}\"", compare.operator())?;
        }
        Ok(())
    }
}

impl Compare {
    /// As in PromQL.
    pub const fn operator(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Matches => "=~",
            Self::DoesNotMatch => "!~",
        }
    }
}

/// Whether `text` can be the name of a label: `[a-zA-Z_][a-zA-Z0-9_]*`.
pub fn is_label(text: &str) -> bool {
    text.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '_')
        && text.starts_with(|first: char| !first.is_ascii_digit())
}

struct Reader<'a> {
    signs: Peekable<Chars<'a>>,
}

impl Reader<'_> {
    fn skip_blanks(&mut self) {
        while self.signs.next_if(|sign| sign.is_whitespace()).is_some() {}
    }

    fn matcher(&mut self) -> Option<Matcher> {
        let mut label = String::new();
        while let Some(sign) = self.signs.next_if(|sign| sign.is_ascii_alphanumeric() || *sign == '_') {
            label.push(sign);
        }
        self.skip_blanks();
        let compare = match (self.signs.next()?, self.signs.peek()) {
            ('=', Some('~')) => Compare::Matches,
            ('=', _) => Compare::Equal,
            ('!', Some('~')) => Compare::DoesNotMatch,
            ('!', Some('=')) => Compare::NotEqual,
            _ => return None,
        };
        if compare != Compare::Equal {
            self.signs.next();
        }
        self.skip_blanks();
        let value = self.quoted()?;
        is_label(&label).then_some(Matcher { label, compare, value })
    }

    /// A text in double quotes, in which a backslash may be before a quote, a backslash or an `n`.
    fn quoted(&mut self) -> Option<String> {
        let mut value = String::new();
        self.signs.next_if_eq(&'"')?;
        loop {
            match self.signs.next()? {
                '"' => return Some(value),
                '\n' => return None,
                '\\' => value.push(match self.signs.next()? {
                    'n' => '\n',
                    sign @ ('"' | '\\') => sign,
                    _ => return None,
                }),
                sign => value.push(sign),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn matcher(label: &str, compare: Compare, value: &str) -> Matcher {
        Matcher { label: label.into(), compare, value: value.into() }
    }

    #[test]
    fn matchers_are_read_as_prometheus_reads_them() {
        use Compare::{DoesNotMatch, Equal, Matches, NotEqual};
        for (text, matchers) in [
            ("", vec![]),
            (" {} ", vec![]),
            (r#"team="a""#, vec![matcher("team", Equal, "a")]),
            (
                r#"{ team = "a" , env!="b", }"#,
                vec![matcher("team", Equal, "a"), matcher("env", NotEqual, "b")],
            ),
            (r#"a=~"x|y",b!~"z.*""#, vec![matcher("a", Matches, "x|y"), matcher("b", DoesNotMatch, "z.*")]),
            (r#"a="say \"no\"\\\n,}""#, vec![matcher("a", Equal, "say \"no\"\\\n,}")]),
        ] {
            assert_eq!(text.parse(), Ok(Matchers(matchers)), "{text}");
        }
    }

    #[test]
    fn nothing_else_is_accepted() {
        for text in [
            "team",
            "team=a",
            "team='a'",
            r#"1a="x""#,
            r#"="x""#,
            r#"a:b="x""#,
            r#"a=="x""#,
            r#"a="x"b="y""#,
            r#"a="x",,"#,
            r#"a="x"} or up{b="y""#,
            r#"{a="x""#,
            r#"a="x"#,
            r#"a="\d""#,
            "a=\"x\ny\"",
        ] {
            assert_eq!(text.parse::<Matchers>(), Err(NotMatchers), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_safe(text in any::<String>(), more in r#"[a-z=!~"\\,{} ]{0,20}"#) {
            for text in [&text, &more] {
                if let Ok(Matchers(matchers)) = text.parse() {
                    prop_assert!(matchers.iter().all(|matcher| is_label(&matcher.label)));
                    let matchers = Matchers(matchers);
                    prop_assert_eq!(matchers.to_string().parse(), Ok(matchers));
                }
            }
        }
    }
}
