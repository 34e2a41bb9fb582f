//! 人工代发: the package a person pastes, and the address under which it then stands.

use async_graphql::{Context, ID, Object, SimpleObject};
use platform::TenantTx;
use publishing::TargetId;
use publishing::publication::media_path;
use publishing::release::by_hand::{self, Package};
use tenancy::{Action, Actor, Scope};

use super::release::ReleaseTarget;
use super::work::{WorkItem, WorkKind};
use crate::api_error::ApiResult;
use crate::graphql::parse_id;
use crate::http::package_path;
use crate::request;

/// The longest list on someone's desk.
const LIMIT: i64 = 50;

/// A picture of a package
#[derive(SimpleObject)]
struct ManualPicture {
    /// As the marks in the text name it; 0 is the cover
    number: i32,
    file_name: String,
    alt: String,
    url: String,
}

/// What a person pastes on a platform that takes no publication of ours
#[derive(SimpleObject)]
struct ManualPackage {
    title: String,
    /// 摘要
    summary: String,
    /// Dressed for the platform's editor; a line stands in the place of each picture
    html: String,
    text: String,
    /// The cover first, then in the order of the text
    pictures: Vec<ManualPicture>,
    /// All of it to take away
    file_url: String,
}

impl ManualPackage {
    fn of(package: Package, county: platform::CountyId, target: TargetId) -> Self {
        let picture = |picture: by_hand::Picture| ManualPicture {
            number: i32::try_from(picture.number).unwrap_or(i32::MAX),
            file_name: picture.file_name(),
            alt: picture.media.alt.clone(),
            url: media_path(county, picture.media.id),
        };
        Self {
            title: package.title,
            summary: package.summary,
            html: package.html,
            text: package.text,
            pictures: package.pictures.into_iter().map(picture).collect(),
            file_url: package_path(target),
        }
    }
}

#[derive(Default)]
pub(super) struct ManualQuery;

#[Object]
impl ManualQuery {
    /// Of a target that waits for a person
    #[graphql(complexity = "50 + child_complexity")]
    async fn manual_package(&self, ctx: &Context<'_>, target_id: ID) -> ApiResult<ManualPackage> {
        let id = parse_id(&target_id)?;
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        let package = by_hand::package(&mut tx, &actor, id).await?;
        Ok(ManualPackage::of(package, actor.county(), id))
    }
}

#[derive(Default)]
pub(super) struct ManualMutation;

#[Object]
impl ManualMutation {
    /// It was published there: the page is read, and then the target is live
    async fn report_manual_release(&self, ctx: &Context<'_>, target_id: ID, url: String) -> ApiResult<ReleaseTarget> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = by_hand::report(&mut tx, &actor, parse_id(&target_id)?, &url).await?;
        tx.commit().await?;
        Ok(ReleaseTarget(row))
    }

    /// It was not published by hand after all
    async fn give_up_manual_release(
        &self,
        ctx: &Context<'_>,
        target_id: ID,
        reason: String,
    ) -> ApiResult<ReleaseTarget> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = by_hand::give_up(&mut tx, &actor, parse_id(&target_id)?, &reason).await?;
        tx.commit().await?;
        Ok(ReleaseTarget(row))
    }
}

/// Targets that wait for a person to release them, for those who may.
pub(super) async fn work(tx: &mut TenantTx, actor: &Actor) -> ApiResult<Vec<WorkItem>> {
    if !actor.may(Action::ReleaseResolve, Scope::Any) {
        return Ok(Vec::new());
    }
    let targets = by_hand::waiting(tx, LIMIT).await?;
    if targets.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<content::RevisionId> = targets.iter().map(|target| target.revision).collect();
    let revisions = content::revision::by_ids(tx, &ids).await?;
    let item = |target: publishing::release::Target| {
        let revision = revisions.iter().find(|revision| revision.id == target.revision)?;
        Some(WorkItem {
            step: None,
            kind: WorkKind::ManualRelease,
            subject: target.release.0,
            title: revision.title.clone(),
            note: target.error_text.unwrap_or_default(),
            department: Some(target.department),
            due_at: None,
            overdue: false,
            since: target.state_at,
        })
    };
    Ok(targets.into_iter().filter_map(item).collect())
}
