//! The AccessKey pair in the credentials file of the vendor's SDKs, an INI file: a section per profile.

use std::{collections::HashMap, path::Path};

use super::{CredentialStore, Found, KeyPair, Notes, file::read, pair};
use crate::domain::Cause;

/// The section that is read by default.
pub(super) const DEFAULT: &str = "default";

/// The pair of `section` in the file at `path`, which is displayed as `shown`.
pub(super) fn key_pair(path: &Path, shown: &str, section: &str, notes: &mut Notes) -> Found<KeyPair> {
    let text = match read(path, notes) {
        Ok(Some(text)) => text,
        Ok(None) => return Found::Nothing,
        Err(cause) => return Found::Unusable(cause),
    };
    let file = Section::read(&text, section);
    let key = |name: &str| file.keys.get(name).copied().filter(|value| !value.is_empty());
    if key("enable").is_some_and(|enabled| enabled.eq_ignore_ascii_case("false")) {
        notes.passes_over(path, format!("[{section}] is not enabled"));
        return Found::Nothing;
    }

    let name = format!("{shown} [{section}]");
    let unusable =
        |detail: String| Found::Unusable(Cause::Login { credential: name.clone(), detail, command: None });
    let security_token = match key("type").unwrap_or("access_key") {
        "access_key" => None,
        "sts" => match key("security_token") {
            Some(token) => Some(token),
            None => return unusable("has no security_token".to_owned()),
        },
        other => return unusable(format!("type {other} is not supported; access_key and sts are")),
    };
    match (key("access_key_id"), key("access_key_secret")) {
        (Some(id), Some(secret)) => pair(id, secret, security_token, name, CredentialStore::Ini),
        (None, None) => {
            if let Some(why) = file.why_nothing(section) {
                notes.does_not_understand(path, why);
            }
            Found::Nothing
        }
        _ => unusable("has only half of an AccessKey pair".to_owned()),
    }
}

/// One section of a file, as lenient as all SDKs together: Go accepts `:` for `=`, `;` for `#` and quoted
/// values, Python keys in any case, and all of them blanks and tabs anywhere.
#[derive(Default)]
struct Section<'a> {
    /// Keys in lower case; of duplicates, the last.
    keys: HashMap<String, &'a str>,
    is_there: bool,
    /// The first line that is neither a section nor a key, counted from 1.
    odd_line: Option<usize>,
    /// Whether the file has anything but comments.
    has_verdicts: bool,
}

impl<'a> Section<'a> {
    fn read(text: &'a str, section: &str) -> Self {
        let mut read = Self::default();
        let mut inside = false;
        // Old editors end lines with a carriage return alone.
        let lines = text.split('\n').flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'));
        for (place, line) in lines.enumerate() {
            match Line::read(line) {
                Line::Nothing => continue,
                Line::Section(name) => {
                    inside = name == section;
                    read.is_there |= inside;
                }
                Line::Key(key, value) if inside => {
                    read.keys.insert(key.to_ascii_lowercase(), value);
                }
                Line::Key(..) => {}
                Line::Odd => read.odd_line = read.odd_line.or(Some(place.saturating_add(1))),
            }
            read.has_verdicts = true;
        }
        read
    }

    /// Why a file that is not empty has no pair; quotes none of it, since it may be a secret.
    fn why_nothing(&self, section: &str) -> Option<String> {
        let odd = self.odd_line.map(|line| format!("line {line} is neither [section] nor key = value"));
        let what = if self.is_there { "no AccessKey pair in" } else { "has no section" };
        let why = format!("{what} [{section}]");
        self.has_verdicts.then(|| odd.map_or_else(|| why.clone(), |odd| format!("{why}; {odd}")))
    }
}

enum Line<'a> {
    /// Blank, or a comment.
    Nothing,
    Section(&'a str),
    Key(&'a str, &'a str),
    Odd,
}

impl<'a> Line<'a> {
    fn read(line: &'a str) -> Self {
        let line = line.trim();
        if line.is_empty() || line.starts_with(['#', ';']) {
            return Self::Nothing;
        }
        if let Some(rest) = line.strip_prefix('[') {
            let name = rest.split_once(']').filter(|(_, behind)| is_blank_or_comment(behind));
            return name.map_or(Self::Odd, |(name, _)| Self::Section(name.trim()));
        }
        match line.split_once(['=', ':']) {
            Some((key, value)) if !key.trim().is_empty() => Self::Key(key.trim(), value_of(value.trim())),
            _ => Self::Odd,
        }
    }
}

/// A value without quotes, or without its comment. `#` and `;` begin a comment only after a blank, since a
/// secret may contain them.
fn value_of(text: &str) -> &str {
    let quoted = ['"', '\'', '`'].into_iter().find_map(|quote| {
        let (value, behind) = text.strip_prefix(quote)?.split_once(quote)?;
        is_blank_or_comment(behind).then_some(value)
    });
    quoted.unwrap_or_else(|| {
        let mut before = ' ';
        let comment = text.char_indices().find(|(_, c)| {
            let begins = before.is_whitespace() && matches!(c, '#' | ';');
            before = *c;
            begins
        });
        comment.and_then(|(at, _)| text.get(..at)).unwrap_or(text).trim_end()
    })
}

