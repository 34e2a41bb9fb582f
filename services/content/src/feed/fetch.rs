//! Ask a feed's server: every hop checked, every byte counted, and never longer than the limit.

use std::io::Read as _;
use std::time::Duration;

use flate2::read::MultiGzDecoder;
use platform::outbound::{Networks, Outbound, OutboundError};
use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, CONTENT_ENCODING, ETAG, HeaderMap, HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH,
    LAST_MODIFIED, LOCATION, RETRY_AFTER,
};
use reqwest::{Response, StatusCode};

use super::trouble::{Kind, Trouble};

/// The most bytes read of one answer, packed and unpacked.
const MOST: usize = 8 << 20;
/// How long one question may take, all hops together.
const LIMIT: Duration = Duration::from_secs(25);
/// The most hops.
const HOPS: usize = 5;
const WANTED: &str =
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5";

/// Asks feeds; cheap to clone.
#[derive(Clone, Debug)]
pub struct Fetcher {
    first: Outbound,
    onward: Outbound,
    limit: Duration,
}

/// What is asked.
pub(super) struct Question<'a> {
    pub(super) url: &'a str,
    pub(super) etag: Option<&'a str>,
    pub(super) last_modified: Option<&'a str>,
}

/// What was answered.
#[derive(Debug)]
pub(super) enum Answer {
    /// Nothing since it was last asked.
    Unchanged,
    /// A document, as bytes, from where it was found.
    Document { url: String, bytes: Vec<u8>, etag: Option<String>, last_modified: Option<String> },
    /// Nothing that can be used; and what the server said of when to come back.
    Trouble(Trouble, Option<String>),
}

impl Fetcher {
    /// A fetcher that keeps the rule of its networks.
    ///
    /// # Errors
    /// When the client cannot be built.
    pub fn new(networks: Networks) -> Result<Self, OutboundError> {
        Self::within(networks, networks, LIMIT)
    }

    /// The same with a rule of its own for where a server may send it on to, and another limit of time for a question.
    ///
    /// # Errors
    /// When the client cannot be built.
    pub fn within(first: Networks, onward: Networks, limit: Duration) -> Result<Self, OutboundError> {
        Ok(Self { first: Outbound::new(first, limit)?, onward: Outbound::new(onward, limit)?, limit })
    }

    pub(super) async fn ask(&self, question: &Question<'_>) -> Answer {
        match tokio::time::timeout(self.limit, self.follow(question)).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(trouble)) => Answer::Trouble(trouble, None),
            Err(_) => Answer::Trouble(Trouble::of(Kind::TooSlow), None),
        }
    }

    async fn follow(&self, question: &Question<'_>) -> Result<Answer, Trouble> {
        let mut address = question.url.to_owned();
        for hop in 0..=HOPS {
            let answer = self.send(&address, question, hop).await?;
            if !is_redirect(answer.status()) {
                return read(answer, address).await;
            }
            let to = text(answer.headers(), LOCATION).and_then(|to| answer.url().join(&to).ok());
            address = to.ok_or(Trouble::of(Kind::BadRedirect))?.into();
        }
        Err(Trouble::of(Kind::BadRedirect))
    }

    async fn send(&self, address: &str, question: &Question<'_>, hop: usize) -> Result<Response, Trouble> {
        let (outbound, private, nowhere) = match hop {
            0 => (&self.first, Kind::Private, Kind::Unreachable),
            _ => (&self.onward, Kind::PrivateRedirect, Kind::BadRedirect),
        };
        let (client, url) = outbound.to(address).map_err(|error| match error {
            OutboundError::Private => Trouble::of(private),
            _ => Trouble::of(nowhere),
        })?;
        let mut request = client.get(url).header(ACCEPT, WANTED).header(ACCEPT_ENCODING, "gzip");
        for (name, value) in [(IF_NONE_MATCH, question.etag), (IF_MODIFIED_SINCE, question.last_modified)] {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        request.send().await.map_err(|error| match broken(&error) {
            Kind::Private => Trouble::of(private),
            kind => Trouble::of(kind),
        })
    }
}

fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

/// Why a call failed, by what lies behind the client's error.
fn broken(error: &reqwest::Error) -> Kind {
    if error.is_timeout() {
        return Kind::TooSlow;
    }
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(found) = cause {
        if matches!(found.downcast_ref(), Some(OutboundError::Private)) {
            return Kind::Private;
        }
        cause = found.source();
    }
    Kind::Unreachable
}

async fn read(answer: Response, url: String) -> Result<Answer, Trouble> {
    let status = answer.status();
    let again = text(answer.headers(), RETRY_AFTER);
    let trouble = match status.as_u16() {
        200 => None,
        304 => return Ok(Answer::Unchanged),
        410 => Some(Trouble::of(Kind::Gone)),
        429 => Some(Trouble::of(Kind::Busy)),
        other => Some(Trouble { kind: Kind::Status, number: i32::from(other) }),
    };
    if let Some(trouble) = trouble {
        return Ok(Answer::Trouble(trouble, again));
    }
    let (etag, last_modified) = (text(answer.headers(), ETAG), text(answer.headers(), LAST_MODIFIED));
    let packing = text(answer.headers(), CONTENT_ENCODING).map(|name| name.trim().to_ascii_lowercase());
    let received = receive(answer).await?;
    let bytes = match packing.as_deref() {
        None | Some("" | "identity") => received,
        Some("gzip" | "x-gzip") => {
            let unpacking = tokio::task::spawn_blocking(move || unpack(&received));
            unpacking.await.map_err(|_| Trouble::of(Kind::Packing))??
        }
        Some(_) => return Err(Trouble::of(Kind::Packing)),
    };
    Ok(Answer::Document { url, bytes, etag, last_modified })
}

/// Reads no further than the limit, whatever length was announced.
async fn receive(mut answer: Response) -> Result<Vec<u8>, Trouble> {
    let most = u64::try_from(MOST).unwrap_or(u64::MAX);
    if answer.content_length().is_some_and(|length| most < length) {
        return Err(Trouble::of(Kind::TooLarge));
    }
    let mut bytes = Vec::new();
    loop {
        match answer.chunk().await {
            Ok(Some(chunk)) if MOST < bytes.len() + chunk.len() => return Err(Trouble::of(Kind::TooLarge)),
            Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
            Ok(None) => return Ok(bytes),
            Err(error) if error.is_timeout() => return Err(Trouble::of(Kind::TooSlow)),
            Err(_) => return Err(Trouble::of(Kind::CutShort)),
        }
    }
}

/// Unpacks no further than the limit, whatever it would unfold to.
fn unpack(packed: &[u8]) -> Result<Vec<u8>, Trouble> {
    let most = u64::try_from(MOST).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    match MultiGzDecoder::new(packed).take(most + 1).read_to_end(&mut bytes) {
        Ok(_) if MOST < bytes.len() => Err(Trouble::of(Kind::TooLarge)),
        Ok(_) => Ok(bytes),
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Err(Trouble::of(Kind::CutShort)),
        Err(_) => Err(Trouble::of(Kind::Packing)),
    }
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(|text| text.chars().take(500).collect())
}
