//! Types that several areas of the console show: regions, departments, people and roles.

use async_graphql::dataloader::{DataLoader, HashMapCache};
use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use tenancy::{Action, Scope};
use time::OffsetDateTime;
use uuid::Uuid;

use super::loaders::{Departments, EnrolledOf, EnrolledPeople, LoadError, People, RolesOf, RolesOfPeople};
use crate::api_error::{ApiError, ApiResult};
use crate::request;

/// 行政区划
#[derive(SimpleObject)]
pub(super) struct Region {
    code: i32,
    name: String,
    name_en: String,
    level: String,
}

impl From<tenancy::region::Region> for Region {
    fn from(region: tenancy::region::Region) -> Self {
        Self { code: region.code.0, name: region.name, name_en: region.name_en, level: region.level }
    }
}

/// 部门
#[derive(SimpleObject)]
pub(super) struct Department {
    id: ID,
    slug: String,
    name: String,
    name_en: String,
    kind: String,
}

impl Department {
    /// In Chinese and English.
    pub(super) fn names(&self) -> (&str, &str) {
        (&self.name, &self.name_en)
    }
}

impl From<tenancy::region::Department> for Department {
    fn from(row: tenancy::region::Department) -> Self {
        Self { id: row.id.0.into(), slug: row.slug, name: row.name, name_en: row.name_en, kind: row.kind }
    }
}

/// 角色
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "tenancy::Role")]
pub enum Role {
    Editor,
    DepartmentReviewer,
    CountyReviewer,
    Principal,
    Publisher,
    Clerk,
    DutyOfficer,
    CountyAdmin,
    SecurityAdmin,
    Auditor,
    Overseer,
    OutletEditor,
    Delegate,
}

/// A role someone holds
pub(super) struct Membership(pub(crate) tenancy::person::HeldRole);

#[Object]
impl Membership {
    async fn id(&self) -> ID {
        self.0.id.into()
    }
    async fn role(&self) -> Role {
        self.0.role.into()
    }
    /// None: in the whole county
    async fn department(&self, ctx: &Context<'_>) -> ApiResult<Option<Department>> {
        match self.0.department {
            Some(id) => department(ctx, id.0).await.map(Some),
            None => Ok(None),
        }
    }
    async fn granted_at(&self) -> OffsetDateTime {
        self.0.granted_at
    }
}

/// 人员
pub(super) struct Person(pub(crate) tenancy::person::Person);

#[Object]
impl Person {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    async fn login(&self) -> &str {
        &self.0.login
    }
    async fn name(&self) -> &str {
        &self.0.name
    }
    async fn active(&self) -> bool {
        self.0.active
    }
    async fn department(&self, ctx: &Context<'_>) -> ApiResult<Department> {
        department(ctx, self.0.department.0).await
    }
    /// Whether they enrolled a phone; null for who may not take it away
    async fn second_factor(&self, ctx: &Context<'_>) -> ApiResult<Option<bool>> {
        if !request::of(ctx)?.actor()?.may(Action::SecondFactorManage, Scope::County) {
            return Ok(None);
        }
        let loader = ctx.data_unchecked::<DataLoader<EnrolledPeople>>();
        let row = loader.load_one(EnrolledOf(self.0.id.0)).await.map_err(|error| loaded(&error))?;
        Ok(Some(row.is_some()))
    }
    async fn memberships(&self, ctx: &Context<'_>) -> ApiResult<Vec<Membership>> {
        let loader = ctx.data_unchecked::<DataLoader<RolesOfPeople>>();
        let rows = loader.load_one(RolesOf(self.0.id.0)).await.map_err(|error| loaded(&error))?;
        Ok(rows.unwrap_or_default().into_iter().map(Membership).collect())
    }
}

/// A department by id, through the loader.
pub(crate) async fn department(ctx: &Context<'_>, id: Uuid) -> ApiResult<Department> {
    let loader = ctx.data_unchecked::<DataLoader<Departments, HashMapCache>>();
    let row = loader.load_one(id).await.map_err(|error| loaded(&error))?;
    row.map(Department::from).ok_or_else(ApiError::not_found)
}

/// A person by id, through the loader.
pub(crate) async fn person(ctx: &Context<'_>, id: Uuid) -> ApiResult<Person> {
    let loader = ctx.data_unchecked::<DataLoader<People, HashMapCache>>();
    let row = loader.load_one(id).await.map_err(|error| loaded(&error))?;
    row.map(Person).ok_or_else(ApiError::not_found)
}

/// A loader's failure, for one of those who waited.
pub(crate) fn loaded(error: &LoadError) -> ApiError {
    ApiError::clone(error)
}
