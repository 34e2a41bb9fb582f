//! 各渠道版本: what channels show in place of the master, as it is told and taken.

use async_graphql::{ComplexObject, Context, ID, InputObject, SimpleObject};
use content::MediaId;

use super::media::{Media, media};
use super::preview::Channel;
use crate::api_error::{ApiError, ApiResult};
use crate::graphql::{Focus, FocusInput, parse_id};

/// What one channel shows of a piece; what is null is the master's
#[derive(SimpleObject)]
#[graphql(complex)]
pub(super) struct ChannelVariant {
    channel: Channel,
    title: Option<String>,
    /// An empty one says that the channel shows none
    summary: Option<String>,
    /// What of its cover must stay in sight
    cover_focus: Option<Focus>,
    /// The places of the master's blocks, in the order of this channel
    order: Option<Vec<i32>>,
    /// On WeChat, its pictures with its words as plain text below
    as_pictures: bool,
    #[graphql(skip)]
    cover: Option<MediaId>,
}

#[ComplexObject]
impl ChannelVariant {
    async fn cover(&self, ctx: &Context<'_>) -> ApiResult<Option<Media>> {
        media(ctx, self.cover).await
    }
}

/// Those channels that have something of their own.
pub(super) fn told(variants: &content::Variants) -> Vec<ChannelVariant> {
    let one = |(channel, variant): (content::Channel, &content::Variant)| ChannelVariant {
        channel: channel.into(),
        title: variant.title.clone(),
        summary: variant.summary.clone(),
        cover_focus: variant.cover_focus.map(Focus::from),
        order: variant.order.as_ref().map(|order| order.iter().filter_map(|at| i32::try_from(*at).ok()).collect()),
        as_pictures: variant.as_pictures,
        cover: variant.cover,
    };
    variants.iter().map(one).collect()
}

/// What one channel shows in place of the master; what is absent is the master's
#[derive(InputObject)]
pub(super) struct ChannelVariantInput {
    channel: Channel,
    title: Option<String>,
    summary: Option<String>,
    cover_media_id: Option<ID>,
    cover_focus: Option<FocusInput>,
    order: Option<Vec<i32>>,
    /// On WeChat, its pictures with its words as plain text below
    #[graphql(default)]
    as_pictures: bool,
}

/// Reads them; of two for one channel the last holds.
pub(super) fn taken(inputs: Vec<ChannelVariantInput>) -> ApiResult<content::Variants> {
    let one = |input: ChannelVariantInput| {
        let variant = content::Variant {
            title: input.title,
            summary: input.summary,
            cover: input.cover_media_id.as_ref().map(parse_id).transpose()?,
            cover_focus: input.cover_focus.map(Into::into),
            // What is no place at all is no place of a block, and refused as that.
            order: input
                .order
                .map(|order| order.into_iter().map(|at| usize::try_from(at).unwrap_or(usize::MAX)).collect()),
            as_pictures: input.as_pictures,
        };
        Ok::<_, ApiError>((input.channel.into(), variant))
    };
    Ok(content::Variants::new(inputs.into_iter().map(one).collect::<ApiResult<Vec<_>>>()?))
}
