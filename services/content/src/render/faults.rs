//! What a channel would refuse of a piece, told before anything is planned on it.

use platform::{FieldError, Invalid, Refusal as _};

use super::{Channel, Rendition};
use crate::limits::WechatLimits;

/// Every rule of the channel that the piece breaks; none for our own.
#[must_use]
pub fn channel_faults(channel: Channel, rendition: &Rendition, limits: &WechatLimits) -> Vec<FieldError> {
    let mut faults = Invalid::default();
    if channel == Channel::Wechat {
        wechat(rendition, limits, &mut faults);
    }
    faults.fields().to_vec()
}

fn wechat(rendition: &Rendition, limits: &WechatLimits, faults: &mut Invalid) {
    let mut short = |text: &str, most: usize, field: &str, name: &str| {
        let message = format!("微信{name}不超过 {most} 字");
        faults.check(text.chars().count() <= most, field, "TOO_LONG_FOR_WECHAT", message);
    };
    short(&rendition.title, limits.title, "title", "标题");
    short(&rendition.author, limits.author, "author", "作者");
    short(&rendition.summary, limits.digest, "summary", "摘要");
    let fits = rendition.html.chars().count() < limits.content_chars && rendition.html.len() < limits.content_bytes;
    let message = format!("微信正文（含格式）需少于 {} 字", limits.content_chars);
    faults.check(fits, "blocks", "TOO_LONG_FOR_WECHAT", message);
    faults.check(rendition.has_cover, "coverMediaId", "REQUIRED_BY_WECHAT", "微信图文需有封面图");
    for picture in &rendition.pictures {
        let taken = matches!(picture.mime.as_str(), "image/jpeg" | "image/png");
        faults.check(taken, &picture.field, "TYPE_REFUSED_BY_WECHAT", "微信正文图片需为 JPG 或 PNG");
        let small = picture.bytes < limits.image_bytes;
        faults.check(small, &picture.field, "TOO_LARGE_FOR_WECHAT", "微信正文图片需小于 1 MB");
    }
}

#[cfg(test)]
mod tests {
    use super::channel_faults;
    use crate::limits::WechatLimits;
    use crate::render::{Channel, Picture, Rendition};

    fn rendition() -> Rendition {
        Rendition {
            title: "字".repeat(32),
            author: "字".repeat(16),
            summary: "字".repeat(128),
            html: "字".repeat(19_999),
            has_cover: true,
            pictures: vec![Picture { field: "blocks.0.mediaId".to_owned(), mime: "image/png".to_owned(), bytes: 9 }],
        }
    }

    fn codes(channel: Channel, rendition: &Rendition) -> Vec<(String, &'static str)> {
        let faults = channel_faults(channel, rendition, &WechatLimits::default());
        faults.into_iter().map(|fault| (fault.field, fault.code)).collect()
    }

    #[test]
    fn a_title_of_33_characters_is_refused_for_wechat_alone() {
        assert_eq!(codes(Channel::Wechat, &rendition()), []);
        let long = Rendition { title: "字".repeat(33), ..rendition() };
        assert_eq!(codes(Channel::Wechat, &long), [("title".to_owned(), "TOO_LONG_FOR_WECHAT")]);
        assert_eq!(codes(Channel::Website, &long), []);
    }

    #[test]
    fn all_that_wechat_refuses_is_told_at_once() {
        let bad = Rendition {
            author: "字".repeat(17),
            summary: "字".repeat(129),
            html: "字".repeat(20_000),
            has_cover: false,
            pictures: vec![Picture {
                field: "blocks.4.mediaId".to_owned(),
                mime: "image/gif".to_owned(),
                bytes: 1 << 20,
            }],
            ..rendition()
        };
        let fields: Vec<String> = codes(Channel::Wechat, &bad).into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["author", "summary", "blocks", "coverMediaId", "blocks.4.mediaId", "blocks.4.mediaId"]);
    }
}
