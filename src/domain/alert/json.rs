//! How facts are written in JSON: quantities as exact numbers, instants in whole seconds (contract, JSON).

/// An instant: RFC 3339, UTC, rounded down to whole seconds.
pub(super) mod instant {
    use std::borrow::Cow;

    use chrono::{DateTime, Utc};
    use serde::{Deserialize, Deserializer, Serializer, de::Error as _};

    use crate::domain::time::from_rfc3339;
    pub(in super::super) use crate::domain::time::rfc3339 as text;

    /// An instant as it is read, in other forms of RFC 3339, too.
    pub(super) struct Instant(pub(super) DateTime<Utc>);

    #[derive(Deserialize)]
    struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

    impl<'de> Deserialize<'de> for Instant {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let Text(text) = Text::deserialize(deserializer)?;
            from_rfc3339(&text).map_or_else(|| text.parse().map_err(D::Error::custom), Ok).map(Self)
        }
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<DateTime<Utc>, D::Error> {
        Instant::deserialize(deserializer).map(|Instant(at)| at)
    }

    pub(in super::super) fn serialize<S: Serializer>(
        at: &DateTime<Utc>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&text(*at))
    }
}

/// The same, or null.
pub(super) mod instant_or_null {
    use chrono::{DateTime, Utc};
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

    use super::instant::Instant;

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<DateTime<Utc>>, D::Error> {
        Option::deserialize(deserializer).map(|at| at.map(|Instant(at)| at))
    }

    #[expect(clippy::ref_option, reason = "serde calls it with a reference to the field")]
    pub(in super::super) fn serialize<S: Serializer>(
        at: &Option<DateTime<Utc>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        at.map(super::instant::text).serialize(serializer)
    }
}

/// A quantity as a number with all its digits, or null.
pub(super) mod quantity_or_null {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};
    use serde_json::Number;

    use crate::domain::Quantity;

    #[expect(clippy::ref_option, reason = "serde calls it with a reference to the field")]
    pub(in super::super) fn serialize<S: Serializer>(
        quantity: &Option<Quantity>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let number = quantity.map(|quantity| quantity.to_string().parse::<Number>()).transpose();
        number.map_err(ser::Error::custom)?.serialize(serializer)
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Quantity>, D::Error> {
        Option::<Number>::deserialize(deserializer)?
            .map(|number| number.as_str().parse().map_err(de::Error::custom))
            .transpose()
    }
}
