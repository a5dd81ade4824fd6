//! The profile chooser: all profiles, then each with its state.

use std::borrow::Cow;

use super::chooser::{self, Choices};
use crate::{
    app::{Area, Profile, ProfileId, view::Choice},
    domain::{FeedName, alert::Severity},
    ui::{
        Scene,
        canvas::Canvas,
        chrome::header,
        widgets::{
            cell::{Amount, Cell},
            columns::Rules,
            styles::severity_style,
            table::{Heading, Table},
        },
    },
    words::{Text, facts::account, number, overlays::profiles as words, plain},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ProfileColumn {
    Chosen,
    Name,
    Models,
    Alerts,
    Account,
    Quotas,
}

use ProfileColumn::{Account, Alerts, Chosen, Models, Name, Quotas};

const ALL: [ProfileColumn; 6] = [Chosen, Name, Models, Alerts, Account, Quotas];
const LAYOUTS: [&[ProfileColumn]; 4] = [
    &ALL,
    &[Chosen, Name, Alerts, Account, Quotas],
    &[Chosen, Name, Account, Quotas],
    &[Chosen, Name, Account],
];
/// Names are cut down to this width, but only after all optional columns have been dropped.
const MIN_NAME_WIDTH: u16 = 8;

/// Draws the profiles, scrolled to the cursor.
pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, room: Area, cursor: usize) {
    let (state, lang) = (scene.state, scene.lang);
    let count = state.profiles().count();
    let each = state.profiles().map(|(id, profile)| profile_row(scene, id, profile));
    let cells = std::iter::once(all_row(scene)).chain(each).collect();
    let choices = Choices {
        choice: Choice::Profile,
        titles: (words::TITLE.of(lang), &words::count(lang, count)),
        table: Table::new(&ALL, |column| heading(scene, column), cells),
        rules: Rules {
            layouts: &LAYOUTS,
            shrink: &[(Name, MIN_NAME_WIDTH), (Account, 1)],
            ..Rules::default()
        },
        has_headings: true,
        note: "",
    };
    chooser::draw(scene, canvas, room, choices, cursor);
}

const fn heading(scene: &Scene<'_>, column: ProfileColumn) -> Heading<'static> {
    let name = match column {
        Chosen => Text::new("", ""),
        Name => words::PROFILE,
        Models => words::MODELS,
        Alerts => words::ALERTS,
        Account => words::ACCOUNT,
        Quotas => words::STATE,
    };
    Heading { name: name.of(scene.lang), is_right: matches!(column, Models | Alerts), order: None }
}

/// The row of all profiles together.
fn all_row(scene: &Scene<'_>) -> Vec<Cell<'static>> {
    let state = scene.state;
    let models = state.profiles().map(|(_, profile)| profile.snapshot.models.len()).sum();
    let alerts = state.profiles().map(|(_, profile)| profile.alerts.counts(scene.now.utc).new).sum();
    let name = (words::ALL.of(scene.lang).into(), state.shows_all());
    row(scene, name, (models, alerts, None), [Cell::Nothing, Cell::Nothing])
}

/// The row of one profile.
fn profile_row<'a>(scene: &Scene<'a>, id: ProfileId, profile: &'a Profile) -> Vec<Cell<'a>> {
    let (state, theme) = (scene.state, scene.theme);
    let tone = if profile.is_overdue() { theme.danger } else { theme.quiet };
    let quotas = header::feed_state(scene, profile, FeedName::Quotas, u8::MAX);
    let quotas = quotas.map_or(Cell::Nothing, |state| Cell::Text(state.content, state.style));
    let counts = profile.alerts.counts(scene.now.utc);
    let alerts = (profile.snapshot.models.len(), counts.new, counts.severity);
    let name = (plain(profile.name()), !state.shows_all() && id == state.current());
    row(scene, name, alerts, [Cell::Text(account_state_text(scene, profile).into(), tone), quotas])
}

/// The state of the account: `overdue: 12.40 USD`.
pub(crate) fn account_state_text(scene: &Scene<'_>, profile: &Profile) -> String {
    let snapshot = &profile.snapshot;
    let balance = snapshot.balance.as_ref();
    let owed = balance.and_then(|balance| account::owed(balance.available, balance.currency.as_deref()));
    words::account(scene.lang, snapshot.account_state(), owed.as_deref())
}

fn row<'a>(
    scene: &Scene<'_>,
    (name, is_chosen): (Cow<'a, str>, bool),
    (models, alerts, gravest): (usize, usize, Option<Severity>),
    [account, quotas]: [Cell<'a>; 2],
) -> Vec<Cell<'a>> {
    let theme = scene.theme;
    let count = |count: usize, style| {
        let count = number::count(u64::try_from(count).unwrap_or(u64::MAX));
        Cell::Amount(Amount::round(count, ""), style)
    };
    let tone = gravest.map_or(theme.quiet, |severity| severity_style(severity, theme));
    vec![
        Cell::chosen(is_chosen, theme, scene.glyphs),
        Cell::Text(name, if is_chosen { theme.accent } else { theme.text }),
        count(models, theme.quiet),
        count(alerts, tone),
        account,
        quotas,
    ]
}
