//! A running `poll --listen`, and what it answers.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
};

use rustix::process::Signal;

use crate::support::{
    account::{Account, service::Service},
    exposition::Exposition,
    waiting::{first, long_patience},
};

pub(crate) struct Exporter {
    service: Service,
    /// `127.0.0.1:PORT`.
    pub(crate) address: String,
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// In lower case.
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Exporter {
    pub(crate) fn start(account: &Account) -> Self {
        Self::with(account, &[], &[])
    }

    /// With further arguments and variables.
    pub(crate) fn with(account: &Account, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let mut service = account.service_with(&[&["--listen", "0"], arguments].concat(), variables);
        let line = service.wait_for("metrics: ");
        let (_, address) = line.split_once("http://").unwrap();
        let address = address.strip_suffix("/metrics").unwrap().to_owned();
        Self { service, address }
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(long_patience())).unwrap();
        stream
    }

    /// Sends a request; its head ends with the last of the headers.
    pub(crate) fn request(&self, line: &str, headers: &[&str]) -> Answer {
        let mut stream = self.connect();
        // HTTP 1.0 has no pieces to put together.
        let first = format!("{line} HTTP/1.0");
        let head = [&[first.as_str()], headers, &["\r\n"]].concat().join("\r\n");
        stream.write_all(head.as_bytes()).unwrap();
        Answer::read(stream)
    }

    pub(crate) fn metrics(&self) -> Exposition {
        let answer = self.request("GET /metrics", &[]);
        assert_eq!(answer.status, 200, "{}", answer.head);
        Exposition::parse(&answer.body).unwrap_or_else(|wrong| panic!("{wrong}\n{}", answer.body))
    }

    /// The first page with this.
    pub(crate) fn wait_until(&self, has: impl Fn(&Exposition) -> bool) -> Exposition {
        first(long_patience(), "the page", || self.metrics(), has)
    }

    /// The first page with the figures of the account, and their forecasts.
    pub(crate) fn wait_for_data(&self) -> Exposition {
        self.wait_until(|page| {
            let requests =
                |feed| page.value("quotatop_requests_total", &[("feed", feed), ("outcome", "success")]);
            // The model list, the quotas and Free Quota Only.
            let has_ended = requests("quotas") >= Some(3.0) && requests("account") >= Some(1.0);
            // A request is counted when it ends; what it brought is on the page a moment later.
            has_ended
                && !page.values("quotatop_free_quota_only", &[]).is_empty()
                && !page.values("quotatop_account_overdue", &[]).is_empty()
        })
    }

    /// The lines of standard error that were not waited for.
    pub(crate) fn stop(self) -> Vec<String> {
        self.service.stop(Signal::TERM)
    }
}

impl Answer {
    pub(crate) fn read(mut stream: TcpStream) -> Self {
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{text}"));
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Self { status, head: head.to_lowercase(), body: body.to_owned() }
    }
}
