//! Ask to subscribe, or to end a subscription: nothing holds until the callback confirmed it.

use platform::outbound::Networks;
use platform::secrets::{Vault, VaultError};
use platform::{Invalid, Storage, TenantTx, jobs, webhook};
use serde_json::json;

use super::{confirm, feed_of, place, store};
use crate::word::words;

words! {
    /// What is asked.
    Mode {
        /// To be told.
        Subscribe = "subscribe",
        /// To be told no more.
        Unsubscribe = "unsubscribe",
    }
}

/// What a subscriber asks.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are those of the specification")]
pub struct Wanted {
    pub mode: Mode,
    pub topic: String,
    pub callback: String,
    pub lease_seconds: Option<i64>,
    pub secret: Option<String>,
}

/// Ten days, as the specification has it, and what a subscriber may choose between.
const LEASE: i64 = 864_000;
const LEASES: std::ops::RangeInclusive<i64> = 60..=2_592_000;

/// Why it is not taken.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// A field breaks a rule.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// The secret could not be sealed.
    #[error("seal a subscriber's secret")]
    Vault(#[from] VaultError),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(AskError { Invalid, Storage; Vault => Internal, "VAULT", "系统繁忙，请稍后重试" });

/// Takes it down, to be confirmed by the worker.
///
/// # Errors
/// When the topic is no feed of this county, or the callback is no place to call.
pub async fn ask(
    tx: &mut TenantTx,
    vault: &Vault,
    networks: Networks,
    site: &str,
    wanted: &Wanted,
) -> Result<(), AskError> {
    let mut invalid = Invalid::default();
    let feed = feed_of(site, tx.county(), &wanted.topic).filter(|_| wanted.topic.len() <= 2000);
    invalid.check(feed.is_some(), "hub.topic", "UNKNOWN_TOPIC", "hub.topic 不是本站的订阅源");
    let callback = wanted.callback.as_str();
    if let Some((code, message)) = webhook::fault(networks, callback) {
        invalid.add("hub.callback", code, message);
    }
    invalid.check(callback.len() <= 2000, "hub.callback", "TOO_LONG", "hub.callback 最多 2000 字节");
    let secret = wanted.secret.as_deref().filter(|secret| !secret.is_empty());
    invalid.check(
        secret.is_none_or(|secret| secret.len() < 200),
        "hub.secret",
        "TOO_LONG",
        "hub.secret 须少于 200 字节",
    );
    invalid.into_result()?;
    let sealed = secret.map(|secret| vault.seal(&place(tx.county(), callback), secret.as_bytes())).transpose()?;
    let lease = wanted.lease_seconds.unwrap_or(LEASE).clamp(*LEASES.start(), *LEASES.end());
    let id = store::insert_request(tx, wanted, sealed.as_deref(), lease).await?;
    jobs::enqueue(tx, confirm::JOB, &id.to_string(), tx.now(), json!({})).await?;
    Ok(())
}
