//! Exports of six models over 90 days, as the console writes them: 61 columns, unsorted, LF, BOM, JSON in JSON.

use chrono::{NaiveDateTime, Timelike as _};
use serde_json::json;

use super::super::fixture::*;

/// All columns of an export of August 2026.
pub(super) const HEADER: &str = "标识信息/账单明细ID,标识信息/订单号,身份信息/客户名称,身份信息/资源购买账号ID,身份信息/资源购买账号,身份信息/资源归属账号ID,身份信息/资源归属账号,账单信息/服务主体,账单信息/账单月份,账单信息/账单日期,账单信息/费用类型,账单信息/交易类型,账单信息/消费时间,账单信息/服务开始时间,账单信息/服务结束时间,产品信息/产品Code,产品信息/产品名称,产品信息/商品Code,产品信息/商品名称,产品信息/计费项Code,产品信息/计费项名称,产品信息/选型配置,产品信息/规格,资源信息/资源ID,资源信息/实例ID（出账粒度）,资源信息/资源名称,资源信息/地域Code,资源信息/地域,资源信息/可用区,时长信息/抵扣前时长,时长信息/抵扣时长,时长信息/时长,时长信息/时长单位,时长信息/时长详情,用量信息/抵扣前用量,用量信息/抵扣用量,用量信息/用量,用量信息/用量单位,用量信息/用量详情,定价信息/官网目录价,定价信息/价格单位,定价信息/目录价用量阶梯,定价信息/用量阶梯累计规则,定价信息/目录价转换信息,定价信息/目录价因子,定价信息/定价币种,费用信息/目录总价,费用信息/计费公式,费用信息/计费辅助信息,费用信息/计费过程,费用信息/计费规则说明,订阅抵扣信息/订阅抵扣目录总价,订阅抵扣信息/订阅抵扣后金额,订阅抵扣信息/订阅抵扣金额,订阅抵扣信息/订阅抵扣详情,优惠信息/优惠金额,优惠信息/优惠后金额,优惠信息/优惠详情,优惠券抵扣信息/优惠券抵扣金额,优惠券抵扣信息/优惠券抵扣详情,应付信息/应付金额（含税）";

