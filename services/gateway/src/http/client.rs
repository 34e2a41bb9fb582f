//! Where a request comes from: the connection's peer, or what a trusted proxy in front says of it.

use std::net::{IpAddr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::request::Parts;
use platform::config::Config;

/// The client's address. A header is believed only where the deployment names it, since anyone can send one.
pub(crate) fn address(parts: &Parts, config: &Config) -> Option<IpAddr> {
    let header = config.server.client_header.as_str();
    if !header.is_empty() {
        // The proxy nearest to us adds its word at the end; what stands before it may be the client's invention.
        let told = parts.headers.get(header).and_then(|value| value.to_str().ok());
        return told.and_then(|value| value.rsplit(',').next()?.trim().parse().ok());
    }
    parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip().to_canonical())
}
