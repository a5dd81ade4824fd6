//! The commands of the real binary against a stand-in for Alibaba's servers, over real HTTP: their output, exit
//! statuses and requests, from a home folder with logins.

mod accounts;
mod alert_delivery;
mod calls;
mod calls_from_prometheus;
mod check;
mod cost_speed;
mod empty_model_list;
mod explain;
mod figures;
mod free_quota_only;
mod hostile_text;
mod keys;
mod logins;
mod odd_paths;
mod poll;
mod proxies;
mod recordings;
mod saved_data;
mod secrets;
mod status;

use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    process::Stdio,
};

use rustix::process::Signal;
use serde_json::{Value, json};

use crate::support::{
    account::{Account, KEY_SECRET, OTHER_TOKEN, TOKEN, run::Ran},
    receiver::Receiver,
    standin::{Facts, Fault, FoundIn, ModelFact, On, QuotaFact},
};
