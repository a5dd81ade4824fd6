//! `poll --listen` and `poll --textfile`: the real binary against a stand-in for Alibaba's servers, read by a client of the
//! test, and by a real Prometheus.

mod board;
mod client;
mod failing_feeds;
mod figures;
mod http;
mod limits;
mod many_accounts;
mod real_prometheus;
mod rules;
mod textfile;

use std::{fs, path::Path};

use rustix::process::Signal;
use serde_json::Value;

use self::client::Exporter;
use crate::support::{
    account::Account,
    exposition::Exposition,
    standin::{Facts, Fault, ModelFact, On},
};

/// The account of the tests: one model of each kind, some with numbers that binary floats do not have, some without.
fn account() -> Account {
    let with = |name: &str, capability: &str, total: &str, remaining: &str| ModelFact {
        capabilities: vec![capability.into()],
        prices: Vec::new(),
        ..ModelFact::text(name, total, remaining)
    };
    let mut facts = Facts::default();
    facts.models.extend([
        with("wan2.7-t2v", "VG", "50", "38.25"),
        with("qwen-image", "IG", "100", "0.1"),
        with("qwen-tts", "TTS", "9007199254740993", "1234567.000001"),
        ModelFact { free_quota_only: None, ..with("qwen-omni", "Multimodal-Omni", "1e6", "null") },
        ModelFact { free_quota_only: Some(true), ..with("qwen3-coder", "TG", "1000000", "0") },
        ModelFact { quota: None, ..ModelFact::text("qwen-next", "", "") },
        ModelFact::text("qwen-none", "0", "0"),
        ModelFact::text("a \"quoted\\ name\nof two lines", "1000000", "7"),
    ]);
    Account::new(facts)
}
