//! A private PostgreSQL for one data folder. Its own crate because `xtask`, the tests and the binary all start one,
//! and none of them should need an async runtime for it.
//!
//! The server listens on a unix socket in a folder that only its own user can enter, keeps what it acknowledged
//! (unless the caller asks for a throw-away cluster), and ends with the process that started it, even on `kill -9`.

mod account;
mod binaries;
mod cluster;
mod error;
mod folder;
mod server;

use std::fs::File;
use std::path::{Path, PathBuf};

pub use binaries::Binaries;
pub use error::Error;

/// The role that migrations run as. It owns the database and is no superuser.
pub const OWNER: &str = "juzhen_owner";
/// The role the application runs as. It owns nothing and row security always applies to it.
pub const APP: &str = "juzhen_app";
/// The database both work on.
pub const DATABASE: &str = "juzhen";

/// What to start.
#[derive(Debug, Clone)]
pub struct Config {
    /// The folder that holds the cluster, its socket and its log.
    pub data_dir: PathBuf,
    /// Whether acknowledged work survives a power cut. Only tests and measurements that say so turn it off.
    pub durable: bool,
    /// How many connections the server accepts.
    pub max_connections: u16,
    /// More settings as (name, value), given to the server last.
    pub settings: Vec<(String, String)>,
}

impl Config {
    /// A durable server in `data_dir`.
    pub fn durable(data_dir: impl Into<PathBuf>) -> Self {
        Self { data_dir: data_dir.into(), durable: true, max_connections: 100, settings: Vec::new() }
    }

    /// A throw-away server in `data_dir`, quicker because it does not wait for the disk.
    pub fn throw_away(data_dir: impl Into<PathBuf>) -> Self {
        Self { durable: false, max_connections: 300, ..Self::durable(data_dir) }
    }
}

/// A running server; dropping it stops it.
#[derive(Debug)]
pub struct EmbeddedPostgres {
    server: server::Server,
    binaries: Binaries,
    data_dir: PathBuf,
    socket_dir: PathBuf,
    relocated: bool,
    // Held for as long as the server runs: no other process may use the folder.
    _lock: File,
}

impl EmbeddedPostgres {
    /// Starts the server, making the cluster, the roles and the database on the first start.
    ///
    /// # Errors
    /// Refuses a folder that another live process holds, and says what is missing when PostgreSQL is not installed.
    pub fn start(config: &Config) -> Result<Self, Error> {
        let account = account::Account::for_server()?;
        let folder = folder::Folder::prepare(&config.data_dir, &account)?;
        let lock = folder.lock()?;
        let binaries = Binaries::find(folder.cluster_version().as_deref())?;
        cluster::ensure(&binaries, &account, &folder, config)?;
        server::clear_leftover(&folder)?;
        let server = server::Server::start(&binaries, &account, &folder, config)?;
        Ok(Self {
            server,
            binaries,
            data_dir: folder.root.clone(),
            socket_dir: folder.socket.clone(),
            relocated: folder.relocated,
            _lock: lock,
        })
    }

    /// The address for migrations.
    #[must_use]
    pub fn owner_url(&self) -> String {
        self.url(OWNER, DATABASE)
    }

    /// The address for the application.
    #[must_use]
    pub fn app_url(&self) -> String {
        self.url(APP, DATABASE)
    }

    /// The superuser's address, on the maintenance database.
    #[must_use]
    pub fn admin_url(&self) -> String {
        self.url("postgres", "postgres")
    }

    /// The address of any role on any database of this server.
    #[must_use]
    pub fn url(&self, role: &str, database: &str) -> String {
        let host = percent_encode(&self.socket_dir.to_string_lossy());
        format!("postgres://{role}@{host}:{port}/{database}", port = server::PORT)
    }

    /// Where the cluster really is.
    #[must_use]
    pub fn data_dir(&self) -> &Path {
        &self.data_dir
    }

    /// The folder of the socket, for clients that take it apart from the address.
    #[must_use]
    pub fn socket_dir(&self) -> &Path {
        &self.socket_dir
    }

    /// Whether the cluster stands elsewhere than asked, as the server's user could not enter the folder.
    #[must_use]
    pub fn relocated(&self) -> bool {
        self.relocated
    }

    /// What names the socket in its folder.
    #[must_use]
    pub fn port(&self) -> u16 {
        server::PORT
    }

    /// The installation this server runs from.
    #[must_use]
    pub fn binaries(&self) -> &Binaries {
        &self.binaries
    }

    /// Stops the server with a fast shutdown and waits for its end. A second call does nothing.
    ///
    /// # Errors
    /// When the server does not end in time.
    pub fn stop(&mut self) -> Result<(), Error> {
        self.server.stop()
    }
}

impl Drop for EmbeddedPostgres {
    fn drop(&mut self) {
        // Nobody is left to tell; the server's own log has the reason.
        let _ = self.server.stop();
    }
}

/// Removes a cluster with all it holds. What is not there is not missed.
///
/// # Errors
/// Refuses a folder that another live process holds.
pub fn erase(data_dir: impl AsRef<Path>) -> Result<(), Error> {
    let account = account::Account::for_server()?;
    let folder = folder::Folder::prepare(data_dir.as_ref(), &account)?;
    let _lock = folder.lock()?;
    server::clear_leftover(&folder)?;
    for path in [&folder.socket, &folder.root] {
        if path.exists() {
            std::fs::remove_dir_all(path).map_err(Error::io(format!("remove {}", path.display())))?;
        }
    }
    Ok(())
}

/// Encodes everything but unreserved characters, so that a path can stand where an address has its host.
fn percent_encode(text: &str) -> String {
    use std::fmt::Write;
    let mut encoded = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_') {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests;
