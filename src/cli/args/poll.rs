//! The options of `poll`.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::PathBuf,
};

use clap::Args as ClapArgs;

/// What `poll` does besides.
#[derive(Debug, Clone, Default, ClapArgs)]
pub struct Poll {
    /// Poll once, send new alerts, and exit
    #[arg(long)]
    pub once: bool,
    /// Serve metrics to Prometheus: a port of this machine alone, or IP:PORT
    #[arg(long, value_name = "ADDR", value_parser = address, conflicts_with = "once")]
    pub listen: Option<SocketAddr>,
    /// Write metrics to a file (*.prom) for node_exporter's textfile collector
    #[arg(long, value_name = "FILE")]
    pub textfile: Option<PathBuf>,
}

/// An address to listen on. A port alone is one that only this machine reaches, with a colon, too: other programs then
/// listen on every network.
fn address(text: &str) -> Result<SocketAddr, &'static str> {
    let local = IpAddr::from(Ipv4Addr::LOCALHOST);
    let port =
        |text: &str| text.parse::<u16>().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()));
    let short = ["localhost:", ":", ""].iter().find_map(|start| port(text.strip_prefix(start)?));
    let address = short.map(|port| SocketAddr::new(local, port)).or_else(|| text.parse().ok());
    address.ok_or(
        "use a port like 9464, which this machine alone reaches, or IP:PORT, like 0.0.0.0:9464 or [::1]:9464",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_address_that_is_written_out_is_open_to_others() {
        for (text, expected) in [
            ("9464", Some("127.0.0.1:9464")),
            (":9464", Some("127.0.0.1:9464")),
            ("localhost:9464", Some("127.0.0.1:9464")),
            ("0", Some("127.0.0.1:0")),
            ("127.0.0.1:9464", Some("127.0.0.1:9464")),
            ("0.0.0.0:9464", Some("0.0.0.0:9464")),
            ("[::]:9464", Some("[::]:9464")),
            ("[::1]:9464", Some("[::1]:9464")),
            ("", None),
            (":", None),
            ("65536", None),
            ("+9464", None),
            ("127.0.0.1", None),
            ("::1", None),
            ("example.com:9464", None),
            ("http://127.0.0.1:9464", None),
        ] {
            assert_eq!(address(text).ok(), expected.map(|text| text.parse().unwrap()), "{text}");
        }
    }
}
