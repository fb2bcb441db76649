//! `zbarimg` reads our QR pictures: the codes a patient and a clinic show must not depend on our own reader. Every kind of link is
//! drawn at three sizes, and two pictures come from the `keepwell` command itself.

use keepwell_protocol::link::Link;
use keepwell_qr::make::Code;
use tempfile::TempDir;

use crate::{
    program::{argument, is_installed, output, run},
    vector::Vector,
    world::World,
};

#[test]
fn zbarimg_reads_every_kind_of_code() {
    if !is_installed("zbarimg") {
        return;
    }
    let folder = TempDir::new().unwrap();
    let picture = folder.path().join("code.png");
    for (name, link) in links() {
        let code = Code::new(&link).unwrap();
        assert!(code.version() <= 15, "{name}: {}", code.version());
        for scale in [2, 6, 12] {
            std::fs::write(&picture, code.png(scale).unwrap()).unwrap();
            assert_eq!(read(argument(&picture)), link, "{name} at {scale}");
            assert!(Link::parse(&link).is_ok());
        }
    }
}

#[test]
fn zbarimg_reads_the_pictures_that_the_command_writes() {
    if !is_installed("zbarimg") {
        return;
    }
    let world = World::new();
    let granted = world.grant(&[]);
    let text = granted["qr_text"].as_str().unwrap();
    assert_eq!(read(&world.path("code.png")), text);
    let card = read(&world.path("clinic.png"));
    assert!(matches!(Link::parse(&card), Ok(Link::Card(_))), "{card}");
}

fn links() -> Vec<(&'static str, String)> {
    let mut links = Vec::new();
    for name in ["grant", "card"] {
        let vector = Vector::read(&format!("protocol/{name}"));
        links.push((name, vector.text("link").to_owned()));
    }
    let vector = Vector::read("protocol/rendezvous");
    for kind in ["first", "screen"] {
        let link = vector.value(kind)["link"].as_str().unwrap();
        links.push((kind, link.to_owned()));
    }
    links
}

/// The one code in a picture.
pub(crate) fn read(picture: &str) -> String {
    let text = output(run("zbarimg", &["--quiet", "--raw", "--nodbus", picture]));
    let text = String::from_utf8(text).unwrap();
    text.trim_end_matches('\n').to_owned()
}
