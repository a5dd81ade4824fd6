//! What goes wrong around the program, one named test for each fault, on the real binary over real HTTP, TLS and
//! terminals. `cargo nextest list -E 'test(/^faults::/)'` names them; `--run-ignored all` adds those with high numbers.
//!
//! Each asserts what applies of: no crash; the last good data stay, with their age; the message says what to do; the
//! fault over, the program recovers without a restart; the terminal is given back; nothing acknowledged is lost; no
//! secret is written; requests are few. Nothing sleeps: tests wait for the screen, a request or the end of a process.

mod clock;
mod configuration;
mod disk;
#[cfg(target_os = "linux")]
mod full;
mod home;
mod http;
mod input;
mod killed;
mod many;
mod network;
mod output;
mod proxy;
mod store;
mod terminal;
mod tls;
mod trial;
