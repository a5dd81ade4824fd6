//! `quotatop keys`: the account's API keys; disables, enables or deletes them, once that is confirmed.
//!
//! The keys themselves are never read.

mod changes;
mod list;
mod read;

use super::{
    args::{KeyAction, Keys},
    exit::{Failed, Status},
    guard, settings,
    start::Start,
};
use crate::{domain::api_key::KeyChange, runtime::Clock};

pub(super) fn run(start: &Start<'_>, options: &Keys, clock: Clock) -> Result<Status, Failed> {
    let change = match options.action {
        KeyAction::List => return list::run(start, options, clock),
        KeyAction::Disable => KeyChange::Disable,
        KeyAction::Enable => KeyChange::Enable,
        KeyAction::Delete => KeyChange::Delete,
    };
    let setup = settings::setup(start, clock)?;
    let session = guard::session_for_changes(start.lang, &setup, options.consent, clock)?;
    changes::run(start.lang, (&session, &setup.first.name), options, change)
}
