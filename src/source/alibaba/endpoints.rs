//! Which hosts to use, by site and region, unless the configuration names others.

use crate::{
    domain::{Cause, Region, Site},
    source::{
        http::{NotAccepted, Origin},
        prometheus::Address,
    },
};

/// Addresses that replace the vendor's own: for a proxy or a test. Only https is accepted, and plain http for
/// loopback addresses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Endpoints {
    /// The console gateway; absent means by site and region.
    pub console: Option<String>,
    /// The billing interface; absent means by site.
    pub billing: Option<String>,
    /// Model Studio's own interface, where tokens are minted; absent means by region.
    pub openapi: Option<String>,
    /// The Prometheus that has the account's monitoring data; it may have a path. Absent means where the console
    /// says.
    pub prometheus: Option<String>,
}

/// The parsed [`Endpoints`].
pub(super) struct Origins {
    console: Option<Origin>,
    billing: Option<Origin>,
    openapi: Option<Origin>,
    prometheus: Option<Address>,
}

impl Origins {
    pub(super) fn new(endpoints: Endpoints) -> Result<Self, Cause> {
        let unusable =
            |key: &str, why: NotAccepted| Cause::File { path: key.to_owned(), detail: why.to_string() };
        let read = |key: &str, text: Option<String>| {
            text.map(|text| Origin::parse(&text).map_err(|why| unusable(key, why))).transpose()
        };
        let prometheus = endpoints.prometheus.map(|text| Address::parse(&text)).transpose();
        Ok(Self {
            console: read("endpoints.console", endpoints.console)?,
            billing: read("endpoints.billing", endpoints.billing)?,
            openapi: read("endpoints.openapi", endpoints.openapi)?,
            prometheus: prometheus.map_err(|why| unusable("endpoints.prometheus", why))?,
        })
    }

    /// The console gateway. The region decides the action, site and region the host.
    pub(super) fn console(&self, site: Site, region: Region) -> (Origin, &'static str) {
        let (host, action) = match (region, site) {
            (Region::Beijing, Site::China) => ("bailian-cs.console.aliyun.com", "BroadScopeAspnGateway"),
            (Region::Beijing, Site::International) => {
                ("bailian-cs.console.alibabacloud.com", "BroadScopeAspnGateway")
            }
            (Region::Singapore, Site::China) => {
                ("modelstudio-cs.console.aliyun.com", "IntlBroadScopeAspnGateway")
            }
            (Region::Singapore, Site::International) => {
                ("bailian-singapore-cs.alibabacloud.com", "IntlBroadScopeAspnGateway")
            }
        };
        (self.console.clone().unwrap_or_else(|| Origin::https(host)), action)
    }

    /// The billing interface (BssOpenApi). The site decides: it is where the account was opened.
    pub(super) fn billing(&self, site: Site) -> Origin {
        self.billing.clone().unwrap_or_else(|| {
            Origin::https(match site {
                Site::China => "business.aliyuncs.com",
                Site::International => "business.ap-southeast-1.aliyuncs.com",
            })
        })
    }

    /// The Prometheus of the configuration.
    pub(super) const fn prometheus(&self) -> Option<&Address> {
        self.prometheus.as_ref()
    }

    /// Model Studio's own interface.
    pub(super) fn openapi(&self, region: Region) -> Origin {
        self.openapi.clone().unwrap_or_else(|| {
            Origin::https(match region {
                Region::Beijing => "modelstudio.cn-beijing.aliyuncs.com",
                Region::Singapore => "modelstudio.ap-southeast-1.aliyuncs.com",
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn site_and_region_decide_unless_the_configuration_does() {
        let origins = Origins::new(Endpoints::default()).unwrap();
        for (site, region, console, action, billing, openapi) in [
            (
                Site::China,
                Region::Beijing,
                "bailian-cs.console.aliyun.com",
                "BroadScopeAspnGateway",
                "business.aliyuncs.com",
                "modelstudio.cn-beijing.aliyuncs.com",
            ),
            (
                Site::International,
                Region::Beijing,
                "bailian-cs.console.alibabacloud.com",
                "BroadScopeAspnGateway",
                "business.ap-southeast-1.aliyuncs.com",
                "modelstudio.cn-beijing.aliyuncs.com",
            ),
            (
                Site::China,
                Region::Singapore,
                "modelstudio-cs.console.aliyun.com",
                "IntlBroadScopeAspnGateway",
                "business.aliyuncs.com",
                "modelstudio.ap-southeast-1.aliyuncs.com",
            ),
            (
                Site::International,
                Region::Singapore,
                "bailian-singapore-cs.alibabacloud.com",
                "IntlBroadScopeAspnGateway",
                "business.ap-southeast-1.aliyuncs.com",
                "modelstudio.ap-southeast-1.aliyuncs.com",
            ),
        ] {
            let (origin, by) = origins.console(site, region);
            assert_eq!((origin.host(), by), (console, action));
            assert_eq!(origins.billing(site).host(), billing);
            assert_eq!(origins.openapi(region).host(), openapi);
        }
        let endpoints = Endpoints { billing: Some("http://127.0.0.1:9".into()), ..Endpoints::default() };
        let origins = Origins::new(endpoints).unwrap();
        assert_eq!(origins.billing(Site::China).host(), "127.0.0.1:9");
        assert_eq!(origins.openapi(Region::Beijing).host(), "modelstudio.cn-beijing.aliyuncs.com");
    }

    #[test]
    fn an_endpoint_in_plain_text_is_refused_by_name() {
        let endpoints = Endpoints { console: Some("http://example.com".into()), ..Endpoints::default() };
        let cause = Origins::new(endpoints).err().unwrap();
        assert!(matches!(cause, Cause::File { path, .. } if path == "endpoints.console"));
    }
}
