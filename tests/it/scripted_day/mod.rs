//! A scripted day: the reducer, the live source, a stand-in for Alibaba's servers over real HTTP, and the store, on a
//! clock that the test sets. Each event of the day must be alerted exactly once.
//!
//! The parts run without the runtime's loop: nothing sleeps, and real time does not count.

mod day;
mod environment;
mod instance;
mod script;
