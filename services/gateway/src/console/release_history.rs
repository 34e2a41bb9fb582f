//! What became of a target, change by change, and what kind of withdrawal it was.

use async_graphql::{Context, Enum, ID, Object};
use publishing::release::{Change, Withdrawal};
use time::OffsetDateTime;

use super::release::TargetState;
use super::types::{Person, person};
use crate::api_error::{ApiError, ApiResult};
use crate::graphql::parse_id;

/// Why a release is taken back
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
pub(super) enum WithdrawalKind {
    /// What it says is wrong
    Error,
    /// Another piece says it now
    Merged,
    /// It stands no more, and a notice says so
    Notice,
}

impl WithdrawalKind {
    pub(super) fn read(self, merged_into: Option<&ID>) -> ApiResult<Withdrawal> {
        match (self, merged_into) {
            (Self::Error, None) => Ok(Withdrawal::Error),
            (Self::Notice, None) => Ok(Withdrawal::Notice),
            (Self::Merged, Some(id)) => Ok(Withdrawal::Merged(parse_id(id)?)),
            (Self::Merged, None) => Err(ApiError::field("mergedIntoId", "REQUIRED", "请选择合并到哪一篇")),
            _ => Err(ApiError::field("mergedIntoId", "NOT_MERGED", "只有并入另一篇时才选择另一篇")),
        }
    }
}

/// One change of a target
pub(super) struct TargetChange(pub(super) Change);

#[Object]
impl TargetChange {
    async fn at(&self) -> OffsetDateTime {
        self.0.at
    }
    async fn state(&self) -> TargetState {
        self.0.state.into()
    }
    /// For when it was planned from then on
    async fn scheduled_at(&self) -> OffsetDateTime {
        self.0.scheduled_at
    }
    /// How often it had been tried by then
    async fn attempts(&self) -> i32 {
        self.0.attempts
    }
    /// Stable reason, such as `NOT_REACHED`
    async fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }
    /// The same in words
    async fn cause(&self) -> Option<&str> {
        self.0.cause.as_deref()
    }
    /// Who did it; none: the worker, or the platform
    async fn person(&self, ctx: &Context<'_>) -> ApiResult<Option<Person>> {
        match self.0.person {
            Some(id) => person(ctx, id.0).await.map(Some),
            None => Ok(None),
        }
    }
}
