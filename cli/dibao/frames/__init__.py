"""How events are told: patterns with holes for mentions, what a match makes of them, what stands around it.

``pattern`` is the notation and ``holes`` its vocabulary; ``tokens`` folds an article for it, ``ways`` (with
``openings``) leaves out what cannot match. ``casting`` makes an event of a match; the others read what the words around it
add: modality, a subject left out, days and places, topics, appointees, charges, documents, and which events are one (``echoes``).
"""
