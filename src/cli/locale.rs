//! Whether the terminal can show Unicode, according to the locale.

/// Whether non-ASCII characters can be shown, according to the first of `LC_ALL`, `LC_CTYPE` and `LANG` that
/// is set.
///
/// A locale with another encoding than UTF-8, or with none (`C`, `POSIX`, `zh_CN`), cannot show them. Without
/// any of these variables (services, minimal containers), terminals show UTF-8.
pub(super) fn may_be_unicode(variable: &dyn Fn(&str) -> Option<String>) -> bool {
    let mut set = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(variable);
    set.find(|value| !value.is_empty()).is_none_or(|locale| is_utf8(&locale))
}

/// Whether the encoding of `locale` (`language_TERRITORY.ENCODING@modifier`) is UTF-8. On macOS a locale may
/// be just `UTF-8`.
fn is_utf8(locale: &str) -> bool {
    let (name, _modifier) = locale.split_once('@').unwrap_or((locale, ""));
    let (_, encoding) = name.split_once('.').unwrap_or(("", name));
    let letters = encoding.chars().filter(char::is_ascii_alphanumeric);
    letters.collect::<String>().eq_ignore_ascii_case("utf8")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_variable_that_is_set_names_the_encoding() {
        for (lc_all, lc_ctype, lang, may) in [
            ("", "", "", true),
            ("", "", "C", false),
            ("", "", "POSIX", false),
            ("", "", "C.UTF-8", true),
            ("", "", "C.utf8", true),
            ("", "", "en_US.UTF-8", true),
            ("", "", "zh_CN.Utf-8", true),
            ("", "", "zh_CN.GB18030", false),
            ("", "", "zh_CN.gbk", false),
            ("", "", "zh_CN", false),
            ("", "", "en_US.ISO-8859-1", false),
            ("", "", "de_DE.ISO-8859-15@euro", false),
            ("", "", "de_DE.UTF-8@euro", true),
            ("", "", "de_DE@euro", false),
            ("", "UTF-8", "", true),
            ("", "UTF-8", "C", true),
            ("", "C", "en_US.UTF-8", false),
            ("C", "en_US.UTF-8", "en_US.UTF-8", false),
            ("en_US.UTF-8", "C", "C", true),
            ("ja_JP.eucJP", "", "en_US.UTF-8", false),
            ("", "", "xx_utf8_YY.KOI8-R", false),
            ("", "", ".UTF-8", true),
            ("", "", "@", false),
        ] {
            let variable = |name: &str| {
                let value = match name {
                    "LC_ALL" => lc_all,
                    "LC_CTYPE" => lc_ctype,
                    _ => lang,
                };
                Some(value.to_owned())
            };
            assert_eq!(may_be_unicode(&variable), may, "{lc_all:?} {lc_ctype:?} {lang:?}");
        }
        assert!(may_be_unicode(&|_| None));
    }
}
