//! The one keeper of each account's `stable_token`. The plain token is never asked for: it would end another holder's.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use platform::outbound::Outbound;
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};

use super::client::{CallError, exchange, post_to};
use crate::AccountId;
use crate::account::Credentials;

/// A token is fetched again this long before it ends; old and new are both good for so long.
const EARLY: Duration = Duration::from_secs(300);

#[derive(Clone, Default)]
pub(super) struct Keeper {
    held: Arc<Mutex<HashMap<AccountId, Slot>>>,
}

/// What is held for one account; its lock makes one fetch serve everyone who waits.
type Slot = Arc<tokio::sync::Mutex<Option<Token>>>;

struct Token {
    text: String,
    appid: String,
    until: Instant,
}

impl Keeper {
    /// The token in force, fetched where none is held, where it is about to end, or where it was just rejected.
    pub(super) async fn token(
        &self,
        outbound: &Outbound,
        account: &Credentials,
        rejected: Option<&str>,
    ) -> Result<String, CallError> {
        let slot = self.slot(account.account);
        let mut held = slot.lock().await;
        if let Some(token) = held.as_ref()
            && token.appid == account.appid
            && Instant::now() < token.until
            && rejected != Some(token.text.as_str())
        {
            return Ok(token.text.clone());
        }
        let mut fetched = fetch(outbound, account, false).await?;
        // The platform still gives out what it just refused: ask for a new one by force (20 times a day, 30 s apart).
        if rejected == Some(fetched.text.as_str()) {
            fetched = fetch(outbound, account, true).await?;
        }
        let text = fetched.text.clone();
        *held = Some(fetched);
        Ok(text)
    }

    fn slot(&self, account: AccountId) -> Slot {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(held.entry(account).or_default())
    }
}

/// Fetches a token. Whatever goes wrong here, the call it was for was surely not sent.
async fn fetch(outbound: &Outbound, account: &Credentials, force: bool) -> Result<Token, CallError> {
    let address = format!("{}/cgi-bin/stable_token", account.base_url);
    let body = json!({
        "grant_type": "client_credential",
        "appid": account.appid,
        "secret": account.app_secret.expose_secret(),
        "force_refresh": force,
    });
    let answer = exchange(post_to(outbound, &address)?.json(&body)).await.map_err(|error| match error {
        CallError::Lost(text) => CallError::NotSent(format!("fetch a token: {text}")),
        other => other,
    })?;
    let text = answer.get("access_token").and_then(Value::as_str).map(str::to_owned);
    let seconds = answer.get("expires_in").and_then(Value::as_u64).unwrap_or(7200);
    let text = text.ok_or_else(|| CallError::NotSent("fetch a token: none in the answer".to_owned()))?;
    let until = Instant::now() + Duration::from_secs(seconds).saturating_sub(EARLY);
    Ok(Token { text, appid: account.appid.clone(), until })
}
