//! Arguments that are words of an enumeration.

use std::str::FromStr;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use strum::IntoEnumIterator;

/// Accepts the words of `T`, and lists them in the help.
pub(super) fn word<T>() -> impl TypedValueParser<Value = T>
where
    T: IntoEnumIterator
        + Into<&'static str>
        + FromStr<Err = strum::ParseError>
        + Clone
        + Send
        + Sync
        + 'static,
{
    PossibleValuesParser::new(T::iter().map(Into::<&'static str>::into)).try_map(|word| word.parse())
}
