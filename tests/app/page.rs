//! What the page in the window cannot do, whatever it were made to try.

use data_encoding::BASE64;
use keepwell_qr::make::Code;

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

#[test]
fn a_frame_of_the_camera_reaches_the_core_as_it_is() {
    let world = World::new();
    let Some(app) = start(&world, "wallet") else {
        return;
    };
    app.see("Make my wallet");
    let text = "HTTPS://RELAY.EXAMPLE/G#A-CODE-IN-FRONT-OF-THE-CAMERA";
    let picture = Code::new(text).unwrap().png(4).unwrap();
    let picture = format!("data:image/png;base64,{}", BASE64.encode(&picture));
    let read = app.run_async(
        "const [picture, done] = arguments;
         const image = new Image();
         image.onload = () => {
           const canvas = document.createElement('canvas');
           const [width, height] = [canvas.width, canvas.height] = [image.width, image.height];
           const context = canvas.getContext('2d');
           context.drawImage(image, 0, 0);
           const grey = context.getImageData(0, 0, width, height).data.filter((_, at) => at % 4 === 0);
           const headers = { width: String(width), height: String(height) };
           window.__TAURI_INTERNALS__
             .invoke('read_frame', new Uint8Array(grey), { headers })
             .then(done, (error) => done(JSON.stringify(error)));
         };
         image.src = picture;",
        &[&picture],
    );
    assert_eq!(read, text);
}
