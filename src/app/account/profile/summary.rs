//! A profile as one row of the list of accounts.

use chrono::{DateTime, Utc};

use super::Profile;
use crate::domain::{
    bill::Cycle,
    fleet::{AccountName, AccountRow, Judged, sum},
};

impl Profile {
    /// Sums it up under `name`, as its models were judged last.
    pub(crate) fn account_row(&self, name: &str, now: DateTime<Utc>) -> AccountRow {
        let judged = self.snapshot.models.iter().zip(&*self.rows.rows);
        // As in what is exported: models that the account no longer has are not counted.
        let judged = judged.filter(|(_, row)| !row.has_vanished).map(|(model, row)| {
            let remaining = model.quota.as_ref().and_then(|quota| quota.remaining);
            Judged {
                model,
                status: row.status,
                next_call: row.next_call,
                runs_out: row.runs_out,
                lapses: remaining.and_then(|remaining| self.forecasts.lapses(&model.name, remaining)),
            }
        });
        // In the first hours of a cycle the bill of the one before may still be all there is.
        let running = Cycle::at(now);
        let spend =
            self.bills.inference_totals.iter().filter(|spend| spend.cycle == running).cloned().collect();
        sum(AccountName::of_profile(name), &self.snapshot, judged, spend, now).read_every(self.refresh)
    }
}
