//! The gateway of this process, from an open port to the last answer.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use gateway::{Bell, Services};
use platform::config::Config;
use tokio::net::TcpListener;

use crate::Fault;
use crate::core::Core;
use crate::shutdown::Shutdown;

/// How long requests in hand may take at the end. Subscriptions never finish by themselves: they are cut and come again.
const FINISH_WITHIN: Duration = Duration::from_secs(5);

/// Opens the port, so that a taken one is known before anything else starts.
pub(crate) async fn listen(config: &Config) -> Result<TcpListener, Fault> {
    let address = &config.server.listen;
    TcpListener::bind(address).await.map_err(|error| format!("server.listen {address}: {error}").into())
}

/// A store that is not there yet does not keep the server from starting: only uploads and media need it.
async fn ensure_bucket(media: content::MediaStore) {
    if let Err(error) = media.ensure_bucket().await {
        tracing::warn!(error = %platform::jobs::Failure::of(&error), "look for the media bucket");
    }
}

/// Serves until it is asked to end, then finishes what is in hand.
pub(crate) async fn run(
    core: &Core,
    config: Arc<Config>,
    listener: TcpListener,
    shutdown: Shutdown,
) -> Result<(), Fault> {
    let bell = Bell::start(core.database.clone());
    let services = Services::new(core.database.clone(), core.vault.clone(), core.policy.clone(), config, bell);
    tokio::task::spawn_blocking(content::search::read_dictionary);
    tokio::spawn(ensure_bucket(services.media.clone()));
    let router = gateway::router(services).into_make_service_with_connect_info::<SocketAddr>();
    let server = axum::serve(listener, router).with_graceful_shutdown(shutdown.clone().asked());
    let cut = async {
        shutdown.asked().await;
        tokio::time::sleep(FINISH_WITHIN).await;
    };
    let database = core.database.clone();
    tokio::select! {
        () = database.keep_time() => Ok(()),
        ended = server.into_future() => ended.map_err(Fault::from),
        () = cut => {
            tracing::info!("cut the connections that did not finish");
            Ok(())
        }
    }
}
