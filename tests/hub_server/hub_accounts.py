"""Who may read and write which repository."""

import dataclasses

from hub_errors import Refused


@dataclasses.dataclass(frozen=True)
class Account:
    """A user, the role of the token (`read` or `write`) and the user's namespaces."""

    user: str
    role: str
    organizations: tuple = ()

    def owns(self, namespace):
        return namespace in (self.user, *self.organizations)


def account_of(request):
    """Returns the account of a request's token, `None` without a token."""
    _, _, token = request.headers.get("authorization", "").partition(" ")
    if not token:
        return None
    if token not in request.app.state.tokens:
        raise Refused(401, "Invalid credentials in Authorization header")
    return request.app.state.tokens[token]


def readable(request):
    """Returns the repository a request names, if its sender may know of it."""
    account = account_of(request)
    parts = request.path_params
    name = f"{parts['owner']}/{parts['name']}"
    repository = request.app.state.store.repositories.get(name)
    hidden = repository and repository.private
    if not repository or (hidden and not (account and account.owns(repository.owner))):
        status = 404 if account else 401
        raise Refused(status, "Repository not found", "RepoNotFound")
    return repository


def open_for_reading(request):
    """As `readable`, but a gated repository shows its files to its owners alone."""
    repository, account = readable(request), account_of(request)
    if repository.gated and not (account and account.owns(repository.owner)):
        raise Refused(403, "Access to this model is restricted", "GatedRepo")
    return repository


def writable(request):
    repository = readable(request)
    check_writer(account_of(request), repository.owner)
    return repository


def check_writer(account, namespace):
    if account is None:
        raise Refused(401, "Unauthorized")
    if account.role != "write" or not account.owns(namespace):
        raise Refused(403, "You don't have the rights to write here")
