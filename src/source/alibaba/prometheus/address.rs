//! Where the account's Prometheus is: as configured, else as the console says. What it says is remembered for an
//! hour, also that there is none, as in most accounts.
//!
//! Read in the source of the vendor's own CLI; no answer was captured. It is not stated that the address of the
//! instance is that of its HTTP API: if it is not, whatever answers there is no Prometheus, and says so.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;
use serde_json::{Value, json, value::RawValue};

use crate::{
    domain::{Cause, Region, Site},
    source::{
        alibaba::{
            Live,
            console::Api,
            fetch::Fetch,
            wire::lenient::{object, raw, text, truth},
        },
        http::NotAccepted,
        prometheus::Address,
    },
};

const API: Api = Api {
    name: "zeldaEasy.bailian-telemetry.activate.getTelemetryServiceStatus",
    what: "the state of the monitoring data",
    holds: &["openStatus", "instanceStatus", "instanceInfo", "taskId"],
    limit: 256 * 1024,
};

/// How long an answer is remembered.
const REMEMBERED: TimeDelta = TimeDelta::hours(1);

/// How often the result of a task is requested. The vendor's CLI does so up to 30 times, half a second apart.
const REQUESTS: usize = 10;

/// The domains under which the vendor has its servers for customers.
const DOMAINS: [&str; 2] = ["aliyuncs.com", "alibabacloud.com"];

/// Below it, the code of customers answers (Function Compute).
const CUSTOMERS: &str = ".fc.aliyuncs.com";

/// The payload of `getTelemetryServiceStatus`, or the ID of a task that brings it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Delivery<'a> {
    #[serde(default, deserialize_with = "truth")]
    open_status: Option<bool>,
    /// `NotExist`, `NotReady` or `Ready`.
    #[serde(default, deserialize_with = "text")]
    instance_status: Option<String>,
    #[serde(borrow, default, deserialize_with = "raw")]
    instance_info: Option<&'a RawValue>,
    #[serde(default, deserialize_with = "text")]
    task_id: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Instance {
    #[serde(default, deserialize_with = "text")]
    instance_url: Option<String>,
}

/// Whose address it is: site, region, the logins that may be used, the workspace.
type Account = (Site, Region, Option<String>, Option<String>);

/// An address, or why there is none to use.
type Named = Result<Address, Cause>;

/// What the console said, and until when that is believed.
#[derive(Default)]
pub(in crate::source::alibaba) struct Addresses(Mutex<HashMap<Account, (Named, DateTime<Utc>)>>);

impl Addresses {
    fn remembered(&self, account: &Account, now: DateTime<Utc>) -> Option<Named> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(account).filter(|(_, until)| now < *until).map(|(named, _)| named.clone())
    }

    fn remember(&self, account: Account, named: Named, now: DateTime<Utc>) {
        let until = now.checked_add_signed(REMEMBERED).unwrap_or(now);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(account, (named, until));
    }

    fn forget(&self, account: &Account) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(account);
    }
}

/// The address of the account's Prometheus.
pub(super) async fn of_account(live: &Live, fetch: &Fetch) -> Result<Address, Cause> {
    if let Some(address) = live.origins.prometheus() {
        return Ok(address.clone());
    }
    let account = account(fetch);
    if let Some(named) = live.addresses.remembered(&account, (live.clock)()) {
        return named;
    }
    let named = request(live, fetch).await;
    if let Ok(_) | Err(Cause::NotDelivered | Cause::ForeignAddress { .. }) = &named {
        live.addresses.remember(account, named.clone(), (live.clock)());
    }
    named
}

/// Has the console requested again the next time.
pub(super) fn forget(live: &Live, fetch: &Fetch) {
    live.addresses.forget(&account(fetch));
}

fn account(fetch: &Fetch) -> Account {
    let logins = &fetch.logins;
    (logins.site, logins.region, logins.quotas_fingerprint(), logins.workspace_id.clone())
}

async fn request(live: &Live, fetch: &Fetch) -> Result<Address, Cause> {
    live.sign_in.begin(&fetch.logins).await;
    let mut parameters = json!({"serviceType": "ModelMonitor"});
    if let Some(workspace) = &fetch.logins.workspace_id {
        set(&mut parameters, "workspaceId", workspace);
    }
    for _ in 0..REQUESTS {
        let slot = live.console_slot().await?;
        let payload = slot.signed_in(fetch, API, &json!({"reqDTO": parameters})).await?;
        drop(slot);
        let delivery: Delivery<'_> =
            object(payload.raw.get()).ok().ok_or_else(|| undecodable("of another shape"))?;
        match &delivery.task_id {
            Some(id) if delivery.open_status.is_none() && delivery.instance_status.is_none() => {
                set(&mut parameters, "asyncTaskId", id);
                tokio::time::sleep(live.limits.task_pause).await;
            }
            _ => return address(&delivery),
        }
    }
    Err(undecodable("no result of a task"))
}

