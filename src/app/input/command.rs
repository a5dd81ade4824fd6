//! Commands: what keys, clicks and the palette ask for, and what a page returns to lead to another.

use crate::{
    app::{
        AccountId, ProfileId,
        copied::Copied,
        verb::Verb,
        view::{Choice, HelpPage, Page},
    },
    domain::{
        Action, ListColumn, ModelName,
        bill::{Cycle, Grouping, ProductFilter, report::BillSort},
        calls::CallSort,
        sort::SortKey,
    },
};

#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Perform the action of a key.
    Act(Action),
    /// Open a page.
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
    /// Set the filter of the page, as if typed.
    Filter(String),
    /// Show the charges of these products.
    Product(ProductFilter),
    /// Move the cursor to this profile's model.
    Model(ProfileId, ModelName),
    /// Show the costs of a model of the focused profile.
    Bill(ModelName),
    /// Show the costs of an API key of the focused profile, by its number.
    BillOfKey(Box<str>),
    /// Show the calls of a model of the focused profile.
    Calls(ModelName),
    /// Show the calls made with an API key of the focused profile, by its number.
    CallsOfKey(Box<str>),
    /// Sort the groups of calls.
    SortCalls(CallSort),
    /// Open this page, with this profile's data if it shows one profile at a time.
    PageOf(ProfileId, Page),
    /// Show this profile's account.
    Account(ProfileId),
    /// Show the models of an account.
    OpenAccount(AccountId),
    /// Show one profile, or all of them.
    Profile(Option<ProfileId>),
    /// Switch to a theme.
    Theme(Box<str>),
    /// Open a section of the help.
    Help(HelpPage),
    /// Turn Free Quota Only on or off for models of the focused profile.
    Turn,
    /// Open a chooser.
    Choose(Choice),
    /// Toggle a column of the list.
    Column(ListColumn),
    /// Copy to the clipboard.
    Copy(Copied),
    /// Open the palette to enter this verb's argument.
    Ask(Verb),
}

/// A clickable row, by its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// In the page's list.
    Row(usize),
    /// Among the lines of the selected bill group.
    Line(usize),
    /// In the alert log.
    Event(usize),
}
