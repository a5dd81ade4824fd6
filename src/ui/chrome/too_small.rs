//! The message of a terminal that is too small for anything else.

use crate::{
    app::area::SMALLEST,
    ui::{Scene, canvas::Canvas},
    words::{chrome::bars, text},
};

/// Draws how large the terminal has to be.
pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>) {
    let size = scene.state.size;
    let message = bars::too_small(
        scene.lang,
        (SMALLEST.width, SMALLEST.height),
        (size.width, size.height),
        scene.glyphs.by,
    );
    let area = canvas.area();
    let message = text::cut(&message, usize::from(area.width), scene.glyphs.cut);
    canvas.put(area, 0, &message, scene.theme.text);
}