fn set(parameters: &mut Value, name: &str, value: &str) {
    if let Some(fields) = parameters.as_object_mut() {
        fields.insert(name.to_owned(), value.into());
    }
}

fn address(delivery: &Delivery<'_>) -> Result<Address, Cause> {
    let is_ready = delivery.instance_status.as_deref() == Some("Ready");
    if delivery.open_status != Some(true) || !is_ready {
        return Err(Cause::NotDelivered);
    }
    let instance: Option<Instance> = delivery.instance_info.and_then(|raw| object(raw.get()).ok());
    let url = instance.and_then(|instance| instance.instance_url).filter(|url| !url.trim().is_empty());
    trusted(&url.ok_or_else(|| undecodable("no address"))?)
}

/// An address to which the pair may be sent, although nobody configured it: the vendor's, or this machine's.
fn trusted(url: &str) -> Result<Address, Cause> {
    let foreign = |host: &str, is_plain| Cause::ForeignAddress { host: host.to_owned(), is_plain };
    let address = Address::parse(url).map_err(|why| {
        let host = reqwest::Url::parse(url.trim()).ok().and_then(|url| url.host_str().map(str::to_owned));
        foreign(&host.unwrap_or_default(), why == NotAccepted::PlainHttp)
    })?;
    let origin = address.origin();
    let name = origin.host().split(':').next().unwrap_or_default();
    let is_under = |domain: &&str| name.strip_suffix(*domain).is_some_and(|labels| labels.ends_with('.'));
    let is_vendors = DOMAINS.iter().any(is_under) && !name.ends_with(CUSTOMERS);
    if origin.is_loopback() || is_vendors { Ok(address) } else { Err(foreign(origin.host(), false)) }
}

fn undecodable(detail: &str) -> Cause {
    Cause::Undecodable { what: API.what.to_owned(), detail: detail.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Address, Cause> {
        address(&object(json).unwrap())
    }

    #[test]
    fn an_instance_that_is_ready_has_an_address() {
        let ready = |url: &str| {
            format!(
                r#"{{"openStatus":true,"instanceStatus":"Ready","instanceInfo":{{"instanceId":"x","instanceUrl":"{url}"}}}}"#
            )
        };
        for url in [
            "https://workspace-default-cms-5000000000000001-cn-beijing.cn-beijing.log.aliyuncs.com/prometheus/a/b",
            "https://x.alibabacloud.com",
            "https://x.aliyuncs.com:443/",
            "http://127.0.0.1:9090",
            "https://[::1]:9090",
        ] {
            assert_eq!(read(&ready(url)), Ok(Address::parse(url).unwrap()), "{url}");
        }
        for (url, host, is_plain) in [
            ("http://x.log.aliyuncs.com/prometheus", "x.log.aliyuncs.com", true),
            ("https://aliyuncs.com.example", "aliyuncs.com.example", false),
            ("https://evilaliyuncs.com", "evilaliyuncs.com", false),
            ("https://aliyuncs.com", "aliyuncs.com", false),
            ("https://x.aliyuncs.com@example.com/", "example.com", false),
            ("https://1.cn-beijing.fc.aliyuncs.com/x", "1.cn-beijing.fc.aliyuncs.com", false),
            ("https://example.com:8443/x.aliyuncs.com", "example.com:8443", false),
            ("https://example.com/?x.aliyuncs.com", "example.com", false),
            ("ftp://x.aliyuncs.com", "x.aliyuncs.com", false),
            ("x.aliyuncs.com", "", false),
        ] {
            assert_eq!(
                read(&ready(url)),
                Err(Cause::ForeignAddress { host: host.into(), is_plain }),
                "{url}"
            );
        }
    }

    #[test]
    fn nothing_is_delivered_unless_everything_is_ready() {
        for json in [
            r#"{"openStatus":false,"instanceStatus":"Ready"}"#,
            r#"{"openStatus":true,"instanceStatus":"NotReady"}"#,
            r#"{"openStatus":true,"instanceStatus":"NotExist","instanceInfo":null}"#,
            r#"{"openStatus":"false"}"#,
            "{}",
        ] {
            assert_eq!(read(json), Err(Cause::NotDelivered), "{json}");
        }
        for json in [
            r#"{"openStatus":"true","instanceStatus":"Ready"}"#,
            r#"{"openStatus":true,"instanceStatus":"Ready","instanceInfo":[]}"#,
            r#"{"openStatus":true,"instanceStatus":"Ready","instanceInfo":{"instanceUrl":" "}}"#,
        ] {
            assert_eq!(read(json), Err(undecodable("no address")), "{json}");
        }
    }
}
