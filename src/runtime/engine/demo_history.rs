//! Stores the history of the demo account.

use chrono::{DateTime, Utc};

use super::identity;
use crate::{
    domain::{Dated, SaveData},
    source::demo::{self, Scene},
    store::Store,
};

/// Stores the history of the demo account that `started` then.
pub(crate) fn seed_demo(store: &Store, scene: Scene, started: DateTime<Utc>) {
    let identity = identity::demo();
    store.seed_histories(&identity, demo::histories(started));
    let value = demo::at(scene, started, started).models;
    store.save(&identity, SaveData::Models(Dated { value, fetched_at: started }));
}
