//! One call to WeChat: token, exchange, and an answer that says surely yes, surely no, or nobody knows.

use std::fmt;
use std::sync::Arc;

use platform::Database;
use platform::outbound::Outbound;
use platform::secrets::Vault;
use reqwest::multipart::{Form, Part};
use reqwest::{Method, RequestBuilder};
use secrecy::ExposeSecret as _;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tracing::Instrument as _;

use super::errcode::{self, Policy};
use super::token::Keeper;
use crate::account::Credentials;

/// The platform's client. It keeps each account's token, which all processes share.
#[derive(Clone)]
pub struct Client {
    outbound: Outbound,
    tokens: Keeper,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("wechat::Client")
    }
}

/// The platform refused, and so surely did nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Its number.
    pub errcode: i64,
    /// What to do about it.
    pub policy: Policy,
    /// The platform's number of the call, for its support.
    pub rid: Option<String>,
    /// The push that bears the same `clientmsgid`, where that is why.
    pub msg_id: Option<String>,
}

impl Refused {
    /// What an editor can do about it, in Chinese.
    #[must_use]
    pub fn advice(&self) -> &'static str {
        errcode::advice(self.errcode)
    }
}

/// Why a call gave no result.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// It surely did not arrive: nothing was done.
    #[error("the call was not sent: {0}")]
    NotSent(String),
    /// It may have arrived: nobody knows what was done.
    #[error("the answer was lost: {0}")]
    Lost(String),
    /// It was refused.
    #[error("refused with errcode {}", .0.errcode)]
    Refused(Refused),
}

impl CallError {
    /// Whether the platform will never take this, whenever it is told.
    pub(crate) fn is_final(&self) -> bool {
        matches!(self, Self::Refused(refused) if matches!(refused.policy, Policy::Permanent | Policy::Account))
    }

    /// The platform's own number, if it gave one.
    #[must_use]
    pub fn errcode(&self) -> Option<i64> {
        match self {
            Self::Refused(refused) => Some(refused.errcode),
            _ => None,
        }
    }
}

/// A file on its way to the platform.
#[derive(Clone, Debug)]
pub(crate) struct File<'a> {
    pub(crate) name: &'a str,
    pub(crate) mime: &'a str,
    pub(crate) bytes: &'a [u8],
}

impl Client {
    /// A client over the outbound rule, whose tokens stand in the database under the vault's seal.
    #[must_use]
    pub fn new(outbound: Outbound, database: Database, vault: Arc<Vault>) -> Self {
        Self { outbound, tokens: Keeper::new(database, vault) }
    }

    /// Posts JSON, as raw UTF-8.
    pub(crate) async fn post<T: DeserializeOwned>(
        &self,
        account: &Credentials,
        api: &str,
        body: &Value,
    ) -> Result<T, CallError> {
        self.call(account, Method::POST, api, "", |request| Ok(request.json(body))).await
    }

    /// Asks.
    pub(crate) async fn get<T: DeserializeOwned>(&self, account: &Credentials, api: &str) -> Result<T, CallError> {
        self.call(account, Method::GET, api, "", Ok).await
    }

    /// Posts a file.
    pub(crate) async fn upload<T: DeserializeOwned>(
        &self,
        account: &Credentials,
        api: &str,
        query: &str,
        file: &File<'_>,
    ) -> Result<T, CallError> {
        self.call(account, Method::POST, api, query, |request| {
            let part = Part::bytes(file.bytes.to_vec())
                .file_name(file.name.to_owned())
                .mime_str(file.mime)
                .map_err(|_| CallError::NotSent("read the media type".to_owned()))?;
            Ok(request.multipart(Form::new().part("media", part)))
        })
        .await
    }

