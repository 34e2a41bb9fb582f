//! A page on another's platform, as anyone opens it.

use platform::outbound::{Outbound, OutboundError};

/// As much of a page as is read.
const MOST: usize = 2 << 20;

/// Why a page was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unread {
    /// It stands in a network of our own.
    Private,
    /// That is no address.
    NoAddress,
    /// Nobody answered.
    Unanswered,
    /// It stands somewhere else.
    Elsewhere,
    /// Something else was answered.
    Status(u16),
}

/// Reads it.
pub(super) async fn read(outbound: &Outbound, address: &str) -> Result<String, Unread> {
    let (client, url) = outbound.to(address).map_err(|error| match error {
        OutboundError::Private => Unread::Private,
        _ => Unread::NoAddress,
    })?;
    let mut response = client.get(url).send().await.map_err(|_| Unread::Unanswered)?;
    let status = response.status();
    if status.is_redirection() {
        return Err(Unread::Elsewhere);
    }
    if !status.is_success() {
        return Err(Unread::Status(status.as_u16()));
    }
    let mut page = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|_| Unread::Unanswered)? {
        page.extend_from_slice(&chunk);
        if MOST < page.len() {
            break;
        }
    }
    Ok(String::from_utf8_lossy(&page).into_owned())
}
