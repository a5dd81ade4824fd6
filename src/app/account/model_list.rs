//! The model list of the console. Accounts of a region have the same, which is kept once.

use std::sync::Arc;

use crate::domain::{Catalogued, ModelName, SpeedLimit, price::Charge};

/// A model list, ordered by name. Empty before the first one.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ModelList(Arc<[Catalogued]>);

impl ModelList {
    /// Whether `model` is in the list.
    pub fn has(&self, model: &ModelName) -> bool {
        self.get(model).is_some()
    }

    /// Its price beyond the free quota; absent if not listed or not understood.
    pub fn charge(&self, model: &ModelName) -> Option<Charge> {
        self.get(model)?.charge
    }

    /// Absent if not listed or not understood.
    pub fn speed_limit(&self, model: &ModelName) -> Option<SpeedLimit> {
        self.get(model)?.speed_limit
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn entries(&self) -> &[Catalogued] {
        &self.0
    }

    /// The copy that this list has of a name: equal names need no second one.
    pub(crate) fn shared_name(&self, name: &ModelName) -> Option<ModelName> {
        Some(self.get(name)?.name.clone())
    }

    /// Whether both are the same copy.
    pub(crate) fn is_shared_with(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    fn get(&self, name: &ModelName) -> Option<&Catalogued> {
        let at = self.0.binary_search_by(|entry| entry.name.cmp(name)).ok()?;
        self.0.get(at)
    }
}

impl From<Vec<Catalogued>> for ModelList {
    fn from(mut entries: Vec<Catalogued>) -> Self {
        entries.sort_by(|one, other| one.name.cmp(&other.name));
        entries.dedup_by(|later, earlier| later.name == earlier.name);
        Self(entries.into())
    }
}
