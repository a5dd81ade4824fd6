//! A scripted day: the reducer's questions, the live source, a stand-in for Alibaba's servers over real HTTP, and the
//! store, on a clock that the test turns. What is told must be what happened, each once.
//!
//! What runs is what the runtime drives, without its loop: nothing here sleeps, and no real time counts.

mod day;
mod environment;
mod instance;
mod script;
