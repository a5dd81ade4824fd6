//! The columns of an account's row, and their cells.

use ratatui::style::Style;

use crate::{
    app::accounts::ListedAccount,
    domain::{
        AccountState,
        fleet::{AccountRow, Models, Urgency},
    },
    ui::{
        Scene,
        widgets::{
            cell::{Amount, Cell},
            styles::account_sign,
            table::Heading,
        },
    },
    words::{facts::accounts as facts, number, pages::accounts as words, plain},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AccountColumn {
    /// What it needs attention for, as a sign.
    Sign,
    Account,
    Balance,
    Models,
    Billed,
    Refused,
    Low,
    UsedUp,
    /// When the first quota runs out.
    RunsOut,
    /// Which one that is.
    RunsOutModel,
    Lapses,
    Spent,
    Read,
}

use AccountColumn::{
    Account, Balance, Billed, Lapses, Low, Models as All, Read, Refused, RunsOut, RunsOutModel, Sign, Spent,
    UsedUp,
};

pub(super) fn heading(scene: &Scene<'_>, column: AccountColumn) -> Heading<'static> {
    let name = match column {
        // The heading before it names both.
        Sign | RunsOutModel => return Heading::default(),
        Account => words::ACCOUNT,
        Balance => words::BALANCE,
        All => words::MODELS,
        Billed => words::BILLED,
        Refused => words::REFUSED,
        Low => words::LOW,
        UsedUp => words::USED_UP,
        RunsOut => words::RUNS_OUT,
        Lapses => words::LAPSES,
        Spent => words::SPENT,
        Read => words::READ,
    };
    let is_right = !matches!(column, Account | RunsOut | Read);
    Heading { name: name.of(scene.lang), is_right, order: None }
}

pub(super) fn cell<'a>(scene: &Scene<'_>, listed: ListedAccount<'_>, column: AccountColumn) -> Cell<'a> {
    let (theme, lang, now) = (scene.theme, scene.lang, scene.now.utc);
    let row = &listed.account.row;
    match column {
        Sign => {
            let (sign, style) = account_sign(listed.urgency, theme, scene.glyphs);
            Cell::Text(sign.into(), style)
        }
        Account => Cell::Text(facts::name(lang, &row.name).into(), theme.text),
        Balance => balance(scene, row),
        All | Billed | Refused | Low | UsedUp => row.models.map_or(Cell::Nothing, |models| {
            let (count, style) = count(scene, row.state, models, column);
            let style = if count == 0 { theme.quiet } else { style };
            Cell::Amount(Amount::round(number::count(count.into()), ""), style)
        }),
        RunsOut => {
            let style = if listed.urgency == Urgency::RunsOut { theme.warning } else { theme.text };
            let text = facts::runs_out(lang, row, now, scene.zone);
            text.map_or(Cell::Nothing, |text| Cell::Text(text.into(), style))
        }
        RunsOutModel => row.runs_out_next.as_ref().map_or(Cell::Nothing, |next| {
            Cell::Text(plain(next.model.as_str()).into_owned().into(), theme.text)
        }),
        Lapses => lapses(scene, row),
        Spent => spent(scene, row),
        Read => {
            let style = if row.is_old(now) { theme.warning } else { theme.quiet };
            Cell::Text(facts::read(lang, row, now).into(), style)
        }
    }
}

fn balance<'a>(scene: &Scene<'_>, row: &AccountRow) -> Cell<'a> {
    let (theme, lang) = (scene.theme, scene.lang);
    let style = match row.state {
        AccountState::Overdue => theme.danger,
        AccountState::Good => theme.text,
        AccountState::Unknown => theme.quiet,
    };
    match (facts::no_balance(lang, row), row.available) {
        (None, Some(available)) => {
            let currency = row.currency.as_deref().map(plain).unwrap_or_default();
            Cell::Amount(Amount::new(&number::digits(available), &currency), style)
        }
        (text, _) => Cell::Words(text.unwrap_or_default().into(), style),
    }
}

fn count(scene: &Scene<'_>, state: AccountState, models: Models, column: AccountColumn) -> (u32, Style) {
    // The sign has the tone: a number alone has none.
    let weight = |is_news| if is_news { scene.theme.strong } else { scene.theme.text };
    // Models that never had a quota are billed everywhere.
    let costs = models.exhausted > 0 && models.billed > 0;
    match column {
        Billed => (models.billed, weight(costs)),
        Refused => (models.refused, weight(state == AccountState::Overdue)),
        Low => (models.low, weight(true)),
        UsedUp => (models.exhausted, weight(costs)),
        _ => (models.all, weight(false)),
    }
}

fn lapses<'a>(scene: &Scene<'_>, row: &AccountRow) -> Cell<'a> {
    let (theme, lang) = (scene.theme, scene.lang);
    let lapsing = || row.lapses.iter().filter(|(_, amount)| amount.is_positive());
    match (lapsing().next(), lapsing().nth(1)) {
        (None, _) => Cell::Nothing,
        (Some((unit, amount)), None) => {
            let (short, unit) = facts::lapse(lang, *unit, *amount);
            Cell::Amount(Amount::round(short, unit), theme.text)
        }
        _ => {
            let all = facts::lapses(lang, row.lapses.iter().map(|(unit, amount)| (unit, amount)));
            Cell::Words(all.into(), theme.text)
        }
    }
}

fn spent<'a>(scene: &Scene<'_>, row: &AccountRow) -> Cell<'a> {
    let theme = scene.theme;
    match row.spend.as_slice() {
        [] => Cell::Nothing,
        [only] => {
            let style = if only.payable.is_zero() { theme.quiet } else { theme.text };
            Cell::Amount(Amount::new(&number::hundredths(only.payable), &plain(&only.currency)), style)
        }
        all => {
            let amounts = all.iter().map(|spend| (spend.currency.as_str(), spend.payable));
            Cell::Words(facts::spent(scene.lang, amounts).into(), theme.text)
        }
    }
}
