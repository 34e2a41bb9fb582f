//! Calls to other people's servers: one client, with time limits, no redirects, and (unless allowed) no way into private networks.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::{Client, Url};

/// Whether calls may go to loopback and private addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Networks {
    /// Public addresses only: the rule in production.
    Public,
    /// Any address: for development and tests.
    Any,
}

impl Networks {
    /// Reads the worker's setting.
    #[must_use]
    pub fn of(worker: &crate::config::Worker) -> Self {
        if worker.allow_private_networks { Self::Any } else { Self::Public }
    }
}

/// A client that keeps the rule of its networks.
#[derive(Clone, Debug)]
pub struct Outbound {
    client: Client,
    networks: Networks,
}

/// Why no call is made.
#[derive(Debug, thiserror::Error)]
pub enum OutboundError {
    /// The client could not be built.
    #[error("build the http client")]
    Build(#[source] reqwest::Error),
    /// Not an http or https address with a host.
    #[error("not an http address")]
    Address,
    /// The address is inside a private network.
    #[error("the address is inside a private network")]
    Private,
}

impl Outbound {
    /// Builds the client; `timeout` limits a whole call, so a call never outlives the lease under which it was begun.
    ///
    /// # Errors
    /// When the client cannot be built.
    pub fn new(networks: Networks, timeout: Duration) -> Result<Self, OutboundError> {
        // The first of several installs wins; all are the same provider.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .timeout(timeout)
            .connect_timeout(Duration::from_secs(5))
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .user_agent("juzhen")
            .dns_resolver(Arc::new(Guarded(networks)))
            .build()
            .map_err(OutboundError::Build)?;
        Ok(Self { client, networks })
    }

    /// The client, and the address checked: a literal address never meets the resolver, so it is judged here.
    ///
    /// # Errors
    /// When the address is not http, or not allowed.
    pub fn to(&self, address: &str) -> Result<(&Client, Url), OutboundError> {
        let url = Url::parse(address).map_err(|_| OutboundError::Address)?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(OutboundError::Address);
        }
        let host = url.host_str().ok_or(OutboundError::Address)?;
        let literal = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
        match literal {
            Ok(address) if self.networks == Networks::Public && !is_public(address) => Err(OutboundError::Private),
            _ => Ok((&self.client, url)),
        }
    }
}

/// Resolves names, and under the public rule leaves out every private address of the answer.
struct Guarded(Networks);

impl Resolve for Guarded {
    fn resolve(&self, name: Name) -> Resolving {
        let networks = self.0;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let allowed: Vec<SocketAddr> =
                found.filter(|address| networks == Networks::Any || is_public(address.ip())).collect();
            if allowed.is_empty() {
                return Err(Box::new(OutboundError::Private) as Box<dyn std::error::Error + Send + Sync>);
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

/// True for an address that the whole internet routes.
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => is_public_v6(v6),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let shared = a == 100 && (64..128).contains(&b);
    let benchmark = a == 198 && (b == 18 || b == 19);
    let assigned = a == 192 && b == 0 && c == 0;
    !(a == 0
        || 240 <= a
        || shared
        || benchmark
        || assigned
        || address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation())
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    if let Some(v4) = address.to_ipv4_mapped() {
        return is_public_v4(v4);
    }
    let [first, second, ..] = address.segments();
    // 2000::/3 is what is routed; inside it, 6to4, Teredo and documentation carry or hide other addresses.
    (0x2000..0x4000).contains(&first)
        && first != 0x2002
        && !(first == 0x2001 && (second == 0 || second == 0x0db8))
        && first != 0x3fff
}

#[cfg(test)]
mod tests {
    use super::{Networks, Outbound, OutboundError, is_public};
    use std::time::Duration;

    #[test]
    fn private_addresses_are_told_from_public_ones() {
        for private in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "::1",
            "fe80::1",
            "fd00::1",
            "::ffff:10.0.0.1",
            "2002:7f00:1::",
            "224.0.0.1",
            "255.255.255.255",
        ] {
            assert!(!is_public(private.parse().unwrap()), "{private}");
        }
        for public in ["101.226.212.27", "2408:8756:4c00::1"] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
    }

    #[test]
    fn a_literal_private_address_is_refused_before_any_call() {
        let outbound = Outbound::new(Networks::Public, Duration::from_secs(1)).unwrap();
        for address in ["http://127.0.0.1:5432/", "http://[::1]/", "http://2130706433/", "http://0x7f.1/"] {
            assert!(matches!(outbound.to(address), Err(OutboundError::Private)), "{address}");
        }
        assert!(matches!(outbound.to("file:///etc/passwd"), Err(OutboundError::Address)));
    }

    #[tokio::test]
    async fn a_name_of_a_private_address_is_refused_by_the_resolver() {
        let outbound = Outbound::new(Networks::Public, Duration::from_secs(1)).unwrap();
        let (client, url) = outbound.to("http://localhost:1/").unwrap();
        let error = client.get(url).send().await.unwrap_err();
        let mut source: Option<&dyn std::error::Error> = Some(&error);
        let mut text = String::new();
        while let Some(cause) = source {
            text.push_str(&cause.to_string());
            source = cause.source();
        }
        assert!(text.contains("private network"), "{text}");
    }
}
