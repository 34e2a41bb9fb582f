//! 词库: the lists the checks go by, their import, and what was found by them.

mod import;
mod types;

use async_graphql::connection::Connection;
use async_graphql::{Context, ID, InputObject, Object};
use content::word_list::{self, Filter, Whose};
use platform::page::Cursor;

use super::files::{Download, FileInput};
use super::review::{Gate, Severity};
use crate::api_error::{ApiError, ApiResult};
use crate::graphql::{Paging, parse_id, relay};
use crate::request;
use import::{WordPreview, exported};
use types::{Word, WordHits, WordInput, WordList, WordUsage};

/// Which words; what is absent does not narrow
#[derive(InputObject, Default)]
struct WordFilter {
    /// In the word, however it is written, or in its category
    search: Option<String>,
    gate: Option<Gate>,
    usage: Option<WordUsage>,
    severity: Option<Severity>,
    /// One department's list
    department_id: Option<ID>,
    /// The county's own list alone
    county: Option<bool>,
    /// The lists from above alone
    above: Option<bool>,
    /// Those taken off instead of those that stand
    ended: Option<bool>,
}

impl TryFrom<WordFilter> for Filter {
    type Error = ApiError;
    fn try_from(filter: WordFilter) -> ApiResult<Self> {
        let whose = match filter.department_id {
            Some(id) => Whose::Department(parse_id(&id)?),
            None if filter.above == Some(true) => Whose::Above,
            None if filter.county == Some(true) => Whose::County,
            None => Whose::All,
        };
        Ok(Self {
            whose,
            search: filter.search,
            gate: filter.gate.map(Into::into),
            usage: filter.usage.map(Into::into),
            severity: filter.severity.map(Into::into),
            ended: filter.ended == Some(true),
        })
    }
}

#[derive(Default)]
pub(super) struct WordsQuery;

#[Object]
impl WordsQuery {
    /// Words of every list that is read here, the latest first
    #[graphql(complexity = "crate::graphql::cost(first, child_complexity)")]
    async fn words(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        filter: Option<WordFilter>,
    ) -> ApiResult<Connection<String, Word>> {
        let (paging, filter) = (Paging::read(first, after.as_deref())?, filter.unwrap_or_default());
        let (mut tx, _) = request::of(ctx)?.read().await?;
        let page = word_list::list(&mut tx, &filter.try_into()?, paging.after, paging.first).await?;
        Ok(relay(page, paging, |row| Cursor { at: row.added_at, id: row.id.0 }, Word))
    }

    /// The lists that pieces are checked by here, the widest first
    #[graphql(complexity = "20 + 5 * child_complexity")]
    async fn word_lists(&self, ctx: &Context<'_>) -> ApiResult<Vec<WordList>> {
        let (mut tx, _) = request::of(ctx)?.read().await?;
        Ok(word_list::lists(&mut tx).await?.into_iter().map(WordList).collect())
    }

    /// Every row there was of a word of the county's lists, the latest first
    async fn word_history(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Vec<Word>> {
        let (mut tx, _) = request::of(ctx)?.read().await?;
        let Some(word) = word_list::by_ids(&mut tx, &[parse_id(&id)?]).await?.pop() else { return Ok(Vec::new()) };
        Ok(word_list::history(&mut tx, &word).await?.into_iter().map(Word).collect())
    }

    /// Words found in what was submitted in the last days and what was done about it, the most often found first
    #[graphql(complexity = "100 + 20 * child_complexity")]
    async fn word_hits(&self, ctx: &Context<'_>, days: i32) -> ApiResult<Vec<WordHits>> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        Ok(review::findings::hits(&mut tx, &actor, days).await?.into_iter().map(WordHits).collect())
    }

    /// The list of a department, or of the county, as a workbook that can be imported again
    #[graphql(complexity = "200 + child_complexity")]
    async fn word_file(&self, ctx: &Context<'_>, department_id: Option<ID>) -> ApiResult<Download> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        let department = department_id.as_ref().map(parse_id).transpose()?;
        exported(&word_list::export(&mut tx, &actor, department).await?)
    }
}

#[derive(Default)]
pub(super) struct WordsMutation;

#[Object]
impl WordsMutation {
    /// To the list of a department, or of the county
    async fn add_word(&self, ctx: &Context<'_>, department_id: Option<ID>, input: WordInput) -> ApiResult<Word> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let department = department_id.as_ref().map(parse_id).transpose()?;
        let row = word_list::add(&mut tx, &actor, department, input.into()).await?;
        tx.commit().await?;
        Ok(Word(row))
    }

    /// The row ends and another takes its place
    async fn change_word(&self, ctx: &Context<'_>, id: ID, input: WordInput) -> ApiResult<Word> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = word_list::change(&mut tx, &actor, parse_id(&id)?, input.into()).await?;
        tx.commit().await?;
        Ok(Word(row))
    }

    /// Taken off from now on; its row stays for the history
    async fn end_word(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Word> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = word_list::end(&mut tx, &actor, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(Word(row))
    }

    /// What a file would change of a list, and its faulty lines; nothing is changed
    async fn preview_words(
        &self,
        ctx: &Context<'_>,
        department_id: Option<ID>,
        file: FileInput,
    ) -> ApiResult<WordPreview> {
        let department = department_id.as_ref().map(parse_id).transpose()?;
        let parsed = word_list::read(&file.bytes("file")?)?;
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        Ok(word_list::preview(&mut tx, &actor, department, parsed).await?.into())
    }

    /// Applies a file to the list as it was shown, at that version; `replace` also takes off what the file does not name
    async fn import_words(
        &self,
        ctx: &Context<'_>,
        department_id: Option<ID>,
        file: FileInput,
        version: i32,
        replace: bool,
    ) -> ApiResult<WordPreview> {
        let department = department_id.as_ref().map(parse_id).transpose()?;
        let parsed = word_list::read(&file.bytes("file")?)?;
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let done =
            word_list::apply(&mut tx, &actor, department, (file.name(), parsed), version.into(), replace).await?;
        tx.commit().await?;
        Ok(done.into())
    }
}
