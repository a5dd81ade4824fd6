//! The clipboard of the terminal's own machine, through OSC 52: it works over ssh, and needs no other program.

/// The 64 signs of base64.
const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// What to write so that the terminal copies `text`.
pub(crate) fn copy(text: &str) -> String {
    format!("\x1b]52;c;{}\x1b\\", base64(text.as_bytes()))
}

/// Three bytes become four signs; what is missing at the end is filled up with `=`.
fn base64(bytes: &[u8]) -> String {
    let mut written = String::with_capacity(bytes.len().div_ceil(3).saturating_mul(4));
    for chunk in bytes.chunks(3) {
        let [one, two, third] = [0, 1, 2].map(|at| u32::from(chunk.get(at).copied().unwrap_or(0)));
        let bits = one << 16 | two << 8 | third;
        for (position, shift) in [18, 12, 6, 0].into_iter().enumerate() {
            let sign = usize::try_from(bits >> shift & 63).ok().and_then(|at| SIGNS.get(at));
            let is_there = position <= chunk.len();
            written.push(sign.filter(|_| is_there).map_or('=', |sign| char::from(*sign)));
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_rfc_4648() {
        for (text, written) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
            ("通义?>~", "6YCa5LmJPz5+"),
        ] {
            assert_eq!(base64(text.as_bytes()), written, "{text}");
        }
        assert_eq!(base64(&[0xfb, 0xff]), "+/8=");
    }

    #[test]
    fn nothing_in_the_text_ends_the_sequence() {
        let sequence = copy("a\x1b\\\x07b");
        assert_eq!(sequence, "\x1b]52;c;YRtcB2I=\x1b\\");
    }
}
