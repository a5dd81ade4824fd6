//! The dialog that turns Free Quota Only on or off: what would change and what that means, the word that is typed,
//! and what came of it.

mod several;

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
    words::{facts::change, number, overlays::turning as words, pages::models::detail, plain},
};

/// Texts are wrapped to this width if there is room.
const WIDTH: u16 = 70;

/// The rows of the frame, and those of the question with the empty one above.
const FRAME: u16 = 2;
const QUESTION: u16 = 2;

/// Draws the dialog over everything else, if it is shown.
pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, regions: &Regions) {
    let Some(turning) = scene.state.dialog() else { return };
    let room = regions.popup;
    // The frame takes two columns.
    let width = WIDTH.min(room.width.saturating_sub(2)).saturating_sub(MARGIN.saturating_mul(2));
    let prompt = match turning.stage {
        Stage::Asks | Stage::Wrong => Some(words::question(scene.lang, word(turning))),
        Stage::Sent | Stage::Ended => None,
    };
    let asked = if prompt.is_some() { QUESTION } else { 0 };
    let lines = lines(scene, turning, width, room.height.saturating_sub(FRAME).saturating_sub(asked));
    let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(asked);
    let aside = if turning.takes_all {
        number::models(scene.lang, turning.all.len())
    } else {
        plain(turning.model.as_str()).into_owned()
    };
    let frame = Frame {
        title: words::title(turning.on).of(scene.lang),
        aside: &aside,
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

/// What is said above the question. A list of models takes what the rest leaves of `rows`.
fn lines(scene: &Scene<'_>, turning: &Turning, width: u16, rows: u16) -> Vec<(String, Style)> {
    let (lang, theme) = (scene.lang, scene.theme);
    let (mut above, mut below) = (Lines::new(width), Lines::new(width));
    let mut models = Vec::new();
    if turning.takes_all {
        match turning.stage {
            Stage::Asks | Stage::Wrong => {
                above.add(words::all(turning.on).of(lang), theme.text);
                models = several::planned(scene, turning, width);
            }
            Stage::Sent => {
                let ended = turning.outcomes.len();
                above.add(&words::progress(lang, ended, turning.all.len()), theme.strong);
            }
            Stage::Ended => {
                above.add(&words::summary(lang, &turning.outcomes), theme.strong);
                models = several::ended(scene, turning, width);
            }
        }
    } else {
        one(scene, turning, &mut above);
    }
    if matches!(turning.stage, Stage::Asks | Stage::Wrong) {
        let means = if turning.on { &change::TURNING_ON[..] } else { &change::TURNING_OFF[..] };
        for text in means {
            below.add(text.of(lang), theme.quiet);
        }
    }
    match turning.stage {
        Stage::Wrong => below.add(&words::wrong(lang, word(turning)), theme.danger),
        Stage::Ended => below.add(words::READ_AGAIN.of(lang), theme.quiet),
        Stage::Asks | Stage::Sent => {}
    }
    let left = usize::from(rows).saturating_sub(above.lines.len()).saturating_sub(below.lines.len());
    let models = several::fitted(lang, models, left, theme.quiet);
    [above.lines, models, below.lines].concat()
}

/// The model under the cursor: what is left of it, and what has come of its change.
fn one(scene: &Scene<'_>, turning: &Turning, lines: &mut Lines) {
    let (lang, theme) = (scene.lang, scene.theme);
    let model = scene.state.profile_at(turning.profile).and_then(|profile| profile.model(&turning.model));
    if let Some((model, row)) = model {
        lines.add(&words::now(lang, model.free_quota_only), theme.text);
        lines.add(&detail::left(lang, model, row.status), theme.text);
    }
    if turning.stage == Stage::Sent {
        lines.add(words::SENT.of(lang), theme.strong);
    }
    for outcome in &turning.outcomes {
        let style = if *outcome == Outcome::Done { theme.strong } else { theme.danger };
        lines.add(&change::outcome(lang, outcome), style);
    }
}

/// Lines wrapped to a width.
struct Lines {
    width: u16,
    lines: Vec<(String, Style)>,
}

impl Lines {
    const fn new(width: u16) -> Self {
        Self { width, lines: Vec::new() }
    }

    fn add(&mut self, text: &str, style: Style) {
        self.lines.extend(wrap(text, self.width).into_iter().map(|line| (line, style)));
    }
}
