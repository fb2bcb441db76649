//! Sends a part as an answer: whole, or from a byte on when the reader lost the line. Before each piece it looks whether
//! the mailbox was closed or paused meanwhile, and then breaks off.

use std::{io, sync::atomic::Ordering};

use axum::{
    body::{Body, Bytes},
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{
            ACCEPT_RANGES, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG,
            IF_RANGE, RANGE,
        },
    },
    response::{IntoResponse as _, Response},
};
use futures_util::stream;
use tokio::{
    fs::File,
    io::{AsyncReadExt as _, AsyncSeekExt as _, SeekFrom},
};

use crate::{
    mailbox::OpenPart,
    refusal::{Fault, Refusal},
    shelf::{Content, Pieces},
};

/// How much is read from the disk at a time, in bytes.
const PIECE: usize = 64 << 10;

/// The answer that sends `part`, from the byte that `asked` names.
pub(crate) async fn respond(part: OpenPart, asked: &HeaderMap) -> Result<Response, Refusal> {
    let from = first_byte(asked, &part.tag, part.length);
    let reading = Reading::begin(part.content, from.unwrap_or(0))
        .await
        .map_err(Fault::from)?;
    let left = part.length.saturating_sub(from.unwrap_or(0));
    let source = Source {
        reading,
        left,
        stop: part.stop,
    };
    let mut response = Body::from_stream(stream::try_unfold(source, Source::next)).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_LENGTH, HeaderValue::from(left));
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/octet-stream"),
    );
    headers.insert(CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
    headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.extend(HeaderValue::from_str(&part.tag).map(|tag| (ETAG, tag)));
    if let Some(from) = from {
        let range = format!("bytes {from}-{}/{}", part.length - 1, part.length);
        headers.extend(HeaderValue::from_str(&range).map(|range| (CONTENT_RANGE, range)));
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    }
    Ok(response)
}

/// Where to begin, when the request asks for `bytes=N-` of this very content. Any other range is answered with the whole,
/// as RFC 9110 allows.
fn first_byte(asked: &HeaderMap, tag: &str, length: u64) -> Option<u64> {
    let of_this = asked.get(IF_RANGE).is_none_or(|wanted| wanted == tag);
    let range = asked.get(RANGE)?.to_str().ok()?;
    let from = range.strip_prefix("bytes=")?.strip_suffix('-')?;
    let from = from.parse().ok()?;
    (of_this && from < length).then_some(from)
}

/// A file that is being read.
enum Reading {
    File(File),
    Pieces(Pieces),
}

/// A file that is being sent.
struct Source {
    reading: Reading,
    left: u64,
    stop: std::sync::Arc<std::sync::atomic::AtomicBool>,
}

impl Reading {
    async fn begin(content: Content, from: u64) -> io::Result<Self> {
        Ok(match content {
            Content::File(file) => {
                let mut file = File::from_std(file);
                file.seek(SeekFrom::Start(from)).await?;
                Self::File(file)
            }
            Content::Pieces(mut pieces) => {
                pieces.skip(from);
                Self::Pieces(pieces)
            }
        })
    }

    /// So many bytes, or fewer.
    async fn next(&mut self, most: usize) -> io::Result<Bytes> {
        match self {
            Self::File(file) => {
                let mut piece = vec![0; most];
                file.read_exact(&mut piece).await?;
                Ok(piece.into())
            }
            Self::Pieces(pieces) => pieces.next(most).await,
        }
    }
}

impl Source {
    async fn next(mut self) -> io::Result<Option<(Bytes, Self)>> {
        if self.stop.load(Ordering::Acquire) {
            return Err(io::ErrorKind::ConnectionAborted.into());
        }
        let size = usize::try_from(self.left).unwrap_or(PIECE).min(PIECE);
        if size == 0 {
            return Ok(None);
        }
        let piece = self.reading.next(size).await?;
        self.left = self
            .left
            .saturating_sub(u64::try_from(piece.len()).unwrap_or(u64::MAX));
        Ok(Some((piece, self)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(range: &str, if_range: Option<&str>) -> Option<u64> {
        let mut headers = HeaderMap::new();
        headers.insert(RANGE, range.parse().unwrap());
        if let Some(tag) = if_range {
            headers.insert(IF_RANGE, tag.parse().unwrap());
        }
        first_byte(&headers, "\"7\"", 100)
    }

    #[test]
    fn only_the_rest_of_the_same_content_is_sent() {
        assert_eq!(from("bytes=40-", Some("\"7\"")), Some(40));
        assert_eq!(from("bytes=0-", None), Some(0));
        assert_eq!(from("bytes=99-", None), Some(99));
        for range in [
            "bytes=100-",
            "bytes=-5",
            "bytes=1-5",
            "bytes=1-,7-",
            "bytes=x-",
            "lines=1-",
            "bytes=99999999999999999999999-",
            "",
        ] {
            assert_eq!(from(range, None), None, "{range}");
        }
        assert_eq!(from("bytes=40-", Some("\"8\"")), None);
    }
}
