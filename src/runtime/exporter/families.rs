//! The metrics (contract, *Metrics*): name, type, and the samples that a page has of each.

use std::{borrow::Cow, fmt, iter, time::Duration};

use prometheus_client::{
    collector::Collector,
    encoding::{DescriptorEncoder, NoLabelSet},
    metrics::MetricType,
};
use strum::IntoEnumIterator as _;

use super::{
    labels::{Label, Labels},
    page::{Exported, Page},
};
use crate::{
    app::{
        account::bills::{InferenceSpend, Spent},
        metrics::{
            FeedMetrics, ModelMetrics, ProfileMetrics,
            float::{instant, number, truth},
        },
    },
    domain::{FailureKind, NextCall},
    runtime::engine::request_counts::{BOUNDS, FeedRequests},
    words::cli::metrics as help,
};

/// The outcome of a request that did not fail; the others are the kinds of failures.
const SUCCESS: &str = "success";

impl Collector for Page {
    fn encode(&self, encoder: DescriptorEncoder<'_>) -> fmt::Result {
        let mut families = Families { page: self, encoder };
        families.quotas()?;
        families.next_calls()?;
        families.account()?;
        families.spend()?;
        families.feeds()?;
        families.requests()?;
        let version = Cow::from(env!("CARGO_PKG_VERSION"));
        let build = self.profiles().map(|profile| (labels(profile, [("version", version.clone())]), 1.0));
        families.gauge("quotatop_build_info", help::BUILD_INFO, build)
    }
}

impl Page {
    fn profiles(&self) -> impl Iterator<Item = &ProfileMetrics> {
        self.profiles.iter().map(|exported| &exported.metrics)
    }

    fn models(&self) -> impl Iterator<Item = (&ProfileMetrics, ModelMetrics<'_>)> {
        self.profiles().flat_map(|profile| profile.models.exported().map(move |model| (profile, model)))
    }

    fn feeds(&self) -> impl Iterator<Item = (&Exported, &FeedMetrics)> {
        self.profiles
            .iter()
            .flat_map(|exported| exported.metrics.feeds.iter().map(move |feed| (exported, feed)))
    }

    fn spends(&self) -> impl Iterator<Item = (&ProfileMetrics, &InferenceSpend)> {
        self.profiles().filter_map(|profile| Some((profile, profile.inference.as_deref()?)))
    }
}

struct Families<'a, 'e> {
    page: &'a Page,
    encoder: DescriptorEncoder<'e>,
}

