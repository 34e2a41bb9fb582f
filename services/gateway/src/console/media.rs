//! 素材库: a department's library, its folders, uploads, and what is done with a file.

mod folders;
mod library;
mod loaders;
mod replacements;
mod types;

use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, MergedObject};
use content::MediaId;
use content::media::licence;
use platform::TenantTx;
use tenancy::Actor;

use super::article_loaders::Files;
use super::types::loaded;
use super::work::{WorkItem, WorkKind};
use crate::api_error::ApiResult;

pub(super) use loaders::add;
pub(super) use types::Media;

/// What is asked of the library.
#[derive(MergedObject, Default)]
pub(super) struct MediaQuery(library::LibraryQuery, folders::FoldersQuery, replacements::ReplacementsQuery);

/// What is done in it.
#[derive(MergedObject, Default)]
pub(super) struct MediaMutation(library::LibraryMutation, folders::FoldersMutation, replacements::ReplacementsMutation);

/// Files whose licence ends soon or has ended, for those who keep the library.
pub(super) async fn work(tx: &mut TenantTx, actor: &Actor) -> ApiResult<Vec<WorkItem>> {
    let now = tx.now();
    let item = |file: content::Media| {
        // Its last day counts, as a day in China.
        let ends = file.licence_ends_on.and_then(time::Date::next_day);
        let due = ends.map(|day| day.midnight().assume_offset(time::macros::offset!(+8)));
        WorkItem {
            kind: WorkKind::LicenceEnding,
            subject: file.id.0,
            title: if file.alt.is_empty() { file.file_name } else { file.alt },
            note: file.holder,
            department: Some(file.department),
            due_at: due,
            overdue: due.is_some_and(|due| due <= now),
            since: file.created_at,
            step: None,
        }
    };
    Ok(licence::ending(tx, actor, 50).await?.into_iter().map(item).collect())
}

/// A file by id, through the loader; none if there is no id, or it is not the caller's to see.
pub(super) async fn media(ctx: &Context<'_>, id: Option<MediaId>) -> ApiResult<Option<Media>> {
    let Some(id) = id else { return Ok(None) };
    let loader = ctx.data_unchecked::<DataLoader<Files>>();
    let row = loader.load_one(id).await.map_err(|error| loaded(&error))?;
    Ok(row.map(Media))
}
