//! The dialog that turns Free Quota Only on or off: what would change and what that means, the word that is typed,
//! and what came of it.

use ratatui::style::Style;

use super::popup::{self, Frame};
use crate::{
    app::{
        Action, Size,
        layout::Regions,
        overlays::turning::{actions, word},
        view::{Stage, Turning},
    },
    domain::write::Outcome,
    ui::{
        Scene,
        canvas::{Canvas, columns},
        widgets::{page::MARGIN, wrap::wrap},
    },
    words::{facts::change, overlays::turning as words, pages::models::detail, plain},
};

/// Texts are wrapped to this width if there is room.
const WIDTH: u16 = 70;

/// Draws the dialog over everything else, if it is shown.
pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, regions: &Regions) {
    let Some(turning) = scene.state.dialog() else { return };
    let room = regions.popup;
    // The frame takes two columns.
    let width = WIDTH.min(room.width.saturating_sub(2)).saturating_sub(MARGIN.saturating_mul(2));
    let mut lines: Vec<(String, Style)> = Vec::new();
    let mut add =
        |text: &str, style: Style| lines.extend(wrap(text, width).into_iter().map(|line| (line, style)));
    about(scene, turning, &mut add);
    let prompt = match &turning.stage {
        Stage::Asks | Stage::Wrong => Some(words::question(scene.lang, word(turning))),
        Stage::Sent | Stage::Ended(_) => None,
    };
    let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(u16::from(prompt.is_some()) * 2);
    let model = plain(turning.model.as_str());
    let frame = Frame {
        title: words::title(turning.on).of(scene.lang),
        aside: &model,
        actions: actions(turning),
        closes: Action::Back,
    };
    let size = Size { width: width.saturating_add(MARGIN * 2), height: rows };
    let mut inside = popup::draw(scene, canvas, room, size, frame);
    // In a low terminal what is typed comes first.
    let bottom = inside.take_bottom(u16::from(prompt.is_some()));
    for (row, (line, style)) in (0..inside.height).zip(&lines) {
        canvas.put(inside.row(row).within(MARGIN, MARGIN), 0, line, *style);
    }
    if let Some(question) = prompt {
        let row = bottom.within(MARGIN, MARGIN);
        let end = canvas.put(row, 0, &question, scene.theme.accent);
        let typed = plain(&turning.typed);
        let end = canvas.put(row, end, &typed, scene.theme.strong);
        canvas.put(
            row,
            end.min(row.width.saturating_sub(columns(scene.glyphs.caret))),
            scene.glyphs.caret,
            scene.theme.accent,
        );
    }
}

/// What would change, and what that means; or what has come of it.
fn about(scene: &Scene<'_>, turning: &Turning, add: &mut impl FnMut(&str, Style)) {
    let (lang, theme) = (scene.lang, scene.theme);
    let model = scene.state.profile_at(turning.profile).and_then(|profile| profile.model(&turning.model));
    if let Some((model, row)) = model {
        add(&words::now(lang, model.free_quota_only), theme.text);
        add(&detail::left(lang, model, row.status), theme.text);
    }
    match &turning.stage {
        Stage::Asks | Stage::Wrong => {
            let means = if turning.on { &change::TURNING_ON[..] } else { &change::TURNING_OFF[..] };
            for text in means {
                add(text.of(lang), theme.quiet);
            }
            if turning.stage == Stage::Wrong {
                add(&words::wrong(lang, word(turning)), theme.danger);
            }
        }
        Stage::Sent => add(words::SENT.of(lang), theme.strong),
        Stage::Ended(outcome) => {
            let style = if *outcome == Outcome::Done { theme.strong } else { theme.danger };
            add(&change::outcome(lang, outcome), style);
            add(words::READ_AGAIN.of(lang), theme.quiet);
        }
    }
}
