//! What there is to tell about how data are kept.

use super::plain;
use crate::domain::StoreNotice;

/// `notice` in one line: what happened, and what to do where there is something to do.
pub fn notice(notice: &StoreNotice) -> String {
    match notice {
        StoreNotice::SetAside { to } => {
            format!("last known data were damaged: set aside as {}, and a new file was begun", plain(to))
        }
        StoreNotice::TooNew => {
            "last known data were written by a newer quotatop and are left alone: update quotatop".into()
        }
        StoreNotice::Unusable { detail } => {
            format!(
                "last known data cannot be kept ({}): check the data folder, see quotatop doctor",
                plain(detail)
            )
        }
    }
}
