//! Answers requests from a recording.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use super::{Asked, Call, Recording, parameters::Parameters};
use crate::{
    domain::Cause,
    source::http::{Arrived, Play, Sent},
};

/// The interface that mints a console token.
const MINTING: &str = "GenerateCLIAccessToken";

/// Answers in the servers' place: equal requests are answered in their order, and the last answer is repeated.
#[derive(Debug)]
pub struct Player {
    calls: Vec<(Parameters, Call)>,
    by_api: HashMap<String, Vec<usize>>,
    /// Which calls were played.
    played: Mutex<Vec<bool>>,
}

/// The logins with which a recording can be replayed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NeededLogins {
    /// Whether the console was called with a token.
    pub(crate) has_token: bool,
    /// Whether a token was requested with the pair.
    pub(crate) mints: bool,
}

impl Player {
    pub fn new(recording: &Recording) -> Self {
        let calls: Vec<_> =
            recording.calls.iter().map(|call| (Parameters::new(&call.request), call.clone())).collect();
        let mut by_api: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, (_, call)) in calls.iter().enumerate() {
            by_api.entry(call.api.clone()).or_default().push(at);
        }
        let played = Mutex::new(vec![false; calls.len()]);
        Self { calls, by_api, played }
    }

    /// The call that answers this request: one for the same parameters; else one of the same interface whose
    /// decisive parameters are the same (another batch of models names those that it answers).
    fn find(&self, api: &str, asked: &Parameters) -> Option<&Call> {
        let of_api = self.by_api.get(api).map(Vec::as_slice).unwrap_or_default();
        let calls = || of_api.iter().filter_map(|at| Some((*at, self.calls.get(*at)?)));
        let similar = || calls().filter(|(_, (parameters, _))| parameters.decisive == asked.decisive);
        let equal = || similar().filter(|(_, (parameters, _))| parameters.all == asked.all);
        let mut played = self.played.lock().unwrap_or_else(PoisonError::into_inner);
        let is_new = |at: usize| played.get(at) == Some(&false);
        let found = equal()
            .find(|(at, _)| is_new(*at))
            .or_else(|| equal().last())
            .or_else(|| similar().find(|(at, _)| is_new(*at)))
            .or_else(|| similar().last());
        let (at, (_, call)) = found?;
        if let Some(played) = played.get_mut(at) {
            *played = true;
        }
        Some(call)
    }
}

impl Play for Player {
    fn play(&self, sent: &Sent<'_>) -> Result<Arrived, Cause> {
        let asked = Asked::new(sent.method, (sent.host, sent.target), sent.form.unwrap_or_default());
        let not_recorded = || Cause::NotRecorded { api: sent.api.to_owned() };
        let call = self.find(sent.api, &Parameters::new(&asked)).ok_or_else(not_recorded)?;
        match (call.status, &call.error) {
            (None, Some(cause)) => Err(cause.clone()),
            (Some(status), _) => Ok(Arrived {
                status,
                headers: call.headers.clone().into_iter().collect(),
                body: call.body.clone().unwrap_or_default(),
            }),
            (None, None) => Err(not_recorded()),
        }
    }
}

impl Recording {
    /// Whether a Prometheus was queried.
    pub(crate) fn has_prometheus(&self) -> bool {
        self.calls.iter().any(|call| super::recorder::is_of_prometheus(&call.api))
    }

    pub(crate) fn needed_logins(&self) -> NeededLogins {
        let is_of_console = |call: &&Call| call.request.form.contains_key("params");
        let is_signed_in = |call: &Call| !super::recorder::is_public(&call.api);
        NeededLogins {
            has_token: self.calls.iter().filter(is_of_console).any(is_signed_in),
            mints: self.calls.iter().any(|call| call.api == MINTING),
        }
    }
}
