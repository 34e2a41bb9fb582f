//! 审核件, as staff see it.

use std::sync::Arc;

use ::review::Sheet;
use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, ID, Object};
use content::{ArticleId, RevisionId};
use tenancy::{Action, Scope};
use time::OffsetDateTime;

use super::comment::{self, ReviewComment};
use super::debt::UrgentOverride;
use super::finding::Finding;
use super::loaders::{CaseOf, CaseOfRevision, CasesOfRevisions, LatestCases, RuleTitles, Runs, Sheets};
use super::missing;
use super::step::ReviewStep;
use super::words::CaseState;
use crate::api_error::ApiResult;
use crate::console::article::Article;
use crate::console::article_loaders::{Articles, Revisions, RevisionsOf, RevisionsOfArticle};
use crate::console::revision::Revision;
use crate::console::second_factor::ProofNeeded;
use crate::console::types::loaded;
use crate::request;

/// 审核件: one submitted revision on its way through its chain
pub(in crate::console) struct ReviewCase(pub(super) ::review::Case);

#[Object]
impl ReviewCase {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    async fn article(&self, ctx: &Context<'_>) -> ApiResult<Article> {
        let loader = ctx.data_unchecked::<DataLoader<Articles>>();
        let row = loader.load_one(self.0.article).await.map_err(|error| loaded(&error))?;
        row.map(Article::from).ok_or_else(missing)
    }
    async fn revision(&self, ctx: &Context<'_>) -> ApiResult<Revision> {
        revision(ctx, self.0.revision).await.map(Revision)
    }
    /// The one submitted before, to see what changed
    async fn previous_revision(&self, ctx: &Context<'_>) -> ApiResult<Option<Revision>> {
        let number = revision(ctx, self.0.revision).await?.number;
        let loader = ctx.data_unchecked::<DataLoader<RevisionsOfArticle>>();
        let rows = loader.load_one(RevisionsOf(self.0.article)).await.map_err(|error| loaded(&error))?;
        let before = rows.unwrap_or_default().into_iter().filter(|row| row.number < number);
        Ok(before.max_by_key(|row| row.number).map(Revision))
    }
    async fn rule_name(&self, ctx: &Context<'_>) -> ApiResult<String> {
        let loader = ctx.data_unchecked::<DataLoader<RuleTitles>>();
        let title = loader.load_one(self.0.rule).await.map_err(|error| loaded(&error))?;
        title.ok_or_else(missing)
    }
    async fn rule_version(&self) -> i32 {
        self.0.rule_version
    }
    async fn state(&self) -> CaseState {
        self.0.state.into()
    }
    async fn opened_at(&self) -> OffsetDateTime {
        self.0.opened_at
    }
    async fn closed_at(&self) -> Option<OffsetDateTime> {
        self.0.closed_at
    }
    async fn steps(&self, ctx: &Context<'_>) -> ApiResult<Vec<ReviewStep>> {
        let sheet = self.sheet(ctx).await?;
        Ok((0..sheet.steps.len()).map(|index| ReviewStep::new(sheet.clone(), index)).collect())
    }
    /// The one that waits, and of several that do, the caller's own; none once the case has ended
    async fn current_step(&self, ctx: &Context<'_>) -> ApiResult<Option<ReviewStep>> {
        let (sheet, actor) = (self.sheet(ctx).await?, request::of(ctx)?.actor()?);
        let (case, taken) = (&sheet.case, sheet.taken.as_ref());
        let open = |step: &::review::Step| step.state == ::review::StepState::Open;
        let own =
            |step: &::review::Step| open(step) && ::review::may_decide(actor, case, step, &sheet.decisions, taken);
        let current = sheet.steps.iter().position(own).or_else(|| sheet.steps.iter().position(open));
        Ok(current.map(|index| ReviewStep::new(sheet.clone(), index)))
    }
    /// Who took it through as an emergency, and what is owed for it
    async fn urgent_override(&self, ctx: &Context<'_>) -> ApiResult<Option<UrgentOverride>> {
        Ok(UrgentOverride::of(self.sheet(ctx).await?))
    }
    /// Whether the caller may take it through now
    async fn may_override(&self, ctx: &Context<'_>) -> ApiResult<bool> {
        let emergency = revision(ctx, self.0.revision).await?.emergency;
        let (sheet, actor) = (self.sheet(ctx).await?, request::of(ctx)?.actor()?);
        Ok(::review::debt::may_override(actor, &sheet.case, &sheet.steps, sheet.taken.as_ref(), emergency))
    }
    /// What the caller still has to show before they take it through
    async fn proof_for_override(&self, ctx: &Context<'_>) -> ApiResult<ProofNeeded> {
        ProofNeeded::of(ctx, self.sheet(ctx).await?.proof_minutes)
    }
    /// Automatic findings on this revision
    async fn findings(&self, ctx: &Context<'_>) -> ApiResult<Vec<Finding>> {
        let loader = ctx.data_unchecked::<DataLoader<Runs>>();
        let found = match loader.load_one(self.0.revision).await.map_err(|error| loaded(&error))? {
            Some(run) => run.findings,
            None => ::review::findings::unfixed(&revision(ctx, self.0.revision).await?),
        };
        Ok(found.into_iter().map(Finding::from).collect())
    }
    /// What reviewers said of the words of this version and of those before it, in the order written, each placed in this one; `open`
    /// asks only for what nobody has settled
    #[graphql(complexity = "5 * child_complexity")]
    async fn comments(&self, ctx: &Context<'_>, open: Option<bool>) -> ApiResult<Vec<ReviewComment>> {
        comment::on_case(ctx, &self.0, open == Some(true)).await
    }
    /// Whether the caller may comment on it now
    async fn may_comment(&self, ctx: &Context<'_>) -> ApiResult<bool> {
        Ok(::review::comment::may_comment(request::of(ctx)?.actor()?, &self.0))
    }
    /// Whether the caller may let a finding of it stand
    async fn may_accept_findings(&self, ctx: &Context<'_>) -> ApiResult<bool> {
        let actor = request::of(ctx)?.actor()?;
        let wrote = actor.person().is_none_or(|person| self.0.writers.contains(&person));
        Ok(!wrote && actor.may(Action::FindingAccept, Scope::Department(self.0.department)))
    }
}

