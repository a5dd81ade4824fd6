//! Which key somebody may have meant, and whether a key is meant for a secret.

use strsim::levenshtein;
use toml::de::DeValue;

/// The one of `names` that `given` is a slip of, if any. Case, hyphens and underscores do not count.
pub(super) fn nearest<'a>(given: &str, names: &[&'a str]) -> Option<&'a str> {
    let given = folded(given);
    names
        .iter()
        .map(|name| (levenshtein(&given, &folded(name)), *name))
        .filter(|(distance, name)| *distance <= (name.len() / 3).max(1))
        .min()
        .map(|(_, name)| name)
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
    fn only_slips_are_taken_for_a_name() {
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
    fn credentials_are_known_by_their_name_wherever_they_hide() {
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