    /// Calls with the token in force; a token that is not taken is fetched again, once. That is no second try of an act:
    /// the refusal says that nothing was done.
    async fn call<T: DeserializeOwned>(
        &self,
        account: &Credentials,
        method: Method,
        api: &str,
        query: &str,
        body: impl Fn(RequestBuilder) -> Result<RequestBuilder, CallError>,
    ) -> Result<T, CallError> {
        let mut rejected = None;
        loop {
            let token = self.tokens.token(&self.outbound, account, rejected.as_ref()).await?;
            let said = token.expose_secret();
            let root = if api.starts_with("datacube/") { "" } else { "cgi-bin/" };
            let address = format!("{}/{root}{api}?access_token={said}{query}", account.base_url);
            let request = request_to(&self.outbound, method.clone(), &address)?;
            // The address holds the token, and so is no part of the span.
            let span = tracing::info_span!("wechat", wechat.api = api);
            match exchange(body(request)?).instrument(span).await {
                Err(CallError::Refused(refused)) if refused.policy == Policy::RefreshToken && rejected.is_none() => {
                    rejected = Some(token);
                }
                // The same refusal of a fresh token means that the secret itself is not good.
                Err(CallError::Refused(refused)) if refused.policy == Policy::RefreshToken => {
                    return Err(CallError::Refused(Refused { policy: Policy::Account, ..refused }));
                }
                Err(error) => return Err(error),
                Ok(value) => {
                    return serde_json::from_value(value)
                        .map_err(|_| CallError::Lost("read the answer's fields".to_owned()));
                }
            }
        }
    }
}

pub(super) fn post_to(outbound: &Outbound, address: &str) -> Result<RequestBuilder, CallError> {
    request_to(outbound, Method::POST, address)
}

fn request_to(outbound: &Outbound, method: Method, address: &str) -> Result<RequestBuilder, CallError> {
    let (client, url) = outbound.to(address).map_err(|error| CallError::NotSent(error.to_string()))?;
    Ok(client.request(method, url))
}

/// Sends and reads the answer. The address is cut from every error, since it carries the token.
pub(super) async fn exchange(request: RequestBuilder) -> Result<Value, CallError> {
    let response = request.send().await.map_err(|error| {
        let unsent = error.is_connect() || error.is_builder();
        let text = cause_of(error);
        if unsent { CallError::NotSent(text) } else { CallError::Lost(text) }
    })?;
    let status = response.status();
    let body = response.bytes().await.map_err(|error| CallError::Lost(cause_of(error)))?;
    if !status.is_success() {
        return Err(CallError::Lost(format!("http status {}", status.as_u16())));
    }
    let value: Value =
        serde_json::from_slice(&body).map_err(|_| CallError::Lost("the answer is no json".to_owned()))?;
    match value.get("errcode").and_then(Value::as_i64) {
        None | Some(0) => Ok(value),
        Some(errcode) => Err(refusal(errcode, &value)),
    }
}

fn refusal(errcode: i64, answer: &Value) -> CallError {
    let errmsg = answer.get("errmsg").and_then(Value::as_str).unwrap_or_default();
    let msg_id = match answer.get("msg_id") {
        Some(Value::String(id)) => Some(id.clone()),
        Some(Value::Number(id)) => Some(id.to_string()),
        _ => None,
    };
    let rid = errmsg.split("rid: ").nth(1).and_then(|rest| rest.split_whitespace().next()).map(str::to_owned);
    CallError::Refused(Refused { errcode, policy: errcode::policy_of(errcode), rid, msg_id })
}

fn cause_of(error: reqwest::Error) -> String {
    platform::jobs::Failure::of(&error.without_url()).0
}

#[cfg(test)]
mod tests {
    use super::{CallError, refusal};
    use serde_json::json;

    #[test]
    fn the_rid_is_kept_and_the_text_is_not() {
        let answer = json!({ "errmsg": "title size out of limit hint: [abc] rid: 6523-77ab-91c0" });
        let error = refusal(45003, &answer);
        let CallError::Refused(refused) = error else { panic!("{error}") };
        assert_eq!((refused.errcode, refused.rid.as_deref()), (45003, Some("6523-77ab-91c0")));
    }
}
