//! The cards: of a model, or of an account of a fleet.

mod account;
mod model;
mod parts;

use chrono::TimeDelta;

use crate::{
    app::{Area, pages::wall::Card},
    ui::{Scene, canvas::Canvas},
};

/// Draws a card, with digits of `scale`; all models have a time line of `span`.
pub(super) fn draw(
    scene: &Scene<'_>,
    canvas: &mut Canvas<'_>,
    area: Area,
    card: Card,
    (scale, span): (u16, TimeDelta),
) {
    if area.is_empty() {
        return;
    }
    match card {
        Card::Model(card) => {
            if let Some(shown) = card.of(scene.state) {
                model::draw(scene, canvas, area, shown, (scale, span));
            }
        }
        Card::Account(rank) => {
            if let Some(shown) = scene.state.accounts.at_rank(rank) {
                account::draw(scene, canvas, area, shown, scale);
            }
        }
    }
}
