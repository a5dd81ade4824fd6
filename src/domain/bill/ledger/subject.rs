//! A charge in a ledger.

use std::{fmt, sync::Arc};

use chrono::NaiveDate;

use super::{Ledger, SumsAdder, spans::Spans};
use crate::domain::bill::{
    Charge, Deduction, Figure, InstanceId, ItemClass, ProductFilter, Sums, Tally, is_model_studio,
    unit::unit_word,
};

/// What charges have besides their Instance ID, and what follows from it.
#[derive(Debug, Clone)]
pub(super) struct Rest {
    pub(super) charge: Arc<Charge>,
    /// Its kind of use, if the names tell it.
    pub(super) class: Option<ItemClass>,
    /// The contract's word for its unit.
    unit: Box<str>,
    /// What deductions are taken from: where the list price is not 0, and where it is or is not known.
    deductions: [Deduction; 2],
    /// The text that is searched, in lower case.
    haystack: Box<str>,
}

impl Rest {
    pub(super) fn new(charge: Arc<Charge>) -> Self {
        let searched = [
            &charge.item,
            &charge.item_code,
            &charge.product_name,
            &charge.product_detail,
            &charge.commodity_code,
            &charge.region,
            &charge.fee_type,
        ];
        let haystack = searched.map(|text| text.to_lowercase()).join("\n").into();
        let deductions = [Tally::Exact(rust_decimal::Decimal::ONE), Tally::Nothing]
            .map(|gross| Deduction::new(&charge, gross));
        let (class, unit) = (ItemClass::named(&charge), unit_word(&charge.unit).into());
        Self { charge, class, unit, deductions, haystack }
    }
}

/// A charge as it is stored.
#[derive(Debug, Clone, Copy)]
pub(super) struct SubjectRow {
    pub(super) id: i64,
    pub(super) rest: u32,
    /// Where its Instance ID begins and ends among all.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) spans: Spans,
    pub(super) class: ItemClass,
    pub(super) days: Option<(NaiveDate, NaiveDate)>,
    pub(super) charged: Option<(NaiveDate, NaiveDate)>,
}

/// A charge, with its Instance ID parsed, summed over the cycle.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    pub(super) ledger: &'a Ledger,
    pub(super) at: usize,
}

impl<'a> Subject<'a> {
    fn row(self) -> Option<&'a SubjectRow> {
        self.ledger.subjects.get(self.at)
    }

    fn rest(self) -> Option<&'a Rest> {
        self.ledger.rests.get(self.rest_position())
    }

    /// Equal for charges that differ in their Instance ID alone.
    pub fn rest_position(self) -> usize {
        self.row().and_then(|row| usize::try_from(row.rest).ok()).unwrap_or(usize::MAX)
    }

    /// Its position in the ledger.
    pub const fn position(self) -> usize {
        self.at
    }

    /// Its id in the store, for looking up its lines.
    pub fn id(self) -> i64 {
        self.row().map_or(0, |row| row.id)
    }

    /// What is charged, without the Instance ID.
    pub fn charge(self) -> &'a Charge {
        self.rest().map_or(Charge::NONE, |rest| &rest.charge)
    }

    /// What is charged, with the Instance ID.
    pub fn whole_charge(self) -> Charge {
        Charge { instance_id: self.instance_id().to_owned(), ..self.charge().clone() }
    }

    pub fn instance_id(self) -> &'a str {
        self.row().and_then(|row| self.ledger.instances.get(row.start..row.end)).unwrap_or_default()
    }

    /// Its Instance ID, parsed.
    pub fn instance(self) -> InstanceId<'a> {
        self.row().map_or_else(InstanceId::default, |row| row.spans.of(self.instance_id()))
    }

    /// The region that its Instance ID names; empty if none.
    pub fn region(self) -> &'a str {
        self.row().map_or("", |row| row.spans.region(self.instance_id()))
    }

    /// The model that its Instance ID names.
    pub fn model(self) -> Option<&'a str> {
        self.row()?.spans.model(self.instance_id())
    }

    pub fn class(self) -> ItemClass {
        self.row().map_or(ItemClass::RealTime, |row| row.class)
    }

    /// The contract's word for its unit.
    pub fn unit(self) -> &'a str {
        self.rest().map_or("", |rest| &rest.unit)
    }

    /// What was deducted from its usage, given whether the list price is 0 or not known.
    pub(in crate::domain::bill) fn deduction(self, is_gross_zero: bool) -> Deduction {
        self.rest().map_or(Deduction::Unclear, |rest| {
            let [priced, free] = rest.deductions;
            if is_gross_zero { free } else { priced }
        })
    }

    /// Over the cycle.
    pub fn sums(self) -> Sums {
        self.ledger.sums.sums(self.at)
    }

    /// Adds its sums over the cycle.
    pub fn add_to(self, sum: &mut SumsAdder) {
        sum.add(&self.ledger.sums, self.at);
    }

    /// A figure over the cycle.
    pub fn tally(self, figure: Figure) -> Tally {
        self.ledger.sums.tally(figure, self.at)
    }

    /// The number of its lines in the cycle.
    pub fn lines(self) -> u64 {
        self.ledger.sums.lines(self.at)
    }

    /// The number of its lines whose amount is unknown.
    pub fn unknown(self) -> u64 {
        self.ledger.sums.unknown(self.at)
    }

    /// The first and the last day of its lines.
    pub fn days(self) -> Option<(NaiveDate, NaiveDate)> {
        self.row()?.days
    }

    /// The first and the last day with a payable amount; absent = none.
    pub fn charged(self) -> Option<(NaiveDate, NaiveDate)> {
        self.row()?.charged
    }

    pub fn is_model_studio(self) -> bool {
        is_model_studio(self.charge(), &self.instance())
    }
}

impl PartialEq for Subject<'_> {
    fn eq(&self, other: &Self) -> bool {
        let facts = |it: &Self| (it.id(), it.instance_id().to_owned(), it.days(), it.charged(), it.sums());
        self.charge() == other.charge() && facts(self) == facts(other)
    }
}

impl fmt::Debug for Subject<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Subject")
            .field("id", &self.id())
            .field("charge", self.charge())
            .field("instance_id", &self.instance_id())
            .field("days", &self.days())
            .field("sums", &self.sums())
            .finish()
    }
}

impl Ledger {
    /// Whether each charge is of these products and contains all of these lower-case words, by position. Texts
    /// that charges share are searched once.
    pub(in crate::domain) fn matching(&self, product: &ProductFilter, words: &[&str]) -> Vec<bool> {
        let matching = self.rests.iter().map(|rest| {
            let missing = words.iter().copied().filter(|word| !rest.haystack.contains(word));
            (product.includes_charge(&rest.charge), missing.collect::<Vec<&str>>())
        });
        let matching: Vec<(bool, Vec<&str>)> = matching.collect();
        let is_wanted = |subject: Subject<'_>| {
            let Some((is_included, missing)) = matching.get(subject.rest_position()) else { return false };
            (*is_included || product.includes_instance(&subject.instance()))
                && (missing.is_empty() || has_words(subject.instance_id(), missing))
        };
        self.subjects().map(is_wanted).collect()
    }
}

/// Whether a text contains these lower-case words.
fn has_words(text: &str, words: &[&str]) -> bool {
    let is_lower = !text.bytes().any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii());
    if is_lower {
        words.iter().all(|word| text.contains(word))
    } else {
        let text = text.to_lowercase();
        words.iter().all(|word| text.contains(word))
    }
}
