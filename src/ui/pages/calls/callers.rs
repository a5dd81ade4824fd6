//! What divides the selected group further: who called a model, which models an API key called, the API keys of a
//! workspace.

use crate::{
    app::Area,
    domain::{
        Quantity,
        calls::{CallGroup, CallGrouping},
    },
    ui::{
        Scene,
        canvas::Canvas,
        widgets::{
            cell::{Amount, Cell},
            columns::{Rules, fit},
            page::{self, MARGIN},
            table::{Heading, Table},
        },
    },
    words::{facts::calls as facts, number, pages::calls as words},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CallerColumn {
    Key,
    Calls,
    Used,
    Share,
}

use CallerColumn::{Calls, Key, Share, Used};

const ALL: [CallerColumn; 4] = [Key, Calls, Used, Share];

const LAYOUTS: [&[CallerColumn]; 3] = [&ALL, &[Key, Calls, Used], &[Key, Calls]];

/// Draws the title and as many rows as fit.
pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    let (state, theme, glyphs) = (scene.state, scene.theme, scene.glyphs);
    let (Some(group), by) = (state.calls_group(), state.view.calls.query.grouping) else { return };
    let further = if by == CallGrouping::ApiKey { CallGrouping::Model } else { CallGrouping::ApiKey };
    let calls = state.profile().calls.get(state.view.calls.range);
    let parts = calls.map(|calls| calls.value.groups(further, |row| group.has(row, by)));
    let parts = parts.unwrap_or_default();
    let name = facts::group(scene.lang, group.key.as_deref());
    page::title(canvas, area, (&words::callers(scene.lang, by, &name), ""), theme, glyphs);
    let whole = group.stats.usage.metered();
    let cell = |part: &CallGroup| ALL.map(|column| cell(scene, (part, whole.map(|(all, _)| all)), column));
    let table = Table::new(
        &ALL,
        |column| heading(scene, column, further),
        parts.iter().map(|part| cell(part).to_vec()).collect(),
    );
    let rules = Rules {
        layouts: &LAYOUTS,
        grow: &[(Share, 16), (Key, 40)],
        shrink: &[(Key, 6), (Calls, 0)],
        ..Rules::default()
    };
    let body = area.below(1).within(MARGIN.saturating_sub(1), 0);
    let columns = fit(&rules, |column| table.width_of(column), body.width);
    table.draw(canvas, (body.row(0), body.below(1)), &columns, theme, glyphs);
}

fn heading(scene: &Scene<'_>, column: CallerColumn, by: CallGrouping) -> Heading<'static> {
    let name = match column {
        Key => facts::key(scene.lang, by),
        Calls => words::CALLS.of(scene.lang),
        Used => words::OTHER_USE.of(scene.lang),
        Share => words::SHARE.of(scene.lang),
    };
    Heading { name, is_right: matches!(column, Calls | Used), order: None }
}

/// The share is of what the group used, so that it says who used up a free quota.
fn cell<'a>(
    scene: &Scene<'_>,
    (part, whole): (&CallGroup, Option<Quantity>),
    column: CallerColumn,
) -> Cell<'a> {
    let (theme, lang) = (scene.theme, scene.lang);
    let used = part.stats.usage.metered();
    match column {
        Key => Cell::Text(facts::group(lang, part.key.as_deref()).into(), theme.text),
        Calls => Cell::Amount(Amount::round(facts::count(&part.stats), ""), theme.text),
        Used => used.map_or(Cell::Nothing, |(used, unit)| {
            Cell::Words(facts::short_use(lang, used, unit).into(), theme.text)
        }),
        Share => {
            match used.zip(whole).and_then(|((used, _), all)| Some((used, all, used.percent_of(all)?))) {
                Some((used, all, percent)) => {
                    Cell::Bar(used, all, format!(" {:>3} %", number::share(percent)))
                }
                None => Cell::Nothing,
            }
        }
    }
}
