//! What a person wants done, with what it is about: the palette and the mouse say it, and so do other means that know
//! more than an action.

use super::clipboard::Copied;
use crate::{
    app::{Action, ProfileId, overlays::palette::Verb},
    domain::{
        ListColumn, ModelName,
        bill::{Cycle, Grouping, ProductFilter, report::BillSort},
        sort::SortKey,
    },
};

/// Something to be done.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// What a key would do.
    Act(Action),
    /// Order the models.
    Sort(SortKey),
    /// Order the groups of the bill.
    SortBill(BillSort),
    /// Group the bill.
    GroupBy(Grouping),
    /// Show the bill of this cycle.
    Cycle(Cycle),
    /// Filter what is listed on the page, as if this had been typed.
    Filter(String),
    /// Show what was charged for these products.
    Product(ProductFilter),
    /// Move the cursor to this profile's model.
    Model(ProfileId, ModelName),
    /// Show this profile alone; all of them, where none is named.
    Profile(Option<ProfileId>),
    /// Try the theme of this name.
    Theme(Box<str>),
    /// Show this column of the list, or hide it.
    Column(ListColumn),
    /// Copy this.
    Copy(Copied),
    /// Ask, in the palette, with what this is to be done.
    Ask(Verb),
}
