//! What a channel would refuse of a piece, and what it would show otherwise than it was written, told before anything is planned
//! on it.

use std::borrow::Cow;

use platform::{FieldError, Invalid, Refusal as _};

use super::text::beside_pictures;
use super::{Channel, Rendition};
use crate::Block;
use crate::channel::{ChannelRules, Rules};
use crate::limits::WechatLimits;
use crate::variant::OnChannel;

/// Every rule of the channel that the piece breaks, each under the field that would have to change: the channel's own where it has
/// one, the master's otherwise.
#[must_use]
pub fn channel_faults(shown: &OnChannel<'_>, rendition: &Rendition, rules: &Rules) -> Vec<FieldError> {
    let (mut faults, own) = (Invalid::default(), rules.of(shown.channel));
    match shown.channel {
        Channel::Wechat => wechat(shown, rendition, &rules.wechat, &mut faults),
        Channel::Website | Channel::App | Channel::Connector => ours(shown, rendition, &own, &mut faults),
    }
    for (at, block) in shown.blocks.iter().enumerate() {
        let (word, name) = block.kind();
        let message = format!("{}不发此类内容（{name}）", shown.channel.name());
        let field = format!("blocks.{}", shown.place(at));
        faults.check(!own.refused_blocks.contains(&Cow::Borrowed(word)), field, "BLOCK_REFUSED_BY_CHANNEL", message);
    }
    faults.fields().to_vec()
}

fn ours(shown: &OnChannel<'_>, rendition: &Rendition, rules: &ChannelRules, faults: &mut Invalid) {
    let channel = shown.channel.name();
    let mut short = |text: &str, most: usize, field: &str, name: &str| {
        let message = format!("{channel}{name}不超过 {most} 字");
        faults.check(text.chars().count() <= most, shown.field(field), "TOO_LONG_FOR_CHANNEL", message);
    };
    short(&rendition.title, rules.title, "title", "标题");
    short(&rendition.summary, rules.summary, "summary", "摘要");
    let covered = !rules.cover_required || rendition.has_cover;
    faults.check(covered, "coverMediaId", "REQUIRED_BY_CHANNEL", format!("{channel}需有封面图"));
}

fn wechat(shown: &OnChannel<'_>, rendition: &Rendition, limits: &WechatLimits, faults: &mut Invalid) {
    let mut short = |text: &str, most: usize, field: String, name: &str| {
        let message = format!("微信{name}不超过 {most} 字");
        faults.check(text.chars().count() <= most, field, "TOO_LONG_FOR_WECHAT", message);
    };
    short(&rendition.title, limits.title, shown.field("title"), "标题");
    short(&rendition.author, limits.author, "author".to_owned(), "作者");
    short(&rendition.summary, limits.digest, shown.field("summary"), "摘要");
    let words = shown.as_pictures().then(|| beside_pictures(&shown.blocks));
    let content = words.as_deref().unwrap_or(&rendition.html);
    let fits = content.chars().count() < limits.content_chars && content.len() < limits.content_bytes;
    let message = format!("微信正文（含格式）需少于 {} 字", limits.content_chars);
    faults.check(fits, "blocks", "TOO_LONG_FOR_WECHAT", message);
    if shown.as_pictures() {
        return as_pictures(rendition, limits, faults);
    }
    faults.check(rendition.has_cover, "coverMediaId", "REQUIRED_BY_WECHAT", "微信图文需有封面图");
    for picture in &rendition.pictures {
        let taken = matches!(picture.mime.as_str(), "image/jpeg" | "image/png");
        faults.check(taken, &picture.field, "TYPE_REFUSED_BY_WECHAT", "微信正文图片需为 JPG 或 PNG");
        let small = picture.bytes < limits.image_bytes;
        faults.check(small, &picture.field, "TOO_LARGE_FOR_WECHAT", "微信正文图片需小于 1 MB");
    }
}

/// What a picture message must keep to.
fn as_pictures(rendition: &Rendition, limits: &WechatLimits, faults: &mut Invalid) {
    let some = (1..=limits.pictures).contains(&rendition.pictures.len());
    let message = format!("图片消息须有 1 至 {} 张图片", limits.pictures);
    faults.check(some, "variants.wechat.asPictures", "PICTURES_FOR_WECHAT", message);
    for picture in &rendition.pictures {
        let taken = matches!(picture.mime.as_str(), "image/jpeg" | "image/png");
        faults.check(taken, &picture.field, "TYPE_REFUSED_BY_WECHAT", "微信图片消息的图片需为 JPG 或 PNG");
        let small = picture.bytes < limits.picture_bytes;
        faults.check(small, &picture.field, "TOO_LARGE_FOR_WECHAT", "微信图片消息的图片需小于 10 MB");
    }
}

/// What the channel takes and readers meet otherwise than on our own pages. Nothing is refused for it.
#[must_use]
pub fn channel_notes(shown: &OnChannel<'_>, rules: &Rules) -> Vec<FieldError> {
    let mut notes = Invalid::default();
    if shown.channel == Channel::Wechat {
        for (at, block) in shown.blocks.iter().enumerate() {
            let field = format!("blocks.{}", shown.place(at));
            let note = if shown.as_pictures() { in_words(block) } else { note(block, &rules.wechat) };
            if let Some((code, message)) = note {
                notes.add(field, code, message);
            }
        }
    }
    notes.fields().to_vec()
}

