//! The dashboard of the real binary in a real terminal, on a stand-in for Alibaba's servers over real HTTP.
//! Nothing sleeps: tests press keys and wait for text on the screen.

mod alerts;
mod first_frame;
mod first_run;
mod fleet;
mod following;
mod hyperlinks;
mod plans;
mod turning;
mod two_accounts;

use crate::support::{
    account::{Account, OTHER_TOKEN, TOKEN},
    dashboard::{FIRST, thousands, wait_for_balance},
    standin::{Facts, Fault, On},
    terminal::{Start, Terminal},
};
