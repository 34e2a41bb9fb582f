//! How often one client may do what costs: counted in windows, in this process.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use moka::future::Cache;
use platform::Code;

use crate::api_error::{ApiError, ApiResult};

/// What is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    /// Writing a letter.
    Submit,
    /// Looking up a query code: few enough that guessing ten digits leads nowhere.
    LookUp,
    /// Handing in a decision from outside.
    Decide,
    /// Handing in a result from outside.
    Report,
    /// An outlet's program that fetches or tells.
    Outlet,
    /// Subscribing to a feed.
    Subscribe,
    /// Giving a code of a second factor: beside the lock of the factor itself, for who tries many people's.
    Prove,
}

impl Kind {
    fn most(self) -> u32 {
        match self {
            Self::Submit => 20,
            Self::LookUp | Self::Prove | Self::Subscribe => 60,
            Self::Decide | Self::Report | Self::Outlet => 1200,
        }
    }
}

/// Counts by client and kind; a window begins with its first act.
#[derive(Clone, Debug)]
pub(crate) struct Limiter(Cache<(Kind, Option<IpAddr>), Arc<AtomicU32>>);

impl Limiter {
    pub(crate) fn new() -> Self {
        Self(Cache::builder().max_capacity(100_000).time_to_live(Duration::from_secs(600)).build())
    }

    /// Counts one act of a client; clients that cannot be told apart share a count.
    ///
    /// # Errors
    /// `RATE_LIMITED` when the window is spent.
    pub(crate) async fn count(&self, kind: Kind, client: Option<IpAddr>) -> ApiResult<()> {
        let counted = self.0.get_with((kind, client), async { Arc::default() }).await;
        if counted.fetch_add(1, Ordering::Relaxed) < kind.most() {
            return Ok(());
        }
        Err(ApiError::new(Code::RateLimited, "TOO_OFTEN", "操作太频繁，请过一会儿再试"))
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Limiter};
    use std::net::{IpAddr, Ipv4Addr};

    #[tokio::test]
    async fn one_client_is_held_and_another_is_not() {
        let limiter = Limiter::new();
        let (one, other) = (IpAddr::from(Ipv4Addr::LOCALHOST), IpAddr::from([10, 0, 0, 1]));
        for _ in 0..Kind::Submit.most() {
            assert!(limiter.count(Kind::Submit, Some(one)).await.is_ok());
        }
        assert!(limiter.count(Kind::Submit, Some(one)).await.is_err());
        assert!(limiter.count(Kind::Submit, Some(other)).await.is_ok());
        assert!(limiter.count(Kind::LookUp, Some(one)).await.is_ok());
    }
}
