//! A reason why something was charged, and the facts it rests on, as the contract writes them.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};
use strum::{EnumIter, IntoStaticStr};

use super::{Case, Quotas};
use crate::domain::{Model, ModelName, Quantity, Quota, Region, Site, Unit, time::full_second};

/// Why one class of use of a model was charged.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// What was charged.
    pub charged: Charged,
    /// Why, with the facts that show it.
    pub why: Why,
}

/// What was charged for one reason.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Charged {
    /// The currency, as the vendor writes it.
    pub currency: Box<str>,
    /// What is to be paid before tax; absent where no line says it, or it has too many digits to be exact.
    pub payable: Option<Decimal>,
    /// What is to be paid with tax, likewise. The two are never added.
    pub payable_with_tax: Option<Decimal>,
    /// The first day (UTC+8) on which it cost money; absent where no single day did.
    pub first_day: Option<NaiveDate>,
    /// The last such day.
    pub last_day: Option<NaiveDate>,
}

/// The contract's words for reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, IntoStaticStr, EnumIter)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum ReasonKind {
    /// The free quota was used up.
    Exhausted,
    /// It had expired before.
    Expired,
    /// Batch calls are never covered.
    Batch,
    /// The context cache is not covered.
    Cache,
    /// This very model has no free quota, a sibling has one.
    Sibling,
    /// The model has no free quota.
    NoQuota,
    /// A fine-tuned model, training, or a deployment.
    Custom,
    /// There is no free quota in the region of the calls.
    Region,
    /// The figures do not yet show what happened.
    Lag,
    /// No rule holds.
    Unexplained,
}

/// The facts that show a reason. Instants are UTC in whole seconds; absent is unknown.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Why {
    /// See [`ReasonKind::Exhausted`].
    Exhausted {
        /// When it was first seen used up.
        ran_out_at: Option<DateTime<Utc>>,
        /// Its quota.
        #[serde(flatten)]
        quota: KnownQuota,
    },
    /// See [`ReasonKind::Expired`].
    Expired {
        /// Its quota, with what lapsed and when.
        #[serde(flatten)]
        quota: KnownQuota,
    },
    /// See [`ReasonKind::Batch`].
    Batch {
        /// The billing items that tell it.
        items: Vec<String>,
    },
    /// See [`ReasonKind::Cache`].
    Cache {
        /// The billing items that tell it.
        items: Vec<String>,
    },
    /// See [`ReasonKind::Sibling`].
    Sibling {
        /// The sibling.
        sibling: ModelName,
        /// The sibling's quota.
        #[serde(flatten)]
        quota: KnownQuota,
    },
    /// See [`ReasonKind::NoQuota`].
    NoQuota {
        /// What was answered for it.
        #[serde(flatten)]
        quota: KnownQuota,
    },
    /// See [`ReasonKind::Custom`].
    Custom {
        /// The billing items that tell it.
        items: Vec<String>,
    },
    /// See [`ReasonKind::Region`].
    Region {
        /// Where the calls were made, as the bill writes it.
        region: String,
        /// The region whose quotas are read.
        quotas_region: Option<Region>,
        /// The site that the line was billed on, where it tells.
        site: Option<Site>,
    },
    /// See [`ReasonKind::Lag`].
    Lag {
        /// Its quota: something was left when it was read.
        #[serde(flatten)]
        quota: KnownQuota,
    },
    /// See [`ReasonKind::Unexplained`].
    Unexplained {
        /// What to look at next.
        look: Look,
        /// When it was first seen used up.
        ran_out_at: Option<DateTime<Utc>>,
        /// Its quota, as far as it is known.
        #[serde(flatten)]
        quota: KnownQuota,
        /// Where it was billed, and whose quotas were read, where the two differ.
        #[serde(flatten)]
        elsewhere: Option<Elsewhere>,
    },
}

/// A charge on a site or in a region whose quotas were not read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Elsewhere {
    /// The region of the line, as the bill writes it; may be empty.
    pub region: String,
    /// The site of the line, where it tells.
    pub site: Option<Site>,
    /// The region whose quotas were read.
    pub quotas_region: Option<Region>,
    /// The site whose quotas were read.
    pub quotas_site: Option<Site>,
}

/// What to look at where no rule holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Look {
    /// The quotas: they were never read.
    QuotasUnread,
    /// The quotas: they are old.
    QuotasStale,
    /// The quotas: those that were read are of another site or region.
    QuotasElsewhere,
    /// The model: the catalogue does not list it.
    ModelUnlisted,
    /// The quota: the answer for it is not understood.
    QuotaUnclear,
    /// The lines: something was left, so their items, regions and keys may tell.
    Lines,
    /// The lines: their Instance ID names no model.
    InstanceId,
    /// The product: it is not Model Studio's, and has no free quota of this kind.
    Product,
}

