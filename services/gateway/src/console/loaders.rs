//! Per-request loaders: each edge of a list is read once for the whole list, in the request's own context.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::Data;
use async_graphql::dataloader::{DataLoader, HashMapCache, Loader};
use tenancy::person::{HeldRole, Person};
use tenancy::region::Department;
use uuid::Uuid;

use crate::api_error::ApiError;
use crate::request::Request;

/// What a loader's failure is, shared by all who waited for it.
pub(crate) type LoadError = Arc<ApiError>;

/// Puts every loader of the console beside the request.
pub(crate) fn add(data: &mut Data, request: &Request) {
    // Asked for at many places of one answer: what one place loaded, the next finds.
    data.insert(DataLoader::with_cache(Departments(request.clone()), tokio::spawn, HashMapCache::default()));
    data.insert(DataLoader::with_cache(People(request.clone()), tokio::spawn, HashMapCache::default()));
    data.insert(DataLoader::new(RolesOfPeople(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(EnrolledPeople(request.clone()), tokio::spawn));
}

/// Departments by id.
pub(crate) struct Departments(Request);

impl Loader<Uuid> for Departments {
    type Value = Department;
    type Error = LoadError;
    async fn load(&self, _: &[Uuid]) -> Result<HashMap<Uuid, Department>, LoadError> {
        let (mut tx, _) = self.0.read().await.map_err(Arc::new)?;
        // A county has a few dozen: all of them are one short page.
        let rows = tenancy::region::even_closed(&mut tx).await.map_err(|error| Arc::new(error.into()))?;
        Ok(rows.into_iter().map(|row| (row.id.0, row)).collect())
    }
}

/// People by id.
pub(crate) struct People(Request);

impl Loader<Uuid> for People {
    type Value = Person;
    type Error = LoadError;
    async fn load(&self, ids: &[Uuid]) -> Result<HashMap<Uuid, Person>, LoadError> {
        let (mut tx, _) = self.0.read().await.map_err(Arc::new)?;
        let rows = tenancy::person::find_many(&mut tx, ids).await.map_err(|error| Arc::new(error.into()))?;
        Ok(rows.into_iter().map(|row| (row.id.0, row)).collect())
    }
}

/// Open roles by person.
pub(crate) struct RolesOfPeople(Request);

/// The key of `RolesOfPeople`: a person's id.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct RolesOf(pub(crate) Uuid);

impl Loader<RolesOf> for RolesOfPeople {
    type Value = Vec<HeldRole>;
    type Error = LoadError;
    async fn load(&self, ids: &[RolesOf]) -> Result<HashMap<RolesOf, Vec<HeldRole>>, LoadError> {
        let (mut tx, _) = self.0.read().await.map_err(Arc::new)?;
        let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
        let rows = tenancy::person::memberships_of(&mut tx, &ids).await.map_err(|error| Arc::new(error.into()))?;
        let mut roles: HashMap<RolesOf, Vec<HeldRole>> = HashMap::new();
        for row in rows {
            roles.entry(RolesOf(row.person.0)).or_default().push(row);
        }
        Ok(roles)
    }
}

/// Which people enrolled a phone.
pub(crate) struct EnrolledPeople(Request);

/// The key of `EnrolledPeople`: a person's id.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct EnrolledOf(pub(crate) Uuid);

impl Loader<EnrolledOf> for EnrolledPeople {
    type Value = ();
    type Error = LoadError;
    async fn load(&self, ids: &[EnrolledOf]) -> Result<HashMap<EnrolledOf, ()>, LoadError> {
        let (mut tx, _) = self.0.read().await.map_err(Arc::new)?;
        let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
        let rows = tenancy::second_factor::enrolled(&mut tx, &ids).await.map_err(|error| Arc::new(error.into()))?;
        Ok(rows.into_iter().map(|id| (EnrolledOf(id.0), ())).collect())
    }
}
