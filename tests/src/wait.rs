//! Waiting for a state, never for a time.

use std::time::{Duration, Instant};

/// Asks `look` again and again until it answers with something, and gives that.
///
/// # Panics
/// After 30 seconds, naming what was waited for.
pub async fn until<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(Instant::now() < deadline, "waited in vain until {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
