//! Released pieces: lists and single ones. A page is one transaction of a fixed number of statements, whatever it asks.

use std::collections::{BTreeSet, HashMap};

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{Context, Enum, ID, Json, Object, SimpleObject};
use content::revision::{Explained, Revision};
use content::{ArticleId, Block, ColumnId, MediaId, MediaKind, RevisionId};
use platform::page::{Cursor, Page};
use platform::{Caller, CountyId, TenantTx};
use publishing::publication::{self, Listing, Medium, Publication, media_path};
use time::OffsetDateTime;

use super::site::PublicColumn;
use super::stories::PublicStory;
use crate::api_error::{ApiError, ApiResult};
use crate::graphql::{Focus, Paging, parse_id, relay};
use crate::{pictures, request};

/// Our own channels
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(name = "Medium")]
pub(super) enum PublicMedium {
    Website,
    App,
}

impl From<PublicMedium> for Medium {
    fn from(medium: PublicMedium) -> Self {
        match medium {
            PublicMedium::Website => Self::Website,
            PublicMedium::App => Self::App,
        }
    }
}

/// A picture to show
#[derive(SimpleObject)]
pub(super) struct Picture {
    url: String,
    alt: String,
    /// What of it must stay in sight where a frame cuts it
    focus: Option<Focus>,
    /// Its addresses at each width, for `srcset`; none where there is one width alone
    src_set: Option<String>,
}

/// A picture of the text, by the id that its block names
#[derive(SimpleObject, Clone)]
struct PieceMedia {
    id: ID,
    width: u32,
    height: u32,
    /// Its addresses at each width, for `srcset`; none where there is one width alone
    src_set: Option<String>,
}

/// Another piece, by its article's id and title
#[derive(SimpleObject)]
struct Related {
    id: ID,
    title: String,
}

/// A released piece as the public sees it
pub(super) struct Piece {
    county: CountyId,
    row: Publication,
    column: Option<PublicColumn>,
    blocks: Vec<Block>,
    label: Option<&'static str>,
    correction: Option<String>,
    explained: Vec<Explained>,
    stories: Vec<PublicStory>,
    cover: Option<PieceMedia>,
    media: Vec<PieceMedia>,
}

#[Object(cache_control(max_age = 30))]
impl Piece {
    /// The article's id: stable over corrections
    async fn id(&self) -> ID {
        ID::from(self.row.article)
    }
    async fn title(&self) -> &str {
        &self.row.title
    }
    async fn summary(&self) -> &str {
        &self.row.summary
    }
    async fn kind(&self) -> &str {
        &self.row.kind
    }
    async fn emergency(&self) -> bool {
        self.row.emergency
    }
    async fn department_name(&self) -> &str {
        &self.row.department_name
    }
    async fn column(&self) -> Option<&PublicColumn> {
        self.column.as_ref()
    }
    async fn topics(&self) -> &[String] {
        &self.row.topics
    }
    async fn source_name(&self) -> Option<&str> {
        self.row.source_name.as_deref()
    }
    async fn source_url(&self) -> Option<&str> {
        self.row.source_url.as_deref()
    }
    /// Who wrote a reprint
    async fn source_author(&self) -> Option<&str> {
        self.row.source_author.as_deref()
    }
    /// When a reprint was first out
    async fn source_published_at(&self) -> Option<OffsetDateTime> {
        self.row.source_published_at
    }
    /// Under what leave a reprint is carried
    async fn source_licence(&self) -> Option<&str> {
        self.row.source_licence.as_deref()
    }
    async fn cover(&self) -> Option<Picture> {
        let id = self.row.cover.filter(|_| self.row.withdrawn_at.is_none())?;
        let alt = self.row.cover_alt.clone().unwrap_or_default();
        let focus = self.row.cover_focus.as_ref().map(|focus| focus.0.into());
        let src_set = self.cover.as_ref().and_then(|cover| cover.src_set.clone());
        Some(Picture { url: media_path(self.county, id), alt, focus, src_set })
    }
    async fn released_at(&self) -> OffsetDateTime {
        self.row.released_at
    }
    /// What a reader is to know of a machine's part in the text; none where there was none
    #[graphql(complexity = 5)]
    async fn ai_label(&self) -> Option<&str> {
        self.label
    }
    /// What was put right since it was first released, in the words of its publisher; none where nothing was
    #[graphql(complexity = 5)]
    async fn correction(&self) -> Option<&str> {
        self.correction.as_deref()
    }
    /// The released policy that an interpretation explains
    async fn policy(&self) -> Option<Related> {
        let own = self.explained.iter().find(|link| link.interpretation == self.row.article)?;
        Some(Related { id: own.policy.0.into(), title: own.policy_title.clone() })
    }
    /// The released interpretations of a policy, the newest first
    async fn interpretations(&self) -> Vec<Related> {
        let own = self.explained.iter().filter(|link| link.policy == self.row.article);
        own.map(|link| Related { id: link.interpretation.0.into(), title: link.interpretation_title.clone() }).collect()
    }
    /// The rolling stories it is part of, the latest opened first
    async fn stories(&self) -> &[PublicStory] {
        &self.stories
    }
    /// The text, in the order of its channel. A withdrawn piece has none
    #[graphql(complexity = 5)]
    async fn blocks(&self) -> Json<&[Block]> {
        Json(&self.blocks)
    }
    /// The pictures of the text, each once, with their sizes
    #[graphql(complexity = 5)]
    async fn media(&self) -> &[PieceMedia] {
        &self.media
    }
    /// SHA-256 of the approved revision
    async fn digest(&self) -> String {
        hex::encode(&self.row.digest)
    }
    async fn withdrawn_at(&self) -> Option<OffsetDateTime> {
        self.row.withdrawn_at
    }
    async fn withdrawal_reason(&self) -> Option<&str> {
        self.row.withdrawal_reason.as_deref()
    }
    /// `error`, `merged`, `notice` or `expired`
    async fn withdrawal_kind(&self) -> Option<&str> {
        self.row.withdrawal_kind.as_deref()
    }
    /// The article that says now what this one said
    async fn merged_into_id(&self) -> Option<ID> {
        self.row.merged_into.map(|article| article.0.into())
    }
}

