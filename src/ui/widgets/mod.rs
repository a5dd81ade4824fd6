//! Pieces that know no state: they are told what to show.

pub(super) mod gauge;
pub(super) mod page;
pub(super) mod thumb;
pub(super) mod wrap;
