//! Exported files as the console writes them, made up.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use quotatop::{
    domain::bill::{BillDay, BillLine, FileFacts, FileReading},
    source::bill_file::{BillFile, Export, read},
};

/// The 39 columns of the old layout.
pub(crate) const OLD: &str = "资源购买账号ID,资源购买账号,资源归属账号ID,资源归属账号,账单月份,账单日期,费用类型,产品Code,产品名称,商品Code,商品名称,资产/资源实例ID,资产/资源实例名称,资源组,实例标签,资源实例配置,资源实例规格,公网IP,私网IP,地域,可用区,计费项Code,计费规则说明,计费项,资源包抵扣量,用量,用量单位,目录价,目录价定价类型,价格单位,目录总价,优惠券抵扣金额,优惠金额,节省计划抵扣目录总价,应付金额,代金券抵扣金额,定价币种,主键,优惠后金额";

/// The columns of the upgraded layout.
pub(crate) const UPGRADED: &str = "标识信息/账单明细ID,标识信息/订单号,身份信息/资源购买账号ID,账单信息/账单月份,账单信息/账单日期,账单信息/费用类型,账单信息/交易类型,账单信息/消费时间,账单信息/服务开始时间,账单信息/服务结束时间,产品信息/产品Code,产品信息/产品名称,产品信息/商品Code,产品信息/商品名称,产品信息/计费项Code,产品信息/计费项名称,产品信息/规格,资源信息/实例ID（出账粒度）,资源信息/地域Code,资源信息/地域,用量信息/抵扣前用量,用量信息/抵扣用量,用量信息/用量,用量信息/用量单位,用量信息/用量详情,定价信息/官网目录价,定价信息/价格单位,定价信息/目录价用量阶梯,定价信息/定价币种,费用信息/目录总价,费用信息/计费公式,费用信息/计费规则说明,优惠信息/优惠金额,优惠信息/优惠详情,优惠信息/优惠后金额,订阅抵扣信息/订阅抵扣目录总价,优惠券抵扣信息/优惠券抵扣金额,应付信息/应付金额（含税）";

pub(crate) const NOW: &str = "2026-11-22T06:00:00Z";

pub(crate) fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// A file of this name with a header and rows, each a list of columns with their values; all others are empty.
pub(crate) fn file(name: &str, header: &str, rows: &[&[(&str, &str)]]) -> BillFile<std::io::Cursor<Vec<u8>>> {
    raw(name, table(header, rows).into_bytes())
}

pub(crate) fn raw(name: &str, bytes: Vec<u8>) -> BillFile<std::io::Cursor<Vec<u8>>> {
    BillFile {
        name: name.into(),
        modified_at: Some(at("2026-11-21T03:00:00Z")),
        content: Ok(std::io::Cursor::new(bytes)),
    }
}

/// The text of such a file.
pub(crate) fn table(header: &str, rows: &[&[(&str, &str)]]) -> String {
    let names: Vec<&str> = header.split(',').collect();
    let mut text = format!("{header}\n");
    for row in rows {
        for (name, _) in *row {
            assert!(names.contains(name), "no column {name}");
        }
        let cells =
            names.iter().map(|name| row.iter().find(|(of, _)| of == name).map_or("", |(_, value)| value));
        let cells: Vec<String> = cells.map(quoted).collect();
        let _ = writeln!(text, "{}", cells.join(","));
    }
    text
}

fn quoted(value: &str) -> String {
    if value.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", value.replace('"', "\"\""))
    } else {
        value.into()
    }
}

/// Reads files as one call.
pub(crate) fn export(files: impl IntoIterator<Item = BillFile<std::io::Cursor<Vec<u8>>>>) -> Export {
    read(files, at(NOW))
}

/// The only day of an export.
pub(crate) fn only_day(export: &Export) -> &BillDay {
    assert_eq!(export.days.len(), 1, "{:?}", export.files);
    &export.days[0]
}

/// The only line of an export.
pub(crate) fn only_line(export: &Export) -> &BillLine {
    let day = only_day(export);
    assert_eq!(day.lines.len(), 1, "{:?}", export.files);
    &day.lines[0]
}

pub(crate) fn facts(reading: &FileReading) -> &FileFacts {
    reading.outcome.as_ref().unwrap()
}
