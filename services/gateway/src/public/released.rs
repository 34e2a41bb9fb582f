//! Rings when something was released.

use async_graphql::{Context, Error, Result, Subscription as GraphqlSubscription};
use futures_util::{Stream, StreamExt as _};
use platform::CountyId;

use super::pieces::{Piece, newest};
use crate::bell::changes;
use crate::request;

pub struct Subscription;

#[GraphqlSubscription]
impl Subscription {
    /// Rings when something was released in the county
    async fn released(&self, ctx: &Context<'_>, county: i32) -> Result<impl Stream<Item = Result<Piece>> + use<>> {
        let (request, county) = (request::of(ctx)?.clone(), CountyId(county));
        let rings = changes(&request.services().bell, county, &["publication.changed"], None).skip(1);
        Ok(rings.filter_map(move |()| {
            let request = request.clone();
            async move { newest(&request, county).await.map_err(Error::from).transpose() }
        }))
    }
}
