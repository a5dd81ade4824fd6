//! Made-up lines as the console exports them.

use super::fixture::*;
use crate::program::bills::sums::with_tax;

/// An additional column in some exports of the upgraded layout.
pub(crate) const UNTAXED: &str = "应付信息/应付金额（不含税）";

/// A downloaded file of these lines with these columns: with a byte order mark, CRLF, and quotes where needed.
pub(crate) fn file<'a>(header: &str, rows: impl Iterator<Item = &'a RowFact>) -> String {
    let mut text = format!("\u{feff}{header}\r\n");
    for row in rows {
        let cells: Vec<String> = header.split(',').map(|column| quoted(cell(column, row))).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

fn cell(column: &str, row: &RowFact) -> String {
    match column.rsplit('/').next().unwrap() {
        "主键" | "账单明细ID" => format!("{}{:08}", row.day.format("%Y%m%d"), row.dress),
        "账单月份" => row.day.format("%Y%m").to_string(),
        "账单日期" => row.day.format("%Y%m%d").to_string(),
        "费用类型" => row.fee_type.into(),
        "产品Code" => row.product.code.into(),
        "产品名称" => row.product.name.into(),
        "商品Code" => row.product.commodity.into(),
        "商品名称" => row.product.detail.into(),
        "地域" => row.product.region.into(),
        "资源实例ID" | "实例ID（出账粒度）" => row.instance_id.clone(),
        "计费项" | "计费项名称" => row.item.into(),
        // The upgraded layout states what a deduction left over, too.
        "用量" if column.contains('/') => exact(row.usage - row.deducted),
        "用量" | "抵扣前用量" => exact(row.usage),
        "用量单位" => row.product.unit.into(),
        "用量详情" => format!("{{\"tier\": \"{}\",\r\n\"of\": [1, 2]}}", row.dress),
        "资源包抵扣量" | "抵扣用量" => exact(row.deducted),
        "目录总价" => exact(row.gross),
        "优惠金额" => exact(row.discount),
        "优惠券抵扣金额" => exact(row.coupons),
        "应付金额" | "应付金额（不含税）" => exact(row.payable),
        "应付金额（含税）" => exact(with_tax(row)),
        "定价币种" => row.currency.into(),
        _ => String::new(),
    }
}

fn quoted(cell: String) -> String {
    if cell.contains(['"', ',', '\n']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

pub(crate) fn name(exported_at: DateTime<Utc>) -> String {
    let clock = exported_at + TimeDelta::hours(8);
    format!("1000000000000001-{}_consumedetailbillv2.csv", clock.format("%Y%m%d%H%M%S"))
}

impl Account {
    pub(crate) fn import(&self, name: &str, content: &str) -> Ran {
        self.run(&["import", &self.download(name, content)])
    }

    /// Writes a file into the home folder; its path.
    pub(crate) fn download(&self, name: &str, content: &str) -> String {
        self.write(name, content);
        self.path(name).to_str().unwrap().to_owned()
    }
}
