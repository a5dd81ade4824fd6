//! The cost of the model in the current billing cycle.

use super::{
    entry::Entry,
    spec::{ColumnSpec, Content, Wish},
};
use crate::{
    domain::bill::Cost,
    ui::widgets::{amounts::Money, cell::Cell},
    words::{number, pages::models::table},
};

pub(super) const COLUMN: ColumnSpec = ColumnSpec {
    headings: &[table::COST],
    is_right: true,
    sort: None,
    wishes: &[Wish { rank: 210, width: |column| column.whole() }],
    content: Content::Data(cell),
};

/// The cost in the first currency, and the number of other currencies.
fn cell<'a>(entry: &Entry<'a>) -> Cell<'a> {
    let costs = entry.listed.profile.bills.costs.of(&entry.listed.model.name);
    let Some((Cost { currency, payable, payable_with_tax, incomplete, .. }, more)) =
        costs.and_then(|all| all.split_first())
    else {
        return Cell::Nothing;
    };
    let unit = if more.is_empty() { currency.to_string() } else { format!("{currency} +{}", more.len()) };
    let money = Money {
        lang: entry.lang,
        theme: entry.theme,
        style: entry.theme.text,
        digits: number::hundredths,
        in_heading: false,
    };
    money.payable(*payable, *payable_with_tax, &unit, *incomplete)
}
