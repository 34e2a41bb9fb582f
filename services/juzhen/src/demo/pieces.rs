//! The demo's pieces on their way: written, reviewed, signed and released by the people whose work that is.

use std::time::Duration;

use content::article::{self, AiUse, Article, Draft};
use content::media::{self, Edit, UploadInput, folder};
use content::template::{self, TemplateInput};
use content::{ColumnId, MediaId, MediaKind, MediaStore, Origin, column, source};
use interaction::Kind;
use interaction::inquiry::{self, QueryCode};
use platform::config::Config;
use platform::{Caller, CountyId};
use publishing::account::{self, Channel};
use publishing::release::{self, Plan};
use review::{CaseId, Decision, StepState, Verdict};
use tenancy::Actor;
use time::macros::date;

use super::cast::Cast;
use super::story::{Letter, Piece, Stage, Story, Template};
use crate::Fault;
use crate::core::Core;

const PICTURE: &[u8] = include_bytes!("../../demo/hills.png");

/// Loads the columns, sources, pieces and letters of one county.
pub(super) async fn load(core: &Core, config: &Config, story: &Story, county: CountyId) -> Result<(), Fault> {
    let cast = Cast::of(core, county).await?;
    let columns = lay_out(core, story, county).await?;
    super::lists::load(core, county).await?;
    let objects = MediaStore::new(&config.s3);
    objects.ensure_bucket().await?;
    for piece in story.piece.iter().filter(|piece| piece.county == county) {
        let author = cast.actor(&piece.author)?;
        let cover = match &piece.picture {
            Some(alt) => Some(upload(core, &objects, author, alt).await?),
            None => None,
        };
        let column = columns.iter().find(|(slug, _)| *slug == piece.column).map(|(_, id)| *id);
        advance(core, &cast, author, piece, cover, column).await?;
    }
    super::newsroom::load(core, &cast, county).await?;
    super::stories::load(core, &cast, county).await?;
    super::feeds::load(core, &cast, county).await?;
    super::relays::load(core, &cast, &config.server.public_url, county).await?;
    for kept in story.template.iter().filter(|kept| kept.county == county) {
        keep(core, &cast, kept).await?;
    }
    for letter in story.letter.iter().filter(|letter| letter.county == county) {
        write(core, letter).await?;
    }
    Ok(())
}

/// Columns and sources of the county.
async fn lay_out(core: &Core, story: &Story, county: CountyId) -> Result<Vec<(String, ColumnId)>, Fault> {
    let operator = core.operator(county);
    let mut tx = core.database.begin(operator.caller()).await?;
    let mut columns = Vec::new();
    for (place, wanted) in (1..).zip(story.column.iter().filter(|column| column.county == county)) {
        let made = column::create(&mut tx, &operator, &wanted.slug, &wanted.name, &wanted.name_en, place * 10).await?;
        columns.push((wanted.slug.clone(), made.id));
    }
    for wanted in story.source.iter().filter(|source| source.county == county) {
        let domain = Some(wanted.domain.as_str());
        source::add(&mut tx, &operator, &wanted.name, domain, wanted.list.parse()?, date!(2026 - 01 - 01)).await?;
    }
    tx.commit().await?;
    Ok(columns)
}

/// Keeps a template, as its author would.
async fn keep(core: &Core, cast: &Cast, kept: &Template) -> Result<(), Fault> {
    let author = cast.actor(&kept.author)?;
    let mut tx = core.database.begin(author.caller()).await?;
    let input = TemplateInput { name: kept.name.clone(), blocks: kept.blocks() };
    template::add(&mut tx, author, input, kept.whole_county).await?;
    Ok(tx.commit().await?)
}

async fn upload(core: &Core, objects: &MediaStore, author: &Actor, alt: &str) -> Result<MediaId, Fault> {
    let input = UploadInput {
        kind: MediaKind::Image,
        mime: "image/png".into(),
        bytes: i64::try_from(PICTURE.len())?,
        file_name: "hills.png".into(),
        alt: alt.into(),
    };
    let mut tx = core.database.begin(author.caller()).await?;
    let upload = media::begin_upload(&mut tx, author, objects, input).await?;
    tx.commit().await?;
    let client = reqwest::Client::builder().timeout(Duration::from_secs(30)).build()?;
    let mut request = client.put(upload.url).body(PICTURE);
    for (name, value) in upload.headers {
        request = request.header(name, value);
    }
    request.send().await?.error_for_status()?;
    let id = media::complete_upload(&core.database, author, objects, upload.media.id).await?.id;
    file(core, author, id, alt).await?;
    Ok(id)
}

/// Puts a picture where its department would look for it.
async fn file(core: &Core, author: &Actor, id: MediaId, alt: &str) -> Result<(), Fault> {
    const FOLDER: &str = "资料图片";
    let mut tx = core.database.begin(author.caller()).await?;
    let folders = folder::list(&mut tx, author).await?;
    let folder = match folders.into_iter().find(|folder| folder.name == FOLDER) {
        Some(folder) => folder.id,
        None => folder::add(&mut tx, author, FOLDER, None).await?.id,
    };
    let said = Edit {
        alt: alt.to_owned(),
        tags: vec!["风光".to_owned(), "资料".to_owned()],
        folder: Some(folder),
        holder: "县摄影协会".to_owned(),
        licence_note: "可用于本县政务账号，注明作者".to_owned(),
        licence_ends_on: None,
    };
    media::edit(&mut tx, author, id, said).await?;
    Ok(tx.commit().await?)
}

