//! 批注, as staff see and write them.

use ::review::comment::{self, Comment, Word, Written};
use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, Enum, ID, InputObject, Object};
use content::{ArticleId, RevisionId, checking};
use tenancy::{Action, Scope};
use time::OffsetDateTime;

use super::finding::Place;
use super::loaders::{CommentsOfArticles, CommentsOn, WordsOfComments};
use super::missing;
use super::words::Gate;
use crate::api_error::{ApiError, ApiResult};
use crate::console::article_loaders::{Articles, Bodies, BodyOf, Revisions};
use crate::console::revision::Revision;
use crate::console::types::{Person, loaded, person};
use crate::graphql::parse_id;
use crate::request;

/// The text in which a comment is looked for.
#[derive(Clone, Copy)]
enum Within {
    Draft(ArticleId),
    Revision(RevisionId),
}

/// 批注: what a reviewer says of some words of a submitted version; it stands as it was written
pub(in crate::console) struct ReviewComment {
    row: Comment,
    within: Within,
}

#[Object]
impl ReviewComment {
    async fn id(&self) -> ID {
        self.row.id.0.into()
    }
    /// The version it was written on
    async fn revision(&self, ctx: &Context<'_>) -> ApiResult<Revision> {
        let loader = ctx.data_unchecked::<DataLoader<Revisions>>();
        let row = loader.load_one(self.row.revision).await.map_err(|error| loaded(&error))?;
        row.map(Revision).ok_or_else(missing)
    }
    /// Where the words stood in that version
    async fn written_at_place(&self) -> Place {
        self.row.mark.place.clone().into()
    }
    /// Where they stand in the text that is shown: the draft as it is saved, or the version under review. None where they are gone
    async fn place(&self, ctx: &Context<'_>) -> ApiResult<Option<Place>> {
        let texts = match self.within {
            Within::Revision(id) if id == self.row.revision => return Ok(Some(self.row.mark.place.clone().into())),
            Within::Revision(id) => {
                let loader = ctx.data_unchecked::<DataLoader<Revisions>>();
                let found = loader.load_one(id).await.map_err(|error| loaded(&error))?.ok_or_else(missing)?;
                checking::texts(&found.title, &found.summary, &found.blocks)
            }
            Within::Draft(id) => {
                let articles = ctx.data_unchecked::<DataLoader<Articles>>();
                let found = articles.load_one(id).await.map_err(|error| loaded(&error))?.ok_or_else(missing)?;
                let bodies = ctx.data_unchecked::<DataLoader<Bodies>>();
                let blocks = bodies.load_one(BodyOf(id)).await.map_err(|error| loaded(&error))?;
                checking::texts(&found.title, &found.summary, &blocks.unwrap_or_default())
            }
        };
        Ok(comment::anchor(&self.row.mark, &texts).map(Place::from))
    }
    /// The words it is about
    async fn quote(&self) -> &str {
        &self.row.mark.quote
    }
    /// The gate it belongs to, if to one
    async fn gate(&self) -> Option<Gate> {
        self.row.gate.map(Into::into)
    }
    async fn text(&self) -> &str {
        &self.row.text
    }
    async fn person(&self, ctx: &Context<'_>) -> ApiResult<Person> {
        person(ctx, self.row.person.0).await
    }
    async fn written_at(&self) -> OffsetDateTime {
        self.row.written_at
    }
    /// Since when it is settled
    async fn resolved_at(&self) -> Option<OffsetDateTime> {
        self.row.resolved_at
    }
    /// What was said back and done, in order
    async fn thread(&self, ctx: &Context<'_>) -> ApiResult<Vec<CommentWord>> {
        let loader = ctx.data_unchecked::<DataLoader<WordsOfComments>>();
        let words = loader.load_one(self.row.id).await.map_err(|error| loaded(&error))?;
        Ok(words.unwrap_or_default().into_iter().map(CommentWord).collect())
    }
    /// Whether the caller may answer it, settle it and open it again
    async fn may_answer(&self, ctx: &Context<'_>) -> ApiResult<bool> {
        Ok(comment::may_answer(request::of(ctx)?.actor()?))
    }
}

/// What is done with a comment
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "::review::comment::Act")]
pub enum CommentAct {
    Reply,
    Resolve,
    Reopen,
}

/// One word said back on a comment, or what was done with it
pub(super) struct CommentWord(Word);

