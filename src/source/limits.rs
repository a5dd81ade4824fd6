//! Every limit of the live sources, with its reason: a broken or malicious server must not cost more time,
//! memory and requests than the largest known account.

use std::time::Duration;

/// Until a connection is established. A host that drops packets is given up before the whole time of a
/// request is over.
pub const CONNECT_TIME: Duration = Duration::from_secs(10);

/// The headers of one answer. Vendors and proxies send about 30; the bytes of a head are limited by the
/// client.
pub const HEADERS: usize = 100;

/// The limits of the live source, as values so that tests reach them without waiting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// One request from connecting to the last byte: the largest page over a slow line.
    pub request_time: Duration,
    /// Until the head of an answer has come. Interim answers ("100 Continue") are passed over by the client
    /// as long as they come, at the cost of a whole core, and bring no head.
    pub head_time: Duration,
    /// One fetch with all its requests; none begins later. The largest known bill is continued at the next
    /// poll.
    pub fetch_time: Duration,
    /// Between a success of the console without its payload and the repetition, at which it is there.
    pub console_pause: Duration,
    /// Between the start of a task at the console and each request for its result. Pages of the console
    /// wait 400 to 700 ms; most tasks need about one second.
    pub task_pause: Duration,
    /// Between the start of a change at the console and each request for its result (source: `bl` 1.26.0).
    pub change_pause: Duration,
    /// How often the result of a change is requested (source: `bl` 1.26.0).
    pub change_requests: usize,
    /// The requests of one fetch: what the vendor's limit of ten a second allows in that time.
    pub requests: usize,
    /// The total bytes of all answers to one fetch: that many full pages of a bill.
    pub bytes: u64,
    /// The models of the catalogue: ten times what the vendor lists (about 500). The first ones are used.
    pub models: usize,
    /// The pages of the catalogue. Two families of models a page would do for all of them.
    pub catalogue_pages: usize,
    /// The pages of API keys: 2,000 keys. What an account may have is not documented.
    pub key_pages: usize,
    /// The pages of one day of the bill: 60,000 lines, more than twice those of the largest account that is
    /// known.
    pub day_pages: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            request_time: Duration::from_secs(15),
            head_time: Duration::from_secs(10),
            fetch_time: Duration::from_mins(1),
            console_pause: Duration::from_millis(400),
            task_pause: Duration::from_millis(700),
            change_pause: Duration::from_millis(500),
            change_requests: 20,
            requests: 600,
            bytes: 256 * 1024 * 1024,
            models: 5_000,
            catalogue_pages: 200,
            key_pages: 100,
            day_pages: 200,
        }
    }
}
