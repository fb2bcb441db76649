//! Prepares what the app takes in: configuration, capabilities, icons and the page. The page is built by npm, so its
//! absence is said here in a sentence rather than by a macro that panics.

use std::path::Path;

/// Where `npm run build` puts the page; also named in `tauri.conf.json`.
const PAGE: &str = "../ui/dist/wallet";

fn main() {
    println!("cargo::rerun-if-changed={PAGE}");
    if Path::new(PAGE).join("index.html").is_file() {
        tauri_build::build();
    } else {
        println!(
            "cargo::error=The app's page is not built yet: run `npm ci && npm run build` in the folder `ui`, then this again."
        );
    }
}
