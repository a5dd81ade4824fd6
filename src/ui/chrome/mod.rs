//! What surrounds a page: header, tabs, banner, problem lines, hints.

pub(crate) mod banner;
pub(crate) mod empty;
pub(crate) mod header;
pub(crate) mod hints;
pub(crate) mod problem_lines;
pub(crate) mod prompt;
pub(crate) mod spending;
pub(crate) mod status_message;
pub(crate) mod summary;
pub(crate) mod tabs;
pub(crate) mod toast;
pub(crate) mod too_small;

use super::{Scene, canvas::Canvas, overlays::palette};
use crate::app::layout::Regions;

/// Draws what is above a page.
pub(crate) fn draw_top(scene: &Scene<'_>, canvas: &mut Canvas<'_>, regions: &Regions) {
    header::draw(scene, canvas, regions.header);
    banner::draw(scene, canvas, regions.banner);
    summary::draw(scene, canvas, regions.summary);
    problem_lines::draw(scene, canvas, regions.notes);
}

/// Draws what is below a page, or over its bottom.
pub(crate) fn draw_bottom(scene: &Scene<'_>, canvas: &mut Canvas<'_>, regions: &Regions) {
    toast::draw(scene, canvas, regions.toast);
    palette::draw(scene, canvas, regions.palette);
    if !prompt::draw(scene, canvas, regions.hints) {
        hints::draw(scene, canvas, regions.hints);
    }
}
