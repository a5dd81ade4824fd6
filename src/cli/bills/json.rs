//! The bill as the contract's JSON (`quotatop.bills/1`).

use std::io::{self, Write};

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::printed::Printed;
use crate::{
    cli::document,
    domain::{
        Failure, FeedName, Zone,
        bill::{BillLine, Covered, Figure, Group, InstanceId, Sums, Tally, report::OTHER, unit::unit_word},
        explain::{Facts, Reason},
        time::rfc3339,
    },
    words::{self, Lang},
};

const SCHEMA: &str = "quotatop.bills/1";

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    cycle: String,
    product: &'a str,
    group_by: &'static str,
    covers_through: Option<NaiveDate>,
    lines: u64,
    totals: Vec<TotalOut<'a>>,
    groups: Vec<GroupOut<'a>>,
    feed: FeedOut,
}

/// Amounts before tax, and those that are only known with tax, if any.
#[derive(Serialize)]
struct Amounts {
    payable: Option<String>,
    gross: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    payable_with_tax: Option<String>,
    /// The number of lines without an amount and of days that lack lines.
    #[serde(skip_serializing_if = "is_zero")]
    incomplete: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature is serde's")]
const fn is_zero(count: &u64) -> bool {
    *count == 0
}

#[derive(Serialize)]
struct TotalOut<'a> {
    currency: &'a str,
    #[serde(flatten)]
    amounts: Amounts,
}

#[derive(Serialize)]
struct GroupOut<'a> {
    key: &'a str,
    currency: &'a str,
    #[serde(flatten)]
    amounts: Amounts,
    lines: u64,
    usage: Vec<UsageOut<'a>>,
    /// By cause; absent for a line.
    #[serde(skip_serializing_if = "Option::is_none")]
    covered: Option<Covered<'a>>,
    reasons: Vec<ReasonOut<'a>>,
    #[serde(flatten)]
    line: Option<LineOut<'a>>,
}

/// The additional fields of a single line.
#[derive(Serialize)]
struct LineOut<'a> {
    day: NaiveDate,
    item: &'a str,
    /// Absent from the Instance ID: null.
    free_quota_only: Option<bool>,
}

#[derive(Serialize)]
struct UsageOut<'a> {
    amount: Option<String>,
    unit: &'a str,
}

#[derive(Serialize)]
struct ReasonOut<'a> {
    reason: &'static str,
    text: String,
    facts: Facts<'a>,
}

#[derive(Serialize)]
struct FeedOut {
    state: &'static str,
    fetched_at: Option<String>,
    error: Option<ErrorOut>,
}

#[derive(Serialize)]
struct ErrorOut {
    kind: &'static str,
    message: String,
    remedy: String,
}

pub(super) fn write(out: &mut dyn Write, printed: &Printed<'_>, now: DateTime<Utc>) -> io::Result<()> {
    let report = printed.report;
    let document = Document {
        schema: SCHEMA,
        cycle: printed.cycle.to_string(),
        product: printed.query.product.as_str(),
        group_by: printed.by.into_str(),
        covers_through: printed.covers_through(),
        lines: report.lines,
        totals: report
            .totals
            .iter()
            .map(|total| TotalOut {
                currency: &total.currency,
                amounts: Amounts::of(&total.sums, total.incomplete()),
            })
            .collect(),
        groups: if printed.by.0.is_none() {
            printed.lines.iter().map(|(day, line)| line_out(*day, line)).collect()
        } else {
            printed.groups().map(|(group, reasons)| group_out(group, reasons, now)).collect()
        },
        feed: feed(printed, now),
    };
    document::write(out, &document)
}

fn group_out<'a>(group: &'a Group, reasons: &'a [Reason], now: DateTime<Utc>) -> GroupOut<'a> {
    let usage = group.usage.iter().map(|used| UsageOut { amount: exact(used.amount), unit: &used.unit });
    let reasons = reasons.iter().map(|reason| ReasonOut {
        reason: reason.kind().into_str(),
        text: words::facts::reason::long(Lang::English, reason, now, Zone::UTC),
        facts: reason.facts(),
    });
    GroupOut {
        key: &group.key,
        currency: &group.currency,
        amounts: Amounts::of(&group.sums, group.incomplete()),
        lines: group.sums.lines,
        usage: usage.collect(),
        covered: Some(group.covered()),
        reasons: reasons.collect(),
        line: None,
    }
}

fn line_out(day: NaiveDate, line: &BillLine) -> GroupOut<'_> {
    let (charge, sums) = (&*line.charge, Sums::of(&line.figures));
    let usage = exact(sums.get(Figure::Usage));
    GroupOut {
        key: if charge.instance_id.is_empty() { OTHER } else { &charge.instance_id },
        currency: &charge.currency,
        amounts: Amounts::of(&sums, sums.unknown),
        lines: 1,
        usage: usage
            .map(|amount| UsageOut { amount: Some(amount), unit: unit_word(&charge.unit) })
            .into_iter()
            .collect(),
        covered: None,
        reasons: Vec::new(),
        line: Some(LineOut {
            day,
            item: &charge.item,
            free_quota_only: InstanceId::parse(&charge.instance_id).free_quota_only,
        }),
    }
}

fn feed(printed: &Printed<'_>, now: DateTime<Utc>) -> FeedOut {
    let profile = printed.state.profile();
    let feed = profile.snapshot.feed(FeedName::Bills);
    let error = |failure: &Failure| {
        let problem =
            words::facts::failure::report_feed(Lang::English, crate::domain::FeedName::Bills, &failure.cause);
        ErrorOut { kind: failure.cause.kind().into_str(), message: problem.message, remedy: problem.remedy }
    };
    FeedOut {
        state: profile.bills.state_of(printed.cycle, feed, now).into_str(),
        fetched_at: profile.bills.read_at(printed.cycle).map(rfc3339),
        error: feed.failure.as_ref().map(error),
    }
}

impl Amounts {
    fn of(sums: &Sums, incomplete: u64) -> Self {
        Self {
            incomplete,
            payable: exact(sums.get(Figure::Payable)),
            gross: exact(sums.get(Figure::Gross)),
            payable_with_tax: exact(sums.get(Figure::PayableWithTax)),
        }
    }
}

pub(super) fn exact(tally: Tally) -> Option<String> {
    tally.exact().map(|sum| sum.to_string())
}
