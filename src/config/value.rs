//! Single values: parsed from TOML, or what is wrong with them.

use std::{collections::BTreeMap, path::PathBuf, str::FromStr, time::Duration};

use chrono::TimeDelta;
use rust_decimal::Decimal;
use strum::IntoEnumIterator;
use toml::{
    Spanned,
    de::{DeInteger, DeString, DeValue},
};

use super::{
    Template, duration, endpoint,
    problem::{Accepted, What},
    text,
    theme::{self, Colour},
};
use crate::domain::{Quantity, QuietHours, fleet::Matchers, key::Key};

const DAY: Duration = Duration::from_hours(24);
const REFRESH: Accepted = Accepted::Duration { least: Duration::from_secs(10), most: DAY };
const TIME_LIMIT: Accepted =
    Accepted::Duration { least: Duration::from_secs(1), most: Duration::from_mins(10) };
const TURN: Accepted = Accepted::Duration { least: Duration::from_secs(5), most: Duration::from_hours(1) };
const EXPIRING: Accepted = Accepted::Duration { least: Duration::ZERO, most: Duration::from_hours(365 * 24) };

/// One key of the keyboard, or a list of keys.
pub(super) fn keys(value: &DeValue<'_>) -> Result<Vec<Key>, What> {
    let names = match value {
        DeValue::String(name) => vec![name.to_string()],
        list => strings(list, || Accepted::Keys)?,
    };
    names.iter().map(|name| Key::parse(name).ok_or_else(|| wrong_string(name, Accepted::Keys))).collect()
}

/// Any table.
pub(super) fn table(value: &DeValue<'_>) -> Result<(), What> {
    value.as_table().map(drop).ok_or_else(|| wrong_type(value, Accepted::Table))
}

/// A text that is not blank.
pub(super) fn text(value: &DeValue<'_>) -> Result<String, What> {
    let text = string(value, || Accepted::Text)?;
    if text.trim().is_empty() { Err(wrong_string(text, Accepted::Text)) } else { Ok(text.to_owned()) }
}

pub(super) fn path(value: &DeValue<'_>) -> Result<PathBuf, What> {
    text(value).map(PathBuf::from)
}

pub(super) fn flag(value: &DeValue<'_>) -> Result<bool, What> {
    value.as_bool().ok_or_else(|| wrong_type(value, Accepted::Flag))
}

/// `base` of a theme.
pub(super) fn base(value: &DeValue<'_>) -> Result<&'static str, What> {
    let accepted = || Accepted::Words(theme::BUILTIN.to_vec());
    let text = string(value, accepted)?;
    theme::BUILTIN.into_iter().find(|name| *name == text).ok_or_else(|| wrong_string(text, accepted()))
}

/// `fg`, `bg`.
pub(super) fn colour(value: &DeValue<'_>) -> Result<Colour, What> {
    let read = match value {
        DeValue::Integer(number) => {
            u8::from_str_radix(number.as_str(), number.radix()).ok().map(Colour::Indexed)
        }
        DeValue::String(text) if text.as_ref() == theme::OWN => Some(Colour::Own),
        DeValue::String(text) => named_colour(text).or_else(|| rgb(text)),
        other => return Err(wrong_type(other, Accepted::Colour)),
    };
    read.ok_or_else(|| wrong_value(value, Accepted::Colour))
}

fn named_colour(name: &str) -> Option<Colour> {
    let (first, name) = name.strip_prefix("bright-").map_or((0, name), |name| (8, name));
    let position = theme::COLOURS.iter().position(|colour| *colour == name)?;
    Some(Colour::Indexed(u8::try_from(position).ok()?.checked_add(first)?))
}

/// `#rrggbb`.
fn rgb(text: &str) -> Option<Colour> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
    digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then_some(Colour::Rgb(red, green, blue))
}

/// `refresh`.
pub(super) fn refresh(value: &DeValue<'_>) -> Result<Duration, What> {
    within(value, &REFRESH, Some)
}

/// `expiring`, and other spans of up to a year.
pub(super) fn ahead(value: &DeValue<'_>) -> Result<TimeDelta, What> {
    within(value, &EXPIRING, |length| TimeDelta::from_std(length).ok())
}

