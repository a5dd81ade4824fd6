//! The address of a Prometheus: a server, and perhaps a path before that of the HTTP API.

use reqwest::Url;

use crate::source::http::{NotAccepted, Origin};

/// Where the HTTP API begins: `/api/v1/query` is appended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    origin: Origin,
    /// Percent-encoded; begins with `/` and does not end with one, or is empty.
    path: String,
}

impl Address {
    /// Reads an address: https, or http to this machine; no login, query or fragment.
    pub(crate) fn parse(text: &str) -> Result<Self, NotAccepted> {
        Self::read(text, Origin::parse)
    }

    fn read(text: &str, origin: fn(&str) -> Result<Origin, NotAccepted>) -> Result<Self, NotAccepted> {
        let url = Url::parse(text.trim()).ok().ok_or(NotAccepted::NotAnAddress)?;
        let is_bare = url.username().is_empty()
            && url.password().is_none()
            && url.query().is_none()
            && url.fragment().is_none();
        if !is_bare {
            return Err(NotAccepted::MoreThanAnOrigin);
        }
        let origin = origin(&url.origin().ascii_serialization())?;
        Ok(Self { origin, path: url.path().trim_end_matches('/').to_owned() })
    }

    /// The same, also by http to any host: without a login nothing secret is sent.
    pub(crate) fn of_public_data(text: &str) -> Result<Self, NotAccepted> {
        Self::read(text, Origin::of_public_data)
    }

    pub(crate) const fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The target of a request for this end of the HTTP API.
    pub(super) fn target(&self, end: &str) -> String {
        format!("{}/api/v1/{end}", self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_may_have_a_path() {
        for (text, host, target) in [
            ("http://127.0.0.1:9090", "127.0.0.1:9090", "/api/v1/query"),
            (
                " https://a.log.aliyuncs.com/prometheus/a/b/ ",
                "a.log.aliyuncs.com",
                "/prometheus/a/b/api/v1/query",
            ),
            ("https://a.example:8443/x y", "a.example:8443", "/x%20y/api/v1/query"),
        ] {
            let address = Address::parse(text).unwrap();
            assert_eq!((address.origin().host(), address.target("query").as_str()), (host, target));
        }
    }

    #[test]
    fn plain_http_to_any_host_is_for_what_has_no_login() {
        let address = Address::of_public_data("http://prometheus.lan:9090/x/").unwrap();
        assert_eq!(
            (address.origin().host(), address.target("query").as_str()),
            ("prometheus.lan:9090", "/x/api/v1/query")
        );
        assert_eq!(
            Address::of_public_data("http://me:SECRET@prometheus.lan"),
            Err(NotAccepted::MoreThanAnOrigin)
        );
        assert_eq!(Address::of_public_data("ftp://prometheus.lan"), Err(NotAccepted::NotAnAddress));
    }

    #[test]
    fn nothing_is_sent_in_plain_text_and_a_login_belongs_elsewhere() {
        for (text, why) in [
            ("http://a.log.aliyuncs.com/prometheus", NotAccepted::PlainHttp),
            ("https://me:SECRET@a.example", NotAccepted::MoreThanAnOrigin),
            ("https://a.example/?token=SECRET", NotAccepted::MoreThanAnOrigin),
            ("https://a.example/#x", NotAccepted::MoreThanAnOrigin),
            ("a.example", NotAccepted::NotAnAddress),
            ("ftp://127.0.0.1", NotAccepted::NotAnAddress),
            ("", NotAccepted::NotAnAddress),
        ] {
            assert_eq!(Address::parse(text), Err(why), "{text}");
        }
    }
}
