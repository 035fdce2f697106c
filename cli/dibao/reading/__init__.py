"""From bytes to articles: decoded, folded, lines mended, pages split; when and where each article is from.

In this order: ``content``, ``text`` (with ``markup`` and ``unwrap``), ``lines`` and ``layout``, ``articles``,
``dating`` and ``locating``; ``document`` puts them together, ``reference`` says what relative expressions mean.
"""