/// `time_limit`.
pub(super) fn time_limit(value: &DeValue<'_>) -> Result<Duration, What> {
    within(value, &TIME_LIMIT, Some)
}

/// `turn`.
pub(super) fn turn(value: &DeValue<'_>) -> Result<Duration, What> {
    within(value, &TURN, Some)
}

/// `night`.
pub(super) fn night(value: &DeValue<'_>) -> Result<QuietHours, What> {
    let text = string(value, || Accepted::QuietHours)?;
    text.parse().map_err(|_no_night| wrong_string(text, Accepted::QuietHours))
}

/// `command`. It is not quoted: an argument may be a secret.
pub(super) fn command(value: &DeValue<'_>) -> Result<Vec<String>, What> {
    let words = strings(value, || Accepted::Command)?;
    let is_program = words.first().is_some_and(|program| !program.trim().is_empty());
    // The system cannot pass a NUL byte.
    if is_program && !words.iter().any(|word| word.contains('\0')) {
        Ok(words)
    } else {
        Err(unshown(Accepted::Command))
    }
}

/// `url`. It is not quoted: it may contain a token.
pub(super) fn web_address(value: &DeValue<'_>) -> Result<String, What> {
    let text = string(value, || Accepted::WebAddress)?;
    endpoint::parse_address(text).ok_or(unshown(Accepted::WebAddress))
}

/// The address of an HTTP API. It is not quoted: there may be a login in it.
pub(super) fn base_address(value: &DeValue<'_>) -> Result<String, What> {
    let text = string(value, || Accepted::BaseAddress)?;
    endpoint::parse_base(text).ok_or(unshown(Accepted::BaseAddress))
}

/// The address of a Prometheus. It is not quoted: there may be a login in it.
pub(super) fn server_address(value: &DeValue<'_>) -> Result<String, What> {
    let text = string(value, || Accepted::ServerAddress)?;
    endpoint::parse_server(text).ok_or(unshown(Accepted::ServerAddress))
}

/// `match`.
pub(super) fn matchers(value: &DeValue<'_>) -> Result<Matchers, What> {
    let text = string(value, || Accepted::Matchers)?;
    text.parse().map_err(|_no_matchers| wrong_string(text, Accepted::Matchers))
}

/// The name of an environment variable. It is not quoted: the user may have put the secret itself there.
pub(super) fn variable(value: &DeValue<'_>) -> Result<String, What> {
    let name = string(value, || Accepted::Variable)?;
    is_variable(name).then(|| name.to_owned()).ok_or(unshown(Accepted::Variable))
}

fn is_variable(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// `headers`.
pub(super) fn headers(value: &DeValue<'_>) -> Result<BTreeMap<String, String>, What> {
    let table = value.as_table().ok_or_else(|| wrong_type(value, Accepted::Headers))?;
    let is_name = |name: &str| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
    };
    let header = |(name, value): (&Spanned<_>, &Spanned<DeValue<'_>>)| {
        let name: &DeString<'_> = name.get_ref();
        let variable = value.get_ref().as_str().filter(|variable| is_variable(variable))?;
        is_name(name).then(|| (name.to_string(), variable.to_owned()))
    };
    table.iter().map(header).collect::<Option<_>>().ok_or(unshown(Accepted::Headers))
}

/// `template`. It is not quoted: a service may want its token in the body.
pub(super) fn template(value: &DeValue<'_>) -> Result<Template, What> {
    let text = string(value, || Accepted::Template)?;
    Template::parse(text).ok_or(unshown(Accepted::Template))
}

pub(super) fn origin(value: &DeValue<'_>) -> Result<String, What> {
    let text = string(value, || Accepted::Endpoint)?;
    endpoint::parse(text).ok_or_else(|| What::WrongValue {
        given: endpoint::is_showable(text).then(|| text::quoted_short(text)),
        accepted: Accepted::Endpoint,
    })
}

