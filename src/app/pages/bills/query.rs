//! What is seen of the bill: its cycle, its products, how it is grouped.

use crate::{
    app::{State, view::Overlay},
    domain::{
        Now,
        bill::{Cycle, Grouping, Ledger, ProductFilter},
    },
};

use super::{keep_in_sight, select};

/// Sums up anew what is seen; the cursor stays on its group.
pub(crate) fn sum_up(state: &mut State, now: Now) {
    let (cycle, id, query) = (state.shown_cycle(now.utc), state.current(), state.view.bills.query.clone());
    let before = state.bills_cursor();
    let Some(profile) = state.profile_mut(id) else { return };
    profile.bills.report(cycle, &query);
    profile.explain(cycle, query.grouping, now.utc);
    profile.bills.forget_lines();
    if state.bills_cursor().is_none() {
        select(state, before.unwrap_or(0));
        state.view.bills.line = None;
    }
    keep_in_sight(state);
}

/// The quotas have changed, and with them what explains the bill.
pub(crate) fn explain(state: &mut State, now: Now) {
    let (cycle, id, grouping) =
        (state.shown_cycle(now.utc), state.current(), state.view.bills.query.grouping);
    if let Some(profile) = state.profile_mut(id).filter(|profile| !profile.bills.report.groups.is_empty()) {
        profile.explain(cycle, grouping, now.utc);
    }
}

/// Shows the cycle so many months after the one that is shown (before it, where negative).
pub(crate) fn turn(state: &mut State, by: i32, now: Now) {
    let shown = state.shown_cycle(now.utc);
    show(state, if by < 0 { shown.back(by.unsigned_abs()) } else { shown.next() }, now);
}

/// Shows the bill of this cycle, or of the nearest one there is.
pub(crate) fn show(state: &mut State, cycle: Cycle, now: Now) {
    let running = Cycle::at(now.utc);
    // What was kept may be of a time to come: a clock may have been wrong.
    let oldest = state.profile().bills.oldest(now.utc).min(running);
    let cycle = cycle.clamp(oldest, running);
    let id = state.current();
    state.view.bills.cycle = (cycle != running).then_some(cycle);
    state.view.bills.line = None;
    state.view.bills.line_offset = 0;
    if let Some(profile) = state.profile_mut(id) {
        profile.bills.forget(cycle, running);
    }
    sum_up(state, now);
}

/// The next grouping; days, models, ... have cursors of their own.
pub(crate) fn group(state: &mut State, now: Now) {
    group_by(state, state.view.bills.query.grouping.next(), now);
}

/// Groups by this.
pub(crate) fn group_by(state: &mut State, grouping: Grouping, now: Now) {
    state.view.bills.query.grouping = grouping;
    state.view.bills.selected = None;
    state.view.bills.line = None;
    sum_up(state, now);
    select(state, 0);
    keep_in_sight(state);
}

/// Offers the products to choose from.
pub(crate) fn products(state: &mut State, now: Now) {
    if let Overlay::Products { .. } = state.view.overlay {
        state.view.overlay = Overlay::None;
        return;
    }
    let (id, cycle) = (state.current(), state.shown_cycle(now.utc));
    let chosen = state.view.bills.query.product.clone();
    let Some(profile) = state.profile_mut(id) else { return };
    let named = profile.bills.ledger(cycle).map(Ledger::products).unwrap_or_default();
    let named = named.into_iter().map(|(name, _)| ProductFilter::parse(&name));
    let mut products: Vec<ProductFilter> =
        [ProductFilter::Inference, ProductFilter::ModelStudio, ProductFilter::All]
            .into_iter()
            .chain(named)
            .collect();
    if !products.contains(&chosen) {
        products.push(chosen.clone());
    }
    let cursor = products.iter().position(|product| *product == chosen).unwrap_or(0);
    profile.bills.products = products;
    state.view.overlay = Overlay::Products { cursor };
}

/// Shows what was charged for these products.
pub(crate) fn take_product(state: &mut State, product: ProductFilter, now: Now) {
    state.view.bills.query.product = product;
    state.view.overlay = Overlay::None;
    sum_up(state, now);
}
