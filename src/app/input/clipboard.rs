//! What can be copied: what the cursor is on, or the fix for a problem.

use crate::{
    app::{State, chrome::problem_lines::Note, copied::Copied, overlays, pages, view::Page},
    domain::{FeedName, Site},
};

/// What `y` copies: what the cursor is on, or else the most important fix.
pub fn copied(state: &State) -> Option<Copied> {
    under_cursor(state).or_else(|| remedy(state))
}

pub fn under_cursor(state: &State) -> Option<Copied> {
    if overlays::covers(state) { None } else { pages::under_cursor(state) }
}

/// The command or URL that fixes the alert under the cursor, or else the most important problem on screen, if
/// any is known.
pub fn remedy(state: &State) -> Option<Copied> {
    let snapshot = &state.profile().snapshot;
    let site = snapshot.site.unwrap_or(Site::International);
    let of = |feed: FeedName| Some(snapshot.feed(feed).failure.as_ref()?.cause.remedy(site)?.into_owned());
    let empty = || snapshot.models.is_empty().then(|| of(FeedName::Quotas)).flatten();
    let owed = || {
        let (_, profile) = state.overdue().next()?;
        Some(profile.snapshot.site.unwrap_or(Site::International).billing_console().to_owned())
    };
    // The account page is about paying, unless the balance cannot be read.
    let account = || {
        let fix = of(FeedName::Account).filter(|_| !state.profile().is_overdue());
        state.view.overlay.is_account().then(|| fix.unwrap_or_else(|| site.billing_console().to_owned()))
    };
    let noted = || {
        state.note_lines().find_map(|(profile, note)| {
            note_remedy(note, profile.and_then(|profile| profile.snapshot.site).unwrap_or(site))
        })
    };
    let alert = || {
        let is_listed = state.is_open(Page::Alerts) && !overlays::covers(state);
        is_listed.then(|| pages::remedy(state, site)).flatten()
    };
    let remedy = account().or_else(alert).or_else(empty).or_else(owed).or_else(noted);
    remedy.or_else(|| pages::remedy(state, site)).or_else(|| of(FeedName::Account)).map(Copied::Remedy)
}

/// Whether the account page is open and `Y` copies where the account is paid.
pub fn copies_payment_link(state: &State) -> bool {
    let site = state.profile().snapshot.site.unwrap_or(Site::International);
    let link = Copied::Remedy(site.billing_console().to_owned());
    state.view.overlay.is_account() && remedy(state) == Some(link)
}

/// The command or URL that fixes the problem of this line, if any is known.
pub fn of_note(note: Note<'_>, site: Option<Site>) -> Option<Copied> {
    note_remedy(note, site.unwrap_or(Site::International)).map(Copied::Remedy)
}

fn note_remedy(note: Note<'_>, site: Site) -> Option<String> {
    match note {
        Note::Feed(_, failure) | Note::Fleet(failure, _) => failure.cause.remedy(site).map(String::from),
        Note::Lapsing(lapse) => lapse.command.clone(),
        Note::Owes(..) => Some(site.billing_console().to_owned()),
        Note::Clock(cause) => cause.remedy(site).map(String::from),
        Note::Channel(_) => Some("quotatop alerts test".to_owned()),
        Note::NotStored(_) | Note::SetAside(_) | Note::Configuration(_) => None,
    }
}
