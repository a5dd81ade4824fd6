//! Replies of the terminal.

use crate::app::chrome::themes::Background;

/// The background, from the text of an OSC; `None` if that is about something else.
pub(super) fn background(text: &[u8]) -> Option<Background> {
    brightness(std::str::from_utf8(text).ok()?.strip_prefix("11;")?)
}

/// The kind of background of a colour: `rgb:1e1e/1e1e/1e1e`, `rgba:...` or `#1e1e1e`.
fn brightness(colour: &str) -> Option<Background> {
    let channels: Vec<&str> = match colour.strip_prefix('#') {
        Some(digits) if digits.is_ascii() && !digits.is_empty() && digits.len().is_multiple_of(3) => {
            let (red, rest) = digits.split_at(digits.len() / 3);
            let (green, blue) = rest.split_at(digits.len() / 3);
            vec![red, green, blue]
        }
        Some(_) => return None,
        None => colour.strip_prefix("rgb:").or_else(|| colour.strip_prefix("rgba:"))?.split('/').collect(),
    };
    let channels: Vec<f64> = channels.into_iter().map(channel).collect::<Option<_>>()?;
    let (&[red, green, blue] | &[red, green, blue, _]) = channels.as_slice() else { return None };
    // A fifth of the light of white looks half as bright.
    let light = 0.2126 * red.powf(2.2) + 0.7152 * green.powf(2.2) + 0.0722 * blue.powf(2.2);
    Some(if light > 0.2 { Background::Light } else { Background::Dark })
}

/// One to four hexadecimal digits, as a fraction of the largest such number.
fn channel(digits: &str) -> Option<f64> {
    let length = u32::try_from(digits.len()).ok().filter(|length| (1..=4).contains(length))?;
    // `from_str_radix` would accept a sign.
    let digits = Some(digits).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
    let value = u16::from_str_radix(digits, 16).ok()?;
    let most = 16_u32.checked_pow(length)?.checked_sub(1)?;
    Some(f64::from(value) / f64::from(most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reply_to_osc_11_is_a_light_or_a_dark_background() {
        for (text, expected) in [
            ("11;rgb:ffff/ffff/ffff", Some(Background::Light)),
            ("11;rgb:fdfd/f6f6/e3e3", Some(Background::Light)),
            ("11;rgb:1e1e/1e1e/1e1e", Some(Background::Dark)),
            ("11;rgb:0/0/0", Some(Background::Dark)),
            ("11;rgba:2828/2c2c/3434/ffff", Some(Background::Dark)),
            ("11;#FAFAFA", Some(Background::Light)),
            // Even bright blue looks dark.
            ("11;rgb:00/00/ff", Some(Background::Dark)),
            ("11;rgb:00/00", None),
            ("11;", None),
            ("11", None),
            ("11;nonsense", None),
            ("11;rgb:+f/+f/+f", None),
            ("10;rgb:ffff/ffff/ffff", None),
            ("4;11;rgb:ffff/ffff/ffff", None),
            ("111;rgb:ffff/ffff/ffff", None),
        ] {
            assert_eq!(background(text.as_bytes()), expected, "{text}");
        }
        assert_eq!(background(b"11;rgb:\xff\xff/ffff/ffff"), None);
    }
}
