//! The answers of Alibaba's servers about 50 models, made once. Nothing is sent.

use chrono::{DateTime, TimeDelta, Utc};
use quotatop::{
    domain::Cause,
    source::http::{Arrived, Play, Sent},
};

pub(crate) const MODELS: usize = 50;
pub(crate) const TOTAL: u64 = 1_000_000;

/// Models in one request for quotas or switches.
const BATCH: usize = 20;

pub(crate) fn now() -> DateTime<Utc> {
    "2026-11-22T06:12:07Z".parse().unwrap()
}

pub(crate) fn model(number: usize) -> String {
    format!("qwen-model-{number:02}")
}

/// Some are used up, low, in use, unused.
pub(crate) fn remaining(number: usize) -> u64 {
    match number % 5 {
        0 => 24_098,
        1 => 0,
        2 | 3 => 640_000 - 937 * number as u64,
        _ => TOTAL,
    }
}

pub(crate) fn expiry(number: usize) -> DateTime<Utc> {
    now() + TimeDelta::hours(20) + TimeDelta::days(2 * i64::try_from(number).unwrap_or_default())
}

pub(crate) struct Server {
    catalogue: String,
    /// For each batch of models, in their order.
    quotas: Vec<String>,
    switches: Vec<String>,
    balance: String,
}

impl Server {
    pub(crate) fn new() -> Self {
        let all: Vec<usize> = (0..MODELS).collect();
        let batches = |row: fn(usize) -> String, field: &str| {
            let body = |batch: &[usize]| envelope(&format!(r#"{{"{field}":[{}]}}"#, list(batch, row)));
            all.chunks(BATCH).map(body).collect()
        };
        let items = list(&all, item);
        Self {
            catalogue: envelope(&format!(
                r#"{{"total":1,"list":[{{"model":"group-0","name":"Family 0","items":[{items}]}}]}}"#
            )),
            quotas: batches(quota, "freeTierQuotas"),
            switches: batches(switch, "freeTierOnlyStatuses"),
            balance: r#"{"Code":"200","Message":"success","RequestId":"r-1","Success":true,"Data":{"AvailableAmount":"20.50","AvailableCashAmount":"20.50","CreditAmount":"0.00","Currency":"USD","QuotaLimit":"0.00"}}"#
                .to_owned(),
        }
    }

    fn body(&self, sent: &Sent<'_>) -> Option<&String> {
        // Models are requested in their order: the first one says which batch it is.
        let batch = || {
            let form = sent.form.unwrap_or_default();
            let asks = |name: &str| form.iter().any(|(_, value)| value.contains(name));
            (0..MODELS).position(|number| asks(&model(number))).map(|first| first / BATCH)
        };
        match sent.api.rsplit('.').next()? {
            "queryFreeTierQuota" => self.quotas.get(batch()?),
            "queryFreeTierOnlyStatus" => self.switches.get(batch()?),
            "QueryAccountBalance" => Some(&self.balance),
            _ => Some(&self.catalogue),
        }
    }
}

impl Play for Server {
    fn play(&self, sent: &Sent<'_>) -> Result<Arrived, Cause> {
        let body = self.body(sent).ok_or_else(|| Cause::NotRecorded { api: sent.api.to_owned() })?;
        let date = ("date".to_owned(), "Sun, 22 Nov 2026 06:12:07 GMT".to_owned());
        Ok(Arrived { status: 200, headers: vec![date], body: body.clone() })
    }
}

fn list(models: &[usize], row: fn(usize) -> String) -> String {
    models.iter().map(|number| row(*number)).collect::<Vec<_>>().join(",")
}

fn envelope(payload: &str) -> String {
    format!(
        r#"{{"code":"200","successResponse":true,"httpStatusCode":"200","data":{{"success":true,"httpStatus":200,"errorCode":"","DataV2":{{"ret":["SUCCESS::ok"],"data":{{"code":"SUCCESS","msg":"Success.","success":true,"requestId":"r-1","data":{payload}}}}}}}}}"#
    )
}

fn item(number: usize) -> String {
    format!(
        r#"{{"model":"{0}","name":"{0}","provider":"qwen","capabilities":["TG","Reasoning"],"contextWindow":262144,"prices":[{{"type":"input_token","price":"0.0032","priceUnit":"Per 1K tokens"}},{{"type":"output_token","price":"0.0128","priceUnit":"Per 1K tokens"}}],"qpmInfo":{{"model-default":{{"count_limit":600,"count_limit_period":60,"usage_limit":1000000,"usage_limit_period":60,"usage_limit_field":"total_tokens"}}}}}}"#,
        model(number)
    )
}

fn quota(number: usize) -> String {
    format!(
        r#"{{"model":"{}","quotaInitTotal":{TOTAL},"quotaTotal":{},"quotaValidityPeriod":{},"quotaStatus":"VALID"}}"#,
        model(number),
        remaining(number),
        expiry(number).timestamp_millis()
    )
}

fn switch(number: usize) -> String {
    format!(r#"{{"model":"{}","freeTierOnly":{}}}"#, model(number), number.is_multiple_of(7))
}
