//! `zbarimg` reads our QR pictures: the codes a patient and a clinic show must not depend on our own reader.

use keepwell_protocol::link::Link;
use keepwell_qr::make::Code;
use tempfile::TempDir;

use crate::{
    program::{argument, is_installed, output, run},
    vector::Vector,
};

#[test]
fn zbarimg_reads_the_codes_of_grant_and_card() {
    if !is_installed("zbarimg") {
        return;
    }
    let folder = TempDir::new().unwrap();
    let picture = folder.path().join("code.png");
    for name in ["grant", "card"] {
        let vector = Vector::read(&format!("protocol/{name}"));
        let code = Code::new(vector.text("link")).unwrap();
        assert!(code.version() <= 15, "{name}: {}", code.version());
        for scale in [2, 6, 12] {
            std::fs::write(&picture, code.png(scale).unwrap()).unwrap();
            let text = output(run("zbarimg", &["--quiet", "--raw", argument(&picture)]));
            let text = String::from_utf8(text).unwrap();
            assert_eq!(text.trim_end(), vector.text("link"), "{name} at {scale}");
            assert!(Link::parse(&text).is_ok());
        }
    }
}
