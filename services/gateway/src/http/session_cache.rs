//! `SessionCache`: sessions looked up in the last seconds. Owner: the gateway. Emptied of a person when their roles or
//! sessions change (the doorbell), wholly when rings may have been missed, and by age.

use std::time::Duration;

use moka::future::Cache;
use platform::{Database, Path, PersonId, Storage};
use tenancy::session::{self, Session, Token};

use crate::Bell;
use crate::bell::Rung;

/// Oldest a cached session may be: also the most by which an idle end comes late.
const AGE: Duration = Duration::from_secs(10);

#[derive(Clone)]
pub(crate) struct SessionCache {
    sessions: Cache<String, Session>,
}

impl SessionCache {
    pub(crate) fn new(bell: &Bell) -> Self {
        let sessions = Cache::builder().max_capacity(20_000).time_to_live(AGE).support_invalidation_closures().build();
        let cache = Self { sessions };
        if tokio::runtime::Handle::try_current().is_ok() {
            tokio::spawn(cache.clone().follow(bell.listen()));
        }
        cache
    }

    async fn follow(self, mut rings: tokio::sync::broadcast::Receiver<Rung>) {
        use tokio::sync::broadcast::error::RecvError;
        loop {
            match rings.recv().await {
                Ok(Rung::Changed(ring)) if ring.kind == "person.changed" => {
                    self.forget_person(PersonId(ring.subject));
                }
                Ok(Rung::Changed(_)) => {}
                Ok(Rung::Missed) | Err(RecvError::Lagged(_)) => self.sessions.invalidate_all(),
                Err(RecvError::Closed) => return,
            }
        }
    }

    /// The live session of a token.
    pub(crate) async fn resume(
        &self,
        database: &Database,
        token: &Token,
        path: Path,
    ) -> Result<Option<Session>, Storage> {
        let key = token.text();
        if let Some(session) = self.sessions.get(&key).await {
            return Ok(Some(session));
        }
        let session = session::resume(database, token, path).await?;
        if let Some(session) = &session {
            self.sessions.insert(key, session.clone()).await;
        }
        Ok(session)
    }

    /// Forgets a person's sessions: one ended here, or what they may do changed here.
    pub(crate) fn forget_person(&self, person: PersonId) {
        // The closure is accepted because the builder allows closures.
        let _ = self.sessions.invalidate_entries_if(move |_, session| session.person == person);
    }
}
