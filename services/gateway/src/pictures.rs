//! A picture at the widths there are of it, as a page's `srcset` names them.

use content::Media;
use content::media::Rendition;
use platform::CountyId;
use publishing::publication::media_path;

/// The addresses of a file's renditions and of itself, each with its width; none where it is there at one width alone.
pub(crate) fn src_set(county: CountyId, media: &Media, made: &[Rendition]) -> Option<String> {
    let (width, _) = media.size?;
    let path = media_path(county, media.id);
    let own = made.iter().filter(|one| one.media == media.id);
    let smaller: Vec<String> = own.map(|one| format!("{path}?w={0} {0}w", one.width)).collect();
    (!smaller.is_empty()).then(|| format!("{}, {path} {width}w", smaller.join(", ")))
}
