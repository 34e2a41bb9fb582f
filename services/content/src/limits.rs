//! Sizes that are settings of a county: of a piece in general, of a media file, and of what WeChat takes.

use std::borrow::Cow;

use platform::settings::Setting;
use serde::Deserialize;

use crate::MediaKind;

/// Sizes of a piece, whatever its channel.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Limits {
    /// Characters of a title.
    pub title: usize,
    /// Characters of a summary.
    pub summary: usize,
    /// Blocks of a piece.
    pub blocks: usize,
    /// Characters of one block's text.
    pub block_text: usize,
    /// Items of a list.
    pub items: usize,
    /// Pictures of a gallery.
    pub gallery: usize,
    /// Columns of a table.
    pub table_columns: usize,
    /// Rows of a table.
    pub table_rows: usize,
    /// Columns of a chart.
    pub chart_columns: usize,
    /// Rows of a chart.
    pub chart_rows: usize,
    /// Topics of a piece.
    pub topics: usize,
}

impl Limits {
    const DEFAULT: Self = Self {
        title: 120,
        summary: 300,
        blocks: 500,
        block_text: 20_000,
        items: 200,
        gallery: 30,
        table_columns: 20,
        table_rows: 300,
        chart_columns: 12,
        chart_rows: 200,
        topics: 10,
    };
    /// The setting.
    pub const SETTING: Setting<Self> = Setting { key: "content.limits", default: Self::DEFAULT };
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// Sizes of a media file, in bytes. The defaults are what WeChat takes as material; documents it takes none.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct MediaLimits {
    /// Bytes of an image.
    pub image_bytes: i64,
    /// Bytes of a sound.
    pub audio_bytes: i64,
    /// Bytes of a film.
    pub video_bytes: i64,
    /// Bytes of a document.
    pub document_bytes: i64,
    /// Pixels of an image: what it takes in memory once it is unpacked, whatever its size as a file.
    pub image_pixels: u64,
}

impl MediaLimits {
    const DEFAULT: Self = Self {
        image_bytes: 10 << 20,
        audio_bytes: 2 << 20,
        video_bytes: 10 << 20,
        document_bytes: 20 << 20,
        image_pixels: 50_000_000,
    };
    /// The setting.
    pub const SETTING: Setting<Self> = Setting { key: "media.limits", default: Self::DEFAULT };

    /// The limit of a kind.
    #[must_use]
    pub fn bytes(&self, kind: MediaKind) -> i64 {
        match kind {
            MediaKind::Image => self.image_bytes,
            MediaKind::Audio => self.audio_bytes,
            MediaKind::Video => self.video_bytes,
            MediaKind::Document => self.document_bytes,
        }
    }
}

impl Default for MediaLimits {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// What WeChat's draft takes (its `draft/add`).
#[derive(Clone, Debug, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct WechatLimits {
    /// Characters of a title, at most.
    pub title: usize,
    /// Characters of an author, at most.
    pub author: usize,
    /// Characters of a digest, at most.
    pub digest: usize,
    /// Characters of the content: fewer than this.
    pub content_chars: usize,
    /// Bytes of the content: fewer than this.
    pub content_bytes: usize,
    /// Bytes of an image inside the content: fewer than this.
    pub image_bytes: i64,
    /// Pictures of a picture message, at most.
    pub pictures: usize,
    /// Bytes of each of them: fewer than this.
    pub picture_bytes: i64,
    /// Kinds of blocks that are refused, such as `video`; what it cannot show stands as a line of text otherwise.
    pub refused_blocks: Cow<'static, [Cow<'static, str>]>,
    /// Hosts whose links a reader can follow out of the content.
    pub link_hosts: Cow<'static, [Cow<'static, str>]>,
}

impl WechatLimits {
    const DEFAULT: Self = Self {
        title: 32,
        author: 16,
        digest: 128,
        content_chars: 20_000,
        content_bytes: 1 << 20,
        image_bytes: 1 << 20,
        pictures: 20,
        picture_bytes: 10 << 20,
        refused_blocks: Cow::Borrowed(&[]),
        link_hosts: Cow::Borrowed(&[Cow::Borrowed("mp.weixin.qq.com")]),
    };
    /// The setting.
    pub const SETTING: Setting<Self> = Setting { key: "wechat.limits", default: Self::DEFAULT };
}

impl Default for WechatLimits {
    fn default() -> Self {
        Self::DEFAULT
    }
}
