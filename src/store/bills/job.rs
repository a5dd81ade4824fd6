//! What the store's thread is asked to do with bills.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::NotKept;
use crate::{
    domain::{
        Kept,
        bill::{Accounts, BillDay, Cycle, KeptCycle, Ledger, LinesPage, LinesWanted, Outstanding, Taken},
    },
    store::{AccountKey, job::Reply},
};

/// One thing to do with bills.
pub(in crate::store) enum BillsJob {
    KeepDays { account: AccountKey, days: Vec<BillDay>, reply: Reply<Result<Taken, NotKept>> },
    KeepOutstanding { account: AccountKey, cycle: Cycle, kept: Kept<Outstanding> },
    ReadOwners { account: AccountKey, reply: Reply<Result<Accounts, NotKept>> },
    ReadCycle { account: AccountKey, cycle: Cycle, reply: Reply<KeptCycle> },
    ReadLines { account: AccountKey, wanted: LinesWanted, reply: Reply<LinesPage> },
}

impl BillsJob {
    /// Answers as a store does that cannot be used: nothing is known. Days that are not kept are told as such.
    pub(in crate::store) fn refuse(self) {
        match self {
            Self::KeepDays { reply, .. } => reply(Err(NotKept::Refused)),
            Self::KeepOutstanding { .. } => {}
            Self::ReadOwners { reply, .. } => reply(Err(NotKept::Refused)),
            Self::ReadCycle { cycle, reply, .. } => reply(nothing_of(cycle)),
            Self::ReadLines { wanted, reply, .. } => reply(LinesPage { wanted, lines: Vec::new() }),
        }
    }

    /// How many lines it holds.
    pub(in crate::store) fn lines(&self) -> usize {
        match self {
            Self::KeepDays { days, .. } => {
                days.iter().map(|day| day.lines.len()).fold(0, usize::saturating_add)
            }
            _ => 0,
        }
    }

    /// Whether both keep the same figure, so that one of them is enough.
    pub(in crate::store) fn keeps_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::KeepOutstanding { account: a, cycle: x, .. },
                Self::KeepOutstanding { account: b, cycle: y, .. },
            ) => a == b && x == y,
            _ => false,
        }
    }

    /// When its data were read; absent where they are not replaced by newer ones while they wait.
    pub(in crate::store) fn fetched_at(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::KeepOutstanding { kept, .. } => Some(kept.fetched_at),
            _ => None,
        }
    }
}

/// A cycle of which nothing is kept.
pub(super) fn nothing_of(cycle: Cycle) -> KeptCycle {
    KeptCycle { ledger: Ledger::empty(cycle), outstanding: BTreeMap::new(), cycles: Vec::new() }
}
