//! 紧急越步 and its debt, as staff see them on a case.

use std::sync::Arc;

use ::review::Sheet;
use ::review::debt::{self, Debt, Override};
use async_graphql::{Context, Object};
use time::OffsetDateTime;

use super::words::DebtState;
use crate::api_error::ApiResult;
use crate::console::types::{Person, person};
use crate::request;

/// One person took an emergency through the steps that were left
pub(in crate::console) struct UrgentOverride {
    sheet: Arc<Sheet>,
    taken: Override,
}

impl UrgentOverride {
    /// Of a case that somebody took through.
    pub(super) fn of(sheet: Arc<Sheet>) -> Option<Self> {
        let taken = sheet.taken.clone()?;
        Some(Self { sheet, taken })
    }
}

#[Object]
impl UrgentOverride {
    async fn person(&self, ctx: &Context<'_>) -> ApiResult<Person> {
        person(ctx, self.taken.person.0).await
    }
    async fn reason(&self) -> &str {
        &self.taken.reason
    }
    async fn taken_at(&self) -> OffsetDateTime {
        self.taken.taken_at
    }
    /// What it left once the piece was approved by it; none before, and none where the piece was sent back
    async fn debt(&self) -> Option<OverrideDebt> {
        let debt = self.sheet.debt.clone()?;
        Some(OverrideDebt { sheet: self.sheet.clone(), debt })
    }
}

/// 补审: a second person must look, and until then it shows
pub(in crate::console) struct OverrideDebt {
    sheet: Arc<Sheet>,
    debt: Debt,
}

#[Object]
impl OverrideDebt {
    async fn state(&self) -> DebtState {
        self.debt.state.into()
    }
    async fn due_at(&self) -> OffsetDateTime {
        self.debt.due_at
    }
    async fn overdue(&self, ctx: &Context<'_>) -> ApiResult<bool> {
        Ok(self.debt.overdue(request::of(ctx)?.now()))
    }
    async fn settled_by(&self, ctx: &Context<'_>) -> ApiResult<Option<Person>> {
        match self.debt.settled_by {
            Some(id) => person(ctx, id.0).await.map(Some),
            None => Ok(None),
        }
    }
    async fn settled_at(&self) -> Option<OffsetDateTime> {
        self.debt.settled_at
    }
    async fn opinion(&self) -> &str {
        &self.debt.opinion
    }
    /// Whether the caller may settle it now
    async fn may_settle(&self, ctx: &Context<'_>) -> ApiResult<bool> {
        let actor = request::of(ctx)?.actor()?;
        Ok(debt::may_settle(actor, &self.debt, &self.sheet.decisions))
    }
}
