//! The rows of `models`. Each becomes a model at once: a file of a million has no second copy of its rows in memory.

use std::{
    collections::{HashMap, hash_map::Entry},
    fmt,
};

use chrono::{DateTime, Utc};
use serde::{
    Deserialize, Deserializer,
    de::{SeqAccess, Visitor},
};

use super::row::{Row, note_read_at};
use crate::domain::{LastStatus, Model};

#[derive(Default)]
pub(super) struct Rows(Vec<Model>);

impl Rows {
    /// The models, read at `read_at`. Of rows with the same name the last counts, in the position of the first.
    pub(super) fn into_models(self, read_at: DateTime<Utc>) -> Vec<Model> {
        let Self(mut models) = self;
        let repeated = repeated(&models);
        for (later, first) in &repeated {
            models.swap(*later, *first);
        }
        let mut replaced = repeated.into_iter().map(|(later, _)| later).peekable();
        let mut positions = 0..;
        models.retain_mut(|model| {
            note_read_at(model, read_at);
            let at = positions.next();
            replaced.next_if(|later| Some(*later) == at).is_none()
        });
        models
    }
}

/// The positions of models whose names came before, each with that of the first.
fn repeated(models: &[Model]) -> Vec<(usize, usize)> {
    if models.is_sorted_by(|one, next| one.name < next.name) {
        return Vec::new();
    }
    let mut places = HashMap::with_capacity(models.len());
    let repeated =
        models.iter().enumerate().filter_map(|(at, model)| match places.entry(model.name.as_str()) {
            Entry::Occupied(first) => Some((at, *first.get())),
            Entry::Vacant(place) => {
                place.insert(at);
                None
            }
        });
    repeated.collect()
}

impl<'de> Deserialize<'de> for Rows {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(RowsVisitor)
    }
}

struct RowsVisitor;

impl<'de> Visitor<'de> for RowsVisitor {
    type Value = Rows;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("models")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let (mut models, mut last) = (Vec::new(), LastStatus::default());
        while let Some(row) = seq.next_element::<Row<'de>>()? {
            models.extend(row.into_model(&mut last));
        }
        models.shrink_to_fit();
        Ok(Rows(models))
    }
}
