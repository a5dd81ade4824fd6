//! What the page says of the recording rules of a fleet.

use crate::app::{Profile, State};

/// Whether a fleet was read whose server does not record the rules that add accounts up.
pub fn lacks_rules(state: &State) -> bool {
    let lacks = |profile: &Profile| !profile.fleet.has_rules && !profile.fleet.accounts().is_empty();
    state.profiles().any(|(_, profile)| lacks(profile))
}
