//! What can be told with what: `sort expires`, `filter status:low`, `group-by day`, `cycle 2026-10`, `model qwen-max`,
//! `profile prod`, `theme light`.

use strum::IntoEnumIterator as _;

use super::{Row, rank::rank};
use crate::{
    app::{Action, Command, Profile, ProfileId, State, pages::models::list::rows, view::Page},
    domain::{
        Now,
        bill::{Cycle, Grouping, ProductFilter, report::BillSort},
        filter::lower_name,
        sort::SortKey,
    },
};

/// A word that is followed by another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// By what to order.
    Sort,
    /// What to look for.
    Filter,
    /// By what to group.
    GroupBy,
    /// What was charged for which products to show.
    Product,
    /// The bill of which cycle to show.
    Cycle,
    /// To which model to go.
    Model,
    /// Which profile to show.
    Profile,
    /// Which theme to try.
    Theme,
}

impl Verb {
    /// Every one.
    pub const ALL: [Self; 8] = [
        Self::Sort,
        Self::Filter,
        Self::GroupBy,
        Self::Product,
        Self::Cycle,
        Self::Model,
        Self::Profile,
        Self::Theme,
    ];

    /// The action that is done where nothing follows.
    pub const fn action(self) -> Option<Action> {
        match self {
            Self::Sort => Some(Action::Sort),
            Self::Filter => Some(Action::Filter),
            Self::GroupBy => Some(Action::Group),
            Self::Product => Some(Action::Product),
            Self::Theme => Some(Action::Theme),
            Self::Cycle | Self::Model | Self::Profile => None,
        }
    }

    /// The word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cycle => "cycle",
            Self::Model => "model",
            Self::Profile => "profile",
            Self::Sort | Self::Filter | Self::GroupBy | Self::Product | Self::Theme => {
                self.action().map_or("", Action::name)
            }
        }
    }

    /// The one of this word.
    pub(crate) fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verb| verb.name().eq_ignore_ascii_case(word))
    }

    /// Those that are no actions, as far as there is something to follow them.
    pub(crate) fn without_action(state: &State) -> Vec<Row> {
        let is_there = |verb: &Self| match verb {
            Self::Cycle => has_bills(state),
            Self::Model => state.models() > 0,
            Self::Profile => state.has_several(),
            Self::Sort | Self::Filter | Self::GroupBy | Self::Product | Self::Theme => false,
        };
        let row =
            |verb: Self| Row { name: verb.name().to_owned(), command: Command::Ask(verb), verb: Some(verb) };
        Self::ALL.into_iter().filter(is_there).map(row).collect()
    }

    /// What may follow, as far as it matches `typed`.
    pub(crate) fn arguments<'a>(self, state: &'a State, typed: &str, now: Now) -> Vec<Row> {
        let profile = state.profile();
        match self {
            Self::Sort if state.view.page == Page::Bills => {
                self.choices(typed, BILL_SORTS, |(sort, name)| (name.to_owned(), Command::SortBill(sort)))
            }
            Self::Sort if state.view.page == Page::Models => {
                self.choices(typed, SORTS, |(sort, name)| (name.to_owned(), Command::Sort(sort)))
            }
            Self::Filter if state.view.page != Page::Alerts => {
                let filter = Command::Filter(typed.to_owned());
                self.choices("", [filter], |filter| (typed.to_owned(), filter))
            }
            Self::Sort | Self::Filter => Vec::new(),
            Self::GroupBy | Self::Product | Self::Cycle if !has_bills(state) => Vec::new(),
            Self::GroupBy => {
                self.choices(typed, Grouping::iter(), |by| (by.into_str().to_owned(), Command::GroupBy(by)))
            }
            Self::Product => {
                let named = (!typed.is_empty()).then(|| ProductFilter::parse(typed));
                let mut all = vec![ProductFilter::Inference, ProductFilter::ModelStudio, ProductFilter::All];
                all.extend(named.filter(|named| matches!(named, ProductFilter::Text(_))));
                self.choices(typed, all, |one| (one.as_str().to_owned(), Command::Product(one)))
            }
            Self::Cycle => {
                let oldest = profile.bills.oldest(now.utc);
                let cycles = std::iter::successors(Some(Cycle::at(now.utc)), |cycle| Some(cycle.previous()));
                // At the beginning of the calendar there is none before it.
                let cycles = cycles.take_while(|cycle| *cycle >= oldest).take(1000);
                self.choices(typed, cycles, |cycle| (cycle.to_string(), Command::Cycle(cycle)))
            }
            Self::Model => {
                let wanted = lower_name(&typed.into());
                let of = |(id, profile): (ProfileId, &'a Profile)| rows(id, profile);
                let found = state.shown().flat_map(of).filter(|(.., row)| row.lower_name.contains(&*wanted));
                self.choices(typed, found.take(super::MOST), |(place, model, _)| {
                    (model.name.as_str().to_owned(), Command::Model(place.profile, model.name.clone()))
                })
            }
            Self::Profile if !state.has_several() => Vec::new(),
            Self::Profile => {
                let all = (ALL_PROFILES.to_owned(), Command::Profile(None));
                let one =
                    |(id, profile): (_, &Profile)| (profile.name().to_owned(), Command::Profile(Some(id)));
                self.choices(typed, std::iter::once(all).chain(state.profiles().map(one)), |row| row)
            }
            Self::Theme => self
                .choices(typed, state.themes.names(), |name| (name.to_owned(), Command::Theme(name.into()))),
        }
    }

    /// A row for each of `all` that matches `typed`, the best first.
    fn choices<T>(
        self,
        typed: &str,
        all: impl IntoIterator<Item = T>,
        row: impl Fn(T) -> (String, Command),
    ) -> Vec<Row> {
        let typed = typed.to_lowercase();
        let ranked = all.into_iter().filter_map(|one| {
            let (name, command) = row(one);
            let rank = rank(&typed, &name, "")?;
            let name = format!("{} {name}", self.name()).trim_end().to_owned();
            Some((rank, Row { name, command, verb: None }))
        });
        let mut ranked: Vec<(u8, Row)> = ranked.collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        ranked.into_iter().map(|(_, row)| row).collect()
    }
}

/// All profiles as one.
const ALL_PROFILES: &str = "all";

/// The orders of the models, as the contract calls them (`list --sort`).
const SORTS: [(SortKey, &str); 8] = [
    (SortKey::Attention, "attention"),
    (SortKey::Model, "model"),
    (SortKey::Kind, "kind"),
    (SortKey::Left, "left"),
    (SortKey::Percent, "percent"),
    (SortKey::Expires, "expires"),
    (SortKey::RunsOut, "runs-out"),
    (SortKey::NextCall, "next-call"),
];

/// The orders of the groups of a bill.
const BILL_SORTS: [(BillSort, &str); 4] = [
    (BillSort::Payable, "payable"),
    (BillSort::Key, "name"),
    (BillSort::Gross, "list-price"),
    (BillSort::Lines, "lines"),
];

fn has_bills(state: &State) -> bool {
    state.pages().any(|page| page == Page::Bills)
}
