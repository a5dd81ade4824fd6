//! What covered use or lowered its price, by cause. A payable amount of 0 alone proves no free quota: discounts,
//! coupons, plans, packages and rounding lead to it, too.

use rust_decimal::Decimal;
use serde::Serialize;

use super::{Charge, Figure, Sums, Tally};

/// What a deduction of usage was taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Deduction {
    FreeQuota,
    /// A bought package.
    Package,
    /// The source does not say.
    Unclear,
}

/// Kinds of fee (费用类型, `Item`) of lines that free quota covered, in lower case.
const FREE_FEES: [&str; 3] = ["免费额度", "free quota", "free tier"];
/// Fields with the list price of one unit: of the interface, of the upgraded and of the old layout of exports.
pub const LIST_PRICES: [&str; 3] = ["ListPrice", "官网目录价", "目录价"];

impl Deduction {
    /// The source of what was deducted from lines of this charge, whose list prices add up to `gross`. Lines
    /// covered by free quota name it as their kind of fee, or have a list price of 0.
    pub fn new(charge: &Charge, gross: Tally) -> Self {
        if FREE_FEES.contains(&charge.fee_type.trim().to_lowercase().as_str()) {
            return Self::FreeQuota;
        }
        let price = charge.other(&LIST_PRICES).and_then(|price| price.trim().parse::<Decimal>().ok());
        let is_gross_zero = gross.exact().is_none_or(|gross| gross.is_zero());
        match price {
            Some(price) if price.is_zero() && is_gross_zero => Self::FreeQuota,
            None if is_gross_zero => Self::Unclear,
            _ => Self::Package,
        }
    }
}

/// The largest amount that rounding takes from a line: amounts are settled to a hundredth.
const ROUNDED_OFF: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// What is left of the list price after every reduction, and was not billed either. Absent where an amount is
/// not stated, or where more is missing than rounding takes.
pub(super) fn rounding(sums: &Sums) -> Option<Decimal> {
    if sums.unknown > 0 {
        return None;
    }
    let payable = sums.get(Figure::Payable).exact().or(sums.get(Figure::PayableWithTax).exact())?;
    let mut rest = sums.get(Figure::Gross).exact()?.checked_sub(payable)?;
    for figure in [Figure::Discount, Figure::Coupons, Figure::Savings] {
        rest = match sums.get(figure) {
            Tally::Nothing => rest,
            Tally::Exact(sum) => rest.checked_sub(sum)?,
            Tally::TooLong => return None,
        };
    }
    // Most often there is no rest, or a small one.
    if rest.is_zero() || rest.is_sign_negative() {
        return None;
    }
    let is_rounding = rest <= ROUNDED_OFF || rest <= ROUNDED_OFF.checked_mul(sums.lines.into())?;
    is_rounding.then(|| rest.normalize())
}

/// What covered a group's use or lowered its price. A cause that took nothing, or whose sum has too many digits,
/// is absent.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Covered<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub free_quota: Vec<CoveredUsage<'a>>,
    /// Bought packages of usage.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub package: Vec<CoveredUsage<'a>>,
    /// Free quota or a package: the source does not say which.
    #[serde(skip)]
    pub unclear: Vec<CoveredUsage<'a>>,
    /// Savings plans and subscriptions, at list price.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<Decimal>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coupon: Option<Decimal>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discount: Option<Decimal>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rounding: Option<Decimal>,
}

/// Usage in one unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CoveredUsage<'a> {
    pub amount: Decimal,
    /// In the contract's words.
    pub unit: &'a str,
}

impl Covered<'_> {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether free quota, a package or a plan covered use.
    pub const fn has_covered_use(&self) -> bool {
        !self.free_quota.is_empty()
            || !self.package.is_empty()
            || !self.unclear.is_empty()
            || self.plan.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::bill::Figures;

    #[test]
    fn a_deduction_is_free_quota_only_where_the_source_says_so() {
        use Deduction::{FreeQuota, Package, Unclear};
        for (fee, price, gross, source) in [
            ("免费额度", None, Some("0"), FreeQuota),
            ("免费额度", Some("0.0008"), None, FreeQuota),
            (" Free Quota ", None, None, FreeQuota),
            ("云资源按量费用", Some("0"), Some("0"), FreeQuota),
            ("PayAsYouGoBill", Some("0.00"), None, FreeQuota),
            ("PayAsYouGoBill", Some("0"), Some("1"), Package),
            ("PayAsYouGoBill", Some("0.0008"), Some("0"), Package),
            ("PayAsYouGoBill", None, Some("3.10"), Package),
            ("PayAsYouGoBill", None, Some("0"), Unclear),
            ("PayAsYouGoBill", Some("see rules"), Some("0"), Unclear),
            ("", None, None, Unclear),
        ] {
            let mut charge = Charge { fee_type: fee.into(), ..Charge::default() };
            charge.others.extend(price.map(|price| ("定价信息/官网目录价".to_owned(), price.to_owned())));
            let gross = gross.map_or(Tally::Nothing, |gross| Tally::Exact(gross.parse().unwrap()));
            assert_eq!(Deduction::new(&charge, gross), source, "{fee} {price:?} {gross:?}");
        }
    }

    fn sums(figures: &[(Figure, &str)]) -> Sums {
        let mut line = Figures::default();
        for (figure, amount) in figures {
            line.set(*figure, amount.parse().ok());
        }
        Sums::of(&line)
    }

    #[test]
    fn rounding_is_what_no_other_cause_took() {
        use Figure::{Coupons, Discount, Gross, Payable, PayableWithTax, Savings};
        for (figures, rounded) in [
            (&[(Gross, "0.0040"), (Payable, "0")][..], Some("0.004")),
            (&[(Gross, "0.0040"), (PayableWithTax, "0")], Some("0.004")),
            (&[(Gross, "1.234"), (Discount, "0.2"), (Payable, "1.03")], Some("0.004")),
            (&[(Gross, "1"), (Discount, "0.5"), (Coupons, "0.3"), (Savings, "0.2"), (Payable, "0")], None),
            (&[(Gross, "1"), (Payable, "0")], None),
            (&[(Gross, "1"), (Payable, "1.06")], None),
            (&[(Gross, "1")], None),
            (&[(Payable, "1")], None),
            (&[], None),
        ] {
            let expected = rounded.map(|text| text.parse::<Decimal>().unwrap());
            assert_eq!(rounding(&sums(figures)), expected, "{figures:?}");
        }
        let mut two = sums(&[(Gross, "0.006"), (Payable, "0")]);
        two.merge(&two.clone());
        assert_eq!(rounding(&two), Some("0.012".parse().unwrap()), "a hundredth for each line");
        two.merge(&sums(&[(Gross, "0.001")]));
        assert_eq!(rounding(&two), None, "the amount of a line is unknown");
    }
}
