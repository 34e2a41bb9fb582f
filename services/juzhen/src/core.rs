//! What every command on the database stands on: the connection, the keys, and the policy.

use std::sync::Arc;

use content::MediaStore;
use content::feed::Fetcher;
use content::link::Asker;
use platform::config::Config;
use platform::outbound::Networks;
use platform::secrets::Vault;
use platform::{Clock, Database};
use publishing::hub::Hub;
use publishing::outlet::Courier;
use publishing::send::Publisher;
use review::bridge::Messenger;
use tenancy::Policy;

use crate::Fault;

/// Shared by everything in the process.
#[derive(Clone, Debug)]
pub(crate) struct Core {
    pub(crate) database: Database,
    pub(crate) vault: Arc<Vault>,
    pub(crate) policy: Arc<Policy>,
    pub(crate) courier: Courier,
    pub(crate) hub: Hub,
    pub(crate) messenger: Messenger,
    pub(crate) publisher: Publisher,
    pub(crate) fetcher: Fetcher,
    pub(crate) media: MediaStore,
    pub(crate) asker: Asker,
    pub(crate) public_url: Arc<str>,
}

impl Core {
    /// Connects, and refuses a schema that this binary does not fit.
    pub(crate) async fn connect(config: &Config) -> Result<Self, Fault> {
        let vault = Arc::new(Vault::load(&config.secrets).await?);
        let policy = Arc::new(Policy::load().await?);
        let clock = Clock::default();
        let database = Database::connect(&config.database.url, config.database.connections, clock).await?;
        if !database.is_migrated().await {
            return Err(platform::DatabaseError::NotMigrated.into());
        }
        let networks = Networks::of(&config.worker);
        let site = &config.server.public_url;
        let courier = Courier::new(database.clone(), vault.clone(), networks, site)?;
        let hub = Hub::new(database.clone(), vault.clone(), networks, site)?;
        let messenger = Messenger::new(database.clone(), vault.clone(), networks, site)?;
        let media = MediaStore::new(&config.s3);
        let asker = Asker::new(networks)?;
        let publisher = Publisher::new(database.clone(), vault.clone(), media.clone(), &config.worker, site)?;
        let fetcher = Fetcher::new(networks)?;
        let public_url = site.as_str().into();
        Ok(Self { database, vault, policy, courier, hub, messenger, publisher, fetcher, media, asker, public_url })
    }
    /// What the delivery of replies needs; tokens are kept by the publisher's client.
    pub(crate) fn deliveries(&self) -> interaction::deliver::Env {
        interaction::deliver::Env {
            database: self.database.clone(),
            vault: self.vault.clone(),
            wechat: self.publisher.wechat().clone(),
            public_url: self.public_url.to_string(),
        }
    }
}
