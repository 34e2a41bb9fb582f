//! Find the live session of a token.

use platform::{Caller, Database, Path, Storage};
use time::Duration;

use super::{IDLE_SECONDS, Session, Token, store};
use crate::password::MAX_AGE_DAYS;

/// Seconds between two notes of "last seen", so that reading does not write each time.
const TOUCH_SECONDS: i64 = 60;

/// The session of a token, or none when it is unknown, ended, expired or idle too long. Notes the visit at most once a minute.
///
/// # Errors
/// When the database fails.
pub async fn resume(database: &Database, token: &Token, path: Path) -> Result<Option<Session>, Storage> {
    let caller = Caller::system(token.county, "会话", path);
    let mut tx = database.begin(&caller).await?;
    let found = store::resume(&mut tx, token, IDLE_SECONDS.default, MAX_AGE_DAYS.default).await?;
    let Some((session, last_seen_at)) = found else { return Ok(None) };
    if Duration::seconds(TOUCH_SECONDS) <= tx.now() - last_seen_at {
        store::touch(&mut tx, token.county, token.id).await?;
        tx.commit().await?;
    }
    Ok(Some(session))
}

/// The session of a token, as `resume`, without the visit: for who looks whether it still goes on.
///
/// # Errors
/// When the database fails.
pub async fn find(database: &Database, token: &Token, path: Path) -> Result<Option<Session>, Storage> {
    let mut tx = database.begin_read(&Caller::system(token.county, "会话", path)).await?;
    let found = store::resume(&mut tx, token, IDLE_SECONDS.default, MAX_AGE_DAYS.default).await?;
    Ok(found.map(|(session, _)| session))
}
