"""The JSON part of the Hub: repositories, references, trees."""

from urllib.parse import parse_qs

import yaml
from hub_accounts import account_of, check_writer, readable, writable
from hub_errors import Refused
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

DATE = "2026-01-01T00:00:00.000Z"
MODEL = "/api/models/{owner}/{name}"


async def whoami(request):
    account = account_of(request)
    if account is None:
        raise Refused(401, "Invalid username or password.")
    organizations = [{"type": "org", "name": name} for name in account.organizations]
    token = {"type": "access_token", "accessToken": {"role": account.role}}
    answer = {"type": "user", "name": account.user, "orgs": organizations}
    return JSONResponse({**answer, "auth": token})


async def create(request):
    asked, account = await request.json(), account_of(request)
    owner = asked.get("organization") or (account.user if account else "")
    check_writer(account, owner)
    name = f"{owner}/{asked['name']}"
    private = asked.get("visibility") == "private" or asked.get("private", False)
    url = f"{request.base_url}{name}"
    store = request.app.state.store
    if name in store.repositories:
        return JSONResponse({"error": "You already created this repo", "url": url}, 409)
    store.create(name, owner, private)
    return JSONResponse({"url": url})


async def delete(request):
    asked = await request.json()
    name = f"{asked['organization']}/{asked['name']}"
    check_writer(account_of(request), asked["organization"])
    if request.app.state.store.repositories.pop(name, None) is None:
        raise Refused(404, "Repository not found", "RepoNotFound")
    return Response()


async def validate_yaml(request):
    """Front matter must be YAML with a mapping at the top."""
    text = (await request.json())["content"]
    try:
        front = yaml.safe_load(text.split("---\n")[1]) if text.startswith("---") else {}
    except yaml.YAMLError as error:
        return JSONResponse({"errors": [{"message": str(error)}]}, 400)
    errors = [] if isinstance(front, dict) else [{"message": "not a mapping"}]
    return JSONResponse({"errors": errors, "warnings": []}, 400 if errors else 200)


async def models(request):
    author, text = (request.query_params.get(key, "") for key in ("author", "search"))
    account = account_of(request)
    found = [
        described(repository, repository.at("main"))
        for name, repository in sorted(request.app.state.store.repositories.items())
        if name.startswith(author and f"{author}/") and text in name
        if not repository.private or (account and account.owns(repository.owner))
    ]
    return JSONResponse(found[: int(request.query_params.get("limit", 1000))])


async def model(request):
    repository = readable(request)
    commit = repository.at(request.path_params.get("revision", "main"))
    return JSONResponse(described(repository, commit))


def described(repository, commit):
    return {
        "id": repository.name,
        "modelId": repository.name,
        "author": repository.owner,
        "sha": commit.oid,
        "private": repository.private,
        "gated": repository.gated,
        "tags": [],
        "downloads": 0,
        "likes": 0,
        "createdAt": DATE,
        "lastModified": DATE,
        "siblings": [{"rfilename": path} for path in commit.files],
    }


async def tree(request):
    commit = readable(request).at(request.path_params["revision"])
    folder = request.path_params.get("path", "").strip("/")
    inside = [path for path in commit.files if path.startswith(folder and f"{folder}/")]
    return JSONResponse([commit.files[path].described(path) for path in inside])


async def paths_info(request):
    commit = readable(request).at(request.path_params["revision"])
    asked = parse_qs((await request.body()).decode())["paths"]
    known = [path for path in asked if path in commit.files]
    return JSONResponse([commit.files[path].described(path) for path in known])


async def refs(request):
    repository = readable(request)
    return JSONResponse(
        {
            "branches": listed(repository.branches, "refs/heads/"),
            "tags": listed(repository.tags, "refs/tags/"),
            "converts": [],
        }
    )


def listed(names, prefix):
    return [
        {"name": name, "ref": prefix + name, "targetCommit": oid}
        for name, oid in names.items()
    ]


async def commits(request):
    history = readable(request).history(request.path_params["revision"])
    return JSONResponse(
        [
            {"id": commit.oid, "title": commit.title, "message": "", "date": DATE}
            | {"authors": [{"user": commit.author}]}
            for commit in history
        ]
    )


async def add_tag(request):
    repository, asked = writable(request), await request.json()
    commit = repository.at(request.path_params["revision"])
    return put(repository.tags, asked["tag"], commit.oid)


async def add_branch(request):
    repository, asked = writable(request), await request.json()
    commit = repository.at(asked.get("startingPoint", "main"))
    return put(repository.branches, request.path_params["revision"], commit.oid)


def put(names, name, oid):
    if name in names:
        raise Refused(409, "Reference already exists")
    names[name] = oid
    return Response()


async def remove_tag(request):
    writable(request).tags.pop(request.path_params["revision"], None)
    return Response()


async def remove_branch(request):
    writable(request).branches.pop(request.path_params["revision"], None)
    return Response()


async def settings(request):
    repository, asked = writable(request), await request.json()
    repository.private = asked.get("private", repository.private)
    return JSONResponse({})


async def may_read(request):
    readable(request)
    return Response()


async def may_write(request):
    writable(request)
    return Response()


ROUTES = [
    Route("/api/whoami-v2", whoami),
    Route("/api/repos/create", create, methods=["POST"]),
    Route("/api/repos/delete", delete, methods=["DELETE"]),
    Route("/api/validate-yaml", validate_yaml, methods=["POST"]),
    Route("/api/models", models),
    Route(MODEL, model),
    Route(f"{MODEL}/revision/{{revision}}", model),
    Route(f"{MODEL}/tree/{{revision}}", tree),
    Route(f"{MODEL}/tree/{{revision}}/{{path:path}}", tree),
    Route(f"{MODEL}/paths-info/{{revision}}", paths_info, methods=["POST"]),
    Route(f"{MODEL}/refs", refs),
    Route(f"{MODEL}/commits/{{revision}}", commits),
    Route(f"{MODEL}/tag/{{revision}}", add_tag, methods=["POST"]),
    Route(f"{MODEL}/tag/{{revision}}", remove_tag, methods=["DELETE"]),
    Route(f"{MODEL}/branch/{{revision}}", add_branch, methods=["POST"]),
    Route(f"{MODEL}/branch/{{revision}}", remove_branch, methods=["DELETE"]),
    Route(f"{MODEL}/settings", settings, methods=["PUT"]),
    Route(f"{MODEL}/auth-check", may_read),
    Route(f"{MODEL}/auth-check/write", may_write),
]
