"""The part of the Hub that carries files: uploads, commits, downloads."""

import base64
import hashlib
import json

from hub_accounts import account_of, open_for_reading, writable
from hub_errors import Refused
from hub_store import is_lfs
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

MODEL = "/api/models/{owner}/{name}"
BLOCK = 1 << 16


async def preupload(request):
    """Says for each file how it is to be sent and what is there already."""
    known = writable(request).at(request.path_params["revision"]).files
    asked = (await request.json())["files"]
    return JSONResponse({"files": [mode(known, file) for file in asked]})


def mode(known, file):
    path = file["path"]
    kind = "lfs" if is_lfs(path, file["size"]) else "regular"
    answer = {"path": path, "uploadMode": kind, "shouldIgnore": False}
    return {**answer, "oid": known[path].oid} if path in known else answer


async def lfs_batch(request):
    """Says where each object is to be put; one that is there already has no action."""
    writable(request)
    store, objects = request.app.state.store, []
    for item in (await request.json())["objects"]:
        answer = {"oid": item["oid"], "size": item["size"]}
        if not store.path(item["oid"]).is_file():
            href = f"{request.base_url}lfs/{item['oid']}?size={item['size']}"
            verify = f"{request.base_url}lfs-verify"
            actions = {"upload": {"href": href}, "verify": {"href": verify}}
            answer["actions"] = actions
        objects.append(answer)
    return JSONResponse({"transfer": "basic", "objects": objects})


async def lfs_put(request):
    """Takes an object in blocks; it gets its name when its hash is known good."""
    store, oid = request.app.state.store, request.path_params["oid"]
    part, digest = store.folder / f".{oid}.{id(request)}", hashlib.sha256()
    try:
        with part.open("wb") as file:
            async for block in request.stream():
                digest.update(block)
                file.write(block)
        if digest.hexdigest() != oid:
            raise Refused(400, "The object does not have the hash of its name")
        part.rename(store.path(oid))
    finally:
        part.unlink(missing_ok=True)
    return Response()


async def lfs_verify(request):
    asked, store = await request.json(), request.app.state.store
    if store.entry(asked["oid"]).size != asked["size"]:
        raise Refused(400, "The object has another size")
    return Response()


async def commit(request):
    """Reads the lines of a commit and applies them all, or none."""
    repository, store = writable(request), request.app.state.store
    branch = request.path_params["revision"]
    lines = [json.loads(line) for line in (await request.body()).splitlines()]
    files = dict(repository.at(branch).files)
    header = lines[0]["value"]
    for line in lines[1:]:
        APPLY[line["key"]](store, files, line["value"])
    author = account_of(request).user
    parent = header.get("parentCommit")
    oid = repository.commit(branch, files, header["summary"], author, parent)
    url = f"{request.base_url}{repository.name}/commit/{oid}"
    return JSONResponse({"success": True, "commitOid": oid, "commitUrl": url})


def add_file(store, files, value):
    content = base64.b64decode(value["content"])
    files[value["path"]] = store.add(value["path"], content)


def add_lfs(store, files, value):
    files[value["path"]] = store.entry(value["oid"])


def delete_file(store, files, value):
    if files.pop(value["path"], None) is None:
        raise Refused(400, "A file with this name doesn't exist")


def delete_folder(store, files, value):
    prefix = value["path"].rstrip("/") + "/"
    for path in [path for path in files if path.startswith(prefix)]:
        del files[path]


APPLY = {
    "file": add_file,
    "lfsFile": add_lfs,
    "deletedFile": delete_file,
    "deletedFolder": delete_folder,
}


async def resolve(request):
    """Sends a file; answers HEAD and ranges too."""
    repository = open_for_reading(request)
    found = repository.at(request.path_params["revision"])
    entry = found.files.get(request.path_params["path"])
    if entry is None:
        raise Refused(404, "Entry not found", "EntryNotFound")
    headers = {"ETag": f'"{entry.oid}"', "X-Repo-Commit": found.oid}
    if entry.lfs:
        headers |= {"X-Linked-Etag": f'"{entry.oid}"', "X-Linked-Size": str(entry.size)}
    return FileResponse(request.app.state.store.path(entry.sha256), headers=headers)


ROUTES = [
    Route(f"{MODEL}/preupload/{{revision}}", preupload, methods=["POST"]),
    Route(f"{MODEL}/commit/{{revision}}", commit, methods=["POST"]),
    Route("/{owner}/{name}.git/info/lfs/objects/batch", lfs_batch, methods=["POST"]),
    Route("/lfs/{oid}", lfs_put, methods=["PUT"]),
    Route("/lfs-verify", lfs_verify, methods=["POST"]),
    Route("/{owner}/{name}/resolve/{revision}/{path:path}", resolve),
]
