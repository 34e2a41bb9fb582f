//! Pictures unpacked: how large they are, turned upright, and made again at smaller widths. Nothing here is asked before the
//! header has told how many pixels there are.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{PngDecoder, PngEncoder};
use image::codecs::webp::WebPDecoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ExtendedColorType, ImageDecoder as _, ImageEncoder, ImageFormat, ImageReader, Limits};

/// Widths at which a picture is made again, the largest first.
pub(super) const WIDTHS: [u32; 3] = [1280, 640, 320];
/// Of a photograph turned upright; it is packed anew once.
const TURNED_QUALITY: u8 = 92;
const SMALLER_QUALITY: u8 = 82;
/// A pixel in memory: four channels of two bytes.
const PIXEL: u64 = 8;

/// A picture at a smaller width.
#[derive(Debug)]
pub(super) struct Smaller {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) mime: &'static str,
    pub(super) bytes: Vec<u8>,
}

/// Width and height, from the header; none of what has no pixel.
pub(super) fn size(mime: &str, bytes: &[u8]) -> Option<(u32, u32)> {
    let size = match format(mime) {
        Some(format) => ImageReader::with_format(Cursor::new(bytes), format).into_dimensions().ok()?,
        None => bitmap(bytes)?,
    };
    (0 < size.0 && 0 < size.1).then_some(size)
}

/// The picture turned as the camera said, packed as it was.
pub(super) fn turned(mime: &str, bytes: &[u8], turn: Orientation, pixels: u64) -> Option<(Vec<u8>, u32, u32)> {
    let (mut picture, profile) = unpack(mime, bytes, pixels)?;
    picture.apply_orientation(turn);
    let (width, height) = (picture.width(), picture.height());
    let bytes = match format(mime)? {
        ImageFormat::Jpeg => jpeg(&picture, profile, TURNED_QUALITY)?,
        ImageFormat::Png => png(&picture, profile)?,
        format => {
            let mut out = Cursor::new(Vec::new());
            picture.write_to(&mut out, format).ok()?;
            out.into_inner()
        }
    };
    Some((bytes, width, height))
}

/// The picture at each of the smaller widths, where that makes it smaller. What moves is left as it is. None where it cannot be
/// unpacked.
pub(super) fn smaller(mime: &str, bytes: &[u8], pixels: u64) -> Option<Vec<Smaller>> {
    let (width, _) = size(mime, bytes)?;
    if format(mime).is_none() || moves(mime, bytes) || width <= 320 {
        return Some(Vec::new());
    }
    let (picture, profile) = unpack(mime, bytes, pixels)?;
    let clear = picture.color().has_alpha() && picture.to_rgba8().pixels().any(|pixel| pixel.0[3] < u8::MAX);
    let mut picture = if clear { DynamicImage::ImageRgba8(picture.to_rgba8()) } else { picture.to_rgb8().into() };
    let mut made = Vec::new();
    for width in WIDTHS.into_iter().filter(|smaller| *smaller < width) {
        let height = u64::from(picture.height()) * u64::from(width) / u64::from(picture.width());
        let height = u32::try_from(height).ok()?.max(1);
        picture = picture.resize_exact(width, height, FilterType::Triangle);
        let (mime, packed) = match clear {
            true => ("image/png", png(&picture, profile.clone())?),
            false => ("image/jpeg", jpeg(&picture, profile.clone(), SMALLER_QUALITY)?),
        };
        if packed.len() < bytes.len() {
            made.push(Smaller { width, height, mime, bytes: packed });
        }
    }
    Some(made)
}

fn format(mime: &str) -> Option<ImageFormat> {
    match mime {
        "image/jpeg" => Some(ImageFormat::Jpeg),
        "image/png" => Some(ImageFormat::Png),
        "image/gif" => Some(ImageFormat::Gif),
        "image/webp" => Some(ImageFormat::WebP),
        _ => None,
    }
}

/// The size of a Windows bitmap.
fn bitmap(bytes: &[u8]) -> Option<(u32, u32)> {
    let side = |at: usize| {
        let side: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
        Some(i32::from_le_bytes(side).unsigned_abs())
    };
    bytes.starts_with(b"BM").then_some(())?;
    Some((side(18)?, side(22)?))
}

