//! What the user wants done, with what it is about. Keys, the palette and clicks become commands, and a page that leads
//! to another returns one.

use crate::{
    app::{ProfileId, copied::Copied, verb::Verb, view::Page},
    domain::{
        Action, ListColumn, ModelName,
        bill::{Cycle, Grouping, ProductFilter, report::BillSort},
        sort::SortKey,
    },
};

/// Something to be done.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Do what a key would do.
    Act(Action),
    /// Open this page.
    Page(Page),
    /// A row was clicked.
    Click(Target),
    /// Sort the models.
    Sort(SortKey),
    /// Sort the groups of the bill.
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
    /// Show what this model of the profile in focus cost.
    Bill(ModelName),
    /// Show this profile's bills.
    Bills(ProfileId),
    /// Show this profile's account.
    Account(ProfileId),
    /// Show this profile alone; all of them, where none is named.
    Profile(Option<ProfileId>),
    /// Try the theme of this name.
    Theme(Box<str>),
    /// Show this column of the list, or hide it.
    Column(ListColumn),
    /// Copy this.
    Copy(Copied),
    /// Ask, in the palette, for what this needs.
    Ask(Verb),
}

/// A row that can be clicked, by its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// In the list of the page.
    Row(usize),
    /// Among the lines of the selected group of the bill.
    Line(usize),
    /// In the log of alerts.
    Event(usize),
}
