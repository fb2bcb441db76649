//! What the page in the window cannot do, whatever it were made to try.

use crate::{patient::start, world::World};

#[test]
fn the_page_can_reach_nothing_but_the_core() {
    let world = World::new();
    let Some(app) = start(&world, "wallet") else {
        return;
    };
    app.see("Make my wallet");
    assert_eq!(app.run("return typeof window.__TAURI__", &[]), "undefined");
    assert_eq!(
        app.run("return Object.isFrozen(Object.prototype)", &[]),
        true
    );
    app.run("location.href = arguments[0]", &[&world.url()]);
    // The page's own policy must refuse, whatever else would: its event comes before the time runs out.
    let refused_by = app.run_async(
        "const [url, done] = arguments;
         addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective));
         fetch(url).catch(() => undefined).finally(() => setTimeout(() => done('nobody'), 5000));",
        &[&world.url()],
    );
    assert_eq!(refused_by, "connect-src");
    assert_eq!(app.run("return location.protocol", &[]), "tauri:");
    app.see("Make my wallet");
}
