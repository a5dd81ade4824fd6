//! What changes something at Alibaba's side.
//!
//! Each change is sent once, with one login: a request that may have reached the server is not repeated, whatever came
//! of it.

mod api_key;
mod free_quota_only;

use std::sync::Arc;

use super::{AlibabaSource, Live};
use crate::{
    domain::{
        FeedName,
        write::{Change, Outcome},
    },
    source::{Write, Writing},
};

impl Write for AlibabaSource {
    fn write(&self, change: Change) -> Writing {
        let live = Arc::clone(&self.0);
        Box::pin(async move { live.change(change).await })
    }
}

impl Live {
    async fn change(&self, change: Change) -> Outcome {
        let fetch = match self.begin(FeedName::Quotas).await {
            Ok(fetch) => fetch,
            Err(cause) => return Outcome::Failed(cause),
        };
        let making = async {
            match change {
                Change::FreeQuotaOnly { model, on } => free_quota_only::turn(self, &fetch, &model, on).await,
                Change::ApiKey { id, to } => api_key::change(self, &fetch, &id, to).await,
            }
        };
        tokio::select! {
            outcome = making => outcome,
            never = fetch.watch_time() => match never {},
        }
    }
}
