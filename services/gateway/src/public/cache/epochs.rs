//! Which kept answers still hold: every change rings, and an answer begun before its county's last ring is over.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use tokio::sync::broadcast::error::RecvError;

use crate::Bell;
use crate::bell::Rung;

/// The changes the public can see.
const SEEN: [&str; 4] = ["publication.changed", "release.changed", "column.changed", "department.changed"];

/// A count of changes: in all, and the last of each county.
#[derive(Debug, Default)]
pub(super) struct Epochs {
    count: AtomicU64,
    everything: AtomicU64,
    counties: RwLock<HashMap<i32, u64>>,
}

impl Epochs {
    /// The count now; an answer notes it before it reads anything.
    pub(super) fn now(&self) -> u64 {
        self.count.load(Ordering::Acquire)
    }

    /// True while nothing changed, in the county, since the count was `began`.
    pub(super) fn holds(&self, county: Option<i32>, began: u64) -> bool {
        let Some(county) = county else { return self.now() <= began };
        let counties = self.counties.read().unwrap_or_else(PoisonError::into_inner);
        let last = counties.get(&county).copied().unwrap_or_default();
        last <= began && self.everything.load(Ordering::Acquire) <= began
    }

    fn changed(&self, county: i32) {
        let mut counties = self.counties.write().unwrap_or_else(PoisonError::into_inner);
        counties.insert(county, self.count.fetch_add(1, Ordering::AcqRel) + 1);
    }

    fn everything_changed(&self) {
        self.everything.store(self.count.fetch_add(1, Ordering::AcqRel) + 1, Ordering::Release);
    }
}

/// Counts what the bell rings, for as long as the bell lives.
pub(super) fn follow(epochs: Arc<Epochs>, bell: &Bell) {
    let mut rings = bell.listen();
    tokio::spawn(async move {
        loop {
            match rings.recv().await {
                Ok(Rung::Changed(ring)) if SEEN.contains(&ring.kind.as_str()) => epochs.changed(ring.county),
                Ok(Rung::Changed(_)) => {}
                Ok(Rung::Missed) | Err(RecvError::Lagged(_)) => epochs.everything_changed(),
                Err(RecvError::Closed) => return,
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::Epochs;

    #[test]
    fn a_change_ends_the_answers_of_its_county_and_those_of_no_county() {
        let epochs = Epochs::default();
        let began = epochs.now();
        epochs.changed(411_325);
        assert!(!epochs.holds(Some(411_325), began) && !epochs.holds(None, began));
        assert!(epochs.holds(Some(411_326), began));
        assert!(epochs.holds(Some(411_325), epochs.now()));
        epochs.everything_changed();
        assert!(!epochs.holds(Some(411_326), began));
    }
}
