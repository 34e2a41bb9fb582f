//! Types that several parts of the board show.

use async_graphql::{Enum, SimpleObject};

use crate::api_error::{ApiError, ApiResult};

/// 行政区划
#[derive(SimpleObject, Clone)]
pub(super) struct Region {
    code: i32,
    name: String,
    name_en: String,
    level: String,
}

impl From<&tenancy::region::Region> for Region {
    fn from(region: &tenancy::region::Region) -> Self {
        Self {
            code: region.code.0,
            name: region.name.clone(),
            name_en: region.name_en.clone(),
            level: region.level.clone(),
        }
    }
}

/// From well to failed
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "oversight::Level")]
pub enum Level {
    Met,
    Notice,
    Warning,
    Urgent,
    Breach,
}

/// The regions of the deployment, to name what is told by code.
pub(super) struct Regions(pub(super) Vec<tenancy::region::Region>);

impl Regions {
    pub(super) fn name(&self, code: platform::CountyId) -> ApiResult<Region> {
        self.0.iter().find(|region| region.code == code).map(Region::from).ok_or_else(ApiError::not_found)
    }
}
