//! Calls from the Prometheus to which monitoring data are delivered: a real one, and a stand-in with faults.

mod address;
mod failures;
mod fixture;
mod real;
mod recording;
mod selectors;
mod size;
