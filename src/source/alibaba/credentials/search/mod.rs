//! The order of the search for logins, and which of them may be used.
//!
//! Environment variables are ignored for a profile that names a login.

#[cfg(test)]
mod tests;

use std::{mem, path::Path};

use super::{ConsoleToken, CredentialStore, Found, Logins, Notes, Surroundings, Wanted, bl, env};
use crate::domain::{Region, Site};

/// Finds the logins for a profile of the configuration.
pub fn find(wanted: &Wanted, surroundings: &Surroundings) -> Logins {
    let mut search = Search { wanted, surroundings, notes: Notes::default(), bl: bl::Login::default() };
    search.bl = search.look_at_bl();

    let mut tokens = Vec::new();
    let mut no_token = None;
    for found in [search.env_token(), search.bl_token()] {
        match found {
            Found::Login(token) => tokens.push(token),
            Found::Nothing => {}
            Found::Unusable(cause) => {
                no_token = Some(cause);
                break;
            }
        }
    }
    let (pair, no_pair) = match search.pair() {
        Found::Login(found) => (Some(found), None),
        Found::Nothing => (None, None),
        Found::Unusable(cause) => (None, Some(cause)),
    };

    let environment_serves = search.environment_serves();
    let (looked_for, looked_for_pair) =
        (search.explained(&search.notes.looked_for), search.explained(&search.notes.looked_for_pair));
    let Search { bl, mut notes, .. } = search;
    no_token.iter().chain(&no_pair).for_each(|cause| notes.ended_by(cause));
    let pair_from = pair.as_ref().map(|(pair, _)| pair.from);
    // The login in use is the one that quotas are read with: the first token's, else the pair's.
    let used = tokens
        .first()
        .map(|token| token.from)
        .filter(|from| *from != CredentialStore::Environment)
        .or(pair_from);
    let located = match used {
        Some(CredentialStore::Bl) => bl.located,
        _ => pair.as_ref().map(|(_, located)| *located).unwrap_or_default(),
    };
    let of_environment = surroundings.text(env::WORKSPACE).filter(|_| environment_serves);
    let of_login = bl.workspace_id.filter(|_| used == Some(CredentialStore::Bl));
    let bl_alone = wanted.bl_profile.is_some() && wanted.aliyun_profile.is_none();
    Logins {
        site: wanted.site.or(located.site).unwrap_or(Site::International),
        region: wanted.region.or(located.region).unwrap_or(Region::Singapore),
        workspace_id: wanted.workspace_id.clone().or(of_environment).or(of_login),
        mints: no_token.is_none() && (!bl_alone || pair_from == Some(CredentialStore::Bl)),
        tokens,
        pair: pair.map(|(pair, _)| pair),
        looked_for,
        problems: notes.problems,
        looked_for_pair,
        no_token,
        no_pair,
    }
}

pub(super) struct Search<'a> {
    pub(super) wanted: &'a Wanted,
    pub(super) surroundings: &'a Surroundings,
    pub(super) notes: Notes,
    pub(super) bl: bl::Login,
}

impl Search<'_> {
    /// Whether variables may supply or select a login.
    pub(super) fn environment_serves(&self) -> bool {
        self.wanted.bl_profile.is_none() && self.wanted.aliyun_profile.is_none()
    }

    fn look_at_bl(&mut self) -> bl::Login {
        if self.environment_serves() {
            self.notes.looks_at(env::TOKEN.to_owned());
        }
        if let Some(shown) = self.bl_shown() {
            self.notes.looks_at(shown);
        }
        bl::read(self.wanted.bl_profile.as_deref(), self.surroundings, &mut self.notes)
    }

    fn env_token(&self) -> Found<ConsoleToken> {
        if self.environment_serves() { env::token(self.surroundings) } else { Found::Nothing }
    }

    fn bl_token(&mut self) -> Found<ConsoleToken> {
        match (mem::take(&mut self.bl.token), self.wanted.bl_profile.as_deref()) {
            // Requested by name, and nothing else may supply a token.
            (Found::Nothing, Some(name))
                if self.wanted.aliyun_profile.is_none() && matches!(self.bl.pair, Found::Nothing) =>
            {
                Found::Unusable(bl::no_token(name))
            }
            (found, _) => found,
        }
    }

    pub(super) fn bl_shown(&self) -> Option<String> {
        let shown = self.shown(&bl::path(self.surroundings)?);
        Some(match &self.wanted.bl_profile {
            Some(name) => format!("bl profile {name} ({shown})"),
            None => shown,
        })
    }

    /// These places, and why existing files among them were skipped.
    fn explained(&self, places: &[String]) -> Vec<String> {
        let explain = |place: &String| {
            let is_this = |file: &Path| {
                let shown = self.shown(file);
                *place == shown || place.ends_with(&format!("({shown})"))
            };
            let found = self.notes.passed_over.iter().find(|(file, _)| is_this(file));
            found.map_or_else(|| place.clone(), |(_, why)| format!("{place} ({why})"))
        };
        places.iter().map(explain).collect()
    }

    /// A path as displayed: with `~`.
    pub(super) fn shown(&self, path: &Path) -> String {
        let below_home = self.surroundings.home.as_ref().and_then(|home| path.strip_prefix(home).ok());
        below_home.map_or_else(|| path.display().to_string(), |rest| format!("~/{}", rest.display()))
    }
}
