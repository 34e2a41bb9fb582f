//! Where things are in the project.

use std::path::{Path, PathBuf};

use crate::{Failure, Result};

/// The project's folders.
#[derive(Debug)]
pub(crate) struct Project {
    pub(crate) root: PathBuf,
}

impl Project {
    /// Cargo tells where this crate stands; outside cargo the folder this was built in is the next best.
    pub(crate) fn find() -> Result<Self> {
        let here = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").into());
        let root = Path::new(&here)
            .ancestors()
            .nth(2)
            .filter(|root| root.join("services").is_dir())
            .ok_or_else(|| Failure::said("run this inside the project: cargo xtask …"))?;
        Ok(Self { root: root.to_owned() })
    }

    /// A path given from the project's root.
    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// What starts leave behind: the clusters, the objects, the logs, the stamps.
    pub(crate) fn data(&self) -> PathBuf {
        self.root.join(".juzhen")
    }

    /// A program cargo built in the dev profile.
    pub(crate) fn built(&self, name: &str) -> PathBuf {
        self.target().join("debug").join(name)
    }

    /// Cargo's target folder.
    pub(crate) fn target(&self) -> PathBuf {
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| self.root.join("target"), PathBuf::from)
    }
}
