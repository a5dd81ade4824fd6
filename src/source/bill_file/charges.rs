//! Charges, each stored once: many lines share few of them.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use super::{
    columns::ChargeField,
    header::{Column, Role},
    value,
};
use crate::domain::bill::Charge;

#[derive(Debug, Default)]
pub(super) struct Charges {
    all: HashSet<Arc<Charge>>,
    /// The charges of the current file by the text of their cells: most rows are found here.
    by_cells: HashMap<Box<[u8]>, Arc<Charge>>,
    cells: Vec<u8>,
}

impl Charges {
    /// Another file may have other columns.
    pub(super) fn begin_file(&mut self) {
        self.by_cells.clear();
    }

    /// The shared charge of a row, whose texts come from [`value::text`].
    pub(super) fn of(&mut self, columns: &[Column], texts: &[&str]) -> Arc<Charge> {
        self.cells.clear();
        for (column, text) in columns.iter().zip(texts) {
            if matches!(column.role, Role::Charge(_) | Role::Shared) {
                self.cells.extend_from_slice(value::cut(text).as_bytes());
                // Stands in no UTF-8 text.
                self.cells.push(0xff);
            }
        }
        if let Some(charge) = self.by_cells.get(self.cells.as_slice()) {
            return Arc::clone(charge);
        }
        let charge = charge(columns, texts);
        let shared = self.all.get(&charge).cloned().unwrap_or_else(|| {
            let shared = Arc::new(charge);
            self.all.insert(Arc::clone(&shared));
            shared
        });
        self.by_cells.insert(self.cells.as_slice().into(), Arc::clone(&shared));
        shared
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
