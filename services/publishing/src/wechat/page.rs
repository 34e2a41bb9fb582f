//! A revision as a WeChat article: what it needs, what the platform would refuse of it, and the mark by which we find it again.

use std::collections::HashMap;

use content::block::Block;
use content::channel::Rules;
use content::media::{self, Media, MediaId, MediaKind};
use content::render::{self, Rendition};
use content::revision::Revision;
use content::variant::OnChannel;
use platform::{FieldError, Storage, TenantTx};
use tenancy::region;

use super::crop::{SQUARE, WIDE, crop};
use super::{ImageInfo, ListedImage, NewsArticle};
use crate::TargetId;
use crate::account::Channel;

/// Characters of an author the platform takes.
const AUTHOR: usize = 16;

/// A revision with all that its article needs: what it shows is the version for WeChat.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    revision: Revision,
    author: String,
    /// Its pictures; the cover among them.
    pub(crate) media: HashMap<MediaId, Media>,
    /// The picture that stands for it.
    pub(crate) cover: Option<MediaId>,
}

impl Page {
    /// Reads what the article of a revision needs.
    pub(crate) async fn read(tx: &mut TenantTx, revision: Revision) -> Result<Self, Storage> {
        let pictures = pictures(&revision);
        let cover = revision.on(render::Channel::Wechat).picture();
        let ids: Vec<MediaId> = pictures.into_iter().chain(cover).collect();
        let media = if ids.is_empty() { Vec::new() } else { media::by_ids(tx, &ids).await? };
        let media = media.into_iter().filter(|file| file.kind == MediaKind::Image).map(|file| (file.id, file));
        let author = match &revision.source_name {
            Some(source) => source.clone(),
            None => {
                let departments = region::departments(tx).await?;
                let own = departments.into_iter().find(|department| department.id == revision.department);
                own.map(|department| department.name).unwrap_or_default()
            }
        };
        let author = author.chars().take(AUTHOR).collect();
        Ok(Self { media: media.collect(), revision, author, cover })
    }

    /// The pictures of its body, in order, each once.
    pub(crate) fn body_pictures(&self) -> Vec<MediaId> {
        pictures(&self.revision)
    }

    /// Whether it goes out as its pictures, with its words below.
    pub(crate) fn as_pictures(&self) -> bool {
        self.shown().as_pictures()
    }

    /// The article, with the platform's addresses of its pictures; of a picture message, with their ids there. The mark stands at its end as a number of the piece: text
    /// survives where an attribute would be stripped.
    pub(crate) fn article(
        &self,
        target: TargetId,
        thumb: String,
        held: &dyn Fn(MediaId) -> Option<String>,
        original: String,
    ) -> NewsArticle {
        let shown = self.shown();
        if shown.as_pictures() {
            return self.picture_message(target, held, original);
        }
        NewsArticle {
            article_type: None,
            image_info: None,
            title: shown.title.to_owned(),
            author: self.author.clone(),
            digest: shown.summary.to_owned(),
            content: self.content(target, held),
            content_source_url: original,
            thumb_media_id: thumb,
            need_open_comment: 0,
            wide_crop: self.crop(&shown, WIDE),
            square_crop: self.crop(&shown, SQUARE),
        }
    }

    fn picture_message(
        &self,
        target: TargetId,
        held: &dyn Fn(MediaId) -> Option<String>,
        original: String,
    ) -> NewsArticle {
        let shown = self.shown();
        let listed = self.body_pictures().into_iter().filter_map(held);
        let image_list = listed.map(|image_media_id| ListedImage { image_media_id }).collect();
        NewsArticle {
            article_type: Some("newspic"),
            image_info: Some(ImageInfo { image_list }),
            title: shown.title.to_owned(),
            author: self.author.clone(),
            content: self.words(target),
            content_source_url: original,
            ..NewsArticle::default()
        }
    }

    /// The plain text of a picture message.
    fn words(&self, target: TargetId) -> String {
        let told = self.revision.correction.as_deref().map(|text| format!("更正：{text}"));
        let words = Some(render::beside_pictures(&self.shown().blocks)).filter(|words| !words.is_empty());
        let label = self.revision.ai.label().map(str::to_owned);
        [told, words, label, Some(mark(target))].into_iter().flatten().collect::<Vec<_>>().join("\n\n")
    }

    /// The part of its cover that a list shows, where somebody said what must stay in sight.
    fn crop(&self, shown: &OnChannel<'_>, ratio: f64) -> Option<String> {
        let (cover, focus) = (self.media.get(&shown.cover?)?, shown.cover_focus?);
        Some(crop(cover.size?, focus, ratio))
    }

    fn content(&self, target: TargetId, picture_url: &dyn Fn(MediaId) -> Option<String>) -> String {
        let body = render::wechat(&self.shown().blocks, picture_url);
        let small = |text: &str| format!("<p style=\"margin:24px 0 0;font-size:12px;color:#6b736f\">{text}</p>");
        let label = self.revision.ai.label().map(small).unwrap_or_default();
        let told = self.revision.correction.as_deref().map(render::correction).unwrap_or_default();
        format!("{told}{body}{label}{}", small(&mark(target)))
    }

    fn shown(&self) -> OnChannel<'_> {
        self.revision.on(render::Channel::Wechat)
    }

    /// What the platform would refuse. The address of a picture is not known before it is uploaded: one of full length stands in.
    fn faults(&self, rules: &Rules) -> Vec<FieldError> {
        let address = |_: MediaId| Some(format!("http://mmbiz.qpic.cn/mmbiz_jpg/{}/0?wx_fmt=jpeg", "x".repeat(90)));
        let shown = self.shown();
        let rendition = Rendition {
            title: shown.title.to_owned(),
            author: self.author.clone(),
            summary: shown.summary.to_owned(),
            html: self.content(TargetId(self.revision.id.0), &address),
            has_cover: self.cover.is_some_and(|cover| self.media.contains_key(&cover)),
            pictures: render::pictures(&shown, &|id| self.media.get(&id)),
        };
        render::channel_faults(&shown, &rendition, rules)
    }
}

/// The number of a target as it stands in the text: unique, and found again in the platform's own list.
pub(crate) fn mark(target: TargetId) -> String {
    let digits = target.0.simple().to_string();
    format!("稿号 {}", digits.get(12..).unwrap_or(&digits))
}

/// What a channel would refuse of a revision, all at once.
pub(crate) async fn faults(
    tx: &mut TenantTx,
    revision: &Revision,
    channel: Channel,
) -> Result<Vec<FieldError>, Storage> {
    let rules = Rules::get(tx).await?;
    if channel == Channel::Wechat {
        return Ok(Page::read(tx, revision.clone()).await?.faults(&rules));
    }
    let shown = revision.on(channel.into());
    let rendition = Rendition {
        title: shown.title.to_owned(),
        author: String::new(),
        summary: shown.summary.to_owned(),
        html: String::new(),
        has_cover: shown.picture().is_some(),
        pictures: Vec::new(),
    };
    Ok(render::channel_faults(&shown, &rendition, &rules))
}

fn pictures(revision: &Revision) -> Vec<MediaId> {
    let mut pictures = Vec::new();
    let shown = revision.blocks.iter().flat_map(Block::shows);
    for shown in shown.filter(|shown| shown.kind == MediaKind::Image) {
        if !pictures.contains(&shown.id) {
            pictures.push(shown.id);
        }
    }
    pictures
}
