//! 去除拍摄信息: a picture without what a camera or a program wrote beside it: where it was taken, with what, by whom, and the small
//! picture of what was cut away. Its pixels stay as they are, but for being turned as the camera said.

mod gif;
mod jpeg;
mod png;
mod webp;

use image::metadata::Orientation;

use super::picture;

/// A picture as it is kept and goes out.
#[derive(Debug)]
pub(super) struct Cleaned {
    pub(super) bytes: Vec<u8>,
    pub(super) width: u32,
    pub(super) height: u32,
}

/// Why a picture is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unclean {
    /// It ends early, or is not built as its type is.
    Broken,
    /// Unpacked it would fill the memory, whatever its size as a file.
    TooManyPixels,
}

impl Unclean {
    /// The stable reason.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Broken => "BROKEN_PICTURE",
            Self::TooManyPixels => "TOO_MANY_PIXELS",
        }
    }
}

/// What a container holds once it is stripped, and how the camera was held.
struct Stripped {
    bytes: Vec<u8>,
    orientation: Option<Orientation>,
}

/// Cleans a picture of a type. It is unpacked only where it must be turned, and only after its header told how large it is.
pub(super) fn clean(mime: &str, bytes: &[u8], pixels: u64) -> Result<Cleaned, Unclean> {
    let stripped = match mime {
        "image/jpeg" => jpeg::strip(bytes),
        "image/png" => png::strip(bytes),
        "image/gif" => gif::strip(bytes),
        "image/webp" => webp::strip(bytes),
        // A bitmap has no place for more than its pixels.
        _ => Some(Stripped { bytes: bytes.to_vec(), orientation: None }),
    };
    let stripped = stripped.ok_or(Unclean::Broken)?;
    let (width, height) = picture::size(mime, &stripped.bytes).ok_or(Unclean::Broken)?;
    if pixels < u64::from(width) * u64::from(height) {
        return Err(Unclean::TooManyPixels);
    }
    match stripped.orientation.filter(|turn| *turn != Orientation::NoTransforms) {
        None => Ok(Cleaned { bytes: stripped.bytes, width, height }),
        Some(turn) => {
            let (bytes, width, height) = picture::turned(mime, &stripped.bytes, turn, pixels).ok_or(Unclean::Broken)?;
            Ok(Cleaned { bytes, width, height })
        }
    }
}

