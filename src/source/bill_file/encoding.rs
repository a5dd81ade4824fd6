//! How the text of a file is encoded, and the text as UTF-8.

use std::io::{self, Read};

use crate::domain::bill::FileRefusal;

/// What archives and workbooks begin with: zip (also a workbook), gzip, 7-Zip, RAR, bzip2, xz, Zstandard, and
/// the workbooks of old.
const ARCHIVES: [&[u8]; 8] = [
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
    b"BZh",
    b"\xfd7zXZ\x00",
    b"\x28\xb5\x2f\xfd",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
];
const CHUNK: usize = 1 << 16;

/// An encoding detected from the first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    /// UTF-8, or one that cannot be distinguished from it yet.
    Utf8,
    /// UTF-16, the low byte first (`Unicode text` of spreadsheets).
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
}

impl Encoding {
    /// Detects the encoding; refuses what is not text.
    pub(super) fn of(first: &[u8]) -> Result<Self, FileRefusal> {
        if ARCHIVES.iter().any(|mark| first.starts_with(mark)) {
            return Err(FileRefusal::Archive);
        }
        if first.starts_with(b"\xff\xfe") {
            return Ok(Self::Utf16Le);
        }
        if first.starts_with(b"\xfe\xff") {
            return Ok(Self::Utf16Be);
        }
        // UTF-8 has no NUL, and UTF-16 has one in each comma.
        match [Self::Utf16Le, Self::Utf16Be].map(|encoding| encoding.commas(first)) {
            _ if !first.contains(&0) => Ok(Self::Utf8),
            [(1..), 0] => Ok(Self::Utf16Le),
            [0, (1..)] => Ok(Self::Utf16Be),
            _ => Err(FileRefusal::NotText),
        }
    }

    fn commas(self, first: &[u8]) -> usize {
        let pairs = first.chunks_exact(2).filter_map(|pair| pair.try_into().ok());
        pairs.filter(|pair| self.unit(*pair) == u16::from(b',')).count()
    }

    const fn unit(self, pair: [u8; 2]) -> u16 {
        match self {
            Self::Utf16Be => u16::from_be_bytes(pair),
            Self::Utf8 | Self::Utf16Le => u16::from_le_bytes(pair),
        }
    }

    pub(super) fn decode<'a>(self, content: impl Read + 'a) -> Box<dyn Read + 'a> {
        match self {
            Self::Utf8 => Box::new(content),
            Self::Utf16Le | Self::Utf16Be => Box::new(Decoder {
                encoding: self,
                inner: content,
                half: None,
                high: None,
                text: String::new(),
                read: 0,
            }),
        }
    }
}

/// Converts UTF-16 to UTF-8. Invalid units become U+FFFD.
struct Decoder<R> {
    encoding: Encoding,
    inner: R,
    /// The first byte of a unit that was cut by the end of the input.
    half: Option<u8>,
    /// The first half of a surrogate pair.
    high: Option<u16>,
    text: String,
    read: usize,
}

impl<R: Read> Decoder<R> {
    /// Decodes the next chunk; false at the end.
    fn fill(&mut self) -> io::Result<bool> {
        self.text.clear();
        self.read = 0;
        let mut bytes = Vec::with_capacity(CHUNK);
        let chunk = u64::try_from(CHUNK).unwrap_or(u64::MAX);
        self.inner.by_ref().take(chunk).read_to_end(&mut bytes)?;
        let is_end = bytes.is_empty();
        let half = self.half.take();
        let all: Vec<u8> = half.into_iter().chain(bytes).collect();
        let mut pairs = all.chunks_exact(2);
        for pair in pairs.by_ref().filter_map(|pair| pair.try_into().ok()) {
            self.push(self.encoding.unit(pair));
        }
        self.half = pairs.remainder().first().copied();
        if is_end && (self.half.take().is_some() | self.high.take().is_some()) {
            self.text.push(char::REPLACEMENT_CHARACTER);
        }
        Ok(!is_end || !self.text.is_empty())
    }

