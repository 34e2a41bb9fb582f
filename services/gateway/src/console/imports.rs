//! 导入: a Word document as a draft, and a list of many.

use async_graphql::{Context, Enum, ID, Json, Object, SimpleObject};
use content::batch::{self, Batch, Format, Line, Outcome};
use content::manuscript::{self, LeftOut};
use content::{ArticleId, Block};
use platform::FieldError;
use tables::{Cell, Sheet};

use super::article::Article;
use super::files::{Download, FileInput};
use crate::api_error::ApiResult;
use crate::graphql::parse_id;
use crate::request;

/// Something of a document that was not imported
#[derive(SimpleObject)]
struct DocxLeftOut {
    /// `text_box`, `picture`, `chart`, `drawing`, `object`, `formula`, `note`, `comment`, `hidden`, `contents`, `table` or
    /// `merged_cells`
    kind: &'static str,
    count: i32,
    message: String,
    message_en: String,
}

impl From<LeftOut> for DocxLeftOut {
    fn from(left: LeftOut) -> Self {
        let (message, message_en) = left.words();
        let count = i32::try_from(left.count).unwrap_or(i32::MAX);
        Self { kind: left.kind.as_str(), count, message, message_en }
    }
}

/// What a document says, with its pictures in the library
#[derive(SimpleObject)]
struct DocxText {
    title: String,
    blocks: Json<Vec<Block>>,
    left_out: Vec<DocxLeftOut>,
}

/// A draft that was begun from a document
#[derive(SimpleObject)]
struct DocxImport {
    article: Article,
    left_out: Vec<DocxLeftOut>,
}

/// What came of an item of a list
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
enum ImportOutcome {
    /// It would become a draft
    Sound,
    /// It became a draft
    Created,
    /// It was imported before
    Known,
    /// A field of it cannot be taken
    Refused,
}

/// A field of an item that cannot be taken
#[derive(SimpleObject)]
struct ImportFault {
    /// As the list names it: `title`, `column`, `blocks.3`…
    field: String,
    code: &'static str,
    message: String,
}

impl From<FieldError> for ImportFault {
    fn from(fault: FieldError) -> Self {
        Self { field: fault.field, code: fault.code, message: fault.message }
    }
}

/// What came of one item of a list
#[derive(SimpleObject)]
struct ImportLine {
    /// Where it begins in the file, from 1
    line: i32,
    /// What it is known by
    key: String,
    title: String,
    outcome: ImportOutcome,
    /// The draft it became, now or before
    article_id: Option<ID>,
    faults: Vec<ImportFault>,
}

impl From<Line> for ImportLine {
    fn from(line: Line) -> Self {
        let id = |id: ArticleId| Some(id.0.into());
        let (outcome, article_id, faults) = match line.outcome {
            Outcome::Sound => (ImportOutcome::Sound, None, Vec::new()),
            Outcome::Created(article) => (ImportOutcome::Created, id(article), Vec::new()),
            Outcome::Known(article) => (ImportOutcome::Known, id(article), Vec::new()),
            Outcome::Refused(faults) => (ImportOutcome::Refused, None, faults),
        };
        let faults = faults.into_iter().map(ImportFault::from).collect();
        let number = i32::try_from(line.line).unwrap_or(i32::MAX);
        Self { line: number, key: line.key, title: line.title, outcome, article_id, faults }
    }
}

/// What came of a list, or would
#[derive(SimpleObject)]
struct BatchImport {
    /// One for each item, in the order of the file
    lines: Vec<ImportLine>,
    /// Columns that were passed over
    ignored_columns: Vec<String>,
    /// The same as CSV, to keep
    result: Download,
}

impl From<Batch> for BatchImport {
    fn from(batch: Batch) -> Self {
        let lines: Vec<ImportLine> = batch.lines.into_iter().map(ImportLine::from).collect();
        let result = Download::csv("导入结果.csv".to_owned(), &sheet(&lines).csv());
        Self { lines, ignored_columns: batch.ignored, result }
    }
}

