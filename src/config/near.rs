//! The key that a misspelt one may stand for, and keys that look like credentials.

use strsim::levenshtein;
use toml::de::DeValue;

/// The name that `given` is a misspelling of, if any. Case, hyphens and underscores do not count.
pub fn nearest<'a>(given: &str, names: &[&'a str]) -> Option<&'a str> {
    let given = folded(given);
    let distances = names.iter().map(|name| (levenshtein(&given, &folded(name)), *name));
    let (_, name) = distances.filter(|(distance, name)| *distance <= (name.len() / 3).max(1)).min()?;
    Some(name)
}

/// Whether this key, or one inside it, is named like a credential.
pub(super) fn is_credential(key: &str, value: &DeValue<'_>) -> bool {
    let key = folded(key);
    ["secret", "token", "password", "passwd", "apikey", "accesskey", "credential", "cookie"]
        .iter()
        .any(|word| key.contains(word))
        || value.as_table().is_some_and(|inside| {
            inside.iter().any(|(key, value)| is_credential(key.get_ref(), value.get_ref()))
        })
}

fn folded(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_misspellings_are_taken_for_a_name() {
        let names = ["site", "source", "refresh", "region", "low_percent"];
        for (given, meant) in [
            ("sites", Some("site")),
            ("lowPercent", Some("low_percent")),
            ("low-percent", Some("low_percent")),
            ("reigon", Some("region")),
            ("REFRESH", Some("refresh")),
            ("colour", None),
            ("time", None),
            ("", None),
        ] {
            assert_eq!(nearest(given, &names), meant, "{given}");
        }
    }

    #[test]
    fn credentials_are_recognised_by_name_at_any_depth() {
        let nothing = DeValue::Boolean(true);
        for name in ["access_key_secret", "AccessKeyId", "api-key", "console_token", "Password"] {
            assert!(is_credential(name, &nothing), "{name}");
        }
        for name in ["site", "key", "monkey", "workspace"] {
            assert!(!is_credential(name, &nothing), "{name}");
        }
        let login = DeValue::parse("{ a = { sts_token = 1 } }").unwrap();
        assert!(is_credential("login", login.get_ref()));
    }
}
