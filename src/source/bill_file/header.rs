//! The header of an exported file: the role of each column. The user chooses the columns, so only their names
//! count, never their positions.
//!
//! Two layouts exist. In the old one 应付金额 is the interface's `PretaxAmount`: before tax. The upgraded one has
//! 应付金额（含税）; a column of its that says nothing about tax is taken as with tax, for only what is surely
//! before tax may be added up with the interface's amounts.

use std::collections::{HashMap, HashSet};

use strum::IntoEnumIterator as _;

use super::{
    columns::{self, COLUMNS, ChargeField, UPGRADED},
    value,
};
use crate::domain::{
    amount,
    bill::{BillPart, Figure, FileRefusal},
};

/// How many columns of a file that is no bill are reported.
const TOLD: usize = 8;

/// What a column tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The line's own id.
    RowId,
    /// The day.
    Day,
    /// The billing cycle: redundant, unless it contradicts the day.
    Cycle,
    /// The time of use.
    Consumed,
    /// The start of the period that the line sums up.
    Start,
    /// The end of that period.
    End,
    /// A text of the charge.
    Charge(ChargeField),
    /// A figure.
    Figure(Figure),
    /// The usage after deductions, in a file that also states the usage before them.
    NetUsage,
    /// The payable amount; whether it includes tax depends on the layout.
    PayableOfLayout,
    /// A text shared by many lines.
    Shared,
    /// A text of this line.
    Own,
    /// An amount that is not in the table: stored like [`Role::Own`], and reported.
    UnknownAmount,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    /// As in the file.
    pub(super) name: String,
    pub(super) role: Role,
}

pub(super) fn read(header: &csv::ByteRecord) -> Result<Vec<Column>, FileRefusal> {
    let names: Vec<&str> =
        header.iter().map(value::text).collect::<Option<_>>().ok_or(FileRefusal::NotUtf8)?;
    let columns = assign(&names);
    let tells = |part: BillPart| columns.iter().any(|column| column.role.part() == Some(part));
    let missing: Vec<BillPart> = BillPart::iter().filter(|part| !tells(*part)).collect();
    if missing.is_empty() {
        return Ok(columns);
    }
    // Amounts first: what is missing may be one of them under an unknown name.
    let (amounts, others): (Vec<_>, Vec<_>) =
        columns.iter().partition(|column| column.role == Role::UnknownAmount);
    let names = amounts.into_iter().chain(others).map(|column| &column.name);
    let found = names.filter(|name| !name.is_empty()).take(TOLD);
    Err(FileRefusal::NotABill { missing, found: found.map(|name| value::cut(name).into_owned()).collect() })
}

impl Role {
    /// The required part of a bill that this column provides.
    const fn part(self) -> Option<BillPart> {
        match self {
            Self::Day | Self::Consumed | Self::Start => Some(BillPart::Day),
            Self::Charge(
                ChargeField::Instance
                | ChargeField::ProductCode
                | ChargeField::ProductName
                | ChargeField::ProductDetail
                | ChargeField::CommodityCode,
            ) => Some(BillPart::Subject),
            Self::Figure(Figure::Payable | Figure::PayableWithTax) => Some(BillPart::Payable),
            _ => None,
        }
    }

    /// The role of a second column with this role, since a line has one of each.
    const fn of_the_second(self) -> Self {
        match self {
            Self::Charge(_) | Self::Shared => Self::Shared,
            Self::UnknownAmount => Self::UnknownAmount,
            Self::Figure(Figure::Usage) => Self::NetUsage,
            _ => Self::Own,
        }
    }
}

/// Assigns roles. If two names claim one role, the order in the table decides, then the one in the file.
fn assign(names: &[&str]) -> Vec<Column> {
    let known = known();
    let marks: HashSet<String> = UPGRADED.iter().map(|name| key(name)).collect();
    let mut is_upgraded = false;
    let mut claims: Vec<(Role, usize)> = Vec::with_capacity(names.len());
    for name in names {
        let whole = key(name);
        let bare = without_group(&whole);
        let claim = known.get(&whole).or_else(|| {
            let claim = known.get(bare);
            is_upgraded |= claim.is_some();
            claim
        });
        is_upgraded |= marks.contains(&whole);
        claims.push(claim.copied().unwrap_or_else(|| (unknown(&whole), 0)));
    }
    let of_layout = Role::Figure(if is_upgraded { Figure::PayableWithTax } else { Figure::Payable });
    for (role, _) in &mut claims {
        if *role == Role::PayableOfLayout {
            *role = of_layout;
        }
    }
    let mut best: HashMap<Role, (usize, usize)> = HashMap::new();
    for (at, (role, rank)) in claims.iter().enumerate() {
        let best = best.entry(*role).or_insert((*rank, at));
        *best = (*best).min((*rank, at));
    }
    let wins = |role: Role, at: usize| best.get(&role).is_some_and(|(_, best)| *best == at);
    let columns = names.iter().zip(&claims).enumerate();
    columns
        .map(|(at, (name, (role, _)))| Column {
            name: (*name).to_owned(),
            role: if wins(*role, at) { *role } else { role.of_the_second() },
        })
        .collect()
}