/// Takes a piece as far as its stage says.
async fn advance(
    core: &Core,
    cast: &Cast,
    author: &Actor,
    piece: &Piece,
    cover: Option<MediaId>,
    column: Option<ColumnId>,
) -> Result<(), Fault> {
    let mut tx = core.database.begin(author.caller()).await?;
    let article = article::create(&mut tx, author, draft(piece, cover, column)?).await?;
    if piece.stage == Stage::Draft {
        return Ok(tx.commit().await?);
    }
    let (article, revision) = article::submit(&mut tx, author, article.id, article.version).await?;
    review::findings::fix(&mut tx, author, &content::Checkers::new(core.database.clone()), &revision, &[]).await?;
    let case = review::open(&mut tx, &revision).await?.id;
    tx.commit().await?;
    let steps = match piece.stage {
        Stage::Draft | Stage::InReview => 0,
        Stage::AtDesk => 1,
        Stage::Approved | Stage::Released | Stage::Pushed => usize::MAX,
    };
    pass(core, cast, case, steps).await?;
    if Stage::Released <= piece.stage { publish(core, cast, &article, piece.stage).await } else { Ok(()) }
}

fn draft(piece: &Piece, cover: Option<MediaId>, column: Option<ColumnId>) -> Result<Draft, Fault> {
    let mut blocks = piece.blocks();
    if let (Some(id), Some(alt), Some(list)) = (cover, &piece.picture, blocks.as_array_mut()) {
        list.insert(1, serde_json::json!({ "type": "image", "mediaId": id, "alt": alt }));
    }
    Ok(Draft {
        title: piece.title.clone(),
        summary: piece.summary.clone(),
        blocks,
        kind: piece.kind.parse()?,
        sensitivity: piece.sensitivity.parse()?,
        origin: Origin::Original,
        emergency: piece.emergency,
        ai: piece.ai.as_deref().map_or(Ok(AiUse::None), str::parse)?,
        column,
        topics: piece.topics.clone(),
        touches: Vec::new(),
        source: None,
        source_url: None,
        provenance: content::Provenance::default(),
        cover,
        cover_focus: None,
        variants: content::Variants::default(),
        policy: None,
        correction: String::new(),
    })
}

/// Passes so many steps of a case, each by someone who may take it.
async fn pass(core: &Core, cast: &Cast, case: CaseId, steps: usize) -> Result<(), Fault> {
    for _ in 0..steps {
        let Some((step, actor)) = next_step(core, cast, case).await? else { break };
        for gate in &step.gates {
            let mut tx = core.database.begin(actor.caller()).await?;
            review::verdict(&mut tx, actor, step.id, *gate, Verdict::Pass, "").await?;
            tx.commit().await?;
        }
        let decision = if step.sign_off { Decision::SignOff } else { Decision::Pass };
        let mut tx = core.database.begin(actor.caller()).await?;
        review::decide(&mut tx, actor, step.id, decision, "").await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn next_step<'a>(core: &Core, cast: &'a Cast, case: CaseId) -> Result<Option<(review::Step, &'a Actor)>, Fault> {
    let desk = cast.actor("principal")?;
    let mut tx = core.database.begin_read(desk.caller()).await?;
    let steps = review::steps_of(&mut tx, &[case]).await?;
    let case = review::find(&mut tx, case).await?.ok_or("demo: the case is gone")?;
    let decided = review::decisions_of(&mut tx, &[case.id]).await?;
    let Some(step) = steps.into_iter().find(|step| step.state == StepState::Open) else { return Ok(None) };
    let actor = cast.all().find(|actor| review::may_decide(actor, &case, &step, &decided, None));
    Ok(Some((step, actor.ok_or("demo: nobody may take a step")?)))
}

async fn publish(core: &Core, cast: &Cast, article: &Article, stage: Stage) -> Result<(), Fault> {
    let publisher = cast.actor("publisher")?;
    let mut tx = core.database.begin(publisher.caller()).await?;
    let accounts = account::list(&mut tx).await?;
    let wanted = |channel| matches!(channel, Channel::Website | Channel::App) || stage == Stage::Pushed;
    let accounts = accounts.into_iter().filter(|account| wanted(account.channel)).map(|account| account.id).collect();
    let plan = Plan::at(article.id, accounts, tx.now());
    release::plan(&mut tx, publisher, plan).await?;
    Ok(tx.commit().await?)
}

async fn write(core: &Core, letter: &Letter) -> Result<(), Fault> {
    let code = QueryCode::draw(&core.vault)?;
    let caller = Caller::public(letter.county).with_query_code(code.as_str());
    let mut tx = core.database.begin(&caller).await?;
    let letter = inquiry::Letter {
        kind: if letter.suggestion { Kind::Suggestion } else { Kind::Consultation },
        title: letter.title.clone(),
        body: letter.body.clone(),
        name: Some(letter.name.clone()),
        phone: letter.phone.clone(),
    };
    inquiry::from_web(&mut tx, &core.vault, code, letter).await?;
    Ok(tx.commit().await?)
}
