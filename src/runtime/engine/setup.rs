//! What the program is to do, by its command line and its configuration.

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

/// What the program is to do, by its command line and its configuration.
#[derive(Debug, Clone)]
pub struct Setup {
    /// The default profile: used by single-profile commands, listed first.
    pub first: ProfileSetup,
    /// The other open profiles.
    pub others: Vec<ProfileSetup>,
    /// From when on a quota is low or expiring.
    pub thresholds: Thresholds,
    /// What Model Studio may cost in a cycle, in the account's own currency; absent = no limit.
    pub monthly_spend: Option<Decimal>,
    /// Which alerts are raised, and when.
    pub rules: Rules,
    /// The channels that deliver alerts; none if no profile is a live account.
    pub channels: BTreeMap<String, Channel>,
    /// The columns of the list.
    pub columns: ListColumns,
    /// The language in which messages are sent.
    pub lang: Lang,
    /// Nothing is fetched; only stored data are shown.
    pub offline: bool,
    /// Which bill a one-shot command wants; absent in a dashboard, where the user chooses.
    pub bills: Option<BillsWanted>,
    /// The key bindings.
    pub keymap: Keymap,
    /// The settings of the wallboard, if that is shown instead of the dashboard.
    pub wall: Option<wall::Settings>,
}

impl Setup {
    /// Every open profile, in their order.
    pub fn profiles(&self) -> impl Iterator<Item = &ProfileSetup> {
        std::iter::once(&self.first).chain(&self.others)
    }

    /// Whether the first profile makes requests.
    pub const fn is_live(&self) -> bool {
        matches!(self.first.source, DataSource::Alibaba) && !self.offline
    }

    /// Limits every profile to these feeds.
    pub fn want(&mut self, feeds: &[FeedName]) {
        for opened in std::iter::once(&mut self.first).chain(&mut self.others) {
            opened.wanted = feeds.to_vec();
        }
    }
}

/// What belongs to one profile.
#[derive(Debug, Clone)]
pub struct ProfileSetup {
    /// Its name.
    pub name: String,
    /// How it is configured.
    pub profile: config::Profile,
    /// Where its data come from.
    pub source: DataSource,
    /// The file of the store, which all share; absent if nothing is stored (demo, snapshots).
    pub store: Option<PathBuf>,
    /// The feeds that are wanted.
    pub wanted: Vec<FeedName>,
    /// Another account whose imported bills are wanted instead of the profile's own; they are stored apart.
    pub bills_of: Option<AccountId>,
}

impl ProfileSetup {
    /// Whether its alerts are delivered. Those of the demo or of a snapshot are only shown.
    pub const fn delivers_alerts(&self) -> bool {
        matches!(self.source, DataSource::Alibaba)
    }
}

/// Which bill a one-shot command wants.
#[derive(Debug, Clone)]
pub struct BillsWanted {
    /// The cycle.
    pub cycle: Cycle,
    /// Which part of it, and how it is grouped.
    pub query: Query,
    /// Whether the lines are wanted as well.
    pub lines: bool,
}

/// Where a profile's data come from.
#[derive(Debug, Clone)]
pub enum DataSource {
    /// A Model Studio account.
    Alibaba,
    /// A file in the contract's JSON.
    File(PathBuf),
    /// A snapshot on standard input or in a pipe.
    Stream(Stream),
    /// The embedded demo account.
    Demo,
}

impl DataSource {
    /// The kind of the source.
    pub const fn kind(&self) -> SourceKind {
        match self {
            Self::Alibaba => SourceKind::Alibaba,
            Self::File(_) | Self::Stream(_) => SourceKind::Snapshot,
            Self::Demo => SourceKind::Demo,
        }
    }
}
