"""Releases: what an organ issues, publishes, makes known."""

from __future__ import annotations

from collections.abc import Iterator

from dibao.frames.casting import Cast
from dibao.frames.papers import documents
from dibao.frames.pattern import Frame

_BODY = "([body:orgs|self](<adverb>|D R?|R|在…上?|，|官网)*)?"

APART = ("document",)
"""The roles that tell one release event from another."""

_SAYS = "[body:orgs|self](<adverb>|D R?|R|在…上?)*{release|announce}的?[document:noun](<claim>|<say>|明确)"

FRAMES = (
    Frame(
        "release.document",
        "release",
        "A body issues a document.",
        (
            _BODY + "{release|announce}了?[document:books]",
            "[body:orgs|self](<adverb>|D R?|R|在…上?|，|面?向…)*{release|announce}了?[document:documents]",
            _SAYS,
            "[body:orgs](<adverb>|D R?|R)*{announce}(，|：)",
        ),
        ("[安庆市人民政府](body)[印发](event=release)《[安庆市供水管理办法](document)》。",),
        ("企业转发员工感言。",),
        foreseen=True,
        around=("date",),
    ),
    Frame(
        "release.document-first",
        "release",
        "A document is issued.",
        (
            "[document:books](<adverb>|D R?|R|，|由[body:orgs]|在…上?|日前)*{release|announce}",
            "[document:quotes](<adverb>|D R?|R|，|由[body:orgs]|在…上?)*{release|announce}",
            "将[document:listed](‥)?(予以|进行){release|announce}",
            "^[document:listed](<adverb>|D R?|R|由[body:orgs]|在‥)*{release|announce}(，|。|$)",
        ),
        ("《[安庆年鉴](document)》[发布](event=release)。",),
        ("《安庆年鉴》发布会场布置一新。",),
        foreseen=True,
        around=("date",),
    ),
)


def finish(made: Cast) -> Iterator[Cast]:
    """A release with its documents."""
    documents(made)
    if made.roles("document") or made.tokens.code[made.trigger.end : made.trigger.end + 1] in (",", ":"):
        yield made
