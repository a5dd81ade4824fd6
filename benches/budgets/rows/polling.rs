//! An account that is polled.

use super::{MODELS, Others, begin, keys, mebibytes};
use crate::{account::Account, plan::Plan, program::Programs, session::Session, subject::Keys, table::Row};

/// 50 models that are polled every minute.
pub(super) fn rows(programs: &Programs, plan: &Plan, others: &Others) -> Vec<Row> {
    begin("polling");
    let account = Account::polled(MODELS, &programs.quotatop);
    let session = Session::open(&account.start(&programs.quotatop, &[]));
    session.first_frame();
    let (before, _) = (session.settle(plan.settle), session.idle(plan.idle_minute));
    let after = session.sample();
    let (memory, threads) = (mebibytes(before.memory.max(after.memory)), before.threads.max(after.threads));
    let pressed = Keys::of(&session, plan.keys);
    vec![
        Row::new("memory (PSS), polling", format!("{memory:.1} MiB"))
            .others(others, |it| format!("{:.1} MiB", mebibytes(it.sample.memory)))
            .budget("5.5 MiB", memory <= 5.5),
        Row::new("threads, polling", format!("{threads}"))
            .others(others, |it| it.sample.threads.to_string())
            .budget("4", threads <= 4),
        keys("key to first byte, polling", &pressed, others),
    ]
}
