//! The answer to each request.

use hyper::{
    Method, Request, Response, StatusCode,
    header::{ALLOW, CONTENT_TYPE, HeaderName, HeaderValue, VARY, WWW_AUTHENTICATE},
};

use super::{accept, body::Body, link::Link, token::Token};

const PLAIN: &str = "text/plain; charset=utf-8";

/// Answers a request. Its body, if it has one, is not read.
pub(super) async fn answer<B>(request: Request<B>, token: Option<&Token>, link: &Link) -> Response<Body> {
    let path = request.uri().path();
    if !["/metrics", "/healthz"].contains(&path) {
        return text(StatusCode::NOT_FOUND, "not found; use /metrics or /healthz\n", None);
    }
    if ![Method::GET, Method::HEAD].contains(request.method()) {
        return text(StatusCode::METHOD_NOT_ALLOWED, "use GET\n", Some((ALLOW, "GET, HEAD")));
    }
    if path == "/healthz" {
        return text(StatusCode::OK, "ok\n", None);
    }
    if token.is_some_and(|token| !token.is_in(request.headers())) {
        let challenge = Some((WWW_AUTHENTICATE, "Bearer"));
        return text(StatusCode::UNAUTHORIZED, "a bearer token is required\n", challenge);
    }
    let format = accept::format(request.headers());
    let body = if request.method() == Method::HEAD {
        Body::empty()
    } else {
        let Some(page) = link.page().await else {
            return text(StatusCode::SERVICE_UNAVAILABLE, "quotatop is ending\n", None);
        };
        Body::of(page, format)
    };
    response(StatusCode::OK, body, [(CONTENT_TYPE, format.content_type()), (VARY, "Accept")])
}

fn text(
    status: StatusCode,
    text: &'static str,
    header: Option<(HeaderName, &'static str)>,
) -> Response<Body> {
    response(status, text.into(), [(CONTENT_TYPE, PLAIN)].into_iter().chain(header))
}

fn response(
    status: StatusCode,
    body: Body,
    headers: impl IntoIterator<Item = (HeaderName, &'static str)>,
) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = headers.into_iter().map(|(name, value)| (name, HeaderValue::from_static(value)));
    response.headers_mut().extend(headers);
    response
}