/// The name within its group, however they are joined; empty without a group.
fn without_group(key: &str) -> &str {
    let joined = key.split_once(['/', ':', '.']);
    let joined = joined.or_else(|| ["details", "信息"].iter().find_map(|end| key.split_once(end)));
    joined.map_or("", |(_, bare)| bare)
}

/// The role of a column that is not in the table.
fn unknown(key: &str) -> Role {
    let bare = without_group(key);
    if columns::names_an_amount(if bare.is_empty() { key } else { bare }) {
        Role::UnknownAmount
    } else {
        Role::Own
    }
}

/// Known names with their roles and ranks: the lower rank wins.
fn known() -> HashMap<String, (Role, usize)> {
    let names = COLUMNS.iter().flat_map(|(role, names)| names.iter().map(|name| (*role, *name)));
    names.enumerate().map(|(rank, (role, name))| (key(name), (role, rank))).collect()
}

/// The form in which names are compared: lower case, half-width, without spaces, underscores and hyphens.
fn key(name: &str) -> String {
    let plain = name.chars().map(half_width);
    let plain = plain.filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-') && !value::is_wrapping(*c));
    plain.flat_map(char::to_lowercase).collect()
}

/// The half-width form, with round brackets for the others.
fn half_width(character: char) -> char {
    match character {
        '【' => '(',
        '】' => ')',
        other => amount::half_width(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles(names: &[&str]) -> Vec<Role> {
        assign(names).into_iter().map(|column| column.role).collect()
    }

    #[test]
    fn no_name_stands_twice_in_the_table() {
        let names = COLUMNS.iter().map(|(_, names)| names.len()).sum::<usize>();
        assert_eq!(known().len(), names);
        for mark in UPGRADED {
            assert!(known().contains_key(&key(mark)), "{mark}");
        }
    }

    #[test]
    fn whose_bill_a_line_is_stays_with_its_charge() {
        for field in crate::domain::bill::owner::OWNER_FIELDS {
            assert_eq!(roles(&[field]), [Role::Shared], "{field}");
        }
    }

    #[test]
    fn names_are_compared_without_dress() {
        for (name, role) in [
            ("应付信息/应付金额（含税）", Role::Figure(Figure::PayableWithTax)),
            ("应付信息/应付金额(含税)", Role::Figure(Figure::PayableWithTax)),
            ("应付信息：应付金额（ 含税 ）", Role::Figure(Figure::PayableWithTax)),
            ("`账单日期`", Role::Day),
            ("\u{feff}账单日期", Role::Day),
            ("billing_date", Role::Day),
            ("BILLINGDATE", Role::Day),
            ("Billing Date", Role::Day),
            ("ＩｎｓｔａｎｃｅＩＤ", Role::Charge(ChargeField::Instance)),
            ("资产/资源实例ID", Role::Charge(ChargeField::Instance)),
            ("资源信息/资产/资源实例ID", Role::Charge(ChargeField::Instance)),
            ("资源信息/实例ID（出账粒度）", Role::Charge(ChargeField::Instance)),
            ("Commodity/Offering Name", Role::Charge(ChargeField::ProductDetail)),
            ("Pre-tax Amount", Role::Figure(Figure::Payable)),
            ("优惠信息/优惠后金额", Role::Own),
            ("PayableDetails/TaxExclusivePayableAmount", Role::Figure(Figure::Payable)),
            ("payable_details／tax_exclusive_payable_amount", Role::Figure(Figure::Payable)),
            ("Tax-Exclusive Payable Amount", Role::Figure(Figure::Payable)),
            ("PayableDetails_TaxExclusivePayableAmount", Role::Figure(Figure::Payable)),
            ("PayableDetails.TaxExclusivePayableAmount", Role::Figure(Figure::Payable)),
            ("应付信息_应付金额（含税）", Role::Figure(Figure::PayableWithTax)),
            ("FeeDetails/GrossAmount", Role::Figure(Figure::Gross)),
            ("DiscountDetails/DiscountAmount", Role::Figure(Figure::Discount)),
            ("BillingDetails/LineItemType", Role::Charge(ChargeField::FeeType)),
            ("LineItemDetails/BillDetailId", Role::RowId),
            ("ResourceDetails/InstanceId", Role::Charge(ChargeField::Instance)),
            ("PricingDetails/Currency", Role::Charge(ChargeField::Currency)),
            ("Catalogue Gross Amount", Role::Figure(Figure::Gross)),
            ("Deducted Amount by Resource Plan", Role::Figure(Figure::Deducted)),
            ("Deducted Amount by Coupons", Role::Figure(Figure::Coupons)),
            ("Deducted by Coupon", Role::Figure(Figure::Discount)),
            ("Catalogue Gross Amount Deducted by Savings Plan", Role::Figure(Figure::Savings)),
            ("Savings Plan Deduction from List Price", Role::Figure(Figure::Savings)),
            ("Billable Item", Role::Charge(ChargeField::Item)),
            ("Service Surcharge Amount", Role::UnknownAmount),
            ("PayableDetails/RoundingCost", Role::UnknownAmount),
            ("费用信息/附加费用", Role::UnknownAmount),
            ("Amount Paid", Role::UnknownAmount),
            ("Discount ID", Role::Own),
            ("税率", Role::Own),
            ("优惠信息/说明", Role::Own),
            ("DiscountDetails/Subject", Role::Own),
            ("Discount Type", Role::Own),
            ("Deducted Duration", Role::Own),
            ("时长信息/抵扣前时长", Role::Own),
            ("用量信息/抵扣前用量", Role::Figure(Figure::Usage)),
            ("Order ID", Role::Own),
            ("", Role::Own),
        ] {
            assert_eq!(roles(&[name]), [role], "{name}");
        }
    }

    #[test]
    fn only_what_is_surely_before_tax_is_taken_as_such() {
        let (before, with) = (Role::Figure(Figure::Payable), Role::Figure(Figure::PayableWithTax));
        for (names, expected) in [
            (&["应付金额"][..], &[before][..]),
            (&["主键", "应付金额"], &[Role::RowId, before]),
            (&["应付信息/应付金额"], &[with]),
            (&["账单明细ID", "应付金额"], &[Role::RowId, with]),
            (&["应付金额", "应付金额（含税）"], &[Role::Own, with]),
            (&["应付金额（不含税）", "应付金额（含税）"], &[before, with]),
            (&["应付信息/应付金额（未税）", "应付信息/应付金额"], &[before, with]),
            (&["Amount payable", "Pretax Amount"], &[Role::Own, before]),
            (
                &["Instance ID (billing granularity)", "Amount payable"],
                &[Role::Charge(ChargeField::Instance), with],
            ),
        ] {
            assert_eq!(roles(names), expected, "{names:?}");
        }
    }

    #[test]
    fn of_two_columns_for_one_thing_the_preferred_wins() {
        let (instance, region) = (Role::Charge(ChargeField::Instance), Role::Charge(ChargeField::Region));
        for (names, expected) in [
            (["Instance ID", "Instance ID (billing granularity)"], [Role::Shared, instance]),
            (["资源信息/地域Code", "资源信息/地域"], [Role::Shared, region]),
            (["用量", "抵扣前用量"], [Role::NetUsage, Role::Figure(Figure::Usage)]),
            (["目录总价", "目录总价"], [Role::Figure(Figure::Gross), Role::Own]),
            (["账单日期", "BillingDate"], [Role::Day, Role::Own]),
        ] {
            assert_eq!(roles(&names), expected, "{names:?}");
        }
    }

    #[test]
    fn a_file_that_is_no_bill_says_what_it_lacks() {
        let refused = |names: &[&str]| read(&csv::ByteRecord::from(names.to_vec())).unwrap_err();
        assert_eq!(
            refused(&["name", "", "账单日期"]),
            FileRefusal::NotABill {
                missing: vec![BillPart::Subject, BillPart::Payable],
                found: vec!["name".into(), "账单日期".into()],
            }
        );
        let FileRefusal::NotABill { missing, found } =
            refused(&["账单日期", "产品Code", "a", "b", "c", "d", "e", "f", "g", "实付金额"])
        else {
            panic!("not refused as no bill")
        };
        assert_eq!(missing, [BillPart::Payable]);
        assert_eq!(found.first().map(String::as_str), Some("实付金额"), "{found:?}");
        let missing = |names: &[&str]| match refused(names) {
            FileRefusal::NotABill { missing, .. } => missing,
            other => panic!("{other:?}"),
        };
        assert_eq!(missing(&["账单月份", "产品Code", "应付金额"]), [BillPart::Day]);
        assert_eq!(missing(&["消费时间", "计费项", "应付金额"]), [BillPart::Subject]);
        assert_eq!(missing(&["消费时间", "产品名称", "用量"]), [BillPart::Payable]);
        let gbk = csv::ByteRecord::from(vec![&b"\xd5\xcb\xb5\xa5"[..]]);
        assert_eq!(read(&gbk), Err(FileRefusal::NotUtf8));
    }
}
