//! The npm side: packages when the lock file changed, the web when its sources changed.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::run;
use crate::progress::{nothing_to_do, step};
use crate::project::Project;
use crate::stamp::Stamp;
use crate::{Result, prerequisites};

/// Brings `node_modules` of one npm project in line with its lock file.
pub(crate) fn install(project: &Project, folder: &str) -> Result {
    let path = project.path(folder);
    let words = format!("安装前端依赖 npm packages of {folder}");
    let stamp =
        Stamp::of(&project.data(), &format!("npm-{}", folder.replace('/', "-")), &[path.join("package-lock.json")])?;
    if path.join("node_modules").is_dir() && stamp.is_current() {
        nothing_to_do(&words);
        return Ok(());
    }
    prerequisites::npm()?;
    step(&words, || {
        run(npm(&path).args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]))?;
        stamp.keep()
    })
}

/// Builds the web into the folder that the binary embeds.
pub(crate) fn build(project: &Project) -> Result {
    let words = "构建网页 build the web";
    let stamp = Stamp::of(&project.data(), "web", &inputs(project))?;
    if project.path("services/web/dist/index.html").is_file() && stamp.is_current() {
        nothing_to_do(words);
        return Ok(());
    }
    prerequisites::npm()?;
    step(words, || {
        run(npm(&project.path("services/web")).args(["run", "--silent", "build"]))?;
        // The build generates files among its own sources.
        Stamp::of(&project.data(), "web", &inputs(project))?.keep()
    })
}

fn inputs(project: &Project) -> Vec<PathBuf> {
    let web = ["src", "public", "index.html", "package-lock.json", "codegen.ts", "vite.config.ts", "tsconfig.json"];
    let contracts = ["console", "public", "oversight"];
    web.iter()
        .map(|name| project.path("services/web").join(name))
        .chain(contracts.iter().map(|name| project.path("schema").join(format!("{name}.graphql"))))
        .collect()
}

/// `npm` in a folder, without colour, so that what it says can be read by a program too.
pub(crate) fn npm(folder: &Path) -> Command {
    let mut command = Command::new("npm");
    command.current_dir(folder).env("NO_COLOR", "1").env_remove("FORCE_COLOR");
    command
}
