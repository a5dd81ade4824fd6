//! The cells of a row of alerts.

use crate::{
    app::{
        ProfileId,
        account::alerts::{AlertRow, Entry},
    },
    domain::{
        alert::{AlertState, Consequence, Facts, Rule, Subject},
        bill::Cost,
    },
    ui::{
        Scene,
        widgets::{
            cell::Cell,
            styles::{severity_style, severity_symbol},
        },
    },
    words::{
        facts::alert,
        pages::alerts::{self as words, row::Parts},
        plain, text,
    },
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AlertColumn {
    Sign,
    Profile,
    Subject,
    Message,
    State,
    BriefState,
}

pub(super) const ALL: [AlertColumn; 6] = [
    AlertColumn::Sign,
    AlertColumn::Profile,
    AlertColumn::Subject,
    AlertColumn::Message,
    AlertColumn::State,
    AlertColumn::BriefState,
];

/// Between the parts of a message.
const PART_GAP: &str = "  ";

/// A row before it is measured, or the empty row of a heading.
#[derive(Debug, Default)]
pub(super) struct Row<'a> {
    entry: Option<(ProfileId, Entry<'a>)>,
    message: Parts,
    /// The widths of the parts in its group.
    widths: Widths,
}

#[derive(Debug, Clone, Copy, Default)]
struct Widths {
    when: usize,
    amount: usize,
    cost: usize,
}

impl<'a> Row<'a> {
    pub(super) fn new(scene: &Scene<'a>, id: ProfileId, entry: Entry<'a>) -> Self {
        let message = match entry {
            Entry::Active(row) => message(scene, id, row),
            Entry::Muted(_) => Parts { rest: words::IS_MUTED.of(scene.lang).to_owned(), ..Parts::default() },
        };
        Self { entry: Some((id, entry)), message, ..Self::default() }
    }

    /// A cell for each column.
    pub(super) fn cells(&self, scene: &Scene<'a>) -> Vec<Cell<'a>> {
        let Some((id, entry)) = self.entry else { return ALL.map(|_| Cell::Nothing).to_vec() };
        ALL.map(|column| match entry {
            Entry::Active(row) => self.active(scene, (id, row), column),
            Entry::Muted(model) => {
                let quiet = |text: String| Cell::Text(text.into(), scene.theme.quiet);
                match column {
                    AlertColumn::Sign => quiet(scene.glyphs.nothing.to_owned()),
                    AlertColumn::Profile => profile(scene, id),
                    AlertColumn::Subject => quiet(words::model(model)),
                    AlertColumn::Message => quiet(self.message()),
                    _ => Cell::Nothing,
                }
            }
        })
        .to_vec()
    }

    fn active(
        &self,
        scene: &Scene<'a>,
        (id, row): (ProfileId, &'a AlertRow),
        column: AlertColumn,
    ) -> Cell<'a> {
        let (theme, now, zone) = (scene.theme, scene.now.utc, scene.zone);
        let state = row.state(now);
        // What is known needs no attention; its sign stays.
        let style = if state == AlertState::New { theme.text } else { theme.quiet };
        let quiet = |text: String| Cell::Text(text.into(), theme.quiet);
        match column {
            AlertColumn::Sign => {
                let severity = row.severity();
                let sign = severity_symbol(severity, scene.glyphs);
                Cell::Text(sign.into(), severity_style(severity, theme))
            }
            AlertColumn::Profile => profile(scene, id),
            AlertColumn::Subject => Cell::Text(alert::subject(scene.lang, &row.subject).into(), style),
            AlertColumn::Message => Cell::Text(self.message().into(), style),
            AlertColumn::State => quiet(words::state_or_since(scene.lang, state, row.raised_at(), now, zone)),
            AlertColumn::BriefState => {
                words::brief_state(scene.lang, state).map_or(Cell::Nothing, |state| quiet(state.to_owned()))
            }
        }
    }

    /// The message, its parts aligned with those of the group: the cost comes before what may be cut.
    fn message(&self) -> String {
        let Parts { when, amount, rest, cost, .. } = &self.message;
        let when = format!("{when}{}", pad(when, self.widths.when));
        let cost = format!("{}{cost}", pad(cost, self.widths.cost));
        let figures = format!("{}{amount}{rest}", pad(amount, self.widths.amount));
        let parts: Vec<String> = [when, cost, figures].into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(PART_GAP).trim_end().to_owned()
    }
}

/// The blanks after `text` in a part of this width.
fn pad(text: &str, width: usize) -> String {
    " ".repeat(width.saturating_sub(text::width(text)))
}

/// Aligns the messages of a group. Sentences are not aligned.
pub(super) fn align<'r, 'a: 'r>(rows: impl Iterator<Item = &'r mut Row<'a>>) {
    let rows: Vec<&mut Row<'a>> = rows.filter(|row| !row.message.is_sentence).collect();
    let widest =
        |width: &dyn Fn(&Parts) -> usize| rows.iter().map(|row| width(&row.message)).max().unwrap_or(0);
    let widths = Widths {
        when: widest(&|parts| text::width(&parts.when).max(parts.when_width)),
        amount: widest(&|parts| text::width(&parts.amount)),
        cost: widest(&|parts| text::width(&parts.cost)),
    };
    for row in rows {
        row.widths = widths;
    }
}

fn message(scene: &Scene<'_>, id: ProfileId, row: &AlertRow) -> Parts {
    let (now, zone) = (scene.now.utc, scene.zone);
    let Some(profile) = scene.state.profile_at(id) else { return Parts::default() };
    let facts = profile.facts_now(&row.lead);
    let (Facts::Quota(facts), Subject::Model(model)) = (&facts, &row.subject) else {
        let alerts = row.alerts().map(|alert| (alert.rule, &alert.facts));
        return words::row::account(scene.lang, alerts, now, zone);
    };
    let rules: Vec<Rule> = row.alerts().map(|alert| alert.rule).collect();
    let used_up_at = profile.used_up_at(model);
    let parts = words::row::model(scene.lang, (row.consequence, &rules), facts, used_up_at, (now, zone));
    let costs = costs(scene, id, Entry::Active(row)).unwrap_or_default().iter();
    let costs = costs.filter_map(|cost| {
        let Cost { currency, payable, payable_with_tax, incomplete, .. } = cost;
        words::row::cost(scene.lang, *payable, *payable_with_tax, currency, *incomplete)
    });
    Parts { cost: costs.collect::<Vec<_>>().join(" + "), ..parts }
}

/// What the model of a row has cost in the running cycle, where its calls cost money or fail.
pub(super) fn costs<'a>(scene: &Scene<'a>, id: ProfileId, entry: Entry<'_>) -> Option<&'a [Cost]> {
    let Entry::Active(row) = entry else { return None };
    let counts = matches!(
        row.consequence,
        Consequence::CallsAreBilled | Consequence::CallsMayBeBilled | Consequence::CallsFail
    );
    let costs = scene.state.profile_at(id)?.bills.costs.of(row.subject.model()?)?;
    (counts && !costs.is_empty()).then_some(costs)
}

/// The name of the profile, if several are shown.
pub(super) fn profile(scene: &Scene<'_>, id: ProfileId) -> Cell<'static> {
    let profile = scene.state.profile_at(id).filter(|_| scene.state.shows_all());
    profile.map_or(Cell::Nothing, |profile| {
        Cell::Text(plain(profile.name()).into_owned().into(), scene.theme.quiet)
    })
}
