//! `cargo xtask up`: from a fresh clone to a page a person can use.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::process::{self, Background};
use crate::progress::step;
use crate::project::Project;
use crate::services::{Sandbox, answers, free_port};
use crate::{Failure, Result, prerequisites, web};

/// Builds what changed, starts everything, and holds it until Ctrl-C.
pub(crate) fn run(project: &Project, fresh: bool) -> Result {
    let begun = Instant::now();
    prerequisites::for_up()?;
    web::install(project, "services/web")?;
    web::install(project, "tests/sandboxes")?;
    web::build(project)?;
    step("构建服务 build the server", || {
        // The whole workspace, as the tests build it: one crate alone would have other features, and every dependency
        // built a second time.
        let arguments = ["build", "--workspace", "--bins"];
        process::run(Command::new("cargo").current_dir(&project.root).args(arguments))
    })?;

    let data = project.data();
    fs::create_dir_all(&data)?;
    if fresh {
        Sandbox::forget("wechat", &data)?;
        Sandbox::forget("newspaper", &data)?;
    }
    let (wechat, newspaper) = step("启动沙箱 start the WeChat and newspaper sandboxes", || {
        let wechat = Sandbox::start(project, "wechat", free_port(7411)?, &data)?;
        Ok((wechat, Sandbox::start(project, "newspaper", free_port(7412)?, &data)?))
    })?;
    let port = free_port(7400)?;
    let mut server = step("启动矩阵 start the matrix", || {
        let mut command = dev(project, &data, port, fresh);
        command.args(["--wechat", &wechat.address(), "--newspaper", &newspaper.address()]);
        let mut server = Background::start("juzhen dev", &mut command)?;
        server.wait_until(Duration::from_secs(120), || answers(port, "/readyz"))?;
        Ok(server)
    })?;

    println!("✓ 就绪 ready  {:.1} s", begun.elapsed().as_secs_f64());
    println!("  微信沙箱 WeChat sandbox      {}", wechat.address());
    println!("  报社沙箱 newspaper sandbox   {}", newspaper.address());
    println!("  Ctrl-C 停止全部 stops all of it");
    let ended = hold(&mut server);
    println!("\n▶ 停止 stopping");
    // The server first: its worker may be talking to a sandbox.
    drop(server);
    ended
}

/// The server with its worker, its database, its object store and the demo in one process.
fn dev(project: &Project, data: &Path, port: u16, fresh: bool) -> Command {
    let mut command = Command::new(project.built("juzhen"));
    command.current_dir(&project.root).arg("dev").arg("--data").arg(data);
    command.arg("--listen").arg(format!("127.0.0.1:{port}"));
    if fresh {
        command.arg("--fresh");
    }
    command
}

fn hold(server: &mut Background) -> Result {
    loop {
        match server.still_runs() {
            Ok(()) => std::thread::sleep(Duration::from_millis(100)),
            Err(Failure::Interrupted) => return Ok(()),
            Err(failure) => return Err(failure),
        }
    }
}
