//! The units in which usage is billed. Usage is never added across them.

/// The vendor's words for each unit, in lower case, after the contract's. China's site, the international one and
/// the Marketplace write the same unit differently.
const UNITS: [(&str, &[&str]); 5] = [
    ("1000 tokens", &["千tokens", "千token", "1k tokens", "1ktokens", "ktokens", "1000 tokens"]),
    ("10000 characters", &["万字", "万字符"]),
    ("seconds", &["秒", "second", "seconds"]),
    ("images", &["张", "image", "images"]),
    ("calls", &["次", "call", "calls", "times"]),
];

/// The contract's word for a unit, in whatever case it is written; any other stays as it came.
pub fn unit_word(vendor: &str) -> &str {
    let is_one_of = |words: &[&str]| words.iter().any(|word| vendor.trim().to_lowercase() == *word);
    UNITS.iter().find(|(_, words)| is_one_of(words)).map_or(vendor, |(unit, _)| unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_units_have_the_contracts_word() {
        for (vendor, unit) in [
            ("千tokens", "1000 tokens"),
            ("1K tokens", "1000 tokens"),
            ("KTokens", "1000 tokens"),
            ("1000 tokens", "1000 tokens"),
            ("万字", "10000 characters"),
            ("秒", "seconds"),
            ("second", "seconds"),
            ("张", "images"),
            ("次", "calls"),
            ("Gigaflops", "Gigaflops"),
            ("tokens", "tokens"),
            ("", ""),
        ] {
            assert_eq!(unit_word(vendor), unit, "{vendor}");
        }
    }
}
