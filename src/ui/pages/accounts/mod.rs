//! The Accounts page: one row per account, and below them what they are together.

mod cells;
mod empty;
mod heading;
mod rows;
mod totals;

use crate::{
    app::pages::accounts::Regions,
    ui::{Scene, canvas::Canvas},
};

pub(crate) use heading::heading;

pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, regions: &Regions) {
    if scene.state.accounts.is_empty() {
        empty::draw(scene, canvas, regions.rows);
        return;
    }
    rows::draw(scene, canvas, regions);
    totals::draw(scene, canvas, regions.totals);
}
