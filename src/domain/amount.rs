//! Amounts in the notations of people and programs, parsed exactly or rejected.
//!
//! `1,234.56`, `(0.50)`, `−0.30`, `0.30-`, `１２．５`, `¥ 12.40` and `12.40 USD` are unambiguous. Ambiguous texts
//! are refused: `1,5` and `0,500` may be decimal commas, `(-1)` negates twice, and a line in yuan has no
//! amount in dollars.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::{Quantity, quantity::NotExact};

/// In bytes. 28 digits with sign, separators and currency are far shorter.
const LONGEST: usize = 200;

/// Parses an amount in `currency` (a code; empty if unknown). An empty text is an absent amount.
///
/// # Errors
/// If the text is not a number, is ambiguous, names another currency, or does not fit into 28 digits.
pub fn parse(text: &str, currency: &str) -> Result<Option<Decimal>, NotExact> {
    if let Ok(number) = text.parse::<Quantity>() {
        return Ok(Some(number.decimal()));
    }
    if text.len() > LONGEST {
        return Err(NotExact);
    }
    let plain: String = text.chars().filter(|c| !is_invisible(*c)).map(to_ascii).collect();
    if plain.trim().is_empty() {
        return Ok(None);
    }
    let (digits, is_negative) = without_sign_and_currency(&plain, currency)?;
    let number = without_separators(digits)?.parse::<Quantity>()?.decimal();
    Ok(Some(if is_negative && !number.is_zero() { -number } else { number }))
}

/// The number without its sign and currency, and whether it is negative. Both may be on either side, inside
/// or outside of brackets, but there may be only one sign.
fn without_sign_and_currency<'a>(text: &'a str, currency: &str) -> Result<(&'a str, bool), NotExact> {
    let mut rest = text.trim();
    let mut sign = None;
    loop {
        let signed = [
            rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).map(|rest| (rest, true)),
            rest.strip_prefix('-').map(|rest| (rest, true)),
            rest.strip_prefix('+').map(|rest| (rest, false)),
            rest.strip_suffix('-').map(|rest| (rest, true)),
        ];
        if let Some((inner, is_negative)) = signed.into_iter().flatten().next() {
            if sign.replace(is_negative).is_some() {
                return Err(NotExact);
            }
            rest = inner.trim();
            continue;
        }
        let before = rest.trim_start_matches(is_currency);
        let after = rest.trim_end_matches(is_currency);
        let (mark, inner) = if before.len() < rest.len() {
            (rest.strip_suffix(before), before)
        } else if after.len() < rest.len() {
            (rest.strip_prefix(after), after)
        } else {
            return Ok((rest, sign.unwrap_or(false)));
        };
        if !mark.is_some_and(|mark| denotes(mark, currency)) {
            return Err(NotExact);
        }
        rest = inner.trim();
    }
}

/// Whether a character can be part of a currency's name or symbol.
fn is_currency(character: char) -> bool {
    character.is_alphabetic() || matches!(character, '¥' | '$' | '€' | '£')
}

/// Whether a symbol or name denotes the currency with this code.
fn denotes(mark: &str, currency: &str) -> bool {
    if currency.is_empty() {
        return false;
    }
    let codes: &[&str] = match mark {
        "¥" => &["CNY", "JPY"],
        "元" | "圆" | "人民币" | "RMB" | "CN¥" => &["CNY"],
        "円" | "JP¥" => &["JPY"],
        "$" | "US$" | "美元" => &["USD"],
        "€" => &["EUR"],
        "£" => &["GBP"],
        code => &[code],
    };
    codes.iter().any(|code| code.eq_ignore_ascii_case(currency))
}

/// The digits without thousands separators: commas, spaces or apostrophes between complete groups of three
/// before the point. A leading zero is rejected: in many languages, `0,500` is a half.
fn without_separators(digits: &str) -> Result<Cow<'_, str>, NotExact> {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let Some(separator) = whole.chars().find(|c| matches!(c, ',' | ' ' | '\'')) else {
        return Ok(digits.into());
    };
    let mut groups = whole.split(separator);
    let first = groups.next().unwrap_or_default();
    let is_grouped = is_number(first) && first.len() <= 3 && !first.starts_with('0');
    if is_grouped && is_number(fraction) && groups.all(|group| is_number(group) && group.len() == 3) {
        Ok(digits.replace(separator, "").into())
    } else {
        Err(NotExact)
    }
}

/// Normalises full-width forms, minus signs, spaces and apostrophes to ASCII.
fn to_ascii(character: char) -> char {
    match half_width(character) {
        '\u{2010}'..='\u{2013}' | '\u{2212}' | '\u{fe63}' => '-',
        '\u{2019}' => '\'',
        '\u{ffe1}' => '£',
        '\u{ffe5}' => '¥',
        space if space.is_whitespace() => ' ',
        other => other,
    }
}

/// Direction and width marks that spreadsheets put around numbers.
const fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{2060}' | '\u{feff}')
}

