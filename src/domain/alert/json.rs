//! How facts are written in JSON: quantities as exact numbers, instants in whole seconds (contract, JSON).

/// An instant: RFC 3339, UTC, rounded down to whole seconds.
pub(super) mod instant {
    use chrono::{DateTime, Utc};
    use serde::Serializer;

    pub(in super::super) use crate::domain::time::rfc3339 as text;

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
    use serde::{Serialize as _, Serializer};

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
