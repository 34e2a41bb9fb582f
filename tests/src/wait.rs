//! Waiting for a state, never for a time. An event that overtakes what it tells of is made up for by a look a minute later.

use std::time::{Duration, Instant};

/// Asks `look` again and again until it answers with something, and gives that.
///
/// # Panics
/// After two minutes, naming what was waited for.
pub async fn until<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + Duration::from_secs(120);
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(Instant::now() < deadline, "waited in vain until {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
