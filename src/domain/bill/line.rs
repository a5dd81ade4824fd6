//! A bill line: what is charged, and its figures.

use std::sync::Arc;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use strum::{EnumCount, EnumIter};

/// Everything in a line except its figures; shared by many lines. Texts that the vendor omits are empty.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Charge {
    /// `InstanceID`, 资产/资源实例ID, 实例ID（出账粒度）.
    pub instance_id: String,
    /// `ProductCode`, 产品Code.
    pub product_code: String,
    /// `ProductName`, 产品名称.
    pub product_name: String,
    /// `ProductDetail`, 商品名称.
    pub product_detail: String,
    /// `CommodityCode`, 商品Code.
    pub commodity_code: String,
    /// `Region`, 地域.
    pub region: String,
    /// `Item`, 费用类型: a purchase, pay-as-you-go, a refund, an adjustment, free quota.
    pub fee_type: String,
    /// `BillingItem`, 计费项.
    pub item: String,
    /// `BillingItemCode`, 计费项Code.
    pub item_code: String,
    /// `Currency`, 定价币种.
    pub currency: String,
    /// `UsageUnit`, 用量单位, unchanged.
    pub unit: String,
    /// All other non-empty fields that many lines share, under the vendor's names, in its order.
    pub others: Vec<(String, String)>,
}

impl Charge {
    /// A charge of which nothing is known.
    pub const NONE: &'static Self = &Self {
        instance_id: String::new(),
        product_code: String::new(),
        product_name: String::new(),
        product_detail: String::new(),
        commodity_code: String::new(),
        region: String::new(),
        fee_type: String::new(),
        item: String::new(),
        item_code: String::new(),
        currency: String::new(),
        unit: String::new(),
        others: Vec::new(),
    };

    /// The first of these fields of [`others`](Self::others) that is not empty. Exports may put a group's name
    /// before a field's (`定价信息/官网目录价`).
    pub fn other(&self, names: &[&str]) -> Option<&str> {
        let is_named = |name: &str| names.contains(&name.rsplit('/').next().unwrap_or(name));
        let mut fields = self.others.iter().filter(|(name, value)| is_named(name) && !value.is_empty());
        fields.next().map(|(_, value)| value.as_str())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumCount, EnumIter)]
pub enum Figure {
    /// 抵扣前用量, else `Usage`, 用量: in the line's unit. See [`Figures::used`].
    Usage,
    /// `DeductedByResourcePackage`, 资源包抵扣量, 抵扣用量: the part of the usage that free quota or a package
    /// covered, in the line's unit.
    Deducted,
    /// `PretaxGrossAmount`, 目录总价: at list price.
    Gross,
    /// `InvoiceDiscount`, 优惠金额.
    Discount,
    /// `DeductedByCoupons`, 优惠券抵扣金额.
    Coupons,
    /// 节省计划抵扣目录总价, 订阅抵扣目录总价: what a savings plan or subscription covered of the list price.
    Savings,
    /// `PretaxAmount`, 应付金额: payable, before tax.
    Payable,
    /// 应付金额（含税）: payable, with tax. Never added to amounts before tax.
    PayableWithTax,
}

impl Figure {
    /// Whether it is an amount of money, not of usage.
    pub const fn is_money(self) -> bool {
        !matches!(self, Self::Usage | Self::Deducted)
    }

    pub const fn position(self) -> usize {
        self as usize
    }
}

/// The figures of a line; the vendor omits some.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figures([Option<Decimal>; Figure::COUNT]);

impl Figures {
    pub fn get(&self, figure: Figure) -> Option<Decimal> {
        self.0.get(figure.position()).copied().flatten()
    }

    /// What was used, before any deduction. Exports of the upgraded layout state that; the usage that the interface
    /// states is what a deduction left over, which shows where it is smaller than the deduction.
    pub fn used(&self) -> Option<Decimal> {
        let usage = self.get(Figure::Usage)?;
        match self.get(Figure::Deducted) {
            Some(deducted) if deducted > Decimal::ZERO && usage < deducted => {
                Some(usage.checked_add(deducted).unwrap_or(usage))
            }
            _ => Some(usage),
        }
    }

    /// Whether the payable amount is stated, before or with tax. Otherwise a sum over the line is incomplete.
    pub fn state_amount(&self) -> bool {
        self.get(Figure::Payable).or(self.get(Figure::PayableWithTax)).is_some()
    }

    pub fn set(&mut self, figure: Figure, value: Option<Decimal>) {
        if let Some(slot) = self.0.get_mut(figure.position()) {
            *slot = value;
        }
    }
}

/// A bill line. The API gives it no id; exported files do.
#[derive(Debug, Clone, PartialEq)]
pub struct BillLine {
    pub charge: Arc<Charge>,
    pub figures: Figures,
    /// 账单明细ID, 主键.
    pub row_id: Option<String>,
    /// Other fields of this line (`CashAmount`, `OutstandingAmount`, ...) under the vendor's names, in its
    /// order, including the text of figures that could not be read.
    pub extras: Vec<(String, String)>,
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator as _;

    use super::*;

    #[test]
    fn what_was_used_includes_what_was_deducted() {
        for (usage, deducted, used) in [
            (Some("0"), Some("4131"), Some("4131")),
            (Some("100"), Some("4131"), Some("4231")),
            (Some("4131"), Some("4131"), Some("4131")),
            (Some("4131"), Some("0"), Some("4131")),
            (Some("4131"), None, Some("4131")),
            (Some("-5"), Some("0"), Some("-5")),
            (Some("0"), Some("0"), Some("0")),
            (None, Some("4131"), None),
            (None, None, None),
        ] {
            let mut figures = Figures::default();
            figures.set(Figure::Usage, usage.and_then(|text| text.parse().ok()));
            figures.set(Figure::Deducted, deducted.and_then(|text| text.parse().ok()));
            assert_eq!(
                figures.used().map(|used| used.to_string()).as_deref(),
                used,
                "{usage:?} {deducted:?}"
            );
        }
    }

    #[test]
    fn figures_are_at_their_positions() {
        for (position, figure) in Figure::iter().enumerate() {
            assert_eq!(figure.position(), position);
            let mut figures = Figures::default();
            figures.set(figure, Some(Decimal::ONE));
            let set: Vec<Figure> = Figure::iter().filter(|other| figures.get(*other).is_some()).collect();
            assert_eq!(set, [figure]);
        }
    }
}