impl<'a> Families<'a, '_> {
    fn quotas(&mut self) -> fmt::Result {
        self.model_gauge("quotatop_free_quota_total", help::TOTAL, ModelMetrics::total)?;
        self.model_gauge("quotatop_free_quota_remaining", help::REMAINING, ModelMetrics::remaining)?;
        self.model_gauge(
            "quotatop_free_quota_expires_timestamp_seconds",
            help::EXPIRES,
            ModelMetrics::expires_at,
        )?;
        self.model_gauge(
            "quotatop_free_quota_runs_out_timestamp_seconds",
            help::RUNS_OUT,
            ModelMetrics::runs_out_at,
        )?;
        self.model_gauge("quotatop_free_quota_lapses", help::LAPSES, ModelMetrics::lapses)?;
        self.model_gauge("quotatop_free_quota_only", help::FREE_QUOTA_ONLY, ModelMetrics::free_quota_only)
    }

    fn next_calls(&mut self) -> fmt::Result {
        let samples = self.page.models().flat_map(|(profile, model)| {
            NextCall::iter().map(move |state| {
                let more = [("state", state.into_str().into())];
                (of_model(profile, model, more), truth(model.next_call == state))
            })
        });
        self.gauge("quotatop_next_call", help::NEXT_CALL, samples)
    }

    fn account(&mut self) -> fmt::Result {
        let available = self.page.profiles().filter_map(|profile| {
            let (amount, currency) = profile.available()?;
            Some((labels(profile, [("currency", currency.into())]), number(amount)))
        });
        self.gauge("quotatop_account_available", help::AVAILABLE, available)?;
        let overdue = self.page.profiles();
        let overdue = overdue.filter_map(|profile| Some((labels(profile, []), truth(profile.is_overdue?))));
        self.gauge("quotatop_account_overdue", help::OVERDUE, overdue)
    }

    fn spend(&mut self) -> fmt::Result {
        let totals = self.page.spends().flat_map(|(profile, spend)| {
            spend
                .totals
                .iter()
                .map(move |spent| (labels(profile, [currency(spent), cycle(spend)]), number(spent.payable)))
        });
        self.gauge("quotatop_spend", help::SPEND, totals)?;
        let models = self.page.spends().flat_map(|(profile, spend)| {
            spend.models.iter().map(move |(model, spent)| {
                let more = [("model", (&**model).into()), currency(spent), cycle(spend)];
                (labels(profile, more), number(spent.payable))
            })
        });
        self.gauge("quotatop_model_spend", help::MODEL_SPEND, models)
    }

    fn feeds(&mut self) -> fmt::Result {
        let page = self.page;
        let of_feeds = |value: fn(&FeedMetrics) -> Option<f64>| {
            let sample = move |(exported, feed)| Some((of_feed(exported, feed, []), value(feed)?));
            page.feeds().filter_map(sample)
        };
        let read_at = of_feeds(|feed| feed.fetched_at.map(instant));
        self.gauge("quotatop_feed_last_success_timestamp_seconds", help::LAST_SUCCESS, read_at)?;
        self.gauge("quotatop_feed_up", help::FEED_UP, of_feeds(|feed| feed.is_up.map(truth)))
    }

    fn requests(&mut self) -> fmt::Result {
        if self.page.feeds().next().is_none() {
            return Ok(());
        }
        let mut metric =
            self.encoder.encode_descriptor("quotatop_requests", help::REQUESTS, None, MetricType::Counter)?;
        for (exported, feed) in self.page.feeds() {
            let FeedRequests { succeeded, failed, .. } = exported.requests[feed.feed];
            let failures = FailureKind::iter().map(|kind| (kind.into_str(), failed[kind]));
            for (outcome, count) in iter::once((SUCCESS, succeeded)).chain(failures) {
                let labels = of_feed(exported, feed, [("outcome", outcome.into())]);
                metric.encode_family(&labels)?.encode_counter::<NoLabelSet, _, u64>(&count, None)?;
            }
        }
        let mut metric = self.encoder.encode_descriptor(
            "quotatop_poll_duration_seconds",
            help::POLL_DURATION,
            None,
            MetricType::Histogram,
        )?;
        for (exported, feed) in self.page.feeds() {
            let requests = exported.requests[feed.feed];
            let bounds = BOUNDS.iter().map(Duration::as_secs_f64).chain([f64::INFINITY]);
            let counts = requests.within.into_iter().chain([requests.longer]);
            let buckets: Vec<(f64, u64)> = bounds.zip(counts).collect();
            let labels = of_feed(exported, feed, []);
            let mut histogram = metric.encode_family(&labels)?;
            histogram.encode_histogram::<NoLabelSet>(
                requests.took.as_secs_f64(),
                requests.all(),
                &buckets,
                None,
            )?;
        }
        Ok(())
    }

    /// A gauge that each model may have.
    fn model_gauge(
        &mut self,
        name: &str,
        help: &str,
        value: fn(&ModelMetrics<'a>) -> Option<f64>,
    ) -> fmt::Result {
        let samples = self
            .page
            .models()
            .filter_map(|(profile, model)| Some((of_model(profile, model, []), value(&model)?)));
        self.gauge(name, help, samples)
    }

    /// A gauge without samples is left out.
    fn gauge<'s, const N: usize>(
        &mut self,
        name: &str,
        help: &str,
        samples: impl Iterator<Item = (Labels<'s, N>, f64)>,
    ) -> fmt::Result {
        let mut samples = samples.peekable();
        if samples.peek().is_none() {
            return Ok(());
        }
        let mut metric = self.encoder.encode_descriptor(name, help, None, MetricType::Gauge)?;
        samples.try_for_each(|(labels, value)| metric.encode_family(&labels)?.encode_gauge(&value))
    }
}

const fn labels<'a, const N: usize>(profile: &'a ProfileMetrics, more: [Label<'a>; N]) -> Labels<'a, N> {
    Labels { profile, model: None, feed: None, more }
}

const fn of_model<'a, const N: usize>(
    profile: &'a ProfileMetrics,
    model: ModelMetrics<'a>,
    more: [Label<'a>; N],
) -> Labels<'a, N> {
    Labels { profile, model: Some(model), feed: None, more }
}

fn of_feed<'a, const N: usize>(
    exported: &'a Exported,
    feed: &FeedMetrics,
    more: [Label<'a>; N],
) -> Labels<'a, N> {
    Labels { feed: Some(feed.feed), ..labels(&exported.metrics, more) }
}

fn currency(spent: &Spent) -> Label<'_> {
    ("currency", (&*spent.currency).into())
}

fn cycle(spend: &InferenceSpend) -> Label<'_> {
    ("cycle", spend.cycle.to_string().into())
}
