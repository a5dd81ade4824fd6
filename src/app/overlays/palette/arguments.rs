//! Arguments of verbs: `sort expires`, `filter status:low`, `group-by day`, `cycle 2026-10`, `model
//! qwen-max`, `profile prod`, `theme light`.

use strum::IntoEnumIterator as _;

use super::{
    rank::rank,
    row::{MAX_ROWS, Row},
};
use crate::{
    app::{Command, Profile, ProfileId, State, pages, pages::models::list::rows, verb::Verb},
    domain::{
        Now,
        bill::{Cycle, Grouping, ProductFilter},
        filter::contains,
    },
};

const ALL_PROFILES: &str = "all";

/// Verbs that are not actions, if there is an argument to choose.
pub(super) fn without_action(state: &State) -> Vec<Row> {
    let has_argument = |verb: &Verb| match verb {
        Verb::Cycle => state.has_bills(),
        Verb::Model => state.models() > 0,
        Verb::Profile => state.has_several(),
        Verb::Sort | Verb::Filter | Verb::GroupBy | Verb::Product | Verb::Theme => false,
    };
    let row =
        |verb: Verb| Row { name: verb.name().to_owned(), command: Command::Ask(verb), verb: Some(verb) };
    Verb::ALL.into_iter().filter(has_argument).map(row).collect()
}

/// Possible arguments of `verb` that match `typed`.
pub(super) fn arguments<'a>(verb: Verb, state: &'a State, typed: &str, now: Now) -> Vec<Row> {
    let profile = state.profile();
    match verb {
        Verb::Sort => choices(verb, typed, pages::sorts(state), |(name, command)| (name.to_owned(), command)),
        Verb::Filter if pages::has_filter(state) => {
            let filter = Command::Filter(typed.to_owned());
            choices(verb, "", [filter], |filter| (typed.to_owned(), filter))
        }
        Verb::Filter => Vec::new(),
        Verb::GroupBy | Verb::Product | Verb::Cycle if !state.has_bills() => Vec::new(),
        Verb::GroupBy => {
            choices(verb, typed, Grouping::iter(), |by| (by.into_str().to_owned(), Command::GroupBy(by)))
        }
        Verb::Product => {
            let by_name = (!typed.is_empty()).then(|| ProductFilter::parse(typed));
            let mut all = vec![ProductFilter::Inference, ProductFilter::ModelStudio, ProductFilter::All];
            all.extend(by_name.filter(|by_name| matches!(by_name, ProductFilter::Text(_))));
            choices(verb, typed, all, |item| (item.as_str().to_owned(), Command::Product(item)))
        }
        Verb::Cycle => {
            let oldest = profile.bills.oldest(now.utc);
            let cycles = std::iter::successors(Some(Cycle::at(now.utc)), |cycle| Some(cycle.previous()));
            // The first cycle of the calendar is its own predecessor.
            let cycles = cycles.take_while(|cycle| *cycle >= oldest).take(1000);
            choices(verb, typed, cycles, |cycle| (cycle.to_string(), Command::Cycle(cycle)))
        }
        Verb::Model => {
            let wanted = typed.to_lowercase();
            let models = |(id, profile): (ProfileId, &'a Profile)| rows(id, profile);
            let found =
                state.shown().flat_map(models).filter(|(_, model, _)| contains(model.name.as_str(), &wanted));
            choices(verb, typed, found.take(MAX_ROWS), |(id, model, _)| {
                (model.name.as_str().to_owned(), Command::Model(id.profile(), model.name.clone()))
            })
        }
        Verb::Profile if !state.has_several() => Vec::new(),
        Verb::Profile => {
            let all = (ALL_PROFILES.to_owned(), Command::Profile(None));
            let item = |(id, profile): (_, &Profile)| (profile.name().to_owned(), Command::Profile(Some(id)));
            choices(verb, typed, std::iter::once(all).chain(state.profiles().map(item)), |row| row)
        }
        Verb::Theme => {
            choices(verb, typed, state.themes.names(), |name| (name.to_owned(), Command::Theme(name.into())))
        }
    }
}

/// A row for each of `all` that matches `typed`, best match first.
fn choices<T>(
    verb: Verb,
    typed: &str,
    all: impl IntoIterator<Item = T>,
    row: impl Fn(T) -> (String, Command),
) -> Vec<Row> {
    let typed = typed.to_lowercase();
    let ranked = all.into_iter().filter_map(|item| {
        let (name, command) = row(item);
        let rank = rank(&typed, &name, "")?;
        let name = format!("{} {name}", verb.name()).trim_end().to_owned();
        Some((rank, Row { name, command, verb: None }))
    });
    let mut ranked: Vec<(u8, Row)> = ranked.collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, row)| row).collect()
}
