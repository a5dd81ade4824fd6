//! The reason of a charge, with its facts as in the contract.

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};
use strum::{EnumDiscriminants, EnumIter, IntoStaticStr};

use super::case::{Case, Quotas};
use crate::domain::{Model, ModelName, Quantity, QuotaStatus, Region, Site, Unit, time::full_second};

/// Why one kind of use of a model was charged.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    pub charged: Charged,
    pub why: Why,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Charged {
    /// As the vendor writes it.
    pub currency: Box<str>,
    /// Before tax; absent if no line states it, or it has too many digits to be exact.
    pub payable: Option<Decimal>,
    /// Never added to `payable`.
    pub payable_with_tax: Option<Decimal>,
    /// The first day (UTC+8) on which it cost money.
    pub first_day: Option<NaiveDate>,
    pub last_day: Option<NaiveDate>,
    /// Whether Free Quota Only was on for all charged lines, or off for all of them, by their Instance IDs; absent
    /// where one does not say.
    pub free_quota_only: Option<bool>,
}

/// The facts that prove a reason. Times are UTC in whole seconds. The names of the kinds are the contract's.
#[derive(Debug, Clone, PartialEq, Serialize, EnumDiscriminants)]
#[serde(untagged)]
#[strum_discriminants(
    name(ReasonKind),
    derive(PartialOrd, Ord, Hash, IntoStaticStr, EnumIter),
    strum(serialize_all = "snake_case", const_into_str)
)]
pub enum Why {
    Exhausted {
        /// When it was first seen used up.
        ran_out_at: Option<DateTime<Utc>>,
        #[serde(flatten)]
        quota: KnownQuota,
    },
    Expired {
        #[serde(flatten)]
        quota: KnownQuota,
    },
    /// Batch calls are never covered.
    Batch {
        /// The billing items.
        items: Vec<String>,
    },
    /// The context cache may not be covered.
    Cache {
        /// The billing items.
        items: Vec<String>,
    },
    /// The model has no free quota, but a sibling has one.
    Sibling {
        sibling: ModelName,
        /// The sibling's.
        #[serde(flatten)]
        quota: KnownQuota,
    },
    /// Neither the model nor a sibling has one.
    NoQuota {
        #[serde(flatten)]
        quota: KnownQuota,
    },
    /// A fine-tuned model, training, or a deployment.
    Custom {
        /// The billing items.
        items: Vec<String>,
    },
    /// There is no free quota in the region of the calls.
    Region {
        /// As the bill writes it.
        region: String,
        quotas_region: Option<Region>,
        /// The line's.
        site: Option<Site>,
    },
    /// The figures may lag.
    Lag {
        #[serde(flatten)]
        quota: KnownQuota,
    },
    /// No rule applies.
    Unexplained {
        look: Look,
        /// When it was first seen used up.
        ran_out_at: Option<DateTime<Utc>>,
        #[serde(flatten)]
        quota: KnownQuota,
        #[serde(flatten)]
        elsewhere: Option<Elsewhere>,
    },
}

/// A charge on a site or in a region whose quotas were not read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Elsewhere {
    /// As the bill writes it; may be empty.
    pub region: String,
    /// The line's.
    pub site: Option<Site>,
    pub quotas_region: Option<Region>,
    pub quotas_site: Option<Site>,
}

/// What to look at if no rule applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Look {
    /// The quotas: they were never read.
    QuotasUnread,
    /// The quotas: they are old.
    QuotasStale,
    /// The quotas: only those of another site or region were read.
    QuotasElsewhere,
    /// The model: the catalogue does not list it.
    ModelUnlisted,
    /// The quota: it is not understood.
    QuotaUnclear,
    /// The lines: some was left, so their items, regions and keys may explain it.
    Lines,
    /// The lines: their Instance ID names no model.
    InstanceId,
    /// The product: it is not Model Studio's, and has no free quota of this kind.
    Product,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct KnownQuota {
    #[serde(serialize_with = "digits")]
    pub total: Option<Quantity>,
    #[serde(serialize_with = "digits")]
    pub remaining: Option<Quantity>,
    pub unit: Option<Unit>,
    pub expires_at: Option<DateTime<Utc>>,
    pub quota_status: Option<QuotaStatus>,
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
    pub fn kind(&self) -> ReasonKind {
        (&self.why).into()
    }

    pub const fn facts(&self) -> Facts<'_> {
        Facts { charged: &self.charged, why: &self.why }
    }
}

impl Why {
    pub(super) fn unexplained(look: Look, case: &Case<'_>, model: Option<&Model>) -> Self {
        let ran_out_at = case.ran_out_at.map(full_second);
        let quota = model.map(KnownQuota::new).unwrap_or_default();
        Self::Unexplained { look, ran_out_at, quota, elsewhere: None }
    }

    /// Unexplained, since the quotas of the line's site and region were not read.
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
        let Some(quota) = &model.quota else { return Self::default() };
        Self {
            total: quota.total,
            remaining: quota.remaining,
            unit: Some(model.unit),
            expires_at: quota.expires_at.map(full_second),
            quota_status: quota.quota_status.clone(),
            read_at: Some(full_second(quota.read_at)),
        }
    }
}

/// Plain digits, no trailing zeros.
#[expect(clippy::ref_option, reason = "the signature is serde's")]
fn digits<S: Serializer>(quantity: &Option<Quantity>, serializer: S) -> Result<S::Ok, S::Error> {
    quantity.map(|quantity| quantity.to_string()).serialize(serializer)
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
            free_quota_only: Some(false),
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
                "first_day": "2026-11-20", "last_day": "2026-11-21", "free_quota_only": false,
                "ran_out_at": null, "total": "1000000", "remaining": "0.5", "unit": "tokens",
                "expires_at": null, "quota_status": "VALID", "read_at": "2026-11-22T06:12:07Z",
            })
        );
    }
}
