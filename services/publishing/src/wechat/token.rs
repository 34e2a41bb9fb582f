//! The one keeper of each account's `stable_token`, across all processes: the token stands sealed in the database, and who finds it
//! about to end takes a lease, fetches the next and puts it there for everyone. The plain token is never asked for: it would end
//! another holder's.

mod store;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use platform::audit::Entry;
use platform::outbound::Outbound;
use platform::secrets::{Vault, VaultError};
use platform::{Caller, Database, Path, Storage, TenantTx};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};
use tokio::time::sleep;

use self::store::Turn;
use super::client::{CallError, exchange, post_to};
use crate::AccountId;
use crate::account::Credentials;

/// The robot in whose name tokens are fetched (I9).
const ROBOT: &str = "令牌管理机";

/// A token is fetched again this long before it ends; old and new are both good for so long.
pub(super) const EARLY: Duration = Duration::from_secs(300);
/// How long a fetch may take before another process may try.
const LEASE: Duration = Duration::from_secs(30);
/// Between looks while another process fetches.
const PAUSE: Duration = Duration::from_millis(100);

/// Keeps the tokens of a process. Cloning shares them.
#[derive(Clone)]
pub(super) struct Keeper {
    database: Database,
    vault: Arc<Vault>,
    held: Arc<Mutex<HashMap<AccountId, Slot>>>,
}

/// What this process knows of one account; its lock makes one look serve everyone who waits.
type Slot = Arc<tokio::sync::Mutex<Option<Token>>>;

struct Token {
    text: SecretString,
    /// Of whom and by which secret: one of before a change is none.
    of: Vec<u8>,
    until: Instant,
}

/// A token as the platform gave it.
struct Fetched {
    text: SecretString,
    seconds: u64,
}

impl Keeper {
    pub(super) fn new(database: Database, vault: Arc<Vault>) -> Self {
        Self { database, vault, held: Arc::default() }
    }

    /// The token in force, fetched where there is none, where it is about to end, or where it was just rejected.
    pub(super) async fn token(
        &self,
        outbound: &Outbound,
        account: &Credentials,
        rejected: Option<&SecretString>,
    ) -> Result<SecretString, CallError> {
        let slot = self.slot(account.account);
        let mut held = slot.lock().await;
        let of = self.mark(account);
        if let Some(token) = held.as_ref()
            && token.of == of
            && Instant::now() < token.until
            && !same(Some(&token.text), rejected)
        {
            return Ok(token.text.clone());
        }
        let fetched = self.shared(outbound, account, &of, rejected).await?;
        let until = Instant::now() + Duration::from_secs(fetched.seconds).saturating_sub(EARLY);
        let text = fetched.text.clone();
        *held = Some(Token { text: fetched.text, of, until });
        Ok(text)
    }

    /// The token that all processes share: read, waited for, or fetched under the lease.
    async fn shared(
        &self,
        outbound: &Outbound,
        account: &Credentials,
        of: &[u8],
        rejected: Option<&SecretString>,
    ) -> Result<Fetched, CallError> {
        let given_up = Instant::now() + LEASE;
        loop {
            let mut tx = self.begin(account).await?;
            let kept = store::hold(&mut tx, account.account).await?;
            if let Some(token) = kept.token.as_deref().filter(|_| kept.of.as_deref() == Some(of) && kept.fresh) {
                let text = self.open(account, token)?;
                if !same(Some(&text), rejected) {
                    return Ok(Fetched { text, seconds: kept.seconds_left });
                }
            }
            match store::take_turn(&mut tx, account.account, LEASE).await? {
                Turn::Ours(lease) => {
                    tx.commit().await?;
                    return self.fetch_under(lease, outbound, account, of, rejected).await;
                }
                Turn::Anothers => drop(tx),
            }
            if given_up < Instant::now() {
                return Err(CallError::NotSent("wait for another process to fetch a token".to_owned()));
            }
            sleep(PAUSE).await;
        }
    }

    /// Fetches, and puts it where everyone finds it; the lease ends either way.
    async fn fetch_under(
        &self,
        lease: uuid::Uuid,
        outbound: &Outbound,
        account: &Credentials,
        of: &[u8],
        rejected: Option<&SecretString>,
    ) -> Result<Fetched, CallError> {
        let fetched = fetch_anew(outbound, account, rejected).await;
        let mut tx = self.begin(account).await?;
        match &fetched {
            Ok(token) => {
                let place = place(account);
                let plain = token.text.expose_secret().as_bytes();
                let sealed = self.vault.seal(&place, plain)?;
                store::keep(&mut tx, account.account, lease, (&sealed, of), token.seconds).await?;
                tx.audit(Entry::new("account.use_secret", "account", account.account.0).with("for", "access_token"));
            }
            Err(_) => store::end_turn(&mut tx, account.account, lease).await?,
        }
        tx.commit().await?;
        fetched
    }

    fn open(&self, account: &Credentials, sealed: &[u8]) -> Result<SecretString, CallError> {
        let opened = self.vault.open(&place(account), sealed)?;
        let text = String::from_utf8(opened).map_err(|_| CallError::NotSent("read a kept token".to_owned()))?;
        Ok(text.into())
    }

    async fn begin(&self, account: &Credentials) -> Result<TenantTx, CallError> {
        Ok(self.database.begin(&Caller::system(account.county, ROBOT, Path::Worker)).await?)
    }

    /// Tells the tokens of one secret from those of another without telling the secret.
    fn mark(&self, account: &Credentials) -> Vec<u8> {
        self.vault.mac(&format!("{} {}", account.appid, account.app_secret.expose_secret()))
    }

    fn slot(&self, account: AccountId) -> Slot {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(held.entry(account).or_default())
    }
}

fn place(account: &Credentials) -> String {
    format!("{}/account/{}/token", account.county, account.account)
}

fn same(one: Option<&SecretString>, other: Option<&SecretString>) -> bool {
    matches!((one, other), (Some(one), Some(other)) if one.expose_secret() == other.expose_secret())
}

/// Whatever goes wrong before a call is made, the call was surely not sent.
impl From<Storage> for CallError {
    fn from(error: Storage) -> Self {
        Self::NotSent(platform::jobs::Failure::of(&error).0)
    }
}

impl From<VaultError> for CallError {
    fn from(error: VaultError) -> Self {
        Self::NotSent(error.to_string())
    }
}

/// Fetches a token that is not the rejected one.
async fn fetch_anew(
    outbound: &Outbound,
    account: &Credentials,
    rejected: Option<&SecretString>,
) -> Result<Fetched, CallError> {
    let fetched = fetch(outbound, account, false).await?;
    // The platform still gives out what it just refused: ask for a new one by force (20 times a day, 30 s apart).
    if same(Some(&fetched.text), rejected) { fetch(outbound, account, true).await } else { Ok(fetched) }
}

/// Fetches a token. Whatever goes wrong here, the call it was for was surely not sent.
async fn fetch(outbound: &Outbound, account: &Credentials, force: bool) -> Result<Fetched, CallError> {
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
    Ok(Fetched { text: text.into(), seconds })
}
