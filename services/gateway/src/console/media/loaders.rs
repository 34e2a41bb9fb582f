//! Per-request loaders of what files lead to.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::Data;
use async_graphql::dataloader::{DataLoader, Loader};
use content::MediaId;
use content::media::folder::{self, Folder};
use content::media::{self, FolderId, Rendition, Use};

use crate::api_error::ApiError;
use crate::console::loaders::LoadError;
use crate::request::Request;

/// Puts the loaders beside the request.
pub(in crate::console) fn add(data: &mut Data, request: &Request) {
    data.insert(DataLoader::new(Uses(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(Renditions(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(Folders(request.clone()), tokio::spawn));
}

/// Declares a loader of many rows for each file.
macro_rules! of_file {
    ($(#[$doc:meta])* $name:ident, $key:ident => $row:ty, $read:path) => {
        $(#[$doc])*
        pub(super) struct $name(Request);

        /// The loader's key.
        #[derive(Clone, Copy, PartialEq, Eq, Hash)]
        pub(super) struct $key(pub(super) MediaId);

        impl Loader<$key> for $name {
            type Value = Vec<$row>;
            type Error = LoadError;
            async fn load(&self, keys: &[$key]) -> Result<HashMap<$key, Vec<$row>>, LoadError> {
                let (mut tx, _) = self.0.read().await.map_err(Arc::new)?;
                let ids: Vec<MediaId> = keys.iter().map(|key| key.0).collect();
                let mut rows: HashMap<$key, Vec<$row>> = HashMap::new();
                for row in $read(&mut tx, &ids).await.map_err(|error| Arc::new(ApiError::from(error)))? {
                    rows.entry($key(row.media)).or_default().push(row);
                }
                Ok(rows)
            }
        }
    };
}

of_file! {
    /// Where files are used.
    Uses, UsesOf => Use, media::uses_of
}
of_file! {
    /// Pictures at smaller widths.
    Renditions, RenditionsOf => Rendition, media::renditions_of
}

/// Folders by id.
pub(super) struct Folders(Request);

impl Loader<FolderId> for Folders {
    type Value = Folder;
    type Error = LoadError;
    async fn load(&self, ids: &[FolderId]) -> Result<HashMap<FolderId, Folder>, LoadError> {
        let (mut tx, _) = self.0.read().await.map_err(Arc::new)?;
        let rows = folder::by_ids(&mut tx, ids).await.map_err(|error| Arc::new(ApiError::from(error)))?;
        Ok(rows.into_iter().map(|row| (row.id, row)).collect())
    }
}
