//! What the lines of one day say of free quotas, summed up by model and minute.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::detail::{self, deductions};
use crate::domain::{
    Kind, Unit,
    bill::{Charge, Figure, Figures, InstanceId, ItemClass, cycle::start_of, join_key},
};

/// A minute of the vendor's day, from 0.
pub type Minute = u16;
const LAST_MINUTE: Minute = 24 * 60 - 1;

/// One day. Days are the vendor's (UTC+8).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DayUse {
    /// Of its newest line; absent if no line states a time.
    pub newest: Option<Minute>,
    pub models: Vec<ModelUse>,
}

/// One model on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelUse {
    /// As the vendor writes it.
    pub model: String,
    pub kind: Kind,
    /// Deductions by grant: there are several where one was renewed.
    pub grants: Vec<GrantUse>,
    /// The first real-time line with an amount to pay, if any.
    pub billed: Option<Minute>,
    /// The same, at or after the last deduction of the day.
    pub billed_after: Option<Minute>,
    /// Free Quota Only at the newest line that states it.
    pub switch: Option<(Minute, bool)>,
}

/// Deductions from one grant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantUse {
    pub total: Decimal,
    /// Absent where the bill does not tell it.
    pub unit: Option<Unit>,
    /// When the grant began; always a midnight of the vendor's.
    pub from: Option<DateTime<Utc>>,
    /// When it expires; likewise.
    pub until: Option<DateTime<Utc>>,
    /// In order.
    pub used: Vec<(Minute, Decimal)>,
}

/// The time of use, then the beginning of the period that a line sums up: names of columns, without their group.
const TIMES: [&str; 6] =
    ["消费时间", "服务开始时间", "Consumption Time", "Consumed At", "Service Start Time", "UsageStartTime"];
const DETAILS: [&str; 2] = ["用量详情", "Usage Details"];

/// Words of billing items, and the kind of model that each implies.
const KINDS: [(&[&str], Kind); 7] = [
    (&["multimodal", "omni", "多模态", "全模态"], Kind::Multimodal),
    (&["embedding", "rerank", "向量", "排序"], Kind::Embedding),
    (&["video", "视频"], Kind::Video),
    (&["image", "图片", "图像"], Kind::Image),
    (&["speech", "audio", "voice", "语音", "音频"], Kind::Audio),
    (&["vision", "视觉"], Kind::Vision),
    (&["text", "文本"], Kind::Text),
];

/// Sums up the lines of a day as they come.
#[derive(Debug, Default)]
pub struct DayLines {
    newest: Option<Minute>,
    models: BTreeMap<String, Sum>,
}

#[derive(Debug, Default)]
struct Sum {
    model: String,
    kind: Option<Kind>,
    grants: Vec<(GrantUse, BTreeMap<Minute, Decimal>)>,
    billed: Vec<Minute>,
    switch: Option<(Minute, bool)>,
}

impl DayLines {
    /// Adds a line of Model Studio: its charge, figures, and further fields by the names of their columns.
    pub fn add<'a>(
        &mut self,
        day: NaiveDate,
        (charge, instance, class): (&Charge, &InstanceId, ItemClass),
        figures: &Figures,
        fields: impl Iterator<Item = (&'a str, &'a str)> + Clone,
    ) {
        let field = |names: &[&str]| {
            let bare = |name: &'a str| name.rsplit('/').next().unwrap_or(name);
            names.iter().find_map(|wanted| fields.clone().find(|(name, _)| bare(name) == *wanted))
        };
        let time = field(&TIMES).and_then(|(_, text)| detail::time(text));
        // Without a time a line may be of any minute: the last one claims the least.
        let minute = time.map_or(LAST_MINUTE, |time| minute_of(day, time));
        if time.is_some() {
            self.newest = self.newest.max(Some(minute));
        }
        let deductions = field(&DETAILS).map(|(_, text)| deductions(text)).unwrap_or_default();
        for deducted in &deductions {
            let sum = self.sum(&deducted.model, charge);
            let unit = deducted.unit.or_else(|| instance.kind.contains("token").then_some(Unit::Tokens));
            sum.deduct(minute, deducted, unit);
        }
        let is_billed = [Figure::Payable, Figure::PayableWithTax]
            .iter()
            .any(|figure| figures.get(*figure).is_some_and(|amount| amount > Decimal::ZERO));
        let Some(model) = instance.model.as_deref() else { return };
        if is_billed && class == ItemClass::RealTime && deductions.is_empty() {
            self.sum(model, charge).billed.push(minute);
        }
        if let Some(is_on) = instance.free_quota_only {
            let sum = self.sum(model, charge);
            sum.switch = sum.switch.max(Some((minute, is_on)));
        }
    }

    fn sum(&mut self, model: &str, charge: &Charge) -> &mut Sum {
        let sum = self.models.entry(join_key(model)).or_default();
        if sum.model.is_empty() {
            model.clone_into(&mut sum.model);
        }
        sum.kind = sum.kind.or_else(|| kind_of(charge));
        sum
    }

    pub fn finish(self) -> DayUse {
        let models = self.models.into_values().map(Sum::finish);
        DayUse { newest: self.newest, models: models.collect() }
    }
}

