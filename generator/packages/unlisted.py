"""Owns the problem of files that lie in a package but not in its descriptor: forgotten, or not meant to be there.

Does not own which files may be there at all (`files`). Notes in Markdown need not be listed.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from generator.packages import codes
from generator.packages.complaints import Complaints, quoted
from generator.packages.descriptor import FILE_NAME, Descriptor
from generator.packages.files import Listing


def note_unlisted(descriptor: Descriptor, listing: Listing, complaints: Complaints) -> None:
    """Note each allowed file of the package that the descriptor does not name, with the lines to add.

    A descriptor that names none at all has a greater flaw, which is noted elsewhere.
    """
    if not descriptor.paths:
        return
    folder = PurePosixPath(complaints.file).parent
    for path in sorted(listing.allowed - descriptor.paths - {FILE_NAME}):
        if PurePosixPath(path).suffix != ".md":
            complaints.at((folder / path).as_posix()).add(
                codes.UNLISTED_FILE,
                f"The file is not listed in {(folder / FILE_NAME).as_posix()}, so nothing of it is read.",
                _hint(PurePosixPath(path), descriptor),
            )


def _hint(path: PurePosixPath, descriptor: Descriptor) -> str:
    if path.parts[0] == "schemas":
        return f"Name it under a resource (schema: {path}), or delete it."
    for resource in descriptor.resources:
        if len(path.parts) > 1 and PurePosixPath(resource.paths[0]).parent == path.parent:
            return f"Add {path} to the list after `path:` of the resource {quoted(resource.name)}, or delete the file."
    name = path.stem.replace("-", "_").replace(".", "_")
    form = "csv" if path.suffix == ".csv" else "yaml"
    return (
        f"Add under `resources:` the lines\n  - name: {name}\n    type: table\n    path: {path}\n    format: {form}\n"
        f"    encoding: utf-8\n    schema: schemas/{name}.yaml\nand write that schema, or delete the file."
    )
