//! 批量通过: several pieces passed at once, each for itself.

use ::review::{Case, MOST_IN_BULK, StepId, pass_in_bulk};
use async_graphql::{Context, ID, Object, SimpleObject};
use platform::{Code, Invalid, Refusal as _};

use super::ReviewCase;
use crate::api_error::{ApiError, ApiResult};
use crate::graphql::parse_id;
use crate::request::{self, Request};

/// Why a piece was not passed; it can still be decided by itself
#[derive(SimpleObject)]
struct BulkRefusal {
    /// Stable, such as `FINDINGS_OPEN`
    reason: &'static str,
    message: String,
}

/// What became of one of the pieces
pub(super) struct BulkOutcome {
    step: StepId,
    outcome: Result<Case, BulkRefusal>,
}

#[Object]
impl BulkOutcome {
    async fn step_id(&self) -> ID {
        self.step.0.into()
    }
    /// The case as it stands where it was passed; none where it was refused
    async fn passed(&self) -> Option<ReviewCase> {
        self.outcome.as_ref().ok().cloned().map(ReviewCase)
    }
    async fn refusal(&self) -> Option<&BulkRefusal> {
        self.outcome.as_ref().err()
    }
}

#[derive(Default)]
pub(in crate::console) struct BulkMutation;

#[Object]
impl BulkMutation {
    /// Passes the open step of several pieces, where its rule allows that; never at the gate of secrecy, and nothing sensitive or urgent.
    /// Each piece is a decision of its own: one that is refused is told, and undoes no other
    #[graphql(complexity = "20 * step_ids.len() + child_complexity")]
    async fn pass_steps(&self, ctx: &Context<'_>, step_ids: Vec<ID>, reason: String) -> ApiResult<Vec<BulkOutcome>> {
        let request = request::of(ctx)?;
        let mut steps = step_ids.iter().map(parse_id).collect::<ApiResult<Vec<StepId>>>()?;
        steps.dedup();
        let mut faults = Invalid::default();
        let many = (1..=MOST_IN_BULK).contains(&steps.len());
        faults.check(many, "stepIds", "TOO_MANY", format!("一次选 1 至 {MOST_IN_BULK} 件"));
        faults.into_result()?;
        let bulk = seen(request, &steps).await?;
        let mut outcomes = Vec::with_capacity(steps.len());
        for step in steps {
            outcomes.push(BulkOutcome { step, outcome: pass(request, step, bulk, &reason).await? });
        }
        Ok(outcomes)
    }
}

/// Sees that every step is there before anything is done; gives the act its id.
async fn seen(request: &Request, steps: &[StepId]) -> ApiResult<uuid::Uuid> {
    let (mut tx, _) = request.write().await?;
    let found = ::review::known_steps(&mut tx, steps).await?;
    if steps.iter().all(|step| found.contains(step)) { Ok(tx.new_id()) } else { Err(ApiError::not_found()) }
}

/// One piece, in a transaction of its own.
async fn pass(request: &Request, step: StepId, bulk: uuid::Uuid, reason: &str) -> ApiResult<Result<Case, BulkRefusal>> {
    let (mut tx, actor) = request.write().await?;
    match pass_in_bulk(&mut tx, &actor, step, bulk, reason).await {
        Ok(case) => {
            tx.commit().await?;
            Ok(Ok(case))
        }
        // What failed is no refusal of this piece.
        Err(failed) if failed.code() == Code::Internal => Err(failed.into()),
        Err(refused) => Ok(Err(BulkRefusal { reason: refused.reason(), message: refused.message() })),
    }
}
