//! The plans of an account: those that were read last, of each kind. They are not stored.

use crate::domain::{plan::Plan, request::PlansReading};

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KnownPlans {
    /// Whether they are requested: something shows them.
    pub are_wanted: bool,
    /// By kind.
    plans: Vec<Plan>,
}

impl KnownPlans {
    /// Takes what was read. What could not be read stays as it was, as old as it is.
    pub fn take(&mut self, reading: PlansReading) {
        for (kind, plans) in reading.0 {
            self.plans.retain(|plan| plan.kind != kind);
            self.plans.extend(plans);
        }
        self.plans.sort_by_key(|plan| plan.kind);
    }

    pub fn all(&self) -> &[Plan] {
        &self.plans
    }

    /// Those with which calls can be made.
    pub fn in_use(&self) -> impl Iterator<Item = &Plan> {
        self.plans.iter().filter(|plan| plan.is_in_use())
    }
}
