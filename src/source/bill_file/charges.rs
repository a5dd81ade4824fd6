//! Charges and names of further fields, each stored once: many lines share few of them.

use std::collections::HashMap;

use super::{
    columns::ChargeField,
    header::{Column, Role},
    value,
};
use crate::domain::bill::{Charge, ChargeBook};

#[derive(Debug, Default)]
pub(super) struct Charges {
    pub(super) book: ChargeBook,
    /// The rests of the current file by the text of their cells: most rows are found here.
    rests: HashMap<Box<[u8]>, u32>,
    /// The names of further fields in the current file by their columns.
    names: HashMap<Box<[u8]>, u32>,
    key: Vec<u8>,
}

impl Charges {
    /// Another file may have other columns.
    pub(super) fn begin_file(&mut self) {
        self.rests.clear();
        self.names.clear();
    }

    /// The number of what a row's charge has besides its Instance ID, and that ID. `texts` come from
    /// [`value::text`].
    pub(super) fn of<'a>(&mut self, columns: &[Column], texts: &[&'a str]) -> (u32, &'a str) {
        self.key.clear();
        let mut instance = "";
        for (column, text) in columns.iter().zip(texts) {
            match column.role {
                Role::Charge(ChargeField::Instance) => instance = text,
                Role::Charge(_) | Role::Shared => {
                    self.key.extend_from_slice(value::cut(text).as_bytes());
                    // Occurs in no UTF-8 text.
                    self.key.push(0xff);
                }
                _ => {}
            }
        }
        if let Some(rest) = self.rests.get(self.key.as_slice()) {
            return (*rest, instance);
        }
        let rest = self.book.rest(charge(columns, texts));
        self.rests.insert(self.key.as_slice().into(), rest);
        (rest, instance)
    }

    /// The number of the names of these columns; absent if there are none.
    pub(super) fn names(&mut self, columns: &[Column], extras: &[(usize, &str)]) -> Option<u32> {
        if extras.is_empty() {
            return None;
        }
        self.key.clear();
        self.key.extend(extras.iter().flat_map(|(column, _)| column.to_le_bytes()));
        if let Some(names) = self.names.get(self.key.as_slice()) {
            return Some(*names);
        }
        let names = extras.iter().filter_map(|(column, _)| columns.get(*column));
        let names: Vec<String> = names.map(|column| column.name.clone()).collect();
        let number = self.book.names_number(names);
        self.names.insert(self.key.as_slice().into(), number);
        Some(number)
    }
}

fn charge(columns: &[Column], texts: &[&str]) -> Charge {
    let mut charge = Charge::default();
    for (column, text) in columns.iter().zip(texts).filter(|(_, text)| !text.is_empty()) {
        let text = value::cut(text).into_owned();
        match column.role {
            Role::Charge(name) => *field(&mut charge, name) = text,
            Role::Shared => charge.others.push((column.name.clone(), text)),
            _ => {}
        }
    }
    charge
}

fn field(charge: &mut Charge, name: ChargeField) -> &mut String {
    match name {
        ChargeField::Instance => &mut charge.instance_id,
        ChargeField::ProductCode => &mut charge.product_code,
        ChargeField::ProductName => &mut charge.product_name,
        ChargeField::ProductDetail => &mut charge.product_detail,
        ChargeField::CommodityCode => &mut charge.commodity_code,
        ChargeField::Region => &mut charge.region,
        ChargeField::FeeType => &mut charge.fee_type,
        ChargeField::Item => &mut charge.item,
        ChargeField::ItemCode => &mut charge.item_code,
        ChargeField::Currency => &mut charge.currency,
        ChargeField::Unit => &mut charge.unit,
    }
}
