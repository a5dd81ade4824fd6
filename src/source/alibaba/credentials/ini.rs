//! The AccessKey pair in the credentials file of the vendor's SDKs, an INI file: a section per profile.

use std::{collections::HashMap, path::Path};

use super::{Held, KeyPair, Notes, Place, file::read, pair};
use crate::domain::Cause;

/// The section that is read where none is named.
pub(super) const DEFAULT: &str = "default";

/// The pair of `section` in the file at `path`, which people know as `shown`.
pub(super) fn key_pair(path: &Path, shown: &str, section: &str, notes: &mut Notes) -> Held<KeyPair> {
    let text = match read(path, notes) {
        Ok(Some(text)) => text,
        Ok(None) => return Held::Nothing,
        Err(cause) => return Held::Unusable(cause),
    };
    let keys = keys_of(&text, section);
    let key = |name: &str| keys.get(name).copied().filter(|value| !value.is_empty());
    if key("enable").is_some_and(|enabled| enabled.eq_ignore_ascii_case("false")) {
        return Held::Nothing;
    }

    let name = format!("{shown} [{section}]");
    let unusable =
        |detail: String| Held::Unusable(Cause::Login { credential: name.clone(), detail, command: None });
    let security_token = match key("type").unwrap_or("access_key") {
        "access_key" => None,
        "sts" => match key("security_token") {
            Some(token) => Some(token),
            None => return unusable("has no security_token".to_owned()),
        },
        other => return unusable(format!("type {other} is not supported; access_key and sts are")),
    };
    match (key("access_key_id"), key("access_key_secret")) {
        (Some(id), Some(secret)) => pair(id, secret, security_token, name, Place::Ini),
        (None, None) => Held::Nothing,
        _ => unusable("has only half of an AccessKey pair".to_owned()),
    }
}

/// The keys of one section, in lower case, with their values; of a key that comes twice, the last.
fn keys_of<'a>(text: &'a str, section: &str) -> HashMap<String, &'a str> {
    let mut inside = false;
    let mut keys = HashMap::new();
    for line in text.lines().map(without_comment) {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            inside = name.trim() == section;
        } else if let Some((key, value)) = line.split_once('=').filter(|_| inside) {
            keys.insert(key.trim().to_ascii_lowercase(), value.trim());
        }
    }
    keys
}

/// A comment is a line that starts with `#` or `;`, or what follows ` #`.
fn without_comment(line: &str) -> &str {
    let line = line.trim();
    if line.starts_with(['#', ';']) {
        return "";
    }
    line.split_once(" #").map_or(line, |(line, _)| line.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::alibaba::credentials::machine::*;

    #[test]
    fn sections_keys_and_comments() {
        let text = "; a\nstray = 1\n[default]\r\n Type = access_key # the usual\r\naccess_key_id=ID#1\n\
                    [ prod ]\naccess_key_id = A=B ==\nno sign\n#access_key_id = C\n[default]\nlater = x\n[broken\n";
        let default = keys_of(text, "default");
        assert_eq!(default.get("type"), Some(&"access_key"));
        assert_eq!(default.get("access_key_id"), Some(&"ID#1"));
        assert_eq!(default.get("later"), Some(&"x"));
        assert_eq!(default.len(), 3);
        assert_eq!(keys_of(text, "prod"), HashMap::from([("access_key_id".to_owned(), "A=B ==")]));
        assert!(keys_of(text, "").is_empty());
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
