//! The notice in a terminal that is too small.

use crate::{
    app::area::SMALLEST,
    ui::{Scene, canvas::Canvas},
    words::{chrome::bars, text},
};

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
