//! One attempt: a signed POST, and what it met.

use reqwest::Response;
use time::OffsetDateTime;

use super::outcome::Answer;
use super::signature;
use crate::jobs::Failure;
use crate::outbound::Outbound;

/// A message about to be sent. The id is the same over all attempts, the time is the attempt's.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Message<'a> {
    pub id: &'a str,
    pub endpoint: &'a str,
    pub mime: &'a str,
    pub body: &'a str,
    pub keys: &'a [Vec<u8>],
    pub at: OffsetDateTime,
}

/// What an attempt met.
#[derive(Debug, Default)]
pub struct Met {
    /// None where there was no answer.
    pub status: Option<u16>,
    /// Why it failed, for operators.
    pub error: Option<String>,
    /// True where it surely did not leave: there was no connection.
    pub unsent: bool,
    retry_after: Option<String>,
    response: Option<Response>,
}

impl Met {
    /// What matters of it for what follows.
    #[must_use]
    pub fn answer(&self) -> Answer<'_> {
        Answer { status: self.status, retry_after: self.retry_after.as_deref() }
    }

    /// Whether it says when it wants to be asked again.
    #[must_use]
    pub fn puts_off(&self) -> bool {
        self.retry_after.is_some()
    }

    /// The first words of the answer's body: at most `most` bytes are read, whatever its length says.
    pub async fn words(&mut self, most: usize) -> String {
        let Some(mut response) = self.response.take() else { return String::new() };
        let mut read = Vec::new();
        while let Ok(Some(chunk)) = response.chunk().await {
            read.extend_from_slice(&chunk);
            if most <= read.len() {
                break;
            }
        }
        read.truncate(most);
        String::from_utf8_lossy(&read).replace('\0', "").trim().to_owned()
    }
}

/// Sends once.
pub async fn post(outbound: &Outbound, message: Message<'_>) -> Met {
    let Message { id, endpoint, mime, body, keys, at } = message;
    let timestamp = at.unix_timestamp();
    let (client, url) = match outbound.to(endpoint) {
        Ok(checked) => checked,
        Err(error) => return Met { error: Some(error.to_string()), unsent: true, ..Met::default() },
    };
    let sent = client
        .post(url)
        .header("content-type", mime)
        .header("webhook-signature", signature::sign(keys, id, timestamp, body))
        .header("webhook-timestamp", timestamp)
        .header("webhook-id", id)
        .body(body.to_owned())
        .send()
        .await;
    match sent {
        Ok(response) => {
            let status = response.status();
            let retry_after = response.headers().get("retry-after").and_then(|value| value.to_str().ok());
            let (retry_after, error) =
                (retry_after.map(str::to_owned), (!status.is_success()).then(|| format!("answered {status}")));
            Met { status: Some(status.as_u16()), error, unsent: false, retry_after, response: Some(response) }
        }
        Err(error) => {
            let unsent = error.is_connect() || error.is_builder();
            Met { error: Some(Failure::of(&error.without_url()).0), unsent, ..Met::default() }
        }
    }
}
