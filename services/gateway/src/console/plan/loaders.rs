//! Per-request loaders of what items and assignments lead to.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::Data;
use async_graphql::dataloader::{DataLoader, Loader};
use content::ArticleId;
use content::plan::{self, Assignment, AssignmentId, PlanItemId};
use content::submission::{self, Submission};
use platform::Storage;

use crate::api_error::ApiError;
use crate::console::loaders::LoadError;
use crate::request::{ReadTx, Request};

/// Puts the loaders beside the request.
pub(in crate::console) fn add(data: &mut Data, request: &Request) {
    data.insert(DataLoader::new(AssignmentsOfItem(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(Assignments(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(CoversOfAssignment(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(SubmissionsOfAssignment(request.clone()), tokio::spawn));
}

async fn read(request: &Request) -> Result<ReadTx, LoadError> {
    request.read().await.map(|(tx, _)| tx).map_err(Arc::new)
}

fn failed(error: Storage) -> LoadError {
    Arc::new(ApiError::from(error))
}

/// Assignments by item, in the order they were given.
pub(super) struct AssignmentsOfItem(Request);

/// The key of `AssignmentsOfItem`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct AssignmentsOf(pub(super) PlanItemId);

impl Loader<AssignmentsOf> for AssignmentsOfItem {
    type Value = Vec<Assignment>;
    type Error = LoadError;
    async fn load(&self, keys: &[AssignmentsOf]) -> Result<HashMap<AssignmentsOf, Vec<Assignment>>, LoadError> {
        let mut tx = read(&self.0).await?;
        let ids: Vec<PlanItemId> = keys.iter().map(|key| key.0).collect();
        let mut rows: HashMap<AssignmentsOf, Vec<Assignment>> = HashMap::new();
        for row in plan::assignments_of(&mut tx, &ids).await.map_err(failed)? {
            rows.entry(AssignmentsOf(row.item)).or_default().push(row);
        }
        Ok(rows)
    }
}

/// Assignments by id.
pub(in crate::console) struct Assignments(Request);

impl Loader<AssignmentId> for Assignments {
    type Value = Assignment;
    type Error = LoadError;
    async fn load(&self, ids: &[AssignmentId]) -> Result<HashMap<AssignmentId, Assignment>, LoadError> {
        let mut tx = read(&self.0).await?;
        let rows = plan::assignments_by_ids(&mut tx, ids).await.map_err(failed)?;
        Ok(rows.into_iter().map(|row| (row.id, row)).collect())
    }
}

/// Pieces that cover assignments.
pub(super) struct CoversOfAssignment(Request);

/// The key of `CoversOfAssignment`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct CoversOf(pub(super) AssignmentId);

impl Loader<CoversOf> for CoversOfAssignment {
    type Value = Vec<ArticleId>;
    type Error = LoadError;
    async fn load(&self, keys: &[CoversOf]) -> Result<HashMap<CoversOf, Vec<ArticleId>>, LoadError> {
        let mut tx = read(&self.0).await?;
        let ids: Vec<AssignmentId> = keys.iter().map(|key| key.0).collect();
        let mut rows: HashMap<CoversOf, Vec<ArticleId>> = HashMap::new();
        for row in plan::articles_of(&mut tx, &ids).await.map_err(failed)? {
            rows.entry(CoversOf(row.assignment)).or_default().push(row.article);
        }
        Ok(rows)
    }
}

/// Submissions made for assignments, the latest first.
pub(super) struct SubmissionsOfAssignment(Request);

/// The key of `SubmissionsOfAssignment`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct SubmissionsFor(pub(super) AssignmentId);

impl Loader<SubmissionsFor> for SubmissionsOfAssignment {
    type Value = Vec<Submission>;
    type Error = LoadError;
    async fn load(&self, keys: &[SubmissionsFor]) -> Result<HashMap<SubmissionsFor, Vec<Submission>>, LoadError> {
        let mut tx = read(&self.0).await?;
        let ids: Vec<AssignmentId> = keys.iter().map(|key| key.0).collect();
        let mut rows: HashMap<SubmissionsFor, Vec<Submission>> = HashMap::new();
        for row in submission::by_assignments(&mut tx, &ids).await.map_err(failed)? {
            if let Some(assignment) = row.assignment {
                rows.entry(SubmissionsFor(assignment)).or_default().push(row);
            }
        }
        Ok(rows)
    }
}
