//! What people send of relay tasks.

use async_graphql::{ID, InputObject, SimpleObject};
use publishing::relay::{Among, Elsewhere, NewTask, Preset, What};
use time::OffsetDateTime;

use crate::api_error::{ApiError, ApiResult};
use crate::console::preview::Channel;
use crate::graphql::parse_id;

/// By whom a piece is carried, and by when
#[derive(InputObject)]
pub(super) struct RelayTermsInput {
    /// The accounts of a channel; every active account where neither this nor accounts are named
    channel: Option<Channel>,
    account_ids: Option<Vec<ID>>,
    /// The preset hours from now where nothing is said
    due_at: Option<OffsetDateTime>,
    /// What is asked of those who carry it
    note: String,
}

/// A piece that stands elsewhere
#[derive(InputObject)]
pub(super) struct RelayElsewhereInput {
    title: String,
    /// One paragraph a line
    body: String,
    source_id: ID,
    url: String,
    author: Option<String>,
    published_at: Option<OffsetDateTime>,
    licence: Option<String>,
}

impl RelayTermsInput {
    /// # Errors
    /// When an id is malformed.
    pub(super) fn of(self, what: What) -> ApiResult<NewTask> {
        let among = match (self.account_ids, self.channel) {
            (Some(ids), _) => Among::Chosen(ids.iter().map(parse_id).collect::<ApiResult<_>>()?),
            (None, Some(channel)) => Among::Channel(channel.into()),
            (None, None) => Among::All,
        };
        Ok(NewTask { what, among, due_at: self.due_at, note: self.note })
    }
}

impl TryFrom<RelayElsewhereInput> for Elsewhere {
    type Error = ApiError;
    fn try_from(input: RelayElsewhereInput) -> ApiResult<Self> {
        Ok(Self {
            title: input.title,
            body: input.body,
            source: parse_id(&input.source_id)?,
            url: input.url,
            author: input.author,
            published_at: input.published_at,
            licence: input.licence,
        })
    }
}

/// What a county presets for its tasks
#[derive(SimpleObject)]
pub(super) struct RelayPreset {
    /// Hours from the order until it is due
    due_hours: i32,
    /// Minutes before its time at which departments are reminded
    remind_minutes: i32,
    /// Minutes between accounts that are asked to go out one after another
    spacing_minutes: i32,
    /// How many are drawn for a look
    drawn: i32,
}

impl From<Preset> for RelayPreset {
    fn from(preset: Preset) -> Self {
        let Preset { due_hours, remind_minutes, spacing_minutes, drawn } = preset;
        Self { due_hours, remind_minutes, spacing_minutes, drawn }
    }
}

/// Numbers of the county's tasks
#[derive(InputObject)]
pub(super) struct RelayPresetInput {
    /// From 1 to 720
    due_hours: i32,
    /// From 0 to 1440
    remind_minutes: i32,
    /// From 0 to 60
    spacing_minutes: i32,
    /// From 1 to 20
    drawn: i32,
}

impl From<RelayPresetInput> for Preset {
    fn from(input: RelayPresetInput) -> Self {
        let RelayPresetInput { due_hours, remind_minutes, spacing_minutes, drawn } = input;
        Self { due_hours, remind_minutes, spacing_minutes, drawn }
    }
}