fn moves(mime: &str, bytes: &[u8]) -> bool {
    match mime {
        "image/gif" => true,
        "image/png" => PngDecoder::new(Cursor::new(bytes)).is_ok_and(|decoder| decoder.is_apng().unwrap_or(true)),
        "image/webp" => WebPDecoder::new(Cursor::new(bytes)).is_ok_and(|decoder| decoder.has_animation()),
        _ => false,
    }
}

/// The pixels and the profile of their colours.
fn unpack(mime: &str, bytes: &[u8], pixels: u64) -> Option<(DynamicImage, Option<Vec<u8>>)> {
    let mut limits = Limits::default();
    limits.max_alloc = Some(pixels.saturating_mul(PIXEL));
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format(mime)?);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    if pixels < u64::from(width) * u64::from(height) {
        return None;
    }
    // A profile of greys or of printing inks does not fit the red, green and blue that come out.
    let profile = decoder.icc_profile().ok().flatten().filter(|profile| profile.get(16..20) == Some(b"RGB "));
    Some((DynamicImage::from_decoder(decoder).ok()?, profile))
}

fn jpeg(picture: &DynamicImage, profile: Option<Vec<u8>>, quality: u8) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut out, quality);
    if let Some(profile) = profile {
        encoder.set_icc_profile(profile).ok()?;
    }
    let pixels = picture.to_rgb8();
    encoder.write_image(pixels.as_raw(), pixels.width(), pixels.height(), ExtendedColorType::Rgb8).ok()?;
    Some(out)
}

fn png(picture: &DynamicImage, profile: Option<Vec<u8>>) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut encoder = PngEncoder::new(&mut out);
    if let Some(profile) = profile {
        encoder.set_icc_profile(profile).ok()?;
    }
    picture.write_with_encoder(encoder).ok()?;
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::{bitmap, smaller};
    use image::{DynamicImage, ImageFormat, RgbImage, RgbaImage};

    fn packed(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut out = std::io::Cursor::new(Vec::new());
        picture.write_to(&mut out, format).unwrap();
        out.into_inner()
    }

    #[test]
    fn a_photograph_gets_the_widths_below_its_own_and_what_is_clear_stays_clear() {
        let noise = |x: u32, y: u32| u8::try_from((x * 31 + y * 17) % 251).unwrap();
        let photo = RgbImage::from_fn(900, 300, |x, y| image::Rgb([noise(x, y), noise(y, x), 90]));
        let made = smaller("image/jpeg", &packed(&photo.into(), ImageFormat::Jpeg), 1_000_000).unwrap();
        let told: Vec<_> = made.iter().map(|one| (one.width, one.height, one.mime)).collect();
        assert_eq!(told, [(640, 213, "image/jpeg"), (320, 106, "image/jpeg")]);
        let clear = RgbaImage::from_fn(400, 100, |x, y| image::Rgba([noise(x, y), 0, noise(y, x), 9]));
        let made = smaller("image/png", &packed(&clear.into(), ImageFormat::Png), 1_000_000).unwrap();
        assert_eq!(made.iter().map(|one| (one.width, one.mime)).collect::<Vec<_>>(), [(320, "image/png")]);
    }

    #[test]
    fn what_is_small_or_broken_or_too_large_is_not_made_again() {
        let small = packed(&RgbImage::new(300, 10).into(), ImageFormat::Png);
        assert!(smaller("image/png", &small, 1_000_000).unwrap().is_empty());
        let large = packed(&RgbImage::new(400, 400).into(), ImageFormat::Png);
        assert!(smaller("image/png", &large, 1_000).is_none());
        assert!(smaller("image/png", &large[..large.len() / 2], 1_000_000).is_none());
        assert_eq!(bitmap(b"BM\0\0\0\0\0\0\0\0\0\0\0\0\x28\0\0\0\x02\0\0\0\xfd\xff\xff\xff"), Some((2, 3)));
    }
}
