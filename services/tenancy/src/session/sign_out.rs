//! Sign out: the session ends at once, everywhere.

use platform::audit::Entry;
use platform::outbox::Event;
use platform::{Caller, Database, Path, Storage};

use super::{Session, store};

/// Ends a session.
///
/// # Errors
/// When the database fails.
pub async fn sign_out(database: &Database, session: &Session, path: Path) -> Result<(), Storage> {
    let mut tx = database.begin(&Caller::system(session.county, &session.name, path)).await?;
    store::end(&mut tx, session.id).await?;
    tx.audit(Entry::new("session.sign_out", "person", session.person.0).of(session.department));
    tx.announce(Event {
        kind: "person.changed",
        subject: session.person.0,
        department: None,
        person: Some(session.person),
    });
    tx.commit().await
}
