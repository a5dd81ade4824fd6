//! Stateless building blocks: the caller passes what to show.

pub(super) mod amounts;
pub(super) mod bars;
pub(super) mod block;
pub(super) mod cell;
pub(super) mod chart;
pub(super) mod columns;
pub(super) mod gauge;
pub(super) mod page;
pub(super) mod styles;
pub(super) mod table;
pub(super) mod thumb;
pub(super) mod wrap;
