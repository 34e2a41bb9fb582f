//! An S3 in this process for development and tests: objects are files in a folder, reached over HTTP as any S3 is.
//! Its own crate because the binary and the tests both start one, and s3s is slow to compile.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use s3s::auth::SimpleAuth;
use s3s::service::{S3Service, S3ServiceBuilder};
use s3s_fs::FileSystem;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// How long requests in hand may take after [`EmbeddedS3::stop`].
const STOP_WITHIN: Duration = Duration::from_secs(5);

/// A running object store.
#[derive(Debug)]
pub struct EmbeddedS3 {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<std::io::Result<()>>,
}

/// The one login of the store.
#[derive(Debug)]
pub struct Keys<'a> {
    /// The access key id.
    pub access: &'a str,
    /// The secret access key.
    pub secret: &'a str,
}

/// Why the store did not start.
#[derive(Debug, thiserror::Error)]
pub enum S3Error {
    /// The folder cannot be used.
    #[error("prepare the folder of the object store")]
    Folder(#[source] std::io::Error),
    /// s3s-fs did not accept the folder.
    #[error("open the folder of the object store: {0}")]
    Open(String),
    /// No port could be had.
    #[error("listen for the object store")]
    Listen(#[source] std::io::Error),
}

impl EmbeddedS3 {
    /// Serves `folder` on a loopback port, on `wanted` if it is free, with `bucket` in it.
    ///
    /// # Errors
    /// When the folder cannot be used, or no port can be had.
    pub async fn start(folder: &Path, bucket: &str, wanted: u16, keys: &Keys<'_>) -> Result<Self, S3Error> {
        // A bucket is a folder to s3s-fs.
        std::fs::create_dir_all(folder.join(bucket)).map_err(S3Error::Folder)?;
        let files = FileSystem::new(folder).map_err(|error| S3Error::Open(format!("{error:?}")))?;
        let mut builder = S3ServiceBuilder::new(files);
        builder.set_auth(SimpleAuth::from_single(keys.access, keys.secret));
        let router = Router::new().fallback(answer).with_state(builder.build());

        let listener = match TcpListener::bind((Ipv4Addr::LOCALHOST, wanted)).await {
            Ok(listener) => listener,
            Err(_) => TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.map_err(S3Error::Listen)?,
        };
        let address = listener.local_addr().map_err(S3Error::Listen)?;
        let (stop, stopped) = oneshot::channel::<()>();
        let serve = axum::serve(listener, router).with_graceful_shutdown(async {
            // A dropped sender stops the store as well.
            let _ = stopped.await;
        });
        Ok(Self { address, stop, serving: tokio::spawn(serve.into_future()) })
    }

    /// Where it answers, path-style.
    #[must_use]
    pub fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Stops accepting and lets requests in hand finish.
    pub async fn stop(self) {
        let _ = self.stop.send(());
        if tokio::time::timeout(STOP_WITHIN, self.serving).await.is_err() {
            tracing::warn!("the object store still had requests in hand");
        }
    }
}

/// Hands a request to s3s. Browsers upload from the console's address, another origin than ours: that is allowed to
/// all, since what is asked is signed in the address.
async fn answer(State(s3): State<S3Service>, request: Request) -> Response {
    let mut response = if request.method() == Method::OPTIONS {
        empty(StatusCode::NO_CONTENT)
    } else {
        match s3.call(request.map(s3s::Body::http_body_unsync)).await {
            Ok(response) => response.map(Body::new),
            Err(error) => {
                tracing::error!(?error, "answer an S3 request");
                empty(StatusCode::INTERNAL_SERVER_ERROR)
            }
        }
    };
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, HEAD, PUT"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("*"));
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("etag"));
    response
}

fn empty(status: StatusCode) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpStream;

    use super::{EmbeddedS3, Keys};

    async fn ask(store: &EmbeddedS3, method: &str) -> String {
        let mut stream = TcpStream::connect(store.address).await.unwrap();
        let request =
            format!("{method} /juzhen/a.png HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", store.address);
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer
    }

    #[tokio::test]
    async fn a_stranger_is_refused_and_a_browser_may_ask_first() {
        let folder = std::env::temp_dir().join(format!("juzhen-s3-{}", std::process::id()));
        let keys = Keys { access: "juzhen", secret: "a secret" };
        let store = EmbeddedS3::start(&folder, "juzhen", 0, &keys).await.unwrap();
        assert!(ask(&store, "GET").await.starts_with("HTTP/1.1 403"));
        let preflight = ask(&store, "OPTIONS").await;
        assert!(preflight.starts_with("HTTP/1.1 204") && preflight.contains("access-control-allow-origin: *"));
        assert!(store.endpoint().starts_with("http://127.0.0.1:"));
        store.stop().await;
        std::fs::remove_dir_all(folder).unwrap();
    }
}
