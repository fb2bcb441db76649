//! What a server listens at: the main address and, where it is asked for, the page's own; and how others reach both.

use axum::Router;
use keepwell_protocol::{origin::Origin, page_url::PageUrl};

use crate::{ServeError, ServeOptions, listener::Listener};

/// What the server listens at, and how others reach it.
pub(super) struct Listening {
    main: Listener,
    page: Option<Listener>,
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
            url,
            page_url,
        })
    }

    /// Each listener with what it serves.
    pub(super) fn pair(self, main: Router, page: Option<Router>) -> Vec<(Listener, Router)> {
        let page = self.page.zip(page);
        [(self.main, main)].into_iter().chain(page).collect()
    }

    /// Whether the page has an address of its own.
    pub(super) fn page_is_apart(&self) -> bool {
        self.page.is_some()
    }
}
