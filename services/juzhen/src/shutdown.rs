//! When to end: Ctrl-C, or the polite signal of a service manager.

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use crate::Fault;

/// Tells every part of the process to finish what it has in hand.
#[derive(Clone, Debug)]
pub(crate) struct Shutdown {
    asked: watch::Receiver<bool>,
}

impl Shutdown {
    /// Listens for the signals from here on.
    pub(crate) fn on_signals() -> Result<Self, Fault> {
        let (ask, asked) = watch::channel(false);
        let mut interrupt = signal(SignalKind::interrupt())?;
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::spawn(async move {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            tracing::info!("finishing what is in hand");
            let _ = ask.send(true);
            // Until the process ends: a closed channel would wake everyone a second time.
            ask.closed().await;
        });
        Ok(Self { asked })
    }

    /// Resolves once, when the end is asked for.
    pub(crate) async fn asked(mut self) {
        // A closed channel is the end as well.
        let _ = self.asked.wait_for(|asked| *asked).await;
    }
}
