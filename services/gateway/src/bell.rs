//! The doorbell: one listening connection a process, rung by the relay, shared by subscriptions and caches.

use std::time::Duration;

use futures_util::Stream;
use platform::outbox::{DOORBELL, Ring};
use platform::{CountyId, Database, jobs::Failure};
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;
use uuid::Uuid;

/// Hands every ring to those who listen. A listener that fell behind, or a lost connection, is told to look again.
#[derive(Clone, Debug)]
pub struct Bell {
    rings: broadcast::Sender<Rung>,
}

/// What a listener hears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rung {
    /// This changed.
    Changed(Ring),
    /// Rings may have been missed: read everything again.
    Missed,
}

impl Bell {
    /// Starts listening in the background, for as long as the runtime lives.
    #[must_use]
    pub fn start(database: Database) -> Self {
        let bell = Self::silent();
        let rings = bell.rings.clone();
        tokio::spawn(async move {
            loop {
                if let Err(error) = listen(&database, &rings).await {
                    tracing::warn!(error = %Failure::of(&error), "listen for the doorbell");
                }
                // Nobody listening is not a fault.
                let _ = rings.send(Rung::Missed);
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        });
        bell
    }

    /// A bell that never rings, for printing schemas.
    #[must_use]
    pub fn silent() -> Self {
        Self { rings: broadcast::channel(1024).0 }
    }

    /// Listens from now on.
    #[must_use]
    pub fn listen(&self) -> broadcast::Receiver<Rung> {
        self.rings.subscribe()
    }
}

/// Yields once at the start and then whenever one of `kinds` changed in the county (of `subject`, if given), or may have:
/// what a subscription maps to a fresh read.
pub(crate) fn changes(
    bell: &Bell,
    county: CountyId,
    kinds: &'static [&'static str],
    subject: Option<Uuid>,
) -> impl Stream<Item = ()> + Send + use<> {
    let rings = bell.listen();
    futures_util::stream::unfold((rings, true), move |(mut rings, first)| async move {
        if first {
            return Some(((), (rings, false)));
        }
        loop {
            match rings.recv().await {
                Ok(Rung::Changed(ring)) => {
                    let ours = ring.county == county.0 && kinds.contains(&ring.kind.as_str());
                    if ours && subject.is_none_or(|subject| subject == ring.subject) {
                        return Some(((), (rings, false)));
                    }
                }
                Ok(Rung::Missed) | Err(RecvError::Lagged(_)) => return Some(((), (rings, false))),
                Err(RecvError::Closed) => return None,
            }
        }
    })
}

async fn listen(database: &Database, rings: &broadcast::Sender<Rung>) -> Result<(), platform::Storage> {
    let mut listener = database.listen(DOORBELL).await?;
    loop {
        let rung = listener.recv().await?;
        for ring in Ring::parse(rung.payload()) {
            // Nobody listening is not a fault.
            let _ = rings.send(Rung::Changed(ring));
        }
    }
}