/// The ASCII character of a full-width form; any other character unchanged.
pub fn half_width(character: char) -> char {
    const DISTANCE: u32 = 0xfee0;
    match character {
        '\u{ff01}'..='\u{ff5e}' => {
            u32::from(character).checked_sub(DISTANCE).and_then(char::from_u32).unwrap_or(character)
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn unambiguous_amounts_are_parsed() {
        for (currency, exact, texts) in [
            ("", "0", &["0", "0E-10", "(0)"][..]),
            ("", "0.5", &[".5"]),
            ("", "2.976", &["2.976"]),
            ("", "0.00000015", &["1.5E-7"]),
            ("", "-0.00000015", &["\u{2212}1.5\u{ff25}\u{2212}7"]),
            ("", "1000", &["1e3"]),
            ("", "12.40", &["+12.40"]),
            ("", "-12.40", &["-12.40"]),
            ("", "12.50", &["１２．５０"]),
            // All notations of negative numbers.
            ("", "-0.50", &["(0.50)", "（0.50）"]),
            (
                "",
                "-0.30",
                &["\u{2212}0.30", "\u{fe63}0.30", "\u{ff0d}0.30", "\u{2013}0.30", "\u{2011}0.30", "0.30-"],
            ),
            ("", "-0.30", &["\u{200e}\u{2212}\u{a0}0.30\u{200f}"]),
            ("", "-1234.56", &["( 1,234.56 )", "1,234.56 \u{2212}", "－１，２３４．５６"]),
            // Thousands.
            ("", "1234.56", &["1,234.56", "1 234.56", "1'234.56"]),
            ("", "1234567.89", &["1，234，567.8900", "1’234’567.89"]),
            ("", "1234567", &["1\u{202f}234\u{a0}567"]),
            ("", "-1000", &["-1,000"]),
            // Currencies.
            ("CNY", "12.40", &["¥12.40", "￥ 12.40", "12.40元", "人民币 12.40", "RMB12.40"]),
            ("JPY", "12.40", &["￥12.40"]),
            ("USD", "0.50", &["$0.50", "＄0.50"]),
            ("USD", "-0.50", &["-US$0.50", "$-0.50", "($0.50)", "$(0.50)"]),
            ("usd", "-0.50", &["0.50- USD"]),
            ("USD", "1234.50", &["USD 1,234.50", "1,234.50 usd"]),
            ("USD", "5", &["$5 USD"]),
            ("EUR", "5", &["€5"]),
            ("GBP", "5", &["￡5"]),
            ("SGD", "5", &["SGD 5"]),
        ] {
            for text in texts {
                assert_eq!(parse(text, currency), Ok(exact.parse().ok()), "{text}");
            }
        }
        for empty in ["", " \u{a0}\u{3000} "] {
            assert_eq!(parse(empty, ""), Ok(None));
        }
    }

    #[test]
    fn ambiguous_texts_are_refused() {
        for (currency, texts) in [
            (
                "",
                &["-", "--", "()", "(", ".", "many", "N/A", "1.2.3", "1..2", "1e", "1e5e5", "e5", "1_000"][..],
            ),
            ("", &["0x10", "5%", "1e99", "0.12345678901234567890123456789", "NaN", "inf", "#REF!", "٣"]),
            ("", &["2026-11-20", "1/2"]),
            // Signs.
            ("", &["--5", "+-5", "-5-", "5+", "(-5)", "-(5)", "(5", "5)", "((5))", "—5", "~5", "≈5"]),
            // Commas and points may have each other's role.
            ("", &["1,5", "0,500", "00,500", "12,34.5", "1234,567", "1,2345", "1.234,56", "1,234 567"]),
            ("", &[",100", "1,000.", "1,,000", "1,000.0,0", "1,000.000,000", "1 2", "1,000e3", "1 . 5"]),
            // Another or an unknown currency.
            ("", &["USD 5", "5 元"]),
            ("CNY", &["¥", "USD 5", "$5"]),
            ("USD", &["¥5", "HK$5", "5 tokens", "USD"]),
        ] {
            for text in texts {
                assert_eq!(parse(text, currency), Err(NotExact), "{text}");
            }
        }
    }

    /// A number in one of the unambiguous notations.
    fn written(number: Decimal, separator: &str, sign: usize, is_wide: bool, currency: usize) -> String {
        let plain = number.abs().to_string();
        let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
        let mut grouped = String::new();
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at) % 3 == 0 {
                grouped.push_str(separator);
            }
            grouped.push(digit);
        }
        if !fraction.is_empty() {
            grouped = format!("{grouped}.{fraction}");
        }
        let with_currency = match currency {
            0 => grouped,
            1 => format!("¥{grouped}"),
            2 => format!("CNY {grouped}"),
            _ => format!("{grouped} 元"),
        };
        let signed = match (number.is_sign_negative(), sign) {
            (false, _) => with_currency,
            (true, 0) => format!("-{with_currency}"),
            (true, 1) => format!("({with_currency})"),
            (true, 2) => format!("\u{2212}{with_currency}"),
            (true, _) => format!("{with_currency}-"),
        };
        let wide = |c: char| match c {
            '!'..='~' => char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c),
            other => other,
        };
        if is_wide { signed.chars().map(wide).collect() } else { signed }
    }

    proptest! {
        #[test]
        fn a_number_is_parsed_in_every_notation(
            parts in any::<i64>(),
            scale in 0_u32..18,
            separator in prop::sample::select(vec!["", ",", "，", " ", "\u{a0}", "'"]),
            (sign, is_wide, currency) in (0_usize..4, any::<bool>(), 0_usize..4),
        ) {
            let number = Decimal::new(parts, scale);
            let text = written(number, separator, sign, is_wide, currency);
            prop_assert_eq!(parse(&text, "CNY"), Ok(Some(number)), "{}", text);
        }

        #[test]
        fn any_text_is_safe_and_no_number_is_invented(text in "\\PC{0,30}|[-+().,0-9eE '¥$元 ]{0,12}") {
            if let Ok(Some(number)) = parse(&text, "CNY") {
                let digits = text.chars().map(half_width).filter(char::is_ascii_digit).count();
                prop_assert!(digits > 0, "{} is no {}", text, number);
            }
        }
    }
}
