//! One row of `models`: parsed separately, so that an odd one costs only itself.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, MapAccess, SeqAccess, Visitor},
};

use super::{
    fields::{Odd, Raw, boolean, instant, quantity, text},
    reading::{earlier, is_stated},
};
use crate::domain::{FromBill, Kind, LastStatus, Model, ModelName, Quota, Unit};

/// The contract's word for a quota from exported bills.
pub(super) const FROM_BILL: &str = "bill";

/// In place of when something was read, as long as that is not known.
const UNSTATED: DateTime<Utc> = DateTime::<Utc>::MAX_UTC;

/// The fields that are read. Status, next call, `used` and `left_percent` are derived from them.
#[derive(Default)]
pub(super) struct Row<'a> {
    model: Raw<'a>,
    kind: Raw<'a>,
    unit: Raw<'a>,
    total: Raw<'a>,
    remaining: Raw<'a>,
    expires_at: Raw<'a>,
    free_quota_only: Raw<'a>,
    quota_status: Raw<'a>,
    read_at: Raw<'a>,
    from: Raw<'a>,
    at_most: Raw<'a>,
}

impl Row<'_> {
    /// The model; `None` for a row without a name. A quota with an odd field is unknown as a whole: half of
    /// it could make a call look free. When it was read is what the row states, until [`note_read_at`].
    pub(super) fn into_model(self, last: &mut LastStatus) -> Option<Model> {
        let name = text(self.model)?;
        let free_quota_only = boolean(self.free_quota_only);
        let is_from_bill = text(self.from).is_some_and(|from| from == FROM_BILL);
        let is_at_most = boolean(self.at_most).unwrap_or_default();
        let from_bill = is_from_bill.then(|| Box::new(FromBill { is_at_most, ..FromBill::default() }));
        Some(Model {
            kind: text(self.kind).and_then(|word| word.parse().ok()).unwrap_or(Kind::Other),
            unit: text(self.unit).and_then(|word| word.parse().ok()).unwrap_or(Unit::Units),
            quota: self.quota(last).unwrap_or_default(),
            free_quota_only,
            free_quota_only_read_at: free_quota_only.map(|_| UNSTATED),
            from_bill,
            ..Model::named(ModelName::new(&*name))
        })
    }

    fn quota(&self, last: &mut LastStatus) -> Result<Option<Quota>, Odd> {
        let quota = Quota {
            total: quantity(self.total)?,
            remaining: quantity(self.remaining)?,
            expires_at: instant(self.expires_at)?,
            quota_status: match self.quota_status {
                Some(_) => Some(last.share(&text(self.quota_status).ok_or(Odd)?)),
                None => None,
            },
            read_at: instant(self.read_at)?.unwrap_or(UNSTATED),
        };
        Ok(is_stated(&quota).then_some(quota))
    }
}

/// All was read at `read_at`, but a quota earlier if its row has said so. That may follow the rows in a document.
pub(super) fn note_read_at(model: &mut Model, read_at: DateTime<Utc>) {
    if let Some(quota) = &mut model.quota {
        quota.read_at = earlier(quota.read_at, read_at).unwrap_or(read_at);
    }
    model.free_quota_only_read_at = model.free_quota_only.map(|_| read_at);
}

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum Field {
    Model,
    Kind,
    Unit,
    Total,
    Remaining,
    ExpiresAt,
    FreeQuotaOnly,
    QuotaStatus,
    ReadAt,
    From,
    AtMost,
    #[serde(other)]
    Other,
}

impl<'de: 'a, 'a> Deserialize<'de> for Row<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RowVisitor)
    }
}

struct RowVisitor;

/// Unlike a derived implementation, accepts duplicate fields (the last wins) and returns an empty row for
/// anything that is not an object.
impl<'de> Visitor<'de> for RowVisitor {
    type Value = Row<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a model")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut row = Row::default();
        while let Some(field) = map.next_key()? {
            let place = match field {
                Field::Model => &mut row.model,
                Field::Kind => &mut row.kind,
                Field::Unit => &mut row.unit,
                Field::Total => &mut row.total,
                Field::Remaining => &mut row.remaining,
                Field::ExpiresAt => &mut row.expires_at,
                Field::FreeQuotaOnly => &mut row.free_quota_only,
                Field::QuotaStatus => &mut row.quota_status,
                Field::ReadAt => &mut row.read_at,
                Field::From => &mut row.from,
                Field::AtMost => &mut row.at_most,
                Field::Other => {
                    map.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            *place = map.next_value()?;
        }
        Ok(row)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Row::default())
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Row::default())
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Row::default())
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(Row::default())
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(Row::default())
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Row::default())
    }

    fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
        Ok(Row::default())
    }
}
