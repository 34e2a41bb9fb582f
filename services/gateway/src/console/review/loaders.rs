//! Per-request loaders of what cases lead to.

use std::collections::HashMap;
use std::sync::Arc;

use ::review::comment::{self, Comment, CommentId, Word};
use ::review::findings::Run;
use ::review::rule::RuleId;
use ::review::{Able, Case, CaseId, Sheet, StepId};
use async_graphql::Data;
use async_graphql::dataloader::{DataLoader, Loader};
use content::{ArticleId, RevisionId};
use platform::Storage;
use uuid::Uuid;

use crate::api_error::ApiError;
use crate::console::loaders::LoadError;
use crate::request::{ReadTx, Request};

/// Puts the loaders beside the request.
pub(in crate::console) fn add(data: &mut Data, request: &Request) {
    data.insert(DataLoader::new(LatestCases(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(CasesOfRevisions(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(Sheets(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(Runs(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(RuleTitles(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(AbleOf(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(CommentsOfArticles(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(WordsOfComments(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(OpenComments(request.clone()), tokio::spawn));
}

async fn read(request: &Request) -> Result<ReadTx, LoadError> {
    request.read().await.map(|(tx, _)| tx).map_err(Arc::new)
}

fn failed(error: Storage) -> LoadError {
    Arc::new(ApiError::from(error))
}

/// The latest case of a piece.
pub(super) struct LatestCases(Request);

/// The key of `LatestCases`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct CaseOf(pub(super) ArticleId);

impl Loader<CaseOf> for LatestCases {
    type Value = Case;
    type Error = LoadError;
    async fn load(&self, keys: &[CaseOf]) -> Result<HashMap<CaseOf, Case>, LoadError> {
        let mut tx = read(&self.0).await?;
        let ids: Vec<ArticleId> = keys.iter().map(|key| key.0).collect();
        let rows = ::review::latest_of_articles(&mut tx, &ids).await.map_err(failed)?;
        Ok(rows.into_iter().map(|row| (CaseOf(row.article), row)).collect())
    }
}

/// The case of a revision.
pub(super) struct CasesOfRevisions(Request);

/// The key of `CasesOfRevisions`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct CaseOfRevision(pub(super) RevisionId);

impl Loader<CaseOfRevision> for CasesOfRevisions {
    type Value = Case;
    type Error = LoadError;
    async fn load(&self, keys: &[CaseOfRevision]) -> Result<HashMap<CaseOfRevision, Case>, LoadError> {
        let mut tx = read(&self.0).await?;
        let ids: Vec<RevisionId> = keys.iter().map(|key| key.0).collect();
        let rows = ::review::of_revisions(&mut tx, &ids).await.map_err(failed)?;
        Ok(rows.into_iter().map(|row| (CaseOfRevision(row.revision), row)).collect())
    }
}

/// A case with its steps and all that was said on them.
pub(super) struct Sheets(Request);

impl Loader<CaseId> for Sheets {
    type Value = Arc<Sheet>;
    type Error = LoadError;
    async fn load(&self, ids: &[CaseId]) -> Result<HashMap<CaseId, Arc<Sheet>>, LoadError> {
        let mut tx = read(&self.0).await?;
        let cases = ::review::by_ids(&mut tx, ids).await.map_err(failed)?;
        let sheets = ::review::sheets(&mut tx, &cases).await.map_err(failed)?;
        Ok(sheets.into_iter().map(|sheet| (sheet.case.id, Arc::new(sheet))).collect())
    }
}

/// What stands found in a revision.
pub(super) struct Runs(Request);

impl Loader<RevisionId> for Runs {
    type Value = Run;
    type Error = LoadError;
    async fn load(&self, ids: &[RevisionId]) -> Result<HashMap<RevisionId, Run>, LoadError> {
        let mut tx = read(&self.0).await?;
        let runs = ::review::findings::standing(&mut tx, ids).await.map_err(failed)?;
        Ok(runs.into_iter().map(|run| (run.revision, run)).collect())
    }
}

/// Titles of rules.
pub(super) struct RuleTitles(Request);

impl Loader<RuleId> for RuleTitles {
    type Value = String;
    type Error = LoadError;
    async fn load(&self, ids: &[RuleId]) -> Result<HashMap<RuleId, String>, LoadError> {
        let mut tx = read(&self.0).await?;
        Ok(::review::rule::titles(&mut tx, ids).await.map_err(failed)?.into_iter().collect())
    }
}

/// Who may decide a step as things stand.
pub(super) struct AbleOf(Request);

impl Loader<StepId> for AbleOf {
    type Value = Able;
    type Error = LoadError;
    async fn load(&self, ids: &[StepId]) -> Result<HashMap<StepId, Able>, LoadError> {
        let mut tx = read(&self.0).await?;
        let rows = ::review::able(&mut tx, ids).await.map_err(failed)?;
        Ok(rows.into_iter().map(|able| (able.step, able)).collect())
    }
}

/// What reviewers say of the words of a piece.
pub(super) struct CommentsOfArticles(Request);

/// The key of `CommentsOfArticles`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct CommentsOn(pub(super) ArticleId);

impl Loader<CommentsOn> for CommentsOfArticles {
    type Value = Vec<Comment>;
    type Error = LoadError;
    async fn load(&self, keys: &[CommentsOn]) -> Result<HashMap<CommentsOn, Vec<Comment>>, LoadError> {
        let mut tx = read(&self.0).await?;
        let ids: Vec<ArticleId> = keys.iter().map(|key| key.0).collect();
        let rows = comment::of_articles(&mut tx, &ids).await.map_err(failed)?;
        Ok(rows.into_iter().fold(HashMap::new(), |mut all: HashMap<_, Vec<_>>, row| {
            all.entry(CommentsOn(row.article)).or_default().push(row);
            all
        }))
    }
}

/// What was said back on comments.
pub(super) struct WordsOfComments(Request);

impl Loader<CommentId> for WordsOfComments {
    type Value = Vec<Word>;
    type Error = LoadError;
    async fn load(&self, ids: &[CommentId]) -> Result<HashMap<CommentId, Vec<Word>>, LoadError> {
        let mut tx = read(&self.0).await?;
        let rows = comment::words_of(&mut tx, ids).await.map_err(failed)?;
        Ok(rows.into_iter().fold(HashMap::new(), |mut all: HashMap<_, Vec<_>>, row| {
            all.entry(row.comment).or_default().push(row);
            all
        }))
    }
}

/// How many comments stand open on the piece of a case, or on an article.
pub(in crate::console) struct OpenComments(Request);

/// The key of `OpenComments`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::console) struct OpenOn(pub(in crate::console) Uuid);

impl Loader<OpenOn> for OpenComments {
    type Value = i64;
    type Error = LoadError;
    async fn load(&self, keys: &[OpenOn]) -> Result<HashMap<OpenOn, i64>, LoadError> {
        let mut tx = read(&self.0).await?;
        let ids: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
        let rows = comment::open_on(&mut tx, &ids).await.map_err(failed)?;
        Ok(rows.into_iter().map(|(id, open)| (OpenOn(id), open)).collect())
    }
}
