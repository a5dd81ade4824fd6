//! Durations as the file writes them: `60s`, `5m`, `1h30m`, `7d`.

use std::time::Duration;

const UNITS: [(char, u64); 4] = [('d', 86_400), ('h', 3_600), ('m', 60), ('s', 1)];

/// Reads one or more whole numbers, each with its unit, the largest unit first and none twice.
pub fn parse(text: &str) -> Option<Duration> {
    let mut units = UNITS.iter();
    let mut rest = text;
    let mut seconds = 0_u64;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit())?;
        let (digits, tail) = rest.split_at_checked(end)?;
        let unit = tail.chars().next()?;
        let (_, length) = units.find(|(letter, _)| *letter == unit)?;
        seconds = seconds.checked_add(digits.parse::<u64>().ok()?.checked_mul(*length)?)?;
        rest = tail.get(unit.len_utf8()..)?;
    }
    (!text.is_empty()).then(|| Duration::from_secs(seconds))
}

/// The reverse of [`parse`], in whole seconds.
pub(super) fn format(duration: Duration) -> String {
    let mut left = duration.as_secs();
    let mut text = String::new();
    for (unit, length) in UNITS {
        let count = left / length;
        left %= length;
        if count > 0 {
            text.push_str(&count.to_string());
            text.push(unit);
        }
    }
    if text.is_empty() { "0s".to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn durations_are_parsed() {
        for (text, seconds) in [
            ("0s", Some(0)),
            ("60s", Some(60)),
            ("5m", Some(300)),
            ("1h30m", Some(5_400)),
            ("7d", Some(604_800)),
            ("1d1h1m1s", Some(90_061)),
            ("007s", Some(7)),
            ("", None),
            ("60", None),
            ("s", None),
            ("1.5h", None),
            ("-5m", None),
            ("+5m", None),
            ("5 m", None),
            ("5M", None),
            ("30m1h", None),
            ("1m1m", None),
            ("1ms", None),
            ("٣m", None),
            ("5µ", None),
            ("18446744073709551615d", None),
            ("99999999999999999999s", None),
        ] {
            assert_eq!(parse(text), seconds.map(Duration::from_secs), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_formatted_parses_again(seconds: u64) {
            let duration = Duration::from_secs(seconds);
            prop_assert_eq!(parse(&format(duration)), Some(duration));
        }

        #[test]
        fn no_text_panics(text in "\\PC*|[0-9dhms]{0,30}") {
            if let Some(duration) = parse(&text) {
                prop_assert_eq!(parse(&format(duration)), Some(duration));
            }
        }
    }
}