/// Of a picture message: what is no picture stands as plain words.
fn in_words(block: &Block) -> Option<(&'static str, &'static str)> {
    let plain = matches!(block, Block::Image(_) | Block::Gallery(_) | Block::Paragraph(_) | Block::Heading(_));
    (!plain).then_some(("WORDS_IN_PICTURE_MESSAGE", "图片消息只有图片和纯文字：这一段只留文字，链接点不开"))
}

fn note(block: &Block, limits: &WechatLimits) -> Option<(&'static str, &'static str)> {
    match block {
        Block::Audio(_) | Block::Video(_) | Block::File(_) => {
            Some(("POINTER_IN_WECHAT", "微信正文中只留一行标题，读者点“阅读原文”收看、收听或下载"))
        }
        Block::Chart(_) => Some(("TABLE_IN_WECHAT", "微信正文中的图表显示为数据表")),
        _ => {
            let mut links = block.links().into_iter();
            links.any(|link| !opens(link, limits)).then_some((
                "LINK_DEAD_IN_WECHAT",
                "微信正文中只能点开公众号文章，其他链接读者点不开，请把要点写进正文",
            ))
        }
    }
}

fn opens(link: &str, limits: &WechatLimits) -> bool {
    let host = url::Url::parse(link).ok().and_then(|url| url.host_str().map(str::to_owned));
    host.is_none_or(|host| limits.link_hosts.contains(&Cow::Owned(host)))
}

#[cfg(test)]
mod tests {
    use super::{channel_faults, channel_notes};
    use crate::channel::Rules;
    use crate::limits::WechatLimits;
    use crate::render::{Channel, Picture, Rendition};
    use crate::variant::Master;
    use crate::{Block, Variant, Variants};
    use serde_json::json;
    use std::borrow::Cow;

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

    fn told(channel: Channel, rendition: &Rendition, variants: &Variants) -> Vec<(String, &'static str)> {
        let master = Master { title: "", summary: "", cover: None, cover_focus: None, blocks: &[], variants };
        let faults = channel_faults(&master.on(channel), rendition, &Rules::default());
        faults.into_iter().map(|fault| (fault.field, fault.code)).collect()
    }

    fn codes(channel: Channel, rendition: &Rendition) -> Vec<(String, &'static str)> {
        told(channel, rendition, &Variants::default())
    }

    #[test]
    fn a_title_of_33_characters_is_refused_for_wechat_alone() {
        assert_eq!(codes(Channel::Wechat, &rendition()), []);
        let long = Rendition { title: "字".repeat(33), ..rendition() };
        assert_eq!(codes(Channel::Wechat, &long), [("title".to_owned(), "TOO_LONG_FOR_WECHAT")]);
        assert_eq!(codes(Channel::Website, &long), []);
        let own = Variant { title: Some("字".into()), ..Variant::default() };
        let fault = ("variants.wechat.title".to_owned(), "TOO_LONG_FOR_WECHAT");
        assert_eq!(told(Channel::Wechat, &long, &Variants::new([(Channel::Wechat, own)])), [fault]);
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

    #[test]
    fn blocks_that_a_channel_refuses_or_shows_otherwise_are_told_by_their_place() {
        let blocks: Vec<Block> = serde_json::from_value(json!([
            {"type": "paragraph", "spans": [{"text": "见", "href": "https://mp.weixin.qq.com/s/1"}]},
            {"type": "paragraph", "spans": [{"text": "见", "href": "https://www.gov.cn/1"}]},
            {"type": "video", "mediaId": "00000000-0000-0000-0000-000000000001", "title": "片"},
        ]))
        .unwrap();
        let own = Variant { order: Some(vec![2, 0, 1]), ..Variant::default() };
        let variants = Variants::new([(Channel::Wechat, own)]);
        let master =
            Master { title: "", summary: "", cover: None, cover_focus: None, blocks: &blocks, variants: &variants };
        let refused_blocks = Cow::Borrowed([Cow::Borrowed("video")].as_slice());
        let wechat = WechatLimits { refused_blocks, ..WechatLimits::default() };
        let rules = Rules { wechat, ..Rules::default() };
        let shown = master.on(Channel::Wechat);
        let faults = channel_faults(&shown, &rendition(), &rules);
        assert_eq!(faults.iter().map(|fault| fault.field.as_str()).collect::<Vec<_>>(), ["blocks.2"]);
        let notes = channel_notes(&shown, &rules);
        let notes: Vec<_> = notes.iter().map(|note| (note.field.as_str(), note.code)).collect();
        assert_eq!(notes, [("blocks.2", "POINTER_IN_WECHAT"), ("blocks.1", "LINK_DEAD_IN_WECHAT")]);
        assert!(channel_notes(&master.on(Channel::App), &rules).is_empty());
    }
}