/// What a request wants beyond the pieces' own rows; each costs a page one statement.
#[derive(Clone, Copy)]
struct Wants {
    columns: bool,
    blocks: bool,
    explained: bool,
    stories: bool,
    covers: bool,
    media: bool,
}

impl Wants {
    const ALL: Self = Self { columns: true, blocks: true, explained: true, stories: true, covers: true, media: true };

    fn of_list(ctx: &Context<'_>) -> Self {
        let ahead = ctx.look_ahead();
        let (nodes, edges) = (ahead.field("nodes"), ahead.field("edges").field("node"));
        let asks = |name| nodes.field(name).exists() || edges.field(name).exists();
        let asks_below =
            |name, below| nodes.field(name).field(below).exists() || edges.field(name).field(below).exists();
        Self {
            columns: asks("column"),
            blocks: ["blocks", "aiLabel", "correction", "media"].into_iter().any(asks),
            explained: asks("policy") || asks("interpretations"),
            stories: asks("stories"),
            covers: asks_below("cover", "srcSet"),
            media: asks("media"),
        }
    }

    fn of_one(ctx: &Context<'_>) -> Self {
        let ahead = ctx.look_ahead();
        let asks = |name| ahead.field(name).exists();
        let asks_below = |name, below| ahead.field(name).field(below).exists();
        Self {
            columns: asks("column"),
            blocks: ["blocks", "aiLabel", "correction", "media"].into_iter().any(asks),
            explained: asks("policy") || asks("interpretations"),
            stories: asks("stories"),
            covers: asks_below("cover", "srcSet"),
            media: asks("media"),
        }
    }
}

async fn pieces(tx: &mut TenantTx, rows: Vec<Publication>, wants: Wants) -> ApiResult<Vec<Piece>> {
    let mut columns: HashMap<ColumnId, PublicColumn> = HashMap::new();
    if wants.columns {
        let ids: Vec<ColumnId> = rows.iter().filter_map(|row| row.column).collect();
        columns.extend(content::column::by_ids(tx, &ids).await?.into_iter().map(|column| (column.id, column.into())));
    }
    let mut bodies: HashMap<RevisionId, Revision> = HashMap::new();
    if wants.blocks {
        let ids: Vec<RevisionId> =
            rows.iter().filter(|row| row.withdrawn_at.is_none()).map(|row| row.revision).collect();
        let texts = content::revision::by_ids(tx, &ids).await?;
        bodies.extend(texts.into_iter().map(|one| (one.id, one)));
    }
    let mut explained: Vec<Explained> = Vec::new();
    if wants.explained {
        let ids: Vec<ArticleId> = rows.iter().map(|row| row.article).collect();
        explained = content::revision::explained(tx, &ids).await?;
    }
    let mut stories: HashMap<ArticleId, Vec<PublicStory>> = HashMap::new();
    if wants.stories {
        let ids: Vec<ArticleId> = rows.iter().filter(|row| row.withdrawn_at.is_none()).map(|row| row.article).collect();
        for (article, story) in content::story::of_articles(tx, &ids).await? {
            stories.entry(article).or_default().push(story.into());
        }
    }
    let of = |id| explained.iter().filter(|link| link.policy == id || link.interpretation == id).cloned().collect();
    let county = tx.county();
    let files = files(tx, &rows, &bodies, wants).await?;
    let piece = |row: Publication| {
        let body = bodies.get(&row.revision).filter(|_| row.withdrawn_at.is_none());
        let blocks = body.map(|text| text.on(row.medium.into()).blocks.into_owned()).unwrap_or_default();
        let label = body.and_then(|text| text.ai.label());
        let correction = body.and_then(|text| text.correction.clone());
        let column = row.column.and_then(|id| columns.get(&id).cloned());
        let explained = of(row.article);
        let stories = stories.remove(&row.article).unwrap_or_default();
        let cover = row.cover.and_then(|id| files.get(&id)).cloned();
        let media = shown(&blocks).filter_map(|id| files.get(&id)).cloned().collect();
        Piece { county, column, blocks, label, correction, explained, stories, cover, media, row }
    };
    Ok(rows.into_iter().map(piece).collect())
}