fn sheet(lines: &[ImportLine]) -> Sheet {
    let sheet = Sheet::new("导入结果", &["行", "编号", "标题", "结果", "稿件", "字段", "原因"]);
    lines.iter().fold(sheet, |sheet, line| {
        let outcome = match line.outcome {
            ImportOutcome::Sound => "可导入",
            ImportOutcome::Created => "已导入",
            ImportOutcome::Known => "此前已导入",
            ImportOutcome::Refused => "未导入",
        };
        let joined = |part: fn(&ImportFault) -> &str| line.faults.iter().map(part).collect::<Vec<_>>().join("；");
        let article = line.article_id.as_ref().map(|id| id.to_string()).unwrap_or_default();
        let words = [outcome.to_owned(), article, joined(|fault| &fault.field), joined(|fault| &fault.message)];
        let head = [Cell::number(line.line), Cell::text(&line.key), Cell::text(&line.title)];
        sheet.row(head.into_iter().chain(words.map(Cell::text)))
    })
}

/// How a list is written
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
enum ListFormat {
    Csv,
    JsonLines,
}

#[derive(Default)]
pub(super) struct ImportsQuery;

#[Object]
impl ImportsQuery {
    /// A small list of the right form, to begin from
    async fn import_sample(&self, ctx: &Context<'_>, format: ListFormat) -> ApiResult<Download> {
        request::of(ctx)?.actor()?;
        Ok(match format {
            ListFormat::Csv => Download::csv("批量导入示例.csv".to_owned(), &batch::sample(Format::Table)),
            ListFormat::JsonLines => {
                Download::json_lines("批量导入示例.jsonl".to_owned(), &batch::sample(Format::Lines))
            }
        })
    }
}

#[derive(Default)]
pub(super) struct ImportsMutation;

#[Object]
impl ImportsMutation {
    /// Begins a draft of the caller's department from a Word document that was uploaded (.docx, as media of the kind DOCUMENT)
    async fn import_docx(&self, ctx: &Context<'_>, media_id: ID) -> ApiResult<DocxImport> {
        let request = request::of(ctx)?;
        request.require_csrf()?;
        let services = request.services();
        let id = parse_id(&media_id)?;
        let imported = manuscript::import_docx(&services.database, request.actor()?, &services.media, id).await?;
        let left_out = imported.left_out.into_iter().map(DocxLeftOut::from).collect();
        Ok(DocxImport { article: imported.article.into(), left_out })
    }

    /// Reads such a document for a draft that is already there: its pictures join the library, and no draft is changed
    async fn read_docx(&self, ctx: &Context<'_>, media_id: ID) -> ApiResult<DocxText> {
        let request = request::of(ctx)?;
        request.require_csrf()?;
        let services = request.services();
        let id = parse_id(&media_id)?;
        let read = manuscript::read_docx(&services.database, request.actor()?, &services.media, id).await?;
        let left_out = read.left_out.into_iter().map(DocxLeftOut::from).collect();
        Ok(DocxText { title: read.title, blocks: Json(read.blocks), left_out })
    }

    /// What importing a list of drafts (CSV, XLSX or JSON Lines, at most 200 items) would do; nothing is changed
    #[graphql(complexity = "100 + child_complexity")]
    async fn preview_import(&self, ctx: &Context<'_>, file: FileInput) -> ApiResult<BatchImport> {
        let bytes = file.bytes("file")?;
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        Ok(batch::preview(&mut tx, &actor, &bytes).await?.into())
    }

    /// Imports a list of drafts (CSV, XLSX or JSON Lines, at most 200 items): one line of result for each. An item that was imported
    /// before, by its key or its text, makes no second draft
    #[graphql(complexity = "100 + child_complexity")]
    async fn import_articles(&self, ctx: &Context<'_>, file: FileInput) -> ApiResult<BatchImport> {
        let bytes = file.bytes("file")?;
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let batch = batch::import(&mut tx, &actor, file.name(), &bytes).await?;
        tx.commit().await?;
        Ok(batch.into())
    }
}
