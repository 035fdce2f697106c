"""What is known beforehand: the tables of ``lexicons/``, read, compiled, and found in a text in one pass.

``lexicon`` reads them, ``matcher`` finds their ``forms``, ``gazetteer`` sorts the hits; ``divisions`` is the tree of
China's places. ``cache`` keeps what is compiled between runs, with ``kept``, ``packed`` and ``patterns`` on top of it.
"""
