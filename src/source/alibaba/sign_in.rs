//! Which token to use for the console: those found on this machine in their order, then one minted from the
//! AccessKey pair. Minted tokens are only in memory. Refused ones are remembered, so that several calls with
//! the same refusal move on only once.

use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Mutex;

use super::{
    Live,
    credentials::{ConsoleToken, KeyPair, Logins},
    fetch::Fetch,
    openapi::{self, Operation},
    wire::signed::Minted,
};
use crate::{
    domain::{Cause, FailureKind},
    source::http::Method,
};

/// The state of console tokens between calls.
#[derive(Default)]
pub(super) struct SignIn(Mutex<State>);

#[derive(Default)]
struct State {
    /// Tokens that the console refused.
    refused: Vec<SecretString>,
    /// The last minted token, while valid.
    minted: Option<MintedToken>,
    no_minting: Option<Cause>,
}

struct MintedToken {
    token: ConsoleToken,
    key_id: String,
    /// Whether a call has succeeded with it. One that never worked is not renewed.
    proven: bool,
}

impl SignIn {
    /// Starts a request: if nothing was left to try, everything is tried again.
    pub(super) async fn begin(&self, logins: &Logins) {
        let mut state = self.0.lock().await;
        let exhausted = state.first_token(logins).is_none()
            && (logins.mints_from().is_none() || state.no_minting.is_some());
        if exhausted {
            state.refused.clear();
            state.no_minting = None;
        }
        // Forget logins that no longer exist.
        state.refused.retain(|refused| logins.tokens.iter().any(|token| same(&token.token, refused)));
    }

    /// The current token; mints one if no other is left.
    pub(super) async fn token(&self, live: &Live, fetch: &Fetch) -> Result<ConsoleToken, Cause> {
        self.0.lock().await.choose(live, fetch).await
    }

    /// The next token after the console refused `refused`, shared by concurrent calls.
    pub(super) async fn next_after(
        &self,
        refused: &ConsoleToken,
        live: &Live,
        fetch: &Fetch,
    ) -> Result<ConsoleToken, Cause> {
        let mut state = self.0.lock().await;
        state.refuse(refused, &fetch.logins);
        state.choose(live, fetch).await
    }

    pub(super) async fn worked(&self, token: &ConsoleToken) {
        let mut state = self.0.lock().await;
        if let Some(minted) = state.minted.as_mut().filter(|minted| same(&minted.token.token, &token.token)) {
            minted.proven = true;
        }
    }
}

impl State {
    fn first_token<'a>(&self, logins: &'a Logins) -> Option<&'a ConsoleToken> {
        logins.tokens.iter().find(|token| !self.refused.iter().any(|refused| same(&token.token, refused)))
    }

    fn refuse(&mut self, token: &ConsoleToken, logins: &Logins) {
        if self.minted.as_ref().is_some_and(|minted| same(&minted.token.token, &token.token)) {
            let unproven = self.minted.take().is_some_and(|minted| !minted.proven);
            if unproven {
                self.no_minting = Some(Cause::NotLoggedIn { credential: token.name.clone() });
            }
        } else if logins.tokens.iter().any(|known| same(&known.token, &token.token)) {
            self.refused.push(token.token.clone());
        }
    }

    async fn choose(&mut self, live: &Live, fetch: &Fetch) -> Result<ConsoleToken, Cause> {
        let logins = &fetch.logins;
        if let Some(token) = self.first_token(logins) {
            return Ok(token.clone());
        }
        let Some(pair) = logins.mints_from() else {
            return Err(refused_last(logins).unwrap_or_else(|| logins.why_no_token()));
        };
        if let Some(minted) = self.minted.as_ref().filter(|minted| minted.key_id == pair.key.id) {
            return Ok(minted.token.clone());
        }
        if let Some(cause) = &self.no_minting {
            return Err(cause.clone());
        }
        match mint(live, fetch, pair).await {
            Ok(token) => {
                let key_id = pair.key.id.clone();
                self.minted = Some(MintedToken { token: token.clone(), key_id, proven: false });
                Ok(token)
            }
            Err(cause) => {
                // A pair meant only for the balance may not be able to mint: then the login is the problem.
                let about_the_pair = matches!(cause.kind(), FailureKind::SignIn | FailureKind::Permission);
                let cause = refused_last(logins).filter(|_| about_the_pair).unwrap_or(cause);
                self.no_minting = Some(cause.clone());
                Err(cause)
            }
        }
    }
}

fn refused_last(logins: &Logins) -> Option<Cause> {
    logins.tokens.last().map(|token| Cause::NotLoggedIn { credential: token.name.clone() })
}

fn same(one: &SecretString, other: &SecretString) -> bool {
    one.expose_secret() == other.expose_secret()
}

/// Mints a token. Its lifetime is not documented: it is valid until the console refuses it.
async fn mint(live: &Live, fetch: &Fetch, pair: &KeyPair) -> Result<ConsoleToken, Cause> {
    let origin = live.origins.openapi(fetch.logins.region);
    let operation = Operation {
        method: Method::POST,
        origin: &origin,
        path: "/modelstudio/cli/generateAccessToken",
        query: &[],
        action: "GenerateCLIAccessToken",
        version: "2026-02-10",
        content_type: Some("application/json"),
        permission: "modelstudio:GenerateCLIAccessToken",
        what: "the console token",
        limit: openapi::LIMIT,
        pace: None,
    };
    let body = openapi::call(live, fetch, pair, &operation).await?;
    let minted: Minted = operation.read(&body)?;
    live.http.secrets().add(minted.cli_access_token.expose_secret());
    Ok(ConsoleToken {
        token: minted.cli_access_token,
        switch_agent: None,
        name: pair.name.clone(),
        from: pair.from,
    })
}