impl ReviewCase {
    async fn sheet(&self, ctx: &Context<'_>) -> ApiResult<Arc<Sheet>> {
        let loader = ctx.data_unchecked::<DataLoader<Sheets>>();
        loader.load_one(self.0.id).await.map_err(|error| loaded(&error))?.ok_or_else(missing)
    }
}

/// The latest case of a piece, open or ended.
pub(in crate::console) async fn latest_case(ctx: &Context<'_>, article: ArticleId) -> ApiResult<Option<ReviewCase>> {
    let loader = ctx.data_unchecked::<DataLoader<LatestCases>>();
    let row = loader.load_one(CaseOf(article)).await.map_err(|error| loaded(&error))?;
    Ok(row.map(ReviewCase))
}

/// The case in which a revision was reviewed, for those who read cases.
pub(in crate::console) async fn case_of_revision(ctx: &Context<'_>, id: RevisionId) -> ApiResult<Option<ReviewCase>> {
    if !request::of(ctx)?.actor()?.may(Action::ReviewRead, Scope::Any) {
        return Ok(None);
    }
    let loader = ctx.data_unchecked::<DataLoader<CasesOfRevisions>>();
    let row = loader.load_one(CaseOfRevision(id)).await.map_err(|error| loaded(&error))?;
    Ok(row.map(ReviewCase))
}

pub(super) async fn revision(ctx: &Context<'_>, id: RevisionId) -> ApiResult<content::Revision> {
    let loader = ctx.data_unchecked::<DataLoader<Revisions>>();
    loader.load_one(id).await.map_err(|error| loaded(&error))?.ok_or_else(missing)
}
