//! The fonts of the forms, carried in the binary: every character of the national standard list of names and texts (通用规范汉字表) and all
//! of Unicode's first 27,584 Han characters. What lies beyond is written by its number, so that a name is never a box.

use std::sync::LazyLock;

use rust_embed::RustEmbed;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/node_modules/@expo-google-fonts/noto-serif-sc/400Regular"]
#[allow_missing = true]
struct Regular;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/node_modules/@expo-google-fonts/noto-serif-sc/700Bold"]
#[allow_missing = true]
struct Bold;

/// The fonts, and what is known of them.
pub(crate) struct Fonts {
    pub(crate) book: LazyHash<FontBook>,
    pub(crate) fonts: Vec<Font>,
}

static FONTS: LazyLock<Option<Fonts>> = LazyLock::new(load);

/// The fonts; none where they were not built into this binary.
pub(crate) fn fonts() -> Option<&'static Fonts> {
    FONTS.as_ref()
}

fn load() -> Option<Fonts> {
    let files = [Regular::get("NotoSerifSC_400Regular.ttf")?, Bold::get("NotoSerifSC_700Bold.ttf")?];
    let fonts: Vec<Font> = files.into_iter().filter_map(|file| Font::new(Bytes::new(file.data), 0)).collect();
    (fonts.len() == 2).then(|| Fonts { book: LazyHash::new(FontBook::from_fonts(&fonts)), fonts })
}

impl Fonts {
    /// The text with each character that no font has written by its number, such as 〔U+20BB7〕.
    pub(crate) fn readable(&self, text: &str) -> String {
        let known = |c: char| {
            c.is_whitespace() || self.fonts.first().is_some_and(|font| font.info().coverage.contains(u32::from(c)))
        };
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            if known(c) {
                out.push(c);
            } else if !c.is_control() && !invisible(c) {
                out.push_str(&format!("〔U+{:04X}〕", u32::from(c)));
            }
        }
        out
    }
}

/// Joiners, directions and variation selectors draw nothing of their own, and could make a line read otherwise than it is.
fn invisible(c: char) -> bool {
    matches!(u32::from(c), 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0xFE00..=0xFE0F | 0xFEFF | 0xE0000..=0xE01EF)
}
