//! A line of a made-up bill, and how it is written. Amounts are whole numbers, so that their sums are independent of
//! the program's decimals.

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

pub(crate) const PRODUCTS: [Product; 5] = [
    Product {
        code: "sfm",
        name: "大模型服务平台百炼",
        detail: "百炼大模型推理",
        commodity: "sfm_inference_public_cn",
        region: "华北2（北京）",
        unit: "千tokens",
        models: &["qwen-max", "qwen-plus", "qwen-plus-2025-07-28", "qwen-turbo", "qwen3-coder-plus"],
        directions: &["input_token", "output_token"],
    },
    Product {
        code: "sfm",
        name: "Alibaba Cloud Model Studio",
        detail: "Model Studio Foundation Model Inference",
        commodity: "sfm_inferenceglobal_public_intl",
        region: "Singapore",
        unit: "千tokens",
        models: &["qwen-max", "qwen-flash", "deepseek-v3.2"],
        directions: &["input_token", "output_token", "context_3"],
    },
    Product {
        code: "sfm",
        name: "Alibaba Cloud Model Studio",
        detail: "Model Studio Wan",
        commodity: "sfm_inferenceWan_public_intl",
        region: "Singapore",
        unit: "张",
        models: &["wan2.7-image", "wan2.7-t2v"],
        directions: &["images"],
    },
    Product {
        code: "sfm",
        name: "大模型服务平台百炼",
        detail: "百炼大模型训练",
        commodity: "sfm_training_public_cn",
        region: "华北2（北京）",
        unit: "千tokens",
        models: &["qwen-plus-ft-202609"],
        directions: &["train_token"],
    },
    Product {
        code: "ecs",
        name: "云服务器 ECS",
        detail: "云服务器ECS-按量付费",
        commodity: "ecs",
        region: "华东1（杭州）",
        unit: "秒",
        models: &[],
        directions: &[],
    },
];

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
    /// A line of inference with qwen-max.
    pub(crate) fn inference(day: NaiveDate, currency: &'static str, payable: Exact) -> Self {
        Self {
            day,
            product: &PRODUCTS[0],
            model: None,
            instance_id: "1200001;llm-fake0;qwen-max;input_token;app;0".into(),
            fee_type: "PayAsYouGoBill",
            item: "输入Token数",
            currency,
            usage: ONE,
            deducted: 0,
            price: payable,
            gross: payable,
            discount: 0,
            coupons: 0,
            payable,
            dress: 2,
        }
    }

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