    fn push(&mut self, unit: u16) {
        match self.high.take() {
            None if (0xd800..0xdc00).contains(&unit) => self.high = Some(unit),
            high => {
                let units = high.into_iter().chain([unit]);
                let characters = char::decode_utf16(units);
                self.text.extend(characters.map(|read| read.unwrap_or(char::REPLACEMENT_CHARACTER)));
            }
        }
    }
}

impl<R: Read> Read for Decoder<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let mut rest = self.text.as_bytes().get(self.read..).unwrap_or_default();
            if !rest.is_empty() {
                let length = rest.read(buffer)?;
                self.read = self.read.saturating_add(length);
                return Ok(length);
            }
            if !self.fill()? {
                return Ok(0);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Returns a few bytes at a time.
    struct Slow<'a>(&'a [u8], usize);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let length = self.0.len().min(buffer.len()).min(self.1);
            buffer[..length].copy_from_slice(&self.0[..length]);
            self.0 = &self.0[length..];
            Ok(length)
        }
    }

    fn encoded(text: &str, encoding: Encoding) -> Vec<u8> {
        let of = |unit: u16| match encoding {
            Encoding::Utf16Be => unit.to_be_bytes(),
            _ => unit.to_le_bytes(),
        };
        text.encode_utf16().flat_map(of).collect()
    }

    fn decoded(bytes: &[u8], encoding: Encoding) -> String {
        let mut text = String::new();
        encoding.decode(Slow(bytes, 7)).read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn encodings_are_told_by_their_mark_or_by_their_commas() {
        let header = "账单日期,产品Code,应付金额\n";
        for encoding in [Encoding::Utf16Le, Encoding::Utf16Be] {
            for text in [format!("\u{feff}{header}"), header.to_owned()] {
                assert_eq!(Encoding::of(&encoded(&text, encoding)), Ok(encoding), "{text}");
            }
        }
        for bytes in [header.as_bytes(), b"", b"a,b\n", b"\xd5\xcb,b\n", b"\xef\xbb\xbfa,b\n"] {
            assert_eq!(Encoding::of(bytes), Ok(Encoding::Utf8));
        }
        let zeros = [0; 64];
        for bytes in [&zeros[..], b"a\0b\0c\0", b"\0,\0a,\0b", b"\x7fELF\x02\x01\x01\0\0"] {
            assert_eq!(Encoding::of(bytes), Err(FileRefusal::NotText), "{bytes:?}");
        }
        for bytes in [&b"PK\x03\x04"[..], b"\x1f\x8b\x08", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0", b"BZh9"] {
            assert_eq!(Encoding::of(bytes), Err(FileRefusal::Archive), "{bytes:?}");
        }
    }

    #[test]
    fn what_is_no_character_becomes_a_sign_of_it() {
        let le = |units: &[u16]| units.iter().flat_map(|unit| unit.to_le_bytes()).collect::<Vec<u8>>();
        for (bytes, text) in [
            (le(&[0x61, 0xd83d, 0xde00, 0x62]), "a😀b"),
            (le(&[0x61, 0xd83d, 0x62]), "a\u{fffd}b"),
            (le(&[0xde00, 0x62]), "\u{fffd}b"),
            (le(&[0x61, 0xd83d]), "a\u{fffd}"),
            (vec![0x61, 0, 0x62], "a\u{fffd}"),
            (Vec::new(), ""),
        ] {
            assert_eq!(decoded(&bytes, Encoding::Utf16Le), text, "{bytes:?}");
        }
    }

    proptest! {
        #[test]
        fn text_comes_back_whole_however_it_is_split(text in "\\PC{0,60}", size in 1_usize..9) {
            for encoding in [Encoding::Utf16Le, Encoding::Utf16Be] {
                let bytes = encoded(&text, encoding);
                let mut read = String::new();
                encoding.decode(Slow(&bytes, size)).read_to_string(&mut read).unwrap();
                prop_assert_eq!(&read, &text);
            }
        }
    }
}
