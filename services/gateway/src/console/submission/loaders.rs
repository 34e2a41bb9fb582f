//! Per-request loaders of what submissions lead to.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::Data;
use async_graphql::dataloader::{DataLoader, Loader};
use content::MediaId;
use content::adoption::{self, Reprint};
use content::submission::{self, Happened, SubmissionId};
use platform::Storage;

use crate::api_error::ApiError;
use crate::console::loaders::LoadError;
use crate::request::{ReadTx, Request};

/// Puts the loaders beside the request.
pub(in crate::console) fn add(data: &mut Data, request: &Request) {
    data.insert(DataLoader::new(Attached(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(History(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(Reprints(request.clone()), tokio::spawn));
}

async fn read(request: &Request) -> Result<ReadTx, LoadError> {
    request.read().await.map(|(tx, _)| tx).map_err(Arc::new)
}

fn failed(error: Storage) -> LoadError {
    Arc::new(ApiError::from(error))
}

/// Declares a loader of many rows for each submission.
macro_rules! of_submission {
    ($(#[$doc:meta])* $name:ident, $key:ident => $value:ty, $read:path, $row:ident => $id:expr, $part:expr) => {
        $(#[$doc])*
        pub(super) struct $name(Request);

        /// The loader's key.
        #[derive(Clone, Copy, PartialEq, Eq, Hash)]
        pub(super) struct $key(pub(super) SubmissionId);

        impl Loader<$key> for $name {
            type Value = Vec<$value>;
            type Error = LoadError;
            async fn load(&self, keys: &[$key]) -> Result<HashMap<$key, Vec<$value>>, LoadError> {
                let mut tx = read(&self.0).await?;
                let ids: Vec<SubmissionId> = keys.iter().map(|key| key.0).collect();
                let mut rows: HashMap<$key, Vec<$value>> = HashMap::new();
                for $row in $read(&mut tx, &ids).await.map_err(failed)? {
                    rows.entry($key($id)).or_default().push($part);
                }
                Ok(rows)
            }
        }
    };
}

of_submission! {
    /// The files beside a submission.
    Attached, AttachmentsOf => MediaId, submission::attachments_of, row => row.0, row.1
}
of_submission! {
    /// What happened to it, in order.
    History, EventsOf => Happened, submission::events_of, row => row.submission, row
}
of_submission! {
    /// Who reprinted it.
    Reprints, ReprintsOf => Reprint, adoption::reprints_of, row => row.submission, row
}
