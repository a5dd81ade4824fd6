//! The roles of the columns of an exported file: the table of header names.
//!
//! Names are written as the vendor writes them, the preferred one first; they are compared without case,
//! spaces and width of signs (see `header`). The console's Chinese names come first (the upgraded layout
//! `consumedetailbillv2`, then the old one), then those of the interface (`DescribeInstanceBill`), which the
//! files of the legacy English console share, then the English names of the upgraded layout
//! (`PayableDetails/TaxExclusivePayableAmount`, written here without their group), then those of the new
//! console (`Catalogue Gross Amount`) and its labels.

use super::header::Role;
use crate::domain::bill::Figure;

/// A text of a charge that has a field of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChargeField {
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

/// The roles of columns, and their names. An unlisted column is stored with its line under its own name.
pub const COLUMNS: &[(Role, &[&str])] = &[
    (
        Role::RowId,
        &["账单明细ID", "主键", "Bill Detail ID", "Bill Details ID", "Billing Detail ID", "Primary Key"],
    ),
    (Role::Day, &["账单日期", "BillingDate", "Bill Date"]),
    (Role::Cycle, &["账单月份", "BillingCycle", "BillingMonth", "Bill Month"]),
    (Role::Consumed, &["消费时间", "Consumption Time", "Consumed At"]),
    (Role::Start, &["服务开始时间", "UsageStartTime", "Service Start Time"]),
    (Role::End, &["服务结束时间", "UsageEndTime", "Service End Time"]),
    (
        Role::Charge(ChargeField::Instance),
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
    (Role::Charge(ChargeField::ProductCode), &["产品Code", "ProductCode"]),
    (Role::Charge(ChargeField::ProductName), &["产品名称", "ProductName"]),
    (
        Role::Charge(ChargeField::ProductDetail),
        &["商品名称", "ProductDetail", "Commodity/Offering Name", "Commodity Name", "Offering Name"],
    ),
    (
        Role::Charge(ChargeField::CommodityCode),
        &["商品Code", "CommodityCode", "Commodity/Offering Code", "Offering Code"],
    ),
    (
        Role::Charge(ChargeField::Region),
        &["地域", "Region", "Region Name", "地域Code", "Region Code", "Region ID"],
    ),
    (
        Role::Charge(ChargeField::FeeType),
        &["费用类型", "LineItemType", "Bill Type", "Item", "Fee Type", "Cost Type", "Charge Type"],
    ),
    (
        Role::Charge(ChargeField::Item),
        &["计费项名称", "计费项", "BillingItemName", "BillingItem", "Billable Item Name", "Billable Item"],
    ),
    (Role::Charge(ChargeField::ItemCode), &["计费项Code", "BillingItemCode", "Billable Item Code"]),
    (Role::Charge(ChargeField::Currency), &["定价币种", "Currency", "Pricing Currency", "币种"]),
    (Role::Charge(ChargeField::Unit), &["用量单位", "UsageUnit", "Unit of Usage"]),
    // Before deductions where the file says that; then what is left after them is stored under its own name.
    (Role::Figure(Figure::Usage), &["抵扣前用量", "Usage Before Deduction", "用量", "Usage"]),
    (
        Role::Figure(Figure::Deducted),
        &[
            "抵扣用量",
            "资源包抵扣量",
            "DeductedByResourcePackage",
            "Deducted Usage",
            "Deducted Amount by Resource Plan",
            "Resource Plan Deduction Amount",
            "Resource Package Deduction",
            "Resource Plan Deduction",
        ],
    ),
    (
        Role::Figure(Figure::Gross),
        &[
            "目录总价",
            "PretaxGrossAmount",
            "GrossAmount",
            "Catalogue Gross Amount",
            "Catalog Total Price",
            "Total List Price",
            "List Price Total",
        ],
    ),
    // `Deducted by Coupon` is what the new console calls the invoice discount, by the vendor's notice; what
    // coupons deducted is in `Deducted Amount by Coupons`.
    (
        Role::Figure(Figure::Discount),
        &["优惠金额", "InvoiceDiscount", "DiscountAmount", "Deducted by Coupon"],
    ),
    (
        Role::Figure(Figure::Coupons),
        &[
            "优惠券抵扣金额",
            "DeductedByCoupons",
            "Deducted Amount by Coupons",
            "Coupon Deduction Amount",
            "Coupon Deduction",
        ],
    ),
    (
        Role::Figure(Figure::Savings),
        &[
            "订阅抵扣目录总价",
            "节省计划抵扣目录总价",
            "Catalogue Gross Amount Deducted by Savings Plan",
            "Savings Plan Deduction from List Price",
            "Savings Plan List Price Deduction",
            "Subscription List Price Deduction",
            "Savings Plan Gross Deduction",
            "Spn Discount Amount",
            "Savings Plan Deduction",
            "Subscription Deduction",
        ],
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
            "TaxExclusivePayableAmount",
            "Amount Payable (Pretax)",
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
            "TaxInclusivePayableAmount",
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
            "Owner Account ID",
            "Owner Account Name",
            "ResourcePurchaseAccountId",
            "ResourcePurchaseAccount",
            "ResourceOwnerAccountId",
            "ResourceOwnerAccount",
            "服务主体",
            "ServiceEntity",
            "交易类型",
            "SubscriptionType",
            "BillingType",
            "BizType",
            "ProductType",
            "PipCode",
            "选型配置",
            "规格",
            "资产/资源实例名称",
            "NickName",
            "Instance Name",
            "资源组",
            "ResourceGroup",
            "实例标签",
            "Tag",
            "ResourceTag",
            "Instance Tag",
            "CostUnit",
            "Cost Center",
            "资源实例配置",
            "InstanceConfig",
            "资源实例规格",
            "InstanceSpec",
            "公网IP",
            "InternetIP",
            "Public IP Address",
            "私网IP",
            "IntranetIP",
            "Private IP Address",
            "可用区",
            "Zone",
            "计费规则说明",
            "官网目录价",
            "目录价",
            "ListPrice",
            "目录价定价类型",
            "List Price Type",
            "目录价用量阶梯",
            "价格单位",
            "ListPriceUnit",
        ],
    ),
    // Amounts that follow from the others, or say how they were paid.
    (
        Role::Own,
        &[
            "优惠后金额",
            "AfterDiscountAmount",
            "Amount After Discount",
            "Amount After Price Reduction",
            "订阅抵扣金额",
            "订阅抵扣后金额",
            "代金券抵扣金额",
            "DeductedByCashCoupons",
            "DeductedByPrepaidCard",
            "AdjustAmount",
            "PaymentAmount",
            "CashAmount",
            "OutstandingAmount",
            "目录价转换信息",
            "目录价因子",
        ],
    ),
];

