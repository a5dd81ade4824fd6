//! How a file separates its fields and ends its lines: the vendor's files with commas and LF or CRLF, those
//! that a spreadsheet saved also with tabs or semicolons, and with CR alone.

/// Field separators, the vendor's own first.
const DELIMITERS: [u8; 3] = *b",\t;";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dialect {
    pub(super) delimiter: u8,
    pub(super) ends_in_cr: bool,
}

impl Dialect {
    /// Detects the dialect from the first line that is not blank.
    pub(super) fn of(first: &[u8]) -> Self {
        let begin = first.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or_default();
        let line = first.get(begin..).unwrap_or_default();
        let mut is_quoted = false;
        let mut counts = DELIMITERS.map(|delimiter| (delimiter, 0_usize));
        let mut end = None;
        for (at, byte) in line.iter().enumerate() {
            match byte {
                b'"' => is_quoted = !is_quoted,
                b'\n' | b'\r' if !is_quoted => {
                    end = line.get(at..);
                    break;
                }
                byte if !is_quoted => {
                    if let Some((_, count)) = counts.iter_mut().find(|(delimiter, _)| delimiter == byte) {
                        *count = count.saturating_add(1);
                    }
                }
                _ => {}
            }
        }
        let most = counts.iter().map(|(_, count)| *count).max().unwrap_or_default();
        let delimiter =
            counts.iter().find(|(_, count)| *count == most).map_or(b',', |(delimiter, _)| *delimiter);
        let after = |end: &[u8]| end.iter().copied().find(|byte| *byte != b'\r');
        let ends_in_cr = end.is_some_and(|end| end.first() == Some(&b'\r') && after(end) != Some(b'\n'));
        Self { delimiter, ends_in_cr }
    }

    /// Whether `1,234` is surely a thousand and more. Where commas do not separate fields, they may be the
    /// point of another language.
    pub(super) const fn has_sure_commas(self) -> bool {
        self.delimiter == b','
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_tells() {
        for (text, delimiter, ends_in_cr) in [
            ("", b',', false),
            ("a,b", b',', false),
            ("a,b\n1,2\n", b',', false),
            ("a,b\r\n1,2\r\n", b',', false),
            ("a,b\r\r\n1,2\r\r\n", b',', false),
            ("a,b\r1,2\r", b',', true),
            ("a,b\r", b',', true),
            ("\r\r a,b\r1,2\n", b',', true),
            ("\r\na,b\r\n", b',', false),
            ("\"a\rx\",b\n1\r,2\n", b',', false),
            ("\"a\nx\",b\r1,2\r", b',', true),
            ("a\tb, c\td\n", b'\t', false),
            ("a;b;c\n", b';', false),
            ("\"a;b\",\"c;d\"\n", b',', false),
            ("a\n1;2;3\n", b',', false),
        ] {
            assert_eq!(Dialect::of(text.as_bytes()), Dialect { delimiter, ends_in_cr }, "{text:?}");
        }
    }
}