/// A model, and the truth about its grant.
#[derive(Clone, Copy)]
pub(super) struct Made {
    pub(super) name: &'static str,
    pub(super) unit: &'static str,
    pub(super) total: u64,
    /// What is used in each of its minutes.
    step: u64,
    /// The hours between two minutes of use.
    every_hours: i64,
    /// The words of the vendor: item, kind in the Instance ID, unit of the line, unit within the details.
    words: [&'static str; 4],
}

const TEXT: [&str; 4] = ["大模型文本消耗量", "input_token", "千tokens", ""];

/// Two that run out, three with something left, and one that is hardly used.
pub(super) const MODELS: [Made; 6] = [
    Made { name: "qwen3.6-plus", unit: "tokens", total: 1_000_000, step: 4_131, every_hours: 4, words: TEXT },
    Made { name: "glm-5.1", unit: "tokens", total: 500_000, step: 333, every_hours: 7, words: TEXT },
    Made { name: "qwen3.8-flash", unit: "tokens", total: 1_000_000, step: 977, every_hours: 3, words: TEXT },
    Made {
        name: "wan2.7-t2v",
        unit: "seconds",
        total: 50,
        step: 5,
        every_hours: 60,
        words: ["视频生成模型用量", "1080P", "秒", "second"],
    },
    Made {
        name: "wanx2.1-t2i-plus",
        unit: "images",
        total: 500,
        step: 1,
        every_hours: 9,
        words: ["大模型图片生成量", "images", "张", "张"],
    },
    Made { name: "qwen-max", unit: "tokens", total: 1_000_000, step: 1_000, every_hours: 700, words: TEXT },
];

/// One minute of use: what free quota covered of it, and whether the rest was billed.
#[derive(Clone, Copy)]
pub(super) struct Use {
    pub(super) at: NaiveDateTime,
    pub(super) free: u64,
    pub(super) billed: u64,
}

impl Made {
    /// Its minutes of use, by the vendor's clock; exhausted grants are billed from the middle of a minute on.
    pub(super) fn uses(&self, first: NaiveDate) -> Vec<Use> {
        let start = first.and_hms_opt(0, 17, 0).unwrap();
        let mut left = self.total;
        (0..90 * 24 / self.every_hours)
            .map(|n| {
                let at = start + TimeDelta::hours(n * self.every_hours) + TimeDelta::minutes(n % 40);
                let free = self.step.min(left);
                left -= free;
                Use { at, free, billed: self.step - free }
            })
            .collect()
    }
}

/// The export of the days in `days`, of the account with this ID; `first` is when all grants begin.
pub(super) fn export(first: NaiveDate, days: impl Fn(NaiveDate) -> bool) -> String {
    let mut rows = Vec::new();
    for model in &MODELS {
        for at in model.uses(first).iter().filter(|at| days(at.at.date())) {
            rows.extend((at.free > 0).then(|| row(model, at.at, (at.free, true), first)));
            rows.extend((at.billed > 0).then(|| row(model, at.at, (at.billed, false), first)));
        }
    }
    // The vendor does not sort them.
    rows.sort_by_key(|row| row.bytes().rev().collect::<Vec<_>>());
    format!("\u{feff}{HEADER}\n{}\n", rows.join("\n"))
}

fn row(model: &Made, at: NaiveDateTime, (used, is_free): (u64, bool), first: NaiveDate) -> String {
    let [item, kind, unit, small_unit] = model.words;
    let package = json!([{
        "免费额度商品名称": "百炼大模型推理", "免费额度类型": model.name,
        "免费额度抵扣用量": format!("{used} {small_unit}"), "免费额度总量": format!("{} {small_unit}", model.total),
        "免费额度承诺周期": "无周期", "buyerId": "1000000000000001",
        "免费额度生效时间": format!("{first} 00:00:00"),
        "免费额度失效时间": format!("{} 00:00:00", first + TimeDelta::days(91)),
    }]);
    let details = json!({
        "用量": "0", "用量单位（转换后）": unit, "抵扣前用量": used.to_string(), "抵扣用量": used.to_string(),
        "资源包抵扣详情": package.to_string(),
    });
    let cell = |column: &str| match column.rsplit('/').next().unwrap() {
        "账单明细ID" => {
            format!("{}{}{}{}", at.format("%Y%m%d%H%M"), model.name.len(), model.step, u8::from(is_free))
        }
        "资源购买账号ID" | "资源归属账号ID" => "1000000000000001".to_owned(),
        "账单月份" => at.format("%Y%m").to_string(),
        "账单日期" => at.format("%Y%m%d").to_string(),
        "费用类型" => if is_free { "免费额度" } else { "云资源按量费用" }.to_owned(),
        "消费时间" | "服务开始时间" => at.format("%Y-%m-%d %H:%M:%S").to_string(),
        "服务结束时间" => (at + TimeDelta::minutes(1)).format("%Y-%m-%d %H:%M:%S").to_string(),
        "产品Code" => "sfm".to_owned(),
        "产品名称" => "大模型服务平台百炼".to_owned(),
        "商品Code" => "sfm_inference_public_cn".to_owned(),
        "商品名称" => "百炼大模型推理".to_owned(),
        "计费项名称" => item.to_owned(),
        "选型配置" => json!([{"name": "Token类型", "value": kind}]).to_string(),
        "实例ID（出账粒度）" => format!("1110000;ws-0abc;{};{kind};;0", model.name),
        "地域" => "华北2（北京）".to_owned(),
        "抵扣前用量" => used.to_string(),
        "抵扣用量" => if is_free { used } else { 0 }.to_string(),
        "用量" => if is_free { 0 } else { used }.to_string(),
        "用量单位" => unit.to_owned(),
        "用量详情" if is_free => details.to_string(),
        "官网目录价" => if is_free { "0" } else { "0.0008" }.to_owned(),
        "目录总价" | "应付金额（含税）" => if is_free { "0" } else { "0.004" }.to_owned(),
        "定价币种" => "CNY".to_owned(),
        "计费过程" => json!({"minute": at.minute(), "steps": [{"a": "b, c"}]}).to_string(),
        _ => String::new(),
    };
    let quoted = |cell: String| {
        if cell.contains(['"', ',']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
    };
    HEADER.split(',').map(|column| quoted(cell(column))).collect::<Vec<_>>().join(",")
}
