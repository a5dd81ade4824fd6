//! The reducer from the outside: scripts of what happens when, and what must be known and done after it.
//!
//! Nothing here looks behind the public face of `quotatop::app`, and no real time passes.

mod accounts_page;
mod alert_evaluation;
mod alerts_page;
mod bills_feed;
mod bills_keys;
mod bills_page;
mod calls_page;
mod columns;
mod copying;
mod cost_speed;
mod effects;
mod failing_feeds;
mod forecasts;
mod keys;
mod list;
mod logins;
mod many_accounts;
mod marks;
mod merge;
mod metrics;
mod mouse;
mod other_instances;
mod palette;
mod plans;
mod profiles;
mod properties;
mod recalled_bills;
mod refresh;
mod reload;
mod retry_after;
mod run_modes;
mod script;
mod start;
mod turning;
mod wake;
mod wrong_clocks;
