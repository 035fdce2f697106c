"""Meetings: what is held where and when, who presides, speaks, attends, observes."""

from __future__ import annotations

from dibao.frames import Frame

_WHEN = "(<adverb>|D R?|于|，)*"
_WHERE = "(在[place:spots](…)?)?"

FRAMES = (
    Frame(
        "meeting-hold",
        "meeting",
        "Somebody holds, or presides over, a named meeting.",
        (
            "[presider:people]" + _WHEN + "(在[place:spots]‥)?主持{hold}了?[name:meeting]",
            "[presider:people]" + _WHEN + "(在[place:spots]‥)?主持，{hold}了?[name:meeting]",
            "[organizer:orgs|places]" + _WHEN + "(在[place:spots]‥)?<adverb>*{hold}了?[name:meeting]",
            "(在[place:spots]‥)?{hold}了?[name:meeting]",
        ),
        (
            "[江宁市政协](organizer)[召开](event=meeting)[乡村振兴专题座谈会](name)。",
            "市长[林知白](presider)主持[召开](event=meeting)[市政府常务会议](name)。",
        ),
        ("召开时间另行通知。",),
        around=("date", "place"),
    ),
)
