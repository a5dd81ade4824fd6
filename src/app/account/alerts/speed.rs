//! What the calls of the last hour cost, for the rule that watches it: calls, free quotas and list prices together.

use chrono::{DateTime, Utc};

use crate::{
    app::{Profile, State},
    domain::{
        ModelName, Quantity,
        alert::{SeenSpeed, SpeedShare},
        bill::is_same_model,
        calls::{
            CallRange, Caller,
            cost::{Called, HourCost},
        },
        forecast::Verdict,
        price::{Price, list_price},
    },
};

impl State {
    /// Whether the calls of the last hour are needed to watch what they cost.
    pub const fn watches_speed(&self) -> bool {
        self.hourly_spend.is_some()
    }
}

/// Absent if nothing watches it, or the calls of the last hour were never read.
pub(super) fn speed(state: &State, profile: &Profile, now: DateTime<Utc>) -> Option<SeenSpeed> {
    state.hourly_spend?;
    let known = profile.calls.get(CallRange::Hour)?;
    let calls = &known.value;
    let currency = currency(profile, calls.rows.iter().map(|row| &row.model));
    let price = |name: &ModelName| price_in(profile, name, currency.as_deref());
    let called = |name: &ModelName| called(profile, name, price(name));
    let cost = HourCost::of(calls, called, now)?;
    let mut priced = cost.models.iter().filter_map(|(name, _)| price(name));
    Some(SeenSpeed {
        to: calls.to,
        cost: cost.sum(),
        is_currency_assumed: currency.is_some() && priced.any(|price| price.currency.is_none()),
        currency,
        models: cost
            .models
            .into_iter()
            .map(|(model, range)| SpeedShare { model, least: range.least, most: range.most })
            .collect(),
        unpriced: cost.unpriced,
        api_key: cost.caller.and_then(|caller| match caller {
            Caller::ApiKey(id) => Some(id.to_string()),
            Caller::Console => None,
        }),
        mostly_since: cost.mostly_since,
        at_least: !calls.has_all(),
        read_at: known.fetched_at,
    })
}

/// The account's own currency: of its balance, else the only one of its bills or of the lists that have its models.
fn currency<'a>(profile: &Profile, mut called: impl Iterator<Item = &'a ModelName>) -> Option<String> {
    let of_balance = profile.snapshot.balance.as_ref().and_then(|balance| balance.currency.clone());
    let of_bills = || match profile.bills.spend.as_slice() {
        [only] => Some(only.currency.to_string()),
        _ => None,
    };
    let of_lists = || called.find_map(|name| listed(profile, name)?.currency).map(str::to_owned);
    of_balance.or_else(of_bills).or_else(of_lists)
}

/// A price that is stated in this currency, else one without a currency: the account is then taken to be shown
/// prices in its own.
fn price_in(profile: &Profile, name: &ModelName, currency: Option<&str>) -> Option<Price> {
    let stated = listed(profile, name).filter(|price| currency.is_none() || price.currency == currency);
    stated.or_else(|| profile.price(name).filter(|price| price.currency.is_none()))
}

fn listed(profile: &Profile, name: &ModelName) -> Option<Price> {
    list_price(name.as_str(), profile.snapshot.site)
}

fn called<'a>(profile: &'a Profile, name: &ModelName, price: Option<Price>) -> Called<'a> {
    let models = &profile.snapshot.models;
    let model = profile.model(name).map(|(model, _)| model);
    let model =
        model.or_else(|| models.iter().find(|model| is_same_model(name.as_str(), model.name.as_str())));
    let used_up_by = model.and_then(|model| match profile.forecasts.get(&model.name)?.verdict {
        // Of an earlier grant.
        _ if model.quota.as_ref().and_then(|quota| quota.remaining).is_some_and(Quantity::is_positive) => {
            None
        }
        Verdict::AlreadyOut { by, .. } => Some(by),
        _ => None,
    });
    Called { model, used_up_by, charge: price.map(|price| price.charge) }
}
