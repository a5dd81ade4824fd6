//! The history of the demo account, which is stored in memory.

use chrono::{DateTime, Utc};

use super::identity;
use crate::{
    domain::{Dated, SaveData},
    source::demo,
    store::{Identity, Store},
};

/// Gives the demo, which started then, its history.
pub(crate) fn seed_demo(store: &Store, started: DateTime<Utc>) {
    let identity: Identity = identity::demo();
    store.seed_histories(&identity, demo::histories(started));
    let value = demo::at(started, started).models;
    store.save(&identity, SaveData::Models(Dated { value, fetched_at: started }));
}