/// A free quota, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct KnownQuota {
    /// The grant.
    #[serde(serialize_with = "digits")]
    pub total: Option<Quantity>,
    /// What is left.
    #[serde(serialize_with = "digits")]
    pub remaining: Option<Quantity>,
    /// What both count.
    pub unit: Option<Unit>,
    /// When it expires or expired.
    pub expires_at: Option<DateTime<Utc>>,
    /// The server's own word for it.
    pub quota_status: Option<Arc<str>>,
    /// When that was read.
    pub read_at: Option<DateTime<Utc>>,
}

/// A reason's facts as one JSON object.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Facts<'a> {
    #[serde(flatten)]
    charged: &'a Charged,
    #[serde(flatten)]
    why: &'a Why,
}

impl Reason {
    /// Which reason it is.
    pub const fn kind(&self) -> ReasonKind {
        self.why.kind()
    }

    /// The facts, ready to be written.
    pub const fn facts(&self) -> Facts<'_> {
        Facts { charged: &self.charged, why: &self.why }
    }
}

impl Why {
    /// Which reason it is.
    pub const fn kind(&self) -> ReasonKind {
        match self {
            Self::Exhausted { .. } => ReasonKind::Exhausted,
            Self::Expired { .. } => ReasonKind::Expired,
            Self::Batch { .. } => ReasonKind::Batch,
            Self::Cache { .. } => ReasonKind::Cache,
            Self::Sibling { .. } => ReasonKind::Sibling,
            Self::NoQuota { .. } => ReasonKind::NoQuota,
            Self::Custom { .. } => ReasonKind::Custom,
            Self::Region { .. } => ReasonKind::Region,
            Self::Lag { .. } => ReasonKind::Lag,
            Self::Unexplained { .. } => ReasonKind::Unexplained,
        }
    }

    pub(super) fn unexplained(look: Look, case: &Case<'_>, model: Option<&Model>) -> Self {
        let ran_out_at = case.ran_out_at.map(full_second);
        let quota = model.map(KnownQuota::new).unwrap_or_default();
        Self::Unexplained { look, ran_out_at, quota, elsewhere: None }
    }

    /// Unexplained, since the quotas that were read are not those of the line's site and region.
    pub(super) fn elsewhere(region: &str, site: Option<Site>, case: &Case<'_>) -> Self {
        let Quotas { region: quotas_region, site: quotas_site, .. } = case.quotas;
        Self::Unexplained {
            look: Look::QuotasElsewhere,
            ran_out_at: None,
            quota: KnownQuota::default(),
            elsewhere: Some(Elsewhere { region: region.to_owned(), site, quotas_region, quotas_site }),
        }
    }
}

impl KnownQuota {
    pub(super) fn new(model: &Model) -> Self {
        model.quota.as_ref().map_or_else(Self::default, |quota| Self::of_quota(quota, model.unit))
    }

    pub(super) fn of_quota(quota: &Quota, unit: Unit) -> Self {
        Self {
            total: quota.total,
            remaining: quota.remaining,
            unit: Some(unit),
            expires_at: quota.expires_at.map(full_second),
            quota_status: quota.quota_status.clone(),
            read_at: Some(full_second(quota.read_at)),
        }
    }
}

/// Plain digits, no trailing zeros.
#[expect(clippy::ref_option, reason = "the signature is serde's")]
fn digits<S: Serializer>(quantity: &Option<Quantity>, serializer: S) -> Result<S::Ok, S::Error> {
    match quantity {
        Some(quantity) => serializer.collect_str(quantity),
        None => serializer.serialize_none(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn facts_are_one_object_with_every_digit() {
        let charged = Charged {
            currency: "CNY".into(),
            payable: Some("11.10".parse().unwrap()),
            payable_with_tax: None,
            first_day: Some("2026-11-20".parse().unwrap()),
            last_day: Some("2026-11-21".parse().unwrap()),
        };
        let quota = KnownQuota {
            total: Some("1000000".parse().unwrap()),
            remaining: Some("0.50".parse().unwrap()),
            unit: Some(Unit::Tokens),
            read_at: Some("2026-11-22T06:12:07Z".parse().unwrap()),
            quota_status: Some("VALID".into()),
            ..KnownQuota::default()
        };
        let reason = Reason { charged, why: Why::Exhausted { ran_out_at: None, quota } };
        assert_eq!(
            serde_json::to_value(reason.facts()).unwrap(),
            json!({
                "currency": "CNY", "payable": "11.10", "payable_with_tax": null,
                "first_day": "2026-11-20", "last_day": "2026-11-21",
                "ran_out_at": null, "total": "1000000", "remaining": "0.5", "unit": "tokens",
                "expires_at": null, "quota_status": "VALID", "read_at": "2026-11-22T06:12:07Z",
            })
        );
    }
}