/// Bytes read one after another; none past their end.
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let taken = self.bytes.get(self.at..self.at.checked_add(count)?)?;
        self.at += count;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    /// A whole number of as many bytes, the most telling first.
    fn number(&mut self, bytes: usize) -> Option<usize> {
        Some(self.take(bytes)?.iter().fold(0, |number, byte| number << 8 | usize::from(*byte)))
    }

    /// The same, the least telling first.
    fn number_reversed(&mut self, bytes: usize) -> Option<usize> {
        Some(self.take(bytes)?.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte)))
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use image::{DynamicImage, ImageFormat, RgbImage};

    use super::{Unclean, clean};

    /// An EXIF block that says a place on the earth, and that the camera was held on its side.
    fn exif() -> Vec<u8> {
        let mut tiff = b"II\x2a\0\x08\0\0\0\x02\0".to_vec();
        tiff.extend(b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0");
        tiff.extend(b"\x25\x88\x04\0\x01\0\0\0\x26\0\0\0\0\0\0\0");
        tiff.extend(b"GPS 33.046N 111.843E");
        tiff
    }

    fn drawn(format: ImageFormat) -> Vec<u8> {
        let picture = RgbImage::from_fn(40, 20, |x, y| {
            image::Rgb([u8::try_from(x * 6).unwrap(), 90, u8::try_from(y * 12).unwrap()])
        });
        let mut bytes = std::io::Cursor::new(Vec::new());
        DynamicImage::ImageRgb8(picture).write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    fn with_segment(picture: &[u8], marker: u8, body: &[u8]) -> Vec<u8> {
        let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
        [&picture[..2], &[0xff, marker], &length, body, &picture[2..]].concat()
    }

    fn with_chunk(picture: &[u8], kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
        let length = u32::try_from(body.len()).unwrap().to_be_bytes();
        [&picture[..33], &length, kind, body, &[0; 4], &picture[33..]].concat()
    }

    fn holds(bytes: &[u8], told: &[u8]) -> bool {
        bytes.windows(told.len()).any(|window| window == told)
    }

    #[test]
    fn c15_where_a_picture_was_taken_is_gone_and_it_stands_upright() {
        let told = [b"Exif\0\0".to_vec(), exif()].concat();
        let mut camera = with_segment(&drawn(ImageFormat::Jpeg), 0xe1, &told);
        camera = with_segment(&camera, 0xe1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>GPS</x:xmpmeta>");
        camera = with_segment(&camera, 0xfe, b"GPS by hand");
        camera.extend(b"GPS after the end");
        let cleaned = clean("image/jpeg", &camera, 1_000).unwrap();
        assert!(!holds(&cleaned.bytes, b"GPS") && !holds(&cleaned.bytes, b"Exif"));
        assert_eq!((cleaned.width, cleaned.height), (20, 40));
        let png = with_chunk(&with_chunk(&drawn(ImageFormat::Png), b"tEXt", b"Place\0GPS"), b"eXIf", &exif());
        let cleaned = clean("image/png", &png, 1_000).unwrap();
        assert!(!holds(&cleaned.bytes, b"GPS") && !holds(&cleaned.bytes, b"eXIf"));
        assert_eq!((cleaned.width, cleaned.height), (20, 40));
    }

    #[test]
    fn c15_a_webp_and_a_gif_lose_what_was_written_beside_them() {
        let plain = drawn(ImageFormat::WebP);
        let body = &plain[12..];
        let mut chunks = b"VP8X\x0a\0\0\0\x0c\0\0\0\x27\0\0\x13\0\0".to_vec();
        chunks.extend(body);
        chunks.extend(b"EXIF\x04\0\0\0GPS!XMP \x04\0\0\0GPS!");
        let size = u32::try_from(chunks.len() + 4).unwrap().to_le_bytes();
        let told = [b"RIFF".as_slice(), &size, b"WEBP", &chunks].concat();
        let cleaned = clean("image/webp", &told, 1_000).unwrap();
        assert!(!holds(&cleaned.bytes, b"GPS") && (cleaned.width, cleaned.height) == (40, 20));
        let gif = drawn(ImageFormat::Gif);
        let comment = b"\x21\xfe\x04GPS!\0\x21\xff\x0bXMP DataXMP\x04GPS!\0";
        let end = gif.len() - 1;
        let told = [&gif[..end], comment, &gif[end..], b"GPS"].concat();
        assert_eq!(clean("image/gif", &told, 1_000).unwrap().bytes, gif);
    }

    #[test]
    fn what_holds_nothing_beside_its_pixels_stays_byte_for_byte() {
        for (mime, format) in
            [("image/png", ImageFormat::Png), ("image/jpeg", ImageFormat::Jpeg), ("image/webp", ImageFormat::WebP)]
        {
            let picture = drawn(format);
            assert_eq!(clean(mime, &picture, 1_000).unwrap().bytes, picture, "{mime}");
        }
    }

    #[test]
    fn c15_a_bomb_is_known_by_its_header_and_a_broken_picture_by_its_end() {
        let mut bomb = drawn(ImageFormat::Png);
        bomb[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
        let check = crc(&bomb[12..29]).to_be_bytes();
        bomb[29..33].copy_from_slice(&check);
        assert_eq!(clean("image/png", &bomb, 50_000_000).unwrap_err(), Unclean::TooManyPixels);
        let picture = drawn(ImageFormat::Png);
        assert_eq!(clean("image/png", &picture[..picture.len() - 8], 1_000).unwrap_err(), Unclean::Broken);
        for mime in ["image/jpeg", "image/png", "image/gif", "image/webp", "image/bmp"] {
            assert_eq!(clean(mime, b"\xff\xd8\xff\xe0\0\x10JFIF", 1_000).unwrap_err(), Unclean::Broken, "{mime}");
        }
    }

    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0_u32, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
        })
    }
}
