//! Settings a county may change, each with the default it starts from (`domain` numbers are settings, never constants).

use serde::de::DeserializeOwned;

use crate::{Storage, TenantTx};

/// A setting: its key and its default.
#[derive(Clone, Copy, Debug)]
pub struct Setting<T> {
    /// Dotted name, such as `sign_in.lock_seconds`.
    pub key: &'static str,
    /// Holds where the county set nothing.
    pub default: T,
}

impl<T: DeserializeOwned + Clone> Setting<T> {
    /// The county's value. One that cannot be read as its type counts as unset and is logged.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn get(&self, tx: &mut TenantTx) -> Result<T, Storage> {
        let county = tx.county().0;
        let value =
            sqlx::query_scalar!("select value from county_setting where county_id = $1 and key = $2", county, self.key)
                .fetch_optional(tx.conn())
                .await?;
        Ok(value.map_or_else(
            || self.default.clone(),
            |value| {
                serde_json::from_value(value).unwrap_or_else(|error| {
                    tracing::warn!(setting.key = self.key, %error, "read setting");
                    self.default.clone()
                })
            },
        ))
    }
}
