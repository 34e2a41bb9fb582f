//! Rings inside a process when a job of it is due at once, so that a runner of the same process need not wait for its next look. Other
//! processes find the job when they look.

use tokio::sync::broadcast;

use super::Lane;

/// As many as may ring before a runner listens; a runner that missed some looks as if all had rung for it.
const KEPT: usize = 64;

/// The bell of a process. Cloning shares it.
#[derive(Clone, Debug)]
pub(crate) struct Bell(broadcast::Sender<String>);

impl Default for Bell {
    fn default() -> Self {
        Self(broadcast::channel(KEPT).0)
    }
}

impl Bell {
    /// A job of this kind is due.
    pub(crate) fn ring(&self, kind: String) {
        // Where no runner listens, nobody need be told.
        let _ = self.0.send(kind);
    }

    /// Hears what rings from now on.
    pub(super) fn listen(&self) -> Listener {
        Listener(self.0.subscribe())
    }
}

/// A runner's ear.
#[derive(Debug)]
pub(super) struct Listener(broadcast::Receiver<String>);

impl Listener {
    /// Until it rang for the lane.
    pub(super) async fn rung(&mut self, lane: Lane) {
        loop {
            match self.0.recv().await {
                Ok(kind) if !lane.takes(&kind) => {}
                Ok(_) | Err(broadcast::error::RecvError::Lagged(_)) => return,
                Err(broadcast::error::RecvError::Closed) => std::future::pending().await,
            }
        }
    }
}
