//! What every request needs of the process: one bundle, made at start.

use std::sync::Arc;

use content::{Checkers, MediaStore};
use platform::Database;
use platform::config::Config;
use platform::secrets::Vault;
use tenancy::Policy;

use crate::Bell;
use crate::http::session_cache::SessionCache;
use crate::limiter::Limiter;
use crate::typesetting::Typesetting;

/// The process's parts. Cloning shares them.
#[derive(Clone)]
pub struct Services {
    /// The database, behind `TenantTx`.
    pub database: Database,
    /// Sealing and random bytes.
    pub vault: Arc<Vault>,
    /// Who may do what.
    pub policy: Arc<Policy>,
    /// The deployment's settings.
    pub config: Arc<Config>,
    /// The object store of media files.
    pub media: MediaStore,
    /// Compiled word lists.
    pub checkers: Checkers,
    /// Rings when something changed.
    pub bell: Bell,
    pub(crate) sessions: SessionCache,
    pub(crate) limiter: Limiter,
    pub(crate) typesetting: Typesetting,
}

impl Services {
    /// Bundles the parts.
    #[must_use]
    pub fn new(database: Database, vault: Arc<Vault>, policy: Arc<Policy>, config: Arc<Config>, bell: Bell) -> Self {
        let sessions = SessionCache::new(&bell);
        let media = MediaStore::new(&config.s3);
        let (limiter, typesetting) = (Limiter::new(), Typesetting::new());
        let checkers = Checkers::new(database.clone());
        Self { database, vault, policy, config, media, checkers, bell, sessions, limiter, typesetting }
    }
}

impl std::fmt::Debug for Services {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Services")
    }
}
