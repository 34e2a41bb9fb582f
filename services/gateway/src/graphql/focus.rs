//! What of a picture must stay in sight where a frame cuts it.

use async_graphql::{InputObject, SimpleObject};
use content::block;

/// A point of a picture, in thousandths from its left and its top
#[derive(SimpleObject, Clone, Copy)]
pub(crate) struct Focus {
    x: i32,
    y: i32,
}

impl From<block::Focus> for Focus {
    fn from(focus: block::Focus) -> Self {
        Self { x: focus.x.into(), y: focus.y.into() }
    }
}

/// A point of a picture, in thousandths from its left and its top
#[derive(InputObject, Clone, Copy)]
pub(crate) struct FocusInput {
    x: i32,
    y: i32,
}

impl From<FocusInput> for block::Focus {
    /// What is no place at all is outside the picture, and refused as that.
    fn from(input: FocusInput) -> Self {
        let outside = |part: i32| u16::try_from(part).unwrap_or(u16::MAX);
        Self { x: outside(input.x), y: outside(input.y) }
    }
}
