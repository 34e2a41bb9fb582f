//! The part of a cover that a list of the platform shows: the largest of its shape around what must stay in sight.

use content::block::Focus;

/// The shapes the platform cuts covers to: of the first piece of a push, and of the others.
pub(super) const WIDE: f64 = 2.35;
pub(super) const SQUARE: f64 = 1.0;

/// The part of a picture of this size as the platform names it, `X1_Y1_X2_Y2` in shares of width and height.
pub(super) fn crop((width, height): (u32, u32), focus: Focus, ratio: f64) -> String {
    let shape = f64::from(width.max(1)) / f64::from(height.max(1));
    let (across, down) = if shape < ratio { (1.0, shape / ratio) } else { (ratio / shape, 1.0) };
    let from = |at: u16, part: f64| (f64::from(at) / 1000.0 - part / 2.0).min(1.0 - part).max(0.0);
    let (x, y) = (from(focus.x, across), from(focus.y, down));
    [x, y, x + across, y + down].map(share).join("_")
}

/// At most six decimals, and never beyond the picture.
fn share(part: f64) -> String {
    let text = format!("{:.6}", part.clamp(0.0, 1.0));
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::{SQUARE, WIDE, crop};
    use content::block::Focus;

    #[test]
    fn what_must_stay_in_sight_stays_and_nothing_lies_outside() {
        let corner = Focus { x: 250, y: 1000 };
        assert_eq!(crop((40, 40), corner, WIDE), "0_0.574468_1_1");
        assert_eq!(crop((40, 40), corner, SQUARE), "0_0_1_1");
        assert_eq!(crop((400, 100), corner, SQUARE), "0.125_0_0.375_1");
        assert_eq!(crop((400, 100), Focus { x: 0, y: 0 }, WIDE), "0_0_0.5875_1");
    }
}
