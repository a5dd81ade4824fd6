//! A line of a made-up bill, and how it is written. Its amounts are whole numbers, so that sums of them know
//! nothing of the program's decimals.

use chrono::NaiveDate;
use serde_json::Value;

/// An amount, in units of 10⁻¹⁰.
pub(crate) type Exact = i128;

pub(crate) const ONE: Exact = 10_000_000_000;

pub(crate) struct Product {
    pub(crate) code: &'static str,
    pub(crate) name: &'static str,
    pub(crate) detail: &'static str,
    pub(crate) commodity: &'static str,
    pub(crate) region: &'static str,
    pub(crate) unit: &'static str,
    pub(crate) models: &'static [&'static str],
    pub(crate) directions: &'static [&'static str],
}

pub(crate) struct RowFact {
    pub(crate) day: NaiveDate,
    pub(crate) product: &'static Product,
    /// The model that was used; absent where the Instance ID is of no known form.
    pub(crate) model: Option<&'static str>,
    pub(crate) instance_id: String,
    /// `Item`.
    pub(crate) fee_type: &'static str,
    /// `BillingItem`.
    pub(crate) item: &'static str,
    pub(crate) currency: &'static str,
    pub(crate) usage: Exact,
    pub(crate) deducted: Exact,
    pub(crate) price: Exact,
    pub(crate) gross: Exact,
    pub(crate) discount: Exact,
    pub(crate) coupons: Exact,
    pub(crate) payable: Exact,
    pub(crate) dress: usize,
}

impl RowFact {
    /// The row of `DescribeInstanceBill`.
    pub(crate) fn json(&self) -> String {
        let number = |amount| -> Value {
            match self.dress % 3 {
                0 => grouped(amount).into(),
                1 => format!("{}00", with_point(amount)).parse().unwrap(),
                _ => exact(amount).parse::<Value>().unwrap(),
            }
        };
        let Product { code, name, detail, commodity, region, unit, .. } = self.product;
        let fields: [(&str, Value); 47] = [
            ("BillingDate", self.day.to_string().into()),
            ("InstanceID", self.instance_id.clone().into()),
            ("NickName", "".into()),
            ("InstanceConfig", "".into()),
            ("InstanceSpec", "".into()),
            ("InternetIP", "".into()),
            ("IntranetIP", "".into()),
            ("Region", (*region).into()),
            ("Zone", "".into()),
            ("ProductCode", (*code).into()),
            ("ProductType", (*commodity).into()),
            ("ProductName", (*name).into()),
            ("ProductDetail", (*detail).into()),
            ("CommodityCode", (*commodity).into()),
            ("PipCode", (*code).into()),
            ("SubscriptionType", "PayAsYouGo".into()),
            ("Item", self.fee_type.into()),
            ("ItemName", "".into()),
            ("BillingItem", self.item.into()),
            ("BillingItemCode", "code_FAKE".into()),
            ("BillingType", "其它".into()),
            ("BizType", "trusteeship".into()),
            ("Usage", exact(self.usage).into()),
            ("UsageUnit", (*unit).into()),
            ("ListPrice", exact(self.price).into()),
            ("ListPriceUnit", format!("元/{unit}").into()),
            ("DeductedByResourcePackage", exact(self.deducted).into()),
            ("PretaxGrossAmount", number(self.gross)),
            ("InvoiceDiscount", number(self.discount)),
            ("DeductedByCoupons", number(self.coupons)),
            ("PretaxAmount", number(self.payable)),
            ("AfterDiscountAmount", number(self.payable)),
            ("DeductedByCashCoupons", 0.into()),
            ("DeductedByPrepaidCard", 0.into()),
            ("AdjustAmount", 0.into()),
            ("PaymentAmount", 0.into()),
            ("CashAmount", 0.into()),
            ("OutstandingAmount", number(self.payable)),
            ("Currency", self.currency.into()),
            ("OwnerID", "1000000000000001".into()),
            ("BillAccountID", "1000000000000001".into()),
            ("BillAccountName", "fake@example.com".into()),
            ("ResourceGroup", "默认资源组".into()),
            ("Tag", "key:team value:demo".into()),
            ("CostUnit", "未分配".into()),
            ("ServicePeriod", "86400".into()),
            ("ServicePeriodUnit", "秒".into()),
        ];
        let fields = fields.map(|(name, value)| format!("\"{name}\":{value}"));
        format!("{{{}}}", fields.join(","))
    }
}

pub(crate) fn exact(amount: Exact) -> String {
    let text = with_point(amount);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn with_point(amount: Exact) -> String {
    let sign = if amount < 0 { "-" } else { "" };
    let (whole, part) =
        (amount.unsigned_abs() / ONE.unsigned_abs(), amount.unsigned_abs() % ONE.unsigned_abs());
    format!("{sign}{whole}.{part:010}")
}

fn grouped(amount: Exact) -> String {
    let text = with_point(amount);
    let (whole, part) = text.split_once('.').unwrap();
    let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |whole| ("-", whole));
    let groups: Vec<&str> = whole.as_bytes().rchunks(3).rev().map(|it| str::from_utf8(it).unwrap()).collect();
    format!("{sign}{}.{part}", groups.join(","))
}
