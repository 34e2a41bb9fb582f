//! A step that nobody is left to decide, and what would help.

use ::review::watch::{self, Stuck};
use async_graphql::{Context, Enum, ID, Object};
use content::Article;
use platform::TenantTx;
use tenancy::Actor;
use time::OffsetDateTime;

use crate::api_error::ApiResult;
use crate::console::types::{Department, department};

/// Why nobody can decide a step
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "watch::StuckReason")]
pub enum StuckReason {
    /// The department was closed
    DepartmentClosed,
    /// Nobody holds the role there
    NobodyHoldsRole,
    /// Everybody who holds it wrote on the piece, or decided another of its steps
    EverybodyInvolved,
    /// Fewer may decide than are asked for
    TooFew,
    /// A gate was returned, and nobody is left to send the piece back
    GateReturned,
}

/// A step nobody is left to decide
pub(in crate::console) struct StuckReview {
    stuck: Stuck,
    title: String,
}

impl StuckReview {
    /// All that the actor is shown.
    pub(in crate::console) async fn all(tx: &mut TenantTx, actor: &Actor) -> ApiResult<Vec<Self>> {
        let stuck = watch::stuck(tx, actor).await?;
        let ids: Vec<_> = stuck.iter().map(|stuck| stuck.case.article).collect();
        let pieces: Vec<Article> = if ids.is_empty() { Vec::new() } else { content::article::by_ids(tx, &ids).await? };
        let title =
            |stuck: &Stuck| pieces.iter().find(|piece| piece.id == stuck.case.article).map(|piece| piece.title.clone());
        let shown = stuck.into_iter().map(|stuck| Self { title: title(&stuck).unwrap_or_default(), stuck });
        Ok(shown.collect())
    }

    /// For the work list.
    pub(in crate::console) fn parts(&self) -> (&Stuck, &str) {
        (&self.stuck, &self.title)
    }
}

#[Object]
impl StuckReview {
    async fn case_id(&self) -> ID {
        self.stuck.case.id.0.into()
    }
    async fn title(&self) -> &str {
        &self.title
    }
    async fn step_name(&self) -> &str {
        &self.stuck.step.name
    }
    async fn step_name_en(&self) -> &str {
        &self.stuck.step.name_en
    }
    /// Whose people should decide; none: the county's
    async fn department(&self, ctx: &Context<'_>) -> ApiResult<Option<Department>> {
        match self.stuck.step.department {
            Some(id) => department(ctx, id.0).await.map(Some),
            None => Ok(None),
        }
    }
    async fn reason(&self) -> StuckReason {
        self.stuck.reason.into()
    }
    async fn remedy(&self) -> &str {
        &self.stuck.remedy
    }
    async fn remedy_en(&self) -> &str {
        &self.stuck.remedy_en
    }
    async fn since(&self) -> Option<OffsetDateTime> {
        self.stuck.step.stuck_at
    }
}

/// A step of a case that nobody is left to decide
pub(in crate::console) struct StuckStep {
    pub(super) reason: watch::StuckReason,
    pub(super) remedy: (String, String),
}

#[Object]
impl StuckStep {
    async fn reason(&self) -> StuckReason {
        self.reason.into()
    }
    async fn remedy(&self) -> &str {
        &self.remedy.0
    }
    async fn remedy_en(&self) -> &str {
        &self.remedy.1
    }
}
