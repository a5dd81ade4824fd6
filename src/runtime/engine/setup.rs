//! What the program was told to do, by its command line and its configuration.

use std::{collections::BTreeMap, path::PathBuf};

use rust_decimal::Decimal;

use crate::{
    app::{Keymap, pages::wall},
    config::{self, Channel},
    domain::{
        FeedName, ListColumns, SourceKind, Thresholds,
        alert::Rules,
        bill::{AccountId, Cycle, Query},
    },
    source::snapshot::Stream,
    words::Lang,
};

/// What the program was told to do, by its command line and its configuration.
#[derive(Debug, Clone)]
pub struct Setup {
    /// The profile that counts where but one does, and that comes first.
    pub first: Opened,
    /// Those that are open besides.
    pub others: Vec<Opened>,
    /// From when on a quota is low or expiring.
    pub thresholds: Thresholds,
    /// What Model Studio may cost in a cycle, in the account's own currency; absent = no limit.
    pub monthly_spend: Option<Decimal>,
    /// Which alerts are raised, and when.
    pub rules: Rules,
    /// What carries alerts to somebody; none where no data are an account's.
    pub channels: BTreeMap<String, Channel>,
    /// The columns of the list.
    pub columns: ListColumns,
    /// The language in which messages are sent.
    pub lang: Lang,
    /// Nothing is asked; only what was kept is shown.
    pub offline: bool,
    /// What a one-shot command wants of the bills; absent in a dashboard, which turns their pages itself.
    pub bills: Option<BillsWanted>,
    /// Which keys do what.
    pub keymap: Keymap,
    /// How the wallboard behaves, where that is shown instead of the dashboard.
    pub wall: Option<wall::Settings>,
}

impl Setup {
    /// Every profile that is open, in their order.
    pub fn opened(&self) -> impl Iterator<Item = &Opened> {
        std::iter::once(&self.first).chain(&self.others)
    }

    /// Wants these feeds alone, of every profile.
    pub fn want(&mut self, feeds: &[FeedName]) {
        for opened in std::iter::once(&mut self.first).chain(&mut self.others) {
            opened.wanted = feeds.to_vec();
        }
    }
}

/// What belongs to one profile.
#[derive(Debug, Clone)]
pub struct Opened {
    /// Its name.
    pub name: String,
    /// How it is configured.
    pub profile: config::Profile,
    /// Where its data come from.
    pub from: From,
    /// The file of the store, which all share; absent where nothing is kept (demo, snapshots).
    pub store: Option<PathBuf>,
    /// The feeds that are wanted.
    pub wanted: Vec<FeedName>,
    /// Whose bills are wanted, where not those of the profile's own account: imported ones that are kept apart from it.
    pub bills_of: Option<AccountId>,
}

impl Opened {
    /// Whether its alerts are carried to somebody. Those of the demo or of a snapshot are shown, but nobody is called
    /// for them.
    pub const fn calls(&self) -> bool {
        matches!(self.from, From::Alibaba)
    }
}

/// What a one-shot command wants of the bills.
#[derive(Debug, Clone)]
pub struct BillsWanted {
    /// The cycle.
    pub cycle: Cycle,
    /// What is seen of it.
    pub query: Query,
    /// Whether the lines themselves are wanted, too.
    pub lines: bool,
}

/// Where a profile's data come from.
#[derive(Debug, Clone)]
pub enum From {
    /// A Model Studio account.
    Alibaba,
    /// A file in the contract's JSON.
    File(PathBuf),
    /// A snapshot on standard input or in a pipe.
    Stream(Stream),
    /// The embedded demo account.
    Demo,
}

impl From {
    /// The kind of the source.
    pub const fn kind(&self) -> SourceKind {
        match self {
            Self::Alibaba => SourceKind::Alibaba,
            Self::File(_) | Self::Stream(_) => SourceKind::Snapshot,
            Self::Demo => SourceKind::Demo,
        }
    }
}