fn is_blank_or_comment(text: &str) -> bool {
    let text = text.trim_start();
    text.is_empty() || text.starts_with(['#', ';'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::alibaba::credentials::machine::*;

    fn keys<'a>(text: &'a str, section: &str) -> HashMap<String, &'a str> {
        Section::read(text, section).keys
    }

    #[test]
    fn sections_keys_and_comments() {
        let text = "; a\nstray = 1\n[default]\r\n Type = access_key # the usual\r\naccess_key_id=ID#1\n\
                    [ prod ]\naccess_key_id = A=B ==\nno sign\n#access_key_id = C\n[default]\nlater = x\n[broken\n";
        let default = keys(text, "default");
        assert_eq!(default.get("type"), Some(&"access_key"));
        assert_eq!(default.get("access_key_id"), Some(&"ID#1"));
        assert_eq!(default.get("later"), Some(&"x"));
        assert_eq!(default.len(), 3);
        assert_eq!(keys(text, "prod"), HashMap::from([("access_key_id".to_owned(), "A=B ==")]));
        assert!(keys(text, "").is_empty());
    }

    #[test]
    fn every_dialect_of_the_sdks_is_read() {
        for text in [
            "[default]\t# my account\nid\t=\tA b\t# the usual",
            "[default] ; mine\nid = A b ; the usual",
            "[default]\nid : A b",
            "[default]\nid:A b\n",
            "[default]#x\nID = \"A b\"",
            "[ default ]\r\nId = 'A b'\t; it\r\n",
            "[default]\rid = `A b` # c\r",
            "[other]\nid = B\n\n\t[default]\n\tid\u{a0}= A b\u{3000}\n",
            "[default]\nid = B\n[default]\nid = A b",
        ] {
            assert_eq!(keys(text, "default").get("id"), Some(&"A b"), "{text:?}");
        }
        for (value, read) in [
            ("a#b", "a#b"),
            ("a;b", "a;b"),
            ("#a", ""),
            ("a = b : c", "a = b : c"),
            ("\"a", "\"a"),
            ("\"a\"b", "\"a\"b"),
            ("'a # b' # c", "a # b"),
            ("\"\"", ""),
        ] {
            assert_eq!(keys(&format!("[s]\nk = {value}"), "s").get("k"), Some(&read), "{value}");
        }
    }

    #[test]
    fn a_file_that_is_not_understood_is_reported_without_its_content() {
        let half = "access_key_id = A\naccess_key_secret = SECRET\n";
        for (text, why) in [
            (format!("[prod]\n{half}"), Some("has no section [default]")),
            (half.to_owned(), Some("has no section [default]")),
            (
                "[default\nSECRET\n".to_owned(),
                Some("has no section [default]; line 1 is neither [section] nor key = value"),
            ),
            (
                "[default]\n\n# here\naccess_key_id SECRET\n".to_owned(),
                Some("no AccessKey pair in [default]; line 4 is neither [section] nor key = value"),
            ),
            ("[default]\naccessKeyId = SECRET".to_owned(), Some("no AccessKey pair in [default]")),
            (format!("[default]\nenable = false\n{half}"), None),
            ("# nothing yet\n\n".to_owned(), None),
            (String::new(), None),
        ] {
            let machine = Machine::new().file(INI, &text);
            let logins = machine.find();
            let path = machine.surroundings().home.unwrap().join(INI).display().to_string();
            let problems: Vec<_> =
                logins.problems.iter().map(|problem| (problem.cause.clone(), problem.fatal)).collect();
            let reported = why.map(|why| (Cause::File { path, detail: why.to_owned() }, false));
            assert_eq!(problems, reported.into_iter().collect::<Vec<_>>(), "{text}");
            let place = why.map(|why| format!("~/{INI} ({why})"));
            if let Some(place) = place {
                assert!(logins.looked_for.contains(&place), "{:?}", logins.looked_for);
                let Cause::NoAccessKey { looked_for } = logins.why_no_pair() else { panic!("{logins:?}") };
                assert!(looked_for.contains(&place), "{looked_for:?}");
            }
            assert!(!format!("{logins:?}").contains("SECRET"), "{logins:?}");
        }
    }

    #[test]
    fn a_file_that_is_passed_over_does_not_hide_the_next() {
        let machine =
            Machine::new().file(INI, "[work]\na = b").file(".alibabacloud/credentials.ini", INI_TWO);
        let logins = machine.find();
        assert_eq!(names(&logins).1, Some("~/.alibabacloud/credentials.ini [default]"));
        assert_eq!((logins.problems.len(), ended_by(&logins).len()), (1, 0));
    }

    #[test]
    fn types() {
        // The section's lines: the name of the pair's id, none, or unusable.
        let rows = [
            ("access_key_id=A\naccess_key_secret=s", Ok(Some(("A", false)))),
            (
                "type = access_key\nsecurity_token=x\naccess_key_id=A\naccess_key_secret=s",
                Ok(Some(("A", false))),
            ),
            ("type = sts\nsecurity_token=x\naccess_key_id=A\naccess_key_secret=s", Ok(Some(("A", true)))),
            ("type = sts\naccess_key_id=A\naccess_key_secret=s", Err(())),
            ("type = ram_role_arn\naccess_key_id=A\naccess_key_secret=s", Err(())),
            ("access_key_id=A", Err(())),
            ("access_key_id=A\naccess_key_secret=", Err(())),
            ("access_key_id=A B\naccess_key_secret=s", Err(())),
            ("enable = False\naccess_key_id=A\naccess_key_secret=s", Ok(None)),
            ("", Ok(None)),
        ];
        for (section, expected) in rows {
            let logins = Machine::new().file(INI, format!("\u{feff}[default]\n{section}")).find();
            let key =
                logins.pair.as_ref().map(|pair| (pair.key.id.as_str(), pair.key.security_token.is_some()));
            assert_eq!(if ended_by(&logins).is_empty() { Ok(key) } else { Err(()) }, expected, "{section}");
        }
    }
}
