//! Ask whether an address answers: every hop checked, no word of the page read.

use std::time::Duration;

use platform::outbound::{Networks, Outbound, OutboundError};
use reqwest::header::LOCATION;
use reqwest::{Method, Response};

use super::LinkFault;

/// How long one question may take.
const LIMIT: Duration = Duration::from_secs(15);
/// The most hops.
const HOPS: usize = 8;

/// Asks addresses; cheap to clone.
#[derive(Clone, Debug)]
pub struct Asker(Outbound);

/// What came of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// A page, or a server that does not show it to a machine.
    There(i16),
    /// Nothing a reader could use, and that will not change by itself.
    Fault(LinkFault, Option<i16>),
    /// No answer, or a server that is not well: ask again before saying so.
    Silent(Option<i16>),
}

impl Asker {
    /// One that keeps the rule of its networks.
    ///
    /// # Errors
    /// When the client cannot be built.
    pub fn new(networks: Networks) -> Result<Self, OutboundError> {
        Ok(Self(Outbound::new(networks, LIMIT)?))
    }

    pub(super) async fn ask(&self, address: &str) -> Answer {
        let mut address = address.to_owned();
        for _ in 0..HOPS {
            let answer = match self.knock(&address).await {
                Ok(answer) => answer,
                Err(answer) => return answer,
            };
            let status = answer.status();
            if !status.is_redirection() {
                return judge(status.as_u16());
            }
            let to = answer.headers().get(LOCATION).and_then(|to| answer.url().join(to.to_str().ok()?).ok());
            match to {
                Some(to) => address = to.into(),
                None => return judge(status.as_u16()),
            }
        }
        Answer::Fault(LinkFault::Lost, None)
    }

    /// Asks for the head alone; of a server that gives none, for the page, whose body is left unread.
    async fn knock(&self, address: &str) -> Result<Response, Answer> {
        let head = self.send(Method::HEAD, address).await?;
        match head.status().as_u16() {
            400 | 403..=405 | 500.. => self.send(Method::GET, address).await,
            _ => Ok(head),
        }
    }

    async fn send(&self, method: Method, address: &str) -> Result<Response, Answer> {
        let private = Answer::Fault(LinkFault::Private, None);
        let (client, url) = self.0.to(address).map_err(|error| match error {
            OutboundError::Private => private,
            _ => Answer::Fault(LinkFault::Lost, None),
        })?;
        client.request(method, url).send().await.map_err(|error| {
            let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&error);
            while let Some(found) = cause {
                if matches!(found.downcast_ref(), Some(OutboundError::Private)) {
                    return private;
                }
                cause = found.source();
            }
            Answer::Silent(None)
        })
    }
}

/// Not found and gone are final; a server in trouble may be well again; whoever wants a password has a page.
fn judge(status: u16) -> Answer {
    let kept = i16::try_from(status).ok();
    match status {
        404 | 410 => Answer::Fault(LinkFault::Missing, kept),
        500.. => Answer::Silent(kept),
        _ => Answer::There(kept.unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, Asker, judge};
    use crate::link::LinkFault;
    use platform::outbound::Networks;

    #[test]
    fn only_a_page_that_is_not_there_is_dead_at_once() {
        assert_eq!(judge(404), Answer::Fault(LinkFault::Missing, Some(404)));
        assert_eq!(judge(410), Answer::Fault(LinkFault::Missing, Some(410)));
        assert_eq!(judge(503), Answer::Silent(Some(503)));
        for there in [200, 206, 304, 401, 403, 418, 429] {
            assert!(matches!(judge(there), Answer::There(_)), "{there}");
        }
    }

    #[tokio::test]
    async fn an_address_in_a_private_network_is_never_asked() {
        let asker = Asker::new(Networks::Public).unwrap();
        for address in ["http://127.0.0.1:9/", "http://localhost:9/", "http://[::1]:9/"] {
            assert_eq!(asker.ask(address).await, Answer::Fault(LinkFault::Private, None), "{address}");
        }
    }
}
