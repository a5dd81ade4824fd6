//! What the lines of one day say of free quotas, summed up by model and minute.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::detail::{self, deductions};
use crate::domain::{
    Kind, Unit,
    bill::{Charge, Figure, Figures, InstanceId, ItemClass, cycle::start_of, is_model_studio, join_key},
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
    /// Minutes with an amount to pay.
    billed: BTreeSet<Minute>,
    switch: Option<(Minute, bool)>,
}

/// What the lines of a charge have in common here.
#[derive(Debug, Clone)]
pub struct LineSubject {
    /// The model, and the form in which its names are equal; absent where the Instance ID names none.
    model: Option<(String, String)>,
    kind: Option<Kind>,
    unit: Option<Unit>,
    is_real_time: bool,
    switch: Option<bool>,
}

impl LineSubject {
    /// `None` for a charge that is not Model Studio's.
    pub fn new(charge: &Charge) -> Option<Self> {
        let instance = InstanceId::parse(&charge.instance_id);
        if !is_model_studio(charge, &instance) {
            return None;
        }
        let is_real_time = ItemClass::of(charge, &instance) == ItemClass::RealTime;
        let counts_tokens = instance.kind.contains("token");
        Some(Self {
            model: instance.model.map(|model| (join_key(model), model.to_owned())),
            kind: kind_of(charge),
            unit: counts_tokens.then_some(Unit::Tokens),
            is_real_time,
            switch: instance.free_quota_only,
        })
    }
}

/// Where the fields that are read here are among the further fields of a line.
#[derive(Debug, Clone, Copy, Default)]
pub struct FieldPlaces {
    pub time: Option<usize>,
    pub detail: Option<usize>,
}

impl FieldPlaces {
    /// By the names of the columns, with or without their group.
    pub fn new(names: &[String]) -> Self {
        let bare = |name: &String| name.rsplit('/').next().unwrap_or(name).to_owned();
        let place = |wanted: &[&str]| {
            wanted.iter().find_map(|wanted| names.iter().position(|name| bare(name) == *wanted))
        };
        Self { time: place(&TIMES), detail: place(&DETAILS) }
    }
}

impl DayLines {
    /// Adds a line with the texts of its fields.
    pub fn add(
        &mut self,
        day: NaiveDate,
        subject: &LineSubject,
        figures: &Figures,
        (time, detail): (Option<&str>, Option<&str>),
    ) {
        let time = time.and_then(detail::time);
        // Without a time a line may be of any minute: the last one claims the least.
        let minute = time.map_or(LAST_MINUTE, |time| minute_of(day, time));
        if time.is_some() {
            self.newest = self.newest.max(Some(minute));
        }
        let deductions = detail.map(deductions).unwrap_or_default();
        for deducted in &deductions {
            let sum = self.sum(&join_key(&deducted.model), &deducted.model, subject);
            sum.deduct(minute, deducted, deducted.unit.or(subject.unit));
        }
        let Some((key, model)) = &subject.model else { return };
        let is_billed = [Figure::Payable, Figure::PayableWithTax]
            .iter()
            .any(|figure| figures.get(*figure).is_some_and(|amount| amount > Decimal::ZERO));
        let is_billed = is_billed && subject.is_real_time && deductions.is_empty();
        if !is_billed && subject.switch.is_none() {
            return;
        }
        let sum = self.sum(key, model, subject);
        if is_billed {
            sum.billed.insert(minute);
        }
        sum.switch = sum.switch.max(subject.switch.map(|is_on| (minute, is_on)));
    }

    fn sum(&mut self, key: &str, model: &str, subject: &LineSubject) -> &mut Sum {
        // Most lines are of a model that is known.
        if !self.models.contains_key(key) {
            self.models.insert(key.to_owned(), Sum { model: model.to_owned(), ..Sum::default() });
        }
        let sum = self.models.entry(key.to_owned()).or_default();
        sum.kind = sum.kind.or(subject.kind);
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
            billed: self.billed.first().copied(),
            billed_after: self.billed.iter().find(is_after).copied(),
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
    let is_one_of = |words: &[&str]| words.iter().any(|word| names.iter().any(|name| name.contains(word)));
    KINDS.iter().find(|(words, _)| is_one_of(words)).map(|(_, kind)| *kind)
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
