"""What can go wrong with a publisher. PublisherError ⊃ TooManyRecordsError, RefusedError, ChangedError."""


class PublisherError(RuntimeError):
    """The publisher did not give the table; nothing was loaded. The message says what happened and what to do."""


class TooManyRecordsError(PublisherError):
    """The server refuses to answer in one go; ask for pages."""


class RefusedError(PublisherError):
    """The server does not take this question (status 4xx); another way of asking may do."""


class ChangedError(PublisherError):
    """The pages do not make one table: it changed while it was read, or the server gave pages twice or not at all."""
