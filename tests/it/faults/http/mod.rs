//! What a server answers.

mod commands;
mod dashboard;

use super::trial::{Expected, Feed, Trial};
use crate::support::standin::Fault;

/// Each fault on a feed: the answer, the exit status, the kind of the error, what is said.
macro_rules! faults {
    ($name:ident, $feed:expr, { $($fault:ident: $answer:expr, $status:expr, $kind:expr, $says:expr;)* }) => {
        mod $name {
            use super::*;

            $(#[test]
            fn $fault() {
                let trial = Trial::of($feed);
                trial.fault(&$answer);
                trial.command_fails(&Expected { status: $status, kind: $kind, says: &$says });
                trial.dashboard_recovers(&$says, |account| account.standin.heal());
            })*
        }
    };
}

faults!(quotas, Feed::Quotas, {
    bad_request_400: Fault::refusal(400, "InvalidParameter", "odd"), 1, "server", ["InvalidParameter", "try again later"];
    signed_out: Fault::not_logged_in(), 3, "sign_in", ["expired", "bl auth login"];
    unauthorized_401: Fault::answer(401, "Unauthorized"), 3, "sign_in", ["expired", "bl auth login"];
    forbidden_403: Fault::forbidden(), 3, "permission", ["no permission", "智能体-操作"];
    not_found_404: Fault::answer(404, "<html>Not Found</html>"), 1, "server", ["HTTP 404", "check site and any proxy"];
    rate_limited_429: Fault::too_many("1"), 1, "rate_limited", ["rate-limited"];
    error_500: Fault::status(500), 1, "server", ["HTTP 500", "try again later"];
    page_502: Fault::answer(502, PAGE), 1, "server", ["HTTP 502", "try again later"];
    unavailable_503: Fault::headers(503, vec![("retry-after", "1".into())]), 1, "rate_limited", ["rate-limited"];
    gateway_timeout_504: Fault::answer(504, PAGE), 1, "server", ["HTTP 504", "try again later"];
    redirect_302: Fault::redirect("http://127.0.0.1:9/"), 1, "server", ["redirect", "check site and any proxy"];
    empty_body: Fault::answer(200, ""), 1, "decode", ["unexpected response"];
    page_200: Fault::answer(200, PAGE), 1, "decode", ["unexpected response"];
    invalid_json: Fault::answer(200, r#"{"code": "200", "data": {]"#), 1, "decode", ["unexpected response"];
    invalid_utf8: Fault::answer(200, NOT_UTF8), 1, "decode", ["unexpected response"];
    compressed_unasked: compressed(), 1, "decode", ["unexpected response"];
    cut_off_body: Fault::Truncated, 1, "decode", ["unexpected response"];
    endless_body: Fault::Endless, 1, "server", ["MiB", "check any proxy"];
});

faults!(calls, Feed::Calls, {
    bad_request_400: Fault::refusal(400, "InvalidParameter", "odd"), 1, "server", ["InvalidParameter", "try again later"];
    signed_out: Fault::not_logged_in(), 3, "sign_in", ["expired", "bl auth login"];
    unauthorized_401: Fault::answer(401, "Unauthorized"), 3, "sign_in", ["expired", "bl auth login"];
    forbidden_403: Fault::forbidden(), 3, "permission", ["no permission", "智能体-操作"];
    not_found_404: Fault::answer(404, "<html>Not Found</html>"), 1, "server", ["HTTP 404", "check site and any proxy"];
    rate_limited_429: Fault::too_many("1"), 1, "rate_limited", ["rate-limited"];
    error_500: Fault::status(500), 1, "server", ["HTTP 500", "try again later"];
    page_502: Fault::answer(502, PAGE), 1, "server", ["HTTP 502", "try again later"];
    unavailable_503: Fault::headers(503, vec![("retry-after", "1".into())]), 1, "rate_limited", ["rate-limited"];
    gateway_timeout_504: Fault::answer(504, PAGE), 1, "server", ["HTTP 504", "try again later"];
    redirect_302: Fault::redirect("http://127.0.0.1:9/"), 1, "server", ["redirect", "check site and any proxy"];
    empty_body: Fault::answer(200, ""), 1, "decode", ["unexpected response"];
    page_200: Fault::answer(200, PAGE), 1, "decode", ["unexpected response"];
    invalid_json: Fault::answer(200, r#"{"code": "200", "data": {]"#), 1, "decode", ["unexpected response"];
    invalid_utf8: Fault::answer(200, NOT_UTF8), 1, "decode", ["unexpected response"];
    compressed_unasked: compressed(), 1, "decode", ["unexpected response"];
    cut_off_body: Fault::Truncated, 1, "decode", ["unexpected response"];
    endless_body: Fault::Endless, 1, "server", ["MiB", "check any proxy"];
});

faults!(balance, Feed::Balance, {
    bad_request_400: Fault::refusal(400, "InvalidParameter", "odd"), 1, "server", ["InvalidParameter", "try again later"];
    unauthorized_401: Fault::answer(401, "Unauthorized"), 3, "sign_in", ["AccessKey refused", "check that it is enabled"];
    forbidden_403: Fault::refusal(403, "NotAuthorized", "no"), 3, "permission", ["no permission", "bss:DescribeAcccount"];
    refused_key_404: Fault::refusal(404, "InvalidAccessKeyId.NotFound", "no"), 3, "sign_in", ["AccessKey refused", "check that it is enabled"];
    not_found_404: Fault::answer(404, "<html>Not Found</html>"), 1, "server", ["HTTP 404", "check site and any proxy"];
    rate_limited_429: Fault::too_many("1"), 1, "rate_limited", ["rate-limited"];
    error_500: Fault::status(500), 1, "server", ["HTTP 500", "try again later"];
    page_502: Fault::answer(502, PAGE), 1, "server", ["HTTP 502", "try again later"];
    unavailable_503: Fault::headers(503, vec![("retry-after", "1".into())]), 1, "rate_limited", ["rate-limited"];
    gateway_timeout_504: Fault::answer(504, PAGE), 1, "server", ["HTTP 504", "try again later"];
    redirect_302: Fault::redirect("http://127.0.0.1:9/"), 1, "server", ["redirect", "check site and any proxy"];
    empty_body: Fault::answer(200, ""), 1, "decode", ["unexpected response"];
    page_200: Fault::answer(200, PAGE), 1, "decode", ["unexpected response"];
    invalid_json: Fault::answer(200, r#"{"Code": "200", "Data": {]"#), 1, "decode", ["unexpected response"];
    invalid_utf8: Fault::answer(200, NOT_UTF8), 1, "decode", ["unexpected response"];
    compressed_unasked: compressed(), 1, "decode", ["unexpected response"];
    cut_off_body: Fault::Truncated, 1, "decode", ["unexpected response"];
    endless_body: Fault::Endless, 1, "server", ["MiB", "check any proxy"];
});

faults!(bills, Feed::Bills, {
    bad_request_400: Fault::refusal(400, "InvalidParameter", "odd"), 1, "server", ["InvalidParameter", "try again later"];
    unauthorized_401: Fault::answer(401, "Unauthorized"), 3, "sign_in", ["AccessKey refused", "check that it is enabled"];
    forbidden_403: Fault::refusal(403, "NotAuthorized", "no"), 3, "permission", ["needs bssapi:DescribeInstanceBill"];
    refused_key_404: Fault::refusal(404, "InvalidAccessKeyId.NotFound", "no"), 3, "sign_in", ["AccessKey refused", "check that it is enabled"];
    not_found_404: Fault::answer(404, "<html>Not Found</html>"), 1, "server", ["HTTP 404", "check site and any proxy"];
    rate_limited_429: Fault::too_many("1"), 1, "rate_limited", ["rate-limited"];
    error_500: Fault::status(500), 1, "server", ["HTTP 500", "try again later"];
    page_502: Fault::answer(502, PAGE), 1, "server", ["HTTP 502", "try again later"];
    unavailable_503: Fault::headers(503, vec![("retry-after", "1".into())]), 1, "rate_limited", ["rate-limited"];
    gateway_timeout_504: Fault::answer(504, PAGE), 1, "server", ["HTTP 504", "try again later"];
    redirect_302: Fault::redirect("http://127.0.0.1:9/"), 1, "server", ["redirect", "check site and any proxy"];
    empty_body: Fault::answer(200, ""), 1, "decode", ["unexpected response"];
    page_200: Fault::answer(200, PAGE), 1, "decode", ["unexpected response"];
    invalid_json: Fault::answer(200, r#"{"Code": "200", "Data": {]"#), 1, "decode", ["unexpected response"];
    invalid_utf8: Fault::answer(200, NOT_UTF8), 1, "decode", ["unexpected response"];
    compressed_unasked: compressed(), 1, "decode", ["unexpected response"];
    cut_off_body: Fault::Truncated, 1, "decode", ["unexpected response"];
    endless_body: Fault::Endless, 1, "server", ["MiB", "check any proxy"];
});

/// What a proxy or a load balancer sends in a server's place.
const PAGE: &str = "<html><head><title>Bad Gateway</title></head><body>nginx</body></html>";

const NOT_UTF8: &[u8] = b"\xff\xfe{\0\"\0c\0o\0d\0e\0";

/// JSON that is compressed although the request did not offer to take that.
fn compressed() -> Fault {
    const BODY: &[u8] =
        b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xabVJ\xceOIU\xb2R220P\xaa\x05\x00J5U\x8e\x0e\x00\x00\x00";
    let headers = vec![("content-encoding", "gzip".into()), ("content-type", "application/json".into())];
    Fault::Answer { status: 200, headers, body: BODY.into() }
}

#[test]
fn correct_answers_with_a_wrong_content_type_are_read() {
    for content_type in ["text/html", "application/octet-stream", "text/plain; charset=gbk"] {
        for feed in [Feed::Quotas, Feed::Calls, Feed::Balance, Feed::Bills] {
            let trial = Trial::of(feed);
            trial.account.standin.mislabel(content_type);
            trial.command_reads_new_figures();
        }
    }
}
