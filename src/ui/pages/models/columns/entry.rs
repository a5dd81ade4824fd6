//! A row of the list, with what its cells depend on.

use ratatui::style::Style;

use crate::{
    app::pages::models::list::Listed,
    domain::{Quantity, Quota, Status, attention::Attention},
    ui::Theme,
    words::Lang,
};

#[derive(Clone, Copy)]
pub(crate) struct Entry<'a> {
    pub(crate) lang: Lang,
    pub(crate) theme: &'a Theme,
    /// Whether the list shows the remaining share as a bar, too.
    pub(crate) has_bar: bool,
    pub(crate) listed: Listed<'a>,
}

impl<'a> Entry<'a> {
    pub(crate) const fn quota(&self) -> Option<&'a Quota> {
        self.listed.model.quota.as_ref()
    }

    pub(crate) const fn status(&self) -> Status {
        self.listed.row.status
    }

    /// Whether the numbers of the quota are meaningful.
    pub(crate) const fn counts(&self) -> bool {
        self.status().has_left() || matches!(self.status(), Status::Exhausted)
    }

    /// Remaining and granted quota, if known.
    pub(crate) fn numbers(&self) -> Option<(Quantity, Quantity)> {
        self.quota().filter(|_| self.counts()).and_then(|quota| Some((quota.remaining?, quota.total?)))
    }

    /// The style of numbers, by urgency.
    pub(crate) fn tone(&self) -> Style {
        match self.status() {
            Status::Low => self.theme.warning,
            Status::Ok | Status::Expiring | Status::Exhausted => self.theme.text,
            _ => self.theme.quiet,
        }
    }

    /// The style of names and times: what costs money is never dimmed, even if there is no quota left to count.
    pub(crate) fn text_style(&self) -> Style {
        let costs = self.listed.row.attention == Attention::Costs;
        if costs || self.counts() { self.theme.text } else { self.theme.quiet }
    }
}
