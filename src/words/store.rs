//! What there is to tell about how data are kept for the next run.

use super::{Told, plain};
use crate::domain::StoreNotice;

/// `notice` in words: what happened, and what to do.
pub fn told(notice: &StoreNotice) -> Told {
    let (message, remedy) = match notice {
        StoreNotice::SetAside { to } => (
            "the kept data were damaged; a new file was begun".to_owned(),
            format!("the old one is now {}", plain(to)),
        ),
        StoreNotice::TooNew => (
            "the kept data were written by a newer quotatop and are left alone".to_owned(),
            "update quotatop to use them".to_owned(),
        ),
        StoreNotice::Unusable { detail } => (
            format!("nothing can be kept for the next run: {}", plain(detail)),
            "see: quotatop doctor".to_owned(),
        ),
    };
    Told { message, remedy }
}
