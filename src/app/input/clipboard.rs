//! What is copied to the clipboard: what the cursor is on, or what mends what is wrong.

use chrono::NaiveDate;

use crate::{
    app::{
        State,
        account::alerts::Entry,
        chrome::problem_lines::Note,
        view::{Overlay, Page},
    },
    domain::{
        FeedName, ModelName, Site,
        alert::Episode,
        bill::{BillLine, report::OTHER},
    },
};

/// Something to be copied, as a fact: how it reads is decided by whoever shows it.
#[derive(Debug, Clone, PartialEq)]
pub enum Copied {
    /// A model's name.
    Model(ModelName),
    /// What the lines of a group of the bill have in common: a model, an API key's ID, an Instance ID, a day, ...
    Group(Box<str>),
    /// Every field of a line of the bill.
    Line(NaiveDate, Box<BillLine>),
    /// What an alert says.
    Alert(Box<Episode>),
    /// A command or an address that mends something.
    Remedy(String),
}

/// What is copied: what the cursor is on; where there is nothing to be on, what mends that. Absent where nothing is to
/// be had.
pub fn copied(state: &State) -> Option<Copied> {
    under_cursor(state).or_else(|| remedy(state))
}

/// What the cursor is on.
pub fn under_cursor(state: &State) -> Option<Copied> {
    match (state.view.overlay, state.view.page) {
        (
            Overlay::Help { .. }
            | Overlay::Products { .. }
            | Overlay::Columns { .. }
            | Overlay::Profiles { .. }
            | Overlay::Account,
            _,
        ) => None,
        (Overlay::None | Overlay::Detail, Page::Models) => model(state),
        (_, Page::Bills) if state.view.bills.line.is_some() => {
            state.bills_line().map(|(day, line)| Copied::Line(*day, Box::new(line.clone())))
        }
        (_, Page::Bills) => group(state),
        (_, Page::Alerts) => state.alerts_entry().map(|(_, entry)| match entry {
            Entry::Active(episode) => Copied::Alert(Box::new(episode.clone())),
            Entry::Muted(model) => Copied::Model(model.clone()),
        }),
        (_, Page::Models) => None,
    }
}

fn model(state: &State) -> Option<Copied> {
    state.cursor().and(state.view.selected.clone()).map(Copied::Model)
}

/// Nobody has a use for the name of what could not be told.
fn group(state: &State) -> Option<Copied> {
    let group = state.bills_group().filter(|group| *group.key != *OTHER)?;
    Some(Copied::Group(group.key.clone()))
}

/// The command or the address that mends what matters most of what is shown to be wrong; absent where nothing is,
/// or where nobody knows one.
pub fn remedy(state: &State) -> Option<Copied> {
    let snapshot = &state.profile().snapshot;
    let site = snapshot.site.unwrap_or(Site::International);
    let of = |feed: FeedName| Some(snapshot.feed(feed).failure.as_ref()?.cause.remedy(site)?.into_owned());
    let empty = || snapshot.models.is_empty().then(|| of(FeedName::Quotas)).flatten();
    let owed = || {
        let (_, profile) = state.overdue().next()?;
        Some(profile.snapshot.site.unwrap_or(Site::International).billing_console().to_owned())
    };
    let account = || (state.view.overlay == Overlay::Account).then(|| of(FeedName::Account)).flatten();
    let bills = || (state.view.page == Page::Bills).then(|| of(FeedName::Bills)).flatten();
    let told = || {
        state.note_lines().find_map(|(profile, note)| {
            note_remedy(note, profile.and_then(|profile| profile.snapshot.site).unwrap_or(site))
        })
    };
    let remedy = empty().or_else(owed).or_else(account).or_else(told).or_else(bills);
    remedy.or_else(|| switch(state, site)).or_else(|| of(FeedName::Account)).map(Copied::Remedy)
}

/// The command or the address that mends what this line tells; absent where nobody knows one.
pub fn of_note(note: Note<'_>, site: Option<Site>) -> Option<Copied> {
    note_remedy(note, site.unwrap_or(Site::International)).map(Copied::Remedy)
}

fn note_remedy(note: Note<'_>, site: Site) -> Option<String> {
    match note {
        Note::Feed(_, failure) => failure.cause.remedy(site).map(String::from),
        Note::Owes(..) => Some(site.billing_console().to_owned()),
        Note::Clock(cause) => cause.remedy(site).map(String::from),
        Note::Channel(_) => Some("quotatop alerts test".to_owned()),
        Note::NotStored(_) | Note::SetAside(_) | Note::Configuration(_) => None,
    }
}

/// Where Free Quota Only can be turned on for the model that is looked at, as long as something of it is left.
fn switch(state: &State, site: Site) -> Option<String> {
    let is_seen =
        state.view.page == Page::Models && matches!(state.view.overlay, Overlay::None | Overlay::Detail);
    let selected = state.view.selected.as_ref().filter(|_| is_seen)?;
    let (model, row) = state.profile().model(selected)?;
    let can_be_on = model.free_quota_only == Some(false) && row.status.has_left();
    can_be_on.then(|| site.console().to_owned())
}
