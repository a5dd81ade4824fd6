//! The balance, the state of the account, and what it means for calls.

use ratatui::text::Span;

use crate::{
    domain::{AccountState, Balance, Cause, FeedName, FeedState},
    ui::{Scene, widgets::page::Fact},
    words::{
        Report, Text,
        chrome::bars,
        facts::{account as words, login},
        number,
        overlays::account as page_words,
        plain, report, time,
    },
};

/// The state, the amounts, what they mean, and where to pay.
pub(super) fn facts<'a>(scene: &Scene<'a>) -> Vec<Fact<'a>> {
    let (theme, snapshot) = (scene.theme, &scene.state.profile().snapshot);
    let state = snapshot.account_state();
    let balance = snapshot.balance.as_ref();
    let currency = balance.and_then(|balance| balance.currency.as_deref());
    let owed = words::owed(balance.and_then(|balance| balance.available), currency);
    let tone = match state {
        AccountState::Overdue => theme.danger,
        AccountState::Good => theme.good,
        AccountState::Unknown => theme.warning,
    };
    let state_text = Span::styled(words::state(scene.lang, state, owed.as_deref()), theme.strong.patch(tone));
    let mut facts = vec![Fact::new(words::STATE.of(scene.lang), "", theme.text).with_lead([state_text])];
    facts.extend(balance.into_iter().flat_map(|balance| amounts(scene, balance)));
    if let (Some(limit), Some(_)) = (scene.state.balance_below, balance) {
        let text = page_words::balance_alert(scene.lang, limit, currency);
        facts.push(Fact::new(page_words::ALERT.of(scene.lang), text, theme.quiet));
    }
    facts.push(Fact::new(words::MEANS.of(scene.lang), words::means(scene.lang, state), theme.text));
    facts.push(Fact::new(words::PAY.of(scene.lang), words::pay(snapshot.site), theme.accent));
    facts.extend(read(scene));
    facts.extend(console_token(scene));
    facts.extend(trouble(scene));
    facts
}

fn amounts<'a>(scene: &Scene<'_>, balance: &Balance) -> impl Iterator<Item = Fact<'a>> {
    let Balance { available, cash, credit, currency } = balance;
    let amounts = [(words::AVAILABLE, available), (words::CASH, cash), (words::CREDIT, credit)];
    let known: Vec<(Text, String)> =
        amounts.into_iter().filter_map(|(label, amount)| Some((label, number::digits((*amount)?)))).collect();
    let widest = known.iter().map(|(_, digits)| digits.len()).max().unwrap_or(0);
    let currency = currency.as_deref().map(plain).unwrap_or_default().into_owned();
    let (lang, style) = (scene.lang, scene.theme.text);
    known
        .into_iter()
        .map(move |(label, digits)| Fact::new(label.of(lang), format!("{digits:>widest$} {currency}"), style))
}

fn read<'a>(scene: &Scene<'_>) -> Option<Fact<'a>> {
    let (profile, now) = (scene.state.profile(), scene.now.utc);
    let feed = profile.snapshot.feed(FeedName::Account);
    let at = feed.fetched_at?;
    let is_stale = feed.state(profile.refresh, now) == FeedState::Stale;
    let credential = profile.credentials[FeedName::Account.credential()].as_deref();
    let moment = time::moment(scene.lang, at, now, scene.zone);
    let text = words::read(scene.lang, &time::ago(scene.lang, at, now), &moment, is_stale, credential);
    Some(Fact::new(
        words::READ.of(scene.lang),
        text,
        if is_stale { scene.theme.warning } else { scene.theme.quiet },
    ))
}

/// The age of a minted token, or when a login has to be renewed by hand.
fn console_token<'a>(scene: &Scene<'_>) -> Vec<Fact<'a>> {
    let (profile, theme, now) = (scene.state.profile(), scene.theme, scene.now.utc);
    let label = login::TOKEN.of(scene.lang);
    let minted = profile.minted.iter().map(|token| login::minted(scene.lang, token, now));
    let mut facts: Vec<Fact<'_>> = minted.map(|text| Fact::new(label, text, theme.quiet)).collect();
    facts.extend(profile.lapse.iter().map(|lapse| {
        let report = login::lapsing(scene.lang, lapse, now, scene.zone);
        Fact::new(label, report.line(scene.lang), theme.warning)
    }));
    facts
}

/// Why the account could not be read, and what to do.
fn trouble<'a>(scene: &Scene<'_>) -> Vec<Fact<'a>> {
    let theme = scene.theme;
    let Some(failure) = &scene.state.profile().snapshot.feed(FeedName::Account).failure else {
        return Vec::new();
    };
    let Report { message, remedy } = report(scene.lang, &failure.cause);
    let mut facts = vec![Fact::new(words::TROUBLE.of(scene.lang), message, theme.warning)];
    match &failure.cause {
        Cause::NoAccessKey { looked_for } if !looked_for.is_empty() => {
            facts.push(Fact::new("", words::looked_for(scene.lang, looked_for), theme.quiet));
        }
        cause if cause.means_off() => {}
        _ => {
            let moment = time::moment(scene.lang, failure.since, scene.now.utc, scene.zone);
            facts.push(Fact::new("", bars::since(scene.lang, &moment), theme.quiet));
        }
    }
    facts.push(Fact::new(words::REMEDY.of(scene.lang), remedy, theme.text));
    facts
}