#[Object]
impl CommentWord {
    async fn act(&self) -> CommentAct {
        self.0.act.into()
    }
    /// Empty where nothing was said with it
    async fn text(&self) -> &str {
        &self.0.text
    }
    async fn person(&self, ctx: &Context<'_>) -> ApiResult<Person> {
        person(ctx, self.0.person.0).await
    }
    async fn said_at(&self) -> OffsetDateTime {
        self.0.said_at
    }
}

/// A comment as its writer gives it
#[derive(InputObject)]
struct CommentInput {
    /// As a finding names a place: `title`, `summary`, `blocks/3`, `blocks/3/items/0`, `blocks/3/rows/0/1`, `blocks/3/alt`…
    path: String,
    /// From this character of the text (Unicode scalar values, from 0)…
    start: i32,
    /// …to before this one
    end: i32,
    /// The words there, as they are shown: what does not stand there is refused
    quote: String,
    /// At most 2,000 characters
    text: String,
    gate: Option<Gate>,
}

impl TryFrom<CommentInput> for Written {
    type Error = ApiError;
    fn try_from(input: CommentInput) -> ApiResult<Self> {
        let at = |field: &str, at: i32| {
            usize::try_from(at).map_err(|_| ApiError::field(field, "OUT_OF_RANGE", "请选中要批注的文字"))
        };
        let (start, end) = (at("input.start", input.start)?, at("input.end", input.end)?);
        let place = ::review::Place { path: input.path, start, end };
        Ok(Self { place, quote: input.quote, text: input.text, gate: input.gate.map(Into::into) })
    }
}

#[derive(Default)]
pub(in crate::console) struct CommentMutation;

#[Object]
impl CommentMutation {
    /// Comments on words of the version under review; nobody edits a comment, and it never leaves the platform
    async fn comment_on_case(&self, ctx: &Context<'_>, case_id: ID, input: CommentInput) -> ApiResult<ReviewComment> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = comment::write(&mut tx, &actor, parse_id(&case_id)?, input.try_into()?).await?;
        tx.commit().await?;
        Ok(written(row))
    }

    async fn reply_to_comment(&self, ctx: &Context<'_>, id: ID, text: String) -> ApiResult<ReviewComment> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = comment::reply(&mut tx, &actor, parse_id(&id)?, &text).await?;
        tx.commit().await?;
        Ok(written(row))
    }

    /// Settles a comment; a word may go with it
    async fn resolve_comment(&self, ctx: &Context<'_>, id: ID, text: String) -> ApiResult<ReviewComment> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = comment::resolve(&mut tx, &actor, parse_id(&id)?, &text).await?;
        tx.commit().await?;
        Ok(written(row))
    }

    /// Opens a settled comment again; a word may go with it
    async fn reopen_comment(&self, ctx: &Context<'_>, id: ID, text: String) -> ApiResult<ReviewComment> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = comment::reopen(&mut tx, &actor, parse_id(&id)?, &text).await?;
        tx.commit().await?;
        Ok(written(row))
    }
}

fn written(row: Comment) -> ReviewComment {
    ReviewComment { within: Within::Revision(row.revision), row }
}

/// The comments that the reviewers of a case are shown: its own and those of the cases before it.
pub(super) async fn on_case(ctx: &Context<'_>, case: &::review::Case, open: bool) -> ApiResult<Vec<ReviewComment>> {
    let rows = of_article(ctx, case.article).await?.into_iter();
    let shown = rows.filter(|row| row.case_opened_at <= case.opened_at && (!open || row.resolved_at.is_none()));
    Ok(shown.map(|row| ReviewComment { row, within: Within::Revision(case.revision) }).collect())
}

/// The comments that a writer is shown beside the text: what is open, and what was settled in the latest round.
pub(in crate::console) async fn comments_on_draft(
    ctx: &Context<'_>,
    article: ArticleId,
    open: bool,
) -> ApiResult<Vec<ReviewComment>> {
    let rows = of_article(ctx, article).await?;
    let latest = rows.iter().map(|row| row.case_opened_at).max().filter(|_| !open);
    let shown = rows.into_iter().filter(|row| row.resolved_at.is_none() || Some(row.case_opened_at) == latest);
    Ok(shown.map(|row| ReviewComment { row, within: Within::Draft(article) }).collect())
}

async fn of_article(ctx: &Context<'_>, article: ArticleId) -> ApiResult<Vec<Comment>> {
    if !request::of(ctx)?.actor()?.may(Action::ReviewRead, Scope::Any) {
        return Ok(Vec::new());
    }
    let loader = ctx.data_unchecked::<DataLoader<CommentsOfArticles>>();
    let rows = loader.load_one(CommentsOn(article)).await.map_err(|error| loaded(&error))?;
    Ok(rows.unwrap_or_default())
}
