//! What a receiver's endpoint must be: https and outward, unless the deployment allows private networks.

use std::net::IpAddr;

use reqwest::Url;

use crate::outbound::{Networks, is_public};

/// What is wrong with an endpoint: a code, and a sentence for people. A name is judged when it is connected to.
#[must_use]
pub fn fault(networks: Networks, endpoint: &str) -> Option<(&'static str, &'static str)> {
    let Ok(url) = Url::parse(endpoint) else { return Some(("NOT_A_URL", "接收地址不是网址")) };
    let Some(host) = url.host_str() else { return Some(("NOT_A_URL", "接收地址不是网址")) };
    let plain_allowed = networks == Networks::Any && url.scheme() == "http";
    if url.scheme() != "https" && !plain_allowed {
        return Some(("NOT_HTTPS", "接收地址须为 https 地址"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Some(("HOLDS_PASSWORD", "接收地址不能带用户名和密码"));
    }
    let literal = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    match literal {
        Ok(address) if networks == Networks::Public && !is_public(address) => {
            Some(("PRIVATE_ADDRESS", "接收地址不能在内部网络"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::fault;
    use crate::outbound::Networks;

    #[test]
    fn an_endpoint_is_https_and_outward_unless_the_deployment_says_otherwise() {
        let code = |networks, url| fault(networks, url).map(|(code, _)| code);
        assert_eq!(code(Networks::Public, "https://paper.example.cn/in"), None);
        assert_eq!(code(Networks::Public, "http://paper.example.cn/in"), Some("NOT_HTTPS"));
        assert_eq!(code(Networks::Public, "https://127.0.0.1/in"), Some("PRIVATE_ADDRESS"));
        assert_eq!(code(Networks::Public, "https://[::1]/in"), Some("PRIVATE_ADDRESS"));
        // The URL standard reads this as 127.0.0.1 too.
        assert_eq!(code(Networks::Public, "https://0x7f.1/in"), Some("PRIVATE_ADDRESS"));
        assert_eq!(code(Networks::Public, "https://a:b@paper.example.cn/"), Some("HOLDS_PASSWORD"));
        assert_eq!(code(Networks::Any, "http://127.0.0.1:9000/in"), None);
        assert_eq!(code(Networks::Any, "ftp://paper.example.cn/"), Some("NOT_HTTPS"));
        assert_eq!(code(Networks::Any, "paper"), Some("NOT_A_URL"));
    }
}
