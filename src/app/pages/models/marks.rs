//! The models that the user has marked, to change them together.

use std::collections::BTreeSet;

use crate::{app::ProfileId, domain::ModelName};

/// Marked models of all profiles. A mark may outlive its model: check that the profile still has it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marks(BTreeSet<(ProfileId, ModelName)>);

impl Marks {
    pub fn contains(&self, profile: ProfileId, model: &ModelName) -> bool {
        !self.0.is_empty() && self.0.contains(&(profile, model.clone()))
    }

    /// Those of a profile, by name.
    pub(crate) fn of(&self, profile: ProfileId) -> impl Iterator<Item = &ModelName> {
        self.0.iter().filter(move |(of, _)| *of == profile).map(|(_, model)| model)
    }

    /// Marks a model, or removes its mark.
    pub(super) fn toggle(&mut self, profile: ProfileId, model: ModelName) {
        let mark = (profile, model);
        if !self.0.remove(&mark) {
            self.0.insert(mark);
        }
    }

    /// Removes the marks of some profiles.
    pub(super) fn clear(&mut self, is_meant: impl Fn(ProfileId) -> bool) {
        self.0.retain(|(profile, _)| !is_meant(*profile));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_those_of_their_profile() {
        let (mut marks, first, second) = (Marks::default(), ProfileId(0), ProfileId(1));
        for (profile, model) in [(first, "b"), (first, "a"), (second, "a"), (second, "c"), (second, "c")] {
            marks.toggle(profile, model.into());
        }
        assert_eq!(marks.of(first).collect::<Vec<_>>(), [&"a".into(), &"b".into()]);
        assert_eq!(marks.of(second).collect::<Vec<_>>(), [&"a".into()]);
        assert!(marks.contains(first, &"b".into()) && !marks.contains(second, &"b".into()));
        marks.clear(|profile| profile == first);
        assert_eq!((marks.of(first).count(), marks.of(second).count()), (0, 1));
    }
}