/// The pictures that blocks show, each once.
fn shown(blocks: &[Block]) -> impl Iterator<Item = MediaId> {
    let pictures = blocks.iter().flat_map(Block::shows).filter(|shown| shown.kind == MediaKind::Image);
    pictures.map(|shown| shown.id).collect::<BTreeSet<_>>().into_iter()
}

/// The sizes of the pictures that pieces show, as far as they are asked for.
async fn files(
    tx: &mut TenantTx,
    rows: &[Publication],
    bodies: &HashMap<RevisionId, Revision>,
    wants: Wants,
) -> ApiResult<HashMap<MediaId, PieceMedia>> {
    let covers = rows.iter().filter(|_| wants.covers).filter_map(|row| row.cover);
    let media = bodies.values().filter(|_| wants.media).flat_map(|text| shown(&text.blocks));
    let ids: Vec<MediaId> = covers.chain(media).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let made = content::media::renditions_of(tx, &ids).await?;
    let (county, files) = (tx.county(), content::media::by_ids(tx, &ids).await?);
    let sized = files.into_iter().filter_map(|file| {
        let (width, height) = file.size?;
        let src_set = pictures::src_set(county, &file, &made);
        Some((file.id, PieceMedia { id: file.id.0.into(), width, height, src_set }))
    });
    Ok(sized.collect())
}

/// The newest piece of the county's website.
pub(super) async fn newest(request: &request::Request, county: CountyId) -> ApiResult<Option<Piece>> {
    let mut tx = request.read_as(&Caller::public(county)).await?;
    let page = publication::list(&mut tx, Medium::Website, Listing::All, None, 1).await?;
    Ok(pieces(&mut tx, page.rows, Wants::ALL).await?.pop())
}

#[derive(Default)]
pub(super) struct PiecesQuery;

#[Object]
impl PiecesQuery {
    /// Released pieces, newest first; of one column (by its slug), one topic or one story if asked
    #[graphql(complexity = "crate::graphql::cost(first, child_complexity)", cache_control(max_age = 30))]
    #[expect(clippy::too_many_arguments, reason = "these are the contract's arguments")]
    async fn pieces(
        &self,
        ctx: &Context<'_>,
        county: i32,
        medium: Option<PublicMedium>,
        first: Option<i32>,
        after: Option<String>,
        column: Option<String>,
        topic: Option<String>,
        story: Option<ID>,
    ) -> ApiResult<Connection<String, Piece, EmptyFields, EmptyFields>> {
        let paging = Paging::read(first, after.as_deref())?;
        let medium = medium.map_or(Medium::Website, Medium::from);
        let mut tx = request::of(ctx)?.read_as(&Caller::public(CountyId(county))).await?;
        let of_story = match &story {
            Some(id) => super::stories::members(&mut tx, id).await?,
            None => Vec::new(),
        };
        let page = match (&column, &topic, &story) {
            (None, None, None) => Some(Listing::All),
            (None, Some(topic), None) => Some(Listing::Topic(topic)),
            (None, None, Some(_)) => Some(Listing::Articles(&of_story)),
            (Some(slug), None, None) => {
                let columns = content::column::list(&mut tx).await?;
                columns.into_iter().find(|column| column.slug == *slug).map(|column| Listing::Column(column.id))
            }
            _ => return Err(ApiError::field("topic", "ONE_OF", "栏目、专题与滚动报道只能选一个")),
        };
        let page = match page {
            Some(listing) => publication::list(&mut tx, medium, listing, paging.after, paging.first).await?,
            None => Page { rows: Vec::new(), more: false },
        };
        let (more, wants) = (page.more, Wants::of_list(ctx));
        let rows = pieces(&mut tx, page.rows, wants).await?;
        let place = |piece: &Piece| Cursor { at: piece.row.released_at, id: piece.row.id.0 };
        Ok(relay(Page { rows, more }, paging, place, |piece| piece))
    }

    /// A piece by its article's id, as it was last released, in the version of the medium (the website if none is asked) where it has
    /// one; a withdrawn one answers with the reason
    #[graphql(cache_control(max_age = 30))]
    async fn piece(
        &self,
        ctx: &Context<'_>,
        county: i32,
        id: ID,
        medium: Option<PublicMedium>,
    ) -> ApiResult<Option<Piece>> {
        let Ok(id) = parse_id::<ArticleId>(&id) else { return Ok(None) };
        let mut tx = request::of(ctx)?.read_as(&Caller::public(CountyId(county))).await?;
        let row = publication::find(&mut tx, id, medium.map_or(Medium::Website, Medium::from)).await?;
        Ok(pieces(&mut tx, row.into_iter().collect(), Wants::of_one(ctx)).await?.pop())
    }
}
