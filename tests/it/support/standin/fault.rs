//! What can go wrong on the way.

use std::{sync::Arc, sync::atomic::Ordering, time::Duration};

use axum::{
    body::{Body, Bytes},
    response::Response,
};
use futures_util::{StreamExt, stream};
use serde_json::Value;

use super::state::{Shared, response};

/// An endless body ends after 1 GiB.
const ENDLESS: usize = 1024 * 1024 * 1024;

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Fault {
    /// A refusal in the server's own envelope.
    Refusal { status: u16, code: String, message: String },
    /// An answer without any envelope.
    Answer { status: u16, headers: Vec<(&'static str, String)>, body: Bytes },
    /// Never answers.
    Hang,
    /// Answers correctly, but late.
    Slow(Duration),
    /// Announces more than it sends, then closes.
    Truncated,
    /// Sends without end.
    Endless,
}

impl Fault {
    pub(crate) fn refusal(status: u16, code: &str, message: &str) -> Self {
        Self::Refusal { status, code: code.into(), message: message.into() }
    }

    /// The login has ended.
    pub(crate) fn not_logged_in() -> Self {
        let code = "BailianGateway.Login.NotLogined";
        Self::refusal(200, code, code)
    }

    /// A console permission is missing.
    pub(crate) fn forbidden() -> Self {
        Self::refusal(
            200,
            "BailianGateway.AuthorityPolicies.NoPermission",
            "{\"authorityPolicies\":[\"智能体-操作\"]}",
        )
    }

    /// 429, with what `Retry-After` says.
    pub(crate) fn too_many(retry_after: &str) -> Self {
        Self::headers(429, vec![("retry-after", retry_after.into())])
    }

    /// A throttling code under HTTP 400.
    pub(crate) fn throttled() -> Self {
        Self::refusal(400, "Throttling.User", "Request was denied due to user flow control.")
    }

    /// A page that is no JSON, under 200.
    pub(crate) fn not_json() -> Self {
        Self::answer(200, "<html>Sign in</html>")
    }

    /// Sends the client elsewhere.
    pub(crate) fn redirect(to: &str) -> Self {
        Self::headers(302, vec![("location", to.into())])
    }

    /// A bare status.
    pub(crate) fn status(status: u16) -> Self {
        Self::answer(status, "")
    }

    /// A status with headers alone.
    pub(crate) fn headers(status: u16, headers: Vec<(&'static str, String)>) -> Self {
        Self::Answer { status, headers, body: Bytes::new() }
    }

    /// A body without any envelope.
    pub(crate) fn answer(status: u16, body: impl Into<Bytes>) -> Self {
        Self::Answer { status, headers: Vec::new(), body: body.into() }
    }

    /// The response; `None` where the real answer follows.
    pub(crate) async fn response(&self, shared: &Arc<Shared>, envelope: Envelope) -> Option<Response> {
        Some(match self {
            Self::Refusal { status, code, message } => {
                response(*status, "application/json", envelope(code, message))
            }
            Self::Answer { status, headers, body } => {
                let mut response = response(*status, "text/html", body.clone());
                for (name, value) in headers {
                    response.headers_mut().insert(*name, value.parse().unwrap());
                }
                response
            }
            Self::Hang => std::future::pending().await,
            Self::Slow(time) => {
                tokio::time::sleep(*time).await;
                return None;
            }
            Self::Truncated => {
                let piece = Bytes::from_static(b"{\"code\":\"200\"");
                let piece = stream::unfold(Some(piece), |piece| async move {
                    if piece.is_none() {
                        // The bytes before must be sent before the connection closes.
                        for _ in 0..100 {
                            tokio::task::yield_now().await;
                        }
                    }
                    piece.map(|piece| (Ok::<_, std::io::Error>(piece), None))
                });
                let mut response = response(200, "application/json", Body::from_stream(piece));
                response.headers_mut().insert("content-length", "1000".parse().unwrap());
                response
            }
            Self::Endless => {
                let piece = Bytes::from(vec![b' '; 64 * 1024]);
                let shared = Arc::clone(shared);
                let pieces = stream::iter(0..ENDLESS / piece.len()).map(move |_| {
                    shared.bytes_sent.fetch_add(piece.len() as u64, Ordering::SeqCst);
                    Ok::<_, std::io::Error>(piece.clone())
                });
                response(200, "application/json", Body::from_stream(pieces))
            }
        })
    }
}

/// Writes a refusal from its code and message.
pub(crate) type Envelope = fn(&str, &str) -> String;

/// The console's: inside a success.
pub(crate) fn console_refusal(code: &str, message: &str) -> String {
    let (code, message) = (Value::from(code), Value::from(message));
    format!(
        r#"{{"code":"200","successResponse":true,"data":{{"success":false,"httpStatus":200,"errorCode":{code},"errorMsg":{message}}}}}"#
    )
}

/// The signed APIs'.
pub(crate) fn signed_refusal(code: &str, message: &str) -> String {
    let (code, message) = (Value::from(code), Value::from(message));
    format!(r#"{{"RequestId":"r-1","HostId":"standin","Code":{code},"Message":{message}}}"#)
}