/// Names, and groups of names (`应付信息/…`), that occur only in the upgraded layout.
pub(super) const UPGRADED: &[&str] = &[
    "账单明细ID",
    "实例ID（出账粒度）",
    "应付金额（含税）",
    "订阅抵扣目录总价",
    "Bill Detail ID",
    "Bill Details ID",
    "Billing Detail ID",
    "Instance ID (Billing Granularity)",
    "LineItemType",
    "TaxExclusivePayableAmount",
];

/// Whether the name of an unknown column denotes an amount of money. Compared as in [`super::header`]: lower
/// case, without spaces.
pub(super) fn names_an_amount(key: &str) -> bool {
    let says = |words: &[&str]| words.iter().any(|word| key.contains(word));
    let is_label = LABELS.iter().any(|word| key.ends_with(word)) && !key.ends_with("paid");
    says(AMOUNTS) && !says(QUANTITIES) && !is_label
}

/// Words of amounts.
const AMOUNTS: &[&str] = &[
    "amount", "price", "cost", "fee", "charge", "tax", "deduct", "discount", "payable", "payment", "refund",
    "金额", "总价", "价格", "单价", "费用", "税", "抵扣", "优惠", "应付", "实付", "退款",
];
/// Words of quantities, which can be deducted too.
const QUANTITIES: &[&str] = &["usage", "duration", "quantity", "用量", "时长"];
/// Endings of names of texts and rates.
const LABELS: &[&str] = &[
    "id", "code", "no", "type", "unit", "currency", "date", "time", "rate", "detail", "details", "编号",
    "详情", "类型", "单位", "币种", "时间", "率",
];

/// The columns that feed a figure, the preferred one first; for docs/bills.md.
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