impl Sum {
    fn deduct(&mut self, minute: Minute, deducted: &detail::Deducted, unit: Option<Unit>) {
        let (total, from, until) = (deducted.total, deducted.from, deducted.until);
        let is_same = |grant: &GrantUse| (grant.total, grant.from, grant.until) == (total, from, until);
        let at = self.grants.iter().position(|(grant, _)| is_same(grant)).unwrap_or(self.grants.len());
        if at == self.grants.len() {
            let grant = GrantUse { total, unit, from, until, used: Vec::new() };
            self.grants.push((grant, BTreeMap::new()));
        }
        if let Some((grant, minutes)) = self.grants.get_mut(at) {
            grant.unit = grant.unit.or(unit);
            let used = minutes.entry(minute).or_default();
            *used = used.saturating_add(deducted.amount);
        }
    }

    fn finish(self) -> ModelUse {
        let last = self.grants.iter().filter_map(|(_, minutes)| minutes.keys().next_back()).max().copied();
        let grants: Vec<GrantUse> = self
            .grants
            .into_iter()
            .map(|(grant, minutes)| GrantUse { used: minutes.into_iter().collect(), ..grant })
            .collect();
        let unit = grants.iter().find_map(|grant| grant.unit);
        let is_after = |minute: &&Minute| last.is_none_or(|last| **minute >= last);
        ModelUse {
            model: self.model,
            kind: self.kind.unwrap_or_else(|| kind_by(unit)),
            billed: self.billed.iter().min().copied(),
            billed_after: self.billed.iter().filter(is_after).min().copied(),
            switch: self.switch,
            grants,
        }
    }
}

/// The minute of `day`; before and after it, the nearest one.
fn minute_of(day: NaiveDate, time: DateTime<Utc>) -> Minute {
    let minutes = time.signed_duration_since(start_of(day)).num_minutes();
    Minute::try_from(minutes.clamp(0, LAST_MINUTE.into())).unwrap_or(LAST_MINUTE)
}

/// The instant at which a minute of `day` begins.
pub(super) fn instant(day: NaiveDate, minute: Minute) -> DateTime<Utc> {
    let start = start_of(day);
    start.checked_add_signed(TimeDelta::minutes(minute.into())).unwrap_or(start)
}

fn kind_of(charge: &Charge) -> Option<Kind> {
    let names = [&charge.item, &charge.item_code].map(|name| name.to_lowercase());
    let named = |words: &[&str]| words.iter().any(|word| names.iter().any(|name| name.contains(word)));
    KINDS.iter().find(|(words, _)| named(words)).map(|(_, kind)| *kind)
}

const fn kind_by(unit: Option<Unit>) -> Kind {
    match unit {
        Some(Unit::Tokens) => Kind::Text,
        Some(Unit::Images) => Kind::Image,
        Some(Unit::Seconds) => Kind::Video,
        Some(Unit::Characters) => Kind::Audio,
        Some(Unit::Units) | None => Kind::Other,
    }
}