/// `low_percent`: a number or a string.
pub(super) fn percent(value: &DeValue<'_>) -> Result<Decimal, What> {
    let read = match value {
        DeValue::Integer(number) => integer(number),
        DeValue::Float(number) => number.as_str().parse().ok().map(Quantity::decimal),
        DeValue::String(text) => decimal(text),
        other => return Err(wrong_type(other, Accepted::Percent)),
    };
    read.filter(|percent| (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(percent))
        .ok_or_else(|| wrong_value(value, Accepted::Percent))
}

/// `monthly_spend`: a string or a whole number. A float is refused: 19.99 would not be exact.
pub(super) fn amount(value: &DeValue<'_>) -> Result<Decimal, What> {
    let read = match value {
        DeValue::Integer(number) => integer(number),
        DeValue::String(text) => decimal(text),
        other => return Err(wrong_type(other, Accepted::Amount)),
    };
    read.filter(|amount| *amount >= Decimal::ZERO).ok_or_else(|| wrong_value(value, Accepted::Amount))
}

/// Digits, with at most one point among them; `None` if they cannot be represented exactly.
fn decimal(text: &str) -> Option<Decimal> {
    let plain = text.starts_with(|c: char| c.is_ascii_digit())
        && text.ends_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || c == '.');
    if plain { Decimal::from_str_exact(text).ok() } else { None }
}

fn integer(number: &DeInteger<'_>) -> Option<Decimal> {
    // A decimal has 96 bits; what does not fit is refused rather than rounded.
    let number = i128::from_str_radix(number.as_str(), number.radix()).ok()?;
    Decimal::try_from_i128_with_scale(number, 0).ok()
}

/// An enum whose variants the file names by words.
pub(super) trait Word: IntoEnumIterator + FromStr + Into<&'static str> {}

impl<T: IntoEnumIterator + FromStr + Into<&'static str>> Word for T {}

fn words<T: Word>() -> Vec<&'static str> {
    T::iter().map(Into::into).collect()
}

pub(super) fn one_of<T: Word>() -> Accepted {
    Accepted::Words(words::<T>())
}

pub(super) fn word<T: Word>(value: &DeValue<'_>) -> Result<T, What> {
    let text = string(value, one_of::<T>)?;
    text.parse().map_err(|_no_word| wrong_string(text, one_of::<T>()))
}

pub(super) fn word_list<T: Word, L: FromIterator<T>>(value: &DeValue<'_>) -> Result<L, What> {
    let accepted = || Accepted::WordList(words::<T>());
    let given = strings(value, accepted)?;
    given.iter().map(|word| word.parse().map_err(|_no_word| wrong_string(word, accepted()))).collect()
}

fn within<T>(
    value: &DeValue<'_>,
    accepted: &Accepted,
    convert: fn(Duration) -> Option<T>,
) -> Result<T, What> {
    let text = string(value, || accepted.clone())?;
    duration::parse(text)
        .filter(|length| matches!(accepted, Accepted::Duration { least, most } if (least..=most).contains(&length)))
        .and_then(convert)
        .ok_or_else(|| wrong_string(text, accepted.clone()))
}

fn strings(value: &DeValue<'_>, accepted: impl Fn() -> Accepted) -> Result<Vec<String>, What> {
    let list = value.as_array().ok_or_else(|| wrong_type(value, accepted()))?;
    list.iter().map(|item| string(item.get_ref(), &accepted).map(str::to_owned)).collect()
}

fn string<'a>(value: &'a DeValue<'_>, accepted: impl FnOnce() -> Accepted) -> Result<&'a str, What> {
    value.as_str().ok_or_else(|| wrong_type(value, accepted()))
}

fn wrong_type(value: &DeValue<'_>, expected: Accepted) -> What {
    What::WrongType { expected, found: value.type_str() }
}

/// A wrong value that may be a secret.
const fn unshown(accepted: Accepted) -> What {
    What::WrongValue { given: None, accepted }
}

fn wrong_string(given: &str, accepted: Accepted) -> What {
    What::WrongValue { given: Some(text::quoted_short(given)), accepted }
}

/// It may hold anything: the parser accepts letters and control characters behind the `_` of a number.
fn wrong_number(given: &str, accepted: Accepted) -> What {
    What::WrongValue { given: Some(text::bare_short(given)), accepted }
}

fn wrong_value(value: &DeValue<'_>, accepted: Accepted) -> What {
    match value {
        DeValue::Integer(number) => wrong_number(&number.to_string(), accepted),
        DeValue::Float(number) => wrong_number(number.as_str(), accepted),
        other => wrong_string(other.as_str().unwrap_or_default(), accepted),
    }
}
