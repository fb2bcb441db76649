//! What a server listens at: the main address and, where they are asked for, the page's own and that of those who watch;
//! and how others reach them.

use std::net::SocketAddr;

use axum::Router;
use keepwell_protocol::{origin::Origin, page_url::PageUrl};

use crate::{ServeError, ServeOptions, listener::Listener};

/// What the server listens at, and how others reach it.
pub(super) struct Listening {
    main: Listener,
    page: Option<Listener>,
    watch: Option<Listener>,
    pub(super) url: Origin,
    pub(super) page_url: PageUrl,
}

impl Listening {
    /// Binds everything that is asked for.
    pub(super) fn bind(options: &ServeOptions) -> Result<Self, ServeError> {
        let main = Listener::bind(options.listen)?;
        let page = match options.page_listen {
            Some(address) if options.roles.page => Some(Listener::bind(address)?),
            _ => None,
        };
        let watch = options.watch_listen.map(Listener::bind).transpose()?;
        let url = match &options.public_url {
            Some(url) => url.clone(),
            None => main.url(options.tls.is_some())?,
        };
        let page_url = match (&options.page_url, &page, &options.public_url) {
            (Some(url), ..) => url.clone(),
            (None, Some(page), Some(public)) => page.behind(public)?.into(),
            (None, Some(page), None) => page.url(options.tls.is_some())?.into(),
            (None, None, _) => url.clone().into(),
        };
        Ok(Self {
            main,
            page,
            watch,
            url,
            page_url,
        })
    }

    /// Each listener with what it serves; those who watch have a listener of their own, which has no TLS.
    pub(super) fn pair(
        self,
        main: Router,
        page: Option<Router>,
    ) -> (Vec<(Listener, Router)>, Option<Listener>) {
        let page = self.page.zip(page);
        let pairs = [(self.main, main)].into_iter().chain(page).collect();
        (pairs, self.watch)
    }

    /// The address for those who watch.
    pub(super) fn watched_at(&self) -> Result<Option<SocketAddr>, ServeError> {
        let address = self.watch.as_ref().map(Listener::address).transpose();
        address.map_err(ServeError::Runtime)
    }

    /// Whether the page has an address of its own.
    pub(super) fn page_is_apart(&self) -> bool {
        self.page.is_some()
    }
}
