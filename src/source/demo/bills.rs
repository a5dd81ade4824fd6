//! The demo account's bills: `assets/demo-bills.json`, one row per thing that is charged every day.
//!
//! | field | meaning |
//! |---|---|
//! | `model`, `key`, `workspace`, `direction`, `channel` | the parts of the Instance ID; `instance` is a whole one |
//! | `item`, `code`, `unit`, `product`, `name`, `detail`, `commodity`, `fee` | as the vendor names them |
//! | `price`, `daily`, `discount` | list price of a unit, units on a usual day, share that is let off |
//! | `since`, `until` | from and until how many days before the demo started it is charged |
//! | `covered` | free quota covers it |
//!
//! As with the vendor's own interface, the last day is not there yet, except on the first of a month: without it the
//! cycle would be empty for a day, and there would be no spending to show.

use std::sync::Arc;

use chrono::{DateTime, Datelike as _, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::Deserialize;

use super::pace;
use crate::domain::{
    bill::{BillDay, BillLine, Charge, Figure, Figures, Origin, vendor_day},
    request::BillDays,
};

const JSON: &str = include_str!("../../../assets/demo-bills.json");

#[derive(Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Row {
    model: String,
    key: String,
    workspace: String,
    direction: String,
    channel: String,
    instance: Option<String>,
    item: String,
    code: String,
    unit: String,
    product: String,
    name: String,
    detail: String,
    commodity: String,
    fee: String,
    price: Decimal,
    daily: Decimal,
    discount: Decimal,
    since: i64,
    until: i64,
    covered: bool,
}

impl Default for Row {
    /// Real-time inference by a program, throughout the past.
    fn default() -> Self {
        Self {
            model: String::new(),
            key: String::new(),
            workspace: String::new(),
            direction: String::new(),
            channel: "app".to_owned(),
            instance: None,
            item: String::new(),
            code: String::new(),
            unit: String::new(),
            product: "sfm".to_owned(),
            name: "Alibaba Cloud Model Studio".to_owned(),
            detail: "Model Studio Foundation Model Inference".to_owned(),
            commodity: "sfm_inferenceglobal_public_intl".to_owned(),
            fee: "PayAsYouGoBill".to_owned(),
            price: Decimal::ZERO,
            daily: Decimal::ZERO,
            discount: Decimal::ZERO,
            since: i64::MAX,
            until: 0,
            covered: false,
        }
    }
}

#[derive(Deserialize)]
struct Rows {
    rows: Vec<Row>,
}

/// These days of the bill as read at `now`, in a demo that started at `started`.
pub(super) fn days(started: DateTime<Utc>, now: DateTime<Utc>, days: &[NaiveDate]) -> BillDays {
    // The file is part of the program, and a test reads it.
    let rows = serde_json::from_str(JSON).map_or_else(|_| Vec::new(), |rows: Rows| rows.rows);
    let day = |day: &NaiveDate| {
        let (today, started) = (vendor_day(now), vendor_day(started));
        let is_there = *day < today || *day == today && day.day() == 1;
        let lines = if is_there { lines(&rows, started, *day) } else { Vec::new() };
        BillDay { day: *day, owner: None, origin: Origin::Api, read_at: now, gap: None, lines }
    };
    BillDays { days: days.iter().map(day).collect(), odd: 0, failed: None }
}

fn lines(rows: &[Row], today: NaiveDate, day: NaiveDate) -> Vec<BillLine> {
    let ago = today.signed_duration_since(day).num_days().max(1);
    rows.iter().filter(|row| ago <= row.since && ago > row.until).filter_map(|row| row.line(day)).collect()
}

impl Row {
    fn line(&self, day: NaiveDate) -> Option<BillLine> {
        let usage = self.usage(day)?;
        let gross = usage.checked_mul(self.price)?.normalize();
        let discount = gross.checked_mul(self.discount)?.normalize();
        let payable = if self.covered { Decimal::ZERO } else { gross.checked_sub(discount)? };
        let mut figures = Figures::default();
        for (figure, value) in [
            (Figure::Usage, usage),
            (Figure::Deducted, if self.covered { usage } else { Decimal::ZERO }),
            (Figure::Gross, gross),
            (Figure::Discount, discount),
            (Figure::Coupons, Decimal::ZERO),
            (Figure::Payable, payable),
        ] {
            figures.set(figure, Some(value));
        }
        Some(BillLine { charge: Arc::new(self.charge()), figures, row_id: None, extras: Vec::new() })
    }

    /// Varies by day, is lower at weekends, and the same at every start.
    fn usage(&self, day: NaiveDate) -> Option<Decimal> {
        let seed = pace::seed_of(&self.model).wrapping_add(pace::seed_of(&self.item));
        let percent =
            pace::noise(seed, i64::from(day.num_days_from_ce())).checked_rem(81)?.saturating_add(60);
        let weekend = day.weekday().number_from_monday() > 5;
        let percent = Decimal::from(if weekend { percent / 3 } else { percent });
        Some(self.daily.checked_mul(percent)?.checked_div(Decimal::ONE_HUNDRED)?.round_dp(1).normalize())
    }

    fn charge(&self) -> Charge {
        let Self { key, workspace, model, direction, channel, .. } = self;
        let other = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        Charge {
            instance_id: self
                .instance
                .clone()
                .unwrap_or_else(|| format!("{key};{workspace};{model};{direction};{channel};0")),
            product_code: self.product.clone(),
            product_name: self.name.clone(),
            product_detail: self.detail.clone(),
            commodity_code: self.commodity.clone(),
            region: "Singapore".to_owned(),
            fee_type: self.fee.clone(),
            item: self.item.clone(),
            item_code: self.code.clone(),
            currency: "USD".to_owned(),
            unit: self.unit.clone(),
            others: vec![
                other("SubscriptionType", "PayAsYouGo"),
                other("ListPrice", &self.price.to_string()),
                other("ListPriceUnit", &format!("USD/{}", self.unit)),
                other("ResourceGroup", "default resource group"),
            ],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::bill::{InstanceId, Tally};

    #[test]
    fn every_day_is_the_same_at_every_start_and_the_last_is_not_there_yet() {
        let started: DateTime<Utc> = "2026-11-22T06:12:07Z".parse().unwrap();
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let wanted = [day("2026-11-22"), day("2026-11-21"), day("2026-11-17")];
        let read = days(started, started, &wanted);
        assert_eq!(read, days(started, started, &wanted));
        let counts: Vec<usize> = read.days.iter().map(|day| day.lines.len()).collect();
        assert!(counts[0] == 0 && counts[1] > 10, "{counts:?}");
        let payable = |day: &BillDay| {
            let mut tally = Tally::default();
            day.lines.iter().for_each(|line| tally.add(line.figures.get(Figure::Payable)));
            tally.exact().unwrap()
        };
        assert!(payable(&read.days[1]) > Decimal::ZERO);
        let models =
            read.days[1].lines.iter().filter_map(|line| InstanceId::parse(&line.charge.instance_id).model);
        assert!(models.into_iter().any(|model| model == "qwen-plus"));
        let refunds =
            read.days[2].lines.iter().filter(|line| line.figures.get(Figure::Payable) < Some(Decimal::ZERO));
        assert_eq!(refunds.count(), 1, "2026-11-17 is five days before the start");
    }
}
