//! Which column of an exported file tells what: the one table of header names.
//!
//! Names are written as the vendor writes them, the preferred one first; they are compared without case, spaces
//! and width of signs ([`super::header`]). The console's Chinese names come first (the upgraded layout
//! `consumedetailbillv2`, then the old one), then those of the interface (`DescribeInstanceBill`), which the
//! English files share, then English labels of the console: how an English export spells them is documented
//! nowhere.

use super::header::Role;
use crate::domain::bill::Figure;

/// A text of a charge that has a field of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Told {
    /// The Instance ID.
    Instance,
    /// The product's code.
    ProductCode,
    /// The product's name.
    ProductName,
    /// The commodity's name.
    ProductDetail,
    /// The commodity's code.
    CommodityCode,
    /// The region.
    Region,
    /// The kind of fee.
    FeeType,
    /// The billing item's name.
    Item,
    /// The billing item's code.
    ItemCode,
    /// The currency.
    Currency,
    /// The unit of the usage.
    Unit,
}

/// What columns tell, and how they are named. What stands in no entry is kept beside its line under its own name.
pub const COLUMNS: &[(Role, &[&str])] = &[
    (
        Role::RowId,
        &["账单明细ID", "主键", "Bill Detail ID", "Bill Details ID", "Billing Detail ID", "Primary Key"],
    ),
    (Role::Day, &["账单日期", "BillingDate", "Bill Date"]),
    (Role::Cycle, &["账单月份", "BillingCycle", "Billing Month", "Bill Month"]),
    (Role::Consumed, &["消费时间", "Consumption Time", "Consumed At"]),
    (Role::Start, &["服务开始时间", "UsageStartTime", "Service Start Time"]),
    (Role::End, &["服务结束时间", "UsageEndTime", "Service End Time"]),
    (
        Role::Charge(Told::Instance),
        &[
            "实例ID（出账粒度）",
            "资产/资源实例ID",
            "资源实例ID",
            "Instance ID (Billing Granularity)",
            "InstanceID",
            "Asset/Resource Instance ID",
            "Resource Instance ID",
            "实例ID",
        ],
    ),
    (Role::Charge(Told::ProductCode), &["产品Code", "ProductCode"]),
    (Role::Charge(Told::ProductName), &["产品名称", "ProductName"]),
    (
        Role::Charge(Told::ProductDetail),
        &["商品名称", "ProductDetail", "Commodity/Offering Name", "Commodity Name", "Offering Name"],
    ),
    (
        Role::Charge(Told::CommodityCode),
        &["商品Code", "CommodityCode", "Commodity/Offering Code", "Offering Code"],
    ),
    (Role::Charge(Told::Region), &["地域", "Region", "Region Name", "地域Code", "Region Code", "Region ID"]),
    (Role::Charge(Told::FeeType), &["费用类型", "Item", "Fee Type", "Cost Type", "Charge Type"]),
    (Role::Charge(Told::Item), &["计费项名称", "计费项", "Billing Item Name", "BillingItem"]),
    (Role::Charge(Told::ItemCode), &["计费项Code", "BillingItemCode"]),
    (Role::Charge(Told::Currency), &["定价币种", "Currency", "Pricing Currency", "币种"]),
    (Role::Charge(Told::Unit), &["用量单位", "UsageUnit", "Unit of Usage"]),
    (Role::Figure(Figure::Usage), &["用量", "Usage"]),
    (
        Role::Figure(Figure::Deducted),
        &[
            "抵扣用量",
            "资源包抵扣量",
            "DeductedByResourcePackage",
            "Deducted Usage",
            "Resource Package Deduction",
            "Resource Plan Deduction",
        ],
    ),
    (
        Role::Figure(Figure::Gross),
        &["目录总价", "PretaxGrossAmount", "Total List Price", "List Price Total", "Gross Amount"],
    ),
    (Role::Figure(Figure::Discount), &["优惠金额", "InvoiceDiscount", "Discount Amount"]),
    (
        Role::Figure(Figure::Coupons),
        &["优惠券抵扣金额", "DeductedByCoupons", "Coupon Deduction", "Coupon Deduction Amount"],
    ),
    (
        Role::Figure(Figure::Savings),
        &["订阅抵扣目录总价", "节省计划抵扣目录总价", "Savings Plan Deduction", "Subscription Deduction"],
    ),
    (
        Role::Figure(Figure::Payable),
        &[
            "应付金额（不含税）",
            "应付金额（未税）",
            "应付金额（税前）",
            "未税应付金额",
            "税前应付金额",
            "PretaxAmount",
            "Amount Payable (Excluding Tax)",
            "Amount Payable (Tax Excluded)",
            "Amount Payable (Tax Exclusive)",
            "Amount Payable (Before Tax)",
        ],
    ),
    (
        Role::Figure(Figure::PayableWithTax),
        &[
            "应付金额（含税）",
            "含税应付金额",
            "Amount Payable (Including Tax)",
            "Amount Payable (Tax Included)",
            "Amount Payable (Tax Inclusive)",
            "Amount Payable (With Tax)",
            "AfterTaxAmount",
        ],
    ),
    // Before tax in the old layout, which maps one to one on the interface; see `header`.
    (Role::PayableOfLayout, &["应付金额", "Amount Payable", "Payable Amount"]),
    (
        Role::Shared,
        &[
            "资源购买账号ID",
            "资源购买账号",
            "资源归属账号ID",
            "资源归属账号",
            "AccountID",
            "AccountName",
            "BillAccountID",
            "BillAccountName",
            "OwnerID",
            "交易类型",
            "SubscriptionType",
            "BillingType",
            "BizType",
            "ProductType",
            "PipCode",
            "规格",
            "资产/资源实例名称",
            "NickName",
            "资源组",
            "ResourceGroup",
            "实例标签",
            "Tag",
            "CostUnit",
            "资源实例配置",
            "InstanceConfig",
            "资源实例规格",
            "InstanceSpec",
            "公网IP",
            "InternetIP",
            "私网IP",
            "IntranetIP",
            "可用区",
            "Zone",
            "计费规则说明",
            "官网目录价",
            "目录价",
            "ListPrice",
            "目录价定价类型",
            "目录价用量阶梯",
            "价格单位",
            "ListPriceUnit",
        ],
    ),
];

/// Names, and groups of names (`应付信息/…`), by which the upgraded layout is told from the old one.
pub(super) const UPGRADED: &[&str] = &[
    "账单明细ID",
    "实例ID（出账粒度）",
    "应付金额（含税）",
    "订阅抵扣目录总价",
    "Bill Detail ID",
    "Bill Details ID",
    "Billing Detail ID",
    "Instance ID (Billing Granularity)",
];

/// The columns that feed a figure, the preferred one first; for the README.
pub fn feeding(figure: Figure) -> impl Iterator<Item = &'static str> {
    COLUMNS
        .iter()
        .filter(move |(role, _)| match role {
            Role::Figure(fed) => *fed == figure,
            Role::PayableOfLayout => figure == Figure::Payable,
            _ => false,
        })
        .flat_map(|(_, names)| names.iter().copied())
}
