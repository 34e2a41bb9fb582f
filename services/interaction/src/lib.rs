//! Interaction: inquiries with their clocks, replies and their delivery, the work calendar, and the callbacks of WeChat.

pub mod calendar;
pub mod clock;
pub mod deliver;
pub mod inquiry;
pub mod wechat;

mod work;

pub use inquiry::{Inquiry, InquiryId, Kind, Origin, ReplyId, State};

use platform::CountyId;

/// The page on which a citizen looks up an inquiry by its code; they type the code, so that it stands in no address.
#[must_use]
pub fn query_page(public_url: &str, county: CountyId) -> String {
    format!("{public_url}/s/{county}/lookup")
}
