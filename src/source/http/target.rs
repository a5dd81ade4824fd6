//! A complete address from the configuration: origin, path and query. The latter two may contain a token.

use reqwest::Url;

use super::{NotAccepted, Origin};

pub(crate) struct Target {
    origin: Origin,
    path: String,
}

impl Target {
    /// Parses an address: https, or http to this machine.
    pub(crate) fn parse(address: &str) -> Result<Self, NotAccepted> {
        let url = Url::parse(address).ok().ok_or(NotAccepted::NotAnAddress)?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(NotAccepted::MoreThanAnOrigin);
        }
        let origin = Origin::parse(&url.origin().ascii_serialization())?;
        let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
        Ok(Self { origin, path: format!("{}{query}", url.path()) })
    }

    pub(crate) const fn origin(&self) -> &Origin {
        &self.origin
    }

    pub(crate) fn path(&self) -> &str {
        &self.path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_an_origin_and_what_is_asked_of_it() {
        let target = Target::parse("https://Example.com:443/a/b?token=x#y").ok().unwrap();
        assert_eq!((target.origin().base(), target.path()), ("https://example.com", "/a/b?token=x"));
        for address in ["", "example.com", "http://example.com/", "https://a:SECRET@b/", "ftp://b/SECRET"] {
            let refused = Target::parse(address).err().unwrap();
            assert!(!format!("{refused:?}").contains("SECRET"), "{refused:?}");
        }
    }
}
