"""Presets of a few bytes, sound in all but that there is no network in them."""

from keras_seqzoo.hub import Manifest, list_files, write_manifest


def plain_preset(folder, weights=bytes(range(256)), words=b'["a"]', name="toy.open"):
    """Writes a preset folder whose weights are any bytes; returns the folder."""
    (folder / "assets").mkdir(parents=True, exist_ok=True)
    (folder / "assets" / "words.json").write_bytes(words)
    (folder / "model.weights.h5").write_bytes(weights)
    card = f"---\nlicense: mit\n---\n\n# {folder.name}\n"
    (folder / "README.md").write_text(card)
    write_manifest(folder, Manifest("toy", {}, list_files(folder), name=name))
    return folder


def files_of(folder):
    """`{path: content}` of a folder."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
