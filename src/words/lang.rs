//! The languages of the program. Every text is written in both side by side, so that none can be forgotten.

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    #[default]
    English,
    /// Simplified Chinese.
    Chinese,
}

impl Lang {
    pub const ALL: [Self; 2] = [Self::English, Self::Chinese];

    pub const fn pick<T: Copy>(self, english: T, chinese: T) -> T {
        match self {
            Self::English => english,
            Self::Chinese => chinese,
        }
    }

    /// A remark in brackets: ` (x)`, `（x）`.
    pub fn aside(self, text: &str) -> String {
        match self {
            Self::English => format!(" ({text})"),
            Self::Chinese => format!("（{text}）"),
        }
    }

    /// The language of a locale (`zh_CN.UTF-8`, `zh-Hans`, `en_US`): Chinese for any variant, else English.
    pub fn of_locale(name: &str) -> Self {
        let language = name.split(['_', '-', '.', '@']).next().unwrap_or_default();
        if language.eq_ignore_ascii_case("zh") { Self::Chinese } else { Self::English }
    }
}

/// Formats the English or the Chinese template with the same arguments.
macro_rules! phrase {
    ($lang:expr, $english:literal, $chinese:literal $(, $argument:expr)* $(,)?) => {
        match $lang {
            $crate::words::Lang::English => format!($english $(, $argument)*),
            $crate::words::Lang::Chinese => format!($chinese $(, $argument)*),
        }
    };
}
pub(crate) use phrase;

/// A text in all languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text {
    english: &'static str,
    chinese: &'static str,
}

impl Text {
    pub const fn new(english: &'static str, chinese: &'static str) -> Self {
        Self { english, chinese }
    }

    pub const fn of(self, lang: Lang) -> &'static str {
        lang.pick(self.english, self.chinese)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_has_a_language() {
        for (name, lang) in [
            ("zh_CN.UTF-8", Lang::Chinese),
            ("zh-Hans", Lang::Chinese),
            ("ZH", Lang::Chinese),
            ("en_US.UTF-8", Lang::English),
            ("C", Lang::English),
            ("", Lang::English),
            ("zhuang", Lang::English),
        ] {
            assert_eq!(Lang::of_locale(name), lang, "{name}");
        }
    }
}
