//! The model list (`listFoundationModels`), requested without signing in, page by page.

use std::collections::HashSet;

use futures_util::{StreamExt, TryStreamExt, stream};
use serde_json::{Value, json, value::RawValue};

use super::{
    CONSOLE_CALLS, Live,
    console::{Api, Payload},
    fetch::Fetch,
    wire::{
        catalogue::{CallLimit, Family, Item, Page, Price, SpeedLimits, UseLimit},
        lenient::object,
    },
};
use crate::domain::{
    Catalogued, Cause, Kind, Limit, ModelName, Quantity, SpeedLimit, Unit,
    price::{Charge, Listed},
    request::Catalogue,
    speed_limit::per_minute,
};

const API: Api = Api {
    name: "zeldaHttp.dashscopeModel./zelda/api/v1/modelCenter/listFoundationModels",
    what: "the model list",
    holds: &["list"],
    limit: 8 * 1024 * 1024,
};

const PAGE: usize = 50;

/// Reads the catalogue, which is never empty. If a page fails, the whole catalogue fails; a list that is too
/// long is cut.
pub(super) async fn read(live: &Live, fetch: &Fetch) -> Result<Catalogue, Cause> {
    let (most_models, most_pages) = (live.limits.models, live.limits.catalogue_pages);
    let mut list = List::default();
    let mut requested = 0;
    let cut = |models, limit| {
        let cause = Cause::OverLimit { what: API.what.to_owned(), limit };
        Ok(Catalogue { models, failed: Some(cause) })
    };
    while list.wants_more() {
        // The first page alone states how many there are.
        let pages = list.pages_missing().min(most_pages.saturating_sub(requested));
        if pages == 0 {
            return cut(list.models, Limit::Pages(most_pages));
        }
        let mut wave = stream::iter(requested..requested.saturating_add(pages))
            .map(|before| page(live, fetch, before.saturating_add(1)))
            .buffered(CONSOLE_CALLS);
        requested = requested.saturating_add(pages);
        loop {
            match wave.try_next().await {
                Ok(Some(payload)) => list.add(&payload.raw, most_models)?,
                Ok(None) => break,
                Err(Cause::OverLimit { limit, .. }) => return cut(list.models, limit),
                Err(cause) => return Err(cause),
            }
            if list.is_full {
                return cut(list.models, Limit::Models(most_models));
            }
            if list.dry {
                break;
            }
        }
    }
    // An empty list must not count as today's: it is requested again soon.
    if list.models.is_empty() { Err(Cause::NoModels) } else { Ok(list.models.into()) }
}

async fn page(live: &Live, fetch: &Fetch, number: usize) -> Result<Payload, Cause> {
    live.console_slot().await?.anonymous(fetch, API, &request(number)).await
}

fn request(number: usize) -> Value {
    json!({"input": {
        "pageNo": number, "pageSize": PAGE, "name": "", "providers": [], "inferenceProviders": [],
        "features": [], "group": true, "capabilities": [], "contextWindows": [],
        "queryPrice": true, "queryQpmInfo": true, "supports": {"inference": true},
    }})
}

#[derive(Default)]
struct List {
    models: Vec<Catalogued>,
    names: HashSet<ModelName>,
    /// The server's total number of rows; absent before the first page, or if not stated.
    total: Option<usize>,
    rows: usize,
    pages: usize,
    /// A page had no new model: whatever the total, there are no more.
    dry: bool,
    is_full: bool,
}

impl List {
    fn wants_more(&self) -> bool {
        !self.dry && self.total.is_none_or(|total| self.rows < total)
    }

    /// How many pages are missing, by the size of those that came (the server may give smaller ones than
    /// requested); at least one.
    fn pages_missing(&self) -> usize {
        let missing = self.total.unwrap_or_default().saturating_sub(self.rows);
        let size = self.rows.checked_div(self.pages).unwrap_or_default().max(1);
        missing.div_ceil(size).max(1)
    }

    fn add(&mut self, payload: &RawValue, most: usize) -> Result<(), Cause> {
        let odd = |detail: &str| Cause::Undecodable { what: API.what.to_owned(), detail: detail.to_owned() };
        let page: Page<'_> = object(payload.get()).ok().ok_or_else(|| odd("no page"))?;
        let rows = page.list.ok_or_else(|| odd("no list"))?;
        self.total = page.total.and_then(|total| total.parse().ok()).or(self.total);
        self.rows = self.rows.saturating_add(rows.len());
        self.pages = self.pages.saturating_add(1);
        let before = self.models.len();
        for model in rows.into_iter().flat_map(models_of) {
            if !self.names.contains(&model.name) {
                if self.models.len() >= most {
                    self.is_full = true;
                    break;
                }
                self.names.insert(model.name.clone());
                self.models.push(model);
            }
        }
        self.dry |= self.models.len() == before;
        Ok(())
    }
}

/// The models of a family, or the row itself if it is not grouped.
fn models_of(row: &RawValue) -> Vec<Catalogued> {
    let family: Option<Family<'_>> = object(row.get()).ok();
    match family.and_then(|family| family.items) {
        Some(items) => items.into_iter().filter_map(model).collect(),
        None => model(row).into_iter().collect(),
    }
}

fn model(raw: &RawValue) -> Option<Catalogued> {
    let item: Item<'_> = object(raw.get()).ok()?;
    let name = item.model.filter(|name| !name.is_empty())?;
    let prices: Vec<Price> = item.prices.unwrap_or_default().into_iter().map(price).collect();
    let units =
        |price: &Price| (price.per.clone().unwrap_or_default(), price.kind.clone().unwrap_or_default());
    let units: Vec<(String, String)> = prices.iter().map(units).collect();
    let listed: Vec<Listed<'_>> = prices.iter().filter_map(listed).collect();
    Some(Catalogued {
        name: ModelName::new(name),
        kind: Kind::of_capabilities(&item.capabilities),
        unit: Unit::of_model(&units, &item.capabilities),
        charge: Charge::from_rows(&listed),
        speed_limit: item.speed_limits.and_then(speed_limit),
    })
}

/// The default speed limit. The calls and the use that are limited are read on their own.
fn speed_limit(raw: &RawValue) -> Option<SpeedLimit> {
    let limits: SpeedLimits<'_> = object(raw.get()).ok()?;
    let limit = limits.of_model?.get();
    let calls: CallLimit = object(limit).unwrap_or_default();
    let used: UseLimit = object(limit).unwrap_or_default();
    let calls = calls.limit.zip(calls.period);
    let is_of_tokens = used.counted.as_deref() == Some("total_tokens");
    let tokens = used.limit.zip(used.period).filter(|_| is_of_tokens);
    let [calls, tokens] =
        [calls, tokens].map(|limit| limit.and_then(|(limit, period)| per_minute(limit, period)));
    SpeedLimit::new(calls, tokens)
}

/// Reads a price; empty if not understood.
fn price(raw: &RawValue) -> Price {
    object(raw.get()).unwrap_or_default()
}

/// The price, if it states an amount.
fn listed(price: &Price) -> Option<Listed<'_>> {
    let amount = price.amount.as_deref()?.parse::<Quantity>().ok()?.decimal();
    let kind = price.kind.as_deref().unwrap_or_default();
    Some(Listed { kind, amount, per: price.per.as_deref().unwrap_or_default() })
}
