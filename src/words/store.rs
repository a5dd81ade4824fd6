//! What there is to tell about how data are kept for the next run.

use super::{Told, plain};
use crate::domain::StoreNotice;

/// `notice` in words: what happened, and what to do.
pub fn told(notice: &StoreNotice) -> Told {
    let (message, remedy) = match notice {
        StoreNotice::SetAside { to } => (
            format!("the kept data were damaged; the file was set aside as {}", plain(to)),
            "a new file is kept from now on; the old one may be deleted",
        ),
        StoreNotice::TooNew => (
            "the kept data were written by a newer quotatop and are left alone".to_owned(),
            "update quotatop to use them",
        ),
        StoreNotice::Unusable { detail } => {
            (format!("nothing can be kept for the next run: {}", plain(detail)), "see: quotatop doctor")
        }
    };
    Told { message, remedy: remedy.to_owned() }
}
