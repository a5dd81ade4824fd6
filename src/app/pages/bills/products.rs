//! The product chooser of the Bills page.

use crate::{
    app::{State, account::bills::summary::sum_up, view::Overlay},
    domain::{
        Now,
        bill::{Ledger, ProductFilter},
    },
};

/// Lists the products to choose from; returns the position of the chosen one.
pub(crate) fn list_products(state: &mut State, now: Now) -> usize {
    let (id, cycle) = (state.current(), state.shown_cycle(now.utc));
    let chosen = state.view.bills.query.product.clone();
    let Some(profile) = state.profile_mut(id) else { return 0 };
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
    cursor
}

pub(crate) fn show_product(state: &mut State, product: ProductFilter, now: Now) {
    state.view.bills.query.product = product;
    state.view.overlay = Overlay::None;
    sum_up(state, now);
}
