//! The setup of a run, from the command line and the configuration.

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

use crate::{
    app::{Keymap, pages::wall},
    config::{self, Channel},
    domain::{
        FeedName, ListColumns, SourceKind, Thresholds,
        alert::Rules,
        bill::{AccountId, Cycle, Grouping, LedgerDetail, Query},
        calls::CallRange,
        write::Barred,
    },
    source::{
        demo::Scene,
        recording::{Recorder, Recording},
        snapshot::Stream,
    },
    words::Lang,
};

#[expect(clippy::struct_excessive_bools, reason = "what commands want differs in each of these alone")]
#[derive(Debug, Clone)]
pub struct Setup {
    /// The default profile: used by single-profile commands, listed first.
    pub first: ProfileSetup,
    /// The other open profiles.
    pub others: Vec<ProfileSetup>,
    pub thresholds: Thresholds,
    /// The spending limit per cycle, in the account's own currency.
    pub monthly_spend: Option<Decimal>,
    pub rules: Rules,
    /// None if no profile is a live account.
    pub channels: BTreeMap<String, Channel>,
    pub columns: ListColumns,
    /// Of messages to channels.
    pub lang: Lang,
    /// Shows only stored data, and fetches nothing.
    pub offline: bool,
    /// The bill that a one-shot command prints; absent in a dashboard, where the user chooses.
    pub bills: Option<BillsWanted>,
    /// The calls that a one-shot command prints; empty in a dashboard.
    pub calls: Vec<CallRange>,
    /// Whether metrics are exported, with what inference costs.
    pub metrics: bool,
    /// Whether lists of models and accounts are shown or printed.
    pub lists: bool,
    /// Whether plans are read: the dashboard alone shows them.
    pub plans: bool,
    pub keymap: Keymap,
    /// Present if the wallboard is shown instead of the dashboard.
    pub wall: Option<wall::Settings>,
}

impl Setup {
    pub fn profiles(&self) -> impl Iterator<Item = &ProfileSetup> {
        std::iter::once(&self.first).chain(&self.others)
    }

    /// Whether the first profile makes requests.
    pub const fn is_live(&self) -> bool {
        self.first.source.is_live() && !self.offline
    }

    /// Why nothing may be changed at the first profile's account; absent if it may.
    pub const fn barred(&self) -> Option<Barred> {
        self.first.barred(self.offline)
    }

    /// Why nothing can even be read there; absent if it can.
    pub const fn unreachable(&self) -> Option<Barred> {
        self.first.unreachable(self.offline)
    }

    /// Limits every profile to these feeds.
    pub fn want(&mut self, feeds: &[FeedName]) {
        for opened in std::iter::once(&mut self.first).chain(&mut self.others) {
            opened.wanted.retain(|feed| feeds.contains(feed));
        }
    }
}

#[derive(Debug, Clone)]
pub struct ProfileSetup {
    pub name: String,
    pub profile: config::Profile,
    pub source: DataSource,
    /// The file of the store, which all profiles share; absent if nothing is stored (demo, snapshots).
    pub store: Option<PathBuf>,
    pub wanted: Vec<FeedName>,
    /// Another account, whose imported bills are shown instead of the profile's own.
    pub bills_of: Option<AccountId>,
    /// Takes down every call of a live account.
    pub recorder: Option<Arc<Recorder>>,
}

impl ProfileSetup {
    /// Why nothing may be changed at its account; absent if it may.
    pub const fn barred(&self, offline: bool) -> Option<Barred> {
        if self.profile.read_only { Some(Barred::ReadOnly) } else { self.unreachable(offline) }
    }

    /// Why nothing can even be read there; absent if it can.
    const fn unreachable(&self, offline: bool) -> Option<Barred> {
        match (self.source.is_live(), offline) {
            (false, _) => Some(Barred::NoAccount),
            (true, true) => Some(Barred::Offline),
            (true, false) => None,
        }
    }

    /// Alerts of the demo or of a snapshot are only shown.
    pub const fn delivers_alerts(&self) -> bool {
        self.source.is_live()
    }
}

#[derive(Debug, Clone)]
pub struct BillsWanted {
    pub cycle: Cycle,
    pub query: Query,
    /// Whether the lines are printed, too.
    pub lines: bool,
    /// Whether costs of models and spending are not needed.
    pub only_report: bool,
}

impl BillsWanted {
    /// What is to be read: spending and groups by day need sums by day.
    pub fn detail(&self) -> LedgerDetail {
        if self.only_report && self.query.grouping != Grouping::Day {
            LedgerDetail::Cycle
        } else {
            LedgerDetail::Days
        }
    }
}

#[derive(Debug, Clone)]
pub enum DataSource {
    /// A Model Studio account.
    Alibaba,
    /// A file in the contract's JSON.
    File(PathBuf),
    /// A snapshot on standard input or in a pipe.
    Stream(Stream),
    /// The calls of an account that were recorded, here or elsewhere.
    Recording(Arc<Recording>),
    /// The embedded demo account.
    Demo(Scene),
    /// The accounts in a Prometheus.
    Fleet(config::Fleet),
}

impl DataSource {
    /// Whether it is a real account, with logins, stored data and alerts.
    pub const fn is_live(&self) -> bool {
        matches!(self, Self::Alibaba)
    }

    /// Whether it answers at once, from this process.
    pub const fn is_at_hand(&self) -> bool {
        matches!(self, Self::Demo(_) | Self::Recording(_))
    }

    /// When it was recorded; absent if it is no recording.
    pub fn recorded_at(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::Recording(recording) => Some(recording.recorded_at),
            Self::Alibaba | Self::File(_) | Self::Stream(_) | Self::Demo(_) | Self::Fleet(_) => None,
        }
    }

    pub const fn kind(&self) -> SourceKind {
        match self {
            // Its requests and answers are the account's.
            Self::Alibaba | Self::Recording(_) => SourceKind::Alibaba,
            Self::File(_) | Self::Stream(_) => SourceKind::Snapshot,
            Self::Demo(_) => SourceKind::Demo,
            Self::Fleet(_) => SourceKind::Prometheus,
        }
    }
}
